/* See beginnings.h. */
#include "read/beginnings.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/intern.h"

enum { SLOTS = 4 * RN_BEGINNINGS_PLACES, CREDIT_MAX = 15 };

/* Where a beginning leads to. */
typedef struct slot {
    uint32_t hash;
    uint16_t place;
    uint8_t use;    /* of the place; 0: it leads nowhere */
    uint8_t credit; /* so many others do not drive it out */
} slot;

struct rn_beginnings {
    slot slots[SLOTS];
    uint32_t met[SLOTS];                   /* hashes of beginnings that came, and lead nowhere */
    uint64_t hashes[RN_BEGINNINGS_LEVELS]; /* of the text that was looked for */
    size_t wanted;                         /* so many of them it is to be kept for */
    uint8_t uses[RN_BEGINNINGS_PLACES];    /* which text of those that had it, from 1 */
    uint32_t next;                         /* place to be used */
};

rn_beginnings *rn_beginnings_new(void)
{
    return rn_array_zero(1, sizeof(rn_beginnings));
}

void rn_beginnings_free(rn_beginnings *b)
{
    free(b);
}

void rn_beginnings_clear(rn_beginnings *b)
{
    memset(b->slots, 0, sizeof b->slots);
    memset(b->met, 0, sizeof b->met);
    b->wanted = 0;
}

void rn_beginnings_prefetch(const rn_beginnings *b, const uint64_t *hashes, size_t count)
{
    for (size_t level = 0; level < count; level++)
        __builtin_prefetch(&b->slots[hashes[level] & (SLOTS - 1)]);
}

static bool is_of(const rn_beginnings *b, const slot *s, uint64_t hash)
{
    return s->use && s->hash == hash >> 32 && s->use == b->uses[s->place];
}

/* The slot of a beginning: one of two neighbours.  When it has none, *other is the one that is driven out more easily. */
static slot *find_slot(rn_beginnings *b, uint64_t hash, slot **other)
{
    slot *first = &b->slots[hash & (SLOTS - 2)], *second = first + 1;
    if (is_of(b, first, hash))
        return first;
    if (is_of(b, second, hash))
        return second;
    *other = first->credit < second->credit ? first : second;
    return NULL;
}

static slot *use_slot(rn_beginnings *b, uint64_t hash)
{
    slot *other, *s = find_slot(b, hash, &other);
    if (s)
        s->credit += s->credit < CREDIT_MAX;
    return s;
}

/* How many of the beginnings lead somewhere, and *place where: when one does, shorter ones mostly do. */
static size_t count_leading(rn_beginnings *b, const uint64_t *hashes, size_t count, uint32_t *place)
{
    size_t least = 0, most = count;
    *place = RN_NONE;
    while (least < most) {
        size_t level = (least + most + 1) / 2;
        const slot *s = use_slot(b, hashes[level - 1]);
        if (s) {
            least = level;
            *place = s->place;
        } else {
            most = level - 1;
        }
    }
    return least;
}

/* Whether a beginning came before; from now on it did. */
static bool is_met(rn_beginnings *b, uint64_t hash)
{
    uint32_t *met = &b->met[hash & (SLOTS - 1)], high = (uint32_t)(hash >> 32);
    bool is_there = *met == high;
    *met = high;
    return is_there;
}

uint32_t rn_beginnings_find(rn_beginnings *b, const uint64_t *hashes, size_t count)
{
    uint32_t place;
    size_t leading = count_leading(b, hashes, count, &place);
    b->wanted = 0;
    for (size_t level = leading; level < count; level++)
        if (is_met(b, hashes[level]))
            b->wanted = level + 1;
    memcpy(b->hashes, hashes, b->wanted * sizeof *hashes);
    return place;
}

/* Whether a beginning leads to a place now. */
static bool lead(rn_beginnings *b, uint64_t hash, uint32_t place)
{
    slot *other;
    if (find_slot(b, hash, &other))
        return true;
    if (other->credit) {
        other->credit--;
        return false;
    }
    *other = (slot){(uint32_t)(hash >> 32), (uint16_t)place, b->uses[place], 0};
    return true;
}

/* Places are used in turn. */
uint32_t rn_beginnings_keep(rn_beginnings *b)
{
    uint32_t place = b->next;
    uint8_t before = b->uses[place];
    if (!b->wanted)
        return RN_NONE;
    b->uses[place] = (uint8_t)(before % UINT8_MAX + 1);
    if (!lead(b, b->hashes[b->wanted - 1], place)) {
        b->uses[place] = before;
        return RN_NONE;
    }
    b->next = (place + 1) % RN_BEGINNINGS_PLACES;
    for (size_t level = 0; level < b->wanted - 1; level++)
        lead(b, b->hashes[level], place);
    return place;
}

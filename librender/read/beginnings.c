/* See beginnings.h. */
#include "read/beginnings.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/intern.h"

enum { SLOTS = 2 * RN_BEGINNINGS_PLACES, CREDIT_MAX = 7 };

/* Where a beginning leads to. */
typedef struct slot {
    uint32_t hash;
    uint16_t place;  /* from 1; 0: nowhere yet */
    uint16_t credit; /* so many others do not drive it out */
} slot;

struct rn_beginnings {
    slot slots[SLOTS];
    uint64_t hashes[RN_BEGINNINGS_LEVELS]; /* of the text that was looked for */
    size_t wanted;                         /* so many of them it is to be kept for */
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
    b->wanted = 0;
}

static slot *slot_of(rn_beginnings *b, uint64_t hash)
{
    return &b->slots[hash & (SLOTS - 1)];
}

/* Whether a beginning came before; from now on it did, unless others that come often are in its slot. */
static bool is_known(slot *s, uint64_t hash)
{
    bool is_there = s->hash == hash >> 32;
    if (is_there)
        s->credit += s->credit < CREDIT_MAX;
    else if (s->credit)
        s->credit--;
    else
        *s = (slot){.hash = (uint32_t)(hash >> 32)};
    return is_there;
}

void rn_beginnings_prefetch(const rn_beginnings *b, const uint64_t *hashes, size_t count)
{
    for (size_t level = 0; level < count; level++)
        __builtin_prefetch(&b->slots[hashes[level] & (SLOTS - 1)]);
}

uint32_t rn_beginnings_find(rn_beginnings *b, const uint64_t *hashes, size_t count)
{
    b->wanted = 0;
    for (size_t level = count; level-- > 0;) {
        slot *s = slot_of(b, hashes[level]);
        b->hashes[level] = hashes[level];
        if (!is_known(s, hashes[level]))
            continue;
        if (s->place)
            return s->place - 1u;
        if (!b->wanted)
            b->wanted = level + 1;
    }
    return RN_NONE;
}

uint32_t rn_beginnings_keep(rn_beginnings *b)
{
    if (!b->wanted)
        return RN_NONE;
    uint32_t at = b->hashes[b->wanted - 1] >> 20 & (RN_BEGINNINGS_PLACES - 1);
    for (size_t level = b->wanted; level-- > 0;) {
        slot *s = slot_of(b, b->hashes[level]);
        if (s->hash == b->hashes[level] >> 32 && !s->place)
            s->place = (uint16_t)(at + 1);
    }
    b->wanted = 0;
    return at;
}

/* Open addressing over small slots: most look-ups touch one slot and one record. */
#include "read/lexicon.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"

enum { FIRST_CAPACITY = 4096 };

typedef struct record {
    uint32_t size, id;
} record;

static const char *text_at(const rn_lexicon *words, uint32_t place)
{
    return (const char *)(words->records + place + 1);
}

static record record_at(const rn_lexicon *words, uint32_t place)
{
    record r;
    memcpy(&r, words->records + place, sizeof r);
    return r;
}

static size_t home_of(const rn_lexicon *words, uint64_t hash)
{
    return hash & (words->capacity - 1);
}

/* A place is never 0: the records begin with an unused one. */
static uint64_t slot_for(uint64_t hash, uint32_t place)
{
    return (hash & ~(uint64_t)UINT32_MAX) | place;
}

uint64_t rn_lexicon_hash(const rn_lexicon *words, rn_bytes text)
{
    uint64_t hash = XXH3_64bits(text.data, text.size);
    if (words->capacity)
        __builtin_prefetch(&words->slots[home_of(words, hash)]);
    return hash;
}

void rn_lexicon_prefetch(const rn_lexicon *words, uint64_t hash)
{
    if (words->capacity)
        __builtin_prefetch(words->records + (uint32_t)words->slots[home_of(words, hash)]);
}

static bool grow(rn_lexicon *words)
{
    rn_lexicon grown = *words;
    grown.capacity = words->capacity ? words->capacity * 2 : FIRST_CAPACITY;
    grown.slots = rn_array_zero(grown.capacity, sizeof *grown.slots);
    if (!grown.slots)
        return false;
    for (uint32_t id = 0; id < words->count; id++) {
        rn_bytes text = rn_lexicon_text(words, id);
        uint64_t hash = XXH3_64bits(text.data, text.size);
        size_t at = home_of(&grown, hash);
        while (grown.slots[at])
            at = (at + 1) & (grown.capacity - 1);
        grown.slots[at] = slot_for(hash, words->places[id]);
    }
    free(words->slots);
    *words = grown;
    return true;
}

/* The place of a new record; 0 when memory is out. */
static uint32_t add_record(rn_lexicon *words, rn_bytes text)
{
    size_t place = words->used ? words->used : 1;
    size_t end = place + 1 + (text.size + sizeof *words->records - 1) / sizeof *words->records;
    if (text.size > UINT32_MAX || end > UINT32_MAX || words->count >= RN_NONE - 1 ||
        !RN_GROW(words->records, words->room, end) ||
        !RN_GROW(words->places, words->place_capacity, words->count + (size_t)1))
        return 0;
    record r = {(uint32_t)text.size, words->count};
    memcpy(words->records + place, &r, sizeof r);
    if (text.size)
        memcpy(words->records + place + 1, text.data, text.size);
    words->used = end;
    words->places[words->count++] = (uint32_t)place;
    return (uint32_t)place;
}

static uint64_t word_at(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return word;
}

/* Texts are short: this beats a call. */
static bool is_same(const char *a, const char *b, size_t size)
{
    size_t at = 0;
    if (size < sizeof(uint64_t))
        return memcmp(a, b, size) == 0;
    for (; at + sizeof(uint64_t) < size; at += sizeof(uint64_t))
        if (word_at(a + at) != word_at(b + at))
            return false;
    at = size - sizeof(uint64_t);
    return word_at(a + at) == word_at(b + at);
}

/* The slot of a text, or the free one where it would be. */
static uint64_t *find_slot(const rn_lexicon *words, rn_bytes text, uint64_t hash, uint32_t *id)
{
    size_t at = home_of(words, hash);
    *id = RN_NONE;
    for (uint64_t slot; (slot = words->slots[at]); at = (at + 1) & (words->capacity - 1)) {
        if ((slot ^ hash) >> 32)
            continue;
        record r = record_at(words, (uint32_t)slot);
        if (r.size == text.size && is_same(text_at(words, (uint32_t)slot), text.data, r.size)) {
            *id = r.id;
            break;
        }
    }
    return &words->slots[at];
}

uint32_t rn_lexicon_get(const rn_lexicon *words, rn_bytes text, uint64_t hash)
{
    uint32_t id = RN_NONE;
    if (words->capacity)
        find_slot(words, text, hash, &id);
    return id;
}

uint32_t rn_lexicon_put(rn_lexicon *words, rn_bytes text, uint64_t hash)
{
    uint32_t id;
    if (words->count >= words->capacity / 2 && !grow(words))
        return RN_NONE;
    uint64_t *slot = find_slot(words, text, hash, &id);
    if (id != RN_NONE)
        return id;
    uint32_t place = add_record(words, text);
    if (!place)
        return RN_NONE;
    *slot = slot_for(hash, place);
    return words->count - 1;
}

rn_bytes rn_lexicon_text(const rn_lexicon *words, uint32_t id)
{
    uint32_t place = words->places[id];
    return (rn_bytes){text_at(words, place), record_at(words, place).size};
}

void rn_lexicon_finish(rn_lexicon *words)
{
    free(words->slots);
    free(words->records);
    free(words->places);
}

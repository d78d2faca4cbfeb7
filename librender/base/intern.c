/* String → id by open addressing over XXH3 hashes; strings live in one arena. */
#include "base/intern.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"

enum { FIRST_SLOTS = 1024 };

bool rn_intern_init(rn_intern *intern)
{
    *intern = (rn_intern){0};
    intern->slots = rn_array_zero(FIRST_SLOTS, sizeof *intern->slots);
    if (!intern->slots)
        return false;
    intern->slot_count = FIRST_SLOTS;
    if (rn_intern_add(intern, RN_LITERAL("")) == 0)
        return true;
    rn_intern_finish(intern);
    return false;
}

void rn_intern_finish(rn_intern *intern)
{
    rn_arena_finish(&intern->arena);
    free(intern->strings);
    free(intern->hashes);
    free(intern->slots);
    *intern = (rn_intern){0};
}

static bool grow_slots(rn_intern *intern, size_t slot_count)
{
    uint32_t *slots = rn_array_zero(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t id = 0; id < intern->count; id++) {
        size_t at = intern->hashes[id] & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        slots[at] = (uint32_t)id + 1;
    }
    free(intern->slots);
    intern->slots = slots;
    intern->slot_count = slot_count;
    return true;
}

bool rn_intern_reserve(rn_intern *intern, size_t count)
{
    size_t slot_count = intern->slot_count;
    while (slot_count / 2 < count && slot_count <= SIZE_MAX / 2)
        slot_count *= 2;
    return (slot_count == intern->slot_count || grow_slots(intern, slot_count)) &&
           RN_GROW(intern->strings, intern->capacity, count) &&
           RN_GROW(intern->hashes, intern->hash_capacity, count);
}

static uint32_t add_new(rn_intern *intern, rn_bytes text, uint64_t hash, size_t slot)
{
    size_t id = intern->count;
    if (id >= RN_NONE - 1 || !RN_GROW(intern->strings, intern->capacity, id + 1) ||
        !RN_GROW(intern->hashes, intern->hash_capacity, id + 1))
        return RN_NONE;
    const char *copy = rn_arena_copy(&intern->arena, text);
    if (!copy)
        return RN_NONE;
    intern->strings[id] = (rn_bytes){copy, text.size};
    intern->hashes[id] = hash;
    intern->slots[slot] = (uint32_t)id + 1;
    intern->count = id + 1;
    if (intern->count * 2 > intern->slot_count && !grow_slots(intern, intern->slot_count * 2))
        return RN_NONE;
    return (uint32_t)id;
}

uint32_t rn_intern_add(rn_intern *intern, rn_bytes text)
{
    uint64_t hash = XXH3_64bits(text.data, text.size);
    size_t at = hash & (intern->slot_count - 1);
    while (intern->slots[at]) {
        uint32_t id = intern->slots[at] - 1;
        if (intern->hashes[id] == hash && rn_bytes_equal(intern->strings[id], text))
            return id;
        at = (at + 1) & (intern->slot_count - 1);
    }
    return add_new(intern, text, hash, at);
}

/* Open addressing over slices of the input. */
#include "read/memo.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"

static rn_memo_slot *find_slot(rn_memo_slot *slots, size_t capacity, rn_bytes text, uint64_t hash)
{
    size_t at = hash & (capacity - 1);
    for (; slots[at].text; at = (at + 1) & (capacity - 1))
        if (slots[at].hash == hash && slots[at].size == text.size &&
            memcmp(slots[at].text, text.data, text.size) == 0)
            break;
    return &slots[at];
}

static bool grow(rn_memo *memo)
{
    size_t capacity = memo->capacity ? memo->capacity * 2 : 4096;
    rn_memo_slot *grown = rn_array_zero(capacity, sizeof *grown);
    if (!grown)
        return false;
    for (size_t i = 0; i < memo->capacity; i++) {
        const rn_memo_slot *old = &memo->slots[i];
        if (!old->text)
            continue;
        size_t at = old->hash & (capacity - 1);
        while (grown[at].text)
            at = (at + 1) & (capacity - 1);
        grown[at] = *old;
    }
    free(memo->slots);
    memo->slots = grown;
    memo->capacity = capacity;
    return true;
}

uint32_t rn_memo_get(const rn_memo *memo, rn_bytes text)
{
    if (!memo->capacity)
        return RN_NONE;
    uint64_t hash = XXH3_64bits(text.data, text.size);
    const rn_memo_slot *slot = find_slot(memo->slots, memo->capacity, text, hash);
    return slot->text ? slot->id : RN_NONE;
}

uint32_t rn_memo_put(rn_memo *memo, rn_bytes text)
{
    if (memo->count == RN_NONE || (memo->count >= memo->capacity / 2 && !grow(memo)))
        return RN_NONE;
    uint64_t hash = XXH3_64bits(text.data, text.size);
    rn_memo_slot *slot = find_slot(memo->slots, memo->capacity, text, hash);
    if (!slot->text)
        *slot = (rn_memo_slot){text.data, hash, text.size, memo->count++};
    return slot->id;
}

void rn_memo_finish(rn_memo *memo)
{
    free(memo->slots);
    *memo = (rn_memo){0};
}

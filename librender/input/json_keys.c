/* See json_keys.h. */
#include "input/json_keys.h"

#include "base/grow.h"

enum { TRIED = 8 }; /* slots a key may stand in, the last of which others may drive it out of */

static bool is_same(const rn_json_seen_key *seen, int expect, rn_bytes whole)
{
    return seen->size == whole.size && seen->expect == expect &&
           memcmp(seen->bytes, whole.data, whole.size) == 0;
}

static rn_json_seen_key *find_slot(rn_json_keys *keys, int expect, rn_bytes whole, rn_bytes key)
{
    size_t first = key.size ? (unsigned char)key.data[0] : 0;
    size_t last = key.size ? (unsigned char)key.data[key.size - 1] : 0;
    size_t home = whole.size * 7 + first * 5 + last;
    rn_json_seen_key *slot = NULL;
    for (size_t i = 0; i < TRIED; i++) {
        slot = &keys->slots[(home + i) % RN_JSON_KEYS];
        if (slot->expect == 0 || is_same(slot, expect, whole))
            break;
    }
    return slot;
}

rn_json_keys *rn_json_keys_new(void)
{
    rn_json_keys *keys = rn_array_zero(1, sizeof *keys);
    if (!keys)
        return NULL;
    keys->last = keys->slots;
    for (size_t i = 0; i < RN_JSON_KEYS; i++)
        keys->slots[i].next = keys->slots;
    return keys;
}

void rn_json_keys_note(rn_json_keys *keys, int expect, rn_bytes whole, rn_bytes key)
{
    if (whole.size > RN_JSON_KEY_BYTES)
        return;
    rn_json_seen_key *seen = find_slot(keys, expect, whole, key);
    keys->last->next = seen;
    keys->last = seen;
    if (is_same(seen, expect, whole))
        return;
    memcpy(seen->bytes, whole.data, whole.size);
    seen->mask = UINT32_MAX >> (RN_JSON_KEY_BYTES - whole.size);
    seen->expect = expect;
    seen->size = (uint8_t)whole.size;
    seen->start = (uint8_t)(key.data - whole.data);
    seen->end = (uint8_t)(seen->start + key.size);
}

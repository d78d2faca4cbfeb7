/* A hash map from 64-bit keys to 32-bit values: (parent, frame) → stack, (caller, callee) → arc.
 * The key UINT64_MAX is not allowed.  Never iterate one into output. */
#ifndef RN_MAP_H
#define RN_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rn_map_entry {
    uint64_t key;
    uint32_t value;
} rn_map_entry;

typedef struct rn_map {
    rn_map_entry *entries;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
} rn_map;

/* Makes room for so many keys, which then come without the table growing.  False when memory is out. */
bool rn_map_reserve(rn_map *map, size_t count);

/* The value of `key`, made with `fresh` when it is not there; NULL when memory is out.  *is_new
 * tells which.  The pointer holds until the next call. */
uint32_t *rn_map_put(rn_map *map, uint64_t key, uint32_t fresh, bool *is_new);

/* The value of `key`, or `missing`. */
uint32_t rn_map_get(const rn_map *map, uint64_t key, uint32_t missing);

/* What a look-up of `key` will read begins to come near. */
void rn_map_prefetch(const rn_map *map, uint64_t key);

void rn_map_finish(rn_map *map);

/* A key of two ids. */
static inline uint64_t rn_map_pair(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

/* Spreads small ids over all bits (the finaliser of SplitMix64). */
static inline uint64_t rn_map_mix(uint64_t key)
{
    key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
    return key ^ key >> 31;
}

#endif

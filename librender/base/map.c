/* Open addressing with linear probing, at most half full.  Keys are pairs of small ids, so they are
 * mixed before they choose a slot. */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

#define FREE_KEY UINT64_MAX

enum { FIRST_CAPACITY = 256 };

static size_t home_of(const rn_map *map, uint64_t key)
{
    return rn_map_mix(key) & (map->capacity - 1);
}

static size_t slot_of(const rn_map *map, uint64_t key)
{
    size_t at = home_of(map, key);
    while (map->entries[at].key != FREE_KEY && map->entries[at].key != key)
        at = (at + 1) & (map->capacity - 1);
    return at;
}

static bool grow_to(rn_map *map, size_t capacity)
{
    rn_map grown = {.capacity = capacity, .count = map->count};
    grown.entries = rn_array_new(grown.capacity, sizeof *grown.entries);
    if (!grown.entries)
        return false;
    memset(grown.entries, 0xff, grown.capacity * sizeof *grown.entries);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->entries[i].key != FREE_KEY)
            grown.entries[slot_of(&grown, map->entries[i].key)] = map->entries[i];
    free(map->entries);
    *map = grown;
    return true;
}

static bool grow(rn_map *map)
{
    return grow_to(map, map->capacity ? map->capacity * 2 : FIRST_CAPACITY);
}

bool rn_map_reserve(rn_map *map, size_t count)
{
    size_t capacity = map->capacity ? map->capacity : FIRST_CAPACITY;
    while (capacity / 2 < count && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    return capacity == map->capacity || grow_to(map, capacity);
}

uint32_t *rn_map_put(rn_map *map, uint64_t key, uint32_t fresh, bool *is_new)
{
    if (map->count * 2 >= map->capacity && !grow(map))
        return NULL;
    rn_map_entry *entry = &map->entries[slot_of(map, key)];
    *is_new = entry->key == FREE_KEY;
    if (*is_new) {
        *entry = (rn_map_entry){key, fresh};
        map->count++;
    }
    return &entry->value;
}

uint32_t rn_map_get(const rn_map *map, uint64_t key, uint32_t missing)
{
    if (!map->count)
        return missing;
    const rn_map_entry *entry = &map->entries[slot_of(map, key)];
    return entry->key == FREE_KEY ? missing : entry->value;
}

void rn_map_prefetch(const rn_map *map, uint64_t key)
{
    if (map->count)
        __builtin_prefetch(&map->entries[home_of(map, key)]);
}

void rn_map_finish(rn_map *map)
{
    free(map->entries);
    *map = (rn_map){0};
}

/* Sorted entries in a row of chunks: an insertion moves one chunk's tail, and now and then the row.
 * No order of insertions makes it slow, as it would a tree that hopes for luck. */
#include "read/code_map.h"

#include <stdlib.h>

#include "base/grow.h"

enum { CHUNK_ENTRIES = 256 };

struct rn_code_chunk {
    size_t count;
    rn_code_range entries[CHUNK_ENTRIES];
};

typedef struct place {
    size_t chunk, entry;
} place;

/* The chunk that holds the last entry that starts at or before `address`; the first one when none
 * does. */
static size_t find_chunk(const rn_code_map *map, uint64_t address)
{
    size_t low = 0, high = map->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->chunks[middle]->entries[0].start <= address)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The number of entries of a chunk that start at or before `address`. */
static size_t count_until(const rn_code_chunk *chunk, uint64_t address)
{
    size_t low = 0, high = chunk->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (chunk->entries[middle].start <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const rn_code_range *find(const rn_code_map *map, uint64_t address, place *at)
{
    if (map->count == 0)
        return NULL;
    at->chunk = find_chunk(map, address);
    const rn_code_chunk *chunk = map->chunks[at->chunk];
    size_t until = count_until(chunk, address);
    if (until == 0)
        return NULL;
    at->entry = until - 1;
    return &chunk->entries[at->entry];
}

uint32_t rn_code_map_find(const rn_code_map *map, uint64_t address)
{
    place at;
    const rn_code_range *range = find(map, address, &at);
    return range && address < range->end ? range->id : RN_NONE;
}

static void remove_at(rn_code_map *map, place at)
{
    rn_code_chunk *chunk = map->chunks[at.chunk];
    chunk->count--;
    memmove(chunk->entries + at.entry, chunk->entries + at.entry + 1,
            (chunk->count - at.entry) * sizeof *chunk->entries);
    if (chunk->count)
        return;
    free(chunk);
    map->count--;
    memmove(map->chunks + at.chunk, map->chunks + at.chunk + 1,
            (map->count - at.chunk) * sizeof(rn_code_chunk *));
}

bool rn_code_map_take(rn_code_map *map, uint64_t start, rn_code_range *out)
{
    place at;
    const rn_code_range *range = find(map, start, &at);
    if (!range || range->start != start)
        return false;
    *out = *range;
    remove_at(map, at);
    return true;
}

/* ---- insertion -------------------------------------------------------------------------------- */

/* Removes what overlaps, from its end on. */
static void clear(rn_code_map *map, uint64_t start, uint64_t end)
{
    place at;
    const rn_code_range *range;
    while ((range = find(map, end - 1, &at)) && range->end > start)
        remove_at(map, at);
}

static bool insert_chunk(rn_code_map *map, size_t at)
{
    rn_code_chunk *chunk = malloc(sizeof *chunk);
    if (!chunk || !RN_GROW(map->chunks, map->capacity, map->count + 1)) {
        free(chunk);
        return false;
    }
    chunk->count = 0;
    memmove(map->chunks + at + 1, map->chunks + at, (map->count - at) * sizeof(rn_code_chunk *));
    map->chunks[at] = chunk;
    map->count++;
    return true;
}

static bool split_chunk(rn_code_map *map, size_t at)
{
    enum { HALF = CHUNK_ENTRIES / 2 };
    if (!insert_chunk(map, at + 1))
        return false;
    rn_code_chunk *left = map->chunks[at], *right = map->chunks[at + 1];
    right->count = left->count - HALF;
    memcpy(right->entries, left->entries + HALF, right->count * sizeof *right->entries);
    left->count = HALF;
    return true;
}

bool rn_code_map_put(rn_code_map *map, uint64_t start, uint64_t size, uint32_t id)
{
    uint64_t end = start + (size ? size : 1);
    if (end <= start)
        end = UINT64_MAX;
    if (end == start)
        return true;
    clear(map, start, end);
    if (map->count == 0 && !insert_chunk(map, 0))
        return false;
    size_t at = find_chunk(map, start);
    if (map->chunks[at]->count == CHUNK_ENTRIES) {
        if (!split_chunk(map, at))
            return false;
        at = find_chunk(map, start);
    }
    rn_code_chunk *chunk = map->chunks[at];
    size_t entry = count_until(chunk, start);
    memmove(chunk->entries + entry + 1, chunk->entries + entry,
            (chunk->count - entry) * sizeof *chunk->entries);
    chunk->entries[entry] = (rn_code_range){start, end, id};
    chunk->count++;
    return true;
}

void rn_code_map_finish(rn_code_map *map)
{
    for (size_t i = 0; i < map->count; i++)
        free(map->chunks[i]);
    free(map->chunks);
}

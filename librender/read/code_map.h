/* Which piece of code an address lies in, while code comes, moves and goes.  Entries never overlap: a
 * new one removes what was where it is. */
#ifndef RN_CODE_MAP_H
#define RN_CODE_MAP_H

#include "base/intern.h"

typedef struct rn_code_range {
    uint64_t start, end;
    uint32_t id;
} rn_code_range;

typedef struct rn_code_chunk rn_code_chunk;

/* Zeroed, it is ready. */
typedef struct rn_code_map {
    rn_code_chunk **chunks; /* in order; none is empty */
    size_t count, capacity;
} rn_code_map;

/* A size of 0 counts as 1.  False when memory is out. */
bool rn_code_map_put(rn_code_map *map, uint64_t start, uint64_t size, uint32_t id);

/* The id of what holds `address`, RN_NONE when nothing does. */
uint32_t rn_code_map_find(const rn_code_map *map, uint64_t address);

/* Removes the entry that starts at `start`, and tells of it; false when there is none. */
bool rn_code_map_take(rn_code_map *map, uint64_t start, rn_code_range *out);

void rn_code_map_finish(rn_code_map *map);

#endif

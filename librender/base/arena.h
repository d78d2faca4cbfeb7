/* Memory that is freed in one call: for strings and small parts that live as long as the value they
 * belong to.  Not thread-safe. */
#ifndef RN_ARENA_H
#define RN_ARENA_H

#include "base/bytes.h"

typedef struct rn_arena_block rn_arena_block;

typedef struct rn_arena {
    rn_arena_block *block;
    size_t used;
    size_t capacity;
} rn_arena;

/* A zeroed rn_arena is an empty one. */
#define RN_ARENA_EMPTY ((rn_arena){NULL, 0, 0})

/* `size` bytes, aligned for any type, or NULL when memory is out. */
void *rn_arena_alloc(rn_arena *arena, size_t size);

/* A NUL-terminated copy; NULL when memory is out. */
char *rn_arena_copy(rn_arena *arena, rn_bytes text);

void rn_arena_finish(rn_arena *arena);

#endif

/* Bump allocation in blocks that double up to 2 MiB, a large page; larger requests get a block of their own. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>

#include "base/grow.h"

struct rn_arena_block {
    rn_arena_block *next;
    alignas(max_align_t) char bytes[];
};

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = (2 << 20) - sizeof(rn_arena_block) };

static bool add_block(rn_arena *arena, size_t size)
{
    size_t capacity = arena->capacity ? arena->capacity * 2 : FIRST_BLOCK;
    if (capacity > LARGEST_BLOCK)
        capacity = LARGEST_BLOCK;
    if (capacity < size)
        capacity = size;
    if (capacity > SIZE_MAX - sizeof(rn_arena_block))
        return false;
    rn_arena_block *block = rn_array_new(sizeof *block + capacity, 1);
    if (!block)
        return false;
    block->next = arena->block;
    arena->block = block;
    arena->capacity = capacity;
    arena->used = 0;
    return true;
}

/* Strings need no alignment, which keeps millions of names dense. */
static char *take(rn_arena *arena, size_t size, size_t alignment)
{
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (!arena->block || start > arena->capacity || size > arena->capacity - start) {
        if (!add_block(arena, size))
            return NULL;
        start = 0;
    }
    arena->used = start + size;
    return arena->block->bytes + start;
}

void *rn_arena_alloc(rn_arena *arena, size_t size)
{
    return take(arena, size, alignof(max_align_t));
}

char *rn_arena_copy(rn_arena *arena, rn_bytes text)
{
    if (text.size == SIZE_MAX)
        return NULL;
    char *copy = take(arena, text.size + 1, 1);
    if (!copy)
        return NULL;
    if (text.size)
        memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return copy;
}

void rn_arena_finish(rn_arena *arena)
{
    rn_arena_block *block = arena->block;
    while (block) {
        rn_arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = RN_ARENA_EMPTY;
}

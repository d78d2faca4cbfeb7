/* Strings as numbers: equal strings get the same id, ids count up from 0, and id 0 is always the
 * empty string. */
#ifndef RN_INTERN_H
#define RN_INTERN_H

#include "base/arena.h"

#define RN_NONE UINT32_MAX

typedef struct rn_intern {
    rn_arena arena;
    rn_bytes *strings;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* id + 1, 0 is free; a power of two */
    uint64_t *hashes;
    size_t hash_capacity;
    size_t slot_count;
} rn_intern;

/* False when memory is out. */
bool rn_intern_init(rn_intern *intern);
void rn_intern_finish(rn_intern *intern);

/* Makes room for so many strings, which then come without the tables growing.  False when memory is out. */
bool rn_intern_reserve(rn_intern *intern, size_t count);

/* The id of `text`, copied when new (and then NUL-terminated); RN_NONE when memory is out. */
uint32_t rn_intern_add(rn_intern *intern, rn_bytes text);

/* The string of an id, borrowed. */
static inline rn_bytes rn_intern_get(const rn_intern *intern, uint32_t id)
{
    return intern->strings[id];
}

#endif

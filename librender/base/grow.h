/* Growable arrays of one item type: `items`, a count kept by the caller, and a capacity. */
#ifndef RN_GROW_H
#define RN_GROW_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for `need` items of `item_size` bytes in *items (small arrays by half, others to two or four times as many).  Returns false, and
 * changes nothing, when memory is out or the size overflows. */
bool rn_grow(void **items, size_t *capacity, size_t need, size_t item_size);

#define RN_GROW(items, capacity, need)                                                             \
    rn_grow_when_full((void **)&(items), &(capacity), (need), sizeof *(items))

/* There mostly is room, which is seen without a call. */
static inline bool rn_grow_when_full(void **items, size_t *capacity, size_t need, size_t item_size)
{
    return need <= *capacity || rn_grow(items, capacity, need, item_size);
}

/* The same for `count` items, no more, of several arrays that have one capacity, which is the caller's to
 * keep: it was `from`. */
bool rn_grow_to(void **items, size_t from, size_t count, size_t item_size);

#define RN_GROW_COLUMN(column, from, count)                                                        \
    rn_grow_to((void **)&(column), (from), (count), sizeof *(column))

/* malloc and calloc of an array with a checked size; a count of 0 gives memory to free, too. */
void *rn_array_new(size_t count, size_t item_size);
void *rn_array_zero(size_t count, size_t item_size);

#endif

/* Items grouped by a small key: a stable counting sort. */
#ifndef RN_GROUP_H
#define RN_GROUP_H

#include <stddef.h>
#include <stdint.h>

/* The key of item i is keys[i * stride] and below key_count.  Afterwards
 * order[first[k]] … order[first[k + 1] - 1] are the items of key k, ascending; `first` has
 * key_count + 1 entries, `order` has `count`. */
void rn_group(uint32_t *first, uint32_t *order, const uint32_t *keys, size_t stride, uint32_t count,
              uint32_t key_count);

/* The same for items that already stand in some order: equal keys keep it. */
void rn_group_again(uint32_t *first, uint32_t *order, const uint32_t *items, const uint32_t *keys,
                    size_t stride, uint32_t count, uint32_t key_count);

#endif

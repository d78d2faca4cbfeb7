/* Counting sort: `first` counts, then points behind each group while it is filled from the back. */
#include "base/group.h"

#include <string.h>

static void count_keys(uint32_t *first, const uint32_t *keys, size_t stride, uint32_t count,
                       uint32_t key_count)
{
    memset(first, 0, ((size_t)key_count + 1) * sizeof *first);
    for (uint32_t i = 0; i < count; i++)
        first[keys[i * stride]]++;
    for (uint32_t k = 1; k <= key_count; k++)
        first[k] += first[k - 1];
}

void rn_group(uint32_t *first, uint32_t *order, const uint32_t *keys, size_t stride, uint32_t count,
              uint32_t key_count)
{
    count_keys(first, keys, stride, count, key_count);
    for (uint32_t i = count; i-- > 0;)
        order[--first[keys[i * stride]]] = i;
}

void rn_group_again(uint32_t *first, uint32_t *order, const uint32_t *items, const uint32_t *keys,
                    size_t stride, uint32_t count, uint32_t key_count)
{
    count_keys(first, keys, stride, count, key_count);
    for (uint32_t i = count; i-- > 0;)
        order[--first[keys[items[i] * stride]]] = items[i];
}

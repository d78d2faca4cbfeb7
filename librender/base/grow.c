/* Array memory with checked sizes. */
#include "base/grow.h"

#include <stdint.h>
#include <stdlib.h>

bool rn_grow(void **items, size_t *capacity, size_t need, size_t item_size)
{
    if (need <= *capacity)
        return true;
    size_t wanted = *capacity < 16 ? 16 : *capacity + *capacity / 2;
    if (wanted < need)
        wanted = need;
    if (wanted > SIZE_MAX / item_size)
        return false;
    void *grown = realloc(*items, wanted * item_size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}

void *rn_array_new(size_t count, size_t item_size)
{
    if (count > SIZE_MAX / item_size)
        return NULL;
    return malloc(count ? count * item_size : 1);
}

void *rn_array_zero(size_t count, size_t item_size)
{
    return calloc(count ? count : 1, item_size);
}

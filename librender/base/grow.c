/* Array memory with checked sizes. */
#include "base/grow.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE = 4 << 20 };

/* Tables that are looked up at random spend most of their time on finding pages: larger pages are fewer.
 * It is only a hint.  It covers all pages of the memory: a mapping of which only a part is advised is two
 * to the system, which then no longer moves it when it grows, but has it copied. */
static void *use_huge_pages(void *memory, size_t size)
{
    if (!memory || size < LARGE)
        return memory;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = (uintptr_t)memory & ~(page - 1);
    uintptr_t end = ((uintptr_t)memory + size + page - 1) & ~(page - 1);
    madvise((void *)start, end - start, MADV_HUGEPAGE);
    return memory;
}

bool rn_grow(void **items, size_t *capacity, size_t need, size_t item_size)
{
    if (need <= *capacity)
        return true;
    size_t wanted = *capacity < 16 ? 16 : *capacity + *capacity / 2;
    if (wanted < need)
        wanted = need;
    if (wanted > SIZE_MAX / item_size)
        return false;
    void *grown = use_huge_pages(realloc(*items, wanted * item_size), wanted * item_size);
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
    return use_huge_pages(malloc(count ? count * item_size : 1), count * item_size);
}

void *rn_array_zero(size_t count, size_t item_size)
{
    void *memory = calloc(count ? count : 1, item_size);
    return use_huge_pages(memory, count * item_size);
}

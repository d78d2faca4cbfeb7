/* Array memory with checked sizes.
 *
 * Where memory is large its pages are, too, if the system can: each new page costs it about as much as
 * writing it full.  For that an array has to begin where such a page does, and it grows by moving there,
 * piece by piece, so that it is never there twice. */
#include "base/grow.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const size_t HUGE_PAGE = 2 << 20, LARGE = 1 << 20, SMALL = 1 << 15, ROOMY = 64 << 20;

static size_t whole_pages(size_t size)
{
    return size & ~(HUGE_PAGE - 1);
}

/* Memory of this size which begins with a large page.  Of large pages that nobody writes to none are taken, but the last
 * one in use may be hardly full.  So where there would be few, those are large which will be full, or more than half
 * full, for sure.  It is only a hint. */
static void *new_large(size_t size, size_t full)
{
    if (size > SIZE_MAX - HUGE_PAGE)
        return NULL;
    void *memory = aligned_alloc(HUGE_PAGE, whole_pages(size + HUGE_PAGE - 1));
    if (memory)
        madvise(memory, whole_pages(size < 2 * HUGE_PAGE ? full + HUGE_PAGE / 2 : size),
                MADV_HUGEPAGE);
    return memory;
}

/* Pages that were copied are given back at once: the memory is the allocator's again soon, and what is in
 * it nobody's. */
static void move_large(char *to, char *from, size_t size)
{
    size_t done = 0;
    if ((uintptr_t)from % HUGE_PAGE == 0)
        for (; size - done >= HUGE_PAGE; done += HUGE_PAGE) {
            memcpy(to + done, from + done, HUGE_PAGE);
            madvise(from + done, HUGE_PAGE, MADV_DONTNEED);
        }
    memcpy(to + done, from + done, size - done);
}

static void *grow_large(void *items, size_t old_size, size_t size)
{
    void *grown = new_large(size, items ? old_size : size);
    if (grown && items) {
        move_large(grown, items, old_size);
        free(items);
    }
    return grown;
}

/* Room that nobody uses yet takes no memory unless the array is small, only addresses; each move takes the memory of a
 * copy. */
static size_t more_of(size_t capacity, size_t item_size)
{
    if (capacity < 16)
        return 16;
    size_t size = capacity * item_size;
    if (size <= SMALL)
        return capacity + capacity / 2;
    return size >= 2 * HUGE_PAGE && size <= ROOMY ? 4 * capacity : 2 * capacity;
}

bool rn_grow_to(void **items, size_t from, size_t count, size_t item_size)
{
    if (count > SIZE_MAX / item_size)
        return false;
    size_t size = count * item_size;
    void *grown = size < LARGE ? realloc(*items, size) : grow_large(*items, from * item_size, size);
    if (grown)
        *items = grown;
    return grown;
}

bool rn_grow(void **items, size_t *capacity, size_t need, size_t item_size)
{
    if (need <= *capacity)
        return true;
    size_t wanted = more_of(*capacity, item_size), twice = 2 * *capacity;
    if (wanted < need)
        wanted = need;
    bool enough = rn_grow_to(items, *capacity, wanted, item_size);
    /* where there is no memory for as much as may be used one day, there may be for what is used soon */
    if (!enough && twice >= need && twice < wanted && wanted > LARGE / item_size) {
        wanted = twice;
        enough = rn_grow_to(items, *capacity, wanted, item_size);
    }
    if (!enough)
        return false;
    *capacity = wanted;
    return true;
}

void *rn_array_new(size_t count, size_t item_size)
{
    if (count > SIZE_MAX / item_size)
        return NULL;
    size_t size = count * item_size;
    return size < LARGE ? malloc(size ? size : 1) : new_large(size, size);
}

/* Zeroed memory is the system's to find, so that it begins where it wants. */
static void *new_zeroed(size_t count, size_t item_size)
{
    void *memory = calloc(count ? count : 1, item_size);
    uintptr_t at = (uintptr_t)memory, size = memory ? count * item_size : 0;
    uintptr_t start = whole_pages(at + HUGE_PAGE - 1), end = whole_pages(at + size);
    if (start < end)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
    return memory;
}

/* What is not much larger than a page would not have one like that. */
void *rn_array_zero(size_t count, size_t item_size)
{
    if (count > 2 * HUGE_PAGE / item_size || count * item_size < LARGE)
        return new_zeroed(count, item_size);
    void *memory = new_large(count * item_size, count * item_size);
    return memory ? memset(memory, 0, count * item_size) : NULL;
}

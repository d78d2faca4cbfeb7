/* Of memory that is no mapped file this would erase the contents: callers know what they have. */
#include "input/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void rn_pages_drop(const char *from, const char *to)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = ((uintptr_t)from + page - 1) & ~(page - 1), end = (uintptr_t)to & ~(page - 1);
    if (start < end)
        madvise((void *)start, end - start, MADV_DONTNEED);
}

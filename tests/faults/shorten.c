/* Loaded before the others (LD_PRELOAD): as soon as a file has been mapped for reading, the one named by
 * SHORTENED becomes empty, as if another process had written to it just then. */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int madvise(void *at, size_t size, int advice)
{
    const char *path = getenv("SHORTENED");
    if (advice == MADV_SEQUENTIAL && path && truncate(path, 0) < 0)
        _exit(99);
    return (int)syscall(SYS_madvise, at, size, advice);
}

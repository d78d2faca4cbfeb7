/* See wrap_calls.h. */
#include "wrap_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t count, failing, piece;
static int failure;
static const char *failed;
static bool was_interrupted;

void wrap_fail_call(size_t which, int number)
{
    failing = which;
    failure = number;
    count = 0;
    failed = NULL;
}

const char *wrap_failed_call(void)
{
    return failed;
}

void wrap_split(size_t size)
{
    piece = size;
}

static bool fails(const char *name)
{
    if (++count != failing)
        return false;
    failed = name;
    errno = failure;
    return true;
}

static bool is_interrupted(void)
{
    was_interrupted = piece && !was_interrupted;
    if (was_interrupted)
        errno = EINTR;
    return was_interrupted;
}

static size_t bit_of(size_t size)
{
    return piece && size > piece ? piece : size;
}

/* What the linker calls the true function and its stand-in, which takes and gives the same. */
#define WRAPPED(type, name, parameters, arguments)                                                 \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        return fails(#name) ? (type)-1 : __real_##name arguments;                                  \
    }

WRAPPED(int, fstat, (int file, struct stat *about), (file, about))
WRAPPED(int, rename, (const char *from, const char *to), (from, to))
WRAPPED(int, linkat, (int at, const char *from, int to, const char *name, int flags),
        (at, from, to, name, flags))
WRAPPED(int, fchmod, (int file, mode_t mode), (file, mode))
WRAPPED(off_t, lseek, (int file, off_t offset, int whence), (file, offset, whence))
WRAPPED(void *, mmap, (void *at, size_t size, int protection, int flags, int file, off_t offset),
        (at, size, protection, flags, file, offset))

ssize_t __real_read(int file, void *data, size_t size);
ssize_t __wrap_read(int file, void *data, size_t size);
ssize_t __wrap_read(int file, void *data, size_t size)
{
    return fails("read") || is_interrupted() ? -1 : __real_read(file, data, bit_of(size));
}

ssize_t __real_write(int file, const void *data, size_t size);
ssize_t __wrap_write(int file, const void *data, size_t size);
ssize_t __wrap_write(int file, const void *data, size_t size)
{
    return fails("write") || is_interrupted() ? -1 : __real_write(file, data, bit_of(size));
}

/* A file that cannot be closed is closed nevertheless. */
int __real_close(int file);
int __wrap_close(int file);
int __wrap_close(int file)
{
    bool is_failing = fails("close");
    int number = errno, status = __real_close(file);
    if (!is_failing)
        return status;
    errno = number;
    return -1;
}

int __real_open(const char *path, int flags, mode_t mode);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    bool has_mode = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE;
    mode_t mode = has_mode ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails("open") ? -1 : __real_open(path, flags, mode);
}

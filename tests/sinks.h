/* Where tests of the public interface let bytes go that they do not read. */
#ifndef SINKS_H
#define SINKS_H

#include "librender.h"

static inline bool swallow_bytes(void *user, const void *data, size_t size)
{
    (void)user;
    (void)data;
    (void)size;
    return true;
}

/* Takes everything. */
static const render_sink nowhere = {swallow_bytes, NULL};

/* A sink of which `user` is a hash (FNV-1a) of all bytes so far, 0 at first. */
static inline bool hash_bytes(void *user, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    uint64_t *hash = user;
    for (size_t i = 0; i < size; i++)
        *hash = (*hash ^ bytes[i]) * UINT64_C(0x100000001b3);
    return true;
}

#endif

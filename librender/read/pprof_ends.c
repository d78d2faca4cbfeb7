/* See pprof_ends.h. */
#include "read/pprof_ends.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "base/intern.h"
#include "base/map.h"

enum { LEVELS = 5 };

_Static_assert(LEVELS < (int)RN_BEGINNINGS_LEVELS, "one more is the whole");

static const size_t sizes[LEVELS] = {12, 24, 48, 96, 192};

bool rn_pprof_ends_init(rn_pprof_ends *e)
{
    e->known = rn_beginnings_new();
    e->lists = rn_array_zero(RN_BEGINNINGS_PLACES, sizeof *e->lists);
    return e->known && e->lists;
}

void rn_pprof_ends_finish(rn_pprof_ends *e)
{
    rn_beginnings_free(e->known);
    free(e->lists);
}

/* Hashes the last bytes, more and more of them, and at last all; how many hashes there are. */
static size_t hash_ends(uint64_t *hashes, rn_bytes bytes)
{
    size_t count = 0, done = 0;
    uint64_t hash = 0;
    for (; count < LEVELS && sizes[count] < bytes.size; done = sizes[count++]) {
        size_t size = sizes[count] - done;
        hash = rn_map_mix(hash ^ XXH3_64bits(bytes.data + bytes.size - sizes[count], size));
        hashes[count] = hash;
    }
    hashes[count] = rn_map_mix(hash ^ XXH3_64bits(bytes.data, bytes.size - done));
    return count + 1;
}

/* How many bytes at the end of both are the same. */
static size_t count_common(rn_bytes a, rn_bytes b)
{
    size_t most = a.size < b.size ? a.size : b.size, count = 0;
    if (most == 0)
        return 0;
    const char *a_end = a.data + a.size, *b_end = b.data + b.size;
    while (most - count >= 8 && memcmp(a_end - count - 8, b_end - count - 8, 8) == 0)
        count += 8;
    while (count < most && a_end[-(ptrdiff_t)count - 1] == b_end[-(ptrdiff_t)count - 1])
        count++;
    return count;
}

/* Whether a number begins so many bytes before the end. */
static bool is_start(rn_bytes bytes, size_t from_end)
{
    return from_end == bytes.size || !(bytes.data[bytes.size - from_end - 1] & 0x80);
}

const rn_pprof_list *rn_pprof_ends_find(rn_pprof_ends *e, rn_bytes bytes, size_t *common,
                                        uint32_t *place)
{
    uint64_t hashes[LEVELS + 1];
    uint32_t at = rn_beginnings_find(e->known, hashes, hash_ends(hashes, bytes));
    *place = rn_beginnings_keep(e->known);
    if (at == RN_NONE)
        return NULL;
    const rn_pprof_list *list = &e->lists[at];
    *common = count_common(bytes, list->bytes);
    while (*common && !(is_start(bytes, *common) && is_start(list->bytes, *common)))
        --*common;
    return *common ? list : NULL;
}

/* See pprof_ends.h. */
#include "read/pprof_ends.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/intern.h"
#include "base/map.h"

enum { LEVELS = RN_BEGINNINGS_LEVELS, LONGEST = 1 << 20 };

/* Many numbers have two bytes. */
static const size_t sizes[LEVELS] = {8,  16, 24,  32,  40,  48,  56,  64,
                                     80, 96, 128, 192, 256, 384, 512, 1024};

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

/* Hashes the last bytes, more and more of them; how many hashes there are. */
static uint32_t hash_ends(uint64_t *hashes, rn_bytes bytes)
{
    const char *end = bytes.data + bytes.size;
    uint64_t hash = 0, word;
    size_t done = 0;
    uint32_t count = 0;
    for (; count < LEVELS && sizes[count] <= bytes.size; count++) {
        for (; done < sizes[count]; done += sizeof word) {
            memcpy(&word, end - done - sizeof word, sizeof word);
            hash = rn_map_mix(hash ^ word);
        }
        hashes[count] = hash;
    }
    return count;
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

void rn_pprof_ends_begin(const rn_pprof_ends *e, rn_pprof_search *search, rn_bytes bytes)
{
    bool is_fit = bytes.size && bytes.size <= LONGEST;
    search->bytes = bytes;
    search->hash_count = is_fit ? hash_ends(search->hashes, bytes) : 0;
    search->like = search->place = RN_NONE;
    rn_beginnings_prefetch(e->known, search->hashes, search->hash_count);
}

void rn_pprof_ends_look(rn_pprof_ends *e, rn_pprof_search *search)
{
    search->like = rn_beginnings_find(e->known, search->hashes, search->hash_count);
    search->place = rn_beginnings_keep(e->known);
    if (search->like != RN_NONE)
        __builtin_prefetch(&e->lists[search->like]);
}

void rn_pprof_ends_go_near(const rn_pprof_ends *e, const rn_pprof_search *search)
{
    if (search->like == RN_NONE)
        return;
    rn_bytes bytes = e->lists[search->like].bytes;
    if (bytes.size)
        __builtin_prefetch(bytes.data + bytes.size - 1);
    if (bytes.size > 64)
        __builtin_prefetch(bytes.data + bytes.size - 65);
}

rn_pprof_list *rn_pprof_ends_find(const rn_pprof_ends *e, const rn_pprof_search *search,
                                  uint32_t *common)
{
    if (search->like == RN_NONE)
        return NULL;
    rn_pprof_list *list = &e->lists[search->like];
    size_t count = count_common(search->bytes, list->bytes);
    while (count && !(is_start(search->bytes, count) && is_start(list->bytes, count)))
        count--;
    *common = (uint32_t)count;
    return count ? list : NULL;
}

/* The table of readers, and the contest between them. */
#include "read/formats.h"

#include "base/info.h"

const render_info rn_format_infos[] = {
#define RN_FORMAT(id, words, endings, contents)                                                    \
    {.name = #id, .title = (words), .suffixes = (endings), .carries = (contents)},
#include "read/format_rows.h"
#undef RN_FORMAT
};

const rn_format *const rn_formats[] = {
#define RN_FORMAT(id, title, suffixes, carries) &rn_format_##id,
#include "read/format_rows.h"
#undef RN_FORMAT
};

const rn_format *rn_format_find(const char *name)
{
    size_t i = rn_info_find(rn_format_infos, RN_FORMAT_COUNT, name);
    return i < RN_FORMAT_COUNT ? rn_formats[i] : NULL;
}

/* ---- detection -------------------------------------------------------------------------------- */

rn_bytes rn_format_suffix(const rn_format *format, const char *path)
{
    rn_bytes name = rn_bytes_of(path);
    const char *suffix = format->info->suffixes;
    while (*suffix) {
        size_t size = strcspn(suffix, " ");
        if (rn_bytes_end(name, (rn_bytes){suffix, size}))
            return (rn_bytes){suffix, size};
        suffix += size + (suffix[size] == ' ');
    }
    return RN_LITERAL("");
}

static bool has_suffix(const rn_format *format, const char *path)
{
    return rn_format_suffix(format, path).size;
}

static void tell_bid(rn_buffer *out, const rn_format *format, int bid)
{
    rn_put_text(out, format->info->name);
    rn_put_text(out, " ");
    rn_put_uint(out, (uint64_t)bid);
    rn_put_text(out, " %");
}

enum { SURE = 100 };

/* Whether no other format can be taken instead. */
static bool is_settled(const rn_format *best, int bid, const char *path)
{
    return bid >= SURE && has_suffix(best, path);
}

const rn_format *rn_format_detect(rn_bytes input, const char *path, rn_buffer *detection)
{
    bool whole = input.size <= RN_SNIFF_BYTES;
    rn_bytes head = {input.data, whole ? input.size : RN_SNIFF_BYTES};
    const rn_format *best = NULL, *second = NULL;
    int best_bid = 0, second_bid = 0;
    for (size_t i = 0; i < RN_FORMAT_COUNT && !is_settled(best, best_bid, path); i++) {
        const rn_format *format = rn_formats[i];
        int bid = format->sniff(head, whole);
        bool tie = best && bid == best_bid && has_suffix(format, path) && !has_suffix(best, path);
        if (bid > best_bid || tie) {
            second = best;
            second_bid = best_bid;
            best = format;
            best_bid = bid;
        } else if (bid > second_bid) {
            second = format;
            second_bid = bid;
        }
    }
    if (!best)
        return NULL;
    if (detection->size)
        rn_put_text(detection, ", then ");
    tell_bid(detection, best, best_bid);
    if (second) {
        rn_put_text(detection, " against ");
        tell_bid(detection, second, second_bid);
    }
    return best;
}

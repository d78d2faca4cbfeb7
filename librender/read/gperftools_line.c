#include "read/gperftools_line.h"

#include "base/number.h"
#include "base/words.h"

/* ---- rows ------------------------------------------------------------------------------------- */

/* The numbers of '12: 3456 [ 78: 9012]', with or without the punctuation. */
static bool parse_numbers(rn_bytes text, rn_gperftools_row *out)
{
    size_t at = 0;
    out->count = 0;
    while (at < text.size) {
        size_t start = at;
        if (memchr(" \t:[]", text.data[at], 5)) {
            at++;
            continue;
        }
        while (at < text.size && !memchr(" \t:[]", text.data[at], 5))
            at++;
        if (out->count == 4 ||
            !rn_parse_whole(rn_bytes_slice(text, start, at), &out->numbers[out->count++]))
            return false;
    }
    return out->count > 0;
}

bool rn_gperftools_row_parse(rn_bytes line, rn_gperftools_row *out)
{
    const char *found = line.size ? memchr(line.data, '@', line.size) : NULL;
    size_t at = found ? (size_t)(found - line.data) : 0;
    *out = (rn_gperftools_row){0};
    if (!found || !parse_numbers(rn_bytes_slice(line, 0, at), out))
        return false;
    out->addresses = rn_trim(rn_bytes_slice(line, at + 1, line.size));
    return true;
}

/* ---- the first line --------------------------------------------------------------------------- */

/* 'heap_v2/524288': what the rows are samples of */
static double parse_rate(rn_bytes type)
{
    const char *slash = type.size ? memchr(type.data, '/', type.size) : NULL;
    size_t at = slash ? (size_t)(slash - type.data) : type.size;
    rn_bytes name = rn_bytes_slice(type, 0, at);
    double rate;
    if (!slash || !rn_parse_whole(rn_bytes_slice(type, at + 1, type.size), &rate))
        return 1;
    if (rn_bytes_equal(name, RN_LITERAL("heap")))
        return rate / 2; /* of Go */
    bool is_second =
        rn_bytes_equal(name, RN_LITERAL("heap_v2")) || rn_bytes_equal(name, RN_LITERAL("heapz_v2"));
    return is_second ? rate : 1;
}

static bool parse_heap(rn_bytes line, rn_gperftools_head *out)
{
    static const rn_bytes start = RN_LITERAL("heap profile:");
    rn_gperftools_row totals;
    if (!rn_bytes_start(line, start) ||
        !rn_gperftools_row_parse(rn_bytes_slice(line, start.size, line.size), &totals))
        return false;
    const double *n = totals.numbers;
    out->kind = RN_GPERFTOOLS_HEAP;
    out->rate = parse_rate(totals.addresses);
    out->has_alloc = (n[2] != 0 && n[2] != n[0]) || (n[3] != 0 && n[3] != n[1]);
    return totals.count == 2 || totals.count == 4;
}

/* 'NAME profile: total 12' */
static bool parse_count(rn_bytes line, rn_gperftools_head *out)
{
    static const rn_bytes middle = RN_LITERAL(" profile: total ");
    size_t at;
    double total;
    if (!rn_find(line, middle, &at) || at == 0 || memchr(line.data, ' ', at) ||
        !rn_parse_whole(rn_trim(rn_bytes_slice(line, at + middle.size, line.size)), &total))
        return false;
    out->kind = RN_GPERFTOOLS_COUNT;
    out->name = rn_bytes_slice(line, 0, at);
    return true;
}

rn_gperftools_head rn_gperftools_head_parse(rn_bytes line)
{
    static const struct {
        rn_bytes line;
        rn_gperftools_kind kind;
    } kinds[] = {
        {{"--- contentionz 1 ---", 21}, RN_GPERFTOOLS_CONTENTION},
        {{"--- contention:", 15}, RN_GPERFTOOLS_CONTENTION},
        {{"--- mutex:", 10}, RN_GPERFTOOLS_CONTENTION},
        {{"--- threadz 1 ---", 17}, RN_GPERFTOOLS_THREADS},
        {{"--- heapz 1 ---", 15}, RN_GPERFTOOLS_JAVA_HEAP},
    };
    rn_gperftools_head out = {.rate = 1};
    line = rn_trim(line);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (rn_bytes_equal(line, kinds[i].line)) {
            out.kind = kinds[i].kind;
            return out;
        }
    }
    if (!parse_heap(line, &out) && !parse_count(line, &out))
        out.kind = RN_GPERFTOOLS_NONE;
    return out;
}

/* ---- other lines ------------------------------------------------------------------------------ */

bool rn_gperftools_attribute(rn_bytes line, rn_bytes *key, rn_bytes *value)
{
    const char *found = line.size ? memchr(line.data, '=', line.size) : NULL;
    size_t at = found ? (size_t)(found - line.data) : 0;
    *key = rn_trim(rn_bytes_slice(line, 0, at));
    *value = found ? rn_trim(rn_bytes_slice(line, at + 1, line.size)) : line;
    return found && key->size && key->data[0] != '#';
}

bool rn_gperftools_is_end(rn_bytes line)
{
    return rn_bytes_start(line, RN_LITERAL("MAPPED_LIBRARIES:")) ||
           rn_bytes_start(line, RN_LITERAL("--- Memory map: ---"));
}

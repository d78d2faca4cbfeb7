/* CPU profiles of gperftools (CPUPROFILE=…): machine words of 4 or 8 bytes, in either order.
 *
 *     0  3  VERSION  PERIOD  0              3 words follow; version 0, 1 of Java; period in us
 *     COUNT  DEPTH  ADDRESS × DEPTH         the leaf first; as often as stacks differ
 *     0  1  0                               the end
 *     text: /proc/PID/maps, or of Java '0x7f31 Name.method (File.java:12)'
 *
 * Programs have no symbols in it: frames are offsets into the mapped files.
 *
 * The handler of the signal leaves traces in stacks: the leaf may come twice, and its caller may be the
 * signal's trampoline.  The latter is what all but one in 32 stacks have there, in the C library or
 * where no file is mapped; a program's own function is never taken for it. */
#include <stdlib.h>

#include "base/grow.h"
#include "input/lines.h"
#include "read/address_map.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/symbol.h"

/* ---- words ------------------------------------------------------------------------------------ */

typedef struct words {
    rn_bytes input;
    size_t size; /* of a word: 4 or 8 */
    bool is_big;
} words;

static uint64_t word_at(const words *w, size_t index)
{
    const unsigned char *at = (const unsigned char *)w->input.data + index * w->size;
    uint64_t value = 0;
    for (size_t i = 0; i < w->size; i++)
        value = value << 8 | at[w->is_big ? i : w->size - 1 - i];
    return value;
}

static size_t word_count(const words *w)
{
    return w->input.size / w->size;
}

enum { HEAD_WORDS = 5, LEAST_LENGTH = 3 };

/* Whether the header makes sense in words of this kind. */
static bool is_head(const words *w)
{
    return word_count(w) >= HEAD_WORDS && word_at(w, 0) == 0 && word_at(w, 1) >= LEAST_LENGTH &&
           word_at(w, 1) < 64 && word_at(w, 2) <= 1 && word_at(w, 3) > 0 &&
           word_at(w, 3) < 100000000 && word_at(w, 4) == 0;
}

static bool find_words(rn_bytes input, words *out)
{
    for (int i = 0; i < 4; i++) {
        *out = (words){input, i < 2 ? 4 : 8, i & 1};
        if (is_head(out))
            return true;
    }
    return false;
}

static int sniff(rn_bytes head, bool whole)
{
    words w;
    (void)whole;
    return find_words(head, &w) ? 95 : 0;
}

/* ---- records ---------------------------------------------------------------------------------- */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    words words;
    bool is_java;
    double period; /* ns */
    size_t at;     /* the next word */
    rn_address_map map;
    uint32_t cpu, samples; /* metrics */
    uint64_t trampolines[2];
    size_t trampoline_count;
    rn_memo lists; /* of addresses, as they are in the file */
    uint32_t *stacks;
    size_t stack_capacity;
    bool has_value;
} reader;

typedef struct record {
    uint64_t count;
    size_t first, depth; /* words: the addresses */
} record;

/* False at the end, also at one that is missing. */
static bool next_record(reader *r, record *out)
{
    size_t count = word_count(&r->words);
    if (count - r->at < 2)
        return false;
    uint64_t depth = word_at(&r->words, r->at + 1);
    *out = (record){word_at(&r->words, r->at), r->at + 2, (size_t)depth};
    if (depth > count - out->first)
        return false;
    if (out->count == 0 && depth == 1 && word_at(&r->words, out->first) == 0)
        return false;
    r->at = out->first + out->depth;
    return true;
}

/* Where records end; false when that is before the mark of the end. */
static bool find_end(reader *r, size_t *end)
{
    record found;
    while (next_record(r, &found))
        continue;
    size_t left = word_count(&r->words) - r->at;
    bool is_marked = left >= 3 && word_at(&r->words, r->at) == 0 &&
                     word_at(&r->words, r->at + 1) == 1 && word_at(&r->words, r->at + 2) == 0;
    *end = (r->at + (is_marked ? 3 : 0)) * r->words.size;
    return is_marked;
}

static void rewind_records(reader *r)
{
    r->at = 2 + (size_t)word_at(&r->words, 1);
}

/* ---- traces of the signal --------------------------------------------------------------------- */

/* How many frames above the leaf are none. */
static size_t count_odd(const reader *r, const record *rec)
{
    size_t odd = 0;
    if (r->is_java)
        return 0;
    if (rec->depth > 1 && word_at(&r->words, rec->first) == word_at(&r->words, rec->first + 1))
        odd++;
    for (size_t i = 0; i < r->trampoline_count; i++)
        if (odd + 1 < rec->depth && word_at(&r->words, rec->first + odd + 1) == r->trampolines[i])
            odd++;
    return odd;
}

/* The caller of the leaf that a majority of the records has, if there is one (Boyer and Moore). */
static bool find_majority(reader *r, uint64_t *address)
{
    size_t lead = 0;
    record rec;
    for (rewind_records(r); next_record(r, &rec);) {
        size_t odd = count_odd(r, &rec);
        if (odd + 1 >= rec.depth)
            continue;
        uint64_t caller = word_at(&r->words, rec.first + odd + 1);
        if (lead == 0)
            *address = caller;
        lead += caller == *address ? 1 : (size_t)-1;
    }
    return lead > 0;
}

static bool is_nearly_everywhere(reader *r, uint64_t address)
{
    enum { ONE_IN = 32 };
    size_t records = 0, found = 0;
    record rec;
    for (rewind_records(r); next_record(r, &rec); records++) {
        size_t odd = count_odd(r, &rec);
        found += odd + 1 < rec.depth && word_at(&r->words, rec.first + odd + 1) == address;
    }
    return records > 1 && found >= records - records / ONE_IN;
}

static bool may_be_trampoline(const reader *r, uint64_t address)
{
    static const rn_bytes libraries[] = {{"libc.", 5}, {"libc-", 5},        {"libpthread", 10},
                                         {"ld-", 3},   {"libprofiler", 11}, {"[vdso]", 6}};
    const rn_mapping *mapping = rn_address_map_find(&r->map, address);
    if (!mapping || mapping->file.size == 0)
        return true;
    rn_bytes name = rn_symbol_base_name(mapping->file);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        if (rn_bytes_start(name, libraries[i]))
            return true;
    return false;
}

static void find_trampolines(reader *r)
{
    uint64_t address;
    while (r->trampoline_count < 2 && find_majority(r, &address) &&
           is_nearly_everywhere(r, address) && may_be_trampoline(r, address - 1))
        r->trampolines[r->trampoline_count++] = address;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t make_stack(reader *r, const record *rec)
{
    size_t odd = count_odd(r, rec), most = rn_builder_limits(r->builder)->stack_depth;
    size_t depth = 0;
    uint32_t stack = 0;
    for (size_t i = rec->depth; i-- > 0 && depth <= most;) {
        if (i > 0 && i <= odd)
            continue;
        uint64_t address = word_at(&r->words, rec->first + i);
        uint32_t frame = rn_address_map_frame(&r->map, address, i > 0 && !r->is_java);
        stack = rn_builder_push(r->builder, stack, frame);
        depth++;
    }
    return stack;
}

static uint32_t find_stack(reader *r, const record *rec)
{
    rn_bytes list = {r->words.input.data + rec->first * r->words.size, rec->depth * r->words.size};
    uint32_t known = r->lists.count, id = rn_memo_put(&r->lists, list);
    if (id == RN_NONE || !RN_GROW(r->stacks, r->stack_capacity, id + (size_t)1)) {
        rn_fail_memory(r->report);
        return 0;
    }
    if (id == known)
        r->stacks[id] = make_stack(r, rec);
    return r->stacks[id];
}

static void take_records(reader *r)
{
    record rec;
    for (rewind_records(r); next_record(r, &rec) && !r->report->error.status;) {
        if (rec.count == 0 || rec.depth == 0)
            continue;
        uint32_t stack = find_stack(r, &rec);
        rn_builder_add_self(r->builder, stack, r->cpu, (double)rec.count * r->period);
        rn_builder_add_self(r->builder, stack, r->samples, (double)rec.count);
        r->has_value = true;
    }
}

/* ---- the file --------------------------------------------------------------------------------- */

static void take_text(reader *r, rn_bytes text)
{
    rn_lines l = rn_lines_of(text);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        if (r->is_java)
            rn_address_map_add_symbol(&r->map, line);
        else
            rn_address_map_add_mapping(&r->map, line);
    }
    rn_address_map_sort(&r->map);
}

static render_status take_all(reader *r, rn_bytes input)
{
    size_t end;
    if (!find_words(input, &r->words) || word_count(&r->words) < 2 + (size_t)word_at(&r->words, 1))
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0,
                       "it does not begin as gperftools' CPU profiles do");
    r->is_java = word_at(&r->words, 2) == 1;
    r->period = (double)word_at(&r->words, 3) * 1000;
    r->cpu = rn_builder_metric(r->builder, RN_LITERAL("cpu"), RN_LITERAL("ns"));
    r->samples = rn_builder_metric(r->builder, RN_LITERAL("samples"), RN_LITERAL("count"));
    rewind_records(r);
    if (!find_end(r, &end) &&
        rn_skip(r->report, end, 0, "the profile has no end: what is missing is not known"))
        return r->report->error.status;
    take_text(r, rn_bytes_slice(input, end, input.size));
    if (!r->is_java && r->map.mapping_count)
        find_trampolines(r);
    take_records(r);
    rn_report_sum_up(r->report, "record(s)");
    if (!r->report->error.status && !r->has_value)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "the profile has no samples");
    return r->report->error.status;
}

static render_status read_gperftoolscpu(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {
        .builder = builder, .report = report, .map = {.builder = builder, .report = report}};
    take_all(&r, input);
    rn_address_map_finish(&r.map);
    rn_memo_finish(&r.lists);
    free(r.stacks);
    return report->error.status;
}

const rn_format rn_format_gperftoolscpu = {
    .info = &rn_format_infos[RN_FORMAT_gperftoolscpu],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_gperftoolscpu,
};

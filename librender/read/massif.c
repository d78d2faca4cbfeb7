/* Heap profiles of Valgrind's massif:
 *
 *     desc: --massif-out-file=x.massif
 *     cmd: ./mix
 *     time_unit: i
 *     #-----------
 *     snapshot=42
 *     …
 *     mem_heap_B=56086
 *     …
 *     heap_tree=peak
 *     n2: 56086 (heap allocation functions) malloc/new/new[], --alloc-fns, etc.
 *      n1: 56064 0x10917C: hold (mix.c:6)
 *       n0: 56064 0x109258: main (mix.c:15)
 *      n0: 22 in 1 place, below massif's threshold (1.00%)
 *
 * One snapshot is read: the peak, which stands for what the program needed; without one the largest that has a
 * tree ('detailed').  A row is 'n', the number of rows a level deeper, and the bytes; the first one is what allocates,
 * and no function; who asked for them stands below.  Places below the threshold are one frame.
 *
 * Not read: the other snapshots, as sizes at several times do not add up; what the heap needs beside what was asked
 * for, and stacks, which have no tree. */
#include <math.h>

#include "base/number.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/caller_rows.h"
#include "read/formats.h"
#include "read/valgrind_frame.h"

static int sniff(rn_bytes head, bool whole)
{
    static const rn_bytes keys[] = {RN_LITERAL("desc:"), RN_LITERAL("cmd:"),
                                    RN_LITERAL("time_unit:")};
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!rn_lines_next(&l, &line) || !rn_bytes_start(line, keys[i]))
            return 0;
    return 100;
}

typedef struct reader {
    rn_lines lines;
    rn_report *report;
    rn_builder *builder;
    rn_caller_rows tree;
    uint64_t expected; /* rows of the tree that are still to come */
} reader;

/* ---- which snapshot --------------------------------------------------------------------------- */

/* 'KEY=VALUE' */
static bool take_value(rn_bytes line, rn_bytes key, rn_bytes *value)
{
    if (!rn_bytes_start(line, key))
        return false;
    *value = rn_bytes_slice(line, key.size, line.size);
    return true;
}

/* Leaves the reader before the first row of the tree to read; false when there is none. */
static bool find_tree(reader *r)
{
    rn_lines best = r->lines;
    rn_bytes line, value;
    double heap = 0, most = -1;
    while (rn_lines_next(&r->lines, &line)) {
        if (take_value(line, RN_LITERAL("mem_heap_B="), &value) && !rn_parse_whole(value, &heap))
            heap = 0;
        if (!take_value(line, RN_LITERAL("heap_tree="), &value) ||
            rn_bytes_equal(value, RN_LITERAL("empty")))
            continue;
        bool is_peak = rn_bytes_equal(value, RN_LITERAL("peak"));
        if (is_peak || heap > most) {
            best = r->lines;
            most = is_peak ? INFINITY : heap;
        }
    }
    r->lines = best;
    if (most < 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no snapshot has a tree");
    return most >= 0;
}

/* ---- its tree --------------------------------------------------------------------------------- */

static bool refuse(reader *r, const char *what)
{
    rn_fail(r->report, RENDER_ERROR_MALFORMED, r->lines.start, r->lines.number, "%s", what);
    return false;
}

/* 'in 2 places, all below massif's threshold (1.00%)' */
static uint32_t frame_of(reader *r, rn_bytes text)
{
    rn_function_key small = {.name = RN_LITERAL("(below massif's threshold)"),
                             .flags = RN_FLAG_SYNTHETIC};
    if (rn_bytes_start(text, RN_LITERAL("in ")))
        return rn_builder_frame(r->builder, rn_builder_function(r->builder, &small), 0);
    return rn_valgrind_frame(r->builder, text);
}

/* 'n1: 40000 0x1091BA: load_table (mix.c:7)' */
static bool take_row(reader *r, rn_bytes line)
{
    size_t level = line.size;
    rn_bytes rest = rn_trim_start(line);
    level -= rest.size;
    uint64_t callers;
    double bytes;
    rn_bytes count = rn_cut_part(&rest, ':');
    if (count.size < 2 || count.data[0] != 'n' ||
        !rn_number_parse_uint(rn_bytes_slice(count, 1, count.size), &callers) ||
        callers > UINT32_MAX)
        return refuse(r, "expected a row of the tree");
    if (!rn_parse_whole(rn_cut_first_word(&rest), &bytes) || bytes < 0)
        return refuse(r, "expected a number of bytes");
    if (level > r->tree.count || (level == 0 && r->tree.count))
        return refuse(r, "a row that belongs to none");
    r->expected += callers - 1;
    uint32_t frame = level ? frame_of(r, rn_trim(rest)) : RN_NONE;
    return rn_caller_rows_enter(&r->tree, level, frame, bytes);
}

static bool take_tree(reader *r)
{
    rn_bytes line;
    for (r->expected = 1; r->expected;) {
        if (!rn_lines_next(&r->lines, &line))
            return refuse(r, "the tree ends early");
        if (!take_row(r, line))
            return false;
    }
    rn_caller_rows_close(&r->tree, 0);
    if (r->tree.contradictions)
        rn_warn(r->report, "callers have more bytes than what they called");
    if (!r->tree.has_value)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "nothing was allocated");
    return r->tree.has_value;
}

static render_status read_massif(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.lines = rn_lines_of(input),
                .report = report,
                .builder = builder,
                .tree = {.builder = builder}};
    if (find_tree(&r)) {
        r.tree.metric = rn_builder_metric(builder, RN_LITERAL("at peak"), RN_LITERAL("bytes"));
        take_tree(&r);
    }
    rn_caller_rows_finish(&r.tree);
    return report->error.status;
}

const rn_format rn_format_massif = {
    .info = &rn_format_infos[RN_FORMAT_massif],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_massif,
};

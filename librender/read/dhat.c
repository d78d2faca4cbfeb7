/* Heap profiles of Valgrind's DHAT, and of Rust's crate dhat:
 *
 *     {"dhatFileVersion": 2, "mode": "heap", …, "tu": "instrs",
 *      "pps": [{"tb": 40000, "tbk": 40, "mb": 40000, "mbk": 40, "gb": …, "gbk": …, "eb": …, "ebk": …,
 *               "rb": 1, "wb": 40000, "acc": […], "fs": [1, 2, 3]}, …],
 *      "ftbl": ["[root]", "0x48417B4: malloc (in /usr/lib/vgpreload.so)", "0x109166: make (mix.c:5)", …]}
 *
 * "fs" are frames, the leaf first, as indices into the table, which may stand behind.  The metrics are bytes
 * and blocks: allocated in all (tb, tbk), at the moment of the largest heap (gb, gbk), alive at the end (eb,
 * ebk); then bytes read and written (rb, wb).  A metric that no point has is not made.  Lifetimes, the most
 * of one point (mb, mbk), whose sum never was at any time, and accesses by byte are left out.
 *
 * The points are read in a second pass, when the table is known. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/formats.h"
#include "read/valgrind_frame.h"

enum { NESTING = 64 };

typedef struct figure {
    const char *key, *name, *unit;
} figure;

static const figure figures[] = {
    {"tb", "allocated", "bytes"}, {"tbk", "allocations", "blocks"},
    {"gb", "at peak", "bytes"},   {"gbk", "blocks at peak", "blocks"},
    {"eb", "at end", "bytes"},    {"ebk", "blocks at end", "blocks"},
    {"rb", "read", "bytes"},      {"wb", "written", "bytes"},
};

enum { FIGURE_COUNT = sizeof figures / sizeof *figures };

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t points;   /* where the array begins; 0: not there */
    uint32_t *table; /* frames of the profile; RN_NONE: "[root]", which is no function */
    size_t table_count, table_capacity;
    uint32_t *frames; /* of the point at hand, the leaf first; indices into the table */
    size_t frame_count, frame_capacity;
    double values[FIGURE_COUNT];    /* of the point at hand; NAN: not stated */
    uint32_t metrics[FIGURE_COUNT]; /* RN_NONE: no point had it yet */
    bool has_value;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    return rn_json_find_key(head, "dhatFileVersion").size ? 100 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- the table of frames ---------------------------------------------------------------------- */

static bool take_table(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of frames"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_STRING) {
        if (!RN_GROW(r->table, r->table_capacity, r->table_count + 1))
            return fail_memory(r);
        bool is_root = rn_bytes_equal(r->json.text, RN_LITERAL("[root]"));
        r->table[r->table_count++] =
            is_root ? RN_NONE : rn_valgrind_frame(r->builder, r->json.text);
    }
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "the text of a frame");
}

static bool find_parts(reader *r)
{
    bool has_table = false;
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool is_table = rn_json_is_key(&r->json, "ftbl");
        has_table |= is_table;
        if (!(is_table                          ? take_table(r)
              : rn_json_is_key(&r->json, "pps") ? rn_json_note(&r->json, &r->points)
                                                : rn_json_skip(&r->json)))
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return false;
    if (!has_table || !r->points)
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "\"%s\" is missing",
                has_table ? "pps" : "ftbl");
    return has_table && r->points;
}

/* ---- program points --------------------------------------------------------------------------- */

static bool take_frames(reader *r)
{
    size_t index;
    r->frame_count = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of indices of frames"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END) {
        if (!rn_json_take_index(&r->json, r->table_count, "the index of a frame", &index))
            return false;
        if (!RN_GROW(r->frames, r->frame_capacity, r->frame_count + 1))
            return fail_memory(r);
        r->frames[r->frame_count++] = r->table[index];
    }
    return true;
}

static bool take_figure(reader *r)
{
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (rn_json_is_key(&r->json, figures[i].key)) {
            double *value = &r->values[i];
            return rn_json_next_number(&r->json, value) &&
                   ((*value >= 0 && isfinite(*value)) ||
                    rn_json_refuse(&r->json, "a figure that is not negative"));
        }
    return rn_json_skip(&r->json);
}

static void add_value(reader *r, uint32_t stack, size_t i)
{
    if (r->metrics[i] == RN_NONE)
        r->metrics[i] = rn_builder_metric(r->builder, rn_bytes_of(figures[i].name),
                                          rn_bytes_of(figures[i].unit));
    rn_builder_add_self(r->builder, stack, r->metrics[i], r->values[i]);
    r->has_value |= r->values[i] > 0;
}

static bool add_point(reader *r)
{
    uint32_t stack = 0;
    for (size_t i = r->frame_count; i-- > 0;)
        if (r->frames[i] != RN_NONE)
            stack = rn_builder_push(r->builder, stack, r->frames[i]);
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (!isnan(r->values[i]))
            add_value(r, stack, i);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_point(reader *r)
{
    r->frame_count = 0;
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        r->values[i] = NAN;
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!(rn_json_is_key(&r->json, "fs") ? take_frames(r) : take_figure(r)))
            return false;
    return r->json.token == RN_JSON_OBJECT_END && add_point(r);
}

static bool take_points(reader *r)
{
    rn_json_seek(&r->json, r->points);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of program points"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!take_point(r))
            return false;
    if (r->json.token != RN_JSON_ARRAY_END)
        return rn_json_refuse(&r->json, "a program point");
    if (!r->has_value)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "nothing was allocated");
    return r->has_value;
}

static render_status read_dhat(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        r.metrics[i] = RN_NONE;
    rn_json_init(&r.json, input, NESTING, report);
    if (find_parts(&r))
        take_points(&r);
    rn_json_finish(&r.json);
    free(r.table);
    free(r.frames);
    return report->error.status;
}

const rn_format rn_format_dhat = {
    .info = &rn_format_infos[RN_FORMAT_dhat],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_dhat,
};

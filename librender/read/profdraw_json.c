/* profdraw's own JSON, as write/write_json.c writes it:
 *
 *     {"format": "profdraw-profile", "version": 1, "exact": true,
 *      "metrics": [{"name": "samples", "unit": "samples"}], "total": [31],
 *      "functions": [{"name": "main", "module": null, "file": "a.c", "line": 3, …}, …],
 *      "arcs": [{"caller": 0, "callee": 1, "calls": 2, "total": [0.5], …}, …],
 *      "frames": [[function, line], …], "stacks": [[parent, frame, self…], …], "roots": [0]}
 *
 * With "stacks" only these count: the costs of functions and arcs follow from them and are not read.
 * Keys may come in any order: the first pass checks the grammar and notes where each one is.  Keys
 * that are not known are stepped over. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/json.h"
#include "profile/kind.h"
#include "read/formats.h"

enum part {
    FORMAT,
    VERSION,
    METRICS,
    TOTAL,
    FUNCTIONS,
    ARCS,
    FRAMES,
    STACKS,
    RUNS,
    TRACKS,
    TIME_UNIT,
    ROOTS,
    PART_COUNT
};

static const char *const part_names[PART_COUNT] = {
    "format", "version", "metrics", "total",  "functions", "arcs",
    "frames", "stacks",  "runs",    "tracks", "time_unit", "roots",
};

/* Numbers of the file → ids of the builder. */
typedef struct ids {
    uint32_t *items;
    size_t count, capacity;
} ids;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t parts[PART_COUNT]; /* where the values begin; 0: not there */
    uint32_t metric_count;
    double *self, *total; /* [metric] of the record at hand */
    rn_buffer name, module, file;
    ids bases; /* [metric]: the number of its base, or RN_NONE */
    ids functions, frames, stacks, tracks;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_bytes mark = RN_LITERAL("\"profdraw-profile\"");
    size_t at = 0;
    while (at < head.size && memchr(" \t\r\n", head.data[at], 4))
        at++;
    bool object = at < head.size && head.data[at] == '{';
    return object && memmem(head.data, head.size, mark.data, mark.size) ? 100 : 0;
}

/* ---- small values ----------------------------------------------------------------------------- */

static bool fail(reader *r, const char *expected)
{
    rn_json_fail(&r->json, expected);
    return false;
}

static bool expect(reader *r, rn_json_token token, const char *what)
{
    return rn_json_next(&r->json) == token || fail(r, what);
}

static bool add_id(reader *r, ids *list, uint32_t id)
{
    if (!RN_GROW(list->items, list->capacity, list->count + 1)) {
        rn_fail_memory(r->report);
        return false;
    }
    list->items[list->count++] = id;
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* The NUMBER at hand as an index below `count`. */
static bool take_index(reader *r, size_t count, const char *what, size_t *index)
{
    uint64_t value;
    if (r->json.token != RN_JSON_NUMBER || !rn_number_parse_uint(r->json.text, &value) ||
        value >= count)
        return fail(r, what);
    *index = (size_t)value;
    return true;
}

static bool next_index(reader *r, size_t count, const char *what, size_t *index)
{
    rn_json_next(&r->json);
    return take_index(r, count, what, index);
}

/* A number, or null for NaN; the next token. */
static bool next_value(reader *r, double *value)
{
    *value = NAN;
    rn_json_token token = rn_json_next(&r->json);
    if (token == RN_JSON_NULL)
        return true;
    if (token != RN_JSON_NUMBER)
        return fail(r, "a number or null");
    *value = rn_json_number(&r->json);
    return isfinite(*value) || fail(r, "a number within the range of a double");
}

static bool next_line(reader *r, uint32_t *line)
{
    double value;
    if (!next_value(r, &value))
        return false;
    *line = value >= 1 && value <= UINT32_MAX ? (uint32_t)value : 0;
    return true;
}

/* A string, or null for "". */
static bool next_text(reader *r, rn_buffer *out)
{
    out->size = 0;
    rn_json_token token = rn_json_next(&r->json);
    if (token == RN_JSON_NULL)
        return true;
    if (token != RN_JSON_STRING)
        return fail(r, "a string or null");
    rn_put(out, r->json.text);
    if (out->failed)
        rn_fail_memory(r->report);
    return !out->failed;
}

/* One value a metric, or null for none known. */
static bool next_values(reader *r, double *values)
{
    rn_json_token token = rn_json_next(&r->json);
    for (uint32_t m = 0; m < r->metric_count; m++)
        values[m] = NAN;
    if (token == RN_JSON_NULL)
        return true;
    if (token != RN_JSON_ARRAY_BEGIN)
        return fail(r, "an array of values or null");
    for (uint32_t m = 0; m < r->metric_count; m++)
        if (!next_value(r, &values[m]))
            return false;
    return expect(r, RN_JSON_ARRAY_END, "one value for each metric");
}

/* ---- records ---------------------------------------------------------------------------------- */

/* Calls `member` for every key of the object at hand; it takes the value. */
static bool each_member(reader *r, bool (*member)(reader *, rn_bytes key, void *), void *record)
{
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!member(r, r->json.text, record))
            return false;
    return r->json.token == RN_JSON_OBJECT_END || fail(r, "a key");
}

/* Calls `record` for every item of an array part; the item's first token has been taken. */
static bool each_record(reader *r, enum part part, bool (*record)(reader *))
{
    if (!r->parts[part])
        return true;
    rn_json_seek(&r->json, r->parts[part]);
    if (!expect(r, RN_JSON_ARRAY_BEGIN, "an array"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (r->json.token == RN_JSON_ERROR || !record(r))
            return false;
    return true;
}

static bool is_key(rn_bytes key, const char *name)
{
    return rn_bytes_equal(key, rn_bytes_of(name));
}

static bool metric_member(reader *r, rn_bytes key, void *record)
{
    uint32_t *base = record;
    size_t number;
    if (is_key(key, "name"))
        return next_text(r, &r->name);
    if (is_key(key, "unit"))
        return next_text(r, &r->module);
    if (!is_key(key, "base"))
        return rn_json_skip(&r->json);
    if (!next_index(r, RN_NONE, "the number of a metric", &number))
        return false;
    *base = (uint32_t)number;
    return true;
}

static bool take_metric(reader *r)
{
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return fail(r, "a metric");
    uint32_t base = RN_NONE;
    r->name.size = r->module.size = 0;
    if (!each_member(r, metric_member, &base))
        return false;
    if (rn_builder_metric(r->builder, rn_buffer_bytes(&r->name), rn_buffer_bytes(&r->module)) !=
        r->metric_count) {
        rn_fail(r->report, RENDER_ERROR_MALFORMED, r->json.at, 0, "two metrics of the same name");
        return false;
    }
    r->metric_count++;
    return add_id(r, &r->bases, base);
}

static bool set_bases(reader *r)
{
    for (uint32_t m = 0; m < r->metric_count; m++) {
        uint32_t base = r->bases.items[m];
        if (base != RN_NONE && base >= r->metric_count) {
            rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0,
                    "a metric refers to a base that is not there");
            return false;
        }
        rn_builder_set_base(r->builder, m, base);
    }
    return true;
}

typedef struct function_record {
    rn_function_key key;
    double calls, primitive_calls;
} function_record;

static bool next_kind(reader *r, uint8_t *kind)
{
    if (!expect(r, RN_JSON_STRING, "a kind of function"))
        return false;
    for (uint8_t i = 0; i < RN_KIND_COUNT; i++)
        if (is_key(r->json.text, rn_kind_names[i])) {
            *kind = i;
            return true;
        }
    return fail(r, "function, process, thread or separator");
}

static bool next_flags(reader *r, uint8_t *flags)
{
    if (!expect(r, RN_JSON_ARRAY_BEGIN, "an array of flags"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_STRING)
        for (size_t i = 0; i < rn_flag_count; i++)
            if (is_key(r->json.text, rn_flags[i].name))
                *flags |= rn_flags[i].flag;
    return r->json.token == RN_JSON_ARRAY_END || fail(r, "a flag");
}

static bool function_member(reader *r, rn_bytes key, void *record)
{
    function_record *f = record;
    if (is_key(key, "name"))
        return next_text(r, &r->name);
    if (is_key(key, "module"))
        return next_text(r, &r->module);
    if (is_key(key, "file"))
        return next_text(r, &r->file);
    if (is_key(key, "line"))
        return next_line(r, &f->key.line);
    if (is_key(key, "kind"))
        return next_kind(r, &f->key.kind);
    if (is_key(key, "flags"))
        return next_flags(r, &f->key.flags);
    if (is_key(key, "calls"))
        return next_value(r, &f->calls);
    if (is_key(key, "primitive_calls"))
        return next_value(r, &f->primitive_calls);
    if (is_key(key, "self"))
        return next_values(r, r->self);
    if (is_key(key, "total"))
        return next_values(r, r->total);
    return rn_json_skip(&r->json);
}

static void forget_values(reader *r)
{
    for (uint32_t m = 0; m < r->metric_count; m++)
        r->self[m] = r->total[m] = NAN;
}

static bool take_function(reader *r)
{
    function_record f = {.calls = NAN, .primitive_calls = NAN};
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return fail(r, "a function");
    r->name.size = r->module.size = r->file.size = 0;
    forget_values(r);
    if (!each_member(r, function_member, &f))
        return false;
    f.key.name = rn_buffer_bytes(&r->name);
    f.key.module = rn_buffer_bytes(&r->module);
    f.key.file = rn_buffer_bytes(&r->file);
    uint32_t id = rn_builder_function(r->builder, &f.key);
    rn_builder_add_calls(r->builder, id, f.calls, f.primitive_calls);
    for (uint32_t m = 0; m < r->metric_count && !r->parts[STACKS]; m++)
        rn_builder_add_cost(r->builder, id, m, r->self[m], r->total[m]);
    return add_id(r, &r->functions, id);
}

typedef struct arc_record {
    size_t caller, callee;
    double calls, primitive_calls;
} arc_record;

static bool arc_member(reader *r, rn_bytes key, void *record)
{
    arc_record *a = record;
    if (is_key(key, "caller"))
        return next_index(r, r->functions.count, "the number of a function", &a->caller);
    if (is_key(key, "callee"))
        return next_index(r, r->functions.count, "the number of a function", &a->callee);
    if (is_key(key, "calls"))
        return next_value(r, &a->calls);
    if (is_key(key, "primitive_calls"))
        return next_value(r, &a->primitive_calls);
    if (is_key(key, "self"))
        return next_values(r, r->self);
    if (is_key(key, "total"))
        return next_values(r, r->total);
    return rn_json_skip(&r->json);
}

static bool take_arc(reader *r)
{
    arc_record a = {SIZE_MAX, SIZE_MAX, NAN, NAN};
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return fail(r, "an arc");
    forget_values(r);
    if (!each_member(r, arc_member, &a))
        return false;
    if (a.caller == SIZE_MAX || a.callee == SIZE_MAX)
        return fail(r, "an arc with a caller and a callee");
    uint32_t id =
        rn_builder_arc(r->builder, r->functions.items[a.caller], r->functions.items[a.callee]);
    rn_builder_add_arc_calls(r->builder, id, a.calls, a.primitive_calls);
    for (uint32_t m = 0; m < r->metric_count; m++)
        rn_builder_add_arc_cost(r->builder, id, m, r->self[m], r->total[m]);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_root(reader *r)
{
    size_t function;
    if (!take_index(r, r->functions.count, "the number of a function", &function))
        return false;
    rn_builder_add_root(r->builder, r->functions.items[function]);
    return true;
}

static bool take_frame(reader *r)
{
    size_t function;
    uint32_t line;
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return fail(r, "a frame");
    if (!next_index(r, r->functions.count, "the number of a function", &function) ||
        !next_line(r, &line) || !expect(r, RN_JSON_ARRAY_END, "two values a frame"))
        return false;
    return add_id(r, &r->frames, rn_builder_frame(r->builder, r->functions.items[function], line));
}

/* The first stack is the empty one: [null, null]. */
static bool take_place(reader *r, uint32_t *stack)
{
    size_t parent, frame;
    *stack = 0;
    if (r->stacks.count == 0)
        return expect(r, RN_JSON_NULL, "null in the first stack") &&
               expect(r, RN_JSON_NULL, "null in the first stack");
    if (!next_index(r, r->stacks.count, "the number of an earlier stack", &parent) ||
        !next_index(r, r->frames.count, "the number of a frame", &frame))
        return false;
    *stack = rn_builder_push(r->builder, r->stacks.items[parent], r->frames.items[frame]);
    return true;
}

static bool take_stack(reader *r)
{
    uint32_t stack;
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return fail(r, "a stack");
    if (!take_place(r, &stack))
        return false;
    for (uint32_t m = 0; rn_json_next(&r->json) == RN_JSON_NUMBER; m++) {
        double value = rn_json_number(&r->json);
        if (m == r->metric_count)
            return fail(r, "one value for each metric");
        /* a box may not be wider than the one that it stands on */
        if (!(value >= 0 && isfinite(value)))
            return fail(r, "a number from 0 on within the range of a double");
        rn_builder_add_self(r->builder, stack, m, value);
    }
    return r->json.token == RN_JSON_ARRAY_END ? add_id(r, &r->stacks, stack) : fail(r, "a number");
}

static bool take_track(reader *r)
{
    if (r->json.token != RN_JSON_STRING)
        return fail(r, "the name of a track");
    return add_id(r, &r->tracks, rn_builder_track(r->builder, r->json.text));
}

static bool take_run(reader *r)
{
    size_t track, stack;
    double start, duration;
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return fail(r, "a run");
    if (!next_index(r, r->tracks.count, "the number of a track", &track) ||
        !next_index(r, r->stacks.count, "the number of a stack", &stack) ||
        !next_value(r, &start) || !next_value(r, &duration) ||
        !expect(r, RN_JSON_ARRAY_END, "four values a run"))
        return false;
    rn_builder_add_run(r->builder, r->tracks.items[track], r->stacks.items[stack], start, duration);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_runs(reader *r)
{
    if (r->parts[TIME_UNIT]) {
        rn_json_seek(&r->json, r->parts[TIME_UNIT]);
        if (!next_text(r, &r->name))
            return false;
        rn_builder_set_time_unit(r->builder, rn_buffer_bytes(&r->name));
    }
    return each_record(r, TRACKS, take_track) && each_record(r, RUNS, take_run);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool note_part(reader *r)
{
    for (int i = 0; i < PART_COUNT; i++)
        if (is_key(r->json.text, part_names[i]))
            r->parts[i] = r->json.at;
    return rn_json_skip(&r->json);
}

static bool find_parts(reader *r)
{
    if (!expect(r, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!note_part(r))
            return false;
    return r->json.token == RN_JSON_OBJECT_END && expect(r, RN_JSON_END, "the end");
}

static bool check_format(reader *r)
{
    for (int i = FORMAT; i <= FUNCTIONS; i++)
        if (!r->parts[i]) {
            rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "\"%s\" is missing", part_names[i]);
            return false;
        }
    rn_json_seek(&r->json, r->parts[FORMAT]);
    if (rn_json_next(&r->json) != RN_JSON_STRING || !is_key(r->json.text, "profdraw-profile"))
        return fail(r, "the format \"profdraw-profile\"");
    rn_json_seek(&r->json, r->parts[VERSION]);
    rn_json_next(&r->json);
    return (r->json.token == RN_JSON_NUMBER && is_key(r->json.text, "1")) || fail(r, "version 1");
}

static bool take_metrics(reader *r)
{
    rn_builder_set_shape(r->builder, r->parts[STACKS] ? RN_STACKS : RN_ARCS);
    if (!each_record(r, METRICS, take_metric) || !set_bases(r))
        return false;
    r->self = rn_array_new(r->metric_count, sizeof *r->self);
    r->total = rn_array_new(r->metric_count, sizeof *r->total);
    if (!r->self || !r->total) {
        rn_fail_memory(r->report);
        return false;
    }
    rn_json_seek(&r->json, r->parts[TOTAL]);
    if (!next_values(r, r->total))
        return false;
    for (uint32_t m = 0; m < r->metric_count; m++)
        if (!isnan(r->total[m]))
            rn_builder_set_total(r->builder, m, r->total[m]);
    return true;
}

static bool take_all(reader *r)
{
    if (!find_parts(r) || !check_format(r) || !take_metrics(r) ||
        !each_record(r, FUNCTIONS, take_function))
        return false;
    if (r->parts[STACKS])
        return each_record(r, FRAMES, take_frame) && each_record(r, STACKS, take_stack) &&
               take_runs(r);
    return each_record(r, ARCS, take_arc) && each_record(r, ROOTS, take_root);
}

static render_status read_json(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    take_all(&r);
    rn_json_finish(&r.json);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.module);
    rn_buffer_finish(&r.file);
    free(r.bases.items);
    free(r.functions.items);
    free(r.frames.items);
    free(r.stacks.items);
    free(r.tracks.items);
    free(r.self);
    free(r.total);
    return report->error.status;
}

const rn_format rn_format_json = {
    .info = &rn_format_infos[RN_FORMAT_json],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_json,
};

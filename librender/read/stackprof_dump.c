/* See stackprof_dump.h.  Both forms come as the same tokens, so there is one reader for both:
 *
 *     {"version": 1.2, "mode": "wall", "interval": 1000, "samples": 215, "metadata": {…},
 *      "frames": {"139926159807640": {"name": "Store#search", "file": "/demo/mix.rb", "line": 15,
 *                                     "total_samples": 77, "samples": 24,
 *                                     "edges": {"139926159807600": 8}, "lines": {"18": [176, 0]}}},
 *      "raw": [2, 139926215556320, 139926159807640, 5], "raw_lines": [2, 45, 18, 5],
 *      "raw_timestamp_deltas": [1018, 996]}
 *
 * In Marshal's form keys are symbols, and numbers where they are text in JSON.  Keys may come in any
 * order; of keys that come twice the last one counts. */
#include "read/stackprof_dump.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/json_values.h"
#include "read/ruby_marshal.h"

typedef struct reader {
    rn_stackprof_dump *dump;
    rn_builder *builder;
    rn_report *report;
    bool is_ruby;
    rn_json json;
    rn_ruby ruby;
    rn_json_token token;
    rn_buffer name, file;
    double line;
} reader;

/* ---- tokens ----------------------------------------------------------------------------------- */

static rn_json_token next(reader *r)
{
    return r->token = r->is_ruby ? rn_ruby_next(&r->ruby) : rn_json_next(&r->json);
}

static bool skip(reader *r)
{
    return r->is_ruby ? rn_ruby_skip(&r->ruby) : rn_json_skip(&r->json);
}

static rn_bytes text_of(const reader *r)
{
    return r->is_ruby ? r->ruby.text : r->json.text;
}

static bool is_key(const reader *r, const char *key)
{
    return rn_bytes_equal(text_of(r), rn_bytes_of(key));
}

static bool refuse(reader *r, const char *what)
{
    if (!r->is_ruby)
        return rn_json_refuse(&r->json, what);
    rn_fail(r->report, RENDER_ERROR_MALFORMED, r->ruby.at, 0, "expected %s", what);
    return false;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* The KEY or NUMBER at hand as a whole number from 0 on; UINT64_MAX when it is none. */
static uint64_t whole_of(const reader *r)
{
    uint64_t whole;
    if (r->is_ruby)
        return r->ruby.whole;
    return rn_number_parse_uint(r->json.text, &whole) ? whole : UINT64_MAX;
}

static bool next_number(reader *r, double *number)
{
    if (next(r) != RN_JSON_NUMBER)
        return refuse(r, "a number");
    *number = r->is_ruby ? r->ruby.number : rn_json_number(&r->json);
    return isfinite(*number) || refuse(r, "a number of usual size");
}

static bool next_count(reader *r, double *number)
{
    return next_number(r, number) && (*number >= 0 || refuse(r, "a number that is not negative"));
}

/* A line may be null. */
static bool next_line(reader *r, double *line)
{
    *line = 0;
    if (next(r) == RN_JSON_NULL)
        return true;
    uint64_t whole = whole_of(r);
    if (r->token != RN_JSON_NUMBER)
        return refuse(r, "a line or null");
    *line = whole <= UINT32_MAX ? (double)whole : 0;
    return true;
}

static bool next_text(reader *r, rn_buffer *text)
{
    text->size = 0;
    if (next(r) == RN_JSON_NULL)
        return true;
    if (r->token != RN_JSON_STRING)
        return refuse(r, "a string or null");
    rn_put(text, text_of(r));
    return !text->failed || fail_memory(r);
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool take_edges(reader *r, uint32_t frame)
{
    rn_stackprof_dump *d = r->dump;
    if (next(r) == RN_JSON_NULL)
        return true;
    if (r->token != RN_JSON_OBJECT_BEGIN)
        return refuse(r, "the edges of a frame");
    while (next(r) == RN_JSON_KEY) {
        rn_stackprof_edge edge = {frame, whole_of(r), 0};
        if (!next_count(r, &edge.samples))
            return false;
        if (!RN_GROW(d->edges, d->edge_capacity, d->edge_count + 1))
            return fail_memory(r);
        d->edges[d->edge_count++] = edge;
    }
    return r->token == RN_JSON_OBJECT_END;
}

static bool take_member(reader *r, uint32_t frame)
{
    rn_stackprof_frame *f = &r->dump->frames[frame];
    if (is_key(r, "name"))
        return next_text(r, &r->name);
    if (is_key(r, "file"))
        return next_text(r, &r->file);
    if (is_key(r, "line"))
        return next_line(r, &r->line);
    if (is_key(r, "samples"))
        return next_count(r, &f->samples);
    if (is_key(r, "total_samples"))
        return next_count(r, &f->total_samples);
    return is_key(r, "edges") ? take_edges(r, frame) : skip(r);
}

static bool is_collector(rn_bytes name)
{
    static const char *const names[] = {"(garbage collection)", "(marking)", "(sweeping)"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (rn_bytes_equal(name, rn_bytes_of(names[i])))
            return true;
    return false;
}

static void name_frame(reader *r, rn_stackprof_frame *f)
{
    rn_function_key key = {
        .name = rn_json_text(&r->name), .file = rn_json_text(&r->file), .line = (uint32_t)r->line};
    f->is_collector = !key.file.size && is_collector(key.name);
    key.flags = f->is_collector ? RN_FLAG_SYNTHETIC : 0;
    f->function = rn_builder_function(r->builder, &key);
}

/* The frame of the KEY at hand. */
static bool take_frame(reader *r)
{
    rn_stackprof_dump *d = r->dump;
    uint64_t id = whole_of(r);
    bool is_new;
    uint32_t index = (uint32_t)d->frame_count;
    if (id == UINT64_MAX)
        return refuse(r, "the number of a frame");
    if (next(r) != RN_JSON_OBJECT_BEGIN)
        return refuse(r, "a frame");
    if (d->frame_count >= RN_NONE || !RN_GROW(d->frames, d->frame_capacity, d->frame_count + 1))
        return fail_memory(r);
    uint32_t *slot = rn_map_put(&d->ids, id, index, &is_new);
    if (!slot)
        return fail_memory(r);
    *slot = index;
    d->frames[d->frame_count++] = (rn_stackprof_frame){0};
    r->name.size = r->file.size = 0;
    r->line = 0;
    while (next(r) == RN_JSON_KEY)
        if (!take_member(r, index))
            return false;
    name_frame(r, &d->frames[index]);
    return r->token == RN_JSON_OBJECT_END && rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_frames(reader *r)
{
    rn_stackprof_dump *d = r->dump;
    d->frame_count = d->edge_count = 0;
    rn_map_finish(&d->ids);
    d->ids = (rn_map){0};
    if (next(r) != RN_JSON_OBJECT_BEGIN)
        return refuse(r, "an object with frames");
    while (next(r) == RN_JSON_KEY)
        if (!take_frame(r))
            return false;
    return r->token == RN_JSON_OBJECT_END;
}

/* ---- lists ------------------------------------------------------------------------------------ */

static bool take_wholes(reader *r, uint64_t **items, size_t *count, size_t *capacity)
{
    *count = 0;
    if (next(r) == RN_JSON_NULL)
        return true;
    if (r->token != RN_JSON_ARRAY_BEGIN)
        return refuse(r, "an array of whole numbers");
    while (next(r) == RN_JSON_NUMBER) {
        uint64_t whole = whole_of(r);
        if (whole == UINT64_MAX)
            return refuse(r, "a whole number that is not negative");
        if (!RN_GROW(*items, *capacity, *count + 1))
            return fail_memory(r);
        (*items)[(*count)++] = whole;
    }
    return r->token == RN_JSON_ARRAY_END || refuse(r, "a whole number");
}

static bool take_deltas(reader *r)
{
    rn_stackprof_dump *d = r->dump;
    d->delta_count = 0;
    if (next(r) == RN_JSON_NULL)
        return true;
    if (r->token != RN_JSON_ARRAY_BEGIN)
        return refuse(r, "an array of times");
    while (next(r) == RN_JSON_NUMBER) {
        double delta = r->is_ruby ? r->ruby.number : rn_json_number(&r->json);
        if (!RN_GROW(d->deltas, d->delta_capacity, d->delta_count + 1))
            return fail_memory(r);
        d->deltas[d->delta_count++] = delta;
    }
    return r->token == RN_JSON_ARRAY_END || refuse(r, "a time");
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool take_mode(reader *r)
{
    if (next(r) != RN_JSON_STRING)
        return refuse(r, "a mode");
    r->dump->mode = rn_bytes_equal(text_of(r), RN_LITERAL("wall"))  ? RN_STACKPROF_WALL
                    : rn_bytes_equal(text_of(r), RN_LITERAL("cpu")) ? RN_STACKPROF_CPU
                                                                    : RN_STACKPROF_OTHER;
    return true;
}

static bool take_part(reader *r)
{
    rn_stackprof_dump *d = r->dump;
    if (is_key(r, "mode"))
        return take_mode(r);
    if (is_key(r, "interval"))
        return next_count(r, &d->interval);
    if (is_key(r, "samples"))
        return next_count(r, &d->samples);
    if (is_key(r, "frames"))
        return take_frames(r);
    if (is_key(r, "raw"))
        return take_wholes(r, &d->raw, &d->raw_count, &d->raw_capacity);
    if (is_key(r, "raw_lines"))
        return take_wholes(r, &d->lines, &d->line_count, &d->line_capacity);
    return is_key(r, "raw_timestamp_deltas") ? take_deltas(r) : skip(r);
}

static bool take_all(reader *r)
{
    if (next(r) != RN_JSON_OBJECT_BEGIN)
        return refuse(r, "an object");
    while (next(r) == RN_JSON_KEY)
        if (!take_part(r))
            return false;
    return r->token == RN_JSON_OBJECT_END && (next(r) == RN_JSON_END || refuse(r, "the end"));
}

bool rn_stackprof_dump_read(rn_stackprof_dump *dump, rn_bytes input, rn_builder *builder)
{
    uint32_t nesting = rn_builder_limits(builder)->nesting;
    rn_report *report = rn_builder_report(builder);
    reader r = {.dump = dump,
                .builder = builder,
                .report = report,
                .is_ruby = rn_stackprof_is_marshal(input)};
    rn_json_init(&r.json, input, nesting, report);
    rn_ruby_init(&r.ruby, input, nesting, report);
    bool is_read = take_all(&r);
    rn_json_finish(&r.json);
    rn_ruby_finish(&r.ruby);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.file);
    return is_read;
}

void rn_stackprof_dump_finish(rn_stackprof_dump *dump)
{
    rn_map_finish(&dump->ids);
    free(dump->frames);
    free(dump->edges);
    free(dump->raw);
    free(dump->lines);
    free(dump->deltas);
}

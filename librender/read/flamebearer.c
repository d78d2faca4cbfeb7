/* Flame graphs in rows of bars, as Pyroscope and Grafana keep them:
 *
 *     {"flamebearer": {"names": ["total", "main", "f"], "numTicks": 9, "maxSelf": 5,
 *                      "levels": [[0, 9, 0, 0], [0, 9, 4, 1], [0, 2, 2, 2, 3, 3, 3, 2]]},
 *      "metadata": {"format": "single", "units": "samples", "sampleRate": 100}}
 *
 * A bar is four numbers: how far it is from the end of the bar before, its total, its own part, and its
 * name.  Its caller is the bar above whose room it is in.  In comparisons ("double") it is seven: the first
 * three for the left side, then for the right, and the name; either side is a metric.  Samples with a
 * rate are also time.  The root is called "total" and is left out.
 *
 * Not read: timelines and heat maps beside it. */
#include "read/flamebearer.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/json_columns.h"

enum { SINGLE = 4, DOUBLE = 7, SIDES = 2 };

typedef struct bar {
    double start, end;
    uint32_t stack;
} bar;

typedef struct row {
    bar *bars;
    size_t count, capacity;
} row;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t names_at, levels_at; /* where the values begin; 0: not there */
    rn_buffer format, units;
    double rate; /* samples in a second; NaN: not told */
    rn_texts names;
    uint32_t *frames; /* [name]: RN_NONE: not made */
    size_t frame_capacity;

    uint32_t sides;          /* 1 or 2 */
    uint32_t metrics[SIDES]; /* of what is counted */
    uint32_t seconds;        /* a metric, or RN_NONE */
    row above, current;
    size_t level;
    bool has_value;
} reader;

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static bool note_flamebearer(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "names")    ? rn_json_note(&r->json, &r->names_at)
                     : rn_json_is_key(&r->json, "levels") ? rn_json_note(&r->json, &r->levels_at)
                                                          : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END;
}

static bool take_rate(reader *r)
{
    rn_json_next(&r->json);
    return rn_json_take_number(&r->json, &r->rate);
}

static bool take_metadata(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "format")  ? rn_json_next_text(&r->json, &r->format)
                     : rn_json_is_key(&r->json, "units") ? rn_json_next_text(&r->json, &r->units)
                     : rn_json_is_key(&r->json, "sampleRate") ? take_rate(r)
                                                              : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END;
}

static bool find_parts(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool is_taken = rn_json_is_key(&r->json, "flamebearer") ? note_flamebearer(r)
                        : rn_json_is_key(&r->json, "metadata")  ? take_metadata(r)
                                                                : rn_json_skip(&r->json);
        if (!is_taken)
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return false;
    if (r->names_at && r->levels_at)
        return true;
    rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "\"%s\" is missing",
            r->names_at ? "levels" : "names");
    return false;
}

/* ---- metrics ---------------------------------------------------------------------------------- */

static const char *metric_of_unit(rn_bytes unit)
{
    if (rn_bytes_equal(unit, RN_LITERAL("bytes")))
        return "memory";
    return rn_bytes_end(unit, RN_LITERAL("seconds")) ? "time" : "weight";
}

static void add_metrics(reader *r)
{
    rn_bytes unit = r->units.size ? rn_json_text(&r->units) : RN_LITERAL("samples");
    bool is_samples = rn_bytes_equal(unit, RN_LITERAL("samples"));
    rn_bytes name = is_samples ? unit : rn_bytes_of(metric_of_unit(unit));
    r->seconds = RN_NONE;
    r->sides = rn_bytes_equal(rn_json_text(&r->format), RN_LITERAL("double")) ? 2 : 1;
    if (r->sides == 2) {
        r->metrics[0] = rn_builder_metric(r->builder, RN_LITERAL("left"), unit);
        r->metrics[1] = rn_builder_metric(r->builder, RN_LITERAL("right"), unit);
        return;
    }
    r->metrics[0] = rn_builder_metric(r->builder, name, unit);
    if (is_samples && r->rate > 0 && isfinite(r->rate))
        r->seconds = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("s"));
}

static bool take_names(reader *r)
{
    rn_json_seek_inside(&r->json, r->names_at, 2);
    if (!rn_texts_read(&r->json, &r->names))
        return false;
    if (!RN_GROW(r->frames, r->frame_capacity, r->names.count))
        return fail_memory(r);
    for (size_t i = 0; i < r->names.count; i++)
        r->frames[i] = RN_NONE;
    return true;
}

/* ---- bars ------------------------------------------------------------------------------------- */

static uint32_t frame_of(reader *r, size_t name)
{
    rn_function_key key = {.name = rn_texts_get(&r->names, (uint32_t)name)};
    if (r->frames[name] == RN_NONE)
        r->frames[name] = rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
    return r->frames[name];
}

static void add_value(reader *r, uint32_t side, uint32_t stack, double value)
{
    rn_builder_add_self(r->builder, stack, r->metrics[side], value);
    if (r->seconds != RN_NONE)
        rn_builder_add_self(r->builder, stack, r->seconds, value / r->rate);
    r->has_value = true;
}

/* The stack of the bar above that has room for the middle of this one; both rows go from left to right. */
static bool find_caller(reader *r, const bar *b, size_t *above, uint32_t *stack)
{
    double middle = b->start + (b->end - b->start) / 2;
    *stack = 0;
    if (r->level == 0)
        return true;
    while (*above < r->above.count && r->above.bars[*above].end <= middle)
        ++*above;
    if (*above == r->above.count || r->above.bars[*above].start > middle)
        return false;
    *stack = r->above.bars[*above].stack;
    return true;
}

/* The first level is the root, which no frame stands for. */
static bool add_bar(reader *r, bar b, const double *own, size_t name, size_t *above)
{
    uint32_t caller;
    if (!find_caller(r, &b, above, &caller))
        return rn_skip(r->report, r->json.at, 0, "a bar below no other") == RENDER_OK;
    bool is_root = r->level == 0 &&
                   rn_bytes_equal(rn_texts_get(&r->names, (uint32_t)name), RN_LITERAL("total"));
    b.stack = is_root ? 0 : rn_builder_push(r->builder, caller, frame_of(r, name));
    for (uint32_t side = 0; side < r->sides; side++)
        if (own[side] > 0 && b.stack)
            add_value(r, side, b.stack, own[side]);
    if (!RN_GROW(r->current.bars, r->current.capacity, r->current.count + 1))
        return fail_memory(r);
    r->current.bars[r->current.count++] = b;
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* The numbers of a bar up to its name, the first one at hand. */
static bool take_numbers(reader *r, double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i && rn_json_next(&r->json) == RN_JSON_ARRAY_END)
            return rn_json_refuse(&r->json, "all numbers of a bar");
        if (r->json.token != RN_JSON_NUMBER)
            return rn_json_refuse(&r->json, "a number");
        numbers[i] = rn_json_number(&r->json);
    }
    return true;
}

static bool take_bar(reader *r, double *end, size_t *above)
{
    double numbers[DOUBLE - 1], own[SIDES] = {0}, offset = 0, total = 0;
    size_t name;
    if (!take_numbers(r, numbers, 3 * r->sides))
        return false;
    for (uint32_t side = 0; side < r->sides; side++) {
        offset += numbers[3 * side];
        total += numbers[3 * side + 1];
        own[side] = numbers[3 * side + 2];
    }
    rn_json_next(&r->json);
    if (!rn_json_take_index(&r->json, r->names.count, "the number of a name", &name))
        return false;
    if (!(offset >= 0 && total >= 0 && own[0] >= 0 && own[1] >= 0 &&
          isfinite(*end + offset + total + own[0] + own[1])))
        return rn_json_refuse(&r->json, "a bar without negative or too large numbers");
    bar b = {.start = *end + offset, .end = *end + offset + total};
    *end = b.end;
    if (total == 0 && own[0] == 0 && own[1] == 0)
        return true;
    return add_bar(r, b, own, name, above);
}

static bool take_level(reader *r)
{
    double end = 0;
    size_t above = 0;
    r->current.count = 0;
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return rn_json_refuse(&r->json, "a level");
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!take_bar(r, &end, &above))
            return false;
    row last = r->above;
    r->above = r->current;
    r->current = last;
    r->level++;
    return true;
}

static bool take_levels(reader *r)
{
    rn_json_seek_inside(&r->json, r->levels_at, 2);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of levels"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!take_level(r))
            return false;
    return true;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void take_all(reader *r)
{
    if (!find_parts(r))
        return;
    add_metrics(r);
    if (!take_names(r) || !take_levels(r))
        return;
    rn_report_sum_up(r->report, "bar(s)");
    if (!r->has_value)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no bar has a value");
}

render_status rn_flamebearer_read(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .rate = NAN};
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    take_all(&r);
    rn_json_finish(&r.json);
    rn_buffer_finish(&r.format);
    rn_buffer_finish(&r.units);
    rn_texts_finish(&r.names);
    free(r.frames);
    free(r.above.bars);
    free(r.current.bars);
    return report->error.status;
}

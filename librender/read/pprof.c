/* Profiles in pprof's protobuf format (profile.proto), as Go, gperftools' converters, async-profiler
 * and many others write them, nearly always in gzip.
 *
 *     Profile   1 sample_type*  2 sample*  3 mapping*  4 location*  5 function*  6 string_table*
 *               9 time_nanos  14 default_sample_type  …
 *     Sample    1 location_id* (the leaf first)  2 value* (one a sample type)  3 label*
 *
 * Every sample type is a metric; the default one comes first.  The negative values of a difference are
 * the metric 'NAME (negative)'.  A location stands for all of its
 * lines, so inlined calls are frames; a function is marked as inlined where it is never anything
 * else.  Locations without lines are '[module+0xaddress]'.
 *
 * There is no order of fields: one pass reads the tables, a second one the samples.
 *
 * Labels choose samples and become frames when they are asked for.  drop_frames and keep_frames cut what
 * gperftools' CPU profiler did for itself, and elsewhere when that is asked for.
 *
 * Not read: the times and the period, comments. */
#include <stdlib.h>

#include "base/grow.h"
#include "read/formats.h"
#include "read/pprof_labels.h"
#include "read/pprof_stacks.h"
#include "read/signed_metric.h"

enum field {
    SAMPLE_TYPE = 1,
    SAMPLE = 2,
    STRING = 6,
    DROP_FRAMES = 7,
    KEEP_FRAMES = 8,
    TIME = 9,
    DEFAULT_TYPE = 14,
    LAST_FIELD = 15,
};

enum { LOCATION_IDS = 1, VALUES = 2 }; /* of a sample */

/* ---- detection -------------------------------------------------------------------------------- */

static rn_wire_type type_of(uint32_t field)
{
    static const rn_wire_type types[LAST_FIELD + 1] = {
        [1] = RN_WIRE_BYTES, [2] = RN_WIRE_BYTES, [3] = RN_WIRE_BYTES,  [4] = RN_WIRE_BYTES,
        [5] = RN_WIRE_BYTES, [6] = RN_WIRE_BYTES, [11] = RN_WIRE_BYTES,
    };
    return types[field];
}

static bool is_known(const rn_wire *w)
{
    if (w->field > LAST_FIELD)
        return false;
    bool list_of_comments = w->field == 13 && w->type == RN_WIRE_BYTES;
    return w->type == type_of(w->field) || list_of_comments;
}

/* A message of nothing but the numbers 1 and 2. */
static bool is_sample_type(rn_bytes message)
{
    rn_wire w = rn_wire_of(message);
    while (rn_wire_next(&w))
        if (w.field > 2 || w.type != RN_WIRE_VARINT)
            return false;
    return w.state == RN_WIRE_FINE;
}

static int sniff(rn_bytes head, bool whole)
{
    size_t fields = 0, types = 0, strings = 0;
    rn_wire w = rn_wire_of(head);
    for (; rn_wire_next(&w); fields++) {
        if (!is_known(&w) || (w.field == SAMPLE_TYPE && !is_sample_type(w.bytes)) ||
            (w.field == STRING && strings == 0 && w.bytes.size))
            return 0;
        types += w.field == SAMPLE_TYPE;
        strings += w.field == STRING;
    }
    if (w.state == RN_WIRE_FINE)
        return types && strings ? 95 : 0;
    if (w.state == RN_WIRE_WRONG || fields < 3 || !(types || strings))
        return 0;
    return whole ? 40 : types ? 90 : 60;
}

/* ---- reader ----------------------------------------------------------------------------------- */

typedef struct sample_type {
    uint64_t name, unit; /* strings */
    rn_signed_metric metric;
} sample_type;

typedef struct reader {
    rn_pprof_tables tables;
    rn_builder *builder;
    rn_report *report;
    sample_type *types;
    size_t type_count, type_capacity;
    uint64_t default_type; /* a string; 0: none, as with the next two */
    uint64_t drop_frames, keep_frames;
    bool has_time;

    rn_labels labels;
    bool has_labels;             /* that are asked for */
    rn_pprof_labels labels_here; /* of the sample at hand */
    rn_pprof_stacks stacks;
    uint64_t *values; /* of the samples at hand */
    size_t value_count, value_capacity;
    bool has_value; /* one that is not 0 */
} reader;

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

static bool fail(reader *r, const rn_wire *w, const char *message)
{
    return rn_pprof_fail(&r->tables, w->input.data + w->start, message);
}

/* ---- tables ----------------------------------------------------------------------------------- */

static bool add_type(reader *r, const rn_wire *wire)
{
    sample_type type = {0};
    rn_wire w = rn_wire_of(wire->bytes);
    while (rn_wire_next(&w)) {
        if (w.field <= 2 && w.type != RN_WIRE_VARINT)
            return fail(r, &w, "text where a number should be");
        if (w.field == 1)
            type.name = w.number;
        if (w.field == 2)
            type.unit = w.number;
    }
    if (!rn_pprof_check_end(&r->tables, &w))
        return false;
    if (!RN_GROW(r->types, r->type_capacity, r->type_count + 1))
        return fail_memory(r);
    r->types[r->type_count++] = type;
    return true;
}

/* Profiles put one after the other are one message to protobuf, whose references are wrong. */
static bool note_time(reader *r, const rn_wire *w)
{
    if (r->has_time)
        return fail(r, w, "a second profile after the first: split them");
    r->has_time = true;
    return true;
}

static bool take_field(reader *r, const rn_wire *w)
{
    if (w->field <= LAST_FIELD && !is_known(w))
        return fail(r, w, "a field of another type than pprof's");
    switch (w->field) {
    case SAMPLE_TYPE:
        return add_type(r, w);
    case TIME:
        return note_time(r, w);
    case DEFAULT_TYPE:
        r->default_type = w->number;
        return true;
    case DROP_FRAMES:
        r->drop_frames = w->number;
        return true;
    case KEEP_FRAMES:
        r->keep_frames = w->number;
        return true;
    default:
        return rn_pprof_tables_add(&r->tables, w);
    }
}

static bool take_tables(reader *r, rn_bytes input)
{
    rn_wire w = rn_wire_of(input);
    while (rn_wire_next(&w))
        if (!take_field(r, &w))
            return false;
    return rn_pprof_check_end(&r->tables, &w) && rn_pprof_tables_resolve(&r->tables);
}

/* ---- metrics ---------------------------------------------------------------------------------- */

static bool add_metric(reader *r, sample_type *type)
{
    rn_bytes name, unit;
    if (!rn_pprof_string(&r->tables, type->name, &name) ||
        !rn_pprof_string(&r->tables, type->unit, &unit))
        return false;
    type->metric = rn_signed_metric_of(r->builder, name.size ? name : RN_LITERAL("value"), unit);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool find_default(reader *r, size_t *index)
{
    rn_bytes wanted, name;
    *index = r->type_count - 1;
    if (!rn_pprof_string(&r->tables, r->default_type, &wanted))
        return false;
    for (size_t i = 0; i < r->type_count; i++) {
        if (!rn_pprof_string(&r->tables, r->types[i].name, &name))
            return false;
        if (wanted.size && rn_bytes_equal(name, wanted))
            *index = i;
    }
    return true;
}

static bool are_metrics_distinct(const reader *r)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < r->type_count; i++)
        sum += r->types[i].metric.metric;
    return sum == (uint64_t)r->type_count * (r->type_count - 1) / 2;
}

/* The default metric comes first, because pictures are drawn by it. */
static bool add_metrics(reader *r)
{
    size_t first;
    if (r->type_count == 0) {
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "the profile has no sample types");
        return false;
    }
    if (!find_default(r, &first) || !add_metric(r, &r->types[first]))
        return false;
    for (size_t i = 0; i < r->type_count; i++)
        if (i != first && !add_metric(r, &r->types[i]))
            return false;
    if (!are_metrics_distinct(r))
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "two sample types of the same name");
    return r->report->error.status == RENDER_OK;
}

/* ---- frames to drop --------------------------------------------------------------------------- */

static bool is_type(reader *r, size_t index, rn_bytes wanted)
{
    rn_bytes name;
    return rn_pprof_string(&r->tables, r->types[index].name, &name) && rn_bytes_equal(name, wanted);
}

/* Go's CPU profiles have the same types, but drop nothing. */
static bool is_cpu_profile(reader *r)
{
    return r->type_count == 2 && is_type(r, 0, RN_LITERAL("samples")) &&
           is_type(r, 1, RN_LITERAL("cpu"));
}

static bool init_drop(reader *r)
{
    rn_bytes drop, keep;
    render_drop_frames when = rn_builder_options(r->builder)->drop_frames;
    if (!rn_pprof_string(&r->tables, r->drop_frames, &drop) ||
        !rn_pprof_string(&r->tables, r->keep_frames, &keep))
        return false;
    if (when == RENDER_DROP_FRAMES_ALWAYS || (when == RENDER_DROP_FRAMES_AUTO && is_cpu_profile(r)))
        rn_pprof_drop_init(&r->tables.drop, drop, keep, rn_builder_limits(r->builder), r->report);
    return r->report->error.status == RENDER_OK;
}

/* ---- samples ---------------------------------------------------------------------------------- */

/* Where a sample's locations stand. */
typedef struct place {
    rn_bytes fields; /* all of the sample when they stand in several places */
    rn_bytes packed; /* the numbers, when they are one field */
} place;

/* Adds the values of a sample, and finds its locations. */
static bool split_sample(reader *r, rn_bytes sample, place *locations)
{
    size_t from = 0, to = 0;
    bool scattered = false;
    rn_wire w = rn_wire_of(sample);
    locations->packed = (rn_bytes){0};
    while (rn_wire_next(&w)) {
        if (w.field == VALUES &&
            !rn_pprof_add_numbers(&r->tables, &w, &r->values, &r->value_count, &r->value_capacity))
            return false;
        if (w.field != LOCATION_IDS)
            continue;
        locations->packed = !to && w.type == RN_WIRE_BYTES ? w.bytes : (rn_bytes){0};
        scattered |= to && to != w.start;
        from = to ? from : w.start;
        to = w.at;
    }
    locations->fields = scattered ? sample : rn_bytes_slice(sample, from, to);
    return rn_pprof_check_end(&r->tables, &w);
}

static bool add_values(reader *r, uint32_t stack, const uint64_t *values)
{
    for (size_t i = 0; i < r->type_count; i++) {
        rn_signed_metric_add(&r->types[i].metric, stack, (double)(int64_t)values[i]);
        r->has_value |= values[i] != 0;
    }
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* Makes the stacks of the samples at hand, whose values are counted there. */
static bool finish_samples(reader *r)
{
    const rn_pprof_labels *l = &r->labels_here;
    rn_pprof_stacks *s = &r->stacks;
    size_t count = s->count;
    if (!rn_pprof_stacks_make(s))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t stack = s->items[i].stack;
        if (r->has_labels)
            stack = rn_labels_push_leaves(&r->labels, stack, l->items, l->count);
        if (!add_values(r, stack, r->values + i * r->type_count))
            return false;
    }
    r->value_count = 0;
    return true;
}

/* Whether the labels of a sample are asked for; false, too, with an error. */
static bool is_wanted(reader *r, rn_bytes sample)
{
    return rn_pprof_labels_read(&r->labels_here, &r->tables, sample) &&
           rn_labels_keep(&r->labels, r->labels_here.items, r->labels_here.count);
}

/* Labels become frames before those of the next sample do. */
static bool take_sample(reader *r, const rn_wire *wire)
{
    const rn_pprof_labels *l = &r->labels_here;
    size_t before = r->value_count;
    uint32_t root = 0;
    place locations;
    if (!split_sample(r, wire->bytes, &locations))
        return false;
    if (r->value_count - before != r->type_count)
        return fail(r, wire, "a sample with more or fewer values than sample types");
    if (r->has_labels && !is_wanted(r, wire->bytes)) {
        r->value_count = before;
        return r->report->error.status == RENDER_OK;
    }
    if (r->has_labels)
        root = rn_labels_push_roots(&r->labels, 0, l->items, l->count);
    if (!rn_pprof_stacks_add(&r->stacks, root, locations.fields, locations.packed))
        return false;
    bool is_full = r->has_labels || r->stacks.count == RN_PPROF_STACKS_MAX;
    return !is_full || finish_samples(r);
}

static bool take_samples(reader *r, rn_bytes input)
{
    size_t count = 0;
    rn_wire w = rn_wire_of(input);
    while (rn_wire_next(&w)) {
        if (w.field != SAMPLE)
            continue;
        if (!take_sample(r, &w))
            return false;
        count++;
    }
    if (!finish_samples(r))
        return false;
    rn_labels_sum_up(&r->labels);
    if (r->has_value)
        return true;
    rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0,
            r->has_labels ? "no sample of the labels that were asked for has a value"
            : count       ? "every value of every sample is 0"
                          : "the profile has no samples");
    return false;
}

static render_status read_pprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .tables = {.input = input, .builder = builder, .report = report}};
    bool is_ready =
        rn_pprof_stacks_init(&r.stacks, &r.tables) && rn_labels_init(&r.labels, builder, report);
    r.has_labels = rn_labels_are_wanted(&r.labels);
    if (is_ready && take_tables(&r, input) && add_metrics(&r) && init_drop(&r))
        take_samples(&r, input);
    rn_pprof_tables_finish(&r.tables);
    rn_labels_finish(&r.labels);
    rn_pprof_labels_finish(&r.labels_here);
    free(r.types);
    free(r.values);
    rn_pprof_stacks_finish(&r.stacks);
    return report->error.status;
}

const rn_format rn_format_pprof = {
    .info = &rn_format_infos[RN_FORMAT_pprof],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_pprof,
};

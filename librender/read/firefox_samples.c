/* See firefox_samples.h.
 *
 * A sample stands for one interval, as it does in the Firefox Profiler; what a thread did while no sample was
 * taken, nobody knows.  In the order of time it lasts until the next one, unless that is late. */
#include "read/firefox_samples.h"

#include <math.h>

const char *const rn_firefox_label_names[RN_FIREFOX_LABELS] = {
    [RN_FIREFOX_NAME] = "name",
    [RN_FIREFOX_PROCESS_NAME] = "processName",
    [RN_FIREFOX_PROCESS_TYPE] = "processType",
    [RN_FIREFOX_PID] = "pid",
    [RN_FIREFOX_TID] = "tid",
};

static const struct {
    const char *name, *unit;
} names[RN_FIREFOX_METRICS] = {
    [RN_FIREFOX_TIME] = {"time", "ms"},
    [RN_FIREFOX_SAMPLES] = {"samples", "samples"},
    [RN_FIREFOX_CPU] = {"CPU time", "us"},
    [RN_FIREFOX_BYTES] = {"memory", "bytes"},
};

void rn_firefox_samples_init(rn_firefox_samples *s, rn_builder *builder, rn_report *report)
{
    *s = (rn_firefox_samples){.builder = builder, .report = report};
    rn_builder_set_time_unit(builder, RN_LITERAL("ms"));
}

void rn_firefox_samples_clear(rn_firefox_samples *s)
{
    s->stack.count = s->time.count = s->weight.count = s->cpu.count = 0;
    s->weight_type.size = 0;
}

/* ---- what is said of processes and threads ---------------------------------------------------- */

static bool read_units(rn_firefox_samples *s, rn_json *json)
{
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object of units"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!(rn_json_is_key(json, "threadCPUDelta") ? rn_json_next_text(json, &s->cpu_unit)
                                                     : rn_json_skip(json)))
            return false;
    return json->token == RN_JSON_OBJECT_END;
}

static bool read_number(rn_json *json, double *number)
{
    rn_json_next(json);
    return rn_json_take_number(json, number);
}

bool rn_firefox_samples_read_meta(rn_firefox_samples *s, rn_json *json, double *interval,
                                  double *start)
{
    s->cpu_unit.size = 0;
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool is_read = rn_json_is_key(json, "interval")      ? read_number(json, interval)
                       : rn_json_is_key(json, "startTime")   ? read_number(json, start)
                       : rn_json_is_key(json, "sampleUnits") ? read_units(s, json)
                                                             : rn_json_skip(json);
        if (!is_read)
            return false;
    }
    return json->token == RN_JSON_OBJECT_END;
}

bool rn_firefox_samples_read_label(rn_firefox_samples *s, rn_json *json, int label)
{
    double number;
    rn_buffer *text = &s->labels[label];
    text->size = 0;
    rn_json_token token = rn_json_next(json);
    if (token == RN_JSON_STRING || token == RN_JSON_NUMBER)
        rn_put(text, json->text);
    if (text->failed)
        rn_fail_memory(s->report);
    return !text->failed && rn_json_take_number(json, &number);
}

static rn_bytes label(const rn_firefox_samples *s, int label)
{
    return rn_json_text(&s->labels[label]);
}

static uint32_t make_root(const rn_firefox_samples *s, bool shows_process, bool shows_thread)
{
    uint32_t root = 0;
    int name =
        label(s, RN_FIREFOX_PROCESS_NAME).size ? RN_FIREFOX_PROCESS_NAME : RN_FIREFOX_PROCESS_TYPE;
    if (shows_process)
        root = rn_push_owner(s->builder, root, RN_PROCESS, label(s, name), "pid",
                             label(s, RN_FIREFOX_PID));
    if (shows_thread)
        root = rn_push_owner(s->builder, root, RN_THREAD, label(s, RN_FIREFOX_NAME), "tid",
                             label(s, RN_FIREFOX_TID));
    return root;
}

/* 'GeckoMain 9951': names are the same in many processes. */
static uint32_t make_track(const rn_firefox_samples *s)
{
    rn_bytes name = label(s, RN_FIREFOX_NAME), id = label(s, RN_FIREFOX_TID);
    rn_buffer text = {0};
    rn_put(&text, name);
    rn_put_text(&text, name.size && id.size ? " " : "");
    rn_put(&text, id);
    if (text.failed)
        rn_fail_memory(s->report);
    uint32_t track = rn_builder_track(s->builder, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
    return track;
}

/* ---- metrics ---------------------------------------------------------------------------------- */

/* 'ns', 'us', or cycles, which are no time. */
static rn_bytes unit_of_cpu(const rn_firefox_samples *s, rn_bytes *name)
{
    rn_bytes unit = rn_json_text(&s->cpu_unit);
    if (unit.size == 0 || rn_bytes_equal(unit, RN_LITERAL("\xc2\xb5s")))
        return RN_LITERAL("us");
    if (rn_bytes_end(unit, RN_LITERAL("cycles"))) {
        *name = RN_LITERAL("CPU cycles");
        return RN_LITERAL("cycles");
    }
    return unit;
}

static void add_value(rn_firefox_samples *s, int metric, uint32_t stack, double value)
{
    if (!s->has_metric[metric]) {
        rn_bytes name = rn_bytes_of(names[metric].name), unit = rn_bytes_of(names[metric].unit);
        if (metric == RN_FIREFOX_CPU)
            unit = unit_of_cpu(s, &name);
        s->metrics[metric] = rn_signed_metric_of(s->builder, name, unit);
        s->has_metric[metric] = true;
    }
    rn_signed_metric_add(&s->metrics[metric], stack, value);
}

static void add_weight(rn_firefox_samples *s, uint32_t stack, double weight)
{
    rn_bytes type = rn_json_text(&s->weight_type);
    if (rn_bytes_equal(type, RN_LITERAL("bytes"))) {
        add_value(s, RN_FIREFOX_BYTES, stack, weight);
        return;
    }
    if (rn_bytes_equal(type, RN_LITERAL("tracing-ms"))) {
        add_value(s, RN_FIREFOX_TIME, stack, weight);
        return;
    }
    if (s->interval > 0)
        add_value(s, RN_FIREFOX_TIME, stack, weight * s->interval);
    add_value(s, RN_FIREFOX_SAMPLES, stack, weight);
}

/* ---- samples ---------------------------------------------------------------------------------- */

static void add_run(rn_firefox_samples *s, size_t row, uint32_t stack, uint32_t track)
{
    double start = rn_column_get(&s->time, row);
    double lasts = rn_column_get(&s->time, row + 1) - start;
    double interval = s->interval > 0 ? s->interval : 0;
    if (!(lasts >= 0 && lasts <= 2 * interval))
        lasts = interval;
    if (isfinite(start))
        rn_builder_add_run(s->builder, track, stack, start + s->shift, lasts);
}

static bool add_sample(rn_firefox_samples *s, size_t row, uint32_t track)
{
    uint32_t stack;
    double weight = rn_column_get(&s->weight, row), cpu = rn_column_get(&s->cpu, row);
    if (!rn_stack_rows_get(s->rows, &s->stack, row, &stack))
        return false;
    if (stack == RN_NONE || stack == s->rows->root)
        return true;
    if (s->weight.count == 0)
        weight = 1;
    if (!isfinite(weight) || isinf(cpu))
        return rn_skip(s->report, 0, 0, "a sample with a weight that is no number") == RENDER_OK;
    add_weight(s, stack, weight);
    if (cpu >= 0)
        add_value(s, RN_FIREFOX_CPU, stack, cpu);
    add_run(s, row, stack, track);
    s->count++;
    return rn_builder_status(s->builder) == RENDER_OK;
}

bool rn_firefox_samples_add(rn_firefox_samples *s, bool shows_process, bool shows_thread)
{
    uint32_t track = make_track(s);
    if (!rn_stack_rows_begin(s->rows, make_root(s, shows_process, shows_thread)) ||
        s->report->error.status)
        return false;
    for (size_t row = 0; row < s->stack.count; row++)
        if (!add_sample(s, row, track))
            return false;
    return true;
}

bool rn_firefox_samples_add_bytes(rn_firefox_samples *s, rn_signed_metric *metric)
{
    for (size_t row = 0; row < s->stack.count; row++) {
        uint32_t stack;
        double bytes = rn_column_get(&s->weight, row);
        if (!rn_stack_rows_get(s->rows, &s->stack, row, &stack))
            return false;
        if (stack == RN_NONE || !isfinite(bytes))
            continue;
        rn_signed_metric_add(metric, stack, bytes);
        s->count++;
    }
    return rn_builder_status(s->builder) == RENDER_OK;
}

bool rn_firefox_samples_end(rn_firefox_samples *s)
{
    rn_report_sum_up(s->report, "record(s)");
    if (s->count == 0)
        rn_fail(s->report, RENDER_ERROR_EMPTY, 0, 0, "there are no samples with a stack");
    return s->count;
}

void rn_firefox_samples_finish(rn_firefox_samples *s)
{
    rn_column_finish(&s->stack);
    rn_column_finish(&s->time);
    rn_column_finish(&s->weight);
    rn_column_finish(&s->cpu);
    for (int i = 0; i < RN_FIREFOX_LABELS; i++)
        rn_buffer_finish(&s->labels[i]);
    rn_buffer_finish(&s->weight_type);
    rn_buffer_finish(&s->cpu_unit);
}

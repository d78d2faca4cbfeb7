/* gprof2dot's JSON, as its schema describes it and memtrail and memray write it:
 *
 *     {"version": 0, "costs": [{"description": "Memory", "unit": "bytes"}],
 *      "functions": [{"name": "main", "module": "sample", "process": "sh"}, …],
 *      "events": [{"callchain": [leaf, …, root], "cost": [1024]}, …]}
 *
 * Every cost is a metric.  Keys may come in any order.  Functions of several processes are told apart
 * by a frame for the process of the root, which is a label, too.  The number of events means nothing. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/formats.h"
#include "read/labels.h"

enum part { VERSION, COSTS, FUNCTIONS, EVENTS, PART_COUNT };

static const char *const part_names[PART_COUNT] = {"version", "costs", "functions", "events"};

typedef struct function {
    uint32_t frame;
    uint32_t process; /* of reader.processes; 0: not stated */
} function;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t parts[PART_COUNT]; /* where the values begin; 0: not there */
    rn_buffer name, module, process;
    uint32_t metric_count;
    function *functions;
    size_t function_count, function_capacity;
    rn_intern processes;
    rn_labels labels;

    size_t *chain; /* of the event at hand, the leaf first */
    size_t chain_count, chain_capacity;
    double *costs; /* [metric] */
    uint32_t cost_count;
    uint64_t events;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    bool costs = rn_json_find_key(head, "costs").size;
    bool events = rn_json_find_key(head, "events").size;
    bool functions = rn_json_find_key(head, "functions").size;
    if (costs && events && functions)
        return 95;
    if (whole || !(costs || (events && functions)))
        return 0;
    return costs + events + functions == 2 ? 90 : 40;
}

/* ---- parts ------------------------------------------------------------------------------------ */

/* Calls `record` for every object of a part, after its '{'. */
static bool each_record(reader *r, enum part part, bool (*record)(reader *))
{
    rn_json_seek(&r->json, r->parts[part]);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!record(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "an object");
}

static void check_version(reader *r)
{
    if (!r->parts[VERSION])
        return;
    rn_json_seek(&r->json, r->parts[VERSION]);
    if (rn_json_next(&r->json) != RN_JSON_NUMBER || rn_json_number(&r->json) != 0)
        rn_warn(r->report, "the version is not 0, the only one there was");
}

/* ---- costs and functions ---------------------------------------------------------------------- */

static bool take_cost(reader *r)
{
    r->name.size = r->module.size = 0;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "description") ? rn_json_next_text(&r->json, &r->name)
                     : rn_json_is_key(&r->json, "unit") ? rn_json_next_text(&r->json, &r->module)
                                                        : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    rn_bytes name = r->name.size ? rn_json_text(&r->name) : RN_LITERAL("cost");
    if (rn_builder_metric(r->builder, name, rn_json_text(&r->module)) != r->metric_count) {
        rn_fail(r->report, RENDER_ERROR_MALFORMED, r->json.at, 0, "two costs of the same name");
        return false;
    }
    r->metric_count++;
    return r->json.token == RN_JSON_OBJECT_END && !rn_builder_status(r->builder);
}

static bool next_function_member(reader *r)
{
    if (rn_json_is_key(&r->json, "name"))
        return rn_json_next_text(&r->json, &r->name);
    if (rn_json_is_key(&r->json, "module"))
        return rn_json_next_text(&r->json, &r->module);
    if (rn_json_is_key(&r->json, "process"))
        return rn_json_next_text(&r->json, &r->process);
    return rn_json_skip(&r->json);
}

static uint32_t make_frame(reader *r, const rn_function_key *key)
{
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, key), 0);
}

static bool take_function(reader *r)
{
    r->name.size = r->module.size = r->process.size = 0;
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!next_function_member(r))
            return false;
    if (!RN_GROW(r->functions, r->function_capacity, r->function_count + 1))
        rn_fail_memory(r->report);
    if (r->report->error.status)
        return false;
    rn_function_key key = {.name = rn_json_text(&r->name), .module = rn_json_text(&r->module)};
    uint32_t process = rn_intern_add(&r->processes, rn_json_text(&r->process));
    if (process == RN_NONE)
        rn_fail_memory(r->report);
    r->functions[r->function_count++] = (function){make_frame(r, &key), process};
    return process != RN_NONE && rn_builder_status(r->builder) == RENDER_OK;
}

/* ---- events ----------------------------------------------------------------------------------- */

static bool next_chain(reader *r)
{
    size_t index;
    r->chain_count = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of functions"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END) {
        if (!rn_json_take_index(&r->json, r->function_count, "the number of a function", &index))
            return false;
        if (!RN_GROW(r->chain, r->chain_capacity, r->chain_count + 1)) {
            rn_fail_memory(r->report);
            return false;
        }
        r->chain[r->chain_count++] = index;
    }
    return true;
}

static bool next_costs(reader *r)
{
    r->cost_count = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of costs"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_NUMBER) {
        if (r->cost_count == r->metric_count)
            return rn_json_refuse(&r->json, "as many costs as there are in \"costs\"");
        r->costs[r->cost_count++] = rn_json_number(&r->json);
    }
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a cost");
}

/* The stack on which the root of the chain stands. */
static uint32_t push_process(reader *r, uint32_t stack, uint32_t process)
{
    enum { UNNAMED_AND_ONE_MORE = 2 };
    if (process == 0 || r->processes.count <= UNNAMED_AND_ONE_MORE)
        return stack;
    rn_function_key key = {.name = rn_intern_get(&r->processes, process), .kind = RN_PROCESS};
    return rn_builder_push(r->builder, stack, make_frame(r, &key));
}

static uint32_t push_chain(reader *r, const rn_label *labels, size_t label_count, uint32_t process)
{
    uint32_t stack = rn_labels_push_roots(&r->labels, 0, labels, label_count);
    stack = push_process(r, stack, process);
    for (size_t i = r->chain_count; i-- > 0;)
        stack = rn_builder_push(r->builder, stack, r->functions[r->chain[i]].frame);
    return rn_labels_push_leaves(&r->labels, stack, labels, label_count);
}

static const char *find_fault(const reader *r)
{
    if (r->chain_count == 0)
        return "an event without a call chain";
    for (uint32_t m = 0; m < r->cost_count; m++)
        if (!(r->costs[m] >= 0 && isfinite(r->costs[m])))
            return "a cost that is negative or too large";
    return NULL;
}

static bool add_event(reader *r)
{
    const char *fault = find_fault(r);
    if (fault)
        return rn_skip(r->report, r->json.at, 0, "%s", fault) == RENDER_OK;
    if (r->cost_count < r->metric_count)
        rn_warn(r->report, "events with fewer costs than \"costs\": the rest counts as 0");
    uint32_t process = r->functions[r->chain[r->chain_count - 1]].process;
    rn_label label = {.key = RN_LITERAL("process"), .text = rn_intern_get(&r->processes, process)};
    if (!rn_labels_keep(&r->labels, &label, process ? 1 : 0))
        return r->report->error.status == RENDER_OK;
    uint32_t stack = push_chain(r, &label, process ? 1 : 0, process);
    for (uint32_t m = 0; m < r->cost_count; m++)
        rn_builder_add_self(r->builder, stack, m, r->costs[m]);
    r->events++;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_event(reader *r)
{
    r->chain_count = 0;
    r->cost_count = 0;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "callchain") ? next_chain(r)
                     : rn_json_is_key(&r->json, "cost")    ? next_costs(r)
                                                           : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END && add_event(r);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool take_all(reader *r)
{
    if (!rn_json_note_members(&r->json, part_names, PART_COUNT, COSTS, r->parts))
        return false;
    check_version(r);
    if (!each_record(r, COSTS, take_cost))
        return false;
    r->costs = rn_array_zero(r->metric_count, sizeof *r->costs);
    if (!r->costs || !rn_intern_init(&r->processes)) {
        rn_fail_memory(r->report);
        return false;
    }
    if (!each_record(r, FUNCTIONS, take_function) || !each_record(r, EVENTS, take_event))
        return false;
    rn_report_sum_up(r->report, "event(s)");
    rn_labels_sum_up(&r->labels);
    if (r->events == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there are no events");
    return r->events;
}

static render_status read_gprof2dot(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    if (rn_labels_init(&r.labels, builder, report))
        take_all(&r);
    rn_json_finish(&r.json);
    rn_labels_finish(&r.labels);
    rn_intern_finish(&r.processes);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.module);
    rn_buffer_finish(&r.process);
    free(r.functions);
    free(r.chain);
    free(r.costs);
    return report->error.status;
}

const rn_format rn_format_gprof2dot = {
    .info = &rn_format_infos[RN_FORMAT_gprof2dot],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_gprof2dot,
};

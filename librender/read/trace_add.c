/* The spans and samples of a Chrome trace, collected by lanes, as stacks of the builder. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/trace_reader.h"

typedef struct lane {
    uint32_t root, track; /* a stack and a track; RN_NONE: not made yet */
    bool is_samples;
} lane;

typedef struct adder {
    rn_trace *trace;
    rn_builder *builder;
    lane *lanes;
    uint32_t *stacks;                /* [node]; RN_NONE: none */
    uint32_t time, sampled, samples; /* metrics */
    double lost;                     /* weight of samples whose stack frames are missing */
    bool has_value;
} adder;

static bool fail_memory(const adder *a)
{
    rn_fail_memory(a->trace->report);
    return false;
}

/* ---- lanes ------------------------------------------------------------------------------------ */

static bool find_lanes(adder *a, bool *has_spans, bool *has_samples)
{
    rn_trace *r = a->trace;
    a->lanes = rn_array_new(r->lanes.lane_count, sizeof *a->lanes);
    if (!a->lanes)
        return fail_memory(a);
    for (uint32_t i = 0; i < r->lanes.lane_count; i++) {
        uint32_t thread = r->lane_threads[i];
        bool is_samples = r->threads.items[thread].samples == i;
        a->lanes[i] = (lane){RN_NONE, RN_NONE, is_samples};
        if (!rn_lanes_is_used(&r->lanes, i))
            continue;
        rn_trace_use_thread(&r->threads, thread);
        *has_spans |= !is_samples;
        *has_samples |= is_samples;
    }
    return true;
}

static void add_metrics(adder *a, bool has_spans, bool has_samples)
{
    rn_bytes us = RN_LITERAL("us");
    if (has_spans)
        a->time = rn_builder_metric(a->builder, RN_LITERAL("time"), us);
    if (!has_samples)
        return;
    a->sampled = rn_builder_metric(a->builder,
                                   has_spans ? RN_LITERAL("sampled time") : RN_LITERAL("time"), us);
    a->samples = rn_builder_metric(a->builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
}

static uint32_t root_of(adder *a, uint32_t id)
{
    lane *l = &a->lanes[id];
    if (l->root == RN_NONE)
        l->root = rn_trace_root(&a->trace->threads, a->trace->lane_threads[id]);
    return l->root;
}

static uint32_t track_of(adder *a, uint32_t id)
{
    lane *l = &a->lanes[id];
    if (l->track == RN_NONE)
        l->track = rn_trace_track(&a->trace->threads, a->trace->lane_threads[id]);
    return l->track;
}

/* A stack of "stackFrames" is made anew for each thread that has it: files could ask for the square of
 * their size. */
static uint64_t most_stacks(const rn_trace *r)
{
    return (UINT64_C(1) << 22) + r->input.size / 8;
}

/* ---- nodes ------------------------------------------------------------------------------------ */

static bool add_sample(adder *a, const rn_lane_node *node, uint32_t *stack)
{
    rn_trace *r = a->trace;
    if (!rn_trace_push_stack(&r->frames, node->frame, root_of(a, node->lane), node->lane,
                             most_stacks(r), stack))
        return false;
    if (*stack == RN_NONE) {
        a->lost += node->count;
        return true;
    }
    rn_builder_add_self(a->builder, *stack, a->sampled, node->self / 1000);
    rn_builder_add_self(a->builder, *stack, a->samples, node->count);
    a->has_value |= node->self > 0 || node->count > 0;
    return true;
}

static void add_span(adder *a, const rn_lane_node *node, uint32_t *stack)
{
    const rn_trace_frame *frame = rn_trace_builder_frame(&a->trace->frames, node->frame);
    *stack = rn_builder_push(a->builder, a->stacks[node->parent], frame->frame);
    rn_builder_add_calls(a->builder, frame->function, node->count, NAN);
    if (node->self > 0)
        rn_builder_add_self(a->builder, *stack, a->time, node->self / 1000);
    a->has_value |= node->self > 0;
}

static bool add_nodes(adder *a)
{
    const rn_lanes *s = &a->trace->lanes;
    a->stacks = rn_array_new(s->node_count, sizeof *a->stacks);
    if (!a->stacks)
        return fail_memory(a);
    for (size_t i = 0; i < s->node_count; i++) {
        const rn_lane_node *node = &s->nodes[i];
        a->stacks[i] = RN_NONE;
        if (node->lane == RN_NONE)
            continue;
        if (node->parent == RN_NONE)
            a->stacks[i] = root_of(a, node->lane);
        else if (!a->lanes[node->lane].is_samples)
            add_span(a, node, &a->stacks[i]);
        else if (!add_sample(a, node, &a->stacks[i]))
            return false;
    }
    return rn_builder_status(a->builder) == RENDER_OK;
}

/* Times count from the first run. */
static void add_runs(adder *a)
{
    const rn_lanes *s = &a->trace->lanes;
    double start = INFINITY;
    for (size_t i = 0; i < s->run_count; i++)
        if (a->stacks[s->runs[i].node] != RN_NONE)
            start = fmin(start, s->runs[i].start);
    rn_builder_set_time_unit(a->builder, RN_LITERAL("us"));
    for (size_t i = 0; i < s->run_count; i++) {
        const rn_lane_run *run = &s->runs[i];
        if (a->stacks[run->node] != RN_NONE)
            rn_builder_add_run(a->builder, track_of(a, s->nodes[run->node].lane),
                               a->stacks[run->node], (run->start - start) / 1000,
                               run->duration / 1000);
    }
}

static bool add_all(adder *a)
{
    bool has_spans = false, has_samples = false;
    if (!find_lanes(a, &has_spans, &has_samples))
        return false;
    add_metrics(a, has_spans, has_samples);
    if (!add_nodes(a))
        return false;
    add_runs(a);
    if (a->lost > 0)
        rn_warn(a->trace->report, "samples of stack frames that are not there");
    if (!a->has_value)
        rn_fail(a->trace->report, RENDER_ERROR_EMPTY, 0, 0, "no span with a duration");
    return a->has_value && rn_builder_status(a->builder) == RENDER_OK;
}

bool rn_trace_add_spans(rn_trace *trace)
{
    adder a = {.trace = trace, .builder = trace->builder};
    bool added = add_all(&a);
    free(a.lanes);
    free(a.stacks);
    return added;
}

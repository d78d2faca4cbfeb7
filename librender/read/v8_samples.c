/* Stacks of V8's profiles of time.
 *
 * A sample lasts until the next one; the last one as long as the next delta says or, when there is
 * none, as long as most.  Samples may be written out of the order of time (a delta is negative): they are
 * sorted, and nothing is subtracted.  What is "(idle)" counts only when that is asked for. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/v8_profile.h"

enum { MEDIAN_OF = 1024 }; /* intervals, the last ones */

static rn_report *report_of(const rn_v8_profile *p)
{
    return rn_builder_report(p->frames->builder);
}

static bool fail_memory(const rn_v8_profile *p)
{
    rn_fail_memory(report_of(p));
    return false;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static bool link_nodes(rn_v8_profile *p)
{
    for (size_t i = 0; i < p->link_count; i++) {
        uint32_t parent = rn_v8_find_node(p, p->links[i].parent);
        uint32_t child = rn_v8_find_node(p, p->links[i].child);
        bool are_there = parent != RN_NONE && child != RN_NONE;
        uint32_t *old = are_there ? &p->nodes[child].parent : NULL;
        bool is_odd = !old || (*old != RN_NONE && *old != parent);
        if (is_odd && rn_skip(report_of(p), p->nodes_at, 0, "%s",
                              old ? "a second caller of a node" : "a node that is not there"))
            return false;
        if (!is_odd)
            *old = parent;
    }
    p->link_count = 0;
    return true;
}

static rn_v8_kind kind_of(const rn_v8_profile *p, uint32_t node)
{
    return p->nodes[node].kind;
}

static uint32_t push(rn_v8_profile *p, uint32_t parent, uint32_t node)
{
    return rn_builder_push(p->frames->builder, parent,
                           rn_v8_builder_frame(p->frames, p->nodes[node].frame));
}

/* Makes the stacks of a node and of those around it that have none yet: the path up, then down. */
static bool make_stacks(rn_v8_profile *p, uint32_t root, uint32_t node)
{
    size_t length = 0;
    for (uint32_t at = node; at != RN_NONE && p->nodes[at].stack == RN_NONE; length++) {
        if (length == p->node_count) {
            rn_fail(report_of(p), RENDER_ERROR_MALFORMED, 0, 0, "a node that is its own caller");
            return false;
        }
        if (!RN_GROW(p->path, p->path_capacity, length + 1))
            return fail_memory(p);
        p->path[length] = at;
        at = p->nodes[at].parent;
    }
    while (length) {
        uint32_t at = p->path[--length], around = p->nodes[at].parent;
        uint32_t parent = around == RN_NONE ? root : p->nodes[around].stack;
        p->nodes[at].stack = kind_of(p, at) == RN_V8_ROOT ? parent : push(p, parent, at);
    }
    return rn_builder_status(p->frames->builder) == RENDER_OK;
}

/* The stack of what is a node's own: "(root)" is drawn only where something is. */
static bool own_stack(rn_v8_profile *p, uint32_t root, uint32_t node, uint32_t *stack)
{
    if (!make_stacks(p, root, node))
        return false;
    *stack = p->nodes[node].stack;
    if (kind_of(p, node) == RN_V8_ROOT)
        *stack = push(p, *stack, node);
    return true;
}

/* ---- samples by time -------------------------------------------------------------------------- */

typedef struct adder {
    rn_v8_profile *profile;
    rn_builder *builder;
    rn_v8_moment *moments; /* us since the start of the profile, and nodes by our own numbers */
    size_t count;
    double first_time, next_time; /* as written: of the first sample, and the one after the last */
    uint32_t root, track, time, samples; /* a stack, a track, two metrics; time may be RN_NONE */
    double start;
    uint32_t around; /* the stack of the last sample outside the garbage collector */
} adder;

static int compare_moments(const void *left, const void *right)
{
    const rn_v8_moment *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->place < b->place ? -1 : 1;
}

/* Of the moments of the profile only those stay whose node is there.  Samples beyond the last time are as late
 * as that. */
static bool take_moments(adder *a)
{
    rn_v8_profile *p = a->profile;
    double now = 0, before = -INFINITY;
    bool in_order = true;
    uint32_t node = RN_NONE, id = 0;
    a->moments = p->moments;
    a->first_time = p->time_count ? p->moments[0].at : 0;
    a->next_time = p->time_count > p->sample_count ? p->moments[p->sample_count].at : 0;
    for (size_t i = 0; i < p->sample_count; i++) {
        const rn_v8_moment *m = &p->moments[i];
        if (i < p->time_count)
            now = p->absolute ? m->at - a->first_time : now + m->at;
        if (i == 0 || m->node != id)
            node = rn_v8_find_node(p, m->node);
        id = m->node;
        if (node == RN_NONE &&
            rn_skip(report_of(p), p->samples_at, 0, "a sample of a node that is not there"))
            return false;
        in_order &= now >= before;
        before = now;
        if (node != RN_NONE)
            a->moments[a->count++] = (rn_v8_moment){now, node, (uint32_t)i};
    }
    if (!in_order)
        qsort(a->moments, a->count, sizeof *a->moments, compare_moments);
    if (p->time_count && p->time_count < p->sample_count)
        rn_warn(report_of(p), "samples without a time last for nothing");
    return true;
}

static int compare_numbers(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static double last_interval(const adder *a)
{
    const rn_v8_profile *p = a->profile;
    double intervals[MEDIAN_OF];
    size_t count = a->count - 1 < MEDIAN_OF ? a->count - 1 : MEDIAN_OF;
    if (p->time_count < p->sample_count)
        return 0;
    if (!p->absolute && p->time_count > p->sample_count)
        return a->next_time > 0 ? a->next_time : 0;
    if (count == 0) /* the only one lasts since the start of the profile */
        return !p->absolute && a->first_time > 0 ? a->first_time : 0;
    for (size_t i = 0; i < count; i++) {
        const rn_v8_moment *last = &a->moments[a->count - 1 - i];
        intervals[i] = last->at - last[-1].at;
    }
    qsort(intervals, count, sizeof *intervals, compare_numbers);
    return intervals[count / 2];
}

/* Adds `count` samples of one node after each other. */
static bool add_sample(adder *a, const rn_v8_moment *sample, size_t count, double duration)
{
    uint32_t stack;
    rn_v8_profile *p = a->profile;
    const render_read_options *options = rn_builder_options(a->builder);
    rn_v8_kind kind = kind_of(p, sample->node);
    if (kind == RN_V8_IDLE && !options->idle) {
        a->around = a->root;
        return true;
    }
    if (kind == RN_V8_GC && options->gc_on_stack && a->around != a->root)
        stack = push(p, a->around, sample->node);
    else if (!own_stack(p, a->root, sample->node, &stack))
        return false;
    if (kind != RN_V8_GC)
        a->around = stack;
    if (a->time != RN_NONE)
        rn_builder_add_self(a->builder, stack, a->time, duration);
    rn_builder_add_self(a->builder, stack, a->samples, (double)count);
    rn_builder_add_run(a->builder, a->track, stack, a->start + sample->at, duration);
    return true;
}

static bool add_samples(adder *a)
{
    if (!take_moments(a))
        return false;
    for (size_t i = 0, next; i < a->count; i = next) {
        const rn_v8_moment *sample = &a->moments[i];
        for (next = i + 1; next < a->count && a->moments[next].node == sample->node; next++)
            ;
        double end =
            next < a->count ? a->moments[next].at : a->moments[next - 1].at + last_interval(a);
        if (!add_sample(a, sample, next - i, end - sample->at))
            return false;
    }
    return rn_builder_status(a->builder) == RENDER_OK;
}

/* Of the oldest files, which count samples in the nodes and do not list them. */
static bool add_hits(adder *a)
{
    rn_v8_profile *p = a->profile;
    const render_read_options *options = rn_builder_options(a->builder);
    for (uint32_t i = 0; i < p->node_count; i++) {
        uint32_t stack;
        if (!(p->nodes[i].hits > 0) || (kind_of(p, i) == RN_V8_IDLE && !options->idle))
            continue;
        if (!own_stack(p, a->root, i, &stack))
            return false;
        rn_builder_add_self(a->builder, stack, a->samples, p->nodes[i].hits);
    }
    return rn_builder_status(a->builder) == RENDER_OK;
}

/* ---- the whole -------------------------------------------------------------------------------- */

bool rn_v8_has_samples(const rn_v8_profile *p)
{
    bool has_hits = p->sample_count > 0;
    for (size_t i = 0; !has_hits && i < p->node_count; i++)
        has_hits = p->nodes[i].hits > 0;
    return has_hits;
}

bool rn_v8_has_times(const rn_v8_profile *p)
{
    return p->sample_count && p->time_count;
}

bool rn_v8_add_profile(rn_v8_profile *p, uint32_t root, uint32_t track, double start)
{
    rn_builder *builder = p->frames->builder;
    adder a = {.profile = p,
               .builder = builder,
               .root = root,
               .track = track,
               .time = RN_NONE,
               .start = start,
               .around = root};
    if (rn_v8_has_times(p))
        a.time = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("us"));
    a.samples = rn_builder_metric(builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
    rn_builder_set_time_unit(builder, RN_LITERAL("us"));
    return link_nodes(p) && (p->sample_count ? add_samples(&a) : add_hits(&a));
}

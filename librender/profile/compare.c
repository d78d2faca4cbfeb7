/* Building once more, as in a merge, but the values of either side go into metrics of their own. */
#include "profile/compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/grow.h"
#include "base/unit.h"
#include "profile/copy.h"
#include "profile/same.h"

/* One side: what its metrics are in the new profile. */
typedef struct side {
    const rn_profile *from;
    uint32_t *metrics;            /* [metric of from]: in the new profile, or RN_NONE */
    double *factors;              /* [metric of from]: into the unit there */
    uint32_t *functions, *others; /* what became of functions; of frames and stacks, or of arcs */
} side;

typedef struct comparison {
    rn_builder *builder;
    rn_report *report;
    side now, base;
    uint32_t *twins; /* [metric of now]: its base, or RN_NONE */
    bool *was_there; /* [function of now] */
} comparison;

/* ---- metrics ---------------------------------------------------------------------------------- */

static uint32_t find_metric(const rn_profile *in, rn_bytes name, rn_bytes unit, double *factor)
{
    for (uint32_t m = 0; m < in->metric_count; m++) {
        *factor = rn_unit_factor(rn_profile_string(in, in->metrics[m].unit), unit);
        if (*factor > 0 && rn_bytes_equal(rn_profile_string(in, in->metrics[m].name), name))
            return m;
    }
    return RN_NONE;
}

static void add_metrics_now(comparison *c)
{
    const rn_profile *p = c->now.from;
    rn_copy_metrics(c->builder, p);
    for (uint32_t m = 0; m < p->metric_count; m++) {
        c->now.metrics[m] = m;
        c->now.factors[m] = 1;
    }
}

static void add_twin(comparison *c, uint32_t metric)
{
    const rn_profile *now = c->now.from, *base = c->base.from;
    rn_bytes name = rn_profile_string(now, now->metrics[metric].name);
    rn_bytes unit = rn_profile_string(now, now->metrics[metric].unit);
    rn_buffer twin_name = {0};
    double factor;
    uint32_t twin = find_metric(base, name, unit, &factor);
    c->twins[metric] = RN_NONE;
    if (twin == RN_NONE || c->base.metrics[twin] != RN_NONE)
        return;
    rn_put(&twin_name, name);
    rn_put_text(&twin_name, " (base)");
    c->twins[metric] = c->base.metrics[twin] =
        rn_builder_metric(c->builder, rn_buffer_bytes(&twin_name), unit);
    if (twin_name.failed)
        rn_fail_memory(c->report);
    c->base.factors[twin] = factor;
    rn_builder_set_total(c->builder, c->twins[metric], base->metrics[twin].total * factor);
    rn_builder_set_base(c->builder, metric, c->twins[metric]);
    rn_buffer_finish(&twin_name);
}

static render_status add_metrics(comparison *c)
{
    bool has_common = false;
    for (uint32_t m = 0; m < c->base.from->metric_count; m++)
        c->base.metrics[m] = RN_NONE;
    add_metrics_now(c);
    for (uint32_t m = 0; m < c->now.from->metric_count; m++) {
        add_twin(c, m);
        has_common |= c->twins[m] != RN_NONE;
    }
    if (!has_common)
        return rn_fail(c->report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the profiles cannot be compared: they have no metric in common");
    return rn_builder_status(c->builder);
}

/* ---- functions -------------------------------------------------------------------------------- */

static bool add_functions(comparison *c)
{
    const rn_profile *now = c->now.from, *base = c->base.from;
    if (!rn_same_functions(c->base.functions, now, base))
        return false;
    for (uint32_t f = 0; f < now->function_count; f++) {
        c->now.functions[f] = rn_copy_function(c->builder, now, f);
        rn_copy_calls(c->builder, c->now.functions[f], now, f);
    }
    for (uint32_t f = 0; f < base->function_count; f++) {
        uint32_t same = c->base.functions[f];
        if (same != RN_NONE)
            c->was_there[same] = true;
        c->base.functions[f] =
            same == RN_NONE ? rn_copy_function(c->builder, base, f) : c->now.functions[same];
        if (same == RN_NONE && now->calls)
            rn_builder_add_calls(c->builder, c->base.functions[f], 0, 0);
    }
    return true;
}

static bool set_base_calls(const comparison *c, rn_profile *out)
{
    const rn_profile *base = c->base.from;
    if (!base->calls)
        return true;
    out->base_calls = rn_array_zero(out->function_count, sizeof *out->base_calls);
    for (uint32_t f = 0; out->base_calls && f < base->function_count; f++)
        if (!isnan(base->calls[f]))
            out->base_calls[c->base.functions[f]] += base->calls[f];
    return out->base_calls;
}

/* Where the base has the arc and does not tell its calls they are unknown; without the arc there were none. */
static bool set_base_arc_calls(const comparison *c, rn_profile *out)
{
    const rn_profile *base = c->base.from;
    if (base->shape != RN_ARCS)
        return true;
    out->base_arc_calls = rn_array_zero(out->arc_count, sizeof *out->base_arc_calls);
    for (uint32_t a = 0; out->base_arc_calls && a < base->arc_count; a++)
        out->base_arc_calls[c->base.others[a]] += base->arc_calls[a];
    return out->base_arc_calls;
}

static void add_near(const side *s, uint8_t *near)
{
    for (uint32_t f = 0; s->from->near && f < s->from->function_count; f++)
        if (s->from->near[f] > near[s->functions[f]])
            near[s->functions[f]] = s->from->near[f];
}

/* What is near on either side, where both were filtered so. */
static bool set_near(const comparison *c, rn_profile *out)
{
    if (!c->now.from->near || !c->base.from->near)
        return true;
    out->near = rn_array_zero(out->function_count, sizeof *out->near);
    if (!out->near)
        return false;
    add_near(&c->now, out->near);
    add_near(&c->base, out->near);
    return true;
}

static bool set_filtered(const comparison *c, rn_profile *out)
{
    const rn_profile *now = c->now.from;
    out->is_rescoped = now->is_rescoped;
    out->is_reversed = now->is_reversed;
    out->filtered = now->filtered ? strdup(now->filtered) : NULL;
    return out->filtered || !now->filtered;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static void add_stacks(comparison *c, const side *s)
{
    const rn_profile *p = s->from;
    uint32_t *frames = s->others, *stacks = s->others + p->frame_count;
    for (uint32_t i = 0; i < p->frame_count; i++)
        frames[i] =
            rn_builder_frame(c->builder, s->functions[p->frames[i].function], p->frames[i].line);
    stacks[0] = 0;
    for (uint32_t i = 1; i < p->stack_count; i++)
        stacks[i] =
            rn_builder_push(c->builder, stacks[p->stacks[i].parent], frames[p->stacks[i].frame]);
    for (uint32_t m = 0; m < p->metric_count; m++)
        for (uint32_t i = 1; s->metrics[m] != RN_NONE && i < p->stack_count; i++)
            if (p->samples[i])
                rn_builder_add_self(c->builder, stacks[i], s->metrics[m],
                                    rn_stack_self(p, m, i) * s->factors[m]);
}

/* ---- arcs ------------------------------------------------------------------------------------- */

static double known_or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* What an arc costs; where nobody wrote it down, its share of what the callee costs by the calls. */
static double arc_cost(const rn_profile *p, uint32_t metric, uint32_t arc)
{
    uint32_t callee = p->arcs[arc].callee;
    double cost = p->arc_total[metric][arc];
    if (!isnan(cost) || !p->calls || !(p->calls[callee] > 0))
        return known_or_zero(cost);
    return known_or_zero(p->function_total[metric][callee] * p->arc_calls[arc] / p->calls[callee]);
}

/* What is missing on one side costs nothing there: that is not unknown. */
static void add_absent(comparison *c)
{
    const rn_profile *now = c->now.from, *base = c->base.from;
    uint32_t known = now->function_count;
    for (uint32_t m = 0; m < now->metric_count; m++) {
        for (uint32_t f = 0; f < now->function_count; f++)
            if (!c->was_there[f] && c->twins[m] != RN_NONE)
                rn_builder_add_cost(c->builder, c->now.functions[f], c->twins[m], 0, 0);
        for (uint32_t f = 0; f < base->function_count; f++)
            if (c->base.functions[f] >= known)
                rn_builder_add_cost(c->builder, c->base.functions[f], m, 0, 0);
    }
}

/* Adds 0 to every metric of an arc of either side, for the same reason. */
static void add_costs(comparison *c, const side *s)
{
    const rn_profile *p = s->from;
    uint32_t metric_count = c->now.from->metric_count;
    for (uint32_t m = 0; m < p->metric_count; m++)
        for (uint32_t f = 0; s->metrics[m] != RN_NONE && f < p->function_count; f++)
            rn_builder_add_cost(c->builder, s->functions[f], s->metrics[m],
                                p->function_self[m][f] * s->factors[m],
                                p->function_total[m][f] * s->factors[m]);
    for (uint32_t a = 0; a < p->arc_count; a++) {
        uint32_t arc = rn_builder_arc(c->builder, s->functions[p->arcs[a].caller],
                                      s->functions[p->arcs[a].callee]);
        s->others[a] = arc;
        for (uint32_t m = 0; m < metric_count; m++) {
            rn_builder_add_arc_cost(c->builder, arc, m, NAN, 0);
            if (c->twins[m] != RN_NONE)
                rn_builder_add_arc_cost(c->builder, arc, c->twins[m], NAN, 0);
        }
        for (uint32_t m = 0; m < p->metric_count; m++)
            if (s->metrics[m] != RN_NONE)
                rn_builder_add_arc_cost(c->builder, arc, s->metrics[m], p->arc_self[m][a],
                                        arc_cost(p, m, a) * s->factors[m]);
        if (s == &c->now)
            rn_builder_add_arc_calls(c->builder, arc, p->arc_calls[a], p->arc_primitive_calls[a]);
    }
}

static void add_side(comparison *c, const side *s)
{
    if (s->from->shape == RN_STACKS)
        add_stacks(c, s);
    else
        add_costs(c, s);
    rn_copy_warnings(c->report, s->from);
}

/* ---- life ------------------------------------------------------------------------------------- */

static bool init_side(side *s, const rn_profile *from)
{
    size_t others =
        from->shape == RN_STACKS ? from->frame_count + (size_t)from->stack_count : from->arc_count;
    *s = (side){.from = from,
                .metrics = rn_array_new(from->metric_count, sizeof *s->metrics),
                .factors = rn_array_new(from->metric_count, sizeof *s->factors),
                .functions = rn_array_new(from->function_count, sizeof *s->functions),
                .others = rn_array_new(others, sizeof *s->others)};
    return s->metrics && s->factors && s->functions && s->others;
}

static void finish_side(side *s)
{
    free(s->metrics);
    free(s->factors);
    free(s->functions);
    free(s->others);
}

static bool finish(comparison *c, rn_profile **out)
{
    rn_profile *made = NULL;
    if (rn_builder_finish(c->builder, &made) == RENDER_OK) {
        if (!set_base_calls(c, made) || !set_base_arc_calls(c, made) || !set_near(c, made) ||
            !set_filtered(c, made) || !rn_copy_origin(made, c->now.from)) {
            rn_profile_free(made);
            made = NULL;
            rn_fail_memory(c->report);
        }
    }
    c->builder = NULL;
    *out = made;
    return made;
}

render_status rn_compare(rn_profile **out, const rn_profile *profile, const rn_profile *base,
                         rn_report *report)
{
    comparison c = {.report = report};
    *out = NULL;
    if (profile->shape != base->shape)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the profiles cannot be compared: one holds stacks, one only callers and "
                       "callees");
    bool enough = init_side(&c.now, profile);
    enough &= init_side(&c.base, base);
    c.builder = rn_copy_builder_new(profile->shape, profile, report);
    c.twins = rn_array_new(profile->metric_count, sizeof *c.twins);
    c.was_there = rn_array_zero(profile->function_count, sizeof *c.was_there);
    enough = enough && c.builder && c.twins && c.was_there;
    if (!enough || (add_metrics(&c) == RENDER_OK && !add_functions(&c)))
        rn_fail_memory(report);
    if (!report->error.status) {
        add_side(&c, &c.now);
        add_side(&c, &c.base);
        if (profile->shape == RN_ARCS)
            add_absent(&c);
        finish(&c, out);
    }
    rn_builder_free(c.builder);
    free(c.twins);
    free(c.was_there);
    finish_side(&c.now);
    finish_side(&c.base);
    return report->error.status;
}

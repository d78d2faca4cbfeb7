/* The builder's tables become a profile. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "profile/builder_parts.h"
#include "profile/totals.h"

static double *take_column(rn_builder *b, rn_values *c, size_t count, double fill)
{
    double *values = rn_values_take(c, count, fill);
    if (!values)
        rn_builder_fail_memory(b);
    return values;
}

static double **take_columns(rn_builder *b, rn_values *columns, size_t count, double fill)
{
    uint32_t metric_count = b->profile->metric_count;
    double **taken = rn_array_zero(metric_count, sizeof *taken);
    if (!taken) {
        rn_builder_fail_memory(b);
        return NULL;
    }
    for (uint32_t m = 0; m < metric_count; m++)
        taken[m] = take_column(b, &columns[m], count, fill);
    return taken;
}

static void take_samples(rn_builder *b)
{
    rn_profile *p = b->profile;
    p->self = take_columns(b, b->self, b->sample_count, 0);
    p->sample_count = b->sample_count;
    if (rn_builder_fill_samples(b, p->stack_count)) {
        p->samples = b->samples;
        b->samples = NULL;
    }
}

static void take_function_costs(rn_builder *b)
{
    rn_profile *p = b->profile;
    p->function_self = take_columns(b, b->function_self, p->function_count, NAN);
    p->function_total = take_columns(b, b->function_total, p->function_count, NAN);
}

static void take_all(rn_builder *b)
{
    rn_profile *p = b->profile;
    if (b->has_calls) {
        p->calls = take_column(b, &b->calls, p->function_count, NAN);
        p->primitive_calls = take_column(b, &b->primitive_calls, p->function_count, NAN);
    }
    if (p->shape == RN_STACKS) {
        take_samples(b);
        if (b->estimated && rn_builder_grow_estimated(b, p->stack_count)) {
            p->estimated = b->estimated;
            b->estimated = NULL;
        }
        if (b->runs.count && !b->runs.unit)
            rn_builder_set_time_unit(b, RN_LITERAL("ns"));
        rn_runs_take(&b->runs, p);
        if (p->least_share > 0)
            take_function_costs(b);
        return;
    }
    take_function_costs(b);
    p->arc_calls = take_column(b, &b->arc_calls, p->arc_count, NAN);
    p->arc_primitive_calls = take_column(b, &b->arc_primitive_calls, p->arc_count, NAN);
    p->arc_self = take_columns(b, b->arc_self, p->arc_count, NAN);
    p->arc_total = take_columns(b, b->arc_total, p->arc_count, NAN);
}

static void set_totals(rn_builder *b)
{
    rn_profile *p = b->profile;
    for (uint32_t m = 0; m < p->metric_count; m++)
        if (!b->total_is_set[m])
            p->metrics[m].total = rn_profile_sum(p, m);
}

render_status rn_builder_finish(rn_builder *b, rn_profile **out)
{
    *out = NULL;
    if (!b->status && (!b->profile->function_count || !b->profile->metric_count))
        b->status = rn_fail(b->report, RENDER_ERROR_EMPTY, 0, 0, "the profile is empty");
    if (!b->status)
        take_all(b);
    if (!b->status) {
        set_totals(b);
        if (b->sums_totals && b->profile->shape == RN_ARCS && !rn_totals_sum(b->profile))
            rn_builder_fail_memory(b);
    }
    if (!b->status) {
        *out = b->profile;
        b->profile = NULL;
        b->stacks.stacks = NULL;
    }
    render_status status = b->status;
    rn_builder_free(b);
    return status;
}

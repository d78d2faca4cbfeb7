/* Merging is building once more: what is equal gets the same id, and values add up. */
#include "profile/merge.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/unit.h"
#include "profile/copy.h"

typedef struct merging {
    const rn_profile *const *profiles;
    size_t count;
    rn_builder *builder;
    rn_report *report;
    uint32_t metric_count; /* common to all */
    uint32_t *metrics;     /* [metric * count + profile]: its index there */
    double *factors;       /* the same: to the unit of the first profile */
    bool *costs_arcs;      /* [metric]: some profile knows the cost of an arc */
    uint32_t *roots;
    size_t root_count, root_capacity;
} merging;

/* ---- what is common --------------------------------------------------------------------------- */

static uint32_t find_metric(const rn_profile *profile, rn_bytes name, rn_bytes unit, double *factor)
{
    for (uint32_t m = 0; m < profile->metric_count; m++) {
        const rn_metric *metric = &profile->metrics[m];
        *factor = rn_unit_factor(rn_profile_string(profile, metric->unit), unit);
        if (*factor > 0 && rn_bytes_equal(rn_profile_string(profile, metric->name), name))
            return m;
    }
    return RN_NONE;
}

static bool knows_arc_costs(const rn_profile *profile, uint32_t metric)
{
    if (profile->shape == RN_ARCS)
        for (uint32_t a = 0; a < profile->arc_count; a++)
            if (!isnan(profile->arc_total[metric][a]))
                return true;
    return false;
}

/* Takes a metric of the first profile if all others have it, too. */
static void take_metric(merging *m, uint32_t metric)
{
    const rn_profile *first = m->profiles[0];
    rn_bytes name = rn_profile_string(first, first->metrics[metric].name);
    rn_bytes unit = rn_profile_string(first, first->metrics[metric].unit);
    size_t row = m->metric_count * m->count;
    double total = 0;
    m->costs_arcs[m->metric_count] = false;
    for (size_t i = 0; i < m->count; i++) {
        uint32_t found = i ? find_metric(m->profiles[i], name, unit, &m->factors[row + i]) : metric;
        if (found == RN_NONE) {
            rn_warn(m->report, "the metric '%.*s' is left out: not all profiles have it",
                    (int)name.size, name.data);
            return;
        }
        m->metrics[row + i] = found;
        m->factors[row + i] = i ? m->factors[row + i] : 1;
        total += m->profiles[i]->metrics[found].total * m->factors[row + i];
        m->costs_arcs[m->metric_count] |= knows_arc_costs(m->profiles[i], found);
    }
    rn_builder_set_total(m->builder, rn_builder_metric(m->builder, name, unit), total);
    m->metric_count++;
}

static render_status take_metrics(merging *m)
{
    size_t rows = m->profiles[0]->metric_count;
    if (rows > SIZE_MAX / m->count)
        return rn_fail_memory(m->report);
    m->metrics = rn_array_new(rows * m->count, sizeof *m->metrics);
    m->factors = rn_array_new(rows * m->count, sizeof *m->factors);
    m->costs_arcs = rn_array_new(rows, sizeof *m->costs_arcs);
    if (!m->metrics || !m->factors || !m->costs_arcs)
        return rn_fail_memory(m->report);
    for (uint32_t metric = 0; metric < rows; metric++)
        take_metric(m, metric);
    if (!m->metric_count)
        return rn_fail(m->report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the profiles cannot be merged: they have no metric in common");
    return RENDER_OK;
}

static render_status check_inputs(const rn_profile *const *profiles, size_t count,
                                  rn_report *report)
{
    if (!count)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "there is no profile to merge");
    for (size_t i = 1; i < count; i++)
        if (profiles[i]->shape != profiles[0]->shape)
            return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                           "the profiles cannot be merged: some hold stacks, some only callers "
                           "and callees");
    return RENDER_OK;
}

/* ---- adding one profile ----------------------------------------------------------------------- */

static void add_functions(merging *m, const rn_profile *from, uint32_t *functions)
{
    for (uint32_t f = 0; f < from->function_count; f++) {
        functions[f] = rn_copy_function(m->builder, from, f);
        rn_copy_calls(m->builder, functions[f], from, f);
    }
}

static void add_stacks(merging *m, size_t index, const uint32_t *functions, uint32_t *frames,
                       uint32_t *stacks)
{
    const rn_profile *from = m->profiles[index];
    for (uint32_t i = 0; i < from->frame_count; i++)
        frames[i] =
            rn_builder_frame(m->builder, functions[from->frames[i].function], from->frames[i].line);
    stacks[0] = 0;
    for (uint32_t s = 1; s < from->stack_count; s++)
        stacks[s] = rn_builder_push(m->builder, stacks[from->stacks[s].parent],
                                    frames[from->stacks[s].frame]);
    for (uint32_t metric = 0; metric < m->metric_count; metric++) {
        const double *self = from->self[m->metrics[metric * m->count + index]];
        double factor = m->factors[metric * m->count + index];
        for (uint32_t s = 0; s < from->stack_count; s++)
            if (self[s] != 0)
                rn_builder_add_self(m->builder, stacks[s], metric, self[s] * factor);
    }
}

static void add_costs(merging *m, size_t index, const uint32_t *functions)
{
    const rn_profile *from = m->profiles[index];
    for (uint32_t metric = 0; metric < m->metric_count; metric++) {
        uint32_t old = m->metrics[metric * m->count + index];
        double factor = m->factors[metric * m->count + index];
        for (uint32_t f = 0; f < from->function_count; f++)
            rn_builder_add_cost(m->builder, functions[f], metric,
                                from->function_self[old][f] * factor,
                                from->function_total[old][f] * factor);
    }
}

/* What a caller's calls cost if every call of the callee cost the same. */
static double guess_arc_cost(const rn_profile *from, uint32_t metric, uint32_t arc)
{
    uint32_t callee = from->arcs[arc].callee;
    if (!from->calls || !(from->calls[callee] > 0))
        return NAN;
    return from->function_total[metric][callee] * from->arc_calls[arc] / from->calls[callee];
}

/* An unknown cost would vanish in the sum with a known one. */
static bool has_to_guess(const merging *m, uint32_t metric, size_t index)
{
    return m->costs_arcs[metric] &&
           !knows_arc_costs(m->profiles[index], m->metrics[metric * m->count + index]);
}

static void add_arcs(merging *m, size_t index, const uint32_t *functions, uint32_t *arcs)
{
    const rn_profile *from = m->profiles[index];
    for (uint32_t a = 0; a < from->arc_count; a++) {
        arcs[a] = rn_builder_arc(m->builder, functions[from->arcs[a].caller],
                                 functions[from->arcs[a].callee]);
        rn_builder_add_arc_calls(m->builder, arcs[a], from->arc_calls[a],
                                 from->arc_primitive_calls[a]);
    }
    for (uint32_t metric = 0; metric < m->metric_count; metric++) {
        uint32_t old = m->metrics[metric * m->count + index];
        double factor = m->factors[metric * m->count + index];
        bool guess = from->arc_count && has_to_guess(m, metric, index);
        if (guess)
            rn_warn(m->report, "callers without recorded cost get a share by their calls");
        for (uint32_t a = 0; a < from->arc_count; a++) {
            double total = guess ? guess_arc_cost(from, old, a) : from->arc_total[old][a];
            rn_builder_add_arc_cost(m->builder, arcs[a], metric, from->arc_self[old][a] * factor,
                                    total * factor);
        }
    }
}

static bool add_roots(merging *m, const rn_profile *from, const uint32_t *functions)
{
    if (!RN_GROW(m->roots, m->root_capacity, m->root_count + from->root_count))
        return false;
    for (uint32_t i = 0; i < from->root_count; i++)
        m->roots[m->root_count++] = functions[from->roots[i]];
    return true;
}

static bool add_profile(merging *m, size_t index)
{
    const rn_profile *from = m->profiles[index];
    size_t rest =
        from->shape == RN_STACKS ? from->frame_count + (size_t)from->stack_count : from->arc_count;
    uint32_t *functions = rn_array_new(from->function_count, sizeof *functions);
    uint32_t *others = rn_array_new(rest, sizeof *others);
    bool enough = functions && others;
    if (enough) {
        add_functions(m, from, functions);
        if (from->shape == RN_STACKS) {
            add_stacks(m, index, functions, others, others + from->frame_count);
        } else {
            add_costs(m, index, functions);
            add_arcs(m, index, functions, others);
        }
        enough = add_roots(m, from, functions);
    }
    free(functions);
    free(others);
    rn_copy_warnings(m->report, from);
    return enough;
}

/* ---- the result ------------------------------------------------------------------------------- */

/* Roots that only some profiles have chosen are not roots of all. */
static bool have_all_roots(const merging *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (!m->profiles[i]->roots)
            return false;
    return true;
}

static bool set_roots(const merging *m, rn_profile *profile)
{
    bool *seen = rn_array_zero(profile->function_count, sizeof *seen);
    profile->roots = rn_array_new(m->root_count, sizeof *profile->roots);
    if (seen && profile->roots)
        for (size_t i = 0; i < m->root_count; i++) {
            if (!seen[m->roots[i]])
                profile->roots[profile->root_count++] = m->roots[i];
            seen[m->roots[i]] = true;
        }
    free(seen);
    return seen && profile->roots;
}

static render_status add_all(merging *m)
{
    for (size_t i = 0; i < m->count && !rn_builder_status(m->builder); i++)
        if (!add_profile(m, i))
            return rn_fail_memory(m->report);
    return rn_builder_status(m->builder);
}

static render_status finish(merging *m, rn_profile **out)
{
    rn_profile *profile = NULL;
    render_status status = rn_builder_finish(m->builder, &profile);
    m->builder = NULL;
    if (status)
        return status;
    if (!rn_copy_origin(profile, m->profiles[0]) || (have_all_roots(m) && !set_roots(m, profile))) {
        rn_profile_free(profile);
        return rn_fail_memory(m->report);
    }
    *out = profile;
    return RENDER_OK;
}

render_status rn_merge(rn_profile **out, const rn_profile *const *profiles, size_t count,
                       rn_report *report)
{
    *out = NULL;
    if (check_inputs(profiles, count, report))
        return report->error.status;
    merging m = {.profiles = profiles, .count = count, .report = report};
    m.builder = rn_builder_new(profiles[0]->shape, &rn_copy_limits, report);
    render_status status = m.builder ? take_metrics(&m) : rn_fail_memory(report);
    if (!status)
        status = add_all(&m);
    if (!status)
        status = finish(&m, out);
    rn_builder_free(m.builder);
    free(m.metrics);
    free(m.factors);
    free(m.costs_arcs);
    free(m.roots);
    return status;
}

/* Finds the functions, keeps what passes through them, and measures how far all others are from them. */
#include "filter/around.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/match.h"
#include "filter/plan.h"
#include "filter/reach.h"
#include "profile/caller.h"
#include "profile/marks.h"

/* ---- which functions -------------------------------------------------------------------------- */

typedef bool match(const char *pattern, rn_bytes name);

static bool mark_names(bool *marks, const rn_profile *profile, const char *pattern, match *fits)
{
    bool any = false;
    for (uint32_t f = 0; f < profile->function_count; f++)
        any |= marks[f] = rn_is_function(profile, f) && fits(pattern, rn_function_name(profile, f));
    return any;
}

/* What is no regular expression finds nothing. */
static render_status mark_found(bool *marks, const rn_profile *profile, const char *pattern,
                                bool *any, rn_report *report)
{
    rn_report own = {0};
    render_status status = rn_marks_search(marks, profile, pattern, "around", any, &own);
    if (status == RENDER_ERROR_ARGUMENT)
        status = RENDER_OK;
    else if (status)
        rn_fail(report, status, 0, 0, "%s", own.error.message);
    rn_report_finish(&own);
    return status;
}

static render_status find(bool **out, const rn_profile *profile, const char *pattern,
                          rn_report *report)
{
    bool *marks = *out = rn_array_zero(profile->function_count, sizeof *marks);
    if (!marks)
        return rn_fail_memory(report);
    bool any = mark_names(marks, profile, pattern, rn_match_exact) ||
               mark_names(marks, profile, pattern, rn_match_glob);
    if (!any && pattern[0] != '=' && mark_found(marks, profile, pattern, &any, report))
        return report->error.status;
    if (any)
        return RENDER_OK;
    return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "no function is found by '%s'", pattern);
}

/* ---- how near --------------------------------------------------------------------------------- */

/* The calls of a profile: those that lead to a marked function, and those that come from one. */
typedef struct calls {
    rn_arc_info *above, *below;
    uint32_t above_count, below_count;
} calls;

/* below[s]: a marked function is called at s or above; leads[s]: at s or below. */
static void mark_stacks(const rn_profile *p, const bool *marks, bool *below, bool *leads)
{
    for (uint32_t s = 1; s < p->stack_count; s++) {
        below[s] = marks[p->frames[p->stacks[s].frame].function];
        leads[s] = below[s];
        below[s] |= below[p->stacks[s].parent];
    }
    for (uint32_t s = p->stack_count - 1; s > 0; s--)
        leads[p->stacks[s].parent] |= leads[s];
}

static void list_stack_calls(const rn_profile *p, const bool *below, const bool *leads,
                             uint32_t *caller, calls *out)
{
    caller[0] = RN_NONE;
    for (uint32_t s = 1; s < p->stack_count; s++) {
        uint32_t parent = p->stacks[s].parent, above = caller[parent];
        uint32_t function = p->frames[p->stacks[s].frame].function;
        caller[s] = rn_caller_below(p, function, above);
        if (above == RN_NONE || !rn_is_function(p, function))
            continue;
        if (leads[s])
            out->above[out->above_count++] = (rn_arc_info){above, function};
        if (below[parent])
            out->below[out->below_count++] = (rn_arc_info){above, function};
    }
}

static bool find_stack_calls(const rn_profile *p, const bool *marks, calls *out)
{
    size_t count = p->stack_count;
    bool *flags = rn_array_zero(2 * count, sizeof *flags);
    uint32_t *caller = rn_array_new(count, sizeof *caller);
    out->above = rn_array_new(count, sizeof *out->above);
    out->below = rn_array_new(count, sizeof *out->below);
    bool enough = flags && caller && out->above && out->below;
    if (enough) {
        mark_stacks(p, marks, flags, flags + count);
        list_stack_calls(p, flags, flags + count, caller, out);
    }
    free(flags);
    free(caller);
    return enough;
}

static bool measure(uint32_t *distance, const rn_profile *profile, const bool *marks,
                    const rn_arc_info *arcs, uint32_t count, bool backwards)
{
    for (uint32_t f = 0; f < profile->function_count; f++)
        distance[f] = marks[f] ? 0 : RN_NONE;
    return rn_reach(distance, profile->function_count, arcs, count, backwards);
}

static void mark_near(rn_profile *profile, const uint32_t *distance, int levels)
{
    uint32_t most = levels < 0 ? RN_NONE - 1 : (uint32_t)levels;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        if (distance[f] <= most && profile->near[f] == RN_FAR)
            profile->near[f] = RN_NEAR;
        if (distance[f] == 0)
            profile->near[f] = RN_AROUND;
    }
}

static bool set_near(rn_profile *profile, const bool *marks, const render_filter_options *options)
{
    uint32_t functions = profile->function_count;
    uint32_t *distance = rn_array_new(functions, sizeof *distance);
    profile->near = rn_array_zero(functions, sizeof *profile->near);
    calls c = {0};
    bool is_stacks = profile->shape == RN_STACKS, enough = distance && profile->near;
    if (enough && is_stacks)
        enough = find_stack_calls(profile, marks, &c);
    else if (enough)
        c = (calls){.above = profile->arcs,
                    .below = profile->arcs,
                    .above_count = profile->arc_count,
                    .below_count = profile->arc_count};
    enough = enough && measure(distance, profile, marks, c.above, c.above_count, true);
    if (enough)
        mark_near(profile, distance, options->callers);
    enough = enough && measure(distance, profile, marks, c.below, c.below_count, false);
    if (enough)
        mark_near(profile, distance, options->callees);
    if (is_stacks) {
        free(c.above);
        free(c.below);
    }
    free(distance);
    return enough;
}

/* ---- all of it -------------------------------------------------------------------------------- */

static render_status keep(rn_profile **out, const rn_profile *profile,
                          const render_filter_options *options, rn_report *report)
{
    bool *marks = NULL;
    static const render_filter_options none = {.depth = -1};
    render_status status = find(&marks, profile, options->around, report);
    rn_plan plan = {
        .profile = profile, .options = &none, .through = marks, .depth = -1, .report = report};
    if (!status)
        status = profile->shape == RN_STACKS ? rn_filter_stacks(out, &plan)
                                             : rn_around_arcs(out, profile, marks, report);
    free(marks);
    return status;
}

render_status rn_around(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report)
{
    bool *marks = NULL;
    *out = NULL;
    if (keep(out, profile, options, report))
        return report->error.status;
    if (find(&marks, *out, options->around, report) == RENDER_OK && !set_near(*out, marks, options))
        rn_fail_memory(report);
    free(marks);
    if (report->error.status) {
        rn_profile_free(*out);
        *out = NULL;
    }
    return report->error.status;
}

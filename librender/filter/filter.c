/* Finds the functions that the patterns name and hands over to the filter of the profile's shape. */
#include "filter/filter.h"

#include <stdlib.h>

#include "analyze/tree_stacks.h"
#include "base/grow.h"
#include "base/match.h"
#include "base/text.h"
#include "filter/around.h"
#include "filter/choose.h"
#include "filter/plan.h"
#include "filter/reverse.h"
#include "profile/copy.h"

typedef bool match(const char *pattern, rn_bytes name);

static bool match_names(bool *named, const rn_profile *profile, const char *pattern, match *fits)
{
    bool any = false;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        named[f] = fits(pattern, rn_function_name(profile, f));
        any |= named[f];
    }
    return any;
}

/* *named is NULL when there is no pattern. */
static render_status find_named(bool **named, const rn_profile *profile, const char *pattern,
                                rn_report *report)
{
    if (!pattern)
        return RENDER_OK;
    *named = rn_array_new(profile->function_count, sizeof **named);
    if (!*named)
        return rn_fail_memory(report);
    if (!match_names(*named, profile, pattern, rn_match_exact) &&
        !match_names(*named, profile, pattern, rn_match_glob))
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "no function is named '%s'", pattern);
    return RENDER_OK;
}

render_status rn_plan_keeps_nothing(const rn_plan *plan)
{
    const char *root = plan->options->root, *leaf = plan->options->leaf;
    if (root && leaf)
        return rn_fail(plan->report, RENDER_ERROR_EMPTY, 0, 0, "'%s' never calls '%s'", root, leaf);
    return rn_fail(plan->report, RENDER_ERROR_EMPTY, 0, 0, "the filter keeps nothing");
}

static void put_part(rn_buffer *out, const char *before, const char *pattern, const char *after)
{
    bool latin1;
    rn_put_text(out, out->size ? "; " : "");
    rn_put_text(out, before);
    rn_text_repair(out, rn_bytes_of(pattern), &latin1);
    rn_put_text(out, after);
}

/* What the filter keeps, in words for the legend; NULL when memory is out. */
static char *describe(const rn_plan *plan)
{
    rn_buffer out = {0};
    if (plan->profile->filtered)
        rn_put_text(&out, plan->profile->filtered);
    if (plan->options->root)
        put_part(&out, "only what '", plan->options->root, "' calls");
    if (plan->options->leaf)
        put_part(&out, "only what calls '", plan->options->leaf, "'");
    if (plan->depth >= 0) {
        put_part(&out, "at most ", "", "");
        rn_put_uint(&out, (uint64_t)plan->depth);
        rn_put_text(&out, plan->depth == 1 ? " call deep" : " calls deep");
    }
    rn_put_char(&out, '\0');
    if (out.failed)
        rn_buffer_finish(&out);
    return out.data;
}

static render_status filter_by(rn_profile **out, const rn_plan *plan)
{
    rn_copy_warnings(plan->report, plan->profile);
    render_status status =
        plan->profile->shape == RN_STACKS ? rn_filter_stacks(out, plan) : rn_filter_arcs(out, plan);
    if (status)
        return status;
    (*out)->filtered = describe(plan);
    if ((*out)->filtered && rn_copy_origin(*out, plan->profile))
        return RENDER_OK;
    rn_profile_free(*out);
    *out = NULL;
    return rn_fail_memory(plan->report);
}

/* ---- samples and frames first ----------------------------------------------------------------- */

static void put_option(rn_buffer *out, const char *before, const char *pattern)
{
    if (pattern)
        put_part(out, before, pattern, "'");
}

/* What choosing keeps, in words for the legend. */
static char *describe_choice(const rn_profile *profile, const render_filter_options *o)
{
    rn_buffer out = {0};
    if (profile->filtered)
        rn_put_text(&out, profile->filtered);
    put_option(&out, "only samples with '", o->focus);
    put_option(&out, "no samples with '", o->ignore);
    put_option(&out, "from '", o->show_from);
    put_option(&out, "nothing below '", o->prune_from);
    put_option(&out, "without '", o->hide);
    put_option(&out, "only '", o->show);
    for (size_t i = 0; i < o->path_count; i++)
        put_option(&out, i ? "or '" : "only of '", o->paths[i]);
    if (o->merge_threads)
        put_part(&out, "threads together", "", "");
    put_option(&out, "by '", o->group);
    if (o->fold_recursion)
        put_part(&out, "recursion folded", "", "");
    rn_put_char(&out, '\0');
    if (out.failed)
        rn_buffer_finish(&out);
    return out.data;
}

/* Callers and callees become the estimated stacks of one metric. */
static render_status estimate(rn_profile **out, const rn_profile *profile,
                              const render_filter_options *options, rn_report *report)
{
    uint32_t metric = rn_profile_metric(profile, options->metric);
    if (metric == RN_NONE)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no metric is named '%s'",
                       options->metric);
    render_status status = rn_tree_stacks(out, profile, metric, report);
    if (status == RENDER_OK && profile->filtered) {
        (*out)->filtered = strdup(profile->filtered);
        if (!(*out)->filtered) {
            rn_profile_free(*out);
            *out = NULL;
            return rn_fail_memory(report);
        }
    }
    return status;
}

static render_status choose(rn_profile **out, const rn_profile *profile,
                            const render_filter_options *options, rn_report *report)
{
    rn_profile *stacks = NULL;
    rn_copy_warnings(report, profile);
    if (profile->shape == RN_ARCS && estimate(&stacks, profile, options, report))
        return report->error.status;
    const rn_profile *from = stacks ? stacks : profile;
    if (rn_choose(out, from, options, report) == RENDER_OK) {
        (*out)->filtered = describe_choice(from, options);
        if (!(*out)->filtered || !rn_copy_origin(*out, profile)) {
            rn_profile_free(*out);
            *out = NULL;
            rn_fail_memory(report);
        }
    }
    rn_profile_free(stacks);
    return report->error.status;
}

static void rescope(rn_profile *profile)
{
    for (uint32_t m = 0; m < profile->metric_count; m++)
        profile->metrics[m].total = rn_profile_sum(profile, m);
    profile->is_rescoped = true;
}

/* ---- all of it -------------------------------------------------------------------------------- */

static render_status filter_calls(rn_profile **out, const rn_profile *profile,
                                  const render_filter_options *options, rn_report *report)
{
    rn_plan plan = {.profile = profile,
                    .options = options,
                    .depth = options->depth < 0 ? -1 : options->depth,
                    .report = report};
    render_status status = find_named(&plan.root, profile, options->root, report);
    if (!status)
        status = find_named(&plan.leaf, profile, options->leaf, report);
    if (!status)
        status = filter_by(out, &plan);
    free(plan.root);
    free(plan.leaf);
    return status;
}

static bool asks_for_calls(const render_filter_options *options)
{
    return options->root || options->leaf || options->depth >= 0;
}

/* Adds to what was filtered, in words. */
static bool say_reversed(rn_profile *profile, const char *before)
{
    rn_buffer out = {0};
    if (before)
        rn_put_text(&out, before);
    put_part(&out, "stacks from their leaf to their root", "", "");
    rn_put_char(&out, '\0');
    if (out.failed)
        rn_buffer_finish(&out);
    profile->filtered = out.data;
    profile->is_reversed = true;
    return profile->filtered;
}

/* Takes `*profile`, which may be NULL for `given`, and puts the reversed one in its place. */
static render_status reverse(rn_profile **profile, const rn_profile *given,
                             const render_filter_options *options, rn_report *report)
{
    rn_profile *stacks = NULL, *out = NULL;
    const rn_profile *from = *profile ? *profile : given;
    if (!*profile)
        rn_copy_warnings(report, given);
    if (from->shape == RN_ARCS && estimate(&stacks, from, options, report) == RENDER_OK)
        from = stacks;
    if (!report->error.status && rn_reverse(&out, from, report) == RENDER_OK &&
        (!say_reversed(out, from->filtered) || !rn_copy_origin(out, given))) {
        rn_profile_free(out);
        out = NULL;
        rn_fail_memory(report);
    }
    rn_profile_free(stacks);
    rn_profile_free(*profile);
    *profile = out;
    return report->error.status;
}

static void put_levels(rn_buffer *out, int levels, const char *what)
{
    if (levels < 0)
        rn_put_text(out, "all levels");
    else
        rn_put_uint(out, (uint64_t)levels);
    rn_put_text(out, levels < 0 ? " of " : levels == 1 ? " level of " : " levels of ");
    rn_put_text(out, what);
}

static bool say_around(rn_profile *profile, const char *before,
                       const render_filter_options *options)
{
    rn_buffer out = {0};
    if (before)
        rn_put_text(&out, before);
    put_part(&out, "around '", options->around, "': ");
    put_levels(&out, options->callers, "callers, ");
    put_levels(&out, options->callees, "callees");
    rn_put_char(&out, '\0');
    if (out.failed)
        rn_buffer_finish(&out);
    profile->filtered = out.data;
    return profile->filtered;
}

/* Takes `*profile`, which may be NULL for `given`, and puts what passes through some functions in its place. */
static render_status keep_around(rn_profile **profile, const rn_profile *given,
                                 const render_filter_options *options, rn_report *report)
{
    rn_profile *out = NULL;
    const rn_profile *from = *profile ? *profile : given;
    if (!*profile)
        rn_copy_warnings(report, given);
    if (rn_around(&out, from, options, report) == RENDER_OK &&
        (!say_around(out, from->filtered, options) || !rn_copy_origin(out, given))) {
        rn_profile_free(out);
        out = NULL;
        rn_fail_memory(report);
    }
    rn_profile_free(*profile);
    *profile = out;
    return report->error.status;
}

render_status rn_filter(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report)
{
    rn_profile *chosen = NULL;
    *out = NULL;
    if (rn_choose_is_asked(options) && choose(&chosen, profile, options, report))
        return report->error.status;
    if (asks_for_calls(options) || (!chosen && !options->around && !options->reverse)) {
        filter_calls(out, chosen ? chosen : profile, options, report);
        rn_profile_free(chosen);
    } else {
        *out = chosen;
    }
    if (options->around && !report->error.status)
        keep_around(out, profile, options, report);
    if (options->reverse && !report->error.status)
        reverse(out, profile, options, report);
    if (*out && options->relative_shares)
        rescope(*out);
    return report->error.status;
}

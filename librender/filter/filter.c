/* Finds the functions that the patterns name and hands over to the filter of the profile's shape. */
#include "filter/filter.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/match.h"
#include "base/text.h"
#include "filter/plan.h"
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

render_status rn_filter(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report)
{
    *out = NULL;
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

/* Calls differ by orders of magnitude: a logarithm tells those apart.  Types have colours of their own; modules and names those of a hash, so that they are the same in every
 * picture. */
#include "style/grouping.h"

#include <math.h>
#include <stdlib.h>

#include "style/function_type.h"
#include "style/tones.h"

static double most_of(const double *values, uint32_t count)
{
    double most = 0;
    for (uint32_t i = 0; i < count; i++)
        most = fmax(most, values[i]); /* the known one, where the other is not */
    return most;
}

double rn_calls_weight(const rn_grouping *g, const rn_profile *profile, uint32_t function)
{
    double calls = profile->calls[function];
    return calls > 0 && g->most_calls > 0 ? log1p(calls) / log1p(g->most_calls) : 0;
}

render_status rn_grouping_init(rn_grouping *out, const render_draw_options *options,
                               const rn_profile *profile, rn_report *report)
{
    const rn_color_rules *rules = rn_color_rules_of(options);
    bool by_default = options->color_by == RENDER_COLOR_BY_DEFAULT && rules;
    *out =
        (rn_grouping){.by = by_default ? RENDER_COLOR_BY_RULES : options->color_by, .rules = rules};
    if (out->by == RENDER_COLOR_BY_CALLS && !profile->calls)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "colours cannot say how often functions were called: the profile does not");
    if (out->by == RENDER_COLOR_BY_CALLS)
        out->most_calls = most_of(profile->calls, profile->function_count);
    if (out->rules)
        return rn_color_rules_assign(&out->rule_of, out->rules, profile, report);
    if (out->by == RENDER_COLOR_BY_RULES)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "there are no rules to colour by");
    return RENDER_OK;
}

void rn_grouping_finish(rn_grouping *grouping)
{
    free(grouping->rule_of);
}

bool rn_is_grouped(render_color_by by)
{
    return by == RENDER_COLOR_BY_MODULE || by == RENDER_COLOR_BY_NAME ||
           by == RENDER_COLOR_BY_TYPE || by == RENDER_COLOR_BY_RULES;
}

static rn_bytes module_of(const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    return rn_profile_string(profile, info->module ? info->module : info->file);
}

const rn_color_rule *rn_group_rule(const rn_grouping *g, uint32_t function)
{
    uint32_t rule = g->rule_of ? g->rule_of[function] : RN_NONE;
    return rule == RN_NONE ? NULL : &g->rules->items[rule];
}

rn_bytes rn_group_label(const rn_grouping *g, const rn_profile *profile, uint32_t function)
{
    if (g->by == RENDER_COLOR_BY_RULES) {
        const rn_color_rule *rule = rn_group_rule(g, function);
        return rule ? rn_bytes_of(rule->group) : RN_LITERAL("no rule");
    }
    if (g->by == RENDER_COLOR_BY_TYPE)
        return rn_bytes_of(rn_type_label(rn_function_type(profile, function)));
    if (g->by == RENDER_COLOR_BY_NAME) {
        rn_bytes name = rn_function_name(profile, function);
        return name.size ? name : RN_LITERAL("(unknown)");
    }
    rn_bytes module = module_of(profile, function);
    return module.size ? module : RN_LITERAL("no module");
}

static rn_rgba neutral(bool dark)
{
    return dark ? RN_RGB(0x45484d) : RN_RGB(0xd9dbde);
}

static rn_rgba fill(const rn_grouping *g, const rn_profile *profile, uint32_t function, bool dark,
                    bool is_key)
{
    rn_bytes name = rn_function_name(profile, function), module;
    switch (g->by) {
    case RENDER_COLOR_BY_RULES: {
        const rn_color_rule *rule = rn_group_rule(g, function);
        if (!rule)
            return neutral(dark);
        return is_key ? rn_color_rule_key(rule) : rn_color_rule_fill(rule, profile, function);
    }
    case RENDER_COLOR_BY_TYPE:
        return rn_type_color(rn_function_type(profile, function), dark);
    case RENDER_COLOR_BY_MODULE:
        module = module_of(profile, function);
        if (!module.size)
            return neutral(dark);
        return is_key ? rn_color_named(module, dark) : rn_color_in_family(module, name, dark);
    default:
        return rn_color_named(name, dark);
    }
}

rn_rgba rn_group_fill(const rn_grouping *g, const rn_profile *profile, uint32_t function, bool dark)
{
    return fill(g, profile, function, dark, false);
}

rn_rgba rn_group_key(const rn_grouping *g, const rn_profile *profile, uint32_t function, bool dark)
{
    return fill(g, profile, function, dark, true);
}

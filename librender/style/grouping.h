/* What colours say of functions beside their cost: how often they were called, or what groups they belong to:
 * modules, types, names, or what rules say. */
#ifndef RN_GROUPING_H
#define RN_GROUPING_H

#include "librender.h"
#include "style/annotations.h"

typedef struct rn_grouping {
    render_color_by by; /* as asked for; rules that are given are asked for */
    const rn_color_rules *rules;
    uint32_t *rule_of; /* [function]: as rn_color_rules_assign has it; NULL without rules */
    double most_calls; /* of any function; by calls only */
} rn_grouping;

render_status rn_grouping_init(rn_grouping *out, const render_draw_options *options,
                               const rn_profile *profile, rn_report *report);
void rn_grouping_finish(rn_grouping *grouping);

/* By calls: log(1 + calls) of a function, as a share of that of the one that was called most. */
double rn_calls_weight(const rn_grouping *grouping, const rn_profile *profile, uint32_t function);

/* Whether a way to colour is by groups: what follows is for these. */
bool rn_is_grouped(render_color_by by);

/* The rule of a function; NULL: none. */
const rn_color_rule *rn_group_rule(const rn_grouping *grouping, uint32_t function);

/* What a function's group is called. */
rn_bytes rn_group_label(const rn_grouping *grouping, const rn_profile *profile, uint32_t function);

/* The fill of a function: of a module its hue, in a shade that follows the function's name. */
rn_rgba rn_group_fill(const rn_grouping *grouping, const rn_profile *profile, uint32_t function,
                      bool dark);
/* What stands for its group in a legend. */
rn_rgba rn_group_key(const rn_grouping *grouping, const rn_profile *profile, uint32_t function,
                     bool dark);

#endif

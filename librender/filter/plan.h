/* What a filter was asked for, worked out for one profile. */
#ifndef RN_PLAN_H
#define RN_PLAN_H

#include "filter/filter.h"

typedef struct rn_plan {
    const rn_profile *profile;
    const render_filter_options *options;
    bool *root;          /* [function]: named as root; NULL when no root was asked for */
    bool *leaf;          /* [function]: the same */
    int depth;           /* -1: all */
    const bool *through; /* [function]: only samples with such a function; NULL: all.  Of stacks */
    rn_report *report;
} rn_plan;

/* The error of a plan that keeps nothing. */
render_status rn_plan_keeps_nothing(const rn_plan *plan);

render_status rn_filter_stacks(rn_profile **out, const rn_plan *plan);
render_status rn_filter_arcs(rn_profile **out, const rn_plan *plan);

#endif

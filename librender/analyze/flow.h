/* How cost flows through recorded arcs: what estimate.c expands into a tree.
 *
 * For every function: own cost + flow out of it = flow into it + root, whatever the file claims;
 * nothing is negative, and no flow comes back to where it was (unroll.h). */
#ifndef RN_FLOW_H
#define RN_FLOW_H

#include "profile/profile.h"

/* What the arcs into something claim. */
typedef struct rn_claims {
    uint32_t count, unknown; /* all; without recorded cost */
    double recorded, calls;  /* cost of those that have one; calls of the others */
} rn_claims;

/* What claims get: recorded × scale, or calls × unit, or unit each. */
typedef struct rn_grant {
    double scale, unit;
    bool by_calls, all_by_unit;
} rn_grant;

typedef struct rn_flow_function {
    double self;            /* recorded, and never below 0 */
    double outside;         /* flow to functions of other components */
    double inside;          /* flow to other members of its cycle */
    double back;            /* what it gets beyond all that: flow to the start of its cycle */
    double whole;           /* all of these together */
    double root;            /* the cost that a root of the tree holds for it */
    double root_own;        /* the own cost in that */
    uint32_t ways;          /* arcs that bring cost, and one for cost that no arc brings */
    rn_claims outer, inner; /* of arcs from other components; from its own */
    rn_grant outer_grant, inner_grant;
    double own; /* recorded own cost of the arcs that enter, and what to multiply it with */
    double own_scale;
    bool own_fits;               /* these agree with the rest */
    double entered, entered_own; /* cost that comes in from roots above */
} rn_flow_function;

/* A strongly connected component, seen from outside. */
typedef struct rn_flow_component {
    uint32_t size;   /* members; more than 1: a cycle */
    uint32_t start;  /* the member where it is entered */
    bool has_chosen; /* a member was chosen as a root */
    double whole;    /* own cost of the members and flow out of it */
    double root;     /* the part of it that no arc brings */
    rn_claims outer;
    rn_grant grant;
} rn_flow_component;

typedef struct rn_flow {
    const rn_profile *profile;
    uint32_t metric;
    double total;  /* of all roots */
    double excess; /* of what callers claim over what their callees took */
    rn_flow_function *functions;
    uint32_t *order; /* functions, callees before callers, component by component */
    rn_flow_component *components;
    uint32_t component_count;
    uint32_t *component; /* [function] */
    uint32_t *first_arc; /* [function + 1]: into by_caller */
    uint32_t *by_caller; /* arcs */
    bool *kept;          /* [arc]: carries flow */
    double *arc_total;   /* [arc]: recorded, NaN where unknown, never below 0 */
    double *arc_flow;    /* [arc] */
    double *arc_own;     /* [arc]: own cost of the callee within the flow */
} rn_flow;

render_status rn_flow_init(rn_flow *flow, const rn_profile *profile, uint32_t metric,
                           rn_report *report);
void rn_flow_finish(rn_flow *flow);

static inline double rn_flow_leaving(const rn_flow_function *function)
{
    return function->outside + function->inside + function->back;
}

static inline bool rn_flow_is_in_cycle(const rn_flow *flow, uint32_t function)
{
    return flow->components[flow->component[function]].size > 1;
}

#endif

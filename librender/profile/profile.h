/* The profile: what every reader makes and everything else reads.  It never changes after
 * rn_builder_finish.
 *
 * A *function* is a name with its module, file and first line.  A *frame* is a function at a line.
 * Functions and frames are told apart because the same function sampled at two lines must count as
 * one.  A *metric* is a name and a unit.
 *
 * RN_STACKS: a stack is {parent, frame}; parents have smaller ids than their children, so the table
 * is the calling-context tree, totals are one loop backwards and placing is one loop forwards.
 * Stack 0 is the empty stack.  Most stacks are only on the way to others, and have no costs of their own: those
 * that have some are rows of self[metric].
 *
 * Stacks may also have their order in time: *runs*, sorted by track and start.
 *
 * RN_ARCS: functions with the self and total cost that the file recorded, and arcs (caller, callee)
 * with theirs.  Unknown values are NaN. */
#ifndef RN_PROFILE_H
#define RN_PROFILE_H

#include "base/intern.h"
#include "base/report.h"

typedef enum rn_shape { RN_STACKS, RN_ARCS } rn_shape;

typedef enum rn_kind {
    RN_FUNCTION,
    RN_PROCESS, /* pseudo-frames: group stacks, are no calls */
    RN_THREAD,
    RN_SEPARATOR, /* '-' and '--' between joined stacks */
} rn_kind;

/* Flags of a function, from the annotations '_[k]' and so on. */
enum {
    RN_FLAG_KERNEL = 1,
    RN_FLAG_INLINED = 2,
    RN_FLAG_JIT = 4,
    RN_FLAG_WAKER = 8,
    RN_FLAG_SYNTHETIC = 16,   /* made by us: "(truncated)" */
    RN_FLAG_INTERPRETED = 32, /* Java's '_[0]' */
    RN_FLAG_COMPILED = 64,    /* '_[1]': by the quick compiler */
    RN_FLAG_BUILTIN = 128,    /* Python's file '~' */
};

/* Where a function stands for a filter around some functions. */
enum { RN_FAR, RN_NEAR, RN_AROUND };

/* Strings are ids of rn_profile.strings; 0 is "unknown".  line 0 is unknown. */
typedef struct rn_function_info {
    uint32_t name, module, file, line;
    uint8_t kind, flags;
} rn_function_info;

typedef struct rn_frame_info {
    uint32_t function, line;
} rn_frame_info;

typedef struct rn_stack_info {
    uint32_t parent, frame;
} rn_stack_info;

typedef struct rn_arc_info {
    uint32_t caller, callee; /* functions */
} rn_arc_info;

/* A stack at work, without a pause, on a track (a thread). */
typedef struct rn_run {
    uint32_t track, stack;
    double start, duration; /* in rn_profile.time_unit */
} rn_run;

typedef struct rn_metric {
    uint32_t name, unit;
    uint32_t base; /* the metric that it is compared with, or RN_NONE */
    double total;
} rn_metric;

typedef struct render_profile {
    rn_shape shape;
    const char *format; /* of the table of readers; static */
    char *detection;    /* why that format was taken */
    char *filtered;     /* what filters kept, in words; NULL: everything */
    bool is_rescoped;   /* its totals are of what they kept */
    bool is_reversed;   /* its stacks go from leaf to root: children are callers */
    rn_intern strings;

    rn_metric *metrics;
    uint32_t metric_count; /* at least 1 */

    rn_function_info *functions;
    uint32_t function_count;
    double *calls;           /* [function]; NULL when no call was counted, else NaN where unknown */
    double *primitive_calls; /* [function]; the same: calls that were not recursive */
    double *base_calls; /* [function]; of the profile that it is compared with; NULL: not counted */

    rn_frame_info *frames; /* RN_STACKS */
    uint32_t frame_count;
    rn_stack_info *stacks; /* [0] is the empty stack */
    uint32_t stack_count;
    uint32_t *samples;     /* [stack]: where its own costs are; 0: it has none */
    uint32_t sample_count; /* row 0, which has none, with them */
    double **self;         /* [metric][sample]; see rn_stack_self */
    bool *estimated;       /* [stack]: its cost is an estimate; NULL: of none */

    rn_run *runs; /* what ran when; NULL: not kept */
    uint32_t run_count;
    uint32_t *tracks; /* [track]: its name */
    uint32_t track_count;
    uint32_t time_unit; /* a string */

    /* RN_STACKS: all are there, if this is 0.  Else what is below a stack of a smaller share of the total counts as
     * its own cost; what functions cost is in the next two, and can be seen nowhere else */
    double least_share;

    double **function_self;  /* RN_ARCS: [metric][function] */
    double **function_total; /* [metric][function] */
    double **function_cut; /* [metric][function]: of callees that a filter cut off; NULL: nothing */
    rn_arc_info *arcs;
    uint32_t arc_count;
    double *arc_calls;           /* [arc] */
    double *arc_primitive_calls; /* [arc] */
    double *base_arc_calls;      /* [arc]; as base_calls */
    double **arc_self;           /* [metric][arc]: the callee's own cost in calls from the caller */
    double **arc_total;          /* [metric][arc] */

    /* RN_ARCS after a filter by root or depth: where trees start; NULL: wherever nobody calls */
    uint32_t *roots;
    uint32_t root_count;

    uint8_t *near; /* [function]: RN_FAR ones are no nodes of a graph; NULL: no such filter */

    uint32_t regex_steps; /* render_limits.regex_steps */

    rn_report report;   /* its warnings */
    render_facts facts; /* of what a caller of the library has; owns its metrics */
} render_profile;

typedef render_profile rn_profile;

static inline rn_bytes rn_profile_string(const rn_profile *profile, uint32_t id)
{
    return rn_intern_get(&profile->strings, id);
}

static inline rn_bytes rn_function_name(const rn_profile *profile, uint32_t function)
{
    return rn_profile_string(profile, profile->functions[function].name);
}

/* What was counted in a stack itself. */
static inline double rn_stack_self(const rn_profile *profile, uint32_t metric, uint32_t stack)
{
    return profile->self[metric][profile->samples[stack]];
}

/* The index of a metric by name, NULL meaning the first; RN_NONE when there is none. */
uint32_t rn_profile_metric(const rn_profile *profile, const char *name);

/* Whether another metric is compared with it. */
bool rn_profile_is_base(const rn_profile *profile, uint32_t metric);

/* A metric's unit as people read it.  Where a profiler says no more than "count" or "none", it is what the metric's name
 * says is counted ("samples", "objects" of "alloc_objects"), or empty. */
rn_bytes rn_profile_unit(const rn_profile *profile, uint32_t metric);

/* The same, or an error that lists those that there are. */
render_status rn_profile_find_metric(const rn_profile *profile, const char *name, uint32_t *metric,
                                     rn_report *report);

/* What a metric's total is where nothing else states it: the sum of self costs or, when that is more,
 * the largest total of a function. */
double rn_profile_sum(const rn_profile *profile, uint32_t metric);

/* Whether all stacks are there; else the report says why nothing but a picture can be made of it. */
bool rn_profile_is_whole(const rn_profile *profile, rn_report *report);

/* Checks every index, order and size the comment above promises.  Returns NULL, or what is wrong. */
const char *rn_profile_check(const rn_profile *profile);

void rn_profile_free(rn_profile *profile);

#endif

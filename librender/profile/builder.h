/* Makes a profile.  Readers hand over slices of their input; the builder copies, repairs and
 * interns.  After the first failure every call does nothing (ids are then 0), so a reader checks
 * rn_builder_status once in a while and rn_builder_finish at the end.
 *
 * A metric may come after values of others: what was not added to it is 0 of a stack, else unknown. */
#ifndef RN_BUILDER_H
#define RN_BUILDER_H

#include "profile/profile.h"

typedef struct rn_builder rn_builder;

/* What identifies a function; empty slices are "unknown". */
typedef struct rn_function_key {
    rn_bytes name, module, file;
    uint32_t line;
    uint8_t kind, flags;
} rn_function_key;

/* `report` must outlive the builder.  NULL when memory is out. */
rn_builder *rn_builder_new(rn_shape shape, const render_limits *limits, rn_report *report);
void rn_builder_free(rn_builder *builder);

/* What the caller asked of the reader; without it the defaults, but with names as they are.  `options`
 * must outlive the builder. */
void rn_builder_set_options(rn_builder *builder, const render_read_options *options);
const render_read_options *rn_builder_options(const rn_builder *builder);

/* How the input may be read. */
typedef struct rn_reading {
    bool is_mapped;      /* from a file: pages that were read may be given back */
    size_t part_bytes;   /* so much is worth a thread of its own */
    size_t wide_bytes;   /* so much is worth leaving out what will not be drawn */
    bool has_no_threads; /* parts are read one after the other: for tests */
} rn_reading;

/* Without it nothing is given back, parts are of 16 MiB, and less than 4 MiB is read whole. */
void rn_builder_set_reading(rn_builder *builder, rn_reading reading);
rn_reading rn_builder_reading(const rn_builder *builder);

/* A builder with the same limits and options, and another report; NULL when memory is out. */
rn_builder *rn_builder_new_like(const rn_builder *builder, rn_report *report);

/* Forgets everything that was made, as if the builder were new.  False when memory is out. */
bool rn_builder_clear(rn_builder *builder);

render_status rn_builder_status(const rn_builder *builder);
rn_report *rn_builder_report(rn_builder *builder);
const render_limits *rn_builder_limits(const rn_builder *builder);

/* For readers whose shape depends on the file; only before the first metric. */
void rn_builder_set_shape(rn_builder *builder, rn_shape shape);

/* The index of the metric, new or (same name and unit) old. */
uint32_t rn_builder_metric(rn_builder *builder, rn_bytes name, rn_bytes unit);

/* What `metric` is compared with: another metric. */
void rn_builder_set_base(rn_builder *builder, uint32_t metric, uint32_t base);
/* Makes a metric the first one, by which pictures are drawn.  Metrics get new numbers by it. */
void rn_builder_put_first(rn_builder *builder, uint32_t metric);

/* The id of the function, new or (same key) old. */
uint32_t rn_builder_function(rn_builder *builder, const rn_function_key *key);
/* Makes room for so many functions more, when a reader knows how many are coming. */
void rn_builder_expect_functions(rn_builder *builder, size_t count);
/* The same in two steps, for whoever meets the same text again and again: the id of a text, and the
 * function whose strings are such ids. */
uint32_t rn_builder_text(rn_builder *builder, rn_bytes text);
uint32_t rn_builder_add_function(rn_builder *builder, const rn_function_info *info);
/* Adds to the calls of a function; NaN is "unknown" and adds nothing. */
void rn_builder_add_calls(rn_builder *builder, uint32_t function, double calls, double primitive);

/* RN_STACKS.  Stack 0 is the empty stack.  A push beyond limits.stack_depth returns the stack's one
 * "(truncated)" child. */
uint32_t rn_builder_frame(rn_builder *builder, uint32_t function, uint32_t line);
uint32_t rn_builder_push(rn_builder *builder, uint32_t parent, uint32_t frame);
/* Pushes one frame after the other: the last stack. */
uint32_t rn_builder_push_all(rn_builder *builder, uint32_t parent, const uint32_t *frames,
                             size_t count);
/* Says that this will be pushed soon. */
void rn_builder_prefetch_push(const rn_builder *builder, uint32_t parent, uint32_t frame);

typedef enum rn_way_stage {
    RN_WAY_DOWN,  /* looks at the next row */
    RN_WAY_ASIDE, /* looks for a child elsewhere */
    RN_WAY_TURN,  /* looks at what may be that child */
} rn_way_stage;

/* A way down from a stack. */
typedef struct rn_way {
    const uint32_t *frames;
    size_t count;
    uint32_t stack;   /* where it begins; then the last one that is there */
    uint32_t *stacks; /* [frame]: those that are there */
    size_t done;      /* how many: 0 to begin with */
    rn_way_stage stage;
    uint32_t other; /* RN_WAY_TURN: it */
    bool is_over;
} rn_way;

/* Goes down as far as the stacks are there already, all ways at the same time: each step waits for
 * memory, and so they wait together. */
void rn_builder_follow(const rn_builder *builder, rn_way *ways, size_t count);

void rn_builder_add_self(rn_builder *builder, uint32_t stack, uint32_t metric, double value);
/* Says that something will be added soon. */
void rn_builder_prefetch_self(const rn_builder *builder, uint32_t stack);
/* What was added so far. */
double rn_builder_self(const rn_builder *builder, uint32_t stack, uint32_t metric);

/* The cost of the stack is an estimate. */
void rn_builder_mark_estimated(rn_builder *builder, uint32_t stack);

/* What ran when (see rn_run): nothing is kept unless the options ask for it.  A track is a thread, or
 * whatever else runs beside others; runs of a track come in any order, but a run that goes on where the
 * track's last one ended becomes one with it. */
uint32_t rn_builder_track(rn_builder *builder, rn_bytes name);
void rn_builder_add_run(rn_builder *builder, uint32_t track, uint32_t stack, double start,
                        double duration);
void rn_builder_set_time_unit(rn_builder *builder, rn_bytes unit); /* default: ns */

/* RN_ARCS.  Values add up; NaN is "unknown" and adds nothing. */
void rn_builder_add_cost(rn_builder *builder, uint32_t function, uint32_t metric, double self,
                         double total);
uint32_t rn_builder_arc(rn_builder *builder, uint32_t caller, uint32_t callee);
/* The same of an arc that the reader knows to be new: there is nothing to look up. */
uint32_t rn_builder_new_arc(rn_builder *builder, uint32_t caller, uint32_t callee);
/* Arcs as columns, [arc]; NULL: not known of any. */
typedef struct rn_arc_columns {
    rn_arc_info *arcs;
    double *calls, *primitive_calls, *self, *total;
    uint32_t count;
} rn_arc_columns;

/* Takes all arcs at once, which the reader knows to be different ones, when the builder has none.  The columns are
 * the builder's then, and its to free, also on failure; the costs are those of the metric. */
void rn_builder_take_arcs(rn_builder *builder, uint32_t metric, const rn_arc_columns *columns);
void rn_builder_add_arc_calls(rn_builder *builder, uint32_t arc, double calls, double primitive);
void rn_builder_add_arc_cost(rn_builder *builder, uint32_t arc, uint32_t metric, double self,
                             double total);
/* The file has no totals of functions: finish sums them up as totals.h says, and every metric's total
 * that is not set is the sum of own costs. */
void rn_builder_sum_totals(rn_builder *builder);
/* See rn_profile.roots. */
void rn_builder_add_root(rn_builder *builder, uint32_t function);
/* The program's whole cost where the file states it; else finish takes the largest of the sum of
 * self costs and any function's total. */
void rn_builder_set_total(rn_builder *builder, uint32_t metric, double total);

/* See rn_profile.least_share: the costs of all functions were added by rn_builder_add_cost. */
void rn_builder_set_least_share(rn_builder *builder, double share);

/* The strings, metrics, functions, frames and stacks so far; borrowed until the next call. */
const rn_profile *rn_builder_profile(const rn_builder *builder);

/* Freezes the profile and frees the builder, also on failure. */
render_status rn_builder_finish(rn_builder *builder, rn_profile **out);

#endif

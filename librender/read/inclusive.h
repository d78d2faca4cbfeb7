/* Call trees written as an outline: a line a call, indented deeper than the line that called it, with
 * the cost of it and of everything below.  What is not below is its own. */
#ifndef RN_INCLUSIVE_H
#define RN_INCLUSIVE_H

#include "profile/builder.h"

enum { RN_INCLUSIVE_METRICS = 2 };

typedef struct rn_inclusive_level {
    uint64_t indent;
    uint32_t stack;
    double costs[RN_INCLUSIVE_METRICS];
    double left[RN_INCLUSIVE_METRICS]; /* of the costs, without what is below */
} rn_inclusive_level;

typedef struct rn_inclusive {
    rn_builder *builder;
    uint32_t metrics[RN_INCLUSIVE_METRICS];
    size_t metric_count;
    double
        rounding; /* costs are printed with so few digits: this share too much is no contradiction */
    rn_inclusive_level *levels; /* the line at hand and those around it */
    size_t count, capacity;
    bool has_cost;
    uint64_t contradictions; /* lines with more below them than they have */
} rn_inclusive;

/* A line: `costs` in the order of the metrics; NaN is not known, and then nothing is added.  False when
 * memory is out. */
bool rn_inclusive_enter(rn_inclusive *tree, uint64_t indent, uint32_t frame, const double *costs);

/* Ends all lines that are open: what is entered next is a root. */
void rn_inclusive_close(rn_inclusive *tree);

void rn_inclusive_finish(rn_inclusive *tree);

#endif

/* Runs of stacks as spans of functions: a function at work, on its track and level, from a moment to a
 * moment.  Neighbours of one level that are too short to be seen become one span that stands for them. */
#ifndef RN_SPANS_H
#define RN_SPANS_H

#include "profile/profile.h"

typedef struct rn_span {
    uint32_t stack; /* whose last frame it is; of one that stands for several: the first */
    uint32_t level; /* 0: the outermost function */
    uint32_t more;  /* 0, or how many short spans it stands for */
    double from, to;
} rn_span;

typedef struct rn_spans_track {
    uint32_t track;
    size_t first, end;    /* of the spans */
    uint32_t levels, cut; /* cut: deeper ones, which are left out */
    double busy;          /* time in which something ran, as the outermost spans have it */
} rn_spans_track;

typedef struct rn_spans {
    rn_span *spans; /* by track, level, time */
    size_t count, capacity;
    rn_spans_track *tracks; /* that have any */
    size_t track_count, track_capacity;
    double from, to; /* the window */
    uint64_t hidden; /* short spans that others stand for */
} rn_spans;

typedef struct rn_spans_options {
    double from, to;     /* the window in the profile's time; to infinite: to the end */
    double shortest;     /* as a share of the window */
    uint32_t max_levels; /* deeper ones are left out */
} rn_spans_options;

render_status rn_spans_init(rn_spans *out, const rn_profile *profile,
                            const rn_spans_options *options, rn_report *report);
void rn_spans_finish(rn_spans *spans);

/* The levels from the first one on that take at least `share` of the time that the first one takes, and have a
 * span of a function of at least the time `least`. */
uint32_t rn_spans_levels_filled(const rn_spans *spans, const rn_spans_track *track, double share,
                                double least);

#endif

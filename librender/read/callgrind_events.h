/* What the costs in a callgrind file measure: the columns of its lines, and metrics made of them. */
#ifndef RN_CALLGRIND_EVENTS_H
#define RN_CALLGRIND_EVENTS_H

#include "profile/builder.h"

enum { RN_CALLGRIND_EVENTS = 64 };

typedef struct rn_callgrind_event {
    rn_bytes name, long_name;
    rn_bytes formula; /* "Ir + 10 L1m"; empty: it has a column of its own */
    uint32_t metric;
    double scale; /* from what the file counts in to the metric's unit */
} rn_callgrind_event;

/* The events of a file: those with columns of their own, then those with formulas, of which each may
 * use the ones before. */
typedef struct rn_callgrind_events {
    rn_callgrind_event events[RN_CALLGRIND_EVENTS];
    size_t count, own;                                       /* all; with columns of their own */
    double weight[RN_CALLGRIND_EVENTS][RN_CALLGRIND_EVENTS]; /* [event][own]: of formulas */
    bool is_fixed; /* metrics are made: no more events are taken */

    rn_callgrind_event described[RN_CALLGRIND_EVENTS]; /* by lines 'event:' */
    size_t described_count;

    size_t columns
        [RN_CALLGRIND_EVENTS]; /* of the part at hand: events, or RN_CALLGRIND_EVENTS: drop */
    size_t column_count;
} rn_callgrind_events;

/* The text of a line 'events:'.  False when there are more than RN_CALLGRIND_EVENTS. */
bool rn_callgrind_take_events(rn_callgrind_events *events, rn_bytes text, rn_report *report);

/* The text of a line 'event:': NAME [= FORMULA] [: LONG NAME].  More than can be kept are dropped. */
void rn_callgrind_describe_event(rn_callgrind_events *events, rn_bytes text);

/* Makes the metrics, when that is not done. */
void rn_callgrind_fix_events(rn_callgrind_events *events, rn_builder *builder, rn_report *report);

/* Costs by column of their own become values by event. */
void rn_callgrind_values(const rn_callgrind_events *events, const double *costs, double *values);

#endif

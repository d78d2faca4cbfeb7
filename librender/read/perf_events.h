/* The events of `perf script`: each is a metric. */
#ifndef RN_PERF_EVENTS_H
#define RN_PERF_EVENTS_H

#include "read/perf_sched.h"

typedef struct rn_perf_event {
    rn_bytes name;
    uint32_t metric; /* RN_NONE: only counted */
    rn_perf_sched_kind sched;
    bool has_period;
    bool is_clock; /* its periods are ns */
} rn_perf_event;

typedef struct rn_perf_events {
    rn_builder *builder;
    rn_report *report;
    rn_perf_event *items;
    size_t count, capacity;
    size_t last; /* the one at hand */
} rn_perf_events;

/* Makes the event of a header the one at hand.  False when something failed. */
bool rn_perf_events_select(rn_perf_events *events, const rn_perf_header *header);

/* Whether all events are of the scheduler. */
bool rn_perf_events_are_sched(const rn_perf_events *events);

void rn_perf_events_finish(rn_perf_events *events);

#endif

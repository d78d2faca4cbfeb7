/* Time off the CPU, from the scheduler's events in the output of `perf script`. */
#ifndef RN_PERF_SCHED_H
#define RN_PERF_SCHED_H

#include "base/map.h"
#include "read/perf_times.h"

/* What an event of the scheduler says. */
typedef enum rn_perf_sched_kind {
    RN_PERF_SCHED_NONE,
    RN_PERF_SCHED_SWITCH, /* one thread leaves the CPU, another one gets it */
    RN_PERF_SCHED_DELAY,  /* how long a thread slept, that wakes up now */
    RN_PERF_SCHED_OTHER,
} rn_perf_sched_kind;

/* A thread by its number. */
typedef struct rn_perf_sleeper {
    uint32_t stack; /* on which it left the CPU */
    uint32_t track;
    double start; /* NaN: no time is told */
    bool has_left, sleeps;
} rn_perf_sleeper;

typedef struct rn_perf_span {
    uint32_t track, stack;
    double start, duration;
    bool is_told; /* by a delay, not by two switches */
} rn_perf_span;

typedef struct rn_perf_sched {
    rn_builder *builder;
    rn_report *report;
    rn_perf_times *times;
    rn_map ids; /* number of a thread → sleeper */
    rn_perf_sleeper *sleepers;
    size_t sleeper_count, sleeper_capacity;
    double *told, *seen; /* [stack]: ns, by delays and by the times of switches */
    size_t told_capacity, seen_capacity;
    bool has_told;
    rn_perf_span *spans; /* when the order is kept */
    size_t span_count, span_capacity;
    uint64_t strangers; /* delays of threads that were not seen to leave */
} rn_perf_sched;

rn_perf_sched_kind rn_perf_sched_kind_of(rn_bytes event);

void rn_perf_sched_init(rn_perf_sched *sched, rn_builder *builder, rn_report *report,
                        rn_perf_times *times);
void rn_perf_sched_finish(rn_perf_sched *sched);

/* A thread wakes up, or gets the CPU: before the stack of the event's own thread is known. */
void rn_perf_sched_wake(rn_perf_sched *sched, rn_perf_sched_kind kind,
                        const rn_perf_header *header);

/* The thread of a switch leaves the CPU on `stack`. */
void rn_perf_sched_leave(rn_perf_sched *sched, const rn_perf_header *header, uint32_t stack);

/* After the last sample: adds the metric 'off-CPU time', if there was any.  `alone`: there were no
 * other events, so that it is what the profile is about. */
void rn_perf_sched_end(rn_perf_sched *sched, bool alone);

#endif

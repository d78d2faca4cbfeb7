/* What ran when in the output of `perf script`: each thread is a track. */
#ifndef RN_PERF_TIMES_H
#define RN_PERF_TIMES_H

#include "read/memo.h"
#include "read/perf_line.h"

typedef struct rn_perf_thread {
    uint32_t track;
    uint32_t stack; /* of its last sample */
    double start;   /* of that; NaN: there is none yet */
    double period;  /* of that in ns; NaN: not known */
    double step;    /* between the two before; NaN: there were none */
} rn_perf_thread;

typedef struct rn_perf_times {
    rn_builder *builder;
    rn_report *report;
    rn_memo names; /* → threads */
    rn_perf_thread *threads;
    size_t thread_capacity;
    double step; /* the last one of any thread; NaN: there was none */
} rn_perf_times;

void rn_perf_times_init(rn_perf_times *times, rn_builder *builder, rn_report *report);
void rn_perf_times_finish(rn_perf_times *times);

/* The track 'COMMAND TID' of a header; RN_NONE when memory is out. */
uint32_t rn_perf_times_track(rn_perf_times *times, const rn_perf_header *header);

/* A sample.  `period` is what it stands for, in ns; NaN when that is not a time. */
void rn_perf_times_add(rn_perf_times *times, const rn_perf_header *header, uint32_t stack,
                       double period);

/* After the last sample. */
void rn_perf_times_end(rn_perf_times *times);

#endif

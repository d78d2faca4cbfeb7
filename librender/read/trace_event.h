/* One event of a Chrome trace, its members as they stand in the input. */
#ifndef RN_TRACE_EVENT_H
#define RN_TRACE_EVENT_H

#include "input/json_values.h"

typedef struct rn_trace_number {
    rn_bytes text; /* empty: none */
    bool
        is_plain; /* digits with a point or without: those of the tokenizer, and what goes with them */
    bool is_negative;
    int places;
    uint64_t digits;
} rn_trace_number;

/* Slices are empty for what is not there. */
typedef struct rn_trace_event {
    char phase;                                   /* 0: none, or more than a letter */
    rn_bytes name, category, pid, tid, id, frame; /* frame: "sf" */
    rn_trace_number time, duration;
    double weight;                /* of samples; 1 when it does not say */
    rn_bytes label, file, detail; /* members of "args": "name"; "filename" or "url"; "detail" */
    uint32_t line;                /* another; 0: unknown */
    rn_bytes args;                /* the whole value */
    bool is_total;                /* a sum that clang adds: "args" has "count" and "avg ms" */
    size_t data;                  /* where the value of "data" in "args" begins; 0: not there */
} rn_trace_event;

/* Takes the members of an object that has begun.  False at an error, or when the input ends early. */
bool rn_trace_take_event(rn_json *json, rn_trace_event *event);

/* A time in us as ns since `base` us; false when it is none. */
bool rn_trace_time(const rn_trace_number *time, int64_t base, double *ns);

/* The whole us of a time, for a base; 0 when it is none. */
int64_t rn_trace_base(const rn_trace_number *time);

#endif

/* What trace.c knows while it reads, and what it does with an event. */
#ifndef RN_TRACE_READER_H
#define RN_TRACE_READER_H

#include "read/trace_event.h"
#include "read/trace_profiles.h"

typedef struct rn_trace {
    rn_bytes input;
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    const render_read_options *options;
    rn_trace_frames frames;
    rn_trace_threads threads;
    rn_lanes lanes;
    rn_v8_frames functions;
    rn_trace_profiles profiles;
    rn_trace_event event;   /* the one at hand */
    uint32_t *lane_threads; /* [lane of spans] */
    size_t lane_capacity;
    bool is_clang;   /* written by clang, or another tool of LLVM */
    bool is_again;   /* the input is gone through once more, for the order of spans */
    bool left_async; /* asynchronous spans were left out */
    bool has_base;
    int64_t base; /* us: all times are since then */
} rn_trace;

/* Takes the event at hand, of traceEvents or of samples.  False at an error. */
bool rn_trace_use_event(rn_trace *trace);
bool rn_trace_use_sample(rn_trace *trace);

/* After the last event: adds the spans and samples to the builder. */
bool rn_trace_add_spans(rn_trace *trace);

#endif

/* The threads and traces of hprof's text, and the stacks that become of the latter. */
#ifndef RN_HPROF_TRACES_H
#define RN_HPROF_TRACES_H

#include "base/map.h"
#include "input/lines.h"
#include "profile/builder.h"
#include "read/memo.h"

/* A stack, and the function it ends in. */
typedef struct rn_hprof_stack {
    uint32_t stack, function;
} rn_hprof_stack;

typedef struct rn_hprof_place {
    uint32_t function, frame;
} rn_hprof_place;

typedef struct rn_hprof_trace {
    size_t at;       /* of its first frame */
    uint32_t thread; /* of `threads`; RN_NONE: not told */
    bool is_made;
    rn_hprof_stack end;
} rn_hprof_trace;

typedef struct rn_hprof_traces {
    rn_builder *builder;
    rn_lines lines; /* only its input and its end of lines */

    rn_map thread_ids;
    rn_bytes *threads; /* names; "": not told */
    size_t thread_count, thread_capacity;

    rn_map trace_ids;
    rn_hprof_trace *traces;
    size_t trace_count, trace_capacity;

    rn_memo texts;          /* of frames */
    rn_hprof_place *places; /* [of the texts] */
    size_t place_capacity;
    rn_hprof_place *path; /* of the trace at hand, leaf first */
    size_t path_capacity;

    size_t deepest, deepest_count; /* the most frames of a trace, and how many have as many */
} rn_hprof_traces;

/* Lines that begin with 'THREAD START (', and with 'TRACE '; `lines` stands behind the line.  What is
 * wrong is in the builder's report. */
void rn_hprof_take_thread(rn_hprof_traces *traces, rn_bytes line);
void rn_hprof_take_trace(rn_hprof_traces *traces, const rn_lines *lines, rn_bytes line);

/* The stack of a trace; false when there is no such trace. */
bool rn_hprof_find(rn_hprof_traces *traces, uint64_t id, rn_hprof_stack *out);

/* Goes one deeper: to a method, or to a class of what is allocated. */
void rn_hprof_push_method(rn_hprof_traces *traces, rn_hprof_stack *stack, rn_bytes name);
void rn_hprof_push_class(rn_hprof_traces *traces, rn_hprof_stack *stack, rn_bytes name);

/* What stands in `text` behind the first `mark`, up to `end`; false when it is not there. */
bool rn_hprof_between(rn_bytes text, rn_bytes mark, char end, rn_bytes *out);

void rn_hprof_finish(rn_hprof_traces *traces);

#endif

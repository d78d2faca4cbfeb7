/* What the two forms of V8's tick log have in common: names of code, states of the machine, and the
 * time between ticks. */
#ifndef RN_V8_CODE_H
#define RN_V8_CODE_H

#include "base/buffer.h"
#include "profile/builder.h"

/* Code of JavaScript: 'parse /app/a.js:10:12', the name possibly empty. */
rn_function_key rn_v8_function(rn_bytes text);

/* Code that V8 made for itself; `kind` such as LoadIC, Builtin or BytecodeHandler. */
rn_function_key rn_v8_made_code(rn_bytes name, rn_bytes kind);

/* A shared library, of which no more is known: '[libc.so.6]', written to `name`. */
rn_function_key rn_v8_library(rn_buffer *name, rn_bytes path);

/* C++ code; old logs have the letter of nm before it. */
rn_function_key rn_v8_native(rn_bytes name);

enum { RN_V8_STATES = 10 };

typedef struct rn_v8_ticks {
    rn_builder *builder;
    rn_report *report;
    uint32_t time, ticks; /* metrics */
    uint32_t track;
    uint32_t states[RN_V8_STATES]; /* frames; RN_NONE: not made yet */
    uint32_t *frames;              /* of the tick at hand, the leaf first */
    size_t frame_count, frame_capacity;
    uint64_t count;
    bool has_counted;     /* not all were idle */
    double last;          /* the time of the last tick, in us */
    uint32_t first_stack; /* of the first tick, which lasts as long as the second one */
    uint32_t unknown;     /* the frame of addresses that nothing is known of; RN_NONE: not made */
} rn_v8_ticks;

void rn_v8_ticks_init(rn_v8_ticks *ticks, rn_builder *builder, rn_report *report);

uint32_t rn_v8_ticks_unknown(rn_v8_ticks *ticks);

/* The next frame of the tick at hand, from the leaf on. */
bool rn_v8_ticks_add_frame(rn_v8_ticks *ticks, uint32_t frame);

/* Adds the tick at hand: what its frames cost since the tick before.  Of the state of the machine (0
 * is JavaScript) becomes a frame where it explains what runs. */
bool rn_v8_ticks_add(rn_v8_ticks *ticks, double time, double state);

/* After the last tick; false when there was none. */
bool rn_v8_ticks_end(rn_v8_ticks *ticks);

void rn_v8_ticks_finish(rn_v8_ticks *ticks);

#endif

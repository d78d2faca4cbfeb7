/* The values in what `xctrace export` writes, told in full once and then by reference. */
#ifndef RN_XCTRACE_VALUES_H
#define RN_XCTRACE_VALUES_H

#include "base/map.h"
#include "input/xml.h"
#include "profile/builder.h"

typedef enum rn_xctrace_kind {
    RN_XCTRACE_NONE, /* not there */
    RN_XCTRACE_NUMBER,
    RN_XCTRACE_PATH,
    RN_XCTRACE_PROCESS,
    RN_XCTRACE_THREAD,
    RN_XCTRACE_BINARY,
    RN_XCTRACE_SOURCE,
    RN_XCTRACE_FRAME,
    RN_XCTRACE_STACK,
} rn_xctrace_kind;

typedef struct rn_xctrace_value {
    rn_xctrace_kind kind;
    uint32_t text;  /* of the builder: path, name of process, thread or binary, source's path */
    uint32_t line;  /* of a source */
    uint32_t id;    /* of a frame: the builder's; of a stack: its number, from 0 */
    uint32_t track; /* of a thread */
    size_t first, count; /* of a stack: its frames, leaf first */
    double number;
} rn_xctrace_value;

typedef struct rn_xctrace_values {
    rn_xml *xml;
    rn_builder *builder;
    rn_report *report;
    rn_map ids; /* → values */
    rn_xctrace_value *values;
    size_t value_count, value_capacity;
    uint32_t *frames; /* of all stacks */
    size_t frame_count, frame_capacity;
    uint32_t stack_count;
    rn_map files; /* of rn_source_frame */
    rn_buffer text;
    bool is_broken; /* a reference led nowhere since this was last false */
} rn_xctrace_values;

void rn_xctrace_values_init(rn_xctrace_values *values, rn_xml *xml, rn_builder *builder);
void rn_xctrace_values_finish(rn_xctrace_values *values);

/* Each takes the element at hand to its end; false at an error.  A reference to nothing, or to a value
 * of another kind, leaves *out as it was and sets is_broken. */
bool rn_xctrace_take_number(rn_xctrace_values *values, double *out);
bool rn_xctrace_take_process(rn_xctrace_values *values, rn_xctrace_value *out);
bool rn_xctrace_take_thread(rn_xctrace_values *values, rn_xctrace_value *out);
bool rn_xctrace_take_stack(rn_xctrace_values *values, rn_xctrace_value *out);

#endif

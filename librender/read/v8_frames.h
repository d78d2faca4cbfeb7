/* Functions as V8 writes them in profiles of time and of memory:
 *
 *     {"functionName": "parse", "scriptId": "27", "url": "file:///srv/app/lib/a.js",
 *      "lineNumber": 13, "columnNumber": 10}
 *
 * Lines and columns count from 0.  The module is the host of a URL or, more telling, the package in
 * node_modules that a file belongs to.  Functions of minified files, which only their columns tell
 * apart, get line and column in their names: 't:1:2045', '(anonymous:1:777)'. */
#ifndef RN_V8_FRAMES_H
#define RN_V8_FRAMES_H

#include "base/map.h"
#include "input/json_values.h"
#include "profile/builder.h"
#include "read/memo.h"

typedef enum rn_v8_kind {
    RN_V8_FUNCTION,
    RN_V8_ROOT, /* "(root)": not drawn */
    RN_V8_IDLE,
    RN_V8_GC, /* "(garbage collector)" */
} rn_v8_kind;

typedef struct rn_v8_frame {
    rn_bytes name, url;    /* as they stand in the JSON */
    uint32_t line, column; /* from 1; 0: unknown */
    rn_v8_kind kind;
    bool is_twin;   /* only its column is its own */
    uint32_t frame; /* of the builder; RN_NONE: not made yet */
} rn_v8_frame;

#define RN_V8_NO_FRAME ((rn_v8_frame){.name = RN_LITERAL(""), .url = RN_LITERAL("")})

/* Zeroed but for builder, it is ready. */
typedef struct rn_v8_frames {
    rn_builder *builder;
    rn_memo seen;  /* whole values of "callFrame" */
    uint32_t *ids; /* [of seen] */
    size_t id_capacity;
    rn_v8_frame *items;
    size_t count, capacity;
    size_t compared; /* items that were searched for twins */
    rn_map nodes;    /* (number of a profile, number of a node in the file) → node */
    rn_buffer name, url;
} rn_v8_frames;

/* Takes the value of a member of a function; false in *is_member, and nothing taken, when the KEY at hand
 * is none of them. */
bool rn_v8_take_member(rn_json *json, rn_v8_frame *frame, bool *is_member);

/* A new frame; false when memory is out. */
bool rn_v8_add_frame(rn_v8_frames *frames, rn_v8_frame frame, uint32_t *id);

/* The frame of the next value, an object; equal ones are one. */
bool rn_v8_take_call_frame(rn_v8_frames *frames, rn_json *json, uint32_t *id);

/* The builder's frame, made when it is first asked for: after the last frame was added. */
uint32_t rn_v8_builder_frame(rn_v8_frames *frames, uint32_t id);

void rn_v8_frames_finish(rn_v8_frames *frames);

#endif

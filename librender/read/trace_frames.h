/* What runs in a Chrome trace: numbers for texts and frames while events are taken, functions of the
 * builder at the end, for what was used only.  And "stackFrames", the stacks of samples:
 *
 *     {"5": {"name": "parse(http://host/app.js:12:3)", "category": "JavaScript", "parent": 4}, …}
 */
#ifndef RN_TRACE_FRAMES_H
#define RN_TRACE_FRAMES_H

#include "base/map.h"
#include "input/json_values.h"
#include "profile/builder.h"
#include "read/memo.h"

/* Texts are numbers of rn_trace_text; RN_NONE where there is none. */
typedef struct rn_trace_frame {
    uint32_t name, extra; /* extra: what else the name says */
    uint32_t file, line;
    uint32_t function, frame; /* of the builder; RN_NONE: not made yet */
} rn_trace_frame;

typedef struct rn_trace_stack {
    uint32_t name, parent; /* texts; the parent's is the key of another one */
    uint32_t frame;        /* of the builder; RN_NONE: not made yet */
    uint32_t stack, lane;  /* the stack of the builder that was made last, and for which lane */
} rn_trace_stack;

/* Zeroed but for the first two, it is ready. */
typedef struct rn_trace_frames {
    rn_builder *builder;
    bool extra_is_json; /* extras are no strings but any values */
    rn_memo seen;
    rn_bytes *texts; /* as they stand in the input */
    size_t text_capacity;
    rn_trace_frame *items;
    size_t count, capacity;
    uint32_t *plain; /* [text]: 1 + the frame that is nothing but this name; 0: none */
    size_t plain_capacity;
    rn_map extras, files, lines; /* step by step to the frames that are more */
    uint32_t extra_count, file_count;
    rn_trace_stack *stacks;
    size_t stack_count, stack_capacity;
    rn_map stack_of; /* text → stack */
    uint64_t pushes; /* of stacks */
    uint32_t *path;
    size_t path_capacity;
    rn_buffer name, file;
} rn_trace_frames;

/* The number of a text, new or old.  What returns bool is false when the report has an error. */
bool rn_trace_text(rn_trace_frames *frames, rn_bytes raw, uint32_t *text);

/* A frame of which only the name is known. */
#define RN_TRACE_FRAME(text) ((rn_trace_frame){text, RN_NONE, RN_NONE, 0, RN_NONE, RN_NONE})

/* The number of a frame, new or old. */
bool rn_trace_find_frame(rn_trace_frames *frames, const rn_trace_frame *frame, uint32_t *id);

/* The builder's frame and function, made when they are first asked for. */
const rn_trace_frame *rn_trace_builder_frame(rn_trace_frames *frames, uint32_t id);

/* Appends a text as it was meant. */
void rn_trace_put_text(const rn_trace_frames *frames, uint32_t text, rn_buffer *out);

/* Takes the value of "stackFrames". */
bool rn_trace_take_stacks(rn_trace_frames *frames, rn_json *json);

/* The builder's stack of a key of "stackFrames" on top of `root`, which is that of `lane`; RN_NONE when
 * it is not there.  Fails when more than `most` frames have been pushed for all lanes. */
bool rn_trace_push_stack(rn_trace_frames *frames, uint32_t key, uint32_t root, uint32_t lane,
                         uint64_t most, uint32_t *stack);

void rn_trace_frames_finish(rn_trace_frames *frames);

#endif

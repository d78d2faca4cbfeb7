/* Frames as Java prints them in stack traces, whoever prints the trace. */
#ifndef RN_JAVA_FRAME_H
#define RN_JAVA_FRAME_H

#include "base/buffer.h"
#include "profile/builder.h"
#include "read/memo.h"

typedef struct rn_java_known {
    uint32_t frame; /* RN_NONE: the text is no frame */
    bool waits;     /* its method is known to wait in the system, although Java says that it runs */
} rn_java_known;

/* The frames met so far, each text looked into once. */
typedef struct rn_java_frames {
    rn_builder *builder;
    rn_report *report;
    bool shortens, drops_packages;
    rn_memo memo;
    rn_java_known *known; /* [of memo] */
    size_t capacity;
    rn_buffer name, label;
} rn_java_frames;

void rn_java_frames_init(rn_java_frames *frames, rn_builder *builder, rn_report *report);
void rn_java_frames_finish(rn_java_frames *frames);

/* Whether `text` is a frame: 'a.b.C.m(C.java:12)', 'a/b/C.m(C.java:12)', or 'a.b.C.m(int) @bci=5,
 * line=12 (…)'. */
bool rn_java_is_frame(rn_bytes text);

/* What a text is; holds until the next call.  NULL when memory is out. */
const rn_java_known *rn_java_frames_get(rn_java_frames *frames, rn_bytes text);

/* The name of a thread without the number at its end, with which pools tell their threads apart; with
 * --include-tid the name as it is. */
rn_bytes rn_java_thread_name(const rn_java_frames *frames, rn_bytes name);

#endif

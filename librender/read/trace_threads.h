/* The processes and threads of a Chrome trace, their names, and the lanes of their spans.
 *
 * Where there are several threads each is a frame at the root, with its process before its name where
 * there are several of these; equal names are one.  Each thread is a track of its own. */
#ifndef RN_TRACE_THREADS_H
#define RN_TRACE_THREADS_H

#include "read/lanes.h"
#include "read/trace_frames.h"

typedef struct rn_trace_process {
    uint32_t pid, name; /* texts; the name may be RN_NONE */
    bool is_used;
} rn_trace_process;

/* Or the spans of one id of a category of asynchronous ones. */
typedef struct rn_trace_thread {
    uint32_t process;
    uint32_t tid, name;      /* texts; the name may be RN_NONE */
    uint32_t category;       /* RN_NONE: a thread */
    uint32_t spans, samples; /* lanes; RN_NONE: none yet */
    bool is_used;
} rn_trace_thread;

/* Zeroed but for frames, it is ready. */
typedef struct rn_trace_threads {
    rn_trace_frames *frames;
    rn_trace_process *processes;
    uint32_t process_count;
    size_t process_capacity;
    rn_trace_thread *items;
    uint32_t count;
    size_t capacity;
    rn_map pids, tids, categories, ids;
    uint32_t category_count;
    uint32_t last; /* the thread that was asked for last, and its ids as they are written */
    rn_bytes last_pid, last_tid;
    uint32_t used_processes, used_threads;
    rn_buffer name;
} rn_trace_threads;

/* The number of a thread, new or old.  What returns bool is false when memory is out. */
bool rn_trace_thread_of(rn_trace_threads *threads, rn_bytes pid, rn_bytes tid, uint32_t *id);

/* The same of asynchronous spans. */
bool rn_trace_async_of(rn_trace_threads *threads, rn_bytes pid, rn_bytes category, rn_bytes id,
                       uint32_t *thread);

/* Marks a thread that something ran on, for the roots. */
void rn_trace_use_thread(rn_trace_threads *threads, uint32_t id);

/* After all are marked: the stack that a thread's stacks are on top of, and its track. */
uint32_t rn_trace_root(rn_trace_threads *threads, uint32_t id);
uint32_t rn_trace_track(rn_trace_threads *threads, uint32_t id);

void rn_trace_threads_finish(rn_trace_threads *threads);

#endif

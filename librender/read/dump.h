/* Dumps of threads: stacks printed from the leaf to the root, each of which counts once.  What they
 * have in common are the frames of processes and threads at the root, and the choice of threads by
 * their state. */
#ifndef RN_DUMP_H
#define RN_DUMP_H

#include "base/buffer.h"
#include "input/lines.h"
#include "profile/builder.h"

/* What a thread did, as far as the dump says. */
enum {
    RN_STATE_UNKNOWN = 0, /* counts always */
    RN_STATE_RUNNING = 1,
    RN_STATE_IO = 2, /* runs, but in a call of the system that waits */
    RN_STATE_BLOCKED = 4,
    RN_STATE_WAITING = 8,
    RN_STATE_OTHER = 16,
    RN_STATE_ANY = 31,
};

/* Empty slices are "unknown". */
typedef struct rn_dump_thread {
    rn_bytes pid, tid, name; /* as the file writes them */
    unsigned state;
} rn_dump_thread;

typedef struct rn_dump {
    rn_builder *builder;
    rn_report *report;
    uint32_t metric;
    unsigned states; /* that count */

    uint32_t base;    /* the stack on which the one at hand stands; 0: none */
    uint32_t *frames; /* of the stack at hand, the leaf first */
    size_t depth, capacity, limit;
    bool is_truncated; /* its root is missing */
    rn_buffer text;
    uint64_t stacks, left_out;
} rn_dump;

/* `states` count unless the user chose others.  False, with an error, when what the user chose is no
 * list of states. */
bool rn_dump_init(rn_dump *dump, rn_builder *builder, rn_report *report, unsigned states);
void rn_dump_finish(rn_dump *dump);

static inline render_status rn_dump_status(const rn_dump *dump)
{
    return dump->report->error.status ? dump->report->error.status
                                      : rn_builder_status(dump->builder);
}

/* Calls `take` for each line, until it or the builder fails: then false. */
typedef render_status rn_dump_take_line(void *reader, const rn_lines *lines, rn_bytes line);
bool rn_dump_each_line(const rn_dump *dump, rn_bytes input, rn_dump_take_line *take, void *reader);

/* How the stacks of a format are read: `take` for each line; `finish` after the last, for the stack at hand. */
typedef struct rn_dump_reader {
    unsigned states; /* that count, unless the user chose others */
    rn_dump_take_line *take;
    void (*finish)(void *reader);
} rn_dump_reader;

/* Reads a whole dump, and finishes it. */
render_status rn_dump_read(rn_dump *dump, const rn_dump_reader *how, rn_bytes input,
                           rn_builder *builder, rn_report *report, void *reader);

/* What a function is called: '[libc.so.6]', or '[unknown]', when it has no name.  Holds until the next call. */
rn_bytes rn_dump_name(rn_dump *dump, rn_bytes name, rn_bytes module);

/* Adds the caller of the frame added last. */
void rn_dump_add(rn_dump *dump, uint32_t frame);

/* The frames so far call those that follow. */
void rn_dump_settle(rn_dump *dump, const rn_dump_thread *thread);

/* The stack at hand is complete and counts `value`, if it has frames and the state of its thread
 * counts; then the next one begins. */
void rn_dump_take(rn_dump *dump, const rn_dump_thread *thread, double value);

/* After the last stack: says what was left out, and fails when nothing was counted. */
render_status rn_dump_end(rn_dump *dump);

#endif

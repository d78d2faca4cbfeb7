/* Stacks that are printed a frame a line, the leaf first, by debuggers and tracers.
 *
 * The texts of frames come again and again: each is looked into once, by the reader's `make`, and what
 * a stack shares with the one before is not pushed again. */
#ifndef RN_BACKTRACE_H
#define RN_BACKTRACE_H

#include "profile/builder.h"
#include "read/memo.h"

typedef struct rn_backtrace rn_backtrace;

/* Adds the frames of a text, the outermost first, with rn_backtrace_make.  `marked` as it was added. */
typedef void rn_make_frames(void *user, rn_bytes text, bool marked);

/* A frame of the last stack, root first. */
typedef struct rn_backtrace_level {
    uint32_t frame, stack;
} rn_backtrace_level;

/* The frames of a text. */
typedef struct rn_backtrace_range {
    size_t first, count; /* count 0: not made yet */
} rn_backtrace_range;

struct rn_backtrace {
    rn_builder *builder;
    rn_report *report;
    rn_make_frames *make;
    void *user;

    rn_memo memo; /* → texts */
    rn_bytes *texts;
    size_t text_capacity;
    rn_backtrace_range *ranges; /* [text * 2 + marked] */
    size_t range_capacity;
    uint32_t *frames; /* of ranges */
    size_t frame_count, frame_capacity;

    uint32_t *entries; /* of the stack at hand, leaf first: indexes of ranges */
    size_t count, entry_capacity, most;
    uint32_t *roots; /* frames above them, outermost first */
    size_t root_count, root_capacity;

    rn_backtrace_level *levels;
    size_t level, level_count, level_capacity;
    uint32_t no_stack; /* its frame, or RN_NONE */
};

void rn_backtrace_init(rn_backtrace *trace, rn_builder *builder, rn_report *report,
                       rn_make_frames *make, void *user);
void rn_backtrace_finish(rn_backtrace *trace);

/* One more frame of the stack at hand, the caller of what was added before.  The text must stay where it
 * is. */
void rn_backtrace_add(rn_backtrace *trace, rn_bytes text, bool marked);

/* Marks all frames that were added so far. */
void rn_backtrace_mark(rn_backtrace *trace);

/* For `make`: the next frame of the text. */
void rn_backtrace_make(rn_backtrace *trace, uint32_t frame);

/* A pseudo-frame above the stack at hand, below those added before. */
void rn_backtrace_add_root(rn_backtrace *trace, rn_bytes name, rn_kind kind);

/* Drops the stack at hand. */
void rn_backtrace_drop(rn_backtrace *trace);

/* The builder's stack of what was added, of which nothing is left; '[no stack]' when no frame was. */
uint32_t rn_backtrace_take(rn_backtrace *trace);

#endif

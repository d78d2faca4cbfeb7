/* Large text is read by several threads, each a part of it into a builder of its own; then the parts are
 * put together in their order.  What comes out is what one thread would have made, number by number:
 * parts begin where records begin, and a reader gives up where a part cannot be understood alone; then
 * one thread reads everything. */
#ifndef RN_SPLIT_H
#define RN_SPLIT_H

#include <stdatomic.h>

#include "input/lines.h"
#include "profile/copy.h"

typedef struct rn_split_part {
    rn_bytes input;
    char line_end; /* of the whole input */
    bool is_alone; /* the part is everything */
    rn_builder *builder;
    rn_report *report;
    uint64_t lines; /* to be set at the end: how many it has */
    size_t next_pass, dropped;
    atomic_bool *given_up; /* by any part */
} rn_split_part;

typedef struct rn_split_format {
    size_t state_size;
    /* Where a record begins, at `from` or after; input.size when there is none. */
    size_t (*find_record)(rn_bytes input, size_t from);
    /* Reads a part; the state is a copy of the model.  Errors are in the part's report or builder. */
    void (*read)(void *state, rn_split_part *part);
    /* Adds what the state of the next part holds beside its builder, which was copied. */
    bool (*add)(void *state, const void *next, const rn_copied *copied);
    void (*finish)(void *state); /* frees what it holds */
} rn_split_format;

/* Reads all of the input into `state`, builder and report.  `model` is the state to begin with. */
void rn_split_read(const rn_split_format *format, void *state, const void *model, rn_bytes input,
                   rn_builder *builder, rn_report *report);

/* Forgets what was read, and what was said of it since `before`.  False when memory is out, which is then in the
 * report. */
bool rn_split_forget(rn_builder *builder, const rn_report *before, rn_report *report);

/* find_record of formats whose records are lines. */
size_t rn_split_find_line(rn_bytes input, size_t from);

static inline rn_lines rn_split_lines(const rn_split_part *part)
{
    return (rn_lines){.input = part->input, .end = part->line_end};
}

/* Says that the part cannot be read without those before it; false when there are none. */
static inline bool rn_split_give_up(const rn_split_part *part)
{
    if (part->is_alone)
        return false;
    atomic_store_explicit(part->given_up, true, memory_order_relaxed);
    return true;
}

/* Gives pages back that were read.  False when somebody gave up. */
bool rn_split_pass(rn_split_part *part, size_t at);

/* To be asked at every line. */
static inline bool rn_split_goes_on(rn_split_part *part, size_t at)
{
    return at < part->next_pass || rn_split_pass(part, at);
}

#endif

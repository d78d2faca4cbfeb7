/* Stacks as rows of {caller's row, frame}, as Firefox keeps them: become stacks of the builder when a sample
 * has them. */
#ifndef RN_STACK_ROWS_H
#define RN_STACK_ROWS_H

#include "profile/builder.h"
#include "read/json_columns.h"

typedef struct rn_stack_rows {
    rn_column prefix; /* NaN: none */
    rn_column frame;
    size_t frame_count;
    /* The builder's frame; RN_NONE: it is left out.  A failure is in the report. */
    uint32_t (*frame_of)(void *reader, uint32_t frame);
    void *reader;
    rn_builder *builder;
    rn_report *report;

    uint32_t root;    /* what the stacks of the thread at hand stand on */
    uint32_t thread;  /* counts them */
    uint32_t *owners; /* [row]: the thread that stacks[row] is of */
    uint32_t *stacks; /* RN_NONE: it is being made */
    size_t owner_capacity, stack_capacity;
    uint32_t *path;
    size_t path_capacity;
} rn_stack_rows;

/* Before the first stack of a thread, after the columns are there. */
bool rn_stack_rows_begin(rn_stack_rows *rows, uint32_t root);

/* The stack of the row in `row` of `column`; RN_NONE when there is none. */
bool rn_stack_rows_get(rn_stack_rows *rows, const rn_column *column, size_t row, uint32_t *stack);

void rn_stack_rows_finish(rn_stack_rows *rows);

/* Pushes the frame of a process or thread: 'GeckoMain (tid 712)'; `label` such as "tid". */
uint32_t rn_push_owner(rn_builder *builder, uint32_t stack, rn_kind kind, rn_bytes name,
                       const char *label, rn_bytes id);

#endif

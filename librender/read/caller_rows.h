/* Trees of callers: where cost arose stands at the left, and who called it below, a level deeper, each with what of
 * the cost came through it.  What of a row its callers do not have ended there. */
#ifndef RN_CALLER_ROWS_H
#define RN_CALLER_ROWS_H

#include "profile/builder.h"

/* A row whose callers may follow. */
typedef struct rn_caller_row {
    uint32_t frame;
    double left; /* of its cost: what no caller has */
} rn_caller_row;

typedef struct rn_caller_rows {
    rn_builder *builder;
    uint32_t metric;
    rn_caller_row *rows;
    size_t count, capacity;
    bool has_value;
    uint64_t contradictions; /* rows whose callers have more than they have */
} rn_caller_rows;

/* A row at `level`, at most one deeper than the last one; RN_NONE is the frame of no function.  False when memory
 * is out, which the builder's report then tells. */
bool rn_caller_rows_enter(rn_caller_rows *tree, size_t level, uint32_t frame, double value);

/* Ends the rows that are open from `level` on. */
void rn_caller_rows_close(rn_caller_rows *tree, size_t level);

void rn_caller_rows_finish(rn_caller_rows *tree);

#endif

/* Call trees written as an outline: a row a call, deeper than the row that called it. */
#ifndef RN_OUTLINE_H
#define RN_OUTLINE_H

#include "profile/builder.h"

typedef struct rn_outline_level {
    uint64_t depth;
    uint32_t stack;
} rn_outline_level;

/* Zeroed, it is ready. */
typedef struct rn_outline {
    rn_outline_level *levels; /* the row before and those around it */
    size_t count, capacity;
} rn_outline;

/* The stack of a row: `frame` below the last row that is less deep, however much less.  0 when memory
 * is out, which the builder's report then tells. */
uint32_t rn_outline_enter(rn_outline *outline, rn_builder *builder, uint64_t depth, uint32_t frame);

void rn_outline_finish(rn_outline *outline);

#endif

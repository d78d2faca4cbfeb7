/* Which arc a call in a callgrind file is.  The costs of a function stand in blocks, most of them in one: what is called
 * there for the first time is a new arc, and nothing has to be looked up.  A later block of the same function,
 * in another part of the file, mostly calls the same in the same order: the arc after the last one is
 * tried first. */
#ifndef RN_CALLGRIND_ARCS_H
#define RN_CALLGRIND_ARCS_H

#include "profile/builder.h"

/* Of a function: its last caller and their arc; the block in which it calls for the first time, and its first arc. */
typedef struct rn_callgrind_calling {
    uint32_t caller, arc; /* the caller + 1; 0: none yet */
    uint64_t block;       /* 0: none yet */
    uint32_t first_arc;
} rn_callgrind_calling;

/* Zeroed, it is ready. */
typedef struct rn_callgrind_arcs {
    rn_callgrind_calling *calling; /* [function] */
    size_t count, capacity;
    uint64_t block; /* how many there were */
    uint32_t next;  /* the arc that the next call probably is */
} rn_callgrind_arcs;

void rn_callgrind_arcs_finish(rn_callgrind_arcs *arcs);

/* A block of this function begins. */
void rn_callgrind_begin_block(rn_callgrind_arcs *arcs, uint32_t function);

/* The arc of a call in the block, of which `caller` is the function.  False when memory is out. */
bool rn_callgrind_arc(rn_callgrind_arcs *arcs, rn_builder *builder, uint32_t caller,
                      uint32_t callee, uint32_t *arc);

#endif

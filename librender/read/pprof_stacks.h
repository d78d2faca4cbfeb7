/* The stacks of pprof's samples, of which several are made together: whoever looks up where a stack branches off waits
 * for memory, and so they wait together. */
#ifndef RN_PPROF_STACKS_H
#define RN_PPROF_STACKS_H

#include "read/pprof_ends.h"
#include "read/pprof_lists.h"
#include "read/pprof_tables.h"

enum { RN_PPROF_STACKS_MAX = 128 };

typedef struct rn_pprof_stack {
    rn_bytes locations;     /* as they stand in the file, perhaps with other fields */
    uint32_t list;          /* of equal ones; RN_NONE: not known */
    bool is_known;          /* its list came before, and is made now or soon */
    rn_pprof_search search; /* for its locations, where they stand in one field */
    uint32_t root;          /* that it stands on */
    uint32_t stack, depth;  /* as far as it is there, until it is made */
    size_t first, count;    /* of `frames`: those that are left */
} rn_pprof_stack;

typedef struct rn_pprof_stacks {
    rn_pprof_tables *tables;
    rn_pprof_lists lists;
    rn_pprof_ends ends;
    rn_pprof_stack items[RN_PPROF_STACKS_MAX];
    size_t count;
    uint32_t *frames, *passed;
    size_t frame_count, frame_capacity, passed_capacity;
    uint64_t *ids; /* of locations */
    size_t id_count, id_capacity;
} rn_pprof_stacks;

/* False when memory is out. */
bool rn_pprof_stacks_init(rn_pprof_stacks *stacks, rn_pprof_tables *tables);
void rn_pprof_stacks_finish(rn_pprof_stacks *stacks);

/* Adds a sample's stack, when there are fewer than RN_PPROF_STACKS_MAX.  `locations` are fields, of which others than those
 * do not matter; `packed` are the numbers where they stand in one field, else empty.  False when memory is out. */
bool rn_pprof_stacks_add(rn_pprof_stacks *stacks, uint32_t root, rn_bytes locations,
                         rn_bytes packed);
/* Makes those that were added.  They are there until the next one is added. */
bool rn_pprof_stacks_make(rn_pprof_stacks *stacks);

#endif

/* The stacks of pprof's samples, of which several are made together: whoever looks up where a stack branches off waits
 * for memory, and so they wait together.  Equal lists of locations are known by their bytes, unless hardly any turn out
 * to be equal. */
#ifndef RN_PPROF_STACKS_H
#define RN_PPROF_STACKS_H

#include "read/memo.h"
#include "read/pprof_tables.h"

enum { RN_PPROF_STACKS_MAX = 16 };

typedef struct rn_pprof_stack {
    uint32_t root;       /* that it stands on */
    size_t first, count; /* of `frames`, the outermost first */
    uint32_t list;       /* of the lists that are known; RN_NONE: of none */
    bool is_known;       /* its list came before: it has no frames here */
    uint32_t stack;      /* once it is made */
} rn_pprof_stack;

typedef struct rn_pprof_stacks {
    rn_pprof_tables *tables;
    rn_pprof_stack items[RN_PPROF_STACKS_MAX];
    size_t count;
    bool is_full; /* they are to be made before there is one more */
    uint32_t *frames, *passed;
    size_t frame_count, frame_capacity, passed_capacity;
    uint64_t *ids; /* of locations */
    size_t id_capacity;

    rn_memo texts;  /* lists of locations, as they stand in the file */
    rn_map lists;   /* (root, text) → list */
    uint32_t *made; /* [list]: its stack */
    size_t list_count, made_capacity, lists_met;
    bool forgets; /* lists that were met */
} rn_pprof_stacks;

void rn_pprof_stacks_finish(rn_pprof_stacks *stacks);

/* Adds the stack of the locations in `message`, whose other fields do not matter. */
bool rn_pprof_stacks_add(rn_pprof_stacks *stacks, uint32_t root, rn_bytes message);
/* Makes those that were added.  They are there until the next one is added. */
bool rn_pprof_stacks_make(rn_pprof_stacks *stacks);

/* Repeated numbers, which may be packed or not, are added to a list. */
bool rn_pprof_add_numbers(rn_pprof_tables *tables, const rn_wire *wire, uint64_t **numbers,
                          size_t *count, size_t *capacity);

#endif

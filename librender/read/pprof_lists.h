/* Lists of locations that are equal, as they stand in the file: unless hardly any turn out to be. */
#ifndef RN_PPROF_LISTS_H
#define RN_PPROF_LISTS_H

#include "base/map.h"
#include "read/memo.h"

/* Zeroed, it is ready. */
typedef struct rn_pprof_lists {
    rn_memo texts;
    rn_map numbers; /* (root, text) → list */
    uint32_t *made; /* [list]: its stack, once that is made */
    uint32_t count;
    size_t capacity, met;
    bool forgets; /* lists that were met */
} rn_pprof_lists;

void rn_pprof_lists_finish(rn_pprof_lists *lists);

/* The number of a list whose stack stands on a root; RN_NONE: it is not known which.  False when memory is out. */
bool rn_pprof_lists_put(rn_pprof_lists *lists, uint32_t root, rn_bytes text, uint32_t *number,
                        bool *is_new);

/* Once in a while, when all stacks are made: forgets lists that are not worth their memory. */
void rn_pprof_lists_weigh(rn_pprof_lists *lists);

#endif

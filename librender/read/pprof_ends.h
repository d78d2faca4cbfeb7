/* Lists of locations by how they end: there the outermost ones are, which many stacks share. */
#ifndef RN_PPROF_ENDS_H
#define RN_PPROF_ENDS_H

#include "base/bytes.h"
#include "read/beginnings.h"

/* A list and the stack that was made of it. */
typedef struct rn_pprof_list {
    rn_bytes bytes; /* numbers one after the other; slices of the input */
    uint32_t root, stack;
    size_t depth; /* of frames on the root */
} rn_pprof_list;

typedef struct rn_pprof_ends {
    rn_beginnings *known;
    rn_pprof_list *lists; /* [place] */
} rn_pprof_ends;

/* False when memory is out. */
bool rn_pprof_ends_init(rn_pprof_ends *ends);
void rn_pprof_ends_finish(rn_pprof_ends *ends);

/* A list that ends like `bytes`, or NULL: the last *common bytes of both are equal, and whole numbers.  Where `bytes` is
 * worth keeping *place becomes that of its list, else RN_NONE. */
const rn_pprof_list *rn_pprof_ends_find(rn_pprof_ends *ends, rn_bytes bytes, size_t *common,
                                        uint32_t *place);

#endif

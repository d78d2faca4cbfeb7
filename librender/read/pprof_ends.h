/* Lists of locations by how they end: there the outermost ones are, which many stacks share. */
#ifndef RN_PPROF_ENDS_H
#define RN_PPROF_ENDS_H

#include "base/bytes.h"
#include "read/beginnings.h"

/* The end of a list and the stack that was made of it. */
typedef struct rn_pprof_end {
    uint32_t size; /* in bytes */
    uint32_t stack, depth;
} rn_pprof_end;

typedef struct rn_pprof_list {
    rn_bytes bytes; /* numbers one after the other; of the input */
    uint32_t root;  /* that its stack stands on */
    rn_pprof_end whole;
    rn_pprof_end shared; /* with the list that was like it last */
} rn_pprof_list;

typedef struct rn_pprof_ends {
    rn_beginnings *known;
    rn_pprof_list *lists; /* [place] */
} rn_pprof_ends;

/* What is looked for.  Each step brings near what the next one reads, for whoever has several lists to look for. */
typedef struct rn_pprof_search {
    rn_bytes bytes;
    uint64_t hashes[RN_BEGINNINGS_LEVELS];
    uint32_t hash_count;
    uint32_t like;  /* the place of a list that may end like this one; RN_NONE: there is none */
    uint32_t place; /* where to keep this one; RN_NONE: it is not worth a place */
} rn_pprof_search;

/* False when memory is out. */
bool rn_pprof_ends_init(rn_pprof_ends *ends);
void rn_pprof_ends_finish(rn_pprof_ends *ends);

/* Nothing is found where `bytes` are empty, or very many. */
void rn_pprof_ends_begin(const rn_pprof_ends *ends, rn_pprof_search *search, rn_bytes bytes);
void rn_pprof_ends_look(rn_pprof_ends *ends, rn_pprof_search *search);
void rn_pprof_ends_go_near(const rn_pprof_ends *ends, const rn_pprof_search *search);

/* A list that ends like the one that was looked for, or NULL: the last *common bytes of both are equal, and whole
 * numbers. */
rn_pprof_list *rn_pprof_ends_find(const rn_pprof_ends *ends, const rn_pprof_search *search,
                                  uint32_t *common);

#endif

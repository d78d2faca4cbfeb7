/* What is left out next to the functions that are drawn. */
#ifndef RN_STUBS_H
#define RN_STUBS_H

#include "analyze/prune.h"

enum { RN_STUB_HEAVIEST = 5 };

/* All callers, or all callees, of a function between which and it no arc is drawn. */
typedef struct rn_stub {
    uint32_t function;
    bool are_callers;
    uint32_t count;
    double total;                        /* of these calls, each stack once */
    uint32_t heaviest[RN_STUB_HEAVIEST]; /* arcs of the graph, RN_NONE behind the last one */
} rn_stub;

typedef struct rn_stubs {
    rn_stub *items; /* by function, callers first */
    uint32_t count;
} rn_stubs;

/* Those whose share of rn_prune_whole reaches `threshold`.  False when memory is out. */
bool rn_stubs_find(rn_stubs *out, const rn_graph *graph, const rn_selection *selection,
                   double threshold);
void rn_stubs_finish(rn_stubs *stubs);

#endif

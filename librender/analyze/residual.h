/* Ways over functions that are left out. */
#ifndef RN_RESIDUAL_H
#define RN_RESIDUAL_H

#include "analyze/prune.h"

/* For every two functions that are kept: what the callee costs where only functions that are not kept stand
 * between them, at least one of them, each stack once.  By caller, then callee; the caller frees *out. */
render_status rn_residuals(rn_drawn_arc **out, uint32_t *count, const rn_graph *graph,
                           const bool *kept, rn_report *report);

#endif

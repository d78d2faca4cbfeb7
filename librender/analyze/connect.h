/* Arcs that keep a call graph together. */
#ifndef RN_CONNECT_H
#define RN_CONNECT_H

#include "analyze/prune.h"

/* Where no arc that is drawn leads to a function, and none connects what hangs on it with what calls it, adds its
 * heaviest arc from a function that is drawn to the residual ones, as rn_drawn_arc.is_light; of costs `arc_total` on the
 * graph's arcs.  Of recorded arcs, a function that only functions which are left out call gets a residual one from where
 * most of its cost comes (origin.h).  False when memory is out. */
bool rn_connect(rn_selection *selection, const rn_graph *graph, const double *arc_total);

#endif

/* One side of a comparison by itself, as far as an estimate reads it.
 *
 * The arcs of both sides are in one profile.  A call that was made on the other side only costs nothing here, but it
 * would close cycles here and lead costs along ways that nobody went. */
#ifndef RN_SIDE_H
#define RN_SIDE_H

#include "profile/profile.h"

typedef struct rn_side {
    rn_profile profile; /* RN_ARCS, of one metric; all but what is below is borrowed */
    rn_arc_info *arcs;
    double *calls, *columns[2]; /* [arc]; the callee's own cost, and its total */
} rn_side;

/* Of a profile that is not compared: all of it. */
render_status rn_side_init(rn_side *out, const rn_profile *profile, uint32_t metric,
                           rn_report *report);
void rn_side_finish(rn_side *side);

#endif

/* Recorded arcs with the first run of a cycle told apart from those inside of it.
 *
 * `python3 program.py` is exec calling the program, which imports, which is exec calling modules: one
 * cycle, in which the program would stand beside the modules that it imports.  But the program's
 * calls took all the time of the outermost exec, so the modules belong to an exec below it.  In
 * general: of the function where a cycle is entered, the costliest calls that fit into its recorded
 * total are taken for those of its outermost run; the other calls get a function of their own, which
 * the members of the cycle call back.
 *
 * A cycle that is entered at several members stays as it is: what each of its callers brought is known
 * exactly, and would not be any more. */
#ifndef RN_NEST_H
#define RN_NEST_H

#include "profile/profile.h"

typedef struct rn_nested {
    rn_profile
        profile;      /* RN_ARCS, of one metric; only what an estimate reads is there, and parts are
                           borrowed from the original */
    uint32_t *origin; /* [function]: in the original */
    bool *in_cycle;   /* [function]: of several functions, in the original */
    double *columns[4]; /* self and total by function; own cost and total by arc */
} rn_nested;

render_status rn_nest(rn_nested *out, const rn_profile *profile, uint32_t metric,
                      rn_report *report);
void rn_nested_finish(rn_nested *nested);

#endif

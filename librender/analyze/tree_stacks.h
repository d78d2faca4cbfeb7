/* A profile of arcs as one of stacks, by the estimate of its tree: for formats that only know stacks. */
#ifndef RN_TREE_STACKS_H
#define RN_TREE_STACKS_H

#include "profile/profile.h"

/* One metric only; what the estimate leaves out is a function "(n more)".  The caller frees *out. */
render_status rn_tree_stacks(rn_profile **out, const rn_profile *profile, uint32_t metric,
                             rn_report *report);

#endif

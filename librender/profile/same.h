/* Which functions of two profiles are the same one. */
#ifndef RN_SAME_H
#define RN_SAME_H

#include "profile/profile.h"

/* match[f] becomes, for each function of `base`, the function of `profile` that it is, or RN_NONE.
 * The name must be equal always.  First come functions whose module, file and line are equal, too;
 * then those whose module and file are, for code that moved within its file; then those whose module
 * and file are equal without folders and versions ("lib/libz.so.1.2.3": "libz"), for programs that
 * were built or installed elsewhere.  Several that are alike are paired by their lines.  False when
 * memory is out. */
bool rn_same_functions(uint32_t *match, const rn_profile *profile, const rn_profile *base);

#endif

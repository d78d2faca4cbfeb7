/* Functions that patterns find. */
#ifndef RN_MARKS_H
#define RN_MARKS_H

#include "profile/profile.h"

/* One byte a function: whether the pattern (a regular expression of Python's syntax, searched for in the name,
 * the file or the module; '=NAME' is that name) finds it; NULL without a pattern.  *any tells whether it
 * finds one.  `option` is what errors call it.  The caller frees *out. */
render_status rn_marks_find(bool **out, const rn_profile *profile, const char *pattern,
                            const char *option, bool *any, rn_report *report);

/* The functions to highlight; NULL without a pattern.  RENDER_ERROR_EMPTY when it finds none. */
render_status rn_marks_highlight(bool **out, const rn_profile *profile, const char *pattern,
                                 rn_report *report);

/* Marks the functions in whose names a regular expression is found or, when there are none, in whose file or
 * module.  RENDER_ERROR_ARGUMENT when it is none. */
render_status rn_marks_search(bool *marks, const rn_profile *profile, const char *pattern,
                              const char *option, bool *any, rn_report *report);

#endif

/* Regular expressions as Python's module re writes them, searched with PCRE2. */
#ifndef RN_REGEX_H
#define RN_REGEX_H

#include "base/bytes.h"
#include "librender.h"

typedef struct rn_regex rn_regex;

/* `steps` bounds each search.  RENDER_ERROR_ARGUMENT when Python would not take the pattern.  The caller frees
 * *out. */
render_status rn_regex_new(rn_regex **out, rn_bytes pattern, uint32_t steps);
void rn_regex_free(rn_regex *regex);

/* What the pattern finds first in clean text: its first group, when it has one that took part, else the
 * whole; empty when it finds nothing.  A slice of `text`. */
render_status rn_regex_find(const rn_regex *regex, rn_bytes text, rn_bytes *found);
/* Whether the pattern occurs in clean text (text.h).  RENDER_ERROR_LIMIT when the search takes too
 * many steps. */
render_status rn_regex_search(const rn_regex *regex, rn_bytes text, bool *found);

#endif

/* Patterns that name functions: '=name' (literal), or an exact name, else a shell glob ('*', '?',
 * '[…]') over the whole name.  An exact name wins over its reading as a glob, so that 'operator[]'
 * means itself. */
#ifndef RN_MATCH_H
#define RN_MATCH_H

#include "base/bytes.h"

/* True when `name` is literally what the pattern names. */
bool rn_match_exact(const char *pattern, rn_bytes name);

/* True when `name` fits the pattern read as a glob; false for '=…' patterns. */
bool rn_match_glob(const char *pattern, rn_bytes name);

#endif

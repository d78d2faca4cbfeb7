/* Where a JSON value ends whose beginning was read, by quotes and brackets alone. */
#ifndef RN_JSON_PASS_H
#define RN_JSON_PASS_H

#include "base/bytes.h"

/* The place of the bracket that closes the one before `at`; input.size when there is none; that of an opening
 * bracket when it is nested more than `most` deep, with the first one.  What lies between is not checked, nor
 * are kinds of brackets told apart. */
size_t rn_json_closing_bracket(rn_bytes input, size_t at, size_t most);

#endif

/* Escapes in the strings of the tokenizer of json.h.  Halves of surrogate pairs become U+FFFD. */
#ifndef RN_JSON_ESCAPE_H
#define RN_JSON_ESCAPE_H

#include "input/json.h"

/* Puts what the escape means whose backslash is at json->at into json->scratch, and goes past it; false when it is none
 * that JSON knows. */
bool rn_json_take_escape(rn_json *json);

#endif

/* JSON that can stand in an HTML document. */
#ifndef RN_PAGE_JSON_H
#define RN_PAGE_JSON_H

#include "base/buffer.h"

/* Appends a string in quotes: neither '<', '>' nor '&' is in it, nor a line's end of any kind. */
void rn_put_json_text(rn_buffer *out, rn_bytes text);

/* Appends a number with no more digits than tell (nine); null when it is none. */
void rn_put_json_number(rn_buffer *out, double value);

/* Appends "key": with a comma before, unless an object has just been opened. */
void rn_put_json_key(rn_buffer *out, const char *key);

/* Appends "key":[item, …] of `count` items. */
typedef void (*rn_put_json_item)(rn_buffer *out, const void *user, size_t index);
void rn_put_json_column(rn_buffer *out, const char *key, size_t count, rn_put_json_item put,
                        const void *user);

#endif

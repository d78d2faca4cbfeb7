/* UTF-8: checking, repair and stepping through it. */
#ifndef RN_TEXT_H
#define RN_TEXT_H

#include "base/buffer.h"

/* True when `text` is valid UTF-8 without control characters (below U+0020, U+007F to U+009F). */
bool rn_text_is_clean(rn_bytes text);

/* True when `text` is valid UTF-8; surrogates are not. */
bool rn_text_is_utf8(rn_bytes text);

/* Appends `text` made clean: control characters become '\xNN' or '\n', '\t' and '\r' in that form;
 * surrogates that Python wrote as UTF-8 become U+FFFD; a text that is otherwise no UTF-8 is taken as
 * Latin-1 as a whole (then *latin1 is set). */
void rn_text_repair(rn_buffer *out, rn_bytes text, bool *latin1);

/* Decodes the character at the start of valid UTF-8; its length in *length.  text.size > 0. */
uint32_t rn_text_decode(rn_bytes text, size_t *length);

/* The longest beginning of at most `most` bytes that ends with a whole character. */
rn_bytes rn_text_cut(rn_bytes text, size_t most);

/* Appends a code point as UTF-8. */
void rn_text_encode(rn_buffer *out, uint32_t code);

/* Appends clean text as a JSON string. */
void rn_put_json_string(rn_buffer *out, rn_bytes text);

/* The number of characters of valid UTF-8. */
size_t rn_text_length(rn_bytes text);

#endif

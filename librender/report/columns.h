/* Columns of text.  Widths count characters. */
#ifndef RN_COLUMNS_H
#define RN_COLUMNS_H

#include "base/buffer.h"

void rn_put_blanks(rn_buffer *out, size_t count);

/* Clean text, with blanks before or behind it. */
void rn_put_right(rn_buffer *out, rn_bytes text, size_t width);
void rn_put_left(rn_buffer *out, rn_bytes text, size_t width);

#endif

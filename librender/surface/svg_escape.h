/* Text for XML: for elements and for attributes in double quotes. */
#ifndef RN_SVG_ESCAPE_H
#define RN_SVG_ESCAPE_H

#include "base/buffer.h"

/* Appends `string` with entities; what is no character of XML, such as bytes that are no UTF-8, becomes
 * U+FFFD. */
void rn_svg_put_escaped(rn_buffer *out, const char *string);

/* The same for elements alone, where quotes are what they are. */
void rn_svg_put_content(rn_buffer *out, const char *string);

#endif

/* Attributes in Graphviz' language. */
#ifndef RN_DOT_TEXT_H
#define RN_DOT_TEXT_H

#include "base/buffer.h"
#include "style/color.h"

/* Appends name="value".  Graphviz reads backslashes as escapes and '&' as the start of an entity: both are
 * escaped, and line ends become its own. */
void rn_put_dot_string(rn_buffer *out, const char *name, rn_bytes value);
void rn_put_dot_color(rn_buffer *out, const char *name, rn_rgba color);
/* With two decimals at most. */
void rn_put_dot_number(rn_buffer *out, const char *name, double value);

#endif

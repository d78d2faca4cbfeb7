/* Text in HTML documents. */
#ifndef RN_HTML_H
#define RN_HTML_H

#include "base/buffer.h"

/* Appends text so that it is text in elements and in quoted attributes. */
void rn_put_html(rn_buffer *out, rn_bytes text);

#endif

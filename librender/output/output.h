/* Buffered writing into any sink.  The sink of a file, render_output, is declared in librender.h. */
#ifndef RN_OUTPUT_H
#define RN_OUTPUT_H

#include "base/buffer.h"
#include "base/report.h"

enum { RN_FLUSH_BYTES = 64 * 1024 }; /* a good size for the pieces handed over */

/* Hands the buffer's bytes to the sink and empties it, when it holds at least `at_least` bytes (0:
 * always).  False when the sink refused or the buffer had failed; the report then says so. */
bool rn_flush(rn_buffer *buffer, render_sink sink, size_t at_least, rn_report *report);

#endif

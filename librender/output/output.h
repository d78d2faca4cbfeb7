/* Output files that appear whole or not at all (render_output of librender.h), and buffered writing
 * into any sink. */
#ifndef RN_OUTPUT_H
#define RN_OUTPUT_H

#include "base/buffer.h"
#include "base/report.h"

/* Hands the buffer's bytes to the sink and empties it, when it holds at least `at_least` bytes (0:
 * always).  False when the sink refused or the buffer had failed; the report then says so. */
bool rn_flush(rn_buffer *buffer, render_sink sink, size_t at_least, rn_report *report);

#endif

/* What a file is that no reader takes. */
#ifndef RN_STRANGER_H
#define RN_STRANGER_H

#include "base/buffer.h"

/* Appends one sentence: what `input` resembles and what to do about it, or which formats a file of this
 * name mostly is.  `path` may be NULL. */
void rn_stranger_tell(rn_bytes input, const char *path, rn_buffer *out);

#endif

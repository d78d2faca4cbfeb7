/* One input through one reader, as the library does it: for the fuzz targets and the replay. */
#ifndef READ_ONCE_H
#define READ_ONCE_H

#include "read/formats.h"

/* Decodes (when `decode`) and reads a copy of `input` whose end is the end of its memory, checks the
 * profile that comes of it and writes it as JSON and folded stacks; then once more with some of what a
 * user may ask for, and in parts.  True when there was a profile.  Ends the process when a promise is
 * broken: a profile that fails its check, a failure without a message or with one that is no clean
 * line, parts that make another profile than the whole. */
bool read_once(const rn_format *format, rn_bytes input, bool decode);

#endif

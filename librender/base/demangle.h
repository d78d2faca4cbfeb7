/* The names that compilers give to the linker, turned back: C++ (Itanium ABI), Rust (both schemes),
 * D. */
#ifndef RN_DEMANGLE_H
#define RN_DEMANGLE_H

#include "base/buffer.h"

/* Whether `name` begins as a mangled one does. */
bool rn_is_mangled(rn_bytes name);

/* Appends the name in the language it was written in, with its arguments, without Rust's hashes; a
 * version after '@' stays.  False, with nothing appended, when it is no mangled name. */
bool rn_demangle(rn_buffer *out, rn_bytes name);

#endif

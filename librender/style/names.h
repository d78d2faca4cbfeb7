/* How functions are called in a picture. */
#ifndef RN_NAMES_H
#define RN_NAMES_H

#include "base/buffer.h"
#include "profile/profile.h"

/* Appends the label of a function: its name, and where names repeat in the profile what tells them
 * apart ("main (u.py:3)").  Python's file functions read "parse (m.py:5)"; "<module>" reads
 * "<module> m.py".  `ambiguous` says whether another function of the profile has the same name: 1, and
 * 2 when even the ends of their paths are the same, so that nothing less than the whole place will do. */
void rn_put_label(rn_buffer *out, const rn_profile *profile, uint32_t function, uint8_t ambiguous);

/* The same without what tells functions of one name apart, for where there is little room; of a function without a
 * name ("<lambda>", "(anonymous)") nothing but its place. */
void rn_put_short_label(rn_buffer *out, const rn_profile *profile, uint32_t function);

/* `name` without its outermost qualifier ("java.util.List.add(int)" → "util.List.add(int)", also at '::'
 * and '/', Rust's "<T as Trait>::f" → "f" and Scala's "$anonfun$f$1" → "f$1"); empty when there is none to give up: what compilers append
 * ("f.isra.0"), and the ends of files' names ("m.py"), are none, so that of "m.py:f" the whole file goes. */
rn_bytes rn_name_tail(rn_bytes name);

/* The size of the beginning that tells something: a letter or digit, and a character more ("__li" of "__libc_start").
 * All of a text that has no more. */
size_t rn_telling_size(rn_bytes text);

/* How many bytes at the start of `name` are the path of the package it is in, the last separator with them:
 * "cmd/compile/internal/" of Go's "cmd/compile/internal/ssa.Compile", "com.example." of Java's
 * "com.example.Shop.sell".  0: none. */
size_t rn_name_path_size(rn_bytes name);

/* Appends everything known: name, module, file:line. */
void rn_put_full_name(rn_buffer *out, const rn_profile *profile, uint32_t function);

/* The same for the first line of a tooltip, of which there are thousands in a picture: of a file of a Python
 * package without the folders that the package is in. */
void rn_put_tooltip_name(rn_buffer *out, const rn_profile *profile, uint32_t function);

/* A file of a Python package without the folders that the package is in; any other file as it is. */
rn_bytes rn_name_in_package(rn_bytes file);

/* One byte a function: how much its name is shared, 0 to 2.  NULL when memory is out; free() it. */
uint8_t *rn_names_ambiguous(const rn_profile *profile);

#endif

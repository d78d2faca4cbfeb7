/* Names without arguments and templates. */
#ifndef RN_STRIP_H
#define RN_STRIP_H

#include "base/buffer.h"
#include "profile/profile.h"

/* gprof2dot's -s: without (…), a trailing const, and <…>; but a name that would come out empty, an
 * operator, "(anonymous namespace)", Go's receivers and Python's <…> keep theirs. */
void rn_put_stripped(rn_buffer *out, rn_bytes name);

/* As rn_put_label, with the name stripped. */
void rn_put_stripped_label(rn_buffer *out, const rn_profile *profile, uint32_t function,
                           uint8_t ambiguous);

/* One a function: whether another one has the same stripped label, so that both have to keep their brackets.
 * `ambiguous` is what rn_names_ambiguous says.  NULL when memory is out; free() it. */
bool *rn_names_alike_stripped(const rn_profile *profile, const uint8_t *ambiguous);

/* A character of an identifier. */
bool rn_is_word(char c);

/* Where the bracket that opens at `at` has been closed; 0 when it is not. */
size_t rn_after_bracket(rn_bytes name, size_t at);

/* The length of "operator" and its sign at `at`: operator(), operator<<, operator->; else 0. */
size_t rn_operator_at(rn_bytes name, size_t at);

/* Whether the bracket from `at` to `end` is part of the name rather than arguments: "(anonymous namespace)", Go's
 * receivers "(*mheap).", Rust's "<T as Trait>::", and names that are nothing but a bracket. */
bool rn_keeps_bracket(rn_bytes name, size_t at, size_t end);

#endif

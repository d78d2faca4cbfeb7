/* Names that are too long, shortened step by step so that what they are called stays:
 *
 *     0  bool std::_Rb_tree<std::pair<int, long>, std::less<int> >::erase<void>(std::pair<int, long> const&)
 *     1  bool std::_Rb_tree<pair<int, long>, less<int> >::erase<void>(pair<int, long> const&)
 *     2  std::_Rb_tree<pair<int, long>, less<int> >::erase<void>(…)
 *     3  std::_Rb_tree<pair<…>, less<…> >::erase<void>(…)
 *     4  std::_Rb_tree<…>::erase<…>(…)
 *     5  …_Rb_tree<…>::erase<…>(…), and so on without outer qualifiers
 *
 * Rust's "<T as Trait>::f" and Go's "pkg.(*T).f" keep their brackets: they say whose function it is. */
#ifndef RN_SHORTEN_H
#define RN_SHORTEN_H

#include "base/buffer.h"

/* Steps that have an end: qualifiers are given up one by one. */
enum { RN_SHORTEN_STEPS = 16 };

/* Appends `name` after `step` steps.  Names that are very long stay as they are. */
void rn_put_shortened(rn_buffer *out, rn_bytes name, int step);

/* The same after step 4, and without "const" and "[clone …]" at the end, of names that have a scope or arguments; of
 * others nothing, and false. */
bool rn_put_signature(rn_buffer *out, rn_bytes name);

#endif

/* Names of Rust functions that a C++ demangler left half done. */
#ifndef RN_RUST_NAME_H
#define RN_RUST_NAME_H

#include "base/buffer.h"

/* Appends `name` as Rust spells it, without its hash:
 *
 *     _$LT$std..fs..ReadDir$u20$as$u20$Iterator$GT$::next::hc14f1750ca79129b
 *     <std::fs::ReadDir as Iterator>::next
 *
 * A ' (.llvm.1551)' after it goes, too.  False, and nothing appended, when it does not end in such a
 * hash. */
bool rn_rust_name_repair(rn_buffer *out, rn_bytes name);

#endif

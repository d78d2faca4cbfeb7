/* Symbols and addresses as profilers write them. */
#ifndef RN_SYMBOL_H
#define RN_SYMBOL_H

#include "base/buffer.h"

/* The last part of a path. */
rn_bytes rn_symbol_base_name(rn_bytes path);

/* Cuts the offset into a function at the end: '+0x1f'. */
rn_bytes rn_symbol_cut_offset(rn_bytes symbol);

/* Splits 'TEXT(INSIDE)' at the parenthesis that the last one closes; *text is then TEXT.  False when
 * there is none. */
bool rn_symbol_cut_parentheses(rn_bytes *text, rn_bytes *inside);

/* The name of what has none: '[libc.so.6+0x1f2e]', or the address alone. */
void rn_symbol_put_address(rn_buffer *out, rn_bytes module, uint64_t address);

#endif

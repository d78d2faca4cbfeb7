/* Lines of folded stacks: what they hold, the numbers at their ends, and where frames end. */
#ifndef RN_FOLDED_TEXT_H
#define RN_FOLDED_TEXT_H

#include "base/bytes.h"

/* Nothing to read: blank, or a comment. */
bool rn_folded_is_silent(rn_bytes line);

/* Cuts the number at the end of a line off, with the blanks before it. */
bool rn_folded_cut_number(rn_bytes *line, double *value);

/* Cuts one number off, or of a comparison two, which leaves the stack; else says what is wrong with them. */
const char *rn_folded_take_values(rn_bytes *line, bool pairs, double *after, double *before);

/* Where the frame that begins at `start` ends: at a ';', or at the end of the text. */
size_t rn_folded_frame_end(rn_bytes text, size_t start);

/* Whether the ';' at `end` may not be the end of the frame that begins at `start`. */
static inline bool rn_folded_is_odd(rn_bytes text, size_t start, size_t end)
{
    char first = start < text.size ? text.data[start] : '\0';
    char after = end + 1 < text.size ? text.data[end + 1] : '\0';
    return first == 'p' || after == ' ' || after == ':';
}

/* Whether it ends at `end` whatever follows: not so before '; ' and ';::', and in a command line. */
bool rn_folded_ends_surely(rn_bytes text, size_t start, size_t end);

#endif

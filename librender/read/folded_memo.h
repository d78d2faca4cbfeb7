/* Lines of folded stacks by how they begin, for files in which equal beginnings do not stand one after the other. */
#ifndef RN_FOLDED_MEMO_H
#define RN_FOLDED_MEMO_H

#include "read/folded_words.h"

/* NULL when memory is out. */
rn_folded_memo *rn_folded_memo_new(void);
void rn_folded_memo_free(rn_folded_memo *memo);
void rn_folded_memo_clear(rn_folded_memo *memo);

/* A line that began like the text, or NULL; it holds until the next call of these two. */
const rn_folded_line *rn_folded_memo_find(rn_folded_memo *memo, rn_bytes text);

/* Keeps the line of a text that was looked for, when nothing had such a beginning; the notes of the first `shared` frames
 * are also those of the line that was found. */
void rn_folded_memo_keep(rn_folded_memo *memo, const rn_folded_line *line, uint32_t shared);

#endif

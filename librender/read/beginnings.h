/* Texts by how they begin, for files in which equal beginnings do not stand one after the other: a table by hashes of
 * beginnings that become longer and longer.  What the longest one leads to is the most alike.  A text is kept when it is
 * the second one with some beginning, so that those which never come again cost little; and beginnings that come often
 * are not easily driven out by others.  The texts are kept, and compared, by whoever asks. */
#ifndef RN_BEGINNINGS_H
#define RN_BEGINNINGS_H

#include <stddef.h>
#include <stdint.h>

enum { RN_BEGINNINGS_LEVELS = 16, RN_BEGINNINGS_PLACES = 16384 };

typedef struct rn_beginnings rn_beginnings;

/* NULL when memory is out. */
rn_beginnings *rn_beginnings_new(void);
void rn_beginnings_free(rn_beginnings *beginnings);
void rn_beginnings_clear(rn_beginnings *beginnings);

/* Says that they will be looked for soon. */
void rn_beginnings_prefetch(const rn_beginnings *beginnings, const uint64_t *hashes, size_t count);

/* The place of a text that began like one with these hashes, the shortest beginning first; RN_NONE: there is none, though
 * what is at a place may also be quite another text. */
uint32_t rn_beginnings_find(rn_beginnings *beginnings, const uint64_t *hashes, size_t count);

/* The place for the text that was looked for last, which is found there from now on; RN_NONE: it is not worth one. */
uint32_t rn_beginnings_keep(rn_beginnings *beginnings);

#endif

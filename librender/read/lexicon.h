/* Numbers for distinct texts of an input, as memo.h gives them, for texts that come millions of times:
 * the texts are copied and lie close to each other, so that looking one up does not wait for a far page of
 * the input, and the input may be given back behind it.  A look-up in steps lets many of them wait at
 * once. */
#ifndef RN_LEXICON_H
#define RN_LEXICON_H

#include "base/intern.h"

/* Zeroed, it is ready. */
typedef struct rn_lexicon {
    uint64_t *slots;   /* upper half of the hash | where its record begins; 0: free */
    size_t capacity;   /* a power of two, at most half of them used */
    uint64_t *records; /* each of them: size and id, the text */
    size_t used, room; /* in records */
    uint32_t *places;  /* [id]: its record */
    size_t place_capacity;
    uint32_t count;
} rn_lexicon;

/* A hash for rn_lexicon_put; what that will look at begins to come near. */
uint64_t rn_lexicon_hash(const rn_lexicon *words, rn_bytes text);

/* The next step: what a look-up with this hash will compare begins to come near. */
void rn_lexicon_prefetch(const rn_lexicon *words, uint64_t hash);

/* The id of `text`; RN_NONE when it was not put. */
uint32_t rn_lexicon_get(const rn_lexicon *words, rn_bytes text, uint64_t hash);

/* The id of `text`, a new one (then words->count grew) when it was not put before; RN_NONE when memory
 * is out. */
uint32_t rn_lexicon_put(rn_lexicon *words, rn_bytes text, uint64_t hash);

/* The text of an id; it holds until the next rn_lexicon_put. */
rn_bytes rn_lexicon_text(const rn_lexicon *words, uint32_t id);

void rn_lexicon_finish(rn_lexicon *words);

#endif

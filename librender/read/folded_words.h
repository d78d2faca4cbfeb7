/* The functions of folded stacks: a line's text becomes the ids of its functions, as fast as can be.  Every distinct text
 * of a frame is parsed once; what a text shares with the one before, or with another one that began like it, is not looked
 * at again.  The input must stay where it is. */
#ifndef RN_FOLDED_WORDS_H
#define RN_FOLDED_WORDS_H

#include "read/frame_text.h"
#include "read/lexicon.h"

/* Longer texts are not for this. */
enum { RN_FOLDED_TEXT_MAX = UINT16_MAX };

/* What is known of the first frames of a line. */
typedef struct rn_folded_line {
    rn_bytes text;
    uint32_t depth; /* how many frames are known */
    uint32_t sure;  /* how many of these another text may share */
    uint32_t noted; /* how many have a note */
    uint32_t *ends; /* [frame]: from the start of the text */
    uint32_t *functions;
    uint32_t *notes; /* whatever the caller says of a frame with those before it */
} rn_folded_line;

typedef struct rn_folded_memo rn_folded_memo; /* lines that many others begin like */

/* With the first two set and the rest zeroed, it is ready for rn_folded_words_init. */
typedef struct rn_folded_words {
    rn_builder *builder;
    rn_frame_text (*parse)(rn_bytes frame);

    rn_lexicon words;
    uint32_t *word_functions; /* [word] */
    size_t word_function_capacity;

    rn_folded_line line; /* the one at hand, then the one before */
    uint32_t shared;     /* of its frames: with a line that was taken earlier */
    bool follows;        /* that was the one before */
    uint64_t *hashes;    /* [frame] that is not shared */
    rn_folded_memo *memo;
} rn_folded_words;

/* False when memory is out. */
bool rn_folded_words_init(rn_folded_words *words);
void rn_folded_words_finish(rn_folded_words *words);

/* Takes a text of at most RN_FOLDED_TEXT_MAX bytes.  False after an error, which is in the builder's report. */
bool rn_folded_words_take(rn_folded_words *words, rn_bytes text);

/* Forgets the notes of all lines. */
void rn_folded_words_forget(rn_folded_words *words);

/* The function of one frame; RN_NONE after an error. */
uint32_t rn_folded_words_function(rn_folded_words *words, rn_bytes frame);

#endif

/* Stacks that are texts, one after the other, with ';' between their frames, the root first.  Frames that
 * a text shares with the one before are not looked at again, and every distinct text of a frame is
 * parsed once.  The input must stay where it is. */
#ifndef RN_STACK_TEXT_H
#define RN_STACK_TEXT_H

#include "read/frame_text.h"
#include "read/lexicon.h"

enum { RN_STACK_TEXTS_MAX = 64 };

typedef struct rn_stack_grammar {
    rn_frame_text (*parse)(rn_bytes frame);
    /* Where the frame that begins at `start` ends: at one of the ';' or at the end of the text. */
    size_t (*frame_end)(rn_bytes text, size_t start);
    /* Whether it would end there whatever followed what follows the ';' at `end`. */
    bool (*ends_surely)(rn_bytes text, size_t start, size_t end);
} rn_stack_grammar;

/* Its frames have the places first … first + depth - 1 in the columns below. */
typedef struct rn_stack_line {
    rn_bytes text;
    size_t first, depth;
    size_t shared; /* of these: with the text before */
    size_t sure;   /* how many another text may share */
    uint32_t stack;
} rn_stack_line;

/* With the first two set and the rest zeroed, it is ready. */
typedef struct rn_stack_text {
    rn_builder *builder;
    rn_stack_grammar grammar;
    bool has_commands; /* the first frame of a text is a command */
    uint32_t metric;   /* that something will be added to */

    rn_lexicon words;
    uint32_t *word_frames;
    size_t word_frame_capacity;
    rn_lexicon commands;
    uint32_t *command_frames;
    size_t command_frame_capacity;

    /* the text before, and those at hand: lines[1] … lines[count] */
    rn_stack_line lines[RN_STACK_TEXTS_MAX + 1];
    size_t count;
    size_t *ends; /* of a frame, from the start of its text */
    uint64_t *hashes;
    uint32_t *frames; /* RN_NONE: not known yet */
    uint32_t *stacks;
    size_t used, room; /* of each of the four */
} rn_stack_text;

/* Pushes the frames of a text.  False after an error, which is then in the builder's report. */
bool rn_stack_text_push(rn_stack_text *s, rn_bytes text, uint32_t *stack);

/* The same for many texts, in three steps. */

/* Adds a text to those at hand, which must be fewer than RN_STACK_TEXTS_MAX. */
bool rn_stack_text_add(rn_stack_text *s, rn_bytes text);
/* Makes their stacks, on the stack `root`, in their order: lines[1].stack and so on.  False when something
 * failed: then those after lines[*done] have none. */
bool rn_stack_text_make(rn_stack_text *s, uint32_t root, size_t *done);
/* Goes on to the next texts. */
void rn_stack_text_next(rn_stack_text *s);

/* Makes the next text share nothing. */
void rn_stack_text_forget(rn_stack_text *s);

/* A frame of a text at hand. */
rn_bytes rn_stack_text_frame(const rn_stack_text *s, const rn_stack_line *line, size_t frame);

void rn_stack_text_finish(rn_stack_text *s);

#endif

/* Stacks that are texts, one after the other, with ';' between their frames, the root first.  Frames that
 * a text shares with the one before are not looked at again, and every distinct text of a frame is
 * parsed once.  Nothing is copied; the input must stay where it is. */
#ifndef RN_STACK_TEXT_H
#define RN_STACK_TEXT_H

#include "read/frame_text.h"
#include "read/memo.h"

typedef struct rn_stack_grammar {
    rn_frame_text (*parse)(rn_bytes frame);
    /* Where the frame that begins at `start` ends: at one of the ';' or at the end of the text. */
    size_t (*frame_end)(rn_bytes text, size_t start);
    /* Whether it would end there whatever followed what follows the ';' at `end`. */
    bool (*ends_surely)(rn_bytes text, size_t start, size_t end);
} rn_stack_grammar;

/* A frame of the text before. */
typedef struct rn_stack_level {
    size_t start, end; /* of its text */
    uint32_t stack;
} rn_stack_level;

/* With the first two set and the rest zeroed, it is ready. */
typedef struct rn_stack_text {
    rn_builder *builder;
    rn_stack_grammar grammar;
    rn_memo texts;    /* of frames */
    uint32_t *frames; /* by their number in `texts` */
    size_t frame_capacity;
    rn_bytes last; /* the text before */
    rn_stack_level *levels;
    size_t depth, level_capacity;
    size_t sure; /* of the levels: how many another text may share */
} rn_stack_text;

/* Pushes the frames of a text.  False after an error, which is then in the builder's report. */
bool rn_stack_text_push(rn_stack_text *s, rn_bytes text, uint32_t *stack);

void rn_stack_text_finish(rn_stack_text *s);

#endif

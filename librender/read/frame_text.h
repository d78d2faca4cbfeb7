/* What the text of one frame says in formats where a frame is only a text. */
#ifndef RN_FRAME_TEXT_H
#define RN_FRAME_TEXT_H

#include "profile/builder.h"

typedef struct rn_frame_text {
    rn_function_key function;
    uint32_t line; /* of the frame; 0 is unknown */
} rn_frame_text;

/* Takes annotations off: suffixes such as '_[k]' become flags, ' (file.py:12)', ' (file.py)',
 * ' (libc.so.6)' and 'module`' become file, line and module; '-', 'process 7:"…"' and
 * 'thread (7): …' get their kind.  Other text is a name as it is.  The slices are of `text`. */
rn_frame_text rn_frame_text_parse(rn_bytes text);

/* The same for the form 'file:function:line', and 'tid:7' for threads. */
rn_frame_text rn_frame_text_parse_colons(rn_bytes text);

#endif

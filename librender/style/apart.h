/* Names that look alike in a picture, though they are not. */
#ifndef RN_APART_H
#define RN_APART_H

#include "base/arena.h"
#include "base/bytes.h"

typedef struct rn_alike {
    rn_bytes shown, full; /* what the reader sees; all that there is */
    const char *
        apart; /* out: what tells it from those that are shown alike: parts of `full` with an ellipsis
                             for the rest; of the arena; NULL: nothing is */
} rn_alike;

/* No two names that are shown alike come out with the same `apart`.  False when memory is out. */
bool rn_tell_apart(rn_alike *names, size_t count, rn_arena *arena);

#endif

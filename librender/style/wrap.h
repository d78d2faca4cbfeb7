/* Names on several lines, shortened where they are too long for these. */
#ifndef RN_WRAP_H
#define RN_WRAP_H

#include "base/buffer.h"

typedef struct rn_wrap {
    /* What a part of a name takes, in any unit. */
    double (*width)(void *user, rn_bytes part);
    void *user;
    double limit, last_limit; /* of lines, and of the last one */
    int lines;
} rn_wrap;

/* How much of `text` goes on one line: up to the last good break that fits, or as much as fits.  Good ones are behind
 * blanks, commas, '::', '.' and '/', then behind brackets that open, then behind '_' and between the words of camelCase. */
size_t rn_wrap_size(const rn_wrap *how, rn_bytes text);

/* Appends the name, shortened (shorten.h) as little as it takes to fit. */
void rn_put_fitting(rn_buffer *out, rn_bytes name, const rn_wrap *how);

#endif

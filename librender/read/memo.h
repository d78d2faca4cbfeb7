/* Numbers for distinct slices of an input, so that each is looked into once: ids count up from 0.
 * Nothing is copied; the input must stay where it is. */
#ifndef RN_MEMO_H
#define RN_MEMO_H

#include "base/intern.h"

typedef struct rn_memo_slot {
    const char *text; /* NULL: free */
    uint64_t hash;
    size_t size;
    uint32_t id;
} rn_memo_slot;

/* Zeroed, it is ready. */
typedef struct rn_memo {
    rn_memo_slot *slots; /* a power of two, at most half of them used */
    size_t capacity;
    uint32_t count;
} rn_memo;

/* The id of `text`; RN_NONE when it was not put. */
uint32_t rn_memo_get(const rn_memo *memo, rn_bytes text);

/* The id of `text`, a new one (then memo->count grew) when it was not put before; RN_NONE when memory
 * is out. */
uint32_t rn_memo_put(rn_memo *memo, rn_bytes text);

/* It is as zeroed then. */
void rn_memo_finish(rn_memo *memo);

#endif

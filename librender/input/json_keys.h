/* The keys that a JSON text had so far.  Records of one kind have the same keys in the same order, so that what
 * followed a key the last time is most likely what follows it now: thirty-two bytes are compared at once, and neither
 * quotes nor blanks nor the colon are looked for.  That spares a sixth of the instructions of reading a trace of events,
 * and a tenth of the time. */
#ifndef RN_JSON_KEYS_H
#define RN_JSON_KEYS_H

#include "base/bytes.h"
#include "base/scan.h"

enum {
    RN_JSON_KEYS = 64,                /* that are known at a time, a power of two */
    RN_JSON_KEY_BYTES = 2 * RN_BLOCK, /* longer ones are not noted */
};

/* What stands before the value of a key, from the '{' or the value before on. */
typedef struct rn_json_seen_key {
    char bytes[RN_JSON_KEY_BYTES];
    struct rn_json_seen_key *next; /* the one that followed it last time */
    uint32_t mask;                 /* a bit for each of the bytes that count */
    int expect;                    /* of the tokenizer, before it; 0: nothing was seen */
    uint8_t size;                  /* up to the colon */
    uint8_t start, end;            /* of the key, between its quotes */
} rn_json_seen_key;

typedef struct rn_json_keys {
    rn_json_seen_key slots[RN_JSON_KEYS];
    rn_json_seen_key *last; /* the key before */
} rn_json_keys;

/* NULL when memory is out; goes by free(). */
rn_json_keys *rn_json_keys_new(void);

/* The key that the input has at `at`, when it is the one that followed last time; else NULL. */
static inline const rn_json_seen_key *rn_json_keys_expect(rn_json_keys *keys, int expect,
                                                          rn_bytes input, size_t at)
{
    rn_json_seen_key *seen = keys->last->next;
    if (seen->expect != expect || input.size - at < RN_JSON_KEY_BYTES)
        return NULL;
    const char *bytes = input.data + at;
    rn_block first = rn_block_same(rn_block_load(bytes), rn_block_load(seen->bytes));
    rn_block second =
        rn_block_same(rn_block_load(bytes + RN_BLOCK), rn_block_load(seen->bytes + RN_BLOCK));
    if (~(rn_block_bits(first) | rn_block_bits(second) << RN_BLOCK) & seen->mask)
        return NULL;
    keys->last = seen;
    return seen;
}

/* Notes a key that was read: `whole` is what stands before its value, `key` the part between the quotes. */
void rn_json_keys_note(rn_json_keys *keys, int expect, rn_bytes whole, rn_bytes key);

#endif

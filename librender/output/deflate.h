/* Writes a deflate stream (RFC 1951) of literals and matches that the caller has found.  For callers who know their
 * data better than a general search does; else there is output/gzip.h. */
#ifndef RN_DEFLATE_H
#define RN_DEFLATE_H

#include "base/buffer.h"

enum {
    RN_MATCH_MIN = 3,
    RN_MATCH_MAX = 258,
    RN_MATCH_WINDOW = 32768,
    RN_MATCH_SYMBOL = 257, /* of the shortest */
};

typedef struct rn_deflate {
    rn_buffer *out;
    uint32_t *tokens; /* of the block so far */
    uint32_t token_count;
    uint32_t symbols[288], distances[30]; /* how often they occur in it */
    uint64_t bits;                        /* not yet written, the first one lowest */
    uint32_t bit_count;
    uint8_t length_symbol[RN_MATCH_MAX + 1]; /* less RN_MATCH_SYMBOL */
    uint8_t distance_symbol[512];            /* of distances up to 256, then in steps of 128 */
} rn_deflate;

/* False when memory is out.  Later `out` tells whether it failed. */
bool rn_deflate_init(rn_deflate *deflate, rn_buffer *out);
/* Writes what is left, and marks the end. */
void rn_deflate_end(rn_deflate *deflate);
void rn_deflate_finish(rn_deflate *deflate);

/* Makes a block of what there is when it is large enough.  To be called at least once in 1,000 literals and
 * matches. */
void rn_deflate_pace(rn_deflate *deflate);

static inline uint32_t rn_deflate_distance_symbol(const rn_deflate *deflate, uint32_t distance)
{
    return deflate->distance_symbol[distance <= 256 ? distance - 1 : 256 + ((distance - 1) >> 7)];
}

static inline void rn_deflate_literal(rn_deflate *deflate, uint8_t byte)
{
    deflate->tokens[deflate->token_count++] = byte;
    deflate->symbols[byte]++;
}

/* The `length` bytes that came `distance` bytes ago, once more. */
static inline void rn_deflate_match(rn_deflate *deflate, uint32_t length, uint32_t distance)
{
    deflate->tokens[deflate->token_count++] = length << 16 | distance;
    deflate->symbols[RN_MATCH_SYMBOL + deflate->length_symbol[length]]++;
    deflate->distances[rn_deflate_distance_symbol(deflate, distance)]++;
}

#endif

/* Blocks with codes of their own, one after the other.  Stored blocks and the fixed code are not used: what is
 * written here is long and compresses well. */
#include "output/deflate.h"

#include <stdlib.h>

#include "base/grow.h"
#include "output/huffman.h"

enum {
    BLOCK_TOKENS = 1 << 15,
    SLACK = 1100, /* tokens that may come before the next call of rn_deflate_pace */
    END_OF_BLOCK = 256,
    LENGTHS = 29,
    DISTANCES = 30,
    SYMBOLS = RN_MATCH_SYMBOL + LENGTHS,
    LENGTH_CODES = 19,
    LENGTH_CODE_BITS = 7,
    TOKEN_BYTES = 6, /* 15 + 5 + 15 + 13 bits */
    HEAD_BYTES = 1024,
};

/* ---- the tables of RFC 1951 -------------------------------------------------------------------- */

static uint32_t length_extra(uint32_t index)
{
    return index < 8 || index == LENGTHS - 1 ? 0 : index / 4 - 1;
}

static uint32_t distance_extra(uint32_t index)
{
    return index < 4 ? 0 : index / 2 - 1;
}

typedef struct ranges {
    uint32_t lengths[LENGTHS], distances[DISTANCES]; /* the first of each */
} ranges;

static ranges find_ranges(void)
{
    ranges r;
    uint32_t length = RN_MATCH_MIN, distance = 1;
    for (uint32_t i = 0; i < LENGTHS; i++) {
        r.lengths[i] = length;
        length += UINT32_C(1) << length_extra(i);
    }
    r.lengths[LENGTHS - 1] = RN_MATCH_MAX;
    for (uint32_t i = 0; i < DISTANCES; i++) {
        r.distances[i] = distance;
        distance += UINT32_C(1) << distance_extra(i);
    }
    return r;
}

static void fill_symbols(rn_deflate *deflate)
{
    ranges r = find_ranges();
    for (uint32_t length = RN_MATCH_MIN, i = 0; length <= RN_MATCH_MAX; length++) {
        while (i + 1 < LENGTHS && r.lengths[i + 1] <= length)
            i++;
        deflate->length_symbol[length] = (uint8_t)i;
    }
    for (uint32_t slot = 0, i = 0; slot < 512; slot++) {
        uint32_t distance = slot < 256 ? slot + 1 : ((slot - 256) << 7) + 1;
        for (i = 0; i + 1 < DISTANCES && r.distances[i + 1] <= distance;)
            i++;
        deflate->distance_symbol[slot] = (uint8_t)i;
    }
}

/* ---- bits -------------------------------------------------------------------------------------- */

/* The caller has made room. */
static void put_byte(rn_deflate *deflate)
{
    deflate->out->data[deflate->out->size++] = (char)(deflate->bits & 0xff);
    deflate->bits >>= 8;
    deflate->bit_count -= deflate->bit_count < 8 ? deflate->bit_count : 8;
}

/* Up to 16 bits. */
static inline void put_bits(rn_deflate *deflate, uint32_t bits, uint32_t count)
{
    deflate->bits |= (uint64_t)bits << deflate->bit_count;
    deflate->bit_count += count;
    if (deflate->bit_count >= 32)
        for (int i = 0; i < 4; i++)
            put_byte(deflate);
}

static inline void put_code(rn_deflate *deflate, const rn_huffman *huffman, uint32_t symbol)
{
    put_bits(deflate, huffman->code[symbol], huffman->length[symbol]);
}

static bool make_room(rn_buffer *out, size_t size)
{
    if (!out->failed && !RN_GROW(out->data, out->capacity, out->size + size))
        out->failed = true;
    return !out->failed;
}

/* ---- the head of a block: how long the codes are ------------------------------------------------- */

typedef struct code_lengths {
    uint8_t length[SYMBOLS + DISTANCES];
    uint8_t symbol[SYMBOLS + DISTANCES], extra[SYMBOLS + DISTANCES];
    uint32_t count, symbol_count, literals, distances;
    uint32_t frequency[LENGTH_CODES];
} code_lengths;

static uint32_t used_of(const rn_huffman *huffman, uint32_t count, uint32_t least)
{
    while (count > least && !huffman->length[count - 1])
        count--;
    return count;
}

static void add_length_symbol(code_lengths *c, uint32_t symbol, uint32_t extra)
{
    c->symbol[c->symbol_count] = (uint8_t)symbol;
    c->extra[c->symbol_count++] = (uint8_t)extra;
    c->frequency[symbol]++;
}

/* Adds up to `run` times the same length; says how many. */
static uint32_t add_run(code_lengths *c, uint32_t length, uint32_t run)
{
    if (length == 0 && run >= 3) {
        run = run < 138 ? run : 138;
        add_length_symbol(c, run < 11 ? 17 : 18, run - (run < 11 ? 3 : 11));
        return run;
    }
    add_length_symbol(c, length, 0);
    if (length == 0 || run < 4)
        return 1;
    run = run < 7 ? run : 7;
    add_length_symbol(c, 16, run - 4);
    return run;
}

static void list_lengths(code_lengths *c, const rn_huffman *symbols, const rn_huffman *distances)
{
    *c = (code_lengths){.literals = used_of(symbols, SYMBOLS, RN_MATCH_SYMBOL),
                        .distances = used_of(distances, DISTANCES, 1)};
    c->count = c->literals + c->distances;
    memcpy(c->length, symbols->length, c->literals);
    memcpy(c->length + c->literals, distances->length, c->distances);
    for (uint32_t i = 0, run; i < c->count; i += add_run(c, c->length[i], run))
        for (run = 1; i + run < c->count && c->length[i + run] == c->length[i];)
            run++;
}

static void put_head(rn_deflate *deflate, const rn_huffman *symbols, const rn_huffman *distances,
                     bool last)
{
    static const uint8_t order[LENGTH_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                11, 4,  12, 3, 13, 2, 14, 1, 15};
    code_lengths c;
    rn_huffman lengths;
    list_lengths(&c, symbols, distances);
    rn_huffman_make(&lengths, c.frequency, LENGTH_CODES, LENGTH_CODE_BITS);
    uint32_t sent = LENGTH_CODES;
    while (sent > 4 && !lengths.length[order[sent - 1]])
        sent--;
    put_bits(deflate, last, 1);
    put_bits(deflate, 2, 2);
    put_bits(deflate, c.literals - RN_MATCH_SYMBOL, 5);
    put_bits(deflate, c.distances - 1, 5);
    put_bits(deflate, sent - 4, 4);
    for (uint32_t i = 0; i < sent; i++)
        put_bits(deflate, lengths.length[order[i]], 3);
    for (uint32_t i = 0; i < c.symbol_count; i++) {
        put_code(deflate, &lengths, c.symbol[i]);
        if (c.symbol[i] >= 16)
            put_bits(deflate, c.extra[i], c.symbol[i] == 16 ? 2 : c.symbol[i] == 17 ? 3 : 7);
    }
}

/* ---- blocks ------------------------------------------------------------------------------------ */

static void put_match(rn_deflate *deflate, const ranges *r, const rn_huffman *symbols,
                      const rn_huffman *distances, uint32_t token)
{
    uint32_t length = token >> 16, distance = token & 0xffff;
    uint32_t at = deflate->length_symbol[length];
    uint32_t far = rn_deflate_distance_symbol(deflate, distance);
    put_code(deflate, symbols, RN_MATCH_SYMBOL + at);
    put_bits(deflate, length - r->lengths[at], length_extra(at));
    put_code(deflate, distances, far);
    put_bits(deflate, distance - r->distances[far], distance_extra(far));
}

static void put_tokens(rn_deflate *deflate, const rn_huffman *symbols, const rn_huffman *distances)
{
    ranges r = find_ranges();
    for (uint32_t i = 0; i < deflate->token_count; i++) {
        uint32_t token = deflate->tokens[i];
        if (token < END_OF_BLOCK)
            put_code(deflate, symbols, token);
        else
            put_match(deflate, &r, symbols, distances, token);
    }
    put_code(deflate, symbols, END_OF_BLOCK);
}

static void put_block(rn_deflate *deflate, bool last)
{
    rn_huffman symbols, distances;
    deflate->symbols[END_OF_BLOCK] = 1;
    rn_huffman_make(&symbols, deflate->symbols, SYMBOLS, RN_HUFFMAN_BITS);
    rn_huffman_make(&distances, deflate->distances, DISTANCES, RN_HUFFMAN_BITS);
    if (make_room(deflate->out, (size_t)deflate->token_count * TOKEN_BYTES + HEAD_BYTES)) {
        put_head(deflate, &symbols, &distances, last);
        put_tokens(deflate, &symbols, &distances);
    }
    deflate->token_count = 0;
    memset(deflate->symbols, 0, sizeof deflate->symbols);
    memset(deflate->distances, 0, sizeof deflate->distances);
}

bool rn_deflate_init(rn_deflate *deflate, rn_buffer *out)
{
    *deflate = (rn_deflate){.out = out};
    deflate->tokens = rn_array_new(BLOCK_TOKENS + SLACK, sizeof *deflate->tokens);
    fill_symbols(deflate);
    return deflate->tokens;
}

void rn_deflate_pace(rn_deflate *deflate)
{
    if (deflate->token_count >= BLOCK_TOKENS)
        put_block(deflate, false);
}

void rn_deflate_end(rn_deflate *deflate)
{
    put_block(deflate, true);
    if (make_room(deflate->out, sizeof deflate->bits))
        while (deflate->bit_count)
            put_byte(deflate);
}

void rn_deflate_finish(rn_deflate *deflate)
{
    free(deflate->tokens);
}

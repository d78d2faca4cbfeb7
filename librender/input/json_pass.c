/* See json_pass.h.  Sixty-four bytes become four masks at a time; which of them are in strings is told by the
 * quotes before: a running exclusive or of their bits.  Brackets are counted; only where the search may end they
 * are looked at one by one.  Where a backslash is, and at the end, it goes on byte by byte. */
#include "input/json_pass.h"

#include "base/scan.h"

enum { CHUNK = 64 };

typedef struct state {
    size_t depth, most;
    bool in_string, is_escaped;
} state;

typedef struct masks {
    uint64_t quotes, escapes, opening, closing; /* a bit a byte */
} masks;

static masks find_marks(const char *bytes)
{
    masks m = {0};
    for (int i = 0; i < CHUNK; i += RN_BLOCK) {
        rn_block block = rn_block_load(bytes + i);
        rn_block opening = rn_block_or(rn_block_equal(block, '['), rn_block_equal(block, '{'));
        rn_block closing = rn_block_or(rn_block_equal(block, ']'), rn_block_equal(block, '}'));
        m.quotes |= (uint64_t)rn_block_bits(rn_block_equal(block, '"')) << i;
        m.escapes |= (uint64_t)rn_block_bits(rn_block_equal(block, '\\')) << i;
        m.opening |= (uint64_t)rn_block_bits(opening) << i;
        m.closing |= (uint64_t)rn_block_bits(closing) << i;
    }
    return m;
}

/* Each bit becomes whether those up to it are an odd number. */
static uint64_t running_xor(uint64_t bits)
{
    for (int shift = 1; shift < CHUNK; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

static size_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (size_t)(bits * UINT64_C(0x0101010101010101) >> (CHUNK - 8));
}

static bool goes_on(const state *s)
{
    return s->depth > 0 && s->depth <= s->most;
}

/* A byte; false when the search ends with it. */
static bool take_byte(state *s, char c)
{
    bool was_escaped = s->is_escaped;
    s->is_escaped = false;
    if (was_escaped)
        return true;
    if (c == '"')
        s->in_string = !s->in_string;
    else if (s->in_string)
        s->is_escaped = c == '\\';
    else if (c == '[' || c == '{')
        s->depth++;
    else if (c == ']' || c == '}')
        s->depth--;
    return goes_on(s);
}

/* Takes brackets one by one; the place of the one with which the search ends, CHUNK when it goes on. */
static size_t take_brackets(state *s, uint64_t opening, uint64_t closing)
{
    for (uint64_t left = opening | closing; left; left &= left - 1) {
        s->depth += left & -left & opening ? 1 : (size_t)-1;
        if (!goes_on(s))
            return (size_t)__builtin_ctzll(left);
    }
    return CHUNK;
}

/* The same for all bytes of a chunk. */
static size_t take_chunk(state *s, const masks *m)
{
    uint64_t in_string = running_xor(m->quotes) ^ (s->in_string ? UINT64_MAX : 0);
    uint64_t opening = m->opening & ~in_string, closing = m->closing & ~in_string;
    size_t more = count_bits(opening), less = count_bits(closing);
    s->in_string = in_string >> (CHUNK - 1);
    if (less >= s->depth || s->depth + more > s->most)
        return take_brackets(s, opening, closing);
    s->depth = s->depth + more - less;
    return CHUNK;
}

static size_t take_bytes(state *s, const char *bytes, size_t count)
{
    size_t at = 0;
    while (at < count && take_byte(s, bytes[at]))
        at++;
    return at;
}

size_t rn_json_closing_bracket(rn_bytes input, size_t at, size_t most)
{
    state s = {.depth = 1, .most = most};
    while (at < input.size) {
        const char *bytes = input.data + at;
        size_t count = input.size - at < CHUNK ? input.size - at : CHUNK;
        masks m = count == CHUNK ? find_marks(bytes) : (masks){0};
        bool is_plain = count == CHUNK && !m.escapes && !s.is_escaped;
        size_t taken = is_plain ? take_chunk(&s, &m) : take_bytes(&s, bytes, count);
        at += taken;
        if (taken < count)
            return at;
    }
    return input.size;
}

/* The grammar of marshal, versions 0 to 5 (CPython's Python/marshal.c), without recursion. */
#include "read/marshal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"

enum { REMEMBER = 0x80, DIGITS_MAX = 5 };

/* A code object is `ints` numbers of 32 bits, 8 values, the first line, and `after` more values.  The
 * file and the name are two of the 8. */
typedef struct code_layout {
    uint8_t ints, after, file;
} code_layout;

enum { CODE_VALUES = 8 };

static const code_layout code_layouts[RN_MARSHAL_LAYOUTS] = {
    {.ints = 5, .after = 2, .file = 5}, /* Python 3.11 and newer */
    {.ints = 6, .after = 1, .file = 6}, /* 3.8 to 3.10 */
    {.ints = 5, .after = 1, .file = 6}, /* 3.0 to 3.7 */
    {.ints = 4, .after = 1, .file = 6}, /* 2.7 */
};

/* ---- life and errors -------------------------------------------------------------------------- */

bool rn_marshal_init(rn_marshal *m, rn_bytes input, uint32_t nesting, int layout)
{
    *m = (rn_marshal){.input = input, .nesting = nesting, .layout = layout};
    return rn_intern_init(&m->texts);
}

void rn_marshal_finish(rn_marshal *m)
{
    rn_intern_finish(&m->texts);
    free(m->slots);
    free(m->interned);
    free(m->codes);
    free(m->levels);
    *m = (rn_marshal){0};
}

bool rn_marshal_fail(rn_marshal *m, render_status status, uint64_t offset, const char *format, ...)
{
    if (m->error.status != RENDER_OK)
        return false;
    m->error = (render_error){.status = status, .offset = offset};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(m->error.message, sizeof m->error.message, format, arguments);
    va_end(arguments);
    return false;
}

bool rn_marshal_fail_memory(rn_marshal *m)
{
    return rn_marshal_fail(m, RENDER_ERROR_MEMORY, 0, "out of memory");
}

static bool fail(rn_marshal *m, uint64_t offset, const char *message)
{
    return rn_marshal_fail(m, RENDER_ERROR_MALFORMED, offset, "%s", message);
}

/* ---- bytes ------------------------------------------------------------------------------------ */

/* The next `size` bytes, or NULL at the end of the input. */
static const unsigned char *take(rn_marshal *m, size_t size, const char *inside)
{
    if (m->input.size - m->at < size) {
        rn_marshal_fail(m, RENDER_ERROR_MALFORMED, m->at, "the dump ends inside %s", inside);
        return NULL;
    }
    const char *data = m->input.data + m->at;
    m->at += size;
    return (const unsigned char *)data;
}

static uint32_t get_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t get_u64(const unsigned char *p)
{
    return get_u32(p) | (uint64_t)get_u32(p + 4) << 32;
}

static double get_double(const unsigned char *p)
{
    uint64_t bits = get_u64(p);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* A size of 8 or 32 bits; every counted thing takes at least a byte, so that a size beyond what is
 * left is wrong whatever follows. */
static bool take_size(rn_marshal *m, bool is_short, const char *of, uint32_t *size)
{
    size_t start = m->at;
    const unsigned char *p = take(m, is_short ? 1 : 4, of);
    if (!p)
        return false;
    int64_t stated = is_short ? p[0] : (int32_t)get_u32(p);
    if (stated < 0)
        return rn_marshal_fail(m, RENDER_ERROR_MALFORMED, start, "%s of negative size", of);
    if ((uint64_t)stated > m->input.size - m->at)
        return rn_marshal_fail(m, RENDER_ERROR_MALFORMED, start,
                               "the dump ends inside %s of size %lld", of, (long long)stated);
    *size = (uint32_t)stated;
    return true;
}

/* ---- values ----------------------------------------------------------------------------------- */

static bool set_number(rn_marshal_token *token, double number)
{
    token->value = (rn_marshal_value){.kind = RN_MARSHAL_NUMBER, .number = number};
    return true;
}

static bool set_other(rn_marshal_token *token)
{
    token->value = (rn_marshal_value){.kind = RN_MARSHAL_OTHER};
    return true;
}

static bool take_int(rn_marshal *m, rn_marshal_token *token)
{
    const unsigned char *p = take(m, 4, "a number");
    return p && set_number(token, (int32_t)get_u32(p));
}

static bool take_int64(rn_marshal *m, rn_marshal_token *token)
{
    const unsigned char *p = take(m, 8, "a number");
    return p && set_number(token, (double)(int64_t)get_u64(p));
}

static bool take_float(rn_marshal *m, rn_marshal_token *token)
{
    const unsigned char *p = take(m, 8, "a number");
    return p && set_number(token, get_double(p));
}

/* Digits of 15 bits, the lowest first; the sign of their count is the number's. */
static bool take_long(rn_marshal *m, rn_marshal_token *token)
{
    size_t start = m->at;
    const unsigned char *p = take(m, 4, "a number");
    if (!p)
        return false;
    int64_t stated = (int32_t)get_u32(p);
    size_t digits = (size_t)(stated < 0 ? -stated : stated);
    if (digits > (m->input.size - m->at) / 2)
        return rn_marshal_fail(m, RENDER_ERROR_MALFORMED, start,
                               "the dump ends inside a number of %zu digits", digits);
    p = take(m, digits * 2, "a number");
    double value = 0;
    for (size_t i = digits < DIGITS_MAX ? digits : DIGITS_MAX; i-- > 0;)
        value = value * 32768 + (p[2 * i] | p[2 * i + 1] << 8);
    if (digits > DIGITS_MAX || value > 0x1p64) {
        m->saturated = true;
        value = 0x1p64;
    }
    return set_number(token, stated < 0 ? -value : value);
}

/* What repr() wrote: "0.5", "1e-05", "nan", "inf". */
static bool take_float_text(rn_marshal *m, rn_marshal_token *token)
{
    uint32_t size = 0;
    if (!take_size(m, true, "a number", &size))
        return false;
    rn_bytes text = {(const char *)take(m, size, "a number"), size};
    double value;
    return set_number(token, rn_number_parse(text, &value) ? value : NAN);
}

static bool take_complex_text(rn_marshal *m, rn_marshal_token *token)
{
    return take_float_text(m, token) && take_float_text(m, token) && set_other(token);
}

static bool take_text(rn_marshal *m, bool is_short, rn_marshal_token *token)
{
    uint32_t size = 0;
    if (!take_size(m, is_short, "a text", &size))
        return false;
    rn_bytes text = {(const char *)take(m, size, "a text"), size};
    uint32_t id = rn_intern_add(&m->texts, text);
    token->value = (rn_marshal_value){.kind = RN_MARSHAL_TEXT, .index = id};
    return id != RN_NONE || rn_marshal_fail_memory(m);
}

/* Python 2 refers to its interned texts by a numbering of their own. */
static bool take_interned_text(rn_marshal *m, rn_marshal_token *token)
{
    if (!take_text(m, false, token))
        return false;
    if (!RN_GROW(m->interned, m->interned_capacity, m->interned_count + 1))
        return rn_marshal_fail_memory(m);
    m->interned[m->interned_count++] = (uint32_t)token->value.index;
    return true;
}

static bool take_interned_reference(rn_marshal *m, rn_marshal_token *token)
{
    const unsigned char *p = take(m, 4, "a reference");
    if (!p)
        return false;
    uint32_t index = get_u32(p);
    if (index >= m->interned_count)
        return fail(m, token->offset, "a reference to a text that does not exist");
    token->value = (rn_marshal_value){.kind = RN_MARSHAL_TEXT, .index = m->interned[index]};
    return true;
}

static bool take_reference(rn_marshal *m, rn_marshal_token *token)
{
    const unsigned char *p = take(m, 4, "a reference");
    if (!p)
        return false;
    uint32_t index = get_u32(p);
    if (index >= m->slot_count)
        return fail(m, token->offset, "a reference to a value that does not exist");
    token->value = m->slots[index];
    if (token->value.kind == RN_MARSHAL_OPEN)
        return fail(m, token->offset, "a reference to a value that is not complete");
    return true;
}

static bool take_sequence(rn_marshal *m, bool is_short, const char *of, rn_marshal_token *token)
{
    token->shape = RN_MARSHAL_SEQUENCE;
    return take_size(m, is_short, of, &token->count);
}

static bool set_container(rn_marshal_token *token, rn_marshal_shape shape, uint32_t count)
{
    token->shape = shape;
    token->count = count;
    return true;
}

static bool take_payload(rn_marshal *m, unsigned char code, rn_marshal_token *token)
{
    switch (code) {
    case 'i':
        return take_int(m, token);
    case 'I':
        return take_int64(m, token);
    case 'l':
        return take_long(m, token);
    case 'g':
        return take_float(m, token);
    case 'f':
        return take_float_text(m, token);
    case 'x':
        return take_complex_text(m, token);
    case 'y':
        return take(m, 16, "a number") && set_other(token);
    case 'z':
    case 'Z':
        return take_text(m, true, token);
    case 's':
    case 'u':
    case 'a':
    case 'A':
        return take_text(m, false, token);
    case 't':
        return take_interned_text(m, token);
    case ')':
        return take_sequence(m, true, "a tuple", token);
    case '(':
        return take_sequence(m, false, "a tuple", token);
    case '[':
        return take_sequence(m, false, "a list", token);
    case '<':
    case '>':
        return take_sequence(m, false, "a set", token);
    case ':':
        return set_container(token, RN_MARSHAL_SEQUENCE, 3);
    case '{':
        return set_container(token, RN_MARSHAL_DICT, 0);
    case 'c':
        m->met_code = true;
        return set_container(token, RN_MARSHAL_CODE_OBJECT, 0);
    default:
        return rn_marshal_fail(m, RENDER_ERROR_MALFORMED, token->offset,
                               "no value of marshal begins with byte 0x%02x", code);
    }
}

static bool remember(rn_marshal *m, rn_marshal_token *token)
{
    if (m->slot_count >= RN_NONE)
        return rn_marshal_fail(m, RENDER_ERROR_LIMIT, token->offset, "too many remembered values");
    if (!RN_GROW(m->slots, m->slot_capacity, m->slot_count + 1))
        return rn_marshal_fail_memory(m);
    token->slot = (uint32_t)m->slot_count++;
    m->slots[token->slot] = token->shape == RN_MARSHAL_VALUE
                                ? token->value
                                : (rn_marshal_value){.kind = RN_MARSHAL_OPEN};
    return true;
}

bool rn_marshal_next(rn_marshal *m, rn_marshal_token *token)
{
    token->shape = RN_MARSHAL_VALUE;
    token->slot = RN_NONE;
    token->offset = m->at;
    if (m->at == m->input.size)
        return fail(m, m->at, "the dump ends before it is complete");
    unsigned char byte = (unsigned char)m->input.data[m->at++];
    unsigned char code = byte & (REMEMBER - 1);
    switch (code) {
    case '0':
        token->shape = RN_MARSHAL_END;
        return true;
    case 'N':
    case 'T':
    case 'F':
    case '.':
    case 'S':
        return set_other(token);
    case 'r':
        return take_reference(m, token);
    case 'R':
        return take_interned_reference(m, token);
    default:
        return take_payload(m, code, token) && (!(byte & REMEMBER) || remember(m, token));
    }
}

/* ---- the usual ones --------------------------------------------------------------------------- */

enum { LONGEST_USUAL = 9 };

/* The value of a reference to what is there and complete; NULL: it is something else. */
static const rn_marshal_value *look_up(const rn_marshal *m, const unsigned char *p, uint32_t kind)
{
    uint32_t index = get_u32(p + 1);
    return index < m->slot_count && m->slots[index].kind == kind ? &m->slots[index] : NULL;
}

bool rn_marshal_try_number(rn_marshal *m, double *number)
{
    const unsigned char *p = (const unsigned char *)m->input.data + m->at;
    const rn_marshal_value *value;
    if (m->input.size - m->at < LONGEST_USUAL)
        return false;
    switch (p[0]) {
    case 'g':
        *number = get_double(p + 1);
        m->at += 9;
        return true;
    case 'i':
        *number = (int32_t)get_u32(p + 1);
        m->at += 5;
        return true;
    case 'r':
        value = look_up(m, p, RN_MARSHAL_NUMBER);
        *number = value ? value->number : 0;
        m->at += value ? 5 : 0;
        return value;
    default:
        return false;
    }
}

bool rn_marshal_try_reference(rn_marshal *m, uint32_t kind, uint64_t *index)
{
    const unsigned char *p = (const unsigned char *)m->input.data + m->at;
    if (m->input.size - m->at < LONGEST_USUAL || p[0] != 'r')
        return false;
    const rn_marshal_value *value = look_up(m, p, kind);
    if (value) {
        *index = value->index;
        m->at += 5;
    }
    return value;
}

/* ---- containers ------------------------------------------------------------------------------- */

bool rn_marshal_enter(rn_marshal *m, const rn_marshal_token *token)
{
    if (m->depth >= m->nesting)
        return rn_marshal_fail(m, RENDER_ERROR_LIMIT, token->offset,
                               "values are nested more than %lu deep", (unsigned long)m->nesting);
    m->depth++;
    return true;
}

void rn_marshal_leave(rn_marshal *m, const rn_marshal_token *token, rn_marshal_value value)
{
    m->depth--;
    if (token->slot != RN_NONE)
        m->slots[token->slot] = value;
}

/* A container that rn_marshal_skip is inside of. */
struct rn_marshal_level {
    rn_marshal_token token;
    uint32_t left; /* members of a sequence, or values of this part of a code object */
    bool is_value; /* of a dict: a key has been read */
    bool is_tail;  /* of a code object: the first line has been read */
    uint32_t file, name, line;
};

static bool open_level(rn_marshal *m, const rn_marshal_token *token, size_t *open)
{
    if (!rn_marshal_enter(m, token))
        return false;
    if (!RN_GROW(m->levels, m->level_capacity, *open + 1))
        return rn_marshal_fail_memory(m);
    rn_marshal_level *level = &m->levels[(*open)++];
    *level =
        (rn_marshal_level){.token = *token, .left = token->count, .file = RN_NONE, .name = RN_NONE};
    if (token->shape != RN_MARSHAL_CODE_OBJECT)
        return true;
    level->left = CODE_VALUES;
    return take(m, 4u * code_layouts[m->layout].ints, "a code object") != NULL;
}

static uint32_t text_of(const rn_marshal_value *value)
{
    return value->kind == RN_MARSHAL_TEXT ? (uint32_t)value->index : RN_NONE;
}

static bool feed_code(rn_marshal *m, rn_marshal_level *level, const rn_marshal_value *value)
{
    const code_layout *layout = &code_layouts[m->layout];
    uint32_t position = CODE_VALUES - level->left;
    level->left--;
    if (level->is_tail)
        return true;
    if (position == layout->file)
        level->file = text_of(value);
    else if (position == layout->file + 1u)
        level->name = text_of(value);
    if (level->left)
        return true;
    const unsigned char *p = take(m, 4, "a code object");
    if (!p)
        return false;
    level->line = get_u32(p);
    level->is_tail = true;
    level->left = layout->after;
    return true;
}

/* A member of the innermost container is complete. */
static bool feed(rn_marshal *m, rn_marshal_level *level, const rn_marshal_token *token,
                 const rn_marshal_value *value)
{
    bool is_dict = level->token.shape == RN_MARSHAL_DICT;
    if (token->shape == RN_MARSHAL_END && (!is_dict || level->is_value))
        return fail(m, token->offset, "the end of a dict where a value should be");
    if (is_dict) {
        level->is_value = !level->is_value;
        return true;
    }
    if (level->token.shape == RN_MARSHAL_CODE_OBJECT)
        return feed_code(m, level, value);
    level->left--;
    return true;
}

static bool is_complete(const rn_marshal_level *level, rn_marshal_shape last)
{
    switch (level->token.shape) {
    case RN_MARSHAL_DICT:
        return last == RN_MARSHAL_END;
    case RN_MARSHAL_CODE_OBJECT:
        return level->is_tail && !level->left;
    default:
        return !level->left;
    }
}

static bool close_level(rn_marshal *m, const rn_marshal_level *level, rn_marshal_value *value)
{
    *value = (rn_marshal_value){.kind = RN_MARSHAL_OTHER};
    if (level->token.shape == RN_MARSHAL_CODE_OBJECT) {
        if (level->file == RN_NONE || level->name == RN_NONE)
            return fail(m, level->token.offset, "a code object without a file or a name");
        if (!RN_GROW(m->codes, m->code_capacity, m->code_count + 1))
            return rn_marshal_fail_memory(m);
        m->codes[m->code_count] = (rn_marshal_code){level->file, level->name, level->line};
        *value = (rn_marshal_value){.kind = RN_MARSHAL_CODE, .index = m->code_count++};
    }
    rn_marshal_leave(m, &level->token, *value);
    return true;
}

/* Closes the containers that `token` completes.  `token` is the last one read. */
static bool close_complete(rn_marshal *m, const rn_marshal_token *token, size_t *open,
                           rn_marshal_value *value)
{
    rn_marshal_shape last = token->shape;
    while (*open && is_complete(&m->levels[*open - 1], last)) {
        if (!close_level(m, &m->levels[*open - 1], value))
            return false;
        (*open)--;
        last = RN_MARSHAL_VALUE;
        rn_marshal_token whole = {.shape = RN_MARSHAL_VALUE};
        if (*open && !feed(m, &m->levels[*open - 1], &whole, value))
            return false;
    }
    return true;
}

bool rn_marshal_skip(rn_marshal *m, const rn_marshal_token *first, rn_marshal_value *value)
{
    size_t open = 0;
    rn_marshal_token token = *first;
    if (token.shape == RN_MARSHAL_END)
        return fail(m, token.offset, "the end of a dict where a value should be");
    for (;;) {
        *value = token.value;
        bool is_whole = token.shape == RN_MARSHAL_VALUE || token.shape == RN_MARSHAL_END;
        if (!is_whole && !open_level(m, &token, &open))
            return false;
        if (is_whole && open && !feed(m, &m->levels[open - 1], &token, value))
            return false;
        if (!close_complete(m, &token, &open, value))
            return false;
        if (!open)
            return true;
        if (!rn_marshal_next(m, &token))
            return false;
    }
}

/* See ruby_marshal.h. */
#include "read/ruby_marshal.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"

enum { VERSION_BYTES = 2, MINOR_VERSION_MAX = 8 };

void rn_ruby_init(rn_ruby *ruby, rn_bytes input, uint32_t nesting, rn_report *report)
{
    *ruby = (rn_ruby){.input = input, .limit = nesting, .report = report};
}

void rn_ruby_finish(rn_ruby *ruby)
{
    free(ruby->levels);
    free(ruby->symbols);
    free(ruby->objects);
}

/* ---- errors ----------------------------------------------------------------------------------- */

static bool fail(rn_ruby *ruby, const char *message)
{
    rn_fail(ruby->report, RENDER_ERROR_MALFORMED, ruby->at, 0, "%s", message);
    ruby->token = RN_JSON_ERROR;
    return false;
}

static bool fail_memory(rn_ruby *ruby)
{
    rn_fail_memory(ruby->report);
    ruby->token = RN_JSON_ERROR;
    return false;
}

/* ---- bytes ------------------------------------------------------------------------------------ */

static bool take_byte(rn_ruby *ruby, unsigned char *byte)
{
    if (ruby->at >= ruby->input.size)
        return fail(ruby, "the dump ends early");
    *byte = (unsigned char)ruby->input.data[ruby->at++];
    return true;
}

/* `count` bytes, the lowest first. */
static bool take_little(rn_ruby *ruby, size_t count, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned char byte;
        if (!take_byte(ruby, &byte))
            return false;
        *value |= (uint64_t)byte << (8 * i);
    }
    return true;
}

/* 0 is 0, 5 to 127 are from 0 on, and -5 to -128 from -1 down; others say how many bytes follow. */
static bool take_packed(rn_ruby *ruby, int64_t *value)
{
    unsigned char byte;
    uint64_t bytes;
    if (!take_byte(ruby, &byte))
        return false;
    int first = byte < 128 ? byte : byte - 256;
    *value = first > 4 ? first - 5 : first < -4 ? first + 5 : 0;
    if (first == 0 || first > 4 || first < -4)
        return true;
    if (!take_little(ruby, (size_t)abs(first), &bytes))
        return false;
    *value = (int64_t)bytes - (first < 0 ? (int64_t)1 << (8 * -first) : 0);
    return true;
}

/* A count of things that take at least `least` bytes each. */
static bool take_count(rn_ruby *ruby, size_t least, size_t *count)
{
    int64_t value;
    size_t before = ruby->at;
    if (!take_packed(ruby, &value))
        return false;
    if (value < 0 || (uint64_t)value > (ruby->input.size - ruby->at) / least) {
        ruby->at = before;
        return fail(ruby, "a size larger than the rest of the dump");
    }
    *count = (size_t)value;
    return true;
}

static bool take_text(rn_ruby *ruby)
{
    size_t size;
    if (!take_count(ruby, 1, &size))
        return false;
    ruby->text = rn_bytes_slice(ruby->input, ruby->at, ruby->at + size);
    ruby->at += size;
    return true;
}

/* ---- what is referred to ---------------------------------------------------------------------- */

static bool add_place(rn_ruby *ruby, size_t **places, size_t *count, size_t *capacity, size_t at)
{
    if (!RN_GROW(*places, *capacity, *count + 1))
        return fail_memory(ruby);
    (*places)[(*count)++] = at;
    return true;
}

static bool add_object(rn_ruby *ruby, size_t at)
{
    return add_place(ruby, &ruby->objects, &ruby->object_count, &ruby->object_capacity, at);
}

/* The place that a link tells the number of. */
static bool take_link(rn_ruby *ruby, const size_t *places, size_t count, size_t *at)
{
    int64_t number;
    if (!take_packed(ruby, &number))
        return false;
    if (number < 0 || (uint64_t)number >= count)
        return fail(ruby, "a link to something that is not there");
    *at = places[number];
    return true;
}

/* ---- values without parts --------------------------------------------------------------------- */

static void set_number(rn_ruby *ruby, double number, uint64_t whole)
{
    ruby->number = number;
    ruby->whole = whole;
}

static void clear(rn_ruby *ruby)
{
    ruby->text = RN_LITERAL("");
    set_number(ruby, NAN, UINT64_MAX);
}

static bool take_fixnum(rn_ruby *ruby)
{
    int64_t value;
    if (!take_packed(ruby, &value))
        return false;
    set_number(ruby, (double)value, value < 0 ? UINT64_MAX : (uint64_t)value);
    return true;
}

/* Numbers of more than 64 bits are not whole ones here. */
static bool take_bignum(rn_ruby *ruby)
{
    enum { BYTES_PER_ITEM = 2, WHOLE_BYTES = 8 };
    unsigned char sign;
    size_t count;
    uint64_t whole = 0;
    double number = 0;
    if (!take_byte(ruby, &sign) || !take_count(ruby, BYTES_PER_ITEM, &count))
        return false;
    for (size_t i = count * BYTES_PER_ITEM; i-- > 0;) {
        unsigned char byte = (unsigned char)ruby->input.data[ruby->at + i];
        number = number * 256 + byte;
        whole = whole << 8 | byte;
    }
    ruby->at += count * BYTES_PER_ITEM;
    bool is_whole = sign != '-' && count * BYTES_PER_ITEM <= WHOLE_BYTES;
    set_number(ruby, sign == '-' ? -number : number, is_whole ? whole : UINT64_MAX);
    return true;
}

/* Old versions put binary digits behind a NUL. */
static bool take_float(rn_ruby *ruby)
{
    double value;
    if (!take_text(ruby))
        return false;
    const char *end = ruby->text.size ? memchr(ruby->text.data, '\0', ruby->text.size) : NULL;
    rn_bytes text = {ruby->text.data, end ? (size_t)(end - ruby->text.data) : ruby->text.size};
    if (!rn_number_parse(text, &value))
        value = rn_bytes_equal(text, RN_LITERAL("-inf"))  ? -INFINITY
                : rn_bytes_equal(text, RN_LITERAL("inf")) ? INFINITY
                                                          : NAN;
    ruby->text.size = 0;
    set_number(ruby, value, UINT64_MAX);
    return true;
}

/* A value after its type, as a token; a link may bring it back. */
static bool take_plain(rn_ruby *ruby, unsigned char type)
{
    clear(ruby);
    switch (type) {
    case '0':
        ruby->token = RN_JSON_NULL;
        return true;
    case 'T':
        ruby->token = RN_JSON_TRUE;
        return true;
    case 'F':
        ruby->token = RN_JSON_FALSE;
        return true;
    case 'i':
        ruby->token = RN_JSON_NUMBER;
        return take_fixnum(ruby);
    case 'l':
        ruby->token = RN_JSON_NUMBER;
        return take_bignum(ruby);
    case 'f':
        ruby->token = RN_JSON_NUMBER;
        return take_float(ruby);
    case '"':
    case ':':
        ruby->token = RN_JSON_STRING;
        return take_text(ruby);
    default:
        ruby->at--;
        return fail(ruby, "an object of a class, or of a kind that is not known");
    }
}

static bool is_object(unsigned char type)
{
    return type == 'l' || type == 'f' || type == '"';
}

/* Goes back to a value that was there before; hashes and arrays become null. */
static bool take_linked(rn_ruby *ruby, size_t at)
{
    size_t after = ruby->at;
    unsigned char type = (unsigned char)ruby->input.data[at];
    ruby->at = at + 1;
    if (!take_plain(ruby, strchr("[{}", type) ? '0' : type))
        return false;
    ruby->at = after;
    return true;
}

/* Any value but a hash, an array or a string with variables. */
static bool take_simple(rn_ruby *ruby, unsigned char type)
{
    size_t at = ruby->at - 1, place;
    if (type == '@')
        return take_link(ruby, ruby->objects, ruby->object_count, &place) &&
               take_linked(ruby, place);
    if (type == ';')
        return take_link(ruby, ruby->symbols, ruby->symbol_count, &place) &&
               take_linked(ruby, place);
    if (is_object(type) && !add_object(ruby, at))
        return false;
    if (type == ':' &&
        !add_place(ruby, &ruby->symbols, &ruby->symbol_count, &ruby->symbol_capacity, at))
        return false;
    return take_plain(ruby, type);
}

/* Steps over the variables of a string or symbol, which say how it is encoded. */
static bool skip_variables(rn_ruby *ruby)
{
    enum { PAIR_BYTES = 2 };
    unsigned char name, value;
    size_t count;
    if (!take_count(ruby, PAIR_BYTES, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!take_byte(ruby, &name) || !take_simple(ruby, name) || !take_byte(ruby, &value) ||
            !take_simple(ruby, value))
            return false;
    return true;
}

static bool take_with_variables(rn_ruby *ruby)
{
    unsigned char type;
    if (!take_byte(ruby, &type))
        return false;
    if (type != '"' && type != ':') {
        ruby->at--;
        return fail(ruby, "an object of a class, or of a kind that is not known");
    }
    if (!take_simple(ruby, type))
        return false;
    rn_bytes text = ruby->text;
    if (!skip_variables(ruby))
        return false;
    ruby->text = text;
    ruby->token = RN_JSON_STRING;
    return true;
}

/* ---- hashes and arrays ------------------------------------------------------------------------ */

static bool open_level(rn_ruby *ruby, unsigned char type)
{
    size_t count;
    bool is_hash = type != '[';
    if (ruby->depth >= ruby->limit) {
        rn_fail(ruby->report, RENDER_ERROR_LIMIT, ruby->at, 0, "nested deeper than %zu values",
                ruby->limit);
        ruby->token = RN_JSON_ERROR;
        return false;
    }
    if (!add_object(ruby, ruby->at - 1) || !take_count(ruby, is_hash ? 2 : 1, &count))
        return false;
    if (!RN_GROW(ruby->levels, ruby->level_capacity, ruby->depth + 1))
        return fail_memory(ruby);
    ruby->levels[ruby->depth++] =
        (rn_ruby_level){is_hash ? (uint64_t)count * 2 : count, is_hash, type == '}'};
    ruby->token = is_hash ? RN_JSON_OBJECT_BEGIN : RN_JSON_ARRAY_BEGIN;
    return true;
}

static bool close_level(rn_ruby *ruby)
{
    const rn_ruby_level *l = &ruby->levels[--ruby->depth];
    unsigned char type;
    if (l->has_default && (!take_byte(ruby, &type) || !take_simple(ruby, type)))
        return false;
    clear(ruby); /* of the default */
    ruby->token = l->is_hash ? RN_JSON_OBJECT_END : RN_JSON_ARRAY_END;
    return true;
}

static bool take_value(rn_ruby *ruby)
{
    unsigned char type;
    if (!take_byte(ruby, &type))
        return false;
    if (type == 'I')
        return take_with_variables(ruby);
    return type == '[' || type == '{' || type == '}' ? open_level(ruby, type)
                                                     : take_simple(ruby, type);
}

static bool take_key(rn_ruby *ruby)
{
    size_t depth = ruby->depth;
    if (!take_value(ruby))
        return false;
    if (ruby->depth != depth)
        return fail(ruby, "a hash or an array as a key");
    ruby->token = RN_JSON_KEY;
    return true;
}

static bool take_version(rn_ruby *ruby)
{
    unsigned char major, minor;
    return take_byte(ruby, &major) && take_byte(ruby, &minor) &&
           ((major == 4 && minor <= MINOR_VERSION_MAX) ||
            fail(ruby, "no dump of Ruby's Marshal 4.8"));
}

static bool take_next(rn_ruby *ruby)
{
    clear(ruby);
    if (!ruby->depth)
        return take_value(ruby);
    rn_ruby_level *l = &ruby->levels[ruby->depth - 1];
    if (l->left == 0)
        return close_level(ruby);
    bool is_key = l->is_hash && l->left % 2 == 0;
    l->left--;
    return is_key ? take_key(ruby) : take_value(ruby);
}

rn_json_token rn_ruby_next(rn_ruby *ruby)
{
    if (ruby->token == RN_JSON_ERROR && ruby->report->error.status)
        return RN_JSON_ERROR;
    if (ruby->at == 0 && !take_version(ruby))
        return RN_JSON_ERROR;
    if (!ruby->depth && ruby->at > VERSION_BYTES)
        return ruby->token = RN_JSON_END;
    return take_next(ruby) ? ruby->token : RN_JSON_ERROR;
}

bool rn_ruby_skip(rn_ruby *ruby)
{
    size_t depth = ruby->depth;
    rn_json_token token = rn_ruby_next(ruby);
    while (token != RN_JSON_ERROR && ruby->depth > depth)
        token = rn_ruby_next(ruby);
    return token != RN_JSON_ERROR;
}

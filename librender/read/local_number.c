/* See local_number.h. */
#include "read/local_number.h"

#include "base/number.h"

enum { LONGEST = 64 };

/* The length of what may stand between groups of digits at the start of `text`; 0: nothing such. */
static size_t separator_size(rn_bytes text)
{
    static const rn_bytes separators[] = {
        RN_LITERAL(","),
        RN_LITERAL("."),
        RN_LITERAL(" "),
        RN_LITERAL("'"),
        RN_LITERAL("\xa0"),
        RN_LITERAL("\xc2\xa0"),
        RN_LITERAL("\xe2\x80\xaf"),
        RN_LITERAL("\xe2\x80\x99"),
    };
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++)
        if (rn_bytes_start(text, separators[i]))
            return separators[i].size;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(rn_bytes text, size_t at)
{
    size_t from = at;
    while (at < text.size && is_digit(text.data[at]))
        at++;
    return at - from;
}

static rn_bytes rest(rn_bytes text, size_t at)
{
    return rn_bytes_slice(text, at, text.size);
}

/* Digits in groups of two or three, the last one of three, all between the same signs: appends the
 * digits to `out`.  False when that is not what it is. */
static bool take_groups(rn_bytes text, char out[LONGEST], size_t *size)
{
    size_t at = digits_at(text, 0), group = 0;
    rn_bytes sign = {text.data + at, separator_size(rest(text, at))};
    if (at == 0 || at > 3 || sign.size == 0)
        return false;
    memcpy(out, text.data, at);
    *size = at;
    while (rn_bytes_start(rest(text, at), sign)) {
        at += sign.size;
        group = digits_at(text, at);
        if (group < 2 || group > 3)
            return false;
        memcpy(out + *size, text.data + at, group);
        *size += group;
        at += group;
    }
    return at == text.size && group == 3;
}

bool rn_local_count_parse(rn_bytes text, double *value)
{
    char digits[LONGEST];
    size_t size;
    if (text.size < sizeof digits && take_groups(text, digits, &size))
        return rn_number_parse((rn_bytes){digits, size}, value);
    return rn_local_number_parse(text, value);
}

/* Where the fraction begins: at the last point or comma, when there is none of its kind before. */
static size_t find_fraction(rn_bytes text)
{
    size_t at = text.size;
    while (at > 0 && text.data[at - 1] != '.' && text.data[at - 1] != ',')
        at--;
    if (at == 0 || memchr(text.data, text.data[at - 1], at - 1))
        return text.size;
    return at - 1;
}

bool rn_local_number_parse(rn_bytes text, double *value)
{
    char plain[LONGEST];
    size_t size = 0, fraction;
    if (rn_number_parse(text, value))
        return true;
    if (text.size >= sizeof plain)
        return false;
    fraction = find_fraction(text);
    for (size_t at = 0; at < text.size;) {
        size_t skip = at == fraction ? 0 : separator_size(rest(text, at));
        bool is_between =
            at > 0 && at < fraction && is_digit(text.data[at - 1]) && digits_at(text, at + skip);
        if (skip && !is_between)
            return false;
        if (!skip)
            plain[size++] = at == fraction ? '.' : text.data[at];
        at += skip ? skip : 1;
    }
    return rn_number_parse((rn_bytes){plain, size}, value);
}

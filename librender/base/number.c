/* Decimal ↔ double without the locale.  Parsing takes the exact fast path of Clinger (1990): a
 * mantissa below 2^53 times or over an exact power of ten rounds once.  What it does not cover, and
 * formatting, goes to the C library in its "C" locale. */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct decimal {
    uint64_t mantissa;
    int64_t exponent;
    bool negative, exact, has_digits;
} decimal;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t take_digits(rn_bytes text, size_t at, bool fraction, decimal *number)
{
    for (; at < text.size && is_digit(text.data[at]); at++) {
        number->has_digits = true;
        if (number->mantissa > (UINT64_MAX - 9) / 10) {
            number->exact = false;
            number->exponent += !fraction;
            continue;
        }
        number->mantissa = number->mantissa * 10 + (uint64_t)(text.data[at] - '0');
        number->exponent -= fraction;
    }
    return at;
}

static size_t take_exponent(rn_bytes text, size_t at, decimal *number)
{
    bool negative = false;
    size_t start = ++at;
    if (at < text.size && (text.data[at] == '+' || text.data[at] == '-')) {
        negative = text.data[at] == '-';
        start = ++at;
    }
    int exponent = 0;
    for (; at < text.size && is_digit(text.data[at]); at++)
        if (exponent < 100000)
            exponent = exponent * 10 + (text.data[at] - '0');
    if (at == start)
        return SIZE_MAX;
    number->exponent += negative ? -exponent : exponent;
    return at;
}

static bool parse_decimal(rn_bytes text, decimal *number)
{
    size_t at = 0;
    *number = (decimal){.exact = true};
    if (at < text.size && (text.data[at] == '-' || text.data[at] == '+'))
        number->negative = text.data[at++] == '-';
    at = take_digits(text, at, false, number);
    if (at < text.size && text.data[at] == '.')
        at = take_digits(text, at + 1, true, number);
    if (!number->has_digits)
        return false;
    if (at < text.size && (text.data[at] == 'e' || text.data[at] == 'E'))
        at = take_exponent(text, at, number);
    return at == text.size;
}

static bool parse_by_library(rn_bytes text, double *value)
{
    char small[128];
    char *copy = text.size < sizeof small ? small : malloc(text.size + 1);
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    bool done = copy && c_locale;
    if (done) {
        memcpy(copy, text.data, text.size);
        copy[text.size] = '\0';
        *value = strtod_l(copy, NULL, c_locale);
    }
    if (c_locale)
        freelocale(c_locale);
    if (copy != small)
        free(copy);
    return done;
}

bool rn_number_parse(rn_bytes text, double *value)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    decimal number;
    if (!parse_decimal(text, &number))
        return false;
    if (!number.exact || number.mantissa >> 53 || number.exponent < -22 || number.exponent > 22)
        return parse_by_library(text, value);
    double magnitude = (double)number.mantissa;
    if (number.exponent < 0)
        magnitude /= powers[-number.exponent];
    else
        magnitude *= powers[number.exponent];
    *value = number.negative ? -magnitude : magnitude;
    return true;
}

bool rn_number_parse_uint(rn_bytes text, uint64_t *value)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_digit(text.data[i]))
            return false;
        uint64_t digit = (uint64_t)(text.data[i] - '0');
        sum = sum > (UINT64_MAX - digit) / 10 ? UINT64_MAX : sum * 10 + digit;
    }
    *value = sum;
    return text.size > 0;
}

static size_t format_integer(char out[32], double value)
{
    char digits[24];
    size_t count = 0, length = 0;
    uint64_t rest = (uint64_t)fabs(value);
    do
        digits[count++] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        out[length++] = '-';
    while (count)
        out[length++] = digits[--count];
    out[length] = '\0';
    return length;
}

/* Most values are whole thousandths, millionths and so on: a decimal of at most 15 digits that reads
 * back as the value is its only one, and so, without trailing zeros, the shortest. */
static size_t format_decimal(char out[32], double value)
{
    static const double scales[] = {1e3, 1e6, 1e9, 1e12};
    static const size_t places[] = {3, 6, 9, 12};
    double magnitude = fabs(value);
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        double scaled = rint(magnitude * scales[i]);
        if (magnitude < 1e-4 || scaled >= 1e15 || scaled / scales[i] != magnitude)
            continue;
        uint64_t units = (uint64_t)scaled, scale = (uint64_t)scales[i];
        size_t length = format_integer(out, value < 0 ? -trunc(magnitude) : trunc(magnitude));
        if (value < 0 && magnitude < 1)
            length = (size_t)snprintf(out, 32, "-0");
        out[length++] = '.';
        for (size_t place = places[i]; place-- > 0; units %= scale) {
            scale /= 10;
            out[length++] = (char)('0' + units / scale % 10);
        }
        while (out[length - 1] == '0')
            length--;
        out[length] = '\0';
        return length;
    }
    return 0;
}

/* snprintf writes the locale's decimal point, which may be any string of one character or more. */
static void restore_point(char *text)
{
    const char *point = localeconv()->decimal_point;
    char *found = strcmp(point, ".") == 0 ? NULL : strstr(text, point);
    if (!found)
        return;
    *found = '.';
    memmove(found + 1, found + strlen(point), strlen(found + strlen(point)) + 1);
}

size_t rn_number_format(char out[32], double value)
{
    if (fabs(value) < 9007199254740992.0 && value == trunc(value))
        return format_integer(out, value);
    size_t length = format_decimal(out, value);
    if (length)
        return length;
    for (int precision = 15; precision <= 17; precision++) {
        double back;
        snprintf(out, 32, "%.*g", precision, value);
        restore_point(out);
        if (rn_number_parse((rn_bytes){out, strlen(out)}, &back) && back == value)
            break;
    }
    return strlen(out);
}

size_t rn_number_format_fixed(char out[RN_NUMBER_FIXED_SIZE], double value, int digits)
{
    snprintf(out, RN_NUMBER_FIXED_SIZE, "%.*f", digits, value);
    restore_point(out);
    return strlen(out);
}

/* Numbers as words. */
#include "base/words.h"

#include <math.h>

#include "base/number.h"

bool rn_parse_whole(rn_bytes text, double *value)
{
    bool is_negative = text.size && text.data[0] == '-';
    for (size_t i = is_negative; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return rn_number_parse(text, value) && isfinite(*value);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool rn_parse_hex(rn_bytes text, uint64_t *value)
{
    uint64_t sum = 0;
    if (text.size == 0 || text.size > 16)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        int digit = hex_digit(text.data[i]);
        if (digit < 0)
            return false;
        sum = sum << 4 | (uint64_t)digit;
    }
    *value = sum;
    return true;
}

bool rn_parse_address(rn_bytes text, uint64_t *address)
{
    return rn_bytes_start(text, RN_LITERAL("0x")) &&
           rn_parse_hex(rn_bytes_slice(text, 2, text.size), address);
}

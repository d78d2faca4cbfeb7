/* Numbers in text, against the C library: what is read, and that what is written can be read again. */
#include "base/number.h"

#include <math.h>

#include "base/words.h"
#include "promise.h"
#include "read/local_number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 1000 };

static void parse(rn_bytes text)
{
    char copy[TEXT_MAX + 1];
    double value, whole;
    uint64_t count;
    if (text.size > TEXT_MAX)
        return;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    if (rn_number_parse(text, &value))
        promise(value == strtod(copy, NULL), "a number is what C reads");
    if (rn_number_parse_uint(text, &count))
        promise(count == strtoull(copy, NULL, 10), "a count is what C reads");
    if (rn_parse_whole(text, &whole))
        promise(isfinite(whole) && whole == strtod(copy, NULL), "a whole number is what C reads");
    if (rn_parse_hex(text, &count))
        promise(count == strtoull(copy, NULL, 16), "a hex number is what C reads");
    if (rn_local_count_parse(text, &value) || rn_local_number_parse(text, &value))
        promise(!isnan(value), "a number is one");
}

static void count_digits(const char bytes[8])
{
    uint64_t value, want = 0;
    size_t count = 0;
    for (; count < 8 && rn_is_digit(bytes[count]); count++)
        want = want * 10 + (uint64_t)(bytes[count] - '0');
    promise(rn_number_digits8(bytes, &value) == count && value == want, "eight digits at once");
}

static void format(double value)
{
    char text[32], fixed[RN_NUMBER_FIXED_SIZE], want[RN_NUMBER_FIXED_SIZE];
    double again;
    if (!isfinite(value))
        return;
    size_t length = rn_number_format(text, value);
    promise(length == strlen(text) && rn_number_parse((rn_bytes){text, length}, &again) &&
                again == value,
            "a number is read as it was written");
    for (int digits = 0; digits <= 20; digits += 5) {
        length = rn_number_format_fixed(fixed, value, digits);
        snprintf(want, sizeof want, "%.*f", digits, value);
        promise(length == strlen(fixed) && strcmp(fixed, want) == 0, "digits are as C writes them");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_bytes line, rest = {(const char *)data, size};
    while (rest.size) {
        line = rn_cut_part(&rest, '\n');
        parse(line);
    }
    for (size_t at = 0; at + 8 <= size && at < 64; at += 8) {
        double value;
        memcpy(&value, data + at, sizeof value);
        count_digits((const char *)data + at);
        format(value);
    }
    return 0;
}

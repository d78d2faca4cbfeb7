/* Numbers in text, whatever the locale. */
#ifndef RN_NUMBER_H
#define RN_NUMBER_H

#include "base/bytes.h"

/* A decimal number with optional sign, fraction and exponent that fills the whole slice.  Hex
 * floats, "inf" and "nan" are no numbers here; overflow gives an infinity. */
bool rn_number_parse(rn_bytes text, double *value);

/* Decimal digits that fill the whole slice; saturates at UINT64_MAX. */
bool rn_number_parse_uint(rn_bytes text, uint64_t *value);

/* How many of the eight bytes at `bytes` are digits before the first that is none; their value in *value. */
static inline size_t rn_number_digits8(const char *bytes, uint64_t *value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const uint64_t high = UINT64_C(0xf0f0f0f0f0f0f0f0), zeros = UINT64_C(0x3030303030303030);
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t others =
        ((word & high) ^ zeros) | (((word + UINT64_C(0x0606060606060606)) & high) ^ zeros);
    size_t count = others ? (size_t)__builtin_ctzll(others) / 8 : 8;
    word = count ? word << (64 - 8 * count) : 0; /* zeros before */
    word = (word & UINT64_C(0x0f0f0f0f0f0f0f0f)) * (10 << 8 | 1) >> 8;
    word = (word & UINT64_C(0x00ff00ff00ff00ff)) * (100 << 16 | 1) >> 16;
    *value = (word & UINT64_C(0x0000ffff0000ffff)) * (UINT64_C(10000) << 32 | 1) >> 32;
    return count;
#else
    size_t count = 0;
    for (*value = 0; count < 8 && (unsigned char)(bytes[count] - '0') < 10; count++)
        *value = *value * 10 + (uint64_t)(bytes[count] - '0');
    return count;
#endif
}

/* The shortest text that rn_number_parse reads back as the same finite double, NUL-terminated.
 * Returns its length. */
size_t rn_number_format(char out[32], double value);

/* printf's "%.*f", with a point whatever the locale, correctly rounded.  Returns its length. */
enum { RN_NUMBER_FIXED_SIZE = 336 }; /* for up to 20 digits */
size_t rn_number_format_fixed(char out[RN_NUMBER_FIXED_SIZE], double value, int digits);

#endif

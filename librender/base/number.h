/* Numbers in text, whatever the locale. */
#ifndef RN_NUMBER_H
#define RN_NUMBER_H

#include "base/bytes.h"

/* A decimal number with optional sign, fraction and exponent that fills the whole slice.  Hex
 * floats, "inf" and "nan" are no numbers here; overflow gives an infinity. */
bool rn_number_parse(rn_bytes text, double *value);

/* Decimal digits that fill the whole slice; saturates at UINT64_MAX. */
bool rn_number_parse_uint(rn_bytes text, uint64_t *value);

/* The shortest text that rn_number_parse reads back as the same finite double, NUL-terminated.
 * Returns its length. */
size_t rn_number_format(char out[32], double value);

/* printf's "%.*f", with a point whatever the locale, correctly rounded.  Returns its length. */
enum { RN_NUMBER_FIXED_SIZE = 336 }; /* for up to 20 digits */
size_t rn_number_format_fixed(char out[RN_NUMBER_FIXED_SIZE], double value, int digits);

#endif

/* Output bytes and numbers. */
#include "base/buffer.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"

/* After a failure there is no room for anything. */
void rn_put_growing(rn_buffer *buffer, rn_bytes text)
{
    if (!buffer->failed && text.size <= SIZE_MAX - buffer->size &&
        RN_GROW(buffer->data, buffer->capacity, buffer->size + text.size)) {
        memcpy(buffer->data + buffer->size, text.data, text.size);
        buffer->size += text.size;
        return;
    }
    buffer->failed = true;
    buffer->capacity = buffer->size;
}

void rn_put_uint(rn_buffer *buffer, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    rn_put(buffer, (rn_bytes){digits + at, sizeof digits - at});
}

void rn_put_hex(rn_buffer *buffer, uint32_t value, int digits)
{
    while (digits--)
        rn_put_char(buffer, "0123456789abcdef"[value >> 4 * digits & 15]);
}

void rn_put_double(rn_buffer *buffer, double value)
{
    char text[32];
    size_t length = rn_number_format(text, value);
    rn_put(buffer, (rn_bytes){text, length});
}

static const uint64_t scales[] = {1,      10,      100,      1000,      10000,
                                  100000, 1000000, 10000000, 100000000, 1000000000};

/* The integer and fraction digits of |value| rounded half away from zero, when they fit 64 bits. */
static bool split(double value, int digits, uint64_t *whole, uint64_t *fraction)
{
    double scaled = fabs(value) * (double)scales[digits];
    if (!(scaled < 9e15))
        return false;
    uint64_t rounded = (uint64_t)(scaled + 0.5);
    *whole = rounded / scales[digits];
    *fraction = rounded % scales[digits];
    return true;
}

static void put_parts(rn_buffer *buffer, bool negative, uint64_t whole, uint64_t fraction,
                      int digits)
{
    if (negative)
        rn_put_char(buffer, '-');
    rn_put_uint(buffer, whole);
    if (digits == 0)
        return;
    rn_put_char(buffer, '.');
    for (int i = digits - 1; i >= 0; i--)
        rn_put_char(buffer, (char)('0' + fraction / scales[i] % 10));
}

void rn_put_fixed(rn_buffer *buffer, double value, int digits)
{
    uint64_t whole, fraction;
    if (!split(value, digits, &whole, &fraction)) {
        rn_put_double(buffer, value);
        return;
    }
    while (digits && fraction % 10 == 0) {
        fraction /= 10;
        digits--;
    }
    put_parts(buffer, value < 0 && (whole || fraction), whole, fraction, digits);
}

void rn_put_decimal(rn_buffer *buffer, double value, int digits)
{
    uint64_t whole, fraction;
    if (split(value, digits, &whole, &fraction))
        put_parts(buffer, value < 0 && (whole || fraction), whole, fraction, digits);
    else
        rn_put_double(buffer, value);
}

void rn_buffer_finish(rn_buffer *buffer)
{
    free(buffer->data);
    *buffer = (rn_buffer){0};
}

/* A growing buffer of output bytes.  After the first failure to grow every call does nothing and
 * `failed` is set, so writers check once, at the end. */
#ifndef RN_BUFFER_H
#define RN_BUFFER_H

#include "base/bytes.h"

typedef struct rn_buffer {
    char *data;
    size_t size;
    size_t capacity;
    bool failed;
} rn_buffer;

/* What it holds so far; borrowed until the next call. */
static inline rn_bytes rn_buffer_bytes(const rn_buffer *buffer)
{
    return (rn_bytes){buffer->data ? buffer->data : "", buffer->size};
}

/* The same as rn_put, for what does not fit into what is there. */
void rn_put_growing(rn_buffer *buffer, rn_bytes text);

static inline void rn_put(rn_buffer *buffer, rn_bytes text)
{
    if (text.size > buffer->capacity - buffer->size) {
        rn_put_growing(buffer, text);
    } else if (text.size) {
        memcpy(buffer->data + buffer->size, text.data, text.size);
        buffer->size += text.size;
    }
}

static inline void rn_put_text(rn_buffer *buffer, const char *text)
{
    rn_put(buffer, rn_bytes_of(text));
}

static inline void rn_put_char(rn_buffer *buffer, char c)
{
    rn_put(buffer, (rn_bytes){&c, 1});
}

void rn_put_uint(rn_buffer *buffer, uint64_t value);
/* The last `digits` hex digits of `value`, in lower case. */
void rn_put_hex(rn_buffer *buffer, uint32_t value, int digits);
/* The shortest decimal that reads back as the same double; integers below 2^53 without a point. NaN
 * and infinities are the caller's business. */
void rn_put_double(rn_buffer *buffer, double value);
/* At most `digits` (0 to 9) digits after the point, trailing zeros cut, "-0" written as "0". */
void rn_put_fixed(rn_buffer *buffer, double value, int digits);
/* Exactly `digits` digits after the point. */
void rn_put_decimal(rn_buffer *buffer, double value, int digits);

void rn_buffer_finish(rn_buffer *buffer);

#endif

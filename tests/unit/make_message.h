/* Writes protobuf messages field by field. */
#ifndef MAKE_MESSAGE_H
#define MAKE_MESSAGE_H

#include "base/buffer.h"

static void put_varint(rn_buffer *out, uint64_t value)
{
    for (; value > 127; value >>= 7)
        rn_put_char(out, (char)((value & 127) | 128));
    rn_put_char(out, (char)value);
}

static void put_number(rn_buffer *out, uint32_t field, uint64_t value)
{
    put_varint(out, field << 3);
    put_varint(out, value);
}

static void put_data(rn_buffer *out, uint32_t field, rn_bytes data)
{
    put_varint(out, field << 3 | 2);
    put_varint(out, data.size);
    rn_put(out, data);
}

#endif

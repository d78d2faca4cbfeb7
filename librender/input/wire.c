/* Protobuf's wire format: a field is a varint (number << 3 | type) and what the type says.  See
 * wire.h. */
#include "input/wire.h"

static bool stop(rn_wire *wire, rn_wire_state state)
{
    wire->state = state;
    return false;
}

/* At most ten bytes, of which the last holds one bit. */
static bool take_varint(rn_wire *wire, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (wire->at == wire->input.size)
            return stop(wire, RN_WIRE_CUT);
        unsigned char byte = (unsigned char)wire->input.data[wire->at++];
        if (shift == 63 && byte > 1)
            return stop(wire, RN_WIRE_WRONG);
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return stop(wire, RN_WIRE_WRONG);
}

static bool take_fixed(rn_wire *wire, size_t size)
{
    if (wire->input.size - wire->at < size)
        return stop(wire, RN_WIRE_CUT);
    wire->number = 0;
    for (size_t i = size; i-- > 0;)
        wire->number = wire->number << 8 | (unsigned char)wire->input.data[wire->at + i];
    wire->at += size;
    return true;
}

static bool take_bytes(rn_wire *wire)
{
    uint64_t size;
    if (!take_varint(wire, &size))
        return false;
    if (size > wire->input.size - wire->at)
        return stop(wire, RN_WIRE_CUT);
    wire->bytes = (rn_bytes){wire->input.data + wire->at, (size_t)size};
    wire->at += (size_t)size;
    return true;
}

bool rn_wire_next(rn_wire *wire)
{
    uint64_t tag;
    if (wire->state != RN_WIRE_FINE || wire->at == wire->input.size)
        return false;
    wire->start = wire->at;
    if (!take_varint(wire, &tag))
        return false;
    if (tag >> 3 == 0 || tag >> 3 >= UINT64_C(1) << 29)
        return stop(wire, RN_WIRE_WRONG);
    wire->field = (uint32_t)(tag >> 3);
    wire->type = (rn_wire_type)(tag & 7);
    switch (wire->type) {
    case RN_WIRE_VARINT:
        return take_varint(wire, &wire->number);
    case RN_WIRE_FIXED64:
        return take_fixed(wire, 8);
    case RN_WIRE_BYTES:
        return take_bytes(wire);
    case RN_WIRE_FIXED32:
        return take_fixed(wire, 4);
    }
    return stop(wire, RN_WIRE_WRONG);
}

bool rn_wire_next_number(rn_wire *wire, uint64_t *number)
{
    if (wire->state != RN_WIRE_FINE || wire->at == wire->input.size)
        return false;
    wire->start = wire->at;
    return take_varint(wire, number);
}

/* Nearly all numbers have one or two bytes, or three. */
size_t rn_wire_numbers(rn_wire *wire, uint64_t *numbers)
{
    const unsigned char *bytes = (const unsigned char *)wire->input.data;
    size_t count = 0;
    while (wire->state == RN_WIRE_FINE && wire->at < wire->input.size) {
        size_t left = wire->input.size - wire->at;
        const unsigned char *p = bytes + wire->at;
        if (p[0] < 0x80) {
            numbers[count++] = p[0];
            wire->at++;
        } else if (left > 1 && p[1] < 0x80) {
            numbers[count++] = (p[0] & 0x7f) | (uint64_t)p[1] << 7;
            wire->at += 2;
        } else if (left > 2 && p[2] < 0x80) {
            numbers[count++] = (p[0] & 0x7f) | (uint64_t)(p[1] & 0x7f) << 7 | (uint64_t)p[2] << 14;
            wire->at += 3;
        } else if (rn_wire_next_number(wire, &numbers[count])) {
            count++;
        }
    }
    return count;
}

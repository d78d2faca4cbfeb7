/* Protobuf's wire format: fields, and what is in them. */
#include "input/wire.h"

#include "promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS_MAX = 1024 };

typedef struct parts {
    rn_bytes items[PARTS_MAX];
    size_t count;
} parts;

/* Numbers one after the other. */
static void read_packed(rn_bytes list)
{
    rn_wire wire = rn_wire_of(list);
    uint64_t number;
    size_t at = 0;
    while (rn_wire_next_number(&wire, &number)) {
        promise(wire.at > at && wire.at - at <= 10, "a number has one byte to ten");
        at = wire.at;
    }
    promise(wire.state != RN_WIRE_FINE || at == list.size, "a list is read to its end");
}

static void read_message(rn_bytes message, parts *within)
{
    rn_wire wire = rn_wire_of(message);
    size_t at = 0;
    while (rn_wire_next(&wire)) {
        promise(wire.start == at && wire.at > at && wire.at <= message.size,
                "fields follow fields");
        promise(wire.field > 0, "fields have a number");
        at = wire.at;
        if (wire.type != RN_WIRE_BYTES)
            continue;
        promise(is_inside(wire.bytes, message), "bytes of a field lie in its message");
        if (within->count < PARTS_MAX)
            within->items[within->count++] = wire.bytes;
    }
    promise(wire.state != RN_WIRE_FINE || at == message.size, "a message is read to its end");
    promise(!rn_wire_next(&wire), "the end stays");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static parts all;
    all.items[0] = (rn_bytes){(const char *)data, size};
    all.count = 1;
    for (size_t i = 0; i < all.count; i++) {
        read_packed(all.items[i]);
        read_message(all.items[i], &all);
    }
    return 0;
}

/* A cursor over protobuf's wire format: one field a call, nothing allocated, every length checked.
 * Groups, which proto3 does not have, are refused. */
#ifndef RN_WIRE_H
#define RN_WIRE_H

#include "base/bytes.h"

typedef enum rn_wire_type {
    RN_WIRE_VARINT = 0,
    RN_WIRE_FIXED64 = 1,
    RN_WIRE_BYTES = 2,
    RN_WIRE_FIXED32 = 5,
} rn_wire_type;

typedef enum rn_wire_state {
    RN_WIRE_FINE,
    RN_WIRE_CUT,   /* the bytes end inside a field */
    RN_WIRE_WRONG, /* no protobuf */
} rn_wire_state;

typedef struct rn_wire {
    rn_bytes input;
    size_t at;
    rn_wire_state state;
    /* Of the field at hand: */
    size_t start; /* where its tag is */
    uint32_t field;
    rn_wire_type type;
    uint64_t number; /* unless BYTES */
    rn_bytes bytes;  /* of BYTES */
} rn_wire;

static inline rn_wire rn_wire_of(rn_bytes message)
{
    return (rn_wire){.input = message};
}

/* The next field; false at the end, and when `state` is no longer FINE. */
bool rn_wire_next(rn_wire *wire);

/* The next number of a packed list, in the same way: rn_wire_of(the list's bytes). */
bool rn_wire_next_number(rn_wire *wire, uint64_t *number);

/* All numbers of a packed list, into room for as many as it has bytes; how many.  What is wrong with it is
 * in wire->state. */
size_t rn_wire_numbers(rn_wire *wire, uint64_t *numbers);

#endif

/* Protobuf's wire format: fields, numbers, and what is no message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "input/wire.h"

static void takes_every_type(void **state)
{
    (void)state;
    rn_wire w = rn_wire_of(RN_LITERAL("\x08\x96\x01"
                                      "\x12\3abc"
                                      "\x1d\1\2\3\4"
                                      "\x21\1\0\0\0\0\0\0\x80"
                                      "\x82\x01\0"));
    assert_true(rn_wire_next(&w));
    assert_int_equal(w.field, 1);
    assert_int_equal(w.type, RN_WIRE_VARINT);
    assert_int_equal(w.number, 150);
    assert_true(rn_wire_next(&w));
    assert_int_equal(w.field, 2);
    assert_int_equal(w.start, 3);
    assert_true(rn_bytes_equal(w.bytes, RN_LITERAL("abc")));
    assert_true(rn_wire_next(&w));
    assert_int_equal(w.field, 3);
    assert_int_equal(w.type, RN_WIRE_FIXED32);
    assert_int_equal(w.number, 0x04030201);
    assert_true(rn_wire_next(&w));
    assert_int_equal(w.type, RN_WIRE_FIXED64);
    assert_true(w.number == UINT64_C(0x8000000000000001));
    assert_true(rn_wire_next(&w));
    assert_int_equal(w.field, 16);
    assert_int_equal(w.bytes.size, 0);
    assert_false(rn_wire_next(&w));
    assert_int_equal(w.state, RN_WIRE_FINE);
}

static void assert_stops(rn_bytes message, rn_wire_state state)
{
    rn_wire w = rn_wire_of(message);
    assert_false(rn_wire_next(&w));
    assert_int_equal(w.state, state);
    assert_false(rn_wire_next(&w));
}

static void tells_cut_from_wrong(void **state)
{
    (void)state;
    assert_stops(RN_LITERAL(""), RN_WIRE_FINE);
    assert_stops(RN_LITERAL("\x08"), RN_WIRE_CUT);
    assert_stops(RN_LITERAL("\x08\x80"), RN_WIRE_CUT);
    assert_stops(RN_LITERAL("\x12\4abc"), RN_WIRE_CUT);
    assert_stops(RN_LITERAL("\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\1a"), RN_WIRE_CUT);
    assert_stops(RN_LITERAL("\x1d\1\2\3"), RN_WIRE_CUT);
    assert_stops(RN_LITERAL("\x21\1\2\3\4\5\6\7"), RN_WIRE_CUT);
    assert_stops(RN_LITERAL("\x0b"), RN_WIRE_WRONG);
    assert_stops(RN_LITERAL("\x0c"), RN_WIRE_WRONG);
    assert_stops(RN_LITERAL("\x0e"), RN_WIRE_WRONG);
    assert_stops(RN_LITERAL("\0\0"), RN_WIRE_WRONG);
    assert_stops(RN_LITERAL("\x80\x80\x80\x80\x80\1\0"), RN_WIRE_WRONG);
    assert_stops(RN_LITERAL("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\2"), RN_WIRE_WRONG);
    assert_stops(RN_LITERAL("\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\1"), RN_WIRE_WRONG);
}

static void takes_packed_numbers(void **state)
{
    (void)state;
    uint64_t n;
    rn_wire w = rn_wire_of(RN_LITERAL("\0\x7f\x80\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\x80"));
    assert_true(rn_wire_next_number(&w, &n) && n == 0);
    assert_true(rn_wire_next_number(&w, &n) && n == 127);
    assert_true(rn_wire_next_number(&w, &n) && n == 128);
    assert_true(rn_wire_next_number(&w, &n) && n == UINT64_MAX);
    assert_false(rn_wire_next_number(&w, &n));
    assert_int_equal(w.state, RN_WIRE_CUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_every_type),
        cmocka_unit_test(tells_cut_from_wrong),
        cmocka_unit_test(takes_packed_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

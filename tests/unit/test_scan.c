/* Sixteen bytes at a time: this machine's way against the one in plain C, and both against byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/scan.h"

/* The same header once more, under other names. */
#undef RN_SCAN_H
#define RN_SCAN_PLAIN
#define RN_BLOCK PLAIN_BLOCK
#define rn_block plain
#define rn_block_load plain_load
#define rn_block_equal plain_equal
#define rn_block_same plain_same
#define rn_block_up_to plain_up_to
#define rn_block_or plain_or
#define rn_block_bits plain_bits
#define rn_block_first plain_first
#include "base/scan.h"
#undef RN_BLOCK
#undef rn_block
#undef rn_block_load
#undef rn_block_equal
#undef rn_block_same
#undef rn_block_up_to
#undef rn_block_or
#undef rn_block_bits
#undef rn_block_first

enum { SIZE = PLAIN_BLOCK, ROUNDS = 20000 };

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static uint32_t bits_equal(const char *bytes, char c)
{
    uint32_t bits = 0;
    for (int i = 0; i < SIZE; i++)
        bits |= (uint32_t)(bytes[i] == c) << i;
    return bits;
}

static uint32_t bits_up_to(const char *bytes, unsigned char c)
{
    uint32_t bits = 0;
    for (int i = 0; i < SIZE; i++)
        bits |= (uint32_t)((unsigned char)bytes[i] <= c) << i;
    return bits;
}

static void assert_block(const char *bytes, char c, unsigned char most)
{
    uint32_t equal = bits_equal(bytes, c), up_to = bits_up_to(bytes, most);
    rn_block block = rn_block_load(bytes);
    plain other = plain_load(bytes);
    assert_int_equal(rn_block_bits(rn_block_equal(block, c)), equal);
    assert_int_equal(plain_bits(plain_equal(other, c)), equal);
    assert_int_equal(rn_block_bits(rn_block_up_to(block, most)), up_to);
    assert_int_equal(plain_bits(plain_up_to(other, most)), up_to);
    rn_block both = rn_block_or(rn_block_equal(block, c), rn_block_up_to(block, most));
    plain other_both = plain_or(plain_equal(other, c), plain_up_to(other, most));
    assert_int_equal(rn_block_bits(both), equal | up_to);
    assert_int_equal(plain_bits(other_both), equal | up_to);
    char others[SIZE];
    memset(others, c, sizeof others);
    assert_int_equal(rn_block_bits(rn_block_same(rn_block_load(others), block)), equal);
    assert_int_equal(plain_bits(plain_same(plain_load(others), other)), equal);
    size_t first = equal | up_to ? (size_t)__builtin_ctz(equal | up_to) : SIZE;
    assert_int_equal(rn_block_first(both), first);
    assert_int_equal(plain_first(other_both), first);
}

static void finds_the_same_in_random_bytes(void **state)
{
    (void)state;
    uint64_t seed = 1;
    char bytes[SIZE];
    for (int round = 0; round < ROUNDS; round++) {
        /* of few values, so that there is something to find */
        uint64_t mask = round % 3 ? 0x83 : 0xff;
        for (int i = 0; i < SIZE; i++)
            bytes[i] = (char)(next_random(&seed) & mask);
        assert_block(bytes, (char)(next_random(&seed) & mask), (unsigned char)next_random(&seed));
    }
}

static void finds_each_byte_at_each_place(void **state)
{
    (void)state;
    for (int value = 0; value < 256; value++)
        for (int at = 0; at < SIZE; at++) {
            char bytes[SIZE];
            memset(bytes, value ^ 0x80, sizeof bytes);
            bytes[at] = (char)value;
            assert_block(bytes, (char)value, (unsigned char)value);
        }
}

static void finds_nothing(void **state)
{
    (void)state;
    char bytes[SIZE];
    memset(bytes, 0xff, sizeof bytes);
    assert_block(bytes, 'a', 0xfe);
    assert_int_equal(rn_block_first(rn_block_equal(rn_block_load(bytes), 'a')), SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_same_in_random_bytes),
        cmocka_unit_test(finds_each_byte_at_each_place),
        cmocka_unit_test(finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

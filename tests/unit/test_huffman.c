/* Codes of bounded length: whole, without prefixes of each other, and no longer than they need be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "output/huffman.h"

/* That codes of these lengths use all there are. */
static void check_whole(const rn_huffman *huffman, const uint32_t *frequency, uint32_t count,
                        uint32_t longest)
{
    uint64_t wanted = 0;
    for (uint32_t s = 0; s < count; s++) {
        assert_in_range(huffman->length[s], frequency[s] ? 1 : 0, frequency[s] ? longest : 0);
        if (frequency[s])
            wanted += UINT64_C(1) << (longest - huffman->length[s]);
    }
    assert_int_equal(wanted, UINT64_C(1) << longest);
}

static void check_prefixes(const rn_huffman *huffman, uint32_t count)
{
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = 0; b < count; b++) {
            uint32_t bits = huffman->length[a];
            if (a != b && bits && bits <= huffman->length[b])
                assert_int_not_equal(huffman->code[a],
                                     huffman->code[b] & ((UINT32_C(1) << bits) - 1));
        }
}

static uint64_t cost(const rn_huffman *huffman, const uint32_t *frequency, uint32_t count)
{
    uint64_t bits = 0;
    for (uint32_t s = 0; s < count; s++)
        bits += (uint64_t)frequency[s] * huffman->length[s];
    return bits;
}

static void test_known(void **state)
{
    (void)state;
    static const uint32_t frequency[] = {45, 13, 12, 16, 9, 5};
    static const uint8_t lengths[] = {1, 3, 3, 3, 4, 4};
    rn_huffman huffman;
    rn_huffman_make(&huffman, frequency, 6, 15);
    assert_memory_equal(huffman.length, lengths, sizeof lengths);
    assert_int_equal(huffman.code[0], 0);
    check_prefixes(&huffman, 6);
}

/* Frequencies that want as many bits as there are symbols. */
static void test_bounded(void **state)
{
    (void)state;
    uint32_t frequency[30] = {1, 1};
    for (uint32_t s = 2; s < 30; s++)
        frequency[s] = frequency[s - 1] + frequency[s - 2];
    for (uint32_t longest = 5; longest <= 15; longest += 5) {
        rn_huffman huffman;
        rn_huffman_make(&huffman, frequency, 30, longest);
        check_whole(&huffman, frequency, 30, longest);
        check_prefixes(&huffman, 30);
    }
}

static void test_few_symbols(void **state)
{
    (void)state;
    uint32_t frequency[19] = {0};
    rn_huffman huffman;
    rn_huffman_make(&huffman, frequency, 19, 7);
    for (uint32_t s = 0; s < 19; s++)
        assert_int_equal(huffman.length[s], 0);
    frequency[4] = 9;
    rn_huffman_make(&huffman, frequency, 19, 7);
    assert_int_equal(huffman.length[4], 1);
    frequency[18] = 1;
    rn_huffman_make(&huffman, frequency, 19, 7);
    check_whole(&huffman, frequency, 19, 7);
}

/* Never more than a code of equal lengths, and more frequent is never longer. */
static void test_random(void **state)
{
    (void)state;
    uint32_t frequency[286], seed = 7;
    for (int round = 0; round < 200; round++) {
        uint64_t total = 0;
        for (uint32_t s = 0; s < 286; s++) {
            seed = seed * 1664525 + 1013904223;
            frequency[s] = 1 + (seed >> 8) % (UINT32_C(1) << (seed >> 28));
            total += frequency[s];
        }
        rn_huffman huffman;
        rn_huffman_make(&huffman, frequency, 286, 15);
        check_whole(&huffman, frequency, 286, 15);
        assert_true(cost(&huffman, frequency, 286) <= total * 9);
        for (uint32_t s = 1; s < 286; s++)
            if (frequency[s] > frequency[s - 1])
                assert_true(huffman.length[s] <= huffman.length[s - 1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_few_symbols),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The map of code against a plain table of addresses, at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "read/code_map.h"

enum { SPACE = 4096, STEPS = 20000 };

typedef struct model {
    uint32_t ids[SPACE];
    uint64_t starts[SPACE];
    rn_code_map map;
    uint32_t random;
} model;

static uint32_t next(model *m, uint32_t below)
{
    m->random = m->random * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)m->random * below >> 32);
}

/* Removes the whole of the entry that holds an address. */
static void clear(model *m, uint64_t address)
{
    uint32_t id = m->ids[address];
    for (uint64_t i = m->starts[address]; id != RN_NONE && i < SPACE && m->ids[i] == id; i++)
        m->ids[i] = RN_NONE;
}

static void put(model *m, uint64_t start, uint64_t size, uint32_t id)
{
    assert_true(rn_code_map_put(&m->map, start, size, id));
    for (uint64_t i = start; i < start + size; i++)
        clear(m, i);
    for (uint64_t i = start; i < start + size; i++) {
        m->ids[i] = id;
        m->starts[i] = start;
    }
}

static void take(model *m, uint64_t start)
{
    rn_code_range range;
    bool is_start = m->ids[start] != RN_NONE && m->starts[start] == start;
    uint32_t id = m->ids[start];
    assert_int_equal(rn_code_map_take(&m->map, start, &range), is_start);
    if (is_start) {
        assert_int_equal(range.id, id);
        assert_int_equal(range.start, start);
        clear(m, start);
    }
}

static void behaves_like_a_table(void **state)
{
    (void)state;
    static model m = {.random = 7};
    for (size_t i = 0; i < SPACE; i++)
        m.ids[i] = RN_NONE;
    for (uint32_t step = 0; step < STEPS; step++) {
        uint64_t start = next(&m, SPACE - 64);
        if (next(&m, 4))
            put(&m, start, 1 + next(&m, next(&m, 50) ? 2 : 60), step);
        else
            take(&m, start);
        uint64_t address = next(&m, SPACE);
        assert_int_equal(rn_code_map_find(&m.map, address), m.ids[address]);
    }
    for (uint64_t i = 0; i < SPACE; i++)
        assert_int_equal(rn_code_map_find(&m.map, i), m.ids[i]);
    rn_code_map_finish(&m.map);
}

static void takes_odd_sizes(void **state)
{
    (void)state;
    rn_code_map map = {0};
    assert_int_equal(rn_code_map_find(&map, 5), RN_NONE);
    assert_true(rn_code_map_put(&map, 5, 0, 1));
    assert_true(rn_code_map_put(&map, UINT64_MAX - 1, UINT64_MAX, 2));
    assert_true(rn_code_map_put(&map, UINT64_MAX, 8, 3));
    assert_int_equal(rn_code_map_find(&map, 5), 1);
    assert_int_equal(rn_code_map_find(&map, 6), RN_NONE);
    assert_int_equal(rn_code_map_find(&map, UINT64_MAX - 1), 2);
    assert_true(rn_code_map_put(&map, 0, UINT64_MAX, 4));
    assert_int_equal(rn_code_map_find(&map, 5), 4);
    assert_int_equal(rn_code_map_find(&map, UINT64_MAX - 1), 4);
    rn_code_map_finish(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behaves_like_a_table),
        cmocka_unit_test(takes_odd_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

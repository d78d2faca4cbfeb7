/* Strongly connected components. */
#include "make_profile.h"

#include "base/grow.h"
#include "profile/cycles.h"

static void test_small_graph(void **state)
{
    (void)state;
    const rn_arc_info arcs[] = {{0, 1}, {1, 2}, {2, 1}, {2, 3}, {3, 3}, {4, 0}};
    uint32_t component[6];
    assert_int_equal(rn_cycles_find(6, arcs, 6, component), 5);
    assert_int_equal(component[1], component[2]);
    assert_true(component[4] > component[0]);
    assert_true(component[0] > component[1]);
    assert_true(component[1] > component[3]);
    assert_true(component[5] < 5);
}

static void test_nothing(void **state)
{
    (void)state;
    uint32_t component = 7;
    assert_int_equal(rn_cycles_find(0, NULL, 0, &component), 0);
    assert_int_equal(rn_cycles_find(1, NULL, 0, &component), 1);
    assert_int_equal(component, 0);
}

enum { LONG = 100000 };

static rn_arc_info *chain(void)
{
    rn_arc_info *arcs = rn_array_new(LONG, sizeof *arcs);
    for (uint32_t i = 0; i < LONG; i++)
        arcs[i] = (rn_arc_info){i, (i + 1) % LONG};
    return arcs;
}

static void test_long_chain_and_cycle(void **state)
{
    (void)state;
    rn_arc_info *arcs = chain();
    uint32_t *component = rn_array_new(LONG, sizeof *component);
    assert_int_equal(rn_cycles_find(LONG, arcs, LONG - 1, component), LONG);
    for (uint32_t i = 0; i < LONG; i++)
        assert_int_equal(component[i], LONG - 1 - i);
    assert_int_equal(rn_cycles_find(LONG, arcs, LONG, component), 1);
    for (uint32_t i = 0; i < LONG; i++)
        assert_int_equal(component[i], 0);
    free(component);
    free(arcs);
}

enum { NODES = 9 };

static void close_over(bool reach[NODES][NODES])
{
    for (int k = 0; k < NODES; k++)
        for (int i = 0; i < NODES; i++)
            for (int j = 0; j < NODES; j++)
                reach[i][j] |= reach[i][k] && reach[k][j];
}

static void check_against_reach(const rn_arc_info *arcs, uint32_t arc_count)
{
    bool reach[NODES][NODES] = {{false}};
    uint32_t component[NODES];
    uint32_t count = rn_cycles_find(NODES, arcs, arc_count, component);
    for (int i = 0; i < NODES; i++)
        reach[i][i] = true;
    for (uint32_t a = 0; a < arc_count; a++)
        reach[arcs[a].caller][arcs[a].callee] = true;
    close_over(reach);
    for (int i = 0; i < NODES; i++) {
        assert_true(component[i] < count);
        for (int j = 0; j < NODES; j++) {
            assert_int_equal(component[i] == component[j], reach[i][j] && reach[j][i]);
            if (reach[i][j])
                assert_true(component[i] >= component[j]);
        }
    }
}

/* Every pair of nodes against plain reachability, on random graphs from sparse to dense. */
static void test_against_reachability(void **state)
{
    (void)state;
    srand(1);
    for (int round = 0; round < 3000; round++) {
        rn_arc_info arcs[3 * NODES];
        uint32_t arc_count = (uint32_t)rand() % (3 * NODES + 1);
        for (uint32_t a = 0; a < arc_count; a++)
            arcs[a] = (rn_arc_info){(uint32_t)rand() % NODES, (uint32_t)rand() % NODES};
        check_against_reach(arcs, arc_count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_graph),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_long_chain_and_cycle),
        cmocka_unit_test(test_against_reachability),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

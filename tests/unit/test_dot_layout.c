/* Layout of call graphs: nothing overlaps, edges end at their boxes, the same input gives the same
 * picture, and every graph comes to an end. */
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "make_graph.h"
#include "view/dot_layout_parts.h"

/* ---- properties ------------------------------------------------------------------------------- */

static double right_of(const rn_dot_graph *graph, const rn_dot_node *node)
{
    return node->x + node->width / 2 + (rn_dot_lies(graph) ? 0 : node->side);
}

static double bottom_of(const rn_dot_graph *graph, const rn_dot_node *node)
{
    return node->y + node->height / 2 + (rn_dot_lies(graph) ? node->side : 0);
}

static void check_inside(const rn_dot_graph *graph)
{
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const rn_dot_node *node = &graph->nodes[n];
        assert_true(node->x - node->width / 2 >= -1e-6);
        assert_true(node->y - node->height / 2 >= -1e-6);
        assert_true(right_of(graph, node) <= graph->width + 1e-6);
        assert_true(bottom_of(graph, node) <= graph->height + 1e-6);
    }
    for (uint32_t e = 0; e < graph->edge_count; e++)
        for (size_t i = 1; i < graph->edges[e].step_count; i++)
            for (double t = 0; t <= 1; t += 0.25) {
                double x, y;
                point_on(&graph->edges[e].steps[i], t, &x, &y);
                assert_true(x >= -1e-6 && x <= graph->width + 1e-6);
                assert_true(y >= -1e-6 && y <= graph->height + 1e-6);
            }
}

static bool are_apart(const rn_dot_graph *graph, const rn_dot_node *a, const rn_dot_node *b)
{
    return right_of(graph, a) < b->x - b->width / 2 || right_of(graph, b) < a->x - a->width / 2 ||
           bottom_of(graph, a) < b->y - b->height / 2 || bottom_of(graph, b) < a->y - a->height / 2;
}

static void check_apart(const rn_dot_graph *graph)
{
    for (uint32_t a = 0; a < graph->node_count; a++)
        for (uint32_t b = a + 1; b < graph->node_count; b++)
            assert_true(are_apart(graph, &graph->nodes[a], &graph->nodes[b]));
}

/* How far a point is from the border of a box. */
static double distance_to_border(const rn_dot_node *node, double x, double y)
{
    double dx = fabs(x - node->x) - node->width / 2, dy = fabs(y - node->y) - node->height / 2;
    if (dx <= 0 && dy <= 0)
        return fmin(-dx, -dy);
    return hypot(fmax(dx, 0), fmax(dy, 0));
}

static void check_ends(const rn_dot_graph *graph)
{
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        const rn_dot_edge *edge = &graph->edges[e];
        assert_true(edge->step_count >= 2);
        assert_int_equal(edge->steps[0].op, RN_MOVE);
        double start =
            distance_to_border(&graph->nodes[edge->tail], edge->steps[0].x[0], edge->steps[0].y[0]);
        double tip = distance_to_border(&graph->nodes[edge->head], edge->tip_x, edge->tip_y);
        assert_true(start < 0.5);
        assert_true(tip < 0.5);
        for (size_t i = 1; i < edge->step_count; i++)
            assert_int_equal(edge->steps[i].op, RN_CURVE);
    }
}

/* An arrow head has room, and is no longer than it should be. */
static void check_heads(const rn_dot_graph *graph)
{
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        const rn_dot_edge *edge = &graph->edges[e];
        const rn_path_step *last = &edge->steps[edge->step_count - 1];
        double length = hypot(edge->tip_x - last->x[2], edge->tip_y - last->y[2]);
        assert_true(length > 1);
        assert_true(length < 16);
    }
}

static void check(const rn_dot_graph *graph)
{
    check_inside(graph);
    check_apart(graph);
    check_ends(graph);
    check_heads(graph);
}

static void check_same(const rn_dot_graph *a, const rn_dot_graph *b)
{
    assert_true(a->width == b->width && a->height == b->height);
    for (uint32_t n = 0; n < a->node_count; n++)
        assert_true(a->nodes[n].x == b->nodes[n].x && a->nodes[n].y == b->nodes[n].y);
    for (uint32_t e = 0; e < a->edge_count; e++) {
        assert_int_equal(a->edges[e].step_count, b->edges[e].step_count);
        for (size_t i = 0; i < a->edges[e].step_count; i++)
            for (int k = 0; k < (i ? 3 : 1); k++) {
                assert_true(a->edges[e].steps[i].x[k] == b->edges[e].steps[i].x[k]);
                assert_true(a->edges[e].steps[i].y[k] == b->edges[e].steps[i].y[k]);
            }
    }
}

static void lay_out_random(uint64_t seed, uint32_t nodes, uint32_t edges, bool bounded)
{
    rn_dot_graph graph = make_graph(seed, nodes, edges);
    lay_out(&graph);
    assert_int_equal(graph.bounded, bounded);
    check(&graph);
    free_graph(&graph);
}

/* ---- tests ------------------------------------------------------------------------------------ */

static void test_empty(void **state)
{
    (void)state;
    rn_dot_graph graph = {0};
    lay_out(&graph);
    assert_true(graph.width == 0 && graph.height == 0);
}

static void test_single(void **state)
{
    (void)state;
    rn_dot_graph graph = make_graph(1, 1, 0);
    lay_out(&graph);
    assert_true(graph.width == graph.nodes[0].width + graph.nodes[0].side);
    assert_true(graph.height == graph.nodes[0].height);
    assert_false(graph.bounded);
    free_graph(&graph);
}

static void test_caller_above_callee(void **state)
{
    (void)state;
    rn_dot_graph graph = make_graph(1, 2, 1);
    lay_out(&graph);
    check(&graph);
    assert_true(graph.nodes[0].y + graph.nodes[0].height / 2 <
                graph.nodes[1].y - graph.nodes[1].height / 2);
    assert_true(graph.edges[0].steps[0].y[0] < graph.edges[0].tip_y);
    free_graph(&graph);
}

/* What comes first in the array stands above, and the edge that closes the cycle goes up. */
static void test_cycle(void **state)
{
    (void)state;
    random_source source = {7};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 3, 3);
    add_edge(&graph, 2, 0, 0.5);
    add_edge(&graph, 0, 1, 0.5);
    add_edge(&graph, 1, 2, 0.5);
    lay_out(&graph);
    check(&graph);
    assert_true(graph.nodes[0].y < graph.nodes[1].y);
    assert_true(graph.nodes[1].y < graph.nodes[2].y);
    assert_true(graph.edges[0].steps[0].y[0] > graph.edges[0].tip_y);
    free_graph(&graph);
}

static void test_loop_beside_its_box(void **state)
{
    (void)state;
    random_source source = {7};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 1, 1);
    graph.nodes[0].side = 40;
    add_edge(&graph, 0, 0, 1);
    lay_out(&graph);
    check(&graph);
    double x, y, right = graph.nodes[0].x + graph.nodes[0].width / 2;
    point_on(&graph.edges[0].steps[1], 0.5, &x, &y);
    assert_true(x > right + 5);
    assert_true(x < right + 40);
    free_graph(&graph);
}

/* Calls lead the way that is asked for, and nothing overlaps there, either. */
static void test_directions(void **state)
{
    (void)state;
    for (int d = RN_DOT_DOWN; d <= RN_DOT_LEFT; d++) {
        rn_dot_graph graph = make_graph(11, 40, 70);
        graph.direction = (rn_dot_direction)d;
        for (uint32_t n = 0; n < graph.node_count; n += 3) {
            graph.nodes[n].side = 30;
        }
        lay_out(&graph);
        check(&graph);
        free_graph(&graph);
        random_source source = {7};
        make_nodes(&graph, &source, 2, 2);
        graph.direction = (rn_dot_direction)d;
        graph.nodes[0].side = 30;
        add_edge(&graph, 0, 1, 1);
        add_edge(&graph, 0, 0, 1);
        lay_out(&graph);
        check(&graph);
        const rn_dot_node *a = &graph.nodes[0], *b = &graph.nodes[1];
        double dx = b->x - a->x, dy = b->y - a->y;
        double along[] = {dy, dx, -dy, -dx};
        assert_true(along[d] > fabs(d % 2 ? dy : dx));
        double x, y;
        point_on(&graph.edges[1].steps[1], 0.5, &x, &y);
        assert_true(d % 2 ? y > a->y + a->height / 2 + 5 : x > a->x + a->width / 2 + 5);
        free_graph(&graph);
    }
}

static void test_parallel_edges(void **state)
{
    (void)state;
    random_source source = {7};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 2, 3);
    add_edge(&graph, 0, 1, 0.5);
    add_edge(&graph, 1, 0, 0.5);
    add_edge(&graph, 0, 1, 0.1);
    lay_out(&graph);
    check(&graph);
    assert_true(graph.edges[0].tip_x != graph.edges[2].tip_x);
    free_graph(&graph);
}

static void test_disconnected(void **state)
{
    (void)state;
    random_source source = {3};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 40, 20);
    for (uint32_t e = 0; e < 20; e++)
        add_edge(&graph, e, 20 + e / 2, 0.1);
    lay_out(&graph);
    check(&graph);
    free_graph(&graph);
}

static void test_small_graphs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++)
        lay_out_random(seed, (uint32_t)(2 + seed * 4), (uint32_t)(seed * 7), false);
}

static void test_medium_graphs(void **state)
{
    (void)state;
    lay_out_random(1, 300, 900, true);
    lay_out_random(2, 100, 3000, true);
    lay_out_random(3, 1000, 3000, true);
}

static void test_large_graphs(void **state)
{
    (void)state;
    lay_out_random(1, 3500, 9000, true);
    lay_out_random(2, 3100, 0, true);
}

/* One function that calls all others: no row gets endlessly wide. */
static void test_star(void **state)
{
    (void)state;
    random_source source = {3};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 2000, 1999);
    for (uint32_t n = 1; n < 2000; n++)
        add_edge(&graph, 0, n, 0.0001);
    lay_out(&graph);
    check(&graph);
    assert_true(graph.width < 6 * graph.height);
    free_graph(&graph);
}

/* How wide the row of `node` would be without ways between its boxes. */
static double row_width(const rn_dot_graph *graph, uint32_t node)
{
    double width = 0;
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (graph->nodes[n].y == graph->nodes[node].y)
            width += graph->nodes[n].width + RN_DOT_NODE_GAP;
    return width;
}

/* What nothing else calls stands in several rows, the heaviest in the first, below each other. */
static void test_leaves_in_rows(void **state)
{
    (void)state;
    random_source source = {3};
    for (int calls_back = 0; calls_back < 2; calls_back++) {
        rn_dot_graph graph;
        make_nodes(&graph, &source, 61, 120);
        for (uint32_t n = 1; n <= 60; n++) {
            add_edge(&graph, 0, n, 0.5 / n);
            if (calls_back)
                add_edge(&graph, n, 0, 0.1 / n);
        }
        lay_out(&graph);
        check(&graph);
        assert_true(graph.nodes[1].y < graph.nodes[60].y);
        assert_true(graph.width < 12 * graph.height);
        /* A way takes room between boxes, too. */
        double ways = 60 * RN_DOT_NODE_GAP * (1 + calls_back);
        assert_true(graph.width < 1.5 * row_width(&graph, 60) + ways);
        free_graph(&graph);
    }
}

/* A few stand beside each other. */
static void test_few_leaves(void **state)
{
    (void)state;
    random_source source = {3};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 4, 3);
    for (uint32_t n = 1; n <= 3; n++) {
        graph.nodes[n].height = 60;
        add_edge(&graph, 0, n, 0.5 / n);
    }
    lay_out(&graph);
    check(&graph);
    assert_true(graph.nodes[1].y == graph.nodes[2].y && graph.nodes[1].y == graph.nodes[3].y);
    free_graph(&graph);
}

/* Two callees, each with a chain of its own below: what is wider does not push the chains aside bit by bit. */
static void test_chains_are_straight(void **state)
{
    (void)state;
    random_source source = {3};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 25, 24);
    for (uint32_t n = 1; n <= 24; n++)
        add_edge(&graph, n <= 3 ? 0 : n - 3, n, 0.1);
    lay_out(&graph);
    check(&graph);
    for (uint32_t n = 4; n <= 24; n++)
        assert_true(fabs(graph.nodes[n].x - graph.nodes[n - 3].x) < 1);
    free_graph(&graph);
}

static void test_long_chain(void **state)
{
    (void)state;
    random_source source = {3};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 1500, 3000);
    for (uint32_t n = 1; n < 1500; n++) {
        add_edge(&graph, n - 1, n, 0.5);
        add_edge(&graph, 0, n, 0.1);
    }
    lay_out(&graph);
    check(&graph);
    free_graph(&graph);
}

/* Calls over all the ranks between, in a graph so large that everything is done here. */
static void test_many_long_ways(void **state)
{
    enum { NODES = 3200, LONG = 4000, STEPS_MAX = 2200000 };
    (void)state;
    random_source source = {7};
    rn_dot_graph graph;
    make_nodes(&graph, &source, NODES, NODES + LONG);
    for (uint32_t n = 1; n < NODES; n++)
        add_edge(&graph, n - 1, n, 0.5);
    for (uint32_t e = 0; e < LONG; e++)
        add_edge(&graph, next_random(&source, NODES / 2),
                 NODES / 2 + next_random(&source, NODES / 2), 0.1);
    lay_out(&graph);
    check_ends(&graph);
    check_heads(&graph);
    size_t steps = 0, bent = 0;
    for (uint32_t e = NODES - 1; e < graph.edge_count; e++) {
        steps += graph.edges[e].step_count;
        bent += graph.edges[e].step_count > 2;
    }
    assert_true(steps < STEPS_MAX);
    assert_true(bent > LONG / 10 && bent < LONG);
    free_graph(&graph);
}

/* Routed edges keep clear of the boxes that they pass. */
static void test_ways_between_boxes(void **state)
{
    (void)state;
    rn_dot_graph graph = make_graph(5, 300, 900);
    lay_out(&graph);
    assert_true(graph.bounded);
    for (uint32_t e = 0; e < graph.edge_count; e++) {
        const rn_dot_edge *edge = &graph.edges[e];
        if (graph.nodes[edge->tail].y == graph.nodes[edge->head].y)
            continue;
        for (size_t i = 1; i < edge->step_count; i++)
            for (double t = 0.1; t < 1; t += 0.2) {
                double x, y;
                point_on(&edge->steps[i], t, &x, &y);
                for (uint32_t n = 0; n < graph.node_count; n++) {
                    const rn_dot_node *node = &graph.nodes[n];
                    bool inside =
                        fabs(x - node->x) < node->width / 2 && fabs(y - node->y) < node->height / 2;
                    assert_true(!inside || n == edge->tail || n == edge->head);
                }
            }
    }
    free_graph(&graph);
}

static void test_same_again(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{60, 150}, {300, 900}, {3500, 6000}};
    for (int i = 0; i < 3; i++) {
        rn_dot_graph a = make_graph(9, sizes[i][0], sizes[i][1]);
        rn_dot_graph b = make_graph(9, sizes[i][0], sizes[i][1]);
        lay_out(&a);
        lay_out(&b);
        check_same(&a, &b);
        free_graph(&a);
        free_graph(&b);
    }
}

static void *lay_out_in_thread(void *graph)
{
    rn_report report = {0};
    bool done = rn_dot_layout(graph, &report) == RENDER_OK && report.warning_count == 0;
    rn_report_finish(&report);
    return done ? graph : NULL;
}

static void test_threads(void **state)
{
    (void)state;
    enum { THREADS = 6 };
    rn_dot_graph graphs[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        graphs[i] = make_graph(4, 60, 120);
        assert_int_equal(pthread_create(&threads[i], NULL, lay_out_in_thread, &graphs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *done;
        assert_int_equal(pthread_join(threads[i], &done), 0);
        assert_ptr_equal(done, &graphs[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        check_same(&graphs[0], &graphs[i]);
        if (i)
            free_graph(&graphs[i]);
    }
    free_graph(&graphs[0]);
}

/* Makes a German locale in `folder` when the system has none. */
static bool set_german(char *folder)
{
    char command[256];
    if (setlocale(LC_ALL, "de_DE.UTF-8"))
        return true;
    if (!mkdtemp(folder))
        return false;
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 >/dev/null 2>&1",
             folder);
    if (system(command) != 0)
        return false;
    setenv("LOCPATH", folder, 1);
    return setlocale(LC_ALL, "de_DE.UTF-8");
}

/* With a decimal comma, too. */
static void test_locale(void **state)
{
    (void)state;
    char folder[] = "/tmp/profdraw-locale-XXXXXX", command[128];
    rn_dot_graph plain = make_graph(9, 40, 80), german = make_graph(9, 40, 80);
    lay_out(&plain);
    bool set = set_german(folder);
    if (set) {
        lay_out(&german);
        assert_string_equal(localeconv()->decimal_point, ",");
        check_same(&plain, &german);
    }
    setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
    free_graph(&plain);
    free_graph(&german);
    if (!set) {
        print_message("skipped: no German locale\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_single),
        cmocka_unit_test(test_caller_above_callee),
        cmocka_unit_test(test_cycle),
        cmocka_unit_test(test_loop_beside_its_box),
        cmocka_unit_test(test_directions),
        cmocka_unit_test(test_parallel_edges),
        cmocka_unit_test(test_disconnected),
        cmocka_unit_test(test_small_graphs),
        cmocka_unit_test(test_medium_graphs),
        cmocka_unit_test(test_large_graphs),
        cmocka_unit_test(test_star),
        cmocka_unit_test(test_leaves_in_rows),
        cmocka_unit_test(test_few_leaves),
        cmocka_unit_test(test_chains_are_straight),
        cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_many_long_ways),
        cmocka_unit_test(test_ways_between_boxes),
        cmocka_unit_test(test_same_again),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

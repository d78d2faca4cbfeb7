/* Boxes round groups of nodes hold exactly their members, whatever the graph and wherever it leads. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "make_graph.h"

/* Groups at random, or in the order of nodes, or mostly so; some nodes stay in none. */
static void group_nodes(rn_dot_graph *graph, uint64_t seed, uint32_t clusters)
{
    random_source source = {seed * 77 + 1};
    uint32_t how = next_random(&source, 3);
    graph->cluster_count = clusters;
    graph->clusters = calloc(clusters, sizeof *graph->clusters);
    assert_non_null(graph->clusters);
    for (uint32_t n = 0; n < graph->node_count; n++) {
        uint32_t by_order = (uint32_t)((uint64_t)n * (clusters + 1) / graph->node_count);
        bool strays = how == 0 || (how == 1 && !next_random(&source, 3));
        graph->nodes[n].cluster = strays ? next_random(&source, clusters + 1) : by_order;
    }
}

typedef struct box {
    double left, top, right, bottom;
} box;

static box box_of(const rn_dot_graph *graph, const rn_dot_node *node)
{
    bool lies = rn_dot_lies(graph);
    return (box){node->x - node->width / 2, node->y - node->height / 2,
                 node->x + node->width / 2 + (lies ? 0 : node->side),
                 node->y + node->height / 2 + (lies ? node->side : 0)};
}

static box box_of_cluster(const rn_dot_cluster *cluster)
{
    return (box){cluster->x, cluster->y, cluster->x + cluster->width, cluster->y + cluster->height};
}

static bool are_apart(box a, box b)
{
    const double little = 1e-6;
    return a.right <= b.left + little || b.right <= a.left + little || a.bottom <= b.top + little ||
           b.bottom <= a.top + little;
}

static void check_nodes(const rn_dot_graph *graph, uint32_t c)
{
    box outer = box_of_cluster(&graph->clusters[c]);
    for (uint32_t n = 0; n < graph->node_count; n++) {
        box inner = box_of(graph, &graph->nodes[n]);
        if (graph->nodes[n].cluster != c + 1) {
            assert_true(are_apart(outer, inner));
            continue;
        }
        assert_true(inner.left >= outer.left + RN_DOT_CLUSTER_PAD - 1e-6);
        assert_true(inner.right <= outer.right - RN_DOT_CLUSTER_PAD + 1e-6);
        assert_true(inner.top >= outer.top + RN_DOT_CLUSTER_TITLE - 1e-6);
        assert_true(inner.bottom <= outer.bottom - RN_DOT_CLUSTER_PAD + 1e-6);
    }
}

static void check_clusters(const rn_dot_graph *graph)
{
    for (uint32_t c = 0; c < graph->cluster_count; c++) {
        const rn_dot_cluster *cluster = &graph->clusters[c];
        if (!(cluster->width > 0))
            continue;
        assert_true(cluster->x >= -1e-6 && cluster->y >= -1e-6);
        assert_true(cluster->x + cluster->width <= graph->width + 1e-6);
        assert_true(cluster->y + cluster->height <= graph->height + 1e-6);
        check_nodes(graph, c);
        for (uint32_t other = c + 1; other < graph->cluster_count; other++)
            if (graph->clusters[other].width > 0)
                assert_true(
                    are_apart(box_of_cluster(cluster), box_of_cluster(&graph->clusters[other])));
    }
}

/* Returns whether the effort was bounded. */
static bool try(uint64_t seed, uint32_t nodes, uint32_t edges, uint32_t clusters,
                rn_dot_direction direction)
{
    rn_dot_graph graph = make_graph(seed, nodes, edges);
    group_nodes(&graph, seed, clusters);
    graph.direction = direction;
    lay_out(&graph);
    check_clusters(&graph);
    for (uint32_t e = 0; e < graph.edge_count; e++)
        assert_true(graph.edges[e].step_count >= 2);
    bool bounded = graph.bounded;
    free_graph(&graph);
    return bounded;
}

/* What Graphviz lays out holds nearly always; where it does not there are rows. */
static void test_small(void **state)
{
    (void)state;
    uint32_t bounded = 0;
    for (uint64_t seed = 0; seed < 120; seed++)
        bounded += try(seed, 2 + (uint32_t)seed % 40, (uint32_t)seed * 2 % 80,
                       1 + (uint32_t)seed % 9, (rn_dot_direction)(seed % 4));
    assert_true(bounded <= 6);
}

static void test_too_large_for_graphviz(void **state)
{
    (void)state;
    for (int d = RN_DOT_DOWN; d <= RN_DOT_LEFT; d++)
        assert_true(try((uint64_t)d + 1, 900, 2400, 60, (rn_dot_direction)d));
    assert_true(try(5, 4000, 9000, 1500, RN_DOT_DOWN));
}

/* Members far apart: two chains, every second node of one cluster. */
static void test_interleaved(void **state)
{
    (void)state;
    random_source source = {5};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 24, 22);
    for (uint32_t n = 0; n + 2 < 24; n++)
        add_edge(&graph, n, n + 2, 0.5);
    graph.cluster_count = 2;
    graph.clusters = calloc(2, sizeof *graph.clusters);
    assert_non_null(graph.clusters);
    for (uint32_t n = 0; n < 24; n++)
        graph.nodes[n].cluster = 1 + n / 2 % 2;
    lay_out(&graph);
    check_clusters(&graph);
    free_graph(&graph);
}

static void test_without_members(void **state)
{
    (void)state;
    rn_dot_graph graph = make_graph(1, 3, 2);
    graph.cluster_count = 2;
    graph.clusters = calloc(2, sizeof *graph.clusters);
    assert_non_null(graph.clusters);
    graph.nodes[0].cluster = 2;
    lay_out(&graph);
    assert_true(graph.clusters[0].width == 0);
    assert_true(graph.clusters[1].width > 0);
    check_clusters(&graph);
    free_graph(&graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_too_large_for_graphviz),
        cmocka_unit_test(test_interleaved),
        cmocka_unit_test(test_without_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Labels of arcs: on or beside their own edge, never over a box, an arrow head or each other. */
#include <math.h>

#include "make_graph.h"
#include "view/edge_labels.h"

typedef struct rect {
    double left, top, right, bottom;
} rect;

static rect rect_of(const rn_edge_label *label)
{
    double width = label->width[label->shape], height = label->height[label->shape];
    return (rect){label->x - width / 2, label->y - height / 2, label->x + width / 2,
                  label->y + height / 2};
}

static bool overlap(rect a, rect b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static double distance_to(rect r, double x, double y)
{
    return hypot(fmax(fmax(r.left - x, x - r.right), 0), fmax(fmax(r.top - y, y - r.bottom), 0));
}

static rn_edge_label *make_labels(const rn_dot_graph *graph)
{
    rn_edge_label *labels = calloc(graph->edge_count, sizeof *labels);
    assert_non_null(labels);
    for (uint32_t e = 0; e < graph->edge_count; e++)
        labels[e] = (rn_edge_label){
            .edge = e, .shape_count = 3, .width = {75, 42, 40}, .height = {14, 27, 14}};
    return labels;
}

static uint32_t place(const rn_dot_graph *graph, rn_edge_label *labels)
{
    uint32_t placed = 0;
    assert_true(rn_edge_labels_place(graph, labels, graph->edge_count));
    for (uint32_t e = 0; e < graph->edge_count; e++)
        placed += labels[e].shape >= 0;
    return placed;
}

static void check_boxes(const rn_dot_graph *graph, rect r)
{
    assert_true(r.left >= 0 && r.top >= 0);
    assert_true(r.right <= graph->width && r.bottom <= graph->height);
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const rn_dot_node *node = &graph->nodes[n];
        rect box = {node->x - node->width / 2, node->y - node->height / 2,
                    node->x + node->width / 2 + node->side, node->y + node->height / 2};
        assert_false(overlap(r, box));
    }
    for (uint32_t e = 0; e < graph->edge_count; e++)
        assert_true(distance_to(r, graph->edges[e].tip_x, graph->edges[e].tip_y) > 4);
}

/* Some point of its edge is in the label or just beside it. */
static void check_near(const rn_dot_edge *edge, rect r)
{
    double nearest = HUGE_VAL;
    for (size_t i = 1; i < edge->step_count; i++)
        for (double t = 0; t <= 1; t += 1.0 / 256) {
            double x, y;
            point_on(&edge->steps[i], t, &x, &y);
            nearest = fmin(nearest, distance_to(r, x, y));
        }
    assert_true(nearest < 8);
}

static void check_labels(const rn_dot_graph *graph, const rn_edge_label *labels)
{
    for (uint32_t a = 0; a < graph->edge_count; a++) {
        if (labels[a].shape < 0)
            continue;
        rect r = rect_of(&labels[a]);
        check_boxes(graph, r);
        check_near(&graph->edges[labels[a].edge], r);
        for (uint32_t b = a + 1; b < graph->edge_count; b++)
            if (labels[b].shape >= 0)
                assert_false(overlap(r, rect_of(&labels[b])));
    }
}

static void test_random_graphs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        rn_dot_graph graph = make_graph(seed, (uint32_t)seed * 8, (uint32_t)seed * 14);
        lay_out(&graph);
        rn_edge_label *labels = make_labels(&graph);
        uint32_t placed = place(&graph, labels);
        check_labels(&graph, labels);
        assert_true(placed * 2 > graph.edge_count);
        free(labels);
        free_graph(&graph);
    }
}

static void test_bounded_layout(void **state)
{
    (void)state;
    rn_dot_graph graph = make_graph(4, 500, 900);
    lay_out(&graph);
    rn_edge_label *labels = make_labels(&graph);
    place(&graph, labels);
    check_labels(&graph, labels);
    free(labels);
    free_graph(&graph);
}

/* Where there is room, every label stands in its best shape on the line. */
static void test_chain(void **state)
{
    (void)state;
    random_source source = {1};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 12, 11);
    for (uint32_t n = 1; n < 12; n++)
        add_edge(&graph, n - 1, n, 0.5);
    lay_out(&graph);
    rn_edge_label *labels = make_labels(&graph);
    assert_int_equal(place(&graph, labels), 11);
    for (uint32_t e = 0; e < 11; e++) {
        assert_int_equal(labels[e].shape, 0);
        assert_true(labels[e].y > graph.edges[e].steps[0].y[0]);
        assert_true(labels[e].y < graph.edges[e].tip_y);
    }
    check_labels(&graph, labels);
    free(labels);
    free_graph(&graph);
}

/* The pair of a mutual recursion: both labels, neither hides the other edge. */
static void test_pair(void **state)
{
    (void)state;
    random_source source = {1};
    rn_dot_graph graph;
    make_nodes(&graph, &source, 2, 2);
    graph.nodes[0].width = graph.nodes[1].width = 200;
    add_edge(&graph, 0, 1, 0.5);
    add_edge(&graph, 1, 0, 0.5);
    lay_out(&graph);
    rn_edge_label *labels = make_labels(&graph);
    assert_int_equal(place(&graph, labels), 2);
    check_labels(&graph, labels);
    for (uint32_t e = 0; e < 2; e++)
        for (double t = 0; t <= 1; t += 1.0 / 64) {
            double x, y;
            point_on(&graph.edges[1 - e].steps[1], t, &x, &y);
            assert_true(distance_to(rect_of(&labels[e]), x, y) > 0);
        }
    free(labels);
    free_graph(&graph);
}

static void test_too_large(void **state)
{
    (void)state;
    rn_dot_graph graph = make_graph(4, 10, 12);
    lay_out(&graph);
    rn_edge_label *labels = make_labels(&graph);
    for (uint32_t e = 0; e < graph.edge_count; e++)
        labels[e].width[0] = labels[e].width[1] = labels[e].width[2] = 5000;
    assert_int_equal(place(&graph, labels), 0);
    free(labels);
    free_graph(&graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_graphs), cmocka_unit_test(test_bounded_layout),
        cmocka_unit_test(test_chain),         cmocka_unit_test(test_pair),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Graphs of boxes and edges for tests of layout, made from a seed. */
#ifndef MAKE_GRAPH_H
#define MAKE_GRAPH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "view/dot_layout.h"

typedef struct random_source {
    uint64_t state;
} random_source;

static inline uint32_t next_random(random_source *source, uint32_t below)
{
    source->state = source->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((source->state >> 33) % below);
}

static inline void make_nodes(rn_dot_graph *graph, random_source *source, uint32_t nodes,
                              uint32_t edges)
{
    *graph = (rn_dot_graph){.node_count = nodes};
    graph->nodes = calloc(nodes, sizeof *graph->nodes);
    graph->edges = calloc(edges ? edges : 1, sizeof *graph->edges);
    assert_non_null(graph->nodes);
    assert_non_null(graph->edges);
    for (uint32_t n = 0; n < nodes; n++) {
        graph->nodes[n].width = 90 + next_random(source, 120);
        graph->nodes[n].height = 50 + next_random(source, 40);
        graph->nodes[n].side = next_random(source, 10) ? 0 : 45;
    }
}

static inline void add_edge(rn_dot_graph *graph, uint32_t tail, uint32_t head, double weight)
{
    graph->edges[graph->edge_count++] =
        (rn_dot_edge){.tail = tail, .head = head, .weight = weight, .width = 0.7 + 3.3 * weight};
}

/* Every node but the first is called by one before it; the other edges go anywhere, mostly to later
 * nodes, some to themselves. */
static inline rn_dot_graph make_graph(uint64_t seed, uint32_t nodes, uint32_t edges)
{
    rn_dot_graph graph;
    random_source source = {seed};
    make_nodes(&graph, &source, nodes, edges);
    for (uint32_t n = 1; n < nodes && n <= edges; n++)
        add_edge(&graph, next_random(&source, n), n, next_random(&source, 100) / 100.0);
    while (graph.edge_count < edges) {
        uint32_t tail = next_random(&source, nodes), head = next_random(&source, nodes);
        bool forward = next_random(&source, 8) != 0;
        if (forward && tail > head)
            add_edge(&graph, head, tail, next_random(&source, 100) / 100.0);
        else
            add_edge(&graph, tail, head, next_random(&source, 100) / 100.0);
    }
    return graph;
}

static inline void free_graph(rn_dot_graph *graph)
{
    rn_dot_finish(graph);
    free(graph->nodes);
    free(graph->edges);
    free(graph->clusters);
}

static inline void lay_out(rn_dot_graph *graph)
{
    rn_report report = {0};
    assert_int_equal(rn_dot_layout(graph, &report), RENDER_OK);
    assert_int_equal(report.warning_count, 0);
    rn_report_finish(&report);
}

/* A point of a curve, t from 0 to 1. */
static inline void point_on(const rn_path_step *step, double t, double *x, double *y)
{
    int last = step[-1].op == RN_CURVE ? 2 : 0;
    double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    *x = a * step[-1].x[last] + b * step->x[0] + c * step->x[1] + d * step->x[2];
    *y = a * step[-1].y[last] + b * step->y[0] + c * step->y[1] + d * step->y[2];
}

#endif

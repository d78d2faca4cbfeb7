/* A layout is planned, placed, by Graphviz or in rows, and its edges get their ways. */
#include "view/dot_layout.h"

#include <stdlib.h>

#include "base/late.h"
#include "view/dot_layout_parts.h"

static bool place(rn_dot_graph *graph, const rn_dot_plan *plan, rn_report *report)
{
    if (plan->effort == RN_DOT_ROWS)
        return rn_dot_place_rows(graph, plan);
    const rn_late *late = rn_late_get(report);
    return late && late->place_graph(graph, plan, report);
}

static bool place_and_route(rn_dot_graph *graph, const rn_dot_plan *plan, rn_report *report)
{
    rn_dot_lay_down(graph);
    bool done = !graph->node_count || (place(graph, plan, report) && rn_dot_route(graph, plan));
    rn_dot_turn(graph);
    rn_dot_frame_clusters(graph);
    return done;
}

static bool place_in_rows(rn_dot_graph *graph, rn_dot_plan *plan, rn_report *report)
{
    plan->effort = RN_DOT_ROWS;
    return rn_dot_part_ranks(plan, graph) && place_and_route(graph, plan, report);
}

/* Clusters and effort go together only as a whole. */
static bool place_clusters(rn_dot_graph *graph, rn_dot_plan *plan, rn_report *report)
{
    bool hold = true;
    if (plan->effort != RN_DOT_WHOLE)
        return place_in_rows(graph, plan, report);
    if (!place_and_route(graph, plan, report) || !rn_dot_clusters_hold(graph, &hold))
        return false;
    if (hold)
        return true;
    rn_dot_finish(graph);
    return place_in_rows(graph, plan, report);
}

render_status rn_dot_layout(rn_dot_graph *graph, rn_report *report)
{
    rn_dot_plan plan;
    bool done = rn_dot_plan_make(&plan, graph);
    if (done)
        done = graph->cluster_count ? place_clusters(graph, &plan, report)
                                    : place_and_route(graph, &plan, report);
    done = done && rn_dot_route_loops(graph);
    graph->bounded = plan.effort != RN_DOT_WHOLE;
    rn_dot_plan_finish(&plan);
    if (!done) {
        rn_dot_finish(graph);
        return rn_fail_memory(report); /* unless the report tells of another error already */
    }
    rn_dot_make_tips(graph);
    rn_dot_fit(graph);
    return RENDER_OK;
}

void rn_dot_finish(rn_dot_graph *graph)
{
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        free(graph->edges[e].steps);
        graph->edges[e].steps = NULL;
        graph->edges[e].step_count = 0;
    }
}

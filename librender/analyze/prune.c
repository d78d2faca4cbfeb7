/* gprof2dot's thresholds: a function by its share of the whole, where its total is unknown by the most that it can be;
 * an arc by its own share, or where its cost is unknown by the smaller share of its two ends. */
#include "analyze/prune.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/connect.h"
#include "analyze/degree.h"
#include "analyze/most.h"
#include "analyze/rank.h"
#include "analyze/residual.h"
#include "base/grow.h"

static double share_of(const rn_graph *graph, double value)
{
    return graph->total > 0 ? value / graph->total : 0;
}

static bool is_some(double value)
{
    return !isnan(value) && value != 0;
}

static bool has_cost_or_calls(const rn_graph *graph, uint32_t function)
{
    const double *calls = graph->profile->calls;
    return is_some(graph->self[function]) || is_some(graph->function_total[function]) ||
           (calls && is_some(calls[function]));
}

static bool is_far(const rn_graph *graph, uint32_t function)
{
    return graph->profile->near && graph->profile->near[function] == RN_FAR;
}

/* The functions that a graph is drawn around are always there. */
static bool is_centre(const rn_graph *graph, uint32_t function)
{
    return graph->profile->near && graph->profile->near[function] == RN_AROUND;
}

static void select_nodes(rn_selection *out, const rn_graph *graph, const double *most,
                         const rn_prune_options *options)
{
    const bool *among = options->among;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        bool possible =
            graph->profile->functions[f].kind == RN_FUNCTION && has_cost_or_calls(graph, f);
        out->nodes_possible += possible;
        out->node[f] =
            possible && (!among || among[f]) && !is_far(graph, f) &&
            (is_centre(graph, f) || !(share_of(graph, most[f]) < options->node_threshold));
        out->node_count += out->node[f];
    }
}

static double weight_of_arc(const rn_graph *graph, uint32_t arc)
{
    if (!isnan(graph->arc_total[arc]))
        return graph->arc_total[arc];
    return fmin(graph->function_total[graph->arcs[arc].caller],
                graph->function_total[graph->arcs[arc].callee]);
}

/* ---- how many ---------------------------------------------------------------------------------- */

static int highest_first(const void *a, const void *b, void *data)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    const double *score = data;
    if (score[left] != score[right])
        return score[left] > score[right] ? -1 : 1;
    return left < right ? -1 : left > right;
}

/* Those that tell most first. */
static uint32_t *order_nodes(const rn_selection *selection, const rn_graph *graph)
{
    uint32_t count = 0;
    uint32_t *functions = rn_array_new((size_t)selection->node_count + 1, sizeof *functions);
    double *score = rn_array_new(graph->function_count, sizeof *score);
    bool enough = functions && score && rn_rank(score, graph);
    for (uint32_t f = 0; enough && f < graph->function_count; f++)
        if (selection->node[f]) {
            functions[count++] = f;
            score[f] = is_centre(graph, f) ? HUGE_VAL : score[f];
        }
    if (enough)
        qsort_r(functions, count, sizeof *functions, highest_first, score);
    free(score);
    if (enough)
        return functions;
    free(functions);
    return NULL;
}

static bool limit_nodes(rn_selection *out, const rn_graph *graph, uint32_t most)
{
    uint32_t count = out->node_count;
    if (!most || count <= most)
        return true;
    uint32_t *functions = order_nodes(out, graph);
    for (uint32_t i = most; functions && i < count; i++)
        out->node[functions[i]] = false;
    out->node_count = functions ? most : count;
    free(functions);
    return functions;
}

/* ---- arcs -------------------------------------------------------------------------------------- */

static bool is_drawn(const rn_selection *out, const rn_graph *graph, uint32_t arc, double threshold)
{
    return out->node[graph->arcs[arc].caller] && out->node[graph->arcs[arc].callee] &&
           !(share_of(graph, weight_of_arc(graph, arc)) < threshold);
}

static bool select_arcs(rn_selection *out, const rn_graph *graph, double threshold)
{
    out->arcs_possible = graph->arcs_possible;
    for (uint32_t a = 0; a < graph->arc_count; a++)
        out->arc_count += is_drawn(out, graph, a, threshold);
    out->arcs = rn_array_new(out->arc_count, sizeof *out->arcs);
    uint32_t count = 0;
    for (uint32_t a = 0; out->arcs && a < graph->arc_count; a++)
        if (is_drawn(out, graph, a, threshold))
            out->arcs[count++] = (rn_drawn_arc){
                .caller = graph->arcs[a].caller,
                .callee = graph->arcs[a].callee,
                .total = graph->arc_total[a],
                .calls = graph->arc_calls ? graph->arc_calls[a] : NAN,
                .base_total = NAN,
                .base_calls = graph->base_arc_calls ? graph->base_arc_calls[a] : NAN,
                .arc = a,
            };
    return out->arcs;
}

/* ---- residual arcs ----------------------------------------------------------------------------- */

/* The largest residual arc of each function that no other arc leads to. */
static void mark_only_ways(const rn_selection *out, const rn_drawn_arc *found, uint32_t count,
                           uint32_t *only_way, uint32_t function_count)
{
    for (uint32_t f = 0; f < function_count; f++)
        only_way[f] = RN_NONE;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *best = &only_way[found[i].callee];
        if (*best == RN_NONE || found[i].total > found[*best].total)
            *best = i;
    }
    for (uint32_t a = 0; a < out->arc_count; a++)
        if (out->arcs[a].caller != out->arcs[a].callee)
            only_way[out->arcs[a].callee] = RN_NONE;
}

static bool append_residuals(rn_selection *out, const rn_graph *graph, const rn_drawn_arc *found,
                             uint32_t count, double threshold)
{
    size_t capacity = out->arc_count;
    uint32_t *only_way = rn_array_new(graph->function_count, sizeof *only_way);
    if (!only_way || !RN_GROW(out->arcs, capacity, out->arc_count + (size_t)count)) {
        free(only_way);
        return false;
    }
    mark_only_ways(out, found, count, only_way, graph->function_count);
    for (uint32_t i = 0; i < count; i++) {
        bool is_large = share_of(graph, found[i].total) >= threshold;
        if (found[i].total > 0 && (is_large || only_way[found[i].callee] == i))
            out->arcs[out->arc_count + out->residual_count++] = found[i];
    }
    free(only_way);
    return true;
}

static render_status add_residuals(rn_selection *out, const rn_graph *graph, double threshold,
                                   rn_report *report)
{
    rn_drawn_arc *found;
    uint32_t count;
    if (out->node_count == out->nodes_possible || !out->node_count)
        return RENDER_OK;
    if (rn_residuals(&found, &count, graph, out->node, report))
        return report->error.status;
    bool enough = append_residuals(out, graph, found, count, threshold);
    free(found);
    return enough ? RENDER_OK : rn_fail_memory(report);
}

/* ---- comparisons ------------------------------------------------------------------------------- */

static double larger_share(double now, double whole, double before, double base_whole)
{
    double share = whole > 0 ? now / whole : 0;
    double base_share = base_whole > 0 ? before / base_whole : 0;
    return fmax(share, base_share); /* the known one, where the other is not */
}

static double *larger_costs(const rn_graph *graph, const double *now, const rn_base_costs *base,
                            const double *before, uint32_t count)
{
    double *costs = rn_array_new(count, sizeof *costs);
    for (uint32_t i = 0; costs && i < count; i++)
        costs[i] = graph->total * larger_share(now[i], graph->total, before[i], base->total);
    return costs;
}

/* The graph that is pruned.  In a comparison each cost is the larger one; it shares everything else with the graph
 * it is made of. */
typedef struct united {
    rn_graph graph;
    rn_most now, base;
    double *functions, *most, *arcs; /* of a comparison */
} united;

static bool unite_sides(united *u, const rn_graph *graph, const rn_base_costs *base)
{
    uint32_t functions = graph->function_count;
    if (!rn_most_init(&u->base, graph, base->self, base->function_total, base->arc_total))
        return false;
    u->functions =
        larger_costs(graph, graph->function_total, base, base->function_total, functions);
    u->most = larger_costs(graph, u->now.functions, base, u->base.functions, functions);
    u->arcs = larger_costs(graph, u->now.arcs, base, u->base.arcs, graph->arc_count);
    u->graph.function_total = u->functions;
    u->graph.arc_total = u->arcs;
    return u->functions && u->most && u->arcs;
}

static bool unite(united *u, const rn_graph *graph, const rn_base_costs *base)
{
    *u = (united){.graph = *graph};
    if (!rn_most_init(&u->now, graph, graph->self, graph->function_total, graph->arc_total))
        return false;
    u->graph.arc_total = u->now.arcs;
    return !base || !base->is_compared || unite_sides(u, graph, base);
}

static void separate(united *u)
{
    rn_most_finish(&u->now);
    rn_most_finish(&u->base);
    free(u->functions);
    free(u->most);
    free(u->arcs);
}

/* Arcs have what each side says again. */
static void part(rn_selection *selection, const united *u)
{
    for (uint32_t a = 0; u->arcs && a < selection->arc_count; a++) {
        rn_drawn_arc *arc = &selection->arcs[a];
        arc->total = u->now.arcs[arc->arc];
        arc->base_total = u->base.arcs[arc->arc];
    }
}

/* ---- degree ------------------------------------------------------------------------------------ */

static render_status limit_degree(rn_selection *out, const rn_graph *graph,
                                  const rn_base_costs *base, uint32_t most, rn_report *report)
{
    uint32_t count = out->arc_count + out->residual_count;
    double *weight = most ? rn_array_new(count, sizeof *weight) : NULL;
    for (uint32_t a = 0; weight && a < count; a++)
        weight[a] = base && base->is_compared
                        ? larger_share(out->arcs[a].total, graph->total, out->arcs[a].base_total,
                                       base->total)
                        : larger_share(out->arcs[a].total, graph->total, 0, 0);
    bool done = !most || (weight && rn_limit_degree(out, graph, weight, most));
    out->dropped_count = count - out->arc_count - out->residual_count;
    free(weight);
    return done ? RENDER_OK : rn_fail_memory(report);
}

/* ---- the whole --------------------------------------------------------------------------------- */

double rn_prune_whole(const rn_graph *graph)
{
    double self = 0;
    for (uint32_t f = 0; f < graph->function_count; f++)
        self += graph->self[f] > 0 ? graph->self[f] : 0;
    return graph->profile->near ? self : graph->total;
}

static double share_of_own(const rn_selection *selection, const rn_graph *graph)
{
    double self = 0;
    for (uint32_t f = 0; f < graph->function_count; f++)
        self += selection->node[f] && !isnan(graph->self[f]) ? graph->self[f] : 0;
    return share_of(graph, self);
}

rn_prune_options rn_prune_options_of(const render_draw_options *options)
{
    return (rn_prune_options){
        .node_threshold = options->node_threshold,
        .edge_threshold = options->edge_threshold,
        .max_nodes = options->max_nodes > 0 ? (uint32_t)options->max_nodes : 0,
        .max_degree = options->max_degree > 0 ? (uint32_t)options->max_degree : 0};
}

render_status rn_prune_graph_new(rn_graph **out, const rn_profile *profile, uint32_t metric,
                                 const render_draw_options *options, rn_report *report)
{
    rn_graph_scope scope = {.counts_all = true, .most_functions = options->graph_nodes};
    if (options->max_nodes > 0 && (uint32_t)options->max_nodes < options->graph_nodes)
        scope.most_functions = (uint32_t)options->max_nodes;
    bool needs_all = options->stubs || options->cycles || options->cluster ||
                     options->page_width > 0 || profile->near ||
                     profile->metrics[metric].base != RN_NONE;
    if (!needs_all)
        scope.least_share = options->node_threshold;
    return rn_graph_new_within(out, profile, metric, &scope, report);
}

render_status rn_prune(rn_selection *out, const rn_graph *graph, const rn_base_costs *base,
                       const rn_prune_options *options, rn_report *report)
{
    *out = (rn_selection){.node = rn_array_new(graph->function_count, sizeof *out->node)};
    united u;
    bool enough = unite(&u, graph, base) && out->node;
    u.graph.total = rn_prune_whole(graph);
    double threshold =
        graph->total > 0 ? options->node_threshold * u.graph.total / graph->total : 0;
    if (enough) {
        select_nodes(out, &u.graph, u.most ? u.most : u.now.functions, options);
        enough = limit_nodes(out, &u.graph, options->max_nodes) &&
                 select_arcs(out, &u.graph, options->edge_threshold);
    }
    if (enough)
        part(out, &u);
    if (!enough || (add_residuals(out, graph, threshold, report) == RENDER_OK &&
                    !rn_connect(out, graph, u.now.arcs)))
        rn_fail_memory(report);
    separate(&u);
    if (!report->error.status)
        limit_degree(out, graph, base, options->max_degree, report);
    if (report->error.status)
        rn_selection_finish(out);
    else
        out->self_share = share_of_own(out, graph);
    return report->error.status;
}

rn_figures rn_arc_figures(const rn_graph *graph, const rn_base_costs *base, const rn_drawn_arc *arc,
                          double tolerance)
{
    rn_figures f = rn_figures_of(graph, base, arc->callee, tolerance);
    f.self = f.base_self = NAN;
    f.total = arc->total;
    f.calls = arc->calls;
    f.base_total = arc->base_total;
    f.base_calls = arc->base_calls;
    return f;
}

uint32_t *rn_prune_order(const rn_selection *selection, const rn_graph *graph,
                         const rn_base_costs *base)
{
    united u;
    uint32_t *order = unite(&u, graph, base) ? order_nodes(selection, &u.graph) : NULL;
    separate(&u);
    return order;
}

void rn_selection_finish(rn_selection *selection)
{
    free(selection->node);
    free(selection->arcs);
    *selection = (rn_selection){0};
}

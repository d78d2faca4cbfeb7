/* Functions and arcs in the order of what they cost. */
#include "page/page_functions.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

static double dearer(const double *now, const double *base, uint32_t index)
{
    double cost = now[index] > 0 ? now[index] : 0;
    return base && base[index] > cost ? base[index] : cost;
}

double rn_page_function_cost(const rn_page_functions *functions, uint32_t function)
{
    return dearer(functions->graph->function_total, functions->base.function_total, function);
}

double rn_page_arc_cost(const rn_page_functions *functions, uint32_t arc)
{
    return dearer(functions->graph->arc_total, functions->base.arc_total, arc);
}

static int compare(double cost, double other, uint32_t a, uint32_t b)
{
    if (cost != other)
        return cost > other ? -1 : 1;
    return a < b ? -1 : a > b;
}

static int compare_functions(const void *left, const void *right, void *user)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return compare(rn_page_function_cost(user, a), rn_page_function_cost(user, b), a, b);
}

static int compare_arcs(const void *left, const void *right, void *user)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return compare(rn_page_arc_cost(user, a), rn_page_arc_cost(user, b), a, b);
}

static bool choose_functions(rn_page_functions *out, const bool *wanted, uint32_t most)
{
    uint32_t all = out->graph->function_count, others = 0;
    out->functions = rn_array_new(all, sizeof *out->functions);
    out->place = rn_array_new(all, sizeof *out->place);
    if (!out->functions || !out->place)
        return false;
    for (uint32_t f = 0; f < all; f++) {
        out->functions[f] = f;
        out->place[f] = RN_NONE;
    }
    qsort_r(out->functions, all, sizeof *out->functions, compare_functions, out);
    for (uint32_t i = 0; i < all; i++) {
        uint32_t f = out->functions[i];
        if (!wanted[f] && others++ >= most)
            continue;
        out->place[f] = out->count;
        out->functions[out->count++] = f;
    }
    out->left_out = all - out->count;
    return true;
}

static bool choose_arcs(rn_page_functions *out, uint32_t most)
{
    const rn_graph *graph = out->graph;
    out->arcs = rn_array_new(graph->arc_count, sizeof *out->arcs);
    if (!out->arcs)
        return false;
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (out->place[graph->arcs[a].caller] != RN_NONE &&
            out->place[graph->arcs[a].callee] != RN_NONE)
            out->arcs[out->arc_count++] = a;
    qsort_r(out->arcs, out->arc_count, sizeof *out->arcs, compare_arcs, out);
    if (out->arc_count > most)
        out->arc_count = most;
    out->arcs_left_out = graph->arc_count - out->arc_count;
    return true;
}

render_status rn_page_functions_init(rn_page_functions *out, const rn_profile *profile,
                                     uint32_t metric, const bool *wanted, uint32_t most,
                                     uint32_t most_arcs, rn_report *report)
{
    *out = (rn_page_functions){0};
    if (rn_graph_new(&out->graph, profile, metric, report) ||
        rn_base_costs_init(&out->base, out->graph, report))
        return report->error.status;
    if (!choose_functions(out, wanted, most) || !choose_arcs(out, most_arcs))
        return rn_fail_memory(report);
    return RENDER_OK;
}

void rn_page_functions_finish(rn_page_functions *functions)
{
    rn_graph_free(functions->graph);
    rn_base_costs_finish(&functions->base);
    free(functions->functions);
    free(functions->place);
    free(functions->arcs);
    *functions = (rn_page_functions){0};
}

/* First every function gets a key: the number of its strongly connected component, or of its group's name.
 * Keys of at least two functions become clusters. */
#include "analyze/clusters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/tree.h"
#include "base/grow.h"
#include "base/intern.h"
#include "profile/cycles.h"
#include "profile/group_name.h"

typedef struct maker {
    rn_clusters *out;
    const rn_graph *graph;
    const rn_selection *selection;
    const render_draw_options *options;
    rn_report *report;
    uint32_t *key; /* [function]; RN_NONE: no cluster */
    uint32_t key_count;
    rn_intern names; /* [key] */
} maker;

/* ---- keys ------------------------------------------------------------------------------------- */

static bool find_cycles(maker *m)
{
    const rn_selection *s = m->selection;
    uint32_t count = s->arc_count + s->residual_count;
    rn_arc_info *arcs = rn_array_new(count, sizeof *arcs);
    for (uint32_t a = 0; arcs && a < count; a++)
        arcs[a] = (rn_arc_info){s->arcs[a].caller, s->arcs[a].callee};
    m->key_count = arcs ? rn_cycles_find(m->graph->function_count, arcs, count, m->key) : RN_NONE;
    free(arcs);
    return m->key_count != RN_NONE;
}

/* A class is one of its module; a name of no group belongs to none. */
static bool name_functions(maker *m)
{
    rn_buffer name = {0};
    bool enough = rn_intern_init(&m->names);
    const rn_profile *profile = m->graph->profile;
    bool by_class = strcmp(m->options->cluster, "class") == 0;
    for (uint32_t f = 0; enough && f < m->graph->function_count; f++) {
        name.size = 0;
        m->key[f] = RN_NONE;
        if (!m->selection->node[f])
            continue;
        rn_put_group_name(&name, profile, f, m->options->cluster, NULL);
        size_t size = name.size;
        if (!size)
            continue;
        rn_put_char(&name, '\0');
        if (by_class)
            rn_put(&name, rn_profile_string(profile, profile->functions[f].module));
        m->key[f] = name.failed ? RN_NONE : rn_intern_add(&m->names, rn_buffer_bytes(&name));
        enough = m->key[f] != RN_NONE;
    }
    m->key_count = (uint32_t)m->names.count;
    rn_buffer_finish(&name);
    return enough;
}

/* ---- clusters --------------------------------------------------------------------------------- */

static const char *name_of(maker *m, uint32_t key)
{
    rn_bytes name = rn_intern_get(&m->names, key);
    return rn_arena_copy(&m->out->arena, rn_bytes_slice(name, 0, strnlen(name.data, name.size)));
}

/* cluster[key] holds how many functions a key has, then its cluster. */
static bool number(maker *m, uint32_t *cluster)
{
    rn_clusters *out = m->out;
    for (uint32_t f = 0; f < m->graph->function_count; f++)
        if (m->selection->node[f] && m->key[f] != RN_NONE)
            cluster[m->key[f]]++;
    for (uint32_t k = 0; k < m->key_count; k++) {
        out->alone_count += !out->are_cycles && cluster[k] == 1;
        cluster[k] = cluster[k] > 1 ? RN_NONE - 1 : RN_NONE;
    }
    for (uint32_t f = 0; f < m->graph->function_count; f++) {
        uint32_t key = m->key[f];
        out->of[f] = RN_NONE;
        if (!m->selection->node[f] || key == RN_NONE || cluster[key] == RN_NONE)
            continue;
        if (cluster[key] == RN_NONE - 1) {
            const char *name = out->are_cycles ? NULL : name_of(m, key);
            if (!out->are_cycles && !name)
                return false;
            cluster[key] = out->count;
            out->items[out->count++] = (rn_cluster){.name = name};
        }
        out->of[f] = cluster[key];
        out->items[cluster[key]].member_count++;
    }
    return true;
}

/* ---- figures ---------------------------------------------------------------------------------- */

static double known(double value)
{
    return value > 0 ? value : 0;
}

static void add_calls(double *sum, double calls)
{
    if (!isnan(calls))
        *sum = (isnan(*sum) ? 0 : *sum) + calls;
}

/* Adds own costs, and the calls into and within clusters; into `leaving` what they call outside. */
static void sum_up(maker *m, double *leaving)
{
    const rn_graph *graph = m->graph;
    rn_clusters *out = m->out;
    for (uint32_t c = 0; c < out->count; c++) {
        out->items[c].calls_into = out->items[c].calls_within = NAN;
        leaving[c] = 0;
    }
    for (uint32_t f = 0; f < graph->function_count; f++)
        if (out->of[f] != RN_NONE)
            out->items[out->of[f]].self += known(graph->self[f]);
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        uint32_t from = out->of[graph->arcs[a].caller], to = out->of[graph->arcs[a].callee];
        double calls = graph->arc_calls ? graph->arc_calls[a] : NAN;
        if (to != RN_NONE)
            add_calls(from == to ? &out->items[to].calls_within : &out->items[to].calls_into,
                      calls);
        if (from != RN_NONE && from != to)
            leaving[from] += known(graph->arc_total[a]);
    }
}

/* An estimated tree ends below this share: what is smaller adds to no total. */
static const double MIN_SHARE = 1e-3;

typedef struct walk {
    const rn_tree *tree;
    const uint32_t *of; /* [function] */
    double *sum;        /* [cluster] */
    uint32_t *open;     /* [cluster] */
} walk;

static void visit(void *user, uint32_t node, bool enters)
{
    walk *w = user;
    bool is_function = !(w->tree->flags && w->tree->flags[node] & RN_NODE_MORE);
    uint32_t cluster = is_function ? w->of[w->tree->function[node]] : RN_NONE;
    if (cluster == RN_NONE)
        return;
    if (!enters)
        w->open[cluster]--;
    else if (w->open[cluster]++ == 0)
        w->sum[cluster] += w->tree->total[node];
}

/* Each call counts once: those on the tree that no other member stands above. */
static bool sum_tree(maker *m, double *sum)
{
    rn_tree *tree;
    uint32_t *open = rn_array_zero(m->out->count, sizeof *open);
    bool made = open && rn_tree_new(&tree, m->graph->profile, m->graph->metric, MIN_SHARE,
                                    m->report) == RENDER_OK;
    for (uint32_t c = 0; c < m->out->count; c++)
        sum[c] = 0;
    if (made) {
        walk w = {tree, m->out->of, sum, open};
        rn_tree_walk(tree, visit, &w);
        rn_tree_free(tree);
    }
    free(open);
    return made;
}

/* An estimate must not contradict what was recorded of the members. */
static void bound_totals(maker *m, const double *leaving)
{
    rn_clusters *out = m->out;
    for (uint32_t c = 0; c < out->count; c++)
        out->items[c].total = fmin(out->items[c].total, out->items[c].self + leaving[c]);
    for (uint32_t f = 0; f < m->graph->function_count; f++)
        if (out->of[f] != RN_NONE)
            out->items[out->of[f]].total =
                fmax(out->items[out->of[f]].total, m->graph->function_total[f]);
    for (uint32_t c = 0; c < out->count; c++)
        out->items[c].total = fmin(out->items[c].total, m->graph->total);
}

static bool measure(maker *m)
{
    uint32_t count = m->out->count;
    double *sum = rn_array_new(count, sizeof *sum), *leaving = rn_array_new(count, sizeof *sum);
    bool is_exact = m->graph->profile->shape == RN_STACKS, done = sum && leaving;
    if (done) {
        sum_up(m, leaving);
        done =
            is_exact ? rn_graph_sum_functions(sum, m->graph, m->out->of, count) : sum_tree(m, sum);
    }
    for (uint32_t c = 0; done && c < count; c++)
        m->out->items[c].total = sum[c];
    if (done && !is_exact)
        bound_totals(m, leaving);
    free(sum);
    free(leaving);
    return done;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool make(maker *m)
{
    size_t functions = m->graph->function_count;
    m->out->of = rn_array_new(functions, sizeof *m->out->of);
    m->key = rn_array_new(functions, sizeof *m->key);
    m->out->items = rn_array_new(functions / 2 + 1, sizeof *m->out->items);
    if (!m->out->of || !m->key || !m->out->items ||
        !(m->out->are_cycles ? find_cycles(m) : name_functions(m)))
        return false;
    uint32_t *cluster = rn_array_zero(m->key_count, sizeof *cluster);
    bool made = cluster && number(m, cluster) && (!m->out->count || measure(m));
    free(cluster);
    return made;
}

render_status rn_clusters_init(rn_clusters *out, const rn_graph *graph,
                               const rn_selection *selection, const render_draw_options *options,
                               rn_report *report)
{
    *out = (rn_clusters){.are_cycles = options->cycles};
    maker m = {
        .out = out, .graph = graph, .selection = selection, .options = options, .report = report};
    if (!options->cycles && !options->cluster)
        return RENDER_OK;
    bool made = make(&m);
    free(m.key);
    rn_intern_finish(&m.names);
    if (made)
        return RENDER_OK;
    rn_clusters_finish(out);
    return report->error.status ? report->error.status : rn_fail_memory(report);
}

void rn_clusters_finish(rn_clusters *clusters)
{
    free(clusters->items);
    free(clusters->of);
    rn_arena_finish(&clusters->arena);
    *clusters = (rn_clusters){0};
}

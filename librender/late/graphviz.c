/* Graphviz' dot, by libgvc: the one file that sees it.
 *
 * It gets boxes of fixed size and edges, no text, so that only the linked dot plugin is needed: no
 * configuration is read and no library is opened at run time.  libgvc has global state (its error
 * function, for one) and sets LC_NUMERIC for the process while it works; so calls are
 * serialised, and this thread keeps a C locale of its own meanwhile.  Graphviz cannot be cancelled:
 * dot_layout_plan.c keeps from it what would take too long.  Edges run from centre to centre and
 * are cut at the boxes here, because a node's slot may be wider than its box. */
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <gvc.h>

#include "base/grow.h"
#include "base/number.h"
#include "late/parts.h"
#include "view/dot_layout_parts.h"

extern gvplugin_library_t gvplugin_dot_layout_LTX_library;

static const double PX_PER_POINT = 96.0 / 72, PX_PER_INCH = 96;

/* What Graphviz says has no way to carry a pointer along; the lock guards it. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static rn_report *listener;

typedef struct engine {
    rn_dot_graph *graph;
    const rn_dot_plan *plan;
    Agraph_t *handle;
    Agnode_t **nodes;
    Agedge_t **edges; /* NULL: not handed over */
    Agraph_t **clusters;
} engine;

static int hear(char *text)
{
    size_t size = strcspn(text, "\n");
    if (listener && size && strncmp(text, "Warning", 7) != 0 && strncmp(text, "Error", 5) != 0 &&
        text[0] != ':')
        rn_warn(listener, "graph layout: %.*s", (int)(size < 200 ? size : 200), text);
    return 0;
}

/* ---- handing over ----------------------------------------------------------------------------- */

static void set_default(Agraph_t *handle, int kind, const char *name, const char *value)
{
    agattr(handle, kind, (char *)name, (char *)value);
}

static void set_number(void *object, const char *name, double value)
{
    char text[32];
    rn_number_format(text, round(value * 1e6) / 1e6);
    agset(object, (char *)name, text);
}

/* Found by trying: in large graphs a fifth of the simplex work gives drawings of the same width; below these
 * limits arrows become longer and cross more than the time is worth. */
static const char *simplex_limit(rn_dot_effort effort, uint32_t node_count)
{
    if (effort == RN_DOT_WHOLE)
        return node_count < 150 ? "20" : "4";
    return node_count < 1000 ? "0.5" : "0.1";
}

/* Found by trying: more work saves up to a quarter of the crossings in graphs of few edges, as call graphs of programs are
 * when they are pruned, for a twentieth of the time; in others hardly any, for half as much time again. */
static const char *crossing_limit(rn_dot_effort effort, const rn_dot_graph *graph)
{
    bool is_sparse = graph->node_count < 150 || graph->edge_count < 1.6 * graph->node_count;
    return effort == RN_DOT_WHOLE && is_sparse ? "1" : "0.4";
}

static void set_effort(Agraph_t *handle, rn_dot_effort effort, const rn_dot_graph *graph)
{
    bool whole = effort == RN_DOT_WHOLE;
    set_default(handle, AGRAPH, "splines", whole ? "true" : "none");
    set_default(handle, AGRAPH, "nslimit", simplex_limit(effort, graph->node_count));
    set_default(handle, AGRAPH, "nslimit1", whole ? "20" : "1");
    set_default(handle, AGRAPH, "mclimit", crossing_limit(effort, graph));
}

static void set_looks(const engine *e)
{
    Agraph_t *handle = e->handle;
    set_default(handle, AGRAPH, "rankdir", "TB");
    set_default(handle, AGRAPH, "nodesep", "");
    set_default(handle, AGRAPH, "ranksep", "");
    set_number(handle, "nodesep", RN_DOT_NODE_GAP / PX_PER_INCH);
    set_number(handle, "ranksep", e->plan->rank_gap / PX_PER_INCH);
    set_default(handle, AGNODE, "shape", "box");
    set_default(handle, AGNODE, "fixedsize", "true");
    set_default(handle, AGNODE, "label", "");
    set_default(handle, AGNODE, "fontsize", "1");
    set_default(handle, AGNODE, "width", "1");
    set_default(handle, AGNODE, "height", "1");
    set_default(handle, AGEDGE, "dir", "none");
    set_default(handle, AGEDGE, "headclip", "false");
    set_default(handle, AGEDGE, "tailclip", "false");
    set_default(handle, AGEDGE, "weight", "1");
    set_default(handle, AGEDGE, "minlen", "1");
}

static void hand_over_nodes(engine *e)
{
    for (uint32_t i = 0; i < e->graph->node_count; i++) {
        uint32_t n = e->plan->order[i];
        const rn_dot_node *node = &e->graph->nodes[n];
        e->nodes[n] = agnode(e->handle, NULL, 1);
        /* The box stays in the middle of its slot, so that edges meet in its middle. */
        set_number(e->nodes[n], "width", (node->width + 2 * node->side) / PX_PER_INCH);
        set_number(e->nodes[n], "height", node->height / PX_PER_INCH);
    }
}

static void hand_over_edges(engine *e)
{
    for (uint32_t i = 0; i < e->graph->edge_count; i++) {
        const rn_dot_edge *edge = &e->graph->edges[i];
        if (!e->plan->kept[i])
            continue;
        uint32_t upper = e->plan->back[i] ? edge->head : edge->tail;
        uint32_t lower = e->plan->back[i] ? edge->tail : edge->head;
        e->edges[i] = agedge(e->handle, e->nodes[upper], e->nodes[lower], NULL, 1);
        set_number(e->edges[i], "weight", e->plan->weight[i]);
        if (e->plan->ranks_down[i] > 1)
            set_number(e->edges[i], "minlen", e->plan->ranks_down[i]);
    }
}

/* Room for a title: above the nodes as that of a label, which is a blank of that height; where the picture
 * will be turned on its side, on all sides. */
static void keep_title_room(const engine *e, Agraph_t *cluster)
{
    char text[32];
    double title = RN_DOT_CLUSTER_TITLE / PX_PER_POINT, line_height = 1.2;
    bool lies = rn_dot_lies(e->graph);
    rn_number_format(text, ceil(lies ? title : RN_DOT_CLUSTER_PAD / PX_PER_POINT));
    agset(cluster, (char *)"margin", text);
    if (lies)
        return;
    rn_number_format(text, ceil(title / line_height));
    agset(cluster, (char *)"fontsize", text);
    agset(cluster, (char *)"label", (char *)" ");
    agset(cluster, (char *)"labelloc", (char *)(e->graph->direction == RN_DOT_UP ? "b" : "t"));
}

static void hand_over_clusters(engine *e)
{
    char name[32];
    static const char *const attributes[] = {"margin", "fontsize", "label", "labelloc"};
    for (size_t i = 0; e->graph->cluster_count && i < sizeof attributes / sizeof *attributes; i++)
        set_default(e->handle, AGRAPH, attributes[i], "");
    for (uint32_t c = 0; c < e->graph->cluster_count; c++) {
        snprintf(name, sizeof name, "cluster_%u", (unsigned)c);
        e->clusters[c] = agsubg(e->handle, name, 1);
        keep_title_room(e, e->clusters[c]);
    }
    for (uint32_t n = 0; n < e->graph->node_count; n++)
        if (e->graph->nodes[n].cluster)
            agsubnode(e->clusters[e->graph->nodes[n].cluster - 1], e->nodes[n], 1);
}

/* ---- taking back ------------------------------------------------------------------------------ */

static void take_nodes(const engine *e)
{
    double top = GD_bb(e->handle).UR.y;
    for (uint32_t n = 0; n < e->graph->node_count; n++) {
        e->graph->nodes[n].x = ND_coord(e->nodes[n]).x * PX_PER_POINT;
        e->graph->nodes[n].y = (top - ND_coord(e->nodes[n]).y) * PX_PER_POINT;
    }
}

/* Point `index` of a way, counted from the other end for edges that go up. */
static void take_point(const engine *e, const bezier *way, bool up, size_t index, double *x,
                       double *y)
{
    const pointf *p = &way->list[up ? (size_t)way->size - 1 - index : index];
    *x = p->x * PX_PER_POINT;
    *y = (GD_bb(e->handle).UR.y - p->y) * PX_PER_POINT;
}

static bool take_edge(const engine *e, uint32_t index)
{
    rn_dot_edge *edge = &e->graph->edges[index];
    const splines *ways = ED_spl(e->edges[index]);
    bool up = e->plan->back[index];
    if (!ways || ways->size < 1 || ways->list[0].size < 4)
        return true;
    size_t curves = ((size_t)ways->list[0].size - 1) / 3;
    edge->steps = rn_array_new(curves + 1, sizeof *edge->steps);
    if (!edge->steps)
        return false;
    edge->step_count = curves + 1;
    edge->steps[0] = (rn_path_step){.op = RN_MOVE};
    take_point(e, &ways->list[0], up, 0, &edge->steps[0].x[0], &edge->steps[0].y[0]);
    for (size_t c = 1; c <= curves; c++) {
        rn_path_step *step = &edge->steps[c];
        step->op = RN_CURVE;
        for (size_t k = 0; k < 3; k++)
            take_point(e, &ways->list[0], up, 3 * c - 2 + k, &step->x[k], &step->y[k]);
    }
    rn_dot_clip(e->graph, edge);
    return true;
}

static bool take_edges(const engine *e)
{
    for (uint32_t i = 0; i < e->graph->edge_count; i++)
        if (e->edges[i] && !take_edge(e, i))
            return false;
    return true;
}

/* ---- one run ---------------------------------------------------------------------------------- */

static bool run(engine *e, GVC_t *context)
{
    e->handle = agopen((char *)"calls", Agdirected, NULL);
    if (!e->handle)
        return false;
    set_looks(e);
    set_effort(e->handle, e->plan->effort, e->graph);
    hand_over_nodes(e);
    hand_over_clusters(e);
    hand_over_edges(e);
    bool done = gvLayout(context, e->handle, "dot") == 0;
    if (done) {
        take_nodes(e);
        done = take_edges(e);
        gvFreeLayout(context, e->handle);
    }
    agclose(e->handle);
    return done;
}

static bool run_in_context(engine *e)
{
    lt_symlist_t plugins[] = {{"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
                              {NULL, NULL}};
    GVC_t *context = gvContextPlugins(plugins, 0);
    if (!context)
        return false;
    bool done = run(e, context);
    gvFreeContext(context);
    return done;
}

static bool run_locked(engine *e, rn_report *report)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain)
        return false;
    pthread_mutex_lock(&lock);
    locale_t before = uselocale(plain);
    listener = report;
    agusererrf hearer = agseterrf(hear);
    bool done = run_in_context(e);
    agseterrf(hearer);
    listener = NULL;
    uselocale(before);
    pthread_mutex_unlock(&lock);
    freelocale(plain);
    return done;
}

bool rn_graphviz_place(rn_dot_graph *graph, const rn_dot_plan *plan, rn_report *report)
{
    engine e = {.graph = graph, .plan = plan};
    e.nodes = rn_array_zero(graph->node_count, sizeof *e.nodes);
    e.edges = rn_array_zero(graph->edge_count, sizeof *e.edges);
    e.clusters = rn_array_zero(graph->cluster_count, sizeof *e.clusters);
    bool done = e.nodes && e.edges && e.clusters && run_locked(&e, report);
    free(e.nodes);
    free(e.edges);
    free(e.clusters);
    return done;
}

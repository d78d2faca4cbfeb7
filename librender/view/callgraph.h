/* The call graph between its two halves: callgraph.c decides what stands where, callgraph_draw.c
 * draws it. */
#ifndef RN_CALLGRAPH_H
#define RN_CALLGRAPH_H

#include "analyze/clusters.h"
#include "analyze/prune.h"
#include "analyze/stubs.h"
#include "view/dot_layout.h"
#include "view/edge_labels.h"
#include "view/furniture.h"
#include "view/node_label.h"

/* px: the text of arcs. */
#define RN_EDGE_LABEL_SIZE 10.5

/* More arrows than this are not labelled: nobody can read them. */
enum { RN_EDGE_LABELS_MAX = 20000 };

typedef struct rn_callgraph_id {
    char text[12];
} rn_callgraph_id;

/* What the group of a function's box is called, behind "n-"; in the picture it may differ where two
 * functions would be called the same. */
rn_callgraph_id rn_callgraph_id_of(const rn_profile *profile, uint32_t function);

/* Two lines: the name, and what the functions cost together. */
typedef struct rn_cluster_title {
    const char *lines[2]; /* of the arena */
    uint32_t first_node;  /* of the cluster */
} rn_cluster_title;

/* Two lines in a small box: "3 more callees", "1.2 %". */
typedef struct rn_stub_label {
    const char *lines[2]; /* of the arena */
    double width[2];
} rn_stub_label;

/* On its way from profile to scene. */
typedef struct rn_callgraph {
    const rn_view_input *input;
    rn_scene *scene;
    rn_report *report;
    rn_graph *graph;
    double
        *total; /* [function]; where it is unknown, of the heaviest arc that leads there, or NaN */
    rn_base_costs base;
    rn_prune_options choice;
    rn_dot_direction direction;
    bool is_thinned; /* fewer functions than asked for, for the page's sake */
    rn_selection selection;
    rn_clusters clusters;
    rn_stubs stubs;
    rn_tint tint;
    uint8_t *ambiguous;
    bool *alike_stripped; /* [function]; NULL: names are not stripped */
    rn_dot_graph layout;
    rn_cluster_title *cluster_titles; /* [cluster] */
    uint32_t node_count, edge_count;  /* of functions and arcs; in the layout stubs follow */
    rn_stub_label *stub_labels;       /* [stub] */
    uint32_t *function;               /* [node] */
    uint32_t *node;                   /* [function]: RN_NONE when left out */
    const rn_drawn_arc *arcs;         /* [edge] */
    uint32_t *by_weight;              /* edges, the heaviest first */
    rn_node_label *labels;            /* [node] */
    rn_callgraph_id *ids;             /* [node] */
    rn_edge_label *edge_labels;
    uint32_t edge_label_count;
    rn_arena arena;
    rn_buffer text;
    double left, top; /* of the drawing in the picture */
} rn_callgraph;

/* What is written at an arrow in one of its shapes: all in a line (or the template's lines), in a line
 * each, the first of these alone; empty when there is nothing (more) to say.  Borrowed until the next use of
 * c->text. */
rn_bytes rn_callgraph_edge_text(rn_callgraph *c, uint32_t edge, int shape);

/* The same for a loop: its calls, else its share. */
rn_bytes rn_callgraph_loop_text(rn_callgraph *c, uint32_t edge);

/* px that a loop takes beside its box. */
double rn_callgraph_loop_space(const rn_dot_edge *loop);

rn_figures rn_callgraph_figures(const rn_callgraph *c, uint32_t function);
rn_figures rn_callgraph_arc_figures(const rn_callgraph *c, const rn_drawn_arc *arc);

/* The unit of what is drawn. */
rn_bytes rn_callgraph_unit(const rn_callgraph *c);

/* Fills c->labels of the functions in c->function; no two look alike. */
bool rn_callgraph_name_nodes(rn_callgraph *c);

/* Selects functions by c->choice; the second also lays them out.  May be called again. */
render_status rn_callgraph_select(rn_callgraph *c);
render_status rn_callgraph_choose(rn_callgraph *c);

/* Whether the picture must have the size of a page. */
bool rn_callgraph_has_page(const rn_callgraph *c);

/* Chooses as many functions as can be read on the page. */
render_status rn_callgraph_fill_page(rn_callgraph *c);

/* Appends the legend, a line for each thing to be told, the most important first. */
void rn_callgraph_put_legend(const rn_callgraph *c, rn_buffer *out);

/* The picture before it is zoomed, with the tops of the drawing and of the legend. */
typedef struct rn_callgraph_frame {
    double width, height, zoom, top, legend_top;
} rn_callgraph_frame;

/* Of what is laid out: its natural size, or a page.  Appends the legend that it has room for. */
rn_callgraph_frame rn_callgraph_fit(const rn_callgraph *c, rn_buffer *legend);
/* Appends the stubs to the nodes and edges of the layout, which have room for them. */
bool rn_callgraph_add_stubs(rn_callgraph *c);
bool rn_callgraph_draw_stub_edges(rn_callgraph *c);
void rn_callgraph_draw_stubs(rn_callgraph *c);
void rn_callgraph_put_stubs(const rn_callgraph *c, rn_buffer *legend);

/* Tells the layout which functions stand in one box. */
void rn_callgraph_add_clusters(rn_callgraph *c);
/* Makes their titles: before labels are placed, which must not stand on them. */
bool rn_callgraph_fit_clusters(rn_callgraph *c);
void rn_callgraph_draw_clusters(rn_callgraph *c);
void rn_callgraph_draw_cluster_titles(rn_callgraph *c);
void rn_callgraph_put_clusters(const rn_callgraph *c, rn_buffer *legend);

/* Whether the graph is drawn around a function, or it is highlighted: an outline round its box. */
bool rn_callgraph_is_outlined(const rn_callgraph *c, uint32_t function);
void rn_callgraph_draw_outline(rn_callgraph *c, const rn_dot_node *node);
void rn_callgraph_put_around(const rn_callgraph *c, rn_buffer *legend);
void rn_callgraph_put_highlight(const rn_callgraph *c, rn_buffer *legend);

/* The way of an edge as a line, and its arrow head. */
bool rn_callgraph_draw_line(rn_callgraph *c, const rn_dot_edge *edge, uint32_t paint, rn_dash dash);
void rn_callgraph_draw_head(rn_callgraph *c, const rn_dot_edge *edge, uint32_t paint);

/* Draws everything into c->scene.  False when memory is out. */
bool rn_callgraph_draw(rn_callgraph *c);

#endif

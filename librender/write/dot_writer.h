/* A call graph on its way into Graphviz' language: write_dot.c writes the statements, dot_label.c what they
 * say. */
#ifndef RN_DOT_WRITER_H
#define RN_DOT_WRITER_H

#include "analyze/clusters.h"
#include "analyze/prune.h"
#include "analyze/stubs.h"
#include "style/grouping.h"
#include "style/theme.h"
#include "write/writers.h"

/* Of names and tooltips: Graphviz' lexer has a limit. */
enum { RN_DOT_TEXT_MAX = 4000 };

typedef struct rn_dot_writer {
    const render_draw_options *options;
    const rn_graph *graph;
    const rn_selection *selection;
    const rn_scheme *scheme;
    const rn_colormap *colormap;
    uint8_t *ambiguous;
    bool *alike_stripped; /* [function]; NULL: names are not stripped */
    const char **names;   /* [function] that is drawn: what stands in its box */
    rn_arena arena;       /* of these */
    bool *highlighted;    /* [function]; NULL: none is asked for */
    rn_grouping grouping;
    rn_base_costs base;
    rn_clusters clusters;
    rn_stubs stubs;
    double most_self, largest_change;
    render_sink sink;
    rn_report *report;
    rn_buffer out;
    rn_buffer text;
} rn_dot_writer;

rn_figures rn_dot_figures(const rn_dot_writer *w, uint32_t function);
rn_figures rn_dot_arc_figures(const rn_dot_writer *w, const rn_drawn_arc *arc);

/* Makes the names of what is drawn; no two look alike.  False when memory is out. */
bool rn_dot_name_nodes(rn_dot_writer *w);

/* Each appends one attribute. */
void rn_put_dot_graph_label(rn_dot_writer *w);
void rn_put_dot_node_label(rn_dot_writer *w, uint32_t function);
void rn_put_dot_node_tooltip(rn_dot_writer *w, uint32_t function);
void rn_put_dot_arc_label(rn_dot_writer *w, const rn_drawn_arc *arc);

/* The tooltip of an arc and of its label. */
void rn_put_dot_arc_tooltip(rn_dot_writer *w, const rn_drawn_arc *arc);

/* Where the function leads to, with a comma in front; nothing without a link. */
void rn_put_dot_link(rn_dot_writer *w, uint32_t function);

#endif

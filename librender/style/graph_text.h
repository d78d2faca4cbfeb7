/* What a call graph says in words, in pictures as in Graphviz' language. */
#ifndef RN_GRAPH_TEXT_H
#define RN_GRAPH_TEXT_H

#include "base/buffer.h"
#include "librender.h"
#include "profile/function_cost.h"
#include "profile/profile.h"

/* What is written at an arrow: the share (in a comparison with its change), the calls (with what they were), or
 * both with something between. */
void rn_put_arc_figures(rn_buffer *out, const render_draw_options *options,
                        const rn_figures *figures, bool share, bool calls, const char *between);

/* Lines of a tooltip: total, own cost and calls of a function, with what they were before in a
 * comparison. */
void rn_put_function_facts(rn_buffer *out, const render_draw_options *options,
                           const rn_profile *profile, uint32_t function, const rn_figures *figures);

/* The same of an arc, whose figures have no own cost; one that leads over functions that are left out says
 * so. */
void rn_put_arc_facts(rn_buffer *out, const render_draw_options *options, const rn_figures *figures,
                      bool is_residual);

/* In a comparison, what is only in the base. */
bool rn_figures_are_gone(const rn_figures *figures);

/* A line of a legend: what the picture's total is, and another one when something was filtered. */
void rn_put_metric_line(rn_buffer *legend, const rn_profile *profile, uint32_t metric,
                        double total);

/* The same for a comparison: the total before, and how it changed. */
void rn_put_before_line(rn_buffer *legend, const render_draw_options *options, double now,
                        double before, rn_bytes unit);

/* "12 of 340 functions (81.2 % of the total is their own), 20 of 612 arcs". */
void rn_put_drawn(rn_buffer *legend, double functions, double possible, double self_share,
                  double arcs, double arcs_possible);

#endif

/* What the files that write a page's data share. */
#ifndef RN_PAGE_MAKER_H
#define RN_PAGE_MAKER_H

#include "base/intern.h"
#include "page/page_data.h"

typedef struct rn_page_maker {
    const rn_page_data *data;
    const rn_profile *profile;
    rn_buffer *out;
    rn_intern strings;
    rn_map colors; /* light and dark → place */
    rn_paint *paints;
    size_t paint_count, paint_capacity;
    rn_buffer text;
    uint8_t *ambiguous;
    double *column; /* room for one of functions or arcs */
    bool enough;
} rn_page_maker;

/* page_columns.c: members of the object that is open.  What all metrics have in common, of functions and of arcs. */
void rn_put_page_names(rn_page_maker *m);
void rn_put_page_calls(rn_page_maker *m);
void rn_put_page_arcs(rn_page_maker *m);

/* page_costs.c: the members of one metric, whose costs the graph now has: "metric", and what its functions, arcs and
 * nodes cost. */
void rn_put_page_metric(rn_page_maker *m, uint32_t metric);
void rn_put_page_function_costs(rn_page_maker *m, const rn_base_costs *base);
void rn_put_page_arc_costs(rn_page_maker *m, const rn_base_costs *base);
void rn_put_page_function_colors(rn_page_maker *m, const rn_page_metric *metric);
void rn_put_page_tree(rn_page_maker *m, const rn_page_metric *metric, bool has_nodes);
/* The metrics that are not the chosen one, as the member "others". */
void rn_put_page_others(rn_page_maker *m, rn_report *report);

/* page_legend.c: what colours mean, as the member "legend". */
void rn_put_page_legend(rn_page_maker *m);

/* Appends the colours of light and dark pages. */
void rn_put_page_paint(rn_buffer *out, rn_paint paint);

/* Appends a column of functions or arcs, or null when there is none. */
void rn_put_page_functions(rn_page_maker *m, const char *key, const double *values);
void rn_put_page_arcs_column(rn_page_maker *m, const char *key, const double *values);

/* The function of the profile that stands at a place. */
static inline uint32_t rn_page_function_at(const rn_page_maker *m, size_t place)
{
    return m->data->functions->functions[place];
}

/* Of m->column, which holds so many. */
void rn_put_page_column(rn_page_maker *m, const char *key, size_t count);

#endif

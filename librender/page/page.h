/* One page for a browser that holds everything: call graph, flame graph, icicle, sunburst, chart and the
 * table of functions as tabs over one data set.  It needs no network; without script it shows the picture
 * of its verb and the table. */
#ifndef RN_PAGE_H
#define RN_PAGE_H

#include "report/table.h"
#include "view/views.h"

typedef struct rn_page_input {
    rn_view_input view;
    const char *tab;    /* open first: a name of the table of views, or "table" */
    const char *scheme; /* "auto", "light", "dark": which one the reader sees first */
    const render_report_options *table;
} rn_page_input;

extern const render_info rn_page_infos[];
extern const size_t rn_page_count;

/* Where the theme that was asked for (may be NULL) lets a page begin.  *theme becomes one whose pictures follow
 * the reader, unless it is a look of its own. */
const char *rn_page_choose_scheme(const char **theme);

render_status rn_page_write(const rn_page_input *input, render_sink sink, rn_report *report);

#endif

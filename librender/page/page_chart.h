/* What ran when, for the chart of a page: as many spans as a page has room for. */
#ifndef RN_PAGE_CHART_H
#define RN_PAGE_CHART_H

#include "view/spans.h"
#include "view/views.h"

typedef struct rn_page_chart {
    rn_spans
        spans; /* none: nothing ran in the window that was asked for, or the profile does not tell */
    double start; /* of the profile; times count from here */
} rn_page_chart;

/* At most about `most` spans: short ones are summed up until there are no more.  rn_page_chart_finish is called in
 * either case. */
render_status rn_page_chart_init(rn_page_chart *out, const rn_view_input *view, size_t most,
                                 rn_report *report);
void rn_page_chart_finish(rn_page_chart *chart);

/* Marks the functions [function] that are in it. */
void rn_page_chart_mark(const rn_page_chart *chart, const rn_profile *profile, bool *marks);

/* Appends the member "chart": null, or, with places[function] of functions,
 *
 *     {"unit":"s","seconds":1,"start":0,"span":1.5,"tick":1e-7,
 *      "tracks":[{"name":"main","busy":0.9,"cut":0,"levels":[1,4,…]},…],
 *      "function":[…],"gap":[…],"size":[…]}
 *
 * Spans stand by track, level and time: levels[] counts those of a track.  A span begins "gap" ticks behind the end of
 * the one before it on its level, or behind the window's start, and is "size" ticks long.  "function" is
 * below 0 where it stands for that many. */
void rn_put_page_chart(rn_buffer *out, const rn_page_chart *chart, const rn_profile *profile,
                       const uint32_t *places);

#endif

/* The table of pictures. */
#include "view/views.h"

#include <stdlib.h>
#include <string.h>

#include "profile/marks.h"

const rn_view rn_views[] = {
    {"graph", "call graph: who calls whom, and what it costs", rn_layout_callgraph},
    {"flame", "flame graph: stacks as rows of boxes, the total at the bottom", rn_layout_flame},
    {"icicle", "icicle: the same with the total at the top", rn_layout_icicle},
    {"sunburst", "sunburst: the same as rings around the total", rn_layout_sunburst},
    {"chart", "flame chart: time from left to right, a band for each thread", rn_layout_chart},
};
const size_t rn_view_count = sizeof rn_views / sizeof *rn_views;

const rn_view *rn_view_find(const char *name)
{
    for (size_t i = 0; name && i < rn_view_count; i++)
        if (strcmp(rn_views[i].name, name) == 0)
            return &rn_views[i];
    return NULL;
}

render_status rn_view_input_mark(rn_view_input *input, rn_report *report)
{
    const char *highlight = input->options->highlight;
    bool any = false;
    if (rn_grouping_init(&input->grouping, input->options, input->profile, report) ||
        rn_marks_find(&input->highlighted, input->profile, highlight, &any, report))
        return report->error.status;
    if (highlight && !any)
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "highlight finds no function: '%s'",
                       highlight);
    return RENDER_OK;
}

void rn_view_input_finish(rn_view_input *input)
{
    rn_grouping_finish(&input->grouping);
    free(input->highlighted);
}

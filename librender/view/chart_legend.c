/* What the legend of a flame chart says: the window of time, and what is not drawn, or not as it is. */
#include "view/chart_legend.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "style/units.h"
#include "view/furniture.h"

static void put_window(const rn_chart_legend *c, rn_buffer *legend)
{
    rn_put_value(legend, c->spans->to - c->spans->from, c->axis->unit);
    rn_put_text(legend, " on ");
    rn_put_count(legend, (double)c->spans->track_count);
    rn_put_text(legend, c->spans->track_count == 1 ? " track" : " tracks");
    if (c->spans->from > c->start) {
        rn_put_text(legend, ", from ");
        rn_time_axis_put_moment(c->axis, legend, c->spans->from - c->start);
    }
    rn_put_text(legend, ".\n");
}

/* How long highlighted functions, and what they call, ran in the window; and how long anything did. */
static bool sum_highlighted(const rn_chart_legend *c, double *sum, double *busy)
{
    const rn_profile *p = c->input->profile;
    bool *inside = rn_array_zero(p->stack_count, sizeof *inside);
    *sum = *busy = 0;
    for (uint32_t s = 1; inside && s < p->stack_count; s++)
        inside[s] = inside[p->stacks[s].parent] ||
                    c->input->highlighted[p->frames[p->stacks[s].frame].function];
    for (uint32_t i = 0; inside && i < p->run_count; i++) {
        const rn_run *run = &p->runs[i];
        double time =
            fmin(run->start + run->duration, c->spans->to) - fmax(run->start, c->spans->from);
        if (!(time > 0) || !run->stack)
            continue;
        *busy += time;
        *sum += inside[run->stack] ? time : 0;
    }
    bool fine = inside;
    free(inside);
    return fine;
}

static void put_highlight(const rn_chart_legend *c, rn_buffer *legend)
{
    double sum, busy;
    if (!c->input->highlighted)
        return;
    legend->failed |= !sum_highlighted(c, &sum, &busy);
    rn_put_highlight_line(legend, c->input, sum, busy > 0 ? sum / busy : 0, c->axis->unit);
}

void rn_put_chart_legend(const rn_chart_legend *c, rn_buffer *legend)
{
    put_window(c, legend);
    rn_put_text(legend,
                "Time runs from left to right. Each box is a function, called by the one above "
                "it.\n");
    if (c->spans->hidden) {
        rn_put_count(legend, (double)c->spans->hidden);
        rn_put_text(legend, c->spans->hidden == 1 ? " call" : " calls");
        rn_put_text(legend, " too short to draw");
        rn_put_text(legend, c->has_grey_boxes ? ": grey boxes stand for them.\n" : ".\n");
    }
    if (c->tracks_drawn < c->spans->track_count) {
        size_t unseen = c->spans->track_count - c->tracks_drawn;
        rn_put_count(legend, (double)unseen);
        rn_put_text(legend, unseen == 1 ? " more track is" : " more tracks are");
        rn_put_text(legend, " not drawn.\n");
    }
    if (c->has_lower_rows)
        rn_put_text(legend,
                    "Rows are thinner where little is in them, or nothing wide enough for a "
                    "name.\n");
    put_highlight(c, legend);
    if (c->input->profile->filtered) {
        rn_put_text(legend, "Filtered: ");
        rn_put_text(legend, c->input->profile->filtered);
        rn_put_text(legend, ".\n");
    }
}

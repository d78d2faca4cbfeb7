/* How large a call graph's picture is: as the drawing needs, or the page that was asked for.
 *
 * A page shows as many functions as can be read on it: the smallest text has 8 pt or more.  How many that
 * are is found by trying, since nobody knows how large a layout becomes: by halving the number in doubt, and
 * then by adding what still has room.  Those come first that tell most: raising the threshold instead would
 * leave the chain of wrappers that begins most programs, and nothing that costs. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "view/callgraph.h"

static const double HEAD_GAP = 2, LEGEND_GAP = 8;

/* 8 pt in px over the smallest text.  A small graph on a large page grows to ZOOM_MAX. */
static const double ZOOM_MIN = 8 * 96.0 / 72 / RN_EDGE_LABEL_SIZE, ZOOM_MAX = 2;

/* More boxes than this fit on no page: px of the smallest box. */
static const double BOX_AREA = 86 * 45;

/* Of the page's height. */
static const double LEGEND_SHARE = 1 / 3.0;

/* Layouts that are tried: fewer of large profiles. */
enum { TRIES_MIN = 12, TRIES_MAX = 40, TRIED_MAX = 4000000 };

/* ---- frames ----------------------------------------------------------------------------------- */

static rn_callgraph_frame natural_frame(const rn_callgraph *c, const rn_buffer *legend)
{
    double width = ceil(fmax(c->layout.width, RN_FURNITURE_MIN_WIDTH) + 2 * RN_MARGIN);
    double wanted = c->input->options->width;
    rn_furniture_room room = rn_furniture_measure(c->scene, c->input, &c->tint, legend, width);
    double top = room.head + HEAD_GAP, legend_top = top + c->layout.height + LEGEND_GAP;
    return (rn_callgraph_frame){.width = width,
                                .height = ceil(legend_top + room.legend),
                                .zoom = wanted > 0 ? fmin(1, wanted / width) : 1,
                                .top = top,
                                .legend_top = legend_top};
}

/* What is zoomed less is wider, and needs no more lines for its legend: the room for the lines of the
 * largest zoom is enough. */
static rn_callgraph_frame page_frame(const rn_callgraph *c, const rn_buffer *legend)
{
    double width = c->input->options->page_width, height = c->input->options->page_height;
    double zoom = fmin(ZOOM_MAX, width / (c->layout.width + 2 * RN_MARGIN));
    rn_furniture_room room =
        rn_furniture_measure(c->scene, c->input, &c->tint, legend, width / zoom);
    zoom =
        fmin(zoom, height / (room.head + HEAD_GAP + c->layout.height + LEGEND_GAP + room.legend));
    room = rn_furniture_measure(c->scene, c->input, &c->tint, legend, width / zoom);
    rn_callgraph_frame frame = {.width = width / zoom, .height = height / zoom, .zoom = zoom};
    frame.legend_top = frame.height - room.legend;
    frame.top = (room.head + HEAD_GAP + frame.legend_top - LEGEND_GAP - c->layout.height) / 2;
    return frame;
}

bool rn_callgraph_has_page(const rn_callgraph *c)
{
    return c->input->options->page_width > 0;
}

/* On a small page the legend gives way, its last lines first. */
static void cut_legend(const rn_callgraph *c, rn_buffer *legend)
{
    double width = c->input->options->page_width / ZOOM_MIN;
    double most = c->input->options->page_height / ZOOM_MIN * LEGEND_SHARE;
    while (rn_furniture_measure(c->scene, c->input, &c->tint, legend, width).legend > most) {
        size_t size = legend->size ? legend->size - 1 : 0;
        while (size && legend->data[size - 1] != '\n')
            size--;
        if (!size)
            return;
        legend->size = size;
    }
}

rn_callgraph_frame rn_callgraph_fit(const rn_callgraph *c, rn_buffer *legend)
{
    rn_callgraph_put_legend(c, legend);
    if (!rn_callgraph_has_page(c))
        return natural_frame(c, legend);
    cut_legend(c, legend);
    return page_frame(c, legend);
}

/* ---- how many functions ----------------------------------------------------------------------- */

/* What a page shows when calls lead in one direction. */
typedef struct filling {
    rn_dot_direction direction;
    uint32_t count;
    bool *among; /* [function] */
    int tries;   /* that may be spent on it yet */
} filling;

typedef struct search {
    rn_callgraph *c;
    const uint32_t *order; /* functions, those that tell most first */
    uint32_t count, most;  /* of them; and how many of them to try */
} search;

/* Trying takes a layout and looks at every arc or stack. */
static int tries_for(const rn_callgraph *c)
{
    const rn_profile *profile = c->input->profile;
    double size = fmax(1, (double)c->graph->arc_count + profile->stack_count);
    return (int)fmin(TRIES_MAX, fmax(TRIES_MIN, TRIED_MAX / size));
}

static render_status look(filling *f, rn_callgraph *c, bool *fits)
{
    rn_buffer legend = {0};
    f->tries--;
    c->direction = f->direction;
    c->choice.among = f->among;
    if (rn_callgraph_choose(c))
        return c->report->error.status;
    *fits = rn_callgraph_fit(c, &legend).zoom >= ZOOM_MIN;
    bool failed = legend.failed;
    rn_buffer_finish(&legend);
    return failed ? rn_fail_memory(c->report) : RENDER_OK;
}

/* The first so many functions, and no others. */
static void take_first(const search *s, filling *f, uint32_t count)
{
    for (uint32_t i = 0; i < s->count; i++)
        f->among[s->order[i]] = i < count;
    f->count = count;
}

static render_status halve(const search *s, filling *f)
{
    uint32_t fit = 0, too_many = s->most + 1, count = s->most;
    while (fit + 1 < too_many) {
        bool fits = false;
        take_first(s, f, count);
        if (look(f, s->c, &fits))
            return s->c->report->error.status;
        if (fits)
            fit = count;
        else
            too_many = count;
        count = fit + (too_many - fit) / 2;
    }
    take_first(s, f, fit);
    return RENDER_OK;
}

static void set_block(const search *s, filling *f, uint32_t from, uint32_t count, bool is_in)
{
    for (uint32_t i = from; i < from + count; i++)
        f->among[s->order[i]] = is_in;
    f->count += is_in ? count : -count;
}

/* What has no room is left out, but what comes after it may have some: beside a long chain of calls, say.
 * Functions come in blocks, which are halved when they do not fit. */
static render_status fill(const search *s, filling *f)
{
    uint32_t at = f->count, block = f->count / 2 + 1;
    while (f->count && at < s->most && f->tries > 0) {
        bool fits = false;
        block = block < s->most - at ? block : s->most - at;
        set_block(s, f, at, block, true);
        if (look(f, s->c, &fits))
            return s->c->report->error.status;
        if (!fits)
            set_block(s, f, at, block, false);
        at += fits || block == 1 ? block : 0;
        block = fits ? block * 2 : block / 2 + (block == 1);
    }
    return RENDER_OK;
}

/* Calls lead down, or to the right if more fits then. */
static render_status choose_direction(const search *s, filling *down, filling *right)
{
    bool both = s->c->input->options->direction == RENDER_DIRECTION_DEFAULT;
    if (halve(s, down) || fill(s, down) || !both)
        return s->c->report->error.status;
    return halve(s, right) || fill(s, right) ? s->c->report->error.status : RENDER_OK;
}

static render_status show(const search *s, filling *best)
{
    bool fits;
    rn_callgraph *c = s->c;
    if (!best->count) {
        take_first(s, best, 1);
        rn_warn(c->report, "the page is too small: text has less than 8 pt");
    }
    c->is_thinned = best->count < s->count;
    return look(best, c, &fits);
}

render_status rn_callgraph_fill_page(rn_callgraph *c)
{
    if (rn_callgraph_select(c))
        return c->report->error.status;
    uint32_t *order = rn_prune_order(&c->selection, c->graph, &c->base);
    search s = {c, order, c->selection.node_count, 0};
    double area = c->input->options->page_width * c->input->options->page_height;
    s.most = (uint32_t)fmin(s.count, fmax(1, area / ZOOM_MIN / ZOOM_MIN / BOX_AREA));
    c->is_thinned = true; /* the longer legend has to fit, too */
    filling down = {c->direction, 0, NULL, tries_for(c)},
            right = {RN_DOT_RIGHT, 0, NULL, down.tries};
    down.among = rn_array_zero(c->graph->function_count, sizeof *down.among);
    right.among = rn_array_zero(c->graph->function_count, sizeof *right.among);
    if (!order || !down.among || !right.among)
        rn_fail_memory(c->report);
    else if (choose_direction(&s, &down, &right) == RENDER_OK)
        show(&s, right.count > down.count ? &right : &down);
    c->choice.among = NULL;
    free(order);
    free(down.among);
    free(right.among);
    return c->report->error.status;
}

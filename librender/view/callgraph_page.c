/* How large a call graph's picture is: as the drawing needs, or the page that was asked for. */
#include <math.h>

#include "view/callgraph.h"

static const double HEAD_GAP = 2, LEGEND_GAP = 8;

/* A small graph on a large page grows so much. */
static const double ZOOM_MAX = 2;

static rn_callgraph_frame natural_frame(const rn_callgraph *c, const rn_buffer *legend)
{
    double width = ceil(fmax(c->layout.width, RN_FURNITURE_MIN_WIDTH) + 2 * RN_MARGIN);
    double wanted = c->input->options->width;
    rn_furniture_room room = rn_furniture_measure(c->input, &c->tint, legend, width);
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
    rn_furniture_room room = rn_furniture_measure(c->input, &c->tint, legend, width / zoom);
    zoom =
        fmin(zoom, height / (room.head + HEAD_GAP + c->layout.height + LEGEND_GAP + room.legend));
    room = rn_furniture_measure(c->input, &c->tint, legend, width / zoom);
    rn_callgraph_frame frame = {.width = width / zoom, .height = height / zoom, .zoom = zoom};
    frame.legend_top = frame.height - room.legend;
    frame.top = (room.head + HEAD_GAP + frame.legend_top - LEGEND_GAP - c->layout.height) / 2;
    return frame;
}

rn_callgraph_frame rn_callgraph_fit(const rn_callgraph *c, const rn_buffer *legend)
{
    return c->input->options->page_width > 0 ? page_frame(c, legend) : natural_frame(c, legend);
}

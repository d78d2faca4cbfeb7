/* The public API: versions, defaults, and what all of its functions share.  The others are in to_profile.c,
 * from_profile.c and infos.c; files are written by output/output.c. */
#include "base/limits.h"
#include "call.h"
#include "surface/surfaces.h"
#include "view/dot_layout.h"

const char *render_version(void)
{
    return RENDER_VERSION;
}

/* ---- defaults --------------------------------------------------------------------------------- */

void render_read_options_init(render_read_options *options)
{
    *options = (render_read_options){.size = sizeof *options};
    options->factor = 1;
    rn_limits_init(&options->limits);
}

void render_filter_options_init(render_filter_options *options)
{
    *options =
        (render_filter_options){.size = sizeof *options, .depth = -1, .callers = 2, .callees = 2};
}

void render_draw_options_init(render_draw_options *options)
{
    *options = (render_draw_options){
        .size = sizeof *options,
        .scale = 1,
        .node_threshold = 0.005,
        .edge_threshold = 0.001,
        .skew = 1,
        .min_share = 0.001,
        .min_width = 0.5,
        .row_height = 18,
        .tolerance = 0.001,
        .font_size = 12,
        .scene_items = 10000000,
        .graph_nodes = 10000, /* nobody reads more boxes in one picture */
        .layout_work = RN_DOT_WORK,
        .raster_pixels = RN_PIXELS_MAX,
    };
}

void render_report_options_init(render_report_options *options)
{
    *options = (render_report_options){.size = sizeof *options, .tolerance = 0.001};
}

/* ---- reports to callers ----------------------------------------------------------------------- */

render_status rn_give_error(rn_report *report, render_error *error)
{
    render_status status = report->error.status;
    if (error)
        *error = report->error;
    rn_report_finish(report);
    return status;
}

render_status rn_succeed(render_error *error)
{
    if (error)
        *error = (render_error){0};
    return RENDER_OK;
}

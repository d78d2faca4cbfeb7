/* Options come from outside of the library: nothing behind this has to doubt them. */
#include "style/draw_options.h"

#include "profile/group_name.h"
#include "style/figures.h"
#include "style/link.h"
#include "style/template.h"

static render_status check_choices(const render_draw_options *options, rn_report *report)
{
    bool known = (unsigned)options->color_by <= RENDER_COLOR_BY_CHANGE &&
                 (unsigned)options->order <= RENDER_ORDER_FIRST &&
                 (unsigned)options->direction <= RENDER_DIRECTION_LEFT &&
                 (unsigned)options->changes <= RENDER_CHANGES_LESS &&
                 (unsigned)options->style <= RENDER_STYLE_SNAKEVIZ &&
                 (unsigned)options->widths <= RENDER_WIDTHS_SUM &&
                 (unsigned)options->panels <= RENDER_PANELS_INPUTS;
    for (size_t i = 0; i < options->node_line_count; i++)
        known &= (unsigned)options->node_lines[i] <= RENDER_NODE_TOTAL_SHARE;
    if (options->cluster && !rn_is_kind_of_group(options->cluster))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "'%s' is nothing to cluster by: module, file, class or package",
                       options->cluster);
    if (options->cluster && options->cycles)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a function stands in one box: either 'cycles' or 'cluster'");
    return known ? RENDER_OK
                 : rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                           "there is no such way to colour, to order, to label or to lay out");
}

static render_status check_template(const char *name, const char *text, rn_template_kind kind,
                                    rn_report *report)
{
    char why[400];
    if (!text || rn_template_check(text, kind, why, sizeof why))
        return RENDER_OK;
    return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the option '%s' cannot be used: %s", name,
                   why);
}

/* Numbers come from outside of the library: none may be larger than a picture can be, or no number. */
render_status rn_draw_options_check(const render_draw_options *options, rn_report *report)
{
    const struct {
        const char *name;
        double value, most;
    } numbers[] = {
        {"width", options->width, 1e9},
        {"page_width", options->page_width, 1e9},
        {"page_height", options->page_height, 1e9},
        {"scale", options->scale, 1e9},
        {"node_threshold", options->node_threshold, 1},
        {"edge_threshold", options->edge_threshold, 1},
        {"skew", options->skew, 1e9},
        {"min_share", options->min_share, 1},
        {"min_width", options->min_width, 1e9},
        {"min_width_share", options->min_width_share, 1},
        {"row_height", options->row_height, 1e9},
        {"font_size", options->font_size, 1e9},
        {"total", options->total, 1e300},
        {"from", options->from, 1e18},
        {"to", options->to, 1e18},
        {"tolerance", options->tolerance, 1},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!(numbers[i].value >= 0 && numbers[i].value <= numbers[i].most))
            return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the option '%s' is out of range",
                           numbers[i].name);
    if (!options->scene_items || !options->graph_nodes || !options->raster_pixels)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "a picture of nothing is not drawn");
    if ((options->panels == RENDER_PANELS_INPUTS) != (options->input_count > 0))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "panels of inputs want inputs, and nothing else does");
    if ((options->page_width > 0) != (options->page_height > 0))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a page has a width and a height, or neither");
    const char *wrong = options->link ? rn_link_check(options->link) : NULL;
    if (wrong)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the link cannot be used: %s", wrong);
    wrong = options->time_format ? rn_time_format_check(options->time_format) : NULL;
    if (wrong)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the time format cannot be used: %s",
                       wrong);
    return check_template("node_template", options->node_template, RN_OF_NODE, report) ||
                   check_template("edge_template", options->edge_template, RN_OF_ARC, report)
               ? report->error.status
               : check_choices(options, report);
}

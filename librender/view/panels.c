/* Each panel has a line that names it and says what it costs, then its rows.  Panels that count the same thing have
 * the same scale, unless told otherwise: equal widths are equal costs. */
#include "view/panels.h"

#include <math.h>

#include "scene/fit.h"
#include "style/graph_text.h"
#include "style/units.h"
#include "view/panel_list.h"

static const double HEAD = 20, HEAD_SIZE = 12, GAP = 12;

typedef struct page {
    rn_scene *scene;
    const rn_view_input *input;
    const rn_cells_room *room;
    const rn_rows *rows;
    rn_report *report;
    rn_panel_list list;
    double most; /* the cost that the whole width stands for; 0: each its own */
    double y;
    rn_buffer text, fitted;
    /* over all panels */
    rn_partition left_out; /* no cells, but what is not drawn */
    double min_share;      /* the largest of those below which a tree has no nodes */
    bool is_estimated, any_new, any_gone, any_lower, any_cycle;
} page;

static uint32_t scheme_paint(const page *p, rn_rgba light, rn_rgba dark)
{
    return rn_scene_paint(p->scene, (rn_paint){light, dark});
}

/* A line across, so that the width that a panel does not fill can be seen. */
static void draw_rule(page *p)
{
    const rn_theme *theme = p->input->theme;
    double left = p->rows->left, right = left + p->rows->width;
    rn_path_step steps[] = {{.op = RN_MOVE, .x = {left}, .y = {p->y}},
                            {.op = RN_LINE, .x = {right}, .y = {p->y}}};
    rn_item *line = rn_scene_path(p->scene, steps, 2, RN_NO_PAINT);
    line->stroke = scheme_paint(p, theme->light->rule, theme->dark->rule);
    line->stroke_width = 1;
}

static void draw_line(page *p, bool bold, rn_rgba light, rn_rgba dark)
{
    double measured = rn_fit_text(p->input->measure, rn_buffer_bytes(&p->text), HEAD_SIZE, bold,
                                  p->rows->width, &p->fitted);
    if (measured <= 0)
        return;
    rn_item *item =
        rn_scene_text(p->scene, p->rows->left, p->y + HEAD_SIZE, HEAD_SIZE, RN_START,
                      scheme_paint(p, light, dark), rn_buffer_bytes(&p->fitted), measured);
    item->u.text.bold = bold;
}

static double cost_of(const rn_panel *panel)
{
    const rn_tree_sides *sides = &panel->tree->sides;
    if (!sides->now_total)
        return panel->tree->total[0];
    return sides->widths == RENDER_WIDTHS_OLD ? sides->base_total[0] : sides->now_total[0];
}

static rn_bytes unit_of(const rn_panel *panel)
{
    const rn_profile *profile = panel->input.profile;
    return rn_profile_unit(profile, panel->input.metric);
}

static void draw_head(page *p, const rn_panel *panel, const rn_cells *cells)
{
    const rn_theme *theme = p->input->theme;
    double cost = cost_of(panel);
    p->text.size = 0;
    rn_put(&p->text, panel->name);
    rn_put_text(&p->text, " · ");
    rn_put_value(&p->text, cost, unit_of(panel));
    if (p->list.whole > 0) {
        rn_put_text(&p->text, " · ");
        rn_put_share(&p->text, cost / p->list.whole);
    }
    if (panel->input.highlighted) {
        double share = rn_cells_highlighted(cells) / cost;
        p->scene->failed |= share < 0;
        rn_put_text(&p->text, " · highlighted: ");
        rn_put_share(&p->text, share);
    }
    draw_rule(p);
    p->y += 3;
    draw_line(p, true, theme->light->text, theme->dark->text);
    p->y += HEAD - 3;
}

static void sum_up(page *p, const rn_cells *cells)
{
    const rn_partition *from = &cells->partition;
    rn_partition *to = &p->left_out;
    double part =
        p->list.whole > 0 ? cells->tree->total[0] / p->list.whole : 1.0 / (double)p->list.count;
    to->hidden += from->hidden;
    to->merged += from->merged;
    p->min_share = fmax(p->min_share, cells->tree->min_share);
    to->hidden_share += from->hidden_share * part;
    to->cut += from->cut;
    to->cut_share += from->cut_share * part;
    to->cut_depth = from->cut_depth > to->cut_depth ? from->cut_depth : to->cut_depth;
    p->is_estimated |= cells->tree->estimated;
    p->any_cycle |= rn_cells_have_cycles(cells);
    p->any_new |= rn_cells_have_new(cells);
    p->any_gone |= rn_cells_have_gone(cells);
}

/* Takes the panel's tree over. */
static render_status draw_panel(page *p, size_t index, rn_cells *cells)
{
    rn_panel *panel = &p->list.items[index];
    rn_rows rows = *p->rows;
    rn_cells_room room = *p->room;
    if (p->most > 0)
        rows.width = fmax(rows.width * panel->tree->total[0] / p->most, 1);
    room.width_px = rows.width;
    room.tree = panel->tree;
    room.whole = p->list.whole;
    room.seed = index + 1;
    panel->tree = NULL;
    if (rn_cells_init(cells, p->scene, &panel->input, &room, p->report))
        return p->report->error.status;
    panel->tree = cells->tree;
    draw_head(p, panel, cells);
    panel->tree = NULL;
    rn_rows_size(&rows, p->input, cells->partition.depth);
    rn_rows_lower(&rows, cells, rn_rows_most(p->rows->width));
    p->any_lower |= rn_row_heights_differ(&rows.heights);
    rows.top = p->y;
    rn_rows_draw(&rows, cells);
    p->y += rn_rows_height(&rows, cells) + GAP;
    sum_up(p, cells);
    return RENDER_OK;
}

static void draw_more(page *p)
{
    const rn_theme *theme = p->input->theme;
    if (!p->list.more)
        return;
    p->text.size = 0;
    rn_put_text(&p->text, "… ");
    rn_put_count(&p->text, (double)p->list.more);
    rn_put_text(&p->text, " more ");
    rn_put_text(&p->text, p->list.noun);
    if (p->list.more_total > 0) {
        rn_put_text(&p->text, " · ");
        rn_put_value(&p->text, p->list.more_total, unit_of(&p->list.items[0]));
        rn_put_text(&p->text, " · ");
        rn_put_share(&p->text, p->list.more_total / p->list.whole);
    }
    draw_rule(p);
    p->y += 3;
    draw_line(p, true, theme->light->muted, theme->dark->muted);
    p->y += HEAD;
}

static void put_legend(page *p, rn_buffer *legend)
{
    bool is_reversed = p->input->profile->is_reversed;
    if (p->list.whole > 0)
        rn_put_metric_line(legend, p->input->profile, p->input->metric, p->list.whole);
    rn_put_text(legend, p->most > 0
                            ? "All panels have the same scale: equal widths are equal costs.\n"
                            : "Each panel has a scale of its own: its width is its own total.\n");
    rn_put_text(legend, rn_boxes.each);
    rn_put_text(legend, is_reversed ? " is a function, next to the one that it called"
                                    : " is a function, next to the one that called it");
    rn_put_text(legend, "; its width is its share of the panel.\n");
    if (p->input->highlighted) {
        rn_put_text(legend, "Highlighted, in bold and outlined: what '");
        rn_put_text(legend, p->input->options->highlight);
        rn_put_text(legend, "' finds; shares with all that it calls.\n");
    }
    rn_put_cells_states(legend, p->any_new, p->any_gone);
    rn_put_left_out(legend, &(rn_left_out){&rn_boxes, &p->left_out, 1, p->min_share, is_reversed});
    if (p->any_lower)
        rn_put_lower_rows(legend);
    if (p->is_estimated)
        rn_put_cells_estimate(legend, false);
    if (p->any_cycle)
        rn_put_cells_cycles(legend, false);
}

static void find_scale(page *p)
{
    bool is_same =
        p->input->options->panels != RENDER_PANELS_METRICS && !p->input->options->own_scale;
    for (size_t i = 0; is_same && i < p->list.count; i++)
        p->most = fmax(p->most, p->list.items[i].tree->total[0]);
}

static void draw(page *p, double width)
{
    rn_cells first = {.scene = p->scene}, other;
    rn_buffer legend = {0};
    find_scale(p);
    p->y =
        rn_furniture_head(p->scene, p->input, p->rows->upwards ? "Flame graphs" : "Icicles", width);
    render_status status = draw_panel(p, 0, &first);
    for (size_t i = 1; status == RENDER_OK && i < p->list.count; i++) {
        status = draw_panel(p, i, &other);
        rn_cells_finish(&other);
    }
    if (status == RENDER_OK) {
        draw_more(p);
        put_legend(p, &legend);
        rn_furniture_legend(p->scene, p->input, &first.tint, &legend, p->y - GAP, width);
    }
    rn_cells_finish(&first);
    rn_buffer_finish(&legend);
}

render_status rn_layout_panels(rn_scene *scene, const rn_view_input *input,
                               const rn_cells_room *room, const rn_rows *rows, rn_report *report)
{
    page p = {.scene = scene, .input = input, .room = room, .rows = rows, .report = report};
    double width = rows->width + 2 * RN_MARGIN;
    if (rn_panel_list_init(&p.list, input, report) == RENDER_OK) {
        if (p.list.count)
            draw(&p, width);
        else
            rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "there is nothing to draw");
    }
    rn_panel_list_finish(&p.list);
    scene->failed |= p.text.failed || p.fitted.failed;
    rn_buffer_finish(&p.text);
    rn_buffer_finish(&p.fitted);
    return report->error.status;
}

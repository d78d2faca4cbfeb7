/* Function → colour, and the text and line colours that go with it. */
#include "view/tint.h"

#include <math.h>

#include "style/diff_ramp.h"
#include "style/figures.h"
#include "style/tones.h"

void rn_tint_init(rn_tint *tint, const rn_view_input *input, const rn_graph *graph)
{
    render_color_by by = input->grouping.by;
    bool is_total = by == RENDER_COLOR_BY_DEFAULT || by == RENDER_COLOR_BY_CHANGE;
    *tint = (rn_tint){.input = input,
                      .graph = graph,
                      .total = graph->function_total,
                      .color_by = is_total ? RENDER_COLOR_BY_TOTAL : by};
    for (uint32_t f = 0; f < graph->function_count; f++)
        if (graph->self[f] > 0) {
            tint->self_total += graph->self[f];
            tint->largest_self = fmax(tint->largest_self, graph->self[f]);
        }
}

static double share(double part, double whole)
{
    return part > 0 && whole > 0 ? fmin(part / whole, 1) : 0;
}

static double known_or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

void rn_tint_compare(rn_tint *tint, const rn_base_costs *base, const bool *shown)
{
    const rn_graph *graph = tint->graph;
    const render_draw_options *options = tint->input->options;
    if (!base->is_compared || tint->input->colormap->palette ||
        (tint->input->grouping.by != RENDER_COLOR_BY_DEFAULT &&
         tint->input->grouping.by != RENDER_COLOR_BY_CHANGE))
        return;
    tint->base = base;
    tint->color_by = RENDER_COLOR_BY_CHANGE;
    tint->noise = options->tolerance * fmax(graph->total, base->total);
    for (uint32_t f = 0; f < graph->function_count; f++) {
        double now = graph->function_total[f], before = base->function_total[f];
        if (shown[f] && rn_is_change(options, now, before, tint->noise))
            tint->largest_change =
                fmax(tint->largest_change, fabs(known_or_zero(now) - known_or_zero(before)));
    }
}

void rn_tint_compare_boxes(rn_tint *tint, double largest)
{
    render_color_by by = tint->input->grouping.by;
    bool is_cost =
        by == RENDER_COLOR_BY_DEFAULT || by == RENDER_COLOR_BY_CHANGE || by == RENDER_COLOR_BY_SELF;
    if (!(largest > 0) || !is_cost || tint->input->colormap->palette)
        return;
    tint->color_by = RENDER_COLOR_BY_CHANGE;
    tint->largest_change = largest;
}

rn_paint rn_tint_signed(const rn_tint *tint, double change)
{
    const rn_theme *theme = tint->input->theme;
    double part = tint->largest_change > 0 ? change / tint->largest_change : 0;
    if (tint->input->options->negate)
        part = -part;
    return (rn_paint){rn_diff_fill(part, rn_scheme_is_dark(theme->light)),
                      rn_diff_fill(part, rn_scheme_is_dark(theme->dark))};
}

rn_paint rn_tint_change(const rn_tint *tint, double value, double base)
{
    bool is_change = rn_is_change(tint->input->options, value, base, tint->noise);
    return rn_tint_signed(tint, is_change ? known_or_zero(value) - known_or_zero(base) : 0);
}

rn_paint rn_tint_weight(const rn_tint *tint, double weight)
{
    const rn_colormap *map = tint->input->colormap;
    const rn_theme *theme = tint->input->theme;
    double t = rn_skew(weight, tint->input->options->skew);
    return (rn_paint){rn_colormap_fill(map, t, rn_scheme_is_dark(theme->light)),
                      rn_colormap_fill(map, t, rn_scheme_is_dark(theme->dark))};
}

static rn_paint group_paint(const rn_tint *tint, uint32_t function)
{
    const rn_view_input *input = tint->input;
    const rn_theme *theme = input->theme;
    return (rn_paint){
        rn_group_fill(&input->grouping, input->profile, function, rn_scheme_is_dark(theme->light)),
        rn_group_fill(&input->grouping, input->profile, function, rn_scheme_is_dark(theme->dark))};
}

bool rn_tint_is_grouped(const rn_tint *tint)
{
    return rn_is_grouped(tint->color_by) && !tint->input->colormap->palette;
}

static rn_paint full_paint(const rn_tint *tint, uint32_t function)
{
    const rn_graph *graph = tint->graph;
    rn_palette palette = tint->input->colormap->palette;
    if (palette) {
        rn_rgba color = rn_palette_function(palette, tint->input->profile, function,
                                            tint->input->options->name_hash);
        return (rn_paint){color, color};
    }
    if (rn_tint_is_grouped(tint))
        return group_paint(tint, function);
    if (tint->color_by == RENDER_COLOR_BY_SELF)
        return rn_tint_weight(tint, share(graph->self[function], tint->largest_self));
    if (tint->color_by == RENDER_COLOR_BY_CALLS)
        return rn_tint_weight(
            tint, rn_calls_weight(&tint->input->grouping, tint->input->profile, function));
    if (tint->color_by == RENDER_COLOR_BY_CHANGE && tint->base)
        return rn_tint_change(tint, graph->function_total[function],
                              tint->base->function_total[function]);
    return rn_tint_weight(tint, share(tint->total[function], graph->total));
}

rn_paint rn_tint_faded(const rn_tint *tint, uint32_t function, rn_paint paint)
{
    const rn_theme *theme = tint->input->theme;
    if (!tint->input->highlighted || tint->input->highlighted[function])
        return paint;
    return (rn_paint){rn_color_faded(paint.light, theme->light),
                      rn_color_faded(paint.dark, theme->dark)};
}

rn_paint rn_tint_function(const rn_tint *tint, uint32_t function)
{
    return rn_tint_faded(tint, function, full_paint(tint, function));
}

rn_paint rn_tint_readable(rn_paint fill)
{
    return (rn_paint){rn_color_readable(fill.light), rn_color_readable(fill.dark)};
}

rn_paint rn_tint_as_line(const rn_tint *tint, rn_paint paint)
{
    return (rn_paint){rn_color_of_line(paint.light, tint->input->theme->light),
                      rn_color_of_line(paint.dark, tint->input->theme->dark)};
}

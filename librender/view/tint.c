/* Function → colour, and the text and line colours that go with it. */
#include "view/tint.h"

#include <math.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

void rn_tint_init(rn_tint *tint, const rn_view_input *input, const rn_graph *graph)
{
    *tint = (rn_tint){.input = input, .graph = graph};
    for (uint32_t f = 0; f < graph->function_count; f++)
        if (graph->self[f] > 0)
            tint->self_total += graph->self[f];
}

static double share(double part, double whole)
{
    return part > 0 && whole > 0 ? fmin(part / whole, 1) : 0;
}

static bool is_dark(const rn_scheme *scheme)
{
    return rn_color_luminance(scheme->background) < 0.2;
}

/* A hue from the hash of a text, at one lightness for all. */
static rn_rgba named_color(rn_bytes text, bool dark)
{
    double hue = (double)(XXH3_64bits(text.data, text.size) >> 11) / 9007199254740992.0;
    return dark ? rn_color_from_hsl(hue, 0.42, 0.30) : rn_color_from_hsl(hue, 0.62, 0.78);
}

static rn_paint named_paint(const rn_tint *tint, rn_bytes text)
{
    const rn_theme *theme = tint->input->theme;
    return (rn_paint){named_color(text, is_dark(theme->light)),
                      named_color(text, is_dark(theme->dark))};
}

static rn_bytes module_of(const rn_profile *profile, const rn_function_info *function)
{
    uint32_t id = function->module ? function->module : function->file;
    return rn_profile_string(profile, id);
}

rn_paint rn_tint_weight(const rn_tint *tint, double weight)
{
    const rn_colormap *map = tint->input->colormap;
    const rn_theme *theme = tint->input->theme;
    double t = rn_skew(weight, tint->input->options->skew);
    return (rn_paint){map->fill(t, is_dark(theme->light)), map->fill(t, is_dark(theme->dark))};
}

rn_paint rn_tint_function(const rn_tint *tint, uint32_t function)
{
    const rn_profile *profile = tint->input->profile;
    const rn_graph *graph = tint->graph;
    const rn_function_info *info = &profile->functions[function];
    switch (tint->input->options->color_by) {
    case RENDER_COLOR_BY_SELF:
        return rn_tint_weight(tint, share(graph->self[function], tint->self_total));
    case RENDER_COLOR_BY_MODULE:
        return named_paint(tint, module_of(profile, info));
    case RENDER_COLOR_BY_NAME:
        return named_paint(tint, rn_profile_string(profile, info->name));
    case RENDER_COLOR_BY_TOTAL:
        break;
    }
    return rn_tint_weight(tint, share(graph->function_total[function], graph->total));
}

rn_paint rn_tint_readable(rn_paint fill)
{
    return (rn_paint){rn_color_readable(fill.light), rn_color_readable(fill.dark)};
}

/* Moves a colour towards the text colour of the page until it stands out. */
static rn_rgba stand_out(rn_rgba color, const rn_scheme *scheme)
{
    enum { STEPS = 20 };
    for (int i = 0; i <= STEPS; i++) {
        rn_rgba mixed = rn_color_mix(color, scheme->text, (double)i / STEPS);
        if (rn_color_contrast(mixed, scheme->background) >= 3)
            return mixed;
    }
    return scheme->text;
}

rn_paint rn_tint_line(const rn_tint *tint, double weight)
{
    rn_paint paint = rn_tint_weight(tint, weight);
    return (rn_paint){stand_out(paint.light, tint->input->theme->light),
                      stand_out(paint.dark, tint->input->theme->dark)};
}

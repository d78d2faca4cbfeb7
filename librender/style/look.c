/* Names become rows of the tables; a background becomes a theme of its own. */
#include "style/look.h"

static render_status change_page(rn_look *look, const char *background, rn_report *report)
{
    rn_rgba color;
    if (!rn_page_color(background, &color))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "'%s' is no page colour: #rrggbb, yellow, blue, green or grey", background);
    look->own = *look->theme;
    look->page = rn_scheme_on(look->theme->light, color);
    look->own.light = look->own.dark = &look->page;
    look->theme = &look->own;
    return RENDER_OK;
}

render_status rn_look_find(rn_look *out, const render_draw_options *options, rn_report *report)
{
    out->theme = rn_theme_find(options->theme);
    if (!out->theme)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no theme is named '%s'",
                       options->theme);
    if (options->background && change_page(out, options->background, report))
        return report->error.status;
    const char *map = options->colormap ? options->colormap : out->theme->colormap;
    out->colormap = rn_colormap_find(map);
    return out->colormap
               ? RENDER_OK
               : rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no colour map is named '%s'", map);
}

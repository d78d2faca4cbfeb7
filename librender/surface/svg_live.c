/* The script of interactive pictures: one of its parts fits all views, one the kind of view.  The parts
 * share one function's scope, so that several pictures in a page do not know each other. */
#include "surface/svg_live.h"

#include <string.h>

#include "surface/svg_escape.h"

extern const char rn_asset_live_css[], rn_asset_short_names_js[], rn_asset_live_text_js[],
    rn_asset_live_view_js[], rn_asset_live_rows_js[], rn_asset_live_rings_js[],
    rn_asset_live_graph_js[], rn_asset_live_search_js[], rn_asset_live_js[];

static const char *script_of_view(const rn_scene *scene)
{
    if (strstr(scene->live, "\"view\":\"rings\""))
        return rn_asset_live_rings_js;
    return strstr(scene->live, "\"view\":\"graph\"") ? rn_asset_live_graph_js
                                                     : rn_asset_live_rows_js;
}

static void put_colors(rn_buffer *out, rn_rgba page)
{
    rn_rgba ink = rn_color_readable(page);
    rn_put_text(out, ".live-bar{color-scheme:");
    rn_put_text(out, rn_color_luminance(ink) > 0.5 ? "dark" : "light");
    rn_put_text(out, ";background:#");
    rn_put_hex(out, page >> 8, 6);
    rn_put_text(out, ";color:#");
    rn_put_hex(out, ink >> 8, 6);
    rn_put_text(out, "}\n");
}

void rn_svg_put_live_style(rn_buffer *out, const rn_scene *scene)
{
    rn_paint page = scene->paints[scene->background];
    rn_put_text(out, rn_asset_live_css);
    if (scene->background == RN_NO_PAINT)
        return;
    put_colors(out, page.light);
    if (page.dark == page.light)
        return;
    rn_put_text(out, "@media (prefers-color-scheme:dark){");
    put_colors(out, page.dark);
    rn_put_text(out, "}\n");
}

void rn_svg_put_live(rn_buffer *out, const rn_scene *scene)
{
    const char *parts[] = {rn_asset_short_names_js, rn_asset_live_text_js,   rn_asset_live_view_js,
                           script_of_view(scene), rn_asset_live_search_js, rn_asset_live_js};
    rn_put_text(out, "<metadata>");
    rn_svg_put_content(out, scene->live);
    rn_put_text(out, "</metadata>\n<script><![CDATA[(()=>{'use strict';\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        rn_put_text(out, parts[i]);
    rn_put_text(out, "})()]]></script>\n");
}

/* Page colours.  Every text colour here has a contrast of at least 4.5:1 on its page, every rule
 * one that can be seen. */
#include "style/theme.h"

#include <stdlib.h>
#include <string.h>

#include "base/info.h"

static const rn_scheme light_scheme = {
    .background = RN_RGB(0xffffff),
    .text = RN_RGB(0x1c1c1c),
    .muted = RN_RGB(0x5f6368),
    .rule = RN_RGB(0xc4c7cc),
    .more_fill = RN_RGB(0xe4e6ea),
    .more_text = RN_RGB(0x4c5157),
};

static const rn_scheme dark_scheme = {
    .background = RN_RGB(0x16181d),
    .text = RN_RGB(0xe8e8ea),
    .muted = RN_RGB(0xa3a8b2),
    .rule = RN_RGB(0x474c56),
    .more_fill = RN_RGB(0x2d313a),
    .more_text = RN_RGB(0xb4b9c3),
};

static const rn_scheme print_scheme = {
    .background = RN_RGB(0xffffff),
    .text = RN_RGB(0x000000),
    .muted = RN_RGB(0x404040),
    .rule = RN_RGB(0x808080),
    .more_fill = RN_RGB(0xffffff),
    .more_text = RN_RGB(0x000000),
};

/* flamegraph.pl's names stand for gradients; these are their middles. */
static const struct {
    const char *name;
    rn_rgba color;
} pages[] = {
    {"yellow", RN_RGB(0xeeeecf)}, {"blue", RN_RGB(0xe7e7f7)}, {"green", RN_RGB(0xe7f9e7)},
    {"grey", RN_RGB(0xf0f0f0)},   {"gray", RN_RGB(0xf0f0f0)},
};

bool rn_page_color(const char *name, rn_rgba *out)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(name, pages[i].name) == 0) {
            *out = pages[i].color;
            return true;
        }
    if (name[0] != '#' || strlen(name) != 7 || strspn(name + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    *out = RN_RGB(strtoul(name + 1, NULL, 16));
    return true;
}

static rn_rgba legible(rn_rgba color, rn_rgba background)
{
    return rn_color_contrast(color, background) >= 4.5 ? color : rn_color_readable(background);
}

rn_scheme rn_scheme_on(const rn_scheme *scheme, rn_rgba background)
{
    rn_scheme out = *scheme;
    out.background = background;
    out.text = legible(scheme->text, background);
    out.muted = legible(scheme->muted, background);
    if (rn_color_contrast(out.rule, background) < 1.5)
        out.rule = out.muted;
    return out;
}

rn_rgba rn_scheme_band(const rn_scheme *scheme)
{
    rn_rgba band = rn_color_mix(scheme->background, scheme->rule, 0.25);
    return rn_color_contrast(scheme->text, band) >= 4.5 ? band : scheme->background;
}

/* One row each: its light side, its dark side, its colour map. */
/* clang-format off */
#define ROWS(ROW) \
    ROW(light, light, "heat", "light", "a white page") \
    ROW(dark, dark, "heat", "dark", "a dark page") \
    ROW(light, dark, "heat", "auto", \
        "light or dark, as the reader's system prefers (SVG; light elsewhere)") \
    ROW(print, print, "paper", "print", "black on white, fills in greys that spare ink")
#define INFO(light, dark, colormap, id, words) {.name = (id), .title = (words)},
#define THEME(light, dark, colormap, id, words) {&light##_scheme, &dark##_scheme, colormap},
/* clang-format on */

const render_info rn_theme_infos[] = {ROWS(INFO)};
const rn_theme rn_themes[] = {ROWS(THEME)};
const size_t rn_theme_count = sizeof rn_themes / sizeof *rn_themes;

const rn_theme *rn_theme_find(const char *name)
{
    size_t i = rn_info_find(rn_theme_infos, rn_theme_count, name ? name : "light");
    return i < rn_theme_count ? &rn_themes[i] : NULL;
}

/* Colour maps: weight in 0 … 1 → fill.
 *
 * heat, our default, goes from pale to deep on light pages and from muted to bright on dark ones, so
 * that heavy always stands out from the page.  Its luminance only falls (or rises): it reads the
 * same in grey and for colour-blind readers.  viridis, magma (Smith, van der Walt) and cividis
 * (Nuñez, Anderton, Renslow) are a few samples each of the published tables, with straight lines
 * between.  color, pink, gray, bw and print are those of gprof2dot, equal to the byte.  The last ones are palettes (palette.h): the colour is
 * the name's, not the weight's. */
#include "style/theme.h"

#include <math.h>

#include "base/info.h"

#define COUNT(stops) ((int)(sizeof(stops) / sizeof *(stops)))

static double clamp(double weight)
{
    return weight > 0 ? fmin(weight, 1) : 0;
}

enum { SHADES = 64 };

typedef struct ramp {
    const uint32_t *stops;
    int count;
} ramp;

static rn_rgba color_of_shade(const void *scale, int shade)
{
    const ramp *r = scale;
    double at = (double)shade / SHADES * (r->count - 1);
    int i = (int)at;
    if (i > r->count - 2)
        i = r->count - 2;
    return rn_color_mix(RN_RGB(r->stops[i]), RN_RGB(r->stops[i + 1]), at - i);
}

/* Shares are mostly small: by the square root half of the stops are for those below a quarter.  Few
 * distinct colours keep files small; the eye tells no more apart. */
static rn_rgba interpolate(const uint32_t *stops, int count, double weight)
{
    ramp r = {stops, count};
    int shade = (int)round(sqrt(clamp(weight)) * SHADES);
    return rn_color_of_step(color_of_shade, &r, shade, SHADES,
                            rn_color_side(color_of_shade(&r, shade)));
}

static rn_rgba fill_heat(double weight, bool dark)
{
    static const uint32_t on_light[] = {0xfdf0d9, 0xfbd59b, 0xf6a95c, 0xe4703a, 0xc03a2b, 0x8a1420};
    static const uint32_t on_dark[] = {0x3a2b33, 0x66323f, 0x994040, 0xcb6141, 0xee9344, 0xffd27a};
    return interpolate(dark ? on_dark : on_light, COUNT(on_light), weight);
}

static rn_rgba fill_viridis(double weight, bool dark)
{
    static const uint32_t stops[] = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                                     0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};
    (void)dark;
    return interpolate(stops, COUNT(stops), weight);
}

static rn_rgba fill_cividis(double weight, bool dark)
{
    static const uint32_t stops[] = {0x00224e, 0x35456c, 0x666970, 0x948e77, 0xc8b866, 0xfee838};
    (void)dark;
    return interpolate(stops, COUNT(stops), weight);
}

static rn_rgba fill_magma(double weight, bool dark)
{
    static const uint32_t stops[] = {0x000004, 0x1d1147, 0x51127c, 0x822681, 0xb73779,
                                     0xe75263, 0xfc8961, 0xfec488, 0xfcfdbf};
    (void)dark;
    return interpolate(stops, COUNT(stops), weight);
}

static rn_rgba fill_paper(double weight, bool dark)
{
    static const uint32_t stops[] = {0xfafafa, 0x8c8c8c};
    (void)dark;
    return interpolate(stops, COUNT(stops), weight);
}

/* A path through HSL, then a gamma on each channel. */
typedef struct hsl_path {
    double low[3], high[3], gamma;
} hsl_path;

static rn_rgba follow(const hsl_path *path, double weight)
{
    double t = clamp(weight), hsl[3];
    for (int i = 0; i < 3; i++)
        hsl[i] = path->low[i] + t * (path->high[i] - path->low[i]);
    return rn_color_from_hsl_gamma(hsl[0], hsl[1], hsl[2], path->gamma);
}

static rn_rgba fill_color(double weight, bool dark)
{
    static const hsl_path path = {{2.0 / 3.0, 0.80, 0.25}, {0, 1, 0.5}, 1};
    (void)dark;
    return follow(&path, weight);
}

static rn_rgba fill_pink(double weight, bool dark)
{
    static const hsl_path path = {{0, 1, 0.90}, {0, 1, 0.5}, 2.2};
    (void)dark;
    return follow(&path, weight);
}

static rn_rgba fill_gray(double weight, bool dark)
{
    static const hsl_path path = {{0, 0, 0.85}, {0, 0, 0}, 2.2};
    (void)dark;
    return follow(&path, weight);
}

static rn_rgba fill_black(double weight, bool dark)
{
    (void)weight;
    (void)dark;
    return RN_RGB(0x000000);
}

/* One row each: what gives its fills, and what is told of it.  Palettes give a function its colour by name. */
/* clang-format off */
#define ROWS(RAMP, PALETTE) \
    RAMP(fill_heat, false, "heat", "pale to deep red, bright on dark pages") \
    RAMP(fill_viridis, false, "viridis", "purple over green to yellow") \
    RAMP(fill_cividis, false, "cividis", "blue to yellow, the same to colour-blind readers") \
    RAMP(fill_magma, false, "magma", "black over purple to pale yellow") \
    RAMP(fill_paper, false, "paper", "greys for black-and-white printing") \
    RAMP(fill_color, false, "color", "gprof2dot's blue over green to red") \
    RAMP(fill_pink, false, "pink", "gprof2dot's pink to red") \
    RAMP(fill_gray, false, "gray", "gprof2dot's grey to black") \
    RAMP(fill_black, false, "bw", "gprof2dot's white on black") \
    RAMP(fill_black, true, "print", "gprof2dot's black outlines") \
    PALETTE(RN_PALETTE_HOT, "hot", "by name: red to yellow, flamegraph.pl's default") \
    PALETTE(RN_PALETTE_MEM, "mem", "by name: greens") \
    PALETTE(RN_PALETTE_IO, "io", "by name: pale blues") \
    PALETTE(RN_PALETTE_RED, "red", "by name: reds") \
    PALETTE(RN_PALETTE_GREEN, "green", "by name: bright greens") \
    PALETTE(RN_PALETTE_BLUE, "blue", "by name: blues") \
    PALETTE(RN_PALETTE_YELLOW, "yellow", "by name: olive to yellow") \
    PALETTE(RN_PALETTE_PURPLE, "purple", "by name: purples") \
    PALETTE(RN_PALETTE_AQUA, "aqua", "by name: blue-greens") \
    PALETTE(RN_PALETTE_ORANGE, "orange", "by name: oranges") \
    PALETTE(RN_PALETTE_WAKEUP, "wakeup", "by name: aqua") \
    PALETTE(RN_PALETTE_CHAIN, "chain", "by name: aqua wakers, blue others") \
    PALETTE(RN_PALETTE_JAVA, "java", \
        "by name: green Java, aqua inlined, yellow C++, orange kernel, red others") \
    PALETTE(RN_PALETTE_JS, "js", \
        "by name: green scripts, aqua built-in, purple node_modules, yellow C++, orange " \
        "kernel, red others") \
    PALETTE(RN_PALETTE_PERL, "perl", "by name: yellow Perl, orange kernel, red others") \
    PALETTE(RN_PALETTE_PYTHON, "python", \
        "by name: aqua site-packages, yellow standard library and built-in, red others") \
    PALETTE(RN_PALETTE_RUST, "rust", \
        "by name: orange core, std and alloc, aqua other crates, yellow others")
#define RAMP_INFO(fill, outline, id, words) {.name = (id), .title = (words)},
#define PALETTE_INFO(palette, id, words) {.name = (id), .title = (words)},
#define RAMP(fill, outline, id, words) {fill, outline, RN_PALETTE_NONE},
#define PALETTE(palette, id, words) {NULL, false, palette},
/* clang-format on */

const render_info rn_colormap_infos[] = {ROWS(RAMP_INFO, PALETTE_INFO)};
const rn_colormap rn_colormaps[] = {ROWS(RAMP, PALETTE)};
const size_t rn_colormap_count = sizeof rn_colormaps / sizeof *rn_colormaps;

const rn_colormap *rn_colormap_find(const char *name)
{
    size_t i = rn_info_find(rn_colormap_infos, rn_colormap_count, name);
    return i < rn_colormap_count ? &rn_colormaps[i] : NULL;
}

const char *rn_colormap_title(const rn_colormap *map)
{
    return rn_colormap_infos[map - rn_colormaps].title;
}

rn_rgba rn_colormap_fill(const rn_colormap *map, double weight, bool dark)
{
    return map->palette ? rn_palette_weight(map->palette, weight) : map->fill(weight, dark);
}

double rn_skew(double weight, double skew)
{
    if (!(skew > 0) || skew == 1)
        return weight;
    return (pow(skew, weight) - 1) / (skew - 1);
}

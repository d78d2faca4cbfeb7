/* Text widths.
 *
 * Text of ASCII characters is the sum of their advances, each asked of pango once and scaled; other
 * text needs shaping and is measured once per distinct string.  Both at one large size without
 * hinting, so that widths are proportional to the size.  Kerning is left out of the sum: it makes
 * text narrower, so what was fitted still fits.
 *
 * The first measurement makes fontconfig read its caches, which costs more than everything else a
 * small picture needs: nothing here touches it before. */
#include "scene/measure.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "base/text.h"
#include "scene/fonts.h"

#define FAMILIES "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"
/* Families with advances of 0.6 em, as the fixed measurer counts. */
#define FIXED_FAMILIES "Liberation Mono, DejaVu Sans Mono, monospace"

enum { MEASURED_AT_PX = 200, FIRST_ASCII = 0x20, LAST_ASCII = 0x7e };

#define ASCII_COUNT (LAST_ASCII - FIRST_ASCII + 1)

/* Everything that fills on demand.  Widths are in em, negative while unknown. */
typedef struct text_font {
    PangoLayout *layout;
    PangoFontDescription *faces[2]; /* regular, bold */
    double ascii[2][ASCII_COUNT];
    rn_intern strings;
    double *widths; /* [string id * 2 + bold] */
    size_t width_capacity, width_count;
    bool has_strings, failed;
} text_font;

struct rn_measure {
    char *families;
    text_font *font; /* NULL: fixed */
};

static char *join_families(const char *first)
{
    size_t size = strlen(first) + sizeof ", " FAMILIES;
    char *families = malloc(size);
    if (families) {
        strcpy(families, first);
        strcat(families, ", " FAMILIES);
    }
    return families;
}

static rn_measure *measure_new(char *families, bool fixed)
{
    rn_measure *measure = calloc(1, sizeof *measure);
    text_font *made = fixed ? NULL : calloc(1, sizeof *made);
    if (!measure || !families || (!fixed && !made)) {
        free(measure);
        free(families);
        free(made);
        return NULL;
    }
    measure->families = families;
    measure->font = made;
    return measure;
}

rn_measure *rn_measure_new(const char *name)
{
    if (name && strcmp(name, "fixed") == 0)
        return rn_measure_new_fixed();
    return measure_new(name && *name ? join_families(name) : strdup(FAMILIES), false);
}

rn_measure *rn_measure_new_fixed(void)
{
    return measure_new(strdup(FIXED_FAMILIES), true);
}

void rn_measure_free(rn_measure *measure)
{
    if (!measure)
        return;
    text_font *font = measure->font;
    if (font) {
        rn_fonts_take();
        if (font->layout)
            g_object_unref(font->layout);
        for (int bold = 0; bold < 2; bold++)
            pango_font_description_free(font->faces[bold]);
        rn_fonts_give();
        if (font->has_strings)
            rn_intern_finish(&font->strings);
        free(font->widths);
        free(font);
    }
    free(measure->families);
    free(measure);
}

static PangoContext *new_context(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

static void open_font(text_font *font, const char *families)
{
    rn_fonts_take();
    PangoContext *context = new_context();
    for (int bold = 0; bold < 2; bold++) {
        PangoFontDescription *face = pango_font_description_new();
        pango_font_description_set_family(face, families);
        pango_font_description_set_weight(face, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(face, MEASURED_AT_PX * PANGO_SCALE);
        font->faces[bold] = face;
        for (int i = 0; i < ASCII_COUNT; i++)
            font->ascii[bold][i] = -1;
    }
    font->layout = pango_layout_new(context);
    pango_layout_set_single_paragraph_mode(font->layout, TRUE);
    pango_layout_set_auto_dir(font->layout, FALSE);
    g_object_unref(context);
    rn_fonts_give();
}

static text_font *opened(const rn_measure *measure)
{
    if (!measure->font->layout)
        open_font(measure->font, measure->families);
    return measure->font;
}

static double ask_pango(text_font *font, rn_bytes text, bool bold)
{
    int width = 0;
    if (text.size > INT32_MAX)
        text.size = INT32_MAX;
    rn_fonts_take();
    pango_layout_set_font_description(font->layout, font->faces[bold]);
    pango_layout_set_text(font->layout, text.data, (int)text.size);
    pango_layout_get_size(font->layout, &width, NULL);
    rn_fonts_give();
    return (double)width / PANGO_SCALE / MEASURED_AT_PX;
}

/* The sum of advances in em, or -1 when a character is not ASCII. */
static double ascii_width(text_font *font, rn_bytes text, bool bold)
{
    double sum = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < FIRST_ASCII || c > LAST_ASCII)
            return -1;
        double *advance = &font->ascii[bold][c - FIRST_ASCII];
        if (*advance < 0)
            *advance = ask_pango(font, rn_bytes_slice(text, i, i + 1), bold);
        sum += *advance;
    }
    return sum;
}

/* Where the width of a string is kept; NULL when memory is out. */
static double *cached(text_font *font, rn_bytes text, bool bold)
{
    font->has_strings = font->has_strings || rn_intern_init(&font->strings);
    if (!font->has_strings)
        return NULL;
    uint32_t id = rn_intern_add(&font->strings, text);
    size_t need = ((size_t)id + 1) * 2;
    if (id == RN_NONE || !RN_GROW(font->widths, font->width_capacity, need))
        return NULL;
    while (font->width_count < need)
        font->widths[font->width_count++] = -1;
    return &font->widths[(size_t)id * 2 + bold];
}

static double shaped_width(text_font *font, rn_bytes text, bool bold)
{
    double *width = cached(font, text, bold);
    if (!width) {
        font->failed = true;
        return ask_pango(font, text, bold);
    }
    if (*width < 0)
        *width = ask_pango(font, text, bold);
    return *width;
}

/* East Asian wide characters and emoji, by their large blocks. */
static bool is_wide(uint32_t code)
{
    return (code >= 0x1100 && code < 0x1160) || (code >= 0x2e80 && code < 0xa4d0) ||
           (code >= 0xac00 && code < 0xd7a4) || (code >= 0xf900 && code < 0xfb00) ||
           (code >= 0xff00 && code < 0xff61) || (code >= 0x1f300 && code < 0x1fb00) ||
           (code >= 0x20000 && code < 0x40000);
}

static double fixed_width(rn_bytes text)
{
    double sum = 0;
    size_t length;
    for (size_t at = 0; at < text.size; at += length) {
        uint32_t code = rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        sum += is_wide(code) ? 1 : 0.6;
    }
    return sum;
}

double rn_measure_width(rn_measure *measure, rn_bytes text, double size, bool bold)
{
    if (!text.size)
        return 0;
    if (!measure->font)
        return size * fixed_width(text);
    text_font *font = opened(measure);
    double width = ascii_width(font, text, bold);
    return size * (width >= 0 ? width : shaped_width(font, text, bold));
}

bool rn_measure_failed(const rn_measure *measure)
{
    return measure->font && measure->font->failed;
}

const char *rn_measure_font(const rn_measure *measure)
{
    return measure->families;
}

/* Text widths by pango, at one large size without hinting, so that they are proportional to the size. */
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "late/fonts.h"
#include "late/parts.h"

enum { MEASURED_AT_PX = 200 };

struct rn_ruler {
    PangoLayout *layout;
    PangoFontDescription *faces[2]; /* regular, bold */
};

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

static PangoFontDescription *new_face(const char *families, PangoWeight weight)
{
    PangoFontDescription *face = pango_font_description_new();
    pango_font_description_set_family(face, families);
    pango_font_description_set_weight(face, weight);
    pango_font_description_set_absolute_size(face, MEASURED_AT_PX * PANGO_SCALE);
    return face;
}

rn_ruler *rn_ruler_new(const char *families)
{
    rn_ruler *ruler = malloc(sizeof *ruler);
    if (!ruler)
        return NULL;
    rn_fonts_take();
    PangoContext *context = new_context();
    ruler->faces[0] = new_face(families, PANGO_WEIGHT_NORMAL);
    ruler->faces[1] = new_face(families, PANGO_WEIGHT_BOLD);
    ruler->layout = pango_layout_new(context);
    pango_layout_set_single_paragraph_mode(ruler->layout, TRUE);
    pango_layout_set_auto_dir(ruler->layout, FALSE);
    g_object_unref(context);
    rn_fonts_give();
    return ruler;
}

void rn_ruler_free(rn_ruler *ruler)
{
    if (!ruler)
        return;
    rn_fonts_take();
    g_object_unref(ruler->layout);
    for (int bold = 0; bold < 2; bold++)
        pango_font_description_free(ruler->faces[bold]);
    rn_fonts_give();
    free(ruler);
}

double rn_ruler_width(rn_ruler *ruler, rn_bytes text, bool bold)
{
    int width = 0;
    if (text.size > INT32_MAX)
        text.size = INT32_MAX;
    rn_fonts_take();
    pango_layout_set_font_description(ruler->layout, ruler->faces[bold]);
    pango_layout_set_text(ruler->layout, text.data, (int)text.size);
    pango_layout_get_size(ruler->layout, &width, NULL);
    rn_fonts_give();
    return (double)width / PANGO_SCALE / MEASURED_AT_PX;
}

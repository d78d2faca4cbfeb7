/* Text widths.
 *
 * Text of ASCII characters is the sum of their advances, each asked of the ruler once and scaled; other
 * text needs shaping and is measured once per distinct string.  Kerning is left out of the sum: it makes
 * text narrower, so what was fitted still fits.
 *
 * The first measurement makes fontconfig read its caches, which costs more than everything else a
 * small picture needs: nothing here touches it before. */
#include "scene/measure.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "base/late.h"
#include "base/text.h"

#define FAMILIES "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"
/* Families with advances of 0.6 em, as the fixed measurer counts. */
#define FIXED_FAMILIES "Liberation Mono, DejaVu Sans Mono, monospace"

enum { FIRST_ASCII = 0x20, LAST_ASCII = 0x7e };

#define ASCII_COUNT (LAST_ASCII - FIRST_ASCII + 1)

/* Everything that fills on demand.  Widths are in em, negative while unknown. */
typedef struct text_font {
    const rn_late *late;
    rn_ruler *ruler; /* NULL: nothing was measured yet */
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

static rn_measure *measure_new(char *families, text_font *font)
{
    rn_measure *measure = families ? malloc(sizeof *measure) : NULL;
    if (measure)
        *measure = (rn_measure){families, font};
    else
        free(families);
    return measure;
}

rn_measure *rn_measure_new_fixed(void)
{
    return measure_new(strdup(FIXED_FAMILIES), NULL);
}

static text_font *font_new(const rn_late *late)
{
    text_font *font = calloc(1, sizeof *font);
    if (!font)
        return NULL;
    font->late = late;
    for (int i = 0; i < ASCII_COUNT; i++)
        font->ascii[0][i] = font->ascii[1][i] = -1;
    return font;
}

static rn_measure *measure_new_of(const rn_late *late, const char *first)
{
    text_font *font = font_new(late);
    rn_measure *measure =
        font ? measure_new(first && *first ? join_families(first) : strdup(FAMILIES), font) : NULL;
    if (!measure)
        free(font);
    return measure;
}

rn_measure *rn_measure_new(const char *font, rn_report *report)
{
    bool is_fixed = font && strcmp(font, "fixed") == 0;
    const rn_late *late = is_fixed ? NULL : rn_late_get(report);
    if (!is_fixed && !late)
        return NULL;
    rn_measure *measure = is_fixed ? rn_measure_new_fixed() : measure_new_of(late, font);
    if (!measure)
        rn_fail_memory(report);
    return measure;
}

void rn_measure_free(rn_measure *measure)
{
    if (!measure)
        return;
    text_font *font = measure->font;
    if (font) {
        font->late->ruler_free(font->ruler);
        if (font->has_strings)
            rn_intern_finish(&font->strings);
        free(font->widths);
        free(font);
    }
    free(measure->families);
    free(measure);
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

static double ask_ruler(text_font *font, rn_bytes text, bool bold)
{
    return font->late->ruler_width(font->ruler, text, bold);
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
            *advance = ask_ruler(font, rn_bytes_slice(text, i, i + 1), bold);
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
        return ask_ruler(font, text, bold);
    }
    if (*width < 0)
        *width = ask_ruler(font, text, bold);
    return *width;
}

/* Without memory for its ruler, text has about the width of the fixed font. */
static double font_width(text_font *font, const char *families, rn_bytes text, bool bold)
{
    if (!font->ruler)
        font->ruler = font->late->ruler_new(families);
    if (!font->ruler) {
        font->failed = true;
        return fixed_width(text);
    }
    double width = ascii_width(font, text, bold);
    return width >= 0 ? width : shaped_width(font, text, bold);
}

double rn_measure_width(rn_measure *measure, rn_bytes text, double size, bool bold)
{
    if (!text.size)
        return 0;
    return size * (measure->font ? font_width(measure->font, measure->families, text, bold)
                                 : fixed_width(text));
}

bool rn_measure_failed(const rn_measure *measure)
{
    return measure->font && measure->font->failed;
}

const char *rn_measure_font(const rn_measure *measure)
{
    return measure->families;
}

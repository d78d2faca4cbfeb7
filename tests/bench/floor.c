/* The least a picture costs: a process that starts, draws 200 labelled boxes with cairo and pango, and
 * writes them.   usage: floor svg|pdf|png FILE */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 1200, HEIGHT = 800, BOXES = 200 };

static cairo_surface_t *open_surface(const char *type, const char *path)
{
    if (strcmp(type, "svg") == 0)
        return cairo_svg_surface_create(path, WIDTH, HEIGHT);
    if (strcmp(type, "pdf") == 0)
        return cairo_pdf_surface_create(path, WIDTH, HEIGHT);
    return cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
}

static void draw_box(cairo_t *cairo, PangoLayout *layout, int i)
{
    char label[40];
    double x = i % 10 * 120, y = i / 10 * 40;
    cairo_set_source_rgb(cairo, 1, i % 7 / 7.0, i % 5 / 5.0);
    cairo_rectangle(cairo, x, y, 118, 38);
    cairo_fill(cairo);
    snprintf(label, sizeof label, "function_%d", i);
    pango_layout_set_text(layout, label, -1);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_move_to(cairo, x + 4, y + 10);
    pango_cairo_show_layout(cairo, layout);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    cairo_surface_t *surface = open_surface(argv[1], argv[2]);
    cairo_t *cairo = cairo_create(surface);
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_from_string("sans-serif 9");
    pango_layout_set_font_description(layout, font);
    for (int i = 0; i < BOXES; i++)
        draw_box(cairo, layout, i);
    cairo_show_page(cairo);
    if (strcmp(argv[1], "png") == 0)
        cairo_surface_write_to_png(surface, argv[2]);
    cairo_surface_finish(surface);
    int status = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? 0 : 1;
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return status;
}

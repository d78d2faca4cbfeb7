/* PNG: cairo paints, libpng packs.
 *
 * Flat pictures compress best without row filters, and most of the time that other writers take is
 * spent trying them.  Only a row equal to the one above is filtered: "up" makes it zeros, which cost
 * next to nothing.  The pixels go out as palette when there are at most 256 colours, else as RGB,
 * with an alpha channel only when the page is not opaque. */
#include <cairo.h>
#include <math.h>
#include <png.h>
#include <stdlib.h>

#include "base/grow.h"
#include "output/output.h"
#include "scene/fonts.h"
#include "surface/painter.h"
#include "surface/surfaces.h"

enum {
    SIDE_MAX_PX = 32767, /* of cairo's images */
    COLORS_MAX = 256,
    COLOR_SLOTS = 1024,
    LEVEL = 3,
};

typedef struct png_picture {
    const unsigned char *pixels; /* rows of 0xAARRGGBB in native order */
    size_t stride;
    uint32_t width, height;
    bool opaque;
    unsigned char *row; /* of the file */
    uint32_t color_count;
    uint32_t colors[COLORS_MAX];
    uint32_t keys[COLOR_SLOTS]; /* a hash table: colour → index + 1 */
    uint16_t slots[COLOR_SLOTS];
} png_picture;

typedef struct png_stream {
    rn_buffer out;
    render_sink sink;
    rn_report *report;
} png_stream;

/* ---- colours --------------------------------------------------------------------------------- */

static const uint32_t *row_of(const png_picture *picture, uint32_t y)
{
    return (const uint32_t *)(const void *)(picture->pixels + picture->stride * y);
}

/* The index of a colour in the palette, new or old; -1 when the palette is full. */
static int color_index(png_picture *picture, uint32_t color)
{
    uint32_t at = (color * UINT32_C(2654435761)) >> 22;
    while (picture->slots[at] && picture->keys[at] != color)
        at = (at + 1) % COLOR_SLOTS;
    if (picture->slots[at])
        return picture->slots[at] - 1;
    if (picture->color_count == COLORS_MAX)
        return -1;
    picture->colors[picture->color_count++] = color;
    picture->keys[at] = color;
    picture->slots[at] = (uint16_t)picture->color_count;
    return (int)picture->color_count - 1;
}

static bool has_palette(png_picture *picture)
{
    for (uint32_t y = 0; y < picture->height; y++) {
        const uint32_t *row = row_of(picture, y);
        for (uint32_t x = 0; x < picture->width; x++)
            if ((x == 0 || row[x] != row[x - 1]) && color_index(picture, row[x]) < 0)
                return false;
    }
    return true;
}

static void put_indices(png_picture *picture, const uint32_t *row)
{
    int index = 0;
    for (uint32_t x = 0; x < picture->width; x++) {
        if (x == 0 || row[x] != row[x - 1])
            index = color_index(picture, row[x]);
        picture->row[x] = (unsigned char)index;
    }
}

static void put_rgb(png_picture *picture, const uint32_t *row)
{
    unsigned char *to = picture->row;
    for (uint32_t x = 0; x < picture->width; x++) {
        *to++ = row[x] >> 16 & 0xff;
        *to++ = row[x] >> 8 & 0xff;
        *to++ = row[x] & 0xff;
    }
}

static unsigned char unmultiply(uint32_t channel, uint32_t alpha)
{
    return (unsigned char)(alpha ? (channel * 255 + alpha / 2) / alpha : 0);
}

static void put_rgba(png_picture *picture, const uint32_t *row)
{
    unsigned char *to = picture->row;
    for (uint32_t x = 0; x < picture->width; x++) {
        uint32_t alpha = row[x] >> 24;
        *to++ = unmultiply(row[x] >> 16 & 0xff, alpha);
        *to++ = unmultiply(row[x] >> 8 & 0xff, alpha);
        *to++ = unmultiply(row[x] & 0xff, alpha);
        *to++ = (unsigned char)alpha;
    }
}

/* ---- the file -------------------------------------------------------------------------------- */

static void take(png_structp png, png_bytep data, png_size_t size)
{
    png_stream *stream = png_get_io_ptr(png);
    rn_put(&stream->out, (rn_bytes){(const char *)data, size});
    if (!rn_flush(&stream->out, stream->sink, RN_FLUSH_BYTES, stream->report))
        png_error(png, "not written");
}

static void keep_quiet(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void give_up(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void put_palette(png_structp png, png_infop info, const png_picture *picture)
{
    png_color palette[COLORS_MAX];
    for (uint32_t i = 0; i < picture->color_count; i++) {
        palette[i].red = picture->colors[i] >> 16 & 0xff;
        palette[i].green = picture->colors[i] >> 8 & 0xff;
        palette[i].blue = picture->colors[i] & 0xff;
    }
    png_set_PLTE(png, info, palette, (int)picture->color_count);
}

static void put_row(png_structp png, png_picture *picture, uint32_t y, bool indexed)
{
    const uint32_t *row = row_of(picture, y);
    if (y > 0) {
        bool same = memcmp(row, row_of(picture, y - 1), sizeof *row * picture->width) == 0;
        png_set_filter(png, PNG_FILTER_TYPE_BASE, same ? PNG_FILTER_UP : PNG_FILTER_NONE);
        if (same) {
            png_write_row(png, picture->row);
            return;
        }
    }
    if (indexed)
        put_indices(picture, row);
    else if (picture->opaque)
        put_rgb(picture, row);
    else
        put_rgba(picture, row);
    png_write_row(png, picture->row);
}

static void put_picture(png_structp png, png_infop info, png_picture *picture)
{
    bool indexed = picture->opaque && has_palette(picture);
    int type = indexed           ? PNG_COLOR_TYPE_PALETTE
               : picture->opaque ? PNG_COLOR_TYPE_RGB
                                 : PNG_COLOR_TYPE_RGB_ALPHA;
    png_set_IHDR(png, info, picture->width, picture->height, 8, type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (indexed)
        put_palette(png, info, picture);
    /* libpng keeps the row above only if this is asked for before the first row. */
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE | PNG_FILTER_UP);
    png_set_compression_level(png, LEVEL);
    /* Else libpng takes the strategy for filtered rows, of which there are none here. */
    png_set_compression_strategy(png, 0);
    png_set_compression_mem_level(png, 9);
    png_set_compression_buffer_size(png, RN_FLUSH_BYTES);
    png_write_info(png, info);
    for (uint32_t y = 0; y < picture->height; y++)
        put_row(png, picture, y, indexed);
    png_write_end(png, info);
}

/* libpng leaves by longjmp: nothing in here changes after setjmp but what pointers lead to. */
static bool guarded_put(png_structp png, png_infop info, png_picture *picture)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    put_picture(png, info, picture);
    return true;
}

static render_status pack(png_picture *picture, render_sink sink, rn_report *report)
{
    png_stream stream = {.sink = sink, .report = report};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, keep_quiet);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool fine = false;
    if (info) {
        png_set_write_fn(png, &stream, take, NULL);
        png_set_user_limits(png, SIDE_MAX_PX, SIDE_MAX_PX);
        fine = guarded_put(png, info, picture) && rn_flush(&stream.out, sink, 0, report);
    }
    png_destroy_write_struct(&png, &info);
    rn_buffer_finish(&stream.out);
    if (fine)
        return RENDER_OK;
    return report->error.status ? report->error.status : rn_fail_memory(report);
}

/* ---- painting -------------------------------------------------------------------------------- */

/* Lowers the scale until the picture fits what cairo can hold, and a sensible amount of memory. */
static double usable_scale(const rn_scene *scene, double scale, rn_report *report)
{
    double longer = fmax(scene->width, scene->height), area = scene->width * scene->height;
    if (!(scale > 0))
        scale = 1;
    double usable = fmin(scale, sqrt((double)scene->pixel_limit / area));
    if (ceil(longer * usable) > SIDE_MAX_PX)
        usable = (SIDE_MAX_PX - 1) / longer;
    if (usable == scale)
        return scale;
    rn_buffer text = {0};
    rn_put_fixed(&text, usable, usable < 0.01 ? 6 : 3);
    rn_warn(report,
            "scale lowered to %.*s: a raster picture has at most %d pixels a side and %zu in "
            "all",
            (int)text.size, text.data, SIDE_MAX_PX, scene->pixel_limit);
    rn_buffer_finish(&text);
    return usable;
}

static bool is_opaque(const rn_scene *scene)
{
    return (scene->paints[scene->background].light & 0xff) == 0xff;
}

static uint32_t side(double px)
{
    return px > 1 ? (uint32_t)ceil(px - 1e-6) : 1;
}

render_status rn_write_png(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    if (scene->failed)
        return rn_fail_memory(report);
    scale = usable_scale(scene, scale * scene->zoom, report);
    png_picture picture = {.width = side(scene->width * scale),
                           .height = side(scene->height * scale),
                           .opaque = is_opaque(scene)};
    cairo_surface_t *surface =
        cairo_image_surface_create(picture.opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                   (int)picture.width, (int)picture.height);
    rn_fonts_take();
    cairo_t *cairo = cairo_create(surface);
    cairo_scale(cairo, scale, scale);
    rn_paint_scene(cairo, scene, false);
    cairo_status_t drawn = cairo_status(cairo);
    cairo_destroy(cairo);
    rn_fonts_give();
    cairo_surface_flush(surface);
    picture.pixels = cairo_image_surface_get_data(surface);
    picture.stride = (size_t)cairo_image_surface_get_stride(surface);
    picture.row = rn_array_new(picture.width, 4);
    render_status status = RENDER_OK;
    if (drawn != CAIRO_STATUS_SUCCESS || !picture.pixels || !picture.row)
        status = rn_fail_memory(report);
    else
        status = pack(&picture, sink, report);
    free(picture.row);
    cairo_surface_destroy(surface);
    return status;
}

/* PNG: cairo paints, png_rows.c packs.
 *
 * The picture is painted in bands, each packed before the next is painted, so that memory does not grow with it.
 * Pixels are one byte when they are all grey, or when there are at most 256 colours in a picture of one band; else RGB,
 * with an alpha channel only when the page is not opaque. */
#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/grow.h"
#include "output/output.h"
#include "scene/fonts.h"
#include "surface/painter.h"
#include "surface/png_rows.h"
#include "surface/surfaces.h"

enum {
    SIDE_MAX_PX = 32767,   /* of cairo's images */
    AREA_MAX_PX = 1 << 28, /* what takes some seconds */
    BAND_PX = 1 << 22,
    BAND_ROWS_MIN = 64,
    COLORS_MAX = 256,
    COLOR_SLOTS = 1024,
};

/* As the file's head has them. */
typedef enum png_kind { PNG_GREY = 0, PNG_RGB = 2, PNG_PALETTE = 3, PNG_RGBA = 6 } png_kind;

typedef struct png_picture {
    const rn_scene *scene;
    double scale;
    uint32_t width, height, band_rows;
    bool opaque;
    png_kind kind;
    cairo_surface_t *surface; /* a band */
    cairo_t *cairo;
    rn_painter *painter;
    uint32_t *row; /* of the file, where it is not the surface's */
    uint32_t color_count;
    uint32_t colors[COLORS_MAX];
    uint32_t keys[COLOR_SLOTS]; /* a hash table: colour → index + 1 */
    uint16_t slots[COLOR_SLOTS];
    rn_png_rows rows;
    rn_buffer packed, out;
    render_sink sink;
    rn_report *report;
} png_picture;

/* ---- colours --------------------------------------------------------------------------------- */

/* A row of the band: 0xAARRGGBB; the alpha channel has a meaning only when the page is not opaque. */
static const uint32_t *row_of(const png_picture *picture, uint32_t y)
{
    const unsigned char *data = cairo_image_surface_get_data(picture->surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(picture->surface);
    return (const uint32_t *)(const void *)(data + stride * y);
}

/* The index of a colour in the palette, new or old; -1 when the palette is full. */
static int color_index(png_picture *picture, uint32_t pixel)
{
    uint32_t color = pixel & 0xffffff, at = (color * UINT32_C(2654435761)) >> 22;
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

/* Mixtures of grey are grey. */
static bool is_grey(const rn_scene *scene)
{
    for (size_t i = RN_NO_PAINT + 1; i < scene->paint_count; i++) {
        rn_rgba color = scene->paints[i].light;
        if ((color >> 24) != (color >> 16 & 0xff) || (color >> 24) != (color >> 8 & 0xff))
            return false;
    }
    return true;
}

static png_kind kind_of(png_picture *picture)
{
    if (!picture->opaque)
        return PNG_RGBA;
    if (picture->band_rows == picture->height && has_palette(picture))
        return PNG_PALETTE;
    return is_grey(picture->scene) ? PNG_GREY : PNG_RGB;
}

static uint32_t bytes_of(png_kind kind)
{
    return kind == PNG_RGBA ? 4 : kind == PNG_RGB ? 3 : 1;
}

static const uint32_t *index_row(png_picture *picture, const uint32_t *row)
{
    for (uint32_t x = 0; x < picture->width; x++)
        picture->row[x] = x && row[x] == row[x - 1] ? picture->row[x - 1]
                                                    : (uint32_t)color_index(picture, row[x]);
    return picture->row;
}

static uint32_t unmultiply(uint32_t channel, uint32_t alpha)
{
    return alpha ? (channel * 255 + alpha / 2) / alpha : 0;
}

static const uint32_t *unmultiply_row(png_picture *picture, const uint32_t *row)
{
    for (uint32_t x = 0; x < picture->width; x++) {
        uint32_t alpha = row[x] >> 24;
        picture->row[x] = unmultiply(row[x] >> 16 & 0xff, alpha) << 24 |
                          unmultiply(row[x] >> 8 & 0xff, alpha) << 16 |
                          unmultiply(row[x] & 0xff, alpha) << 8 | alpha;
    }
    return picture->row;
}

/* ---- the file -------------------------------------------------------------------------------- */

static void store_number(char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (char)(value >> (24 - 8 * i) & 0xff);
}

static void put_number(rn_buffer *out, uint32_t value)
{
    char bytes[4];
    store_number(bytes, value);
    rn_put(out, (rn_bytes){bytes, sizeof bytes});
}

static bool put_chunk(png_picture *picture, const char *type, rn_bytes data)
{
    uLong check =
        crc32(crc32(0, (const Bytef *)type, 4), (const Bytef *)data.data, (uInt)data.size);
    put_number(&picture->out, (uint32_t)data.size);
    rn_put_text(&picture->out, type);
    rn_put(&picture->out, data);
    put_number(&picture->out, (uint32_t)check);
    return rn_flush(&picture->out, picture->sink, RN_FLUSH_BYTES, picture->report);
}

/* Hands over what is packed, if there is enough of it. */
static bool put_packed(png_picture *picture, size_t at_least)
{
    if (picture->packed.failed)
        rn_fail_memory(picture->report);
    if (picture->packed.failed || picture->packed.size < at_least)
        return !picture->packed.failed;
    bool fine = put_chunk(picture, "IDAT", rn_buffer_bytes(&picture->packed));
    picture->packed.size = 0;
    return fine;
}

static bool put_palette(png_picture *picture)
{
    char bytes[COLORS_MAX * 3];
    for (uint32_t i = 0; i < picture->color_count; i++)
        for (uint32_t k = 0; k < 3; k++)
            bytes[3 * i + k] = (char)(picture->colors[i] >> (16 - 8 * k) & 0xff);
    return put_chunk(picture, "PLTE", (rn_bytes){bytes, picture->color_count * 3});
}

/* Width, height, bits of a channel, kind; then deflate, filters, rows one after the other: the only ones or 0. */
static bool put_head(png_picture *picture)
{
    char head[13] = {0};
    store_number(head, picture->width);
    store_number(head + 4, picture->height);
    head[8] = 8;
    head[9] = (char)picture->kind;
    rn_put(&picture->out, RN_LITERAL("\x89PNG\r\n\x1a\n"));
    return put_chunk(picture, "IHDR", (rn_bytes){head, sizeof head}) &&
           (picture->kind != PNG_PALETTE || put_palette(picture));
}

static bool put_end(png_picture *picture)
{
    rn_png_rows_end(&picture->rows);
    return put_packed(picture, 0) && put_chunk(picture, "IEND", (rn_bytes){"", 0}) &&
           rn_flush(&picture->out, picture->sink, 0, picture->report);
}

static bool begin_file(png_picture *picture)
{
    picture->kind = kind_of(picture);
    if (rn_png_rows_init(&picture->rows, picture->width, bytes_of(picture->kind), &picture->packed))
        return put_head(picture);
    rn_fail_memory(picture->report);
    return false;
}

static bool pack_band(png_picture *picture, uint32_t count)
{
    bool fine = true;
    for (uint32_t y = 0; fine && y < count; y++) {
        const uint32_t *row = row_of(picture, y);
        if (picture->kind == PNG_PALETTE)
            row = index_row(picture, row);
        else if (picture->kind == PNG_RGBA)
            row = unmultiply_row(picture, row);
        rn_png_rows_put(&picture->rows, row);
        fine = put_packed(picture, RN_FLUSH_BYTES);
    }
    return fine;
}

/* ---- painting -------------------------------------------------------------------------------- */

/* Lowers the scale until the picture fits what cairo can hold, and a sensible amount of memory. */
static double usable_scale(const rn_scene *scene, double scale, rn_report *report)
{
    double longer = fmax(scene->width, scene->height), area = scene->width * scene->height;
    if (!(scale > 0))
        scale = 1;
    double usable = fmin(scale, sqrt(AREA_MAX_PX / area));
    if (ceil(longer * usable) > SIDE_MAX_PX)
        usable = (SIDE_MAX_PX - 1) / longer;
    if (usable == scale)
        return scale;
    rn_buffer text = {0};
    rn_put_fixed(&text, usable, usable < 0.01 ? 6 : 3);
    rn_warn(report,
            "scale lowered to %.*s: a raster picture has at most %d pixels a side and %d in "
            "all",
            (int)text.size, text.data, SIDE_MAX_PX, AREA_MAX_PX);
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

static uint32_t rows_of_band(uint32_t width, uint32_t height)
{
    uint32_t rows = BAND_PX / width > BAND_ROWS_MIN ? BAND_PX / width : BAND_ROWS_MIN;
    return rows < height ? rows : height;
}

static bool begin_painting(png_picture *picture)
{
    picture->surface =
        cairo_image_surface_create(picture->opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                   (int)picture->width, (int)picture->band_rows);
    picture->cairo = cairo_create(picture->surface);
    picture->painter = rn_painter_new(picture->scene);
    picture->row = rn_array_new(picture->width, sizeof *picture->row);
    return picture->painter && picture->row && row_of(picture, 0) &&
           cairo_status(picture->cairo) == CAIRO_STATUS_SUCCESS;
}

static bool paint_band(png_picture *picture, uint32_t top)
{
    cairo_t *cairo = picture->cairo;
    rn_fonts_take();
    cairo_identity_matrix(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
    if (!picture->opaque)
        cairo_paint(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
    cairo_translate(cairo, 0, -(double)top);
    cairo_scale(cairo, picture->scale, picture->scale);
    rn_painter_paint(picture->painter, cairo, (top - 1.0) / picture->scale,
                     (top + picture->band_rows + 1.0) / picture->scale);
    rn_fonts_give();
    cairo_surface_flush(picture->surface);
    if (cairo_status(cairo) == CAIRO_STATUS_SUCCESS)
        return true;
    rn_fail_memory(picture->report);
    return false;
}

static bool put_bands(png_picture *picture)
{
    bool fine = true;
    for (uint32_t top = 0; fine && top < picture->height; top += picture->band_rows) {
        uint32_t left = picture->height - top;
        fine = paint_band(picture, top) && (top > 0 || begin_file(picture)) &&
               pack_band(picture, left < picture->band_rows ? left : picture->band_rows);
    }
    return fine && put_end(picture);
}

static void finish(png_picture *picture)
{
    rn_fonts_take();
    rn_painter_free(picture->painter);
    cairo_destroy(picture->cairo);
    rn_fonts_give();
    cairo_surface_destroy(picture->surface);
    rn_png_rows_finish(&picture->rows);
    rn_buffer_finish(&picture->packed);
    rn_buffer_finish(&picture->out);
    free(picture->row);
    free(picture);
}

static render_status paint_and_pack(png_picture *picture)
{
    if (!begin_painting(picture))
        return rn_fail_memory(picture->report);
    return put_bands(picture) ? RENDER_OK : picture->report->error.status;
}

render_status rn_write_png(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    png_picture *picture = scene->failed ? NULL : rn_array_zero(1, sizeof *picture);
    if (!picture)
        return rn_fail_memory(report);
    scale = usable_scale(scene, scale * scene->zoom, report);
    picture->scene = scene;
    picture->scale = scale;
    picture->width = side(scene->width * scale);
    picture->height = side(scene->height * scale);
    picture->band_rows = rows_of_band(picture->width, picture->height);
    picture->opaque = is_opaque(scene);
    picture->sink = sink;
    picture->report = report;
    render_status status = paint_and_pack(picture);
    finish(picture);
    return status;
}

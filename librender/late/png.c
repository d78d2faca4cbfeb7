/* PNG: cairo paints, ISA-L packs, libpng writes.
 *
 * A large picture is painted in bands, each packed by another thread while the next is painted, so that memory does
 * not grow with the picture.  What is packed is handed to libpng as finished chunks: its own way through zlib takes six
 * times as long.
 *
 * Flat pictures compress best without row filters, and most of the time that other writers take is
 * spent trying them.  Only a row equal to the one above is filtered: "up" makes it zeros, which cost
 * next to nothing.  Pixels are one byte when they are all grey, or when there are at most 256 colours in a picture of
 * one band; else RGB, with an alpha channel only when the page is not opaque. */
#include <cairo.h>
#include <math.h>
#include <png.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/grow.h"
#include "late/fonts.h"
#include "late/painter.h"
#include "late/parts.h"
#include "output/deflate.h"
#include "output/output.h"

enum {
    SIDE_MAX_PX = 32767, /* of cairo's images */
    WHOLE_PX = 1 << 22,  /* up to here one band will do */
    BAND_PX = 1 << 20,
    BAND_ROWS_MIN = 64,
    COLORS_MAX = 256,
    COLOR_SLOTS = 1024,
    LEVEL = 2,
    PACKED_BYTES = 1 << 18, /* about as much is packed at a time */
    FILTER_NONE = 0,        /* the first byte of a row */
    FILTER_UP = 2,
};

typedef struct png_picture {
    const rn_scene *scene;
    double scale;
    uint32_t width, height, band_rows;
    bool opaque;
    int kind; /* libpng's type of colours */
    cairo_surface_t *surfaces
        [2]; /* bands: rows of 0xAARRGGBB in native order; one is painted, the one before packed */
    cairo_t *cairos[2];
    rn_painter *painter;
    rn_deflate *deflate;
    unsigned char *rows; /* of the file, not packed yet */
    size_t row_size;     /* with the byte that names the filter */
    uint32_t row_count, rows_max;
    uint32_t *above; /* the last row of the band before */
    uint32_t color_count;
    uint32_t colors[COLORS_MAX];
    uint32_t keys[COLOR_SLOTS]; /* a hash table: colour → index + 1 */
    uint16_t slots[COLOR_SLOTS];
    png_structp png;
    png_infop info;
    uint32_t band; /* that is packed */
    pthread_t packer;
    bool has_packer, is_packed;
    rn_buffer out;
    render_sink sink;
    rn_report *report;
} png_picture;

/* ---- colours --------------------------------------------------------------------------------- */

/* A row of a band: 0xAARRGGBB; the alpha channel has a meaning only when the page is not opaque. */
static const uint32_t *row_of(const png_picture *picture, uint32_t band, uint32_t y)
{
    cairo_surface_t *surface = picture->surfaces[band % 2];
    const unsigned char *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    return (const uint32_t *)(const void *)(data + stride * y);
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
        const uint32_t *row = row_of(picture, 0, y);
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

static int kind_of(png_picture *picture)
{
    if (!picture->opaque)
        return PNG_COLOR_TYPE_RGB_ALPHA;
    if (picture->band_rows == picture->height && has_palette(picture))
        return PNG_COLOR_TYPE_PALETTE;
    return is_grey(picture->scene) ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
}

static void put_indices(png_picture *picture, const uint32_t *row, unsigned char *to)
{
    int index = 0;
    for (uint32_t x = 0; x < picture->width; x++) {
        if (x == 0 || row[x] != row[x - 1])
            index = color_index(picture, row[x]);
        to[x] = (unsigned char)index;
    }
}

static void put_grey(const png_picture *picture, const uint32_t *row, unsigned char *to)
{
    for (uint32_t x = 0; x < picture->width; x++)
        to[x] = row[x] & 0xff;
}

static void put_rgb(const png_picture *picture, const uint32_t *row, unsigned char *to)
{
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

static void put_rgba(const png_picture *picture, const uint32_t *row, unsigned char *to)
{
    for (uint32_t x = 0; x < picture->width; x++) {
        uint32_t alpha = row[x] >> 24;
        *to++ = unmultiply(row[x] >> 16 & 0xff, alpha);
        *to++ = unmultiply(row[x] >> 8 & 0xff, alpha);
        *to++ = unmultiply(row[x] & 0xff, alpha);
        *to++ = (unsigned char)alpha;
    }
}

static void put_pixels(png_picture *picture, const uint32_t *row, unsigned char *to)
{
    switch (picture->kind) {
    case PNG_COLOR_TYPE_PALETTE:
        put_indices(picture, row, to);
        break;
    case PNG_COLOR_TYPE_GRAY:
        put_grey(picture, row, to);
        break;
    case PNG_COLOR_TYPE_RGB:
        put_rgb(picture, row, to);
        break;
    default:
        put_rgba(picture, row, to);
    }
}

/* ---- painting -------------------------------------------------------------------------------- */

static uint32_t rows_of_band(uint32_t width, uint32_t height)
{
    uint32_t rows = BAND_PX / width > BAND_ROWS_MIN ? BAND_PX / width : BAND_ROWS_MIN;
    bool is_whole = (uint64_t)width * height <= WHOLE_PX;
    return is_whole || rows > height ? height : rows;
}

static bool begin_band(png_picture *picture, uint32_t band)
{
    picture->surfaces[band] =
        cairo_image_surface_create(picture->opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                   (int)picture->width, (int)picture->band_rows);
    picture->cairos[band] = cairo_create(picture->surfaces[band]);
    return row_of(picture, band, 0) && cairo_status(picture->cairos[band]) == CAIRO_STATUS_SUCCESS;
}

static bool begin_painting(png_picture *picture)
{
    picture->painter = rn_painter_new(picture->scene);
    picture->above = rn_array_new(picture->width, sizeof *picture->above);
    return picture->painter && picture->above && begin_band(picture, 0) &&
           (picture->band_rows == picture->height || begin_band(picture, 1));
}

static bool paint_band(png_picture *picture, uint32_t band)
{
    cairo_t *cairo = picture->cairos[band % 2];
    double top = (double)band * picture->band_rows;
    rn_fonts_take();
    cairo_identity_matrix(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
    if (!picture->opaque)
        cairo_paint(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
    cairo_translate(cairo, 0, -top);
    cairo_scale(cairo, picture->scale, picture->scale);
    rn_painter_paint(picture->painter, cairo, (top - 1) / picture->scale,
                     (top + picture->band_rows + 1) / picture->scale);
    rn_fonts_give();
    cairo_surface_flush(picture->surfaces[band % 2]);
    if (cairo_status(cairo) == CAIRO_STATUS_SUCCESS)
        return true;
    rn_fail_memory(picture->report);
    return false;
}

/* ---- the file -------------------------------------------------------------------------------- */

/* The sink is the business of the thread that was asked for the picture. */
static void take(png_structp png, png_bytep data, png_size_t size)
{
    png_picture *picture = png_get_io_ptr(png);
    rn_put(&picture->out, (rn_bytes){(const char *)data, size});
    if (picture->out.failed)
        png_error(png, "no memory");
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

static void put_palette(const png_picture *picture)
{
    png_color palette[COLORS_MAX];
    for (uint32_t i = 0; i < picture->color_count; i++) {
        palette[i].red = picture->colors[i] >> 16 & 0xff;
        palette[i].green = picture->colors[i] >> 8 & 0xff;
        palette[i].blue = picture->colors[i] & 0xff;
    }
    png_set_PLTE(picture->png, picture->info, palette, (int)picture->color_count);
}

/* A sink: packed pixels, which are a chunk of the file. */
static bool put_chunk(void *user, const void *data, size_t size)
{
    png_picture *picture = user;
    png_write_chunk(picture->png, (png_const_bytep) "IDAT", data, size);
    return true;
}

static bool put_head(png_picture *picture)
{
    png_structp png = picture->png;
    picture->kind = kind_of(picture);
    png_set_IHDR(png, picture->info, picture->width, picture->height, 8, picture->kind,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (picture->kind == PNG_COLOR_TYPE_PALETTE)
        put_palette(picture);
    png_write_info(png, picture->info);
    picture->row_size = 1 + picture->width * (size_t)png_get_channels(png, picture->info);
    picture->rows_max = (uint32_t)(PACKED_BYTES / picture->row_size + 1);
    picture->rows = rn_array_new(picture->rows_max, picture->row_size);
    picture->deflate = rn_deflate_new(RN_DEFLATE_ZLIB, LEVEL, (render_sink){put_chunk, picture});
    return picture->rows && picture->deflate;
}

static bool pack_rows(png_picture *picture)
{
    render_sink packer = rn_deflate_sink(picture->deflate);
    size_t size = picture->row_size * picture->row_count;
    picture->row_count = 0;
    return packer.write(packer.user, picture->rows, size);
}

/* A row and the one above it, which the first has not. */
static bool put_row(png_picture *picture, const uint32_t *row, const uint32_t *above)
{
    unsigned char *to = picture->rows + picture->row_size * picture->row_count++;
    if (above && memcmp(row, above, sizeof *row * picture->width) == 0) {
        to[0] = FILTER_UP;
        memset(to + 1, 0, picture->row_size - 1);
    } else {
        to[0] = FILTER_NONE;
        put_pixels(picture, row, to + 1);
    }
    return picture->row_count < picture->rows_max || pack_rows(picture);
}

static bool put_tail(png_picture *picture)
{
    bool fine = pack_rows(picture) && rn_deflate_finish(picture->deflate);
    picture->deflate = NULL;
    png_write_chunk(picture->png, (png_const_bytep) "IEND", NULL, 0);
    return fine;
}

static bool put_band(png_picture *picture)
{
    uint32_t top = picture->band * picture->band_rows, left = picture->height - top;
    uint32_t count = left < picture->band_rows ? left : picture->band_rows;
    if (picture->band == 0 && !put_head(picture))
        return false;
    const uint32_t *above = picture->band ? picture->above : NULL;
    for (uint32_t y = 0; y < count; y++) {
        const uint32_t *row = row_of(picture, picture->band, y);
        if (!put_row(picture, row, above))
            return false;
        above = row;
    }
    if (above)
        memcpy(picture->above, above, sizeof *above * picture->width);
    return left > count || put_tail(picture);
}

/* libpng leaves by longjmp: nothing in here changes after setjmp but what pointers lead to. */
static void *pack_band(void *data)
{
    png_picture *picture = data;
    picture->is_packed = false;
    if (setjmp(png_jmpbuf(picture->png)))
        return NULL;
    picture->is_packed = put_band(picture);
    return NULL;
}

/* Waits until nothing is packed, and hands over what was. */
static bool finish_packing(png_picture *picture)
{
    if (picture->has_packer)
        pthread_join(picture->packer, NULL);
    picture->has_packer = false;
    return picture->is_packed && rn_flush(&picture->out, picture->sink, 0, picture->report);
}

/* In a thread of its own, when there is more to paint meanwhile and a thread to be had. */
static void start_packing(png_picture *picture, uint32_t band)
{
    bool is_last = picture->height - band * picture->band_rows <= picture->band_rows;
    picture->band = band;
    picture->has_packer =
        !is_last && pthread_create(&picture->packer, NULL, pack_band, picture) == 0;
    if (!picture->has_packer)
        pack_band(picture);
}

static bool put_bands(png_picture *picture)
{
    bool fine = true;
    picture->is_packed = true; /* so far */
    for (uint32_t band = 0; fine && band * picture->band_rows < picture->height; band++) {
        bool is_painted = paint_band(picture, band);
        fine = finish_packing(picture) && is_painted;
        if (fine)
            start_packing(picture, band);
    }
    return fine && finish_packing(picture);
}

static render_status put_picture(png_picture *picture)
{
    picture->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, keep_quiet);
    picture->info = picture->png ? png_create_info_struct(picture->png) : NULL;
    bool fine = false;
    if (picture->info) {
        png_set_write_fn(picture->png, picture, take, NULL);
        png_set_user_limits(picture->png, SIDE_MAX_PX, SIDE_MAX_PX);
        fine = put_bands(picture);
    }
    png_destroy_write_struct(&picture->png, &picture->info);
    if (fine)
        return RENDER_OK;
    return picture->report->error.status ? picture->report->error.status
                                         : rn_fail_memory(picture->report);
}

/* ---- the whole ------------------------------------------------------------------------------- */

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

static void finish(png_picture *picture)
{
    rn_fonts_take();
    rn_painter_free(picture->painter);
    for (int i = 0; i < 2; i++) {
        cairo_destroy(picture->cairos[i]);
        cairo_surface_destroy(picture->surfaces[i]);
    }
    rn_fonts_give();
    rn_buffer_finish(&picture->out);
    rn_deflate_discard(picture->deflate);
    free(picture->rows);
    free(picture->above);
}

render_status rn_write_png(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    if (scene->failed)
        return rn_fail_memory(report);
    scale = usable_scale(scene, scale * scene->zoom, report);
    png_picture picture = {.scene = scene,
                           .scale = scale,
                           .width = side(scene->width * scale),
                           .height = side(scene->height * scale),
                           .opaque = is_opaque(scene),
                           .sink = sink,
                           .report = report};
    picture.band_rows = rows_of_band(picture.width, picture.height);
    render_status status =
        begin_painting(&picture) ? put_picture(&picture) : rn_fail_memory(report);
    finish(&picture);
    return status;
}

/* What the writers of pictures cost: PNG against cairo's own writer, which must give the same pixels in no
 * more bytes, or in at most so many times as many; SVG and PDF by themselves.
 * usage: bench_surfaces PROFILE VIEW [ROUNDS [MOST]]      Times are those of the processor. */
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "late/painter.h"
#include "late/parts.h"
#include "surface/surfaces.h"
#include "view/views.h"

typedef struct bytes_out {
    unsigned char *data;
    size_t size, room, read;
} bytes_out;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool keep(void *user, const void *data, size_t size)
{
    bytes_out *out = user;
    if (out->size + size > out->room) {
        out->room = (out->size + size) * 2;
        out->data = realloc(out->data, out->room);
        if (!out->data)
            abort();
    }
    memcpy(out->data + out->size, data, size);
    out->size += size;
    return true;
}

static cairo_status_t keep_for_cairo(void *user, const unsigned char *data, unsigned size)
{
    keep(user, data, size);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t give_to_cairo(void *user, unsigned char *data, unsigned size)
{
    bytes_out *from = user;
    if (from->size - from->read < size)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, from->data + from->read, size);
    from->read += size;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *paint(const rn_scene *scene)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)ceil(scene->width - 1e-6), (int)ceil(scene->height - 1e-6));
    cairo_t *cairo = cairo_create(surface);
    rn_paint_scene(cairo, scene, false);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

static bool is_same_picture(bytes_out *a, bytes_out *b)
{
    cairo_surface_t *x = cairo_image_surface_create_from_png_stream(give_to_cairo, a);
    cairo_surface_t *y = cairo_image_surface_create_from_png_stream(give_to_cairo, b);
    int width = cairo_image_surface_get_width(x), height = cairo_image_surface_get_height(x);
    bool same = width > 0 && width == cairo_image_surface_get_width(y) &&
                height == cairo_image_surface_get_height(y);
    for (int row = 0; same && row < height; row++) {
        const uint32_t *p = (const void *)(cairo_image_surface_get_data(x) +
                                           (ptrdiff_t)cairo_image_surface_get_stride(x) * row);
        const uint32_t *q = (const void *)(cairo_image_surface_get_data(y) +
                                           (ptrdiff_t)cairo_image_surface_get_stride(y) * row);
        for (int column = 0; same && column < width; column++)
            same = (p[column] & 0xffffff) == (q[column] & 0xffffff);
    }
    cairo_surface_destroy(x);
    cairo_surface_destroy(y);
    return same;
}

typedef render_status (*surface_write)(const rn_scene *, double, render_sink, rn_report *);

/* The best of some rounds, in s. */
static double time_surface(surface_write write, const rn_scene *scene, int rounds, bytes_out *out)
{
    double best = INFINITY;
    for (int i = 0; i < rounds; i++) {
        rn_report report = {0};
        out->size = 0;
        double begun = now();
        write(scene, 1, (render_sink){keep, out}, &report);
        best = fmin(best, now() - begun);
        rn_report_finish(&report);
    }
    return best;
}

static double time_painting(const rn_scene *scene, int rounds)
{
    double best = INFINITY;
    for (int i = 0; i < rounds; i++) {
        double begun = now();
        cairo_surface_t *surface = paint(scene);
        best = fmin(best, now() - begun);
        cairo_surface_destroy(surface);
    }
    return best;
}

static double time_cairo(const rn_scene *scene, int rounds, bytes_out *out)
{
    cairo_surface_t *surface = paint(scene);
    double best = INFINITY;
    for (int i = 0; i < rounds; i++) {
        out->size = 0;
        double begun = now();
        cairo_surface_write_to_png_stream(surface, keep_for_cairo, out);
        best = fmin(best, now() - begun);
    }
    cairo_surface_destroy(surface);
    return best;
}

static int compare(const rn_scene *scene, int rounds, double most)
{
    bytes_out ours = {0}, theirs = {0}, other = {0};
    double painting = time_painting(scene, rounds);
    double png = time_surface(rn_write_png, scene, rounds, &ours) - painting;
    double cairo = time_cairo(scene, rounds, &theirs);
    double svg = time_surface(rn_write_svg, scene, rounds, &other);
    printf("%.0f x %.0f px, painted in %.2f ms\n", scene->width, scene->height, painting * 1e3);
    printf("PNG   %8.2f ms %9zu bytes; cairo's writer %8.2f ms %9zu bytes: %.1f times faster\n",
           png * 1e3, ours.size, cairo * 1e3, theirs.size, cairo / png);
    printf("SVG   %8.2f ms %9zu bytes: %.0f MB/s\n", svg * 1e3, other.size,
           (double)other.size / svg / 1e6);
    double pdf = time_surface(rn_write_pdf, scene, rounds, &other);
    printf("PDF   %8.2f ms %9zu bytes\n", pdf * 1e3, other.size);
    bool fine = is_same_picture(&ours, &theirs) && (double)ours.size <= (double)theirs.size * most;
    printf("PNG: %s, %.3f of the bytes\n", fine ? "the same pixels" : "other pixels, or too large",
           (double)ours.size / (double)theirs.size);
    free(ours.data);
    free(theirs.data);
    free(other.data);
    return fine ? 0 : 1;
}

static int draw(const rn_profile *profile, const rn_view *view, int rounds, double most)
{
    rn_scene scene;
    rn_report report = {0};
    render_draw_options options;
    render_draw_options_init(&options);
    rn_view_input input = {.profile = profile,
                           .options = &options,
                           .theme = rn_theme_find("light"),
                           .measure = rn_measure_new(NULL, &report)};
    input.colormap = rn_colormap_find(input.theme->colormap);
    rn_scene_init(&scene);
    int status =
        view->layout(&scene, &input, &report) == RENDER_OK ? compare(&scene, rounds, most) : 1;
    rn_scene_finish(&scene);
    rn_measure_free(input.measure);
    rn_report_finish(&report);
    return status;
}

int main(int argc, char **argv)
{
    render_profile *profile;
    render_error error;
    const rn_view *view = argc > 2 ? rn_view_find(argv[2]) : NULL;
    if (!view)
        return 2;
    if (render_profile_read_file(&profile, argv[1], NULL, &error)) {
        fprintf(stderr, "%s: %s\n", argv[1], error.message);
        return 1;
    }
    int status =
        draw(profile, view, argc > 3 ? atoi(argv[3]) : 5, argc > 4 ? strtod(argv[4], NULL) : 1);
    render_profile_free(profile);
    return status;
}

/* What the tests of the surfaces share: a sink into a buffer, and a scene with one of everything. */
#ifndef RN_SURFACE_HELPERS_H
#define RN_SURFACE_HELPERS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "surface/surfaces.h"

static inline bool take_bytes(void *user, const void *data, size_t size)
{
    rn_buffer *buffer = user;
    rn_put(buffer, (rn_bytes){data, size});
    return !buffer->failed;
}

static inline bool refuse_bytes(void *user, const void *data, size_t size)
{
    (void)user;
    (void)data;
    (void)size;
    return false;
}

/* The NUL-terminated output of a surface; finish it with rn_buffer_finish. */
static inline rn_buffer written(const char *surface, const rn_scene *scene, double scale)
{
    rn_buffer out = {0};
    rn_report report = {0};
    render_sink sink = {take_bytes, &out};
    assert_int_equal(rn_surface_find(surface)->write(scene, scale, sink, &report), RENDER_OK);
    rn_put_char(&out, '\0');
    out.size--;
    rn_report_finish(&report);
    return out;
}

static inline void check_refusal(const char *surface, const rn_scene *scene)
{
    rn_report report = {0};
    render_sink sink = {refuse_bytes, NULL};
    assert_int_equal(rn_surface_find(surface)->write(scene, 1, sink, &report), RENDER_ERROR_IO);
    assert_int_equal(report.error.status, RENDER_ERROR_IO);
    rn_report_finish(&report);
}

static inline void check_memory(const char *surface, rn_scene *scene)
{
    rn_report report = {0};
    rn_buffer out = {0};
    scene->failed = true;
    render_status status =
        rn_surface_find(surface)->write(scene, 1, (render_sink){take_bytes, &out}, &report);
    assert_int_equal(status, RENDER_ERROR_MEMORY);
    assert_int_equal(out.size, 0);
    scene->failed = false;
    rn_report_finish(&report);
}

/* The same bytes when written twice. */
static inline void check_repeats(const char *surface, const rn_scene *scene)
{
    rn_buffer first = written(surface, scene, 1), second = written(surface, scene, 1);
    assert_true(first.size > 0);
    assert_true(rn_bytes_equal(rn_buffer_bytes(&first), rn_buffer_bytes(&second)));
    rn_buffer_finish(&first);
    rn_buffer_finish(&second);
}

static inline void scene_of_everything(rn_scene *scene)
{
    rn_path_step steps[] = {{RN_MOVE, {10}, {90}},
                            {RN_CURVE, {30, -5.5, 60}, {70, -80.25, 90}},
                            {RN_LINE, {90}, {95}},
                            {RN_CLOSE, {0}, {0}}};
    rn_scene_init(scene);
    scene->width = 200;
    scene->height = 100;
    scene->title = "One <of> \"everything\" & more";
    scene->description = "A box, a sector, a path and a text.";
    scene->font = "Liberation Sans, sans-serif";
    scene->background = rn_scene_paint(scene, (rn_paint){0xffffffff, 0x16181dff});
    uint32_t red = rn_scene_paint(scene, (rn_paint){0xc03a2bff, 0xcb6138ff});
    uint32_t ink = rn_scene_paint(scene, (rn_paint){0x1c1c1cff, 0x1c1c1cff});
    rn_scene_open(scene, "cell", "f1", RN_LITERAL("parse (m.py:5)\n1.53 s"),
                  RN_LITERAL("https://example.org/?f=m.py&l='5'"));
    rn_scene_box(scene, 10, 10, 80.126, 17, red);
    rn_scene_text(scene, 13, 23, 12, RN_START, ink, RN_LITERAL("a<b> \"q\""), 50);
    rn_scene_close(scene);
    rn_scene_open(scene, NULL, NULL, (rn_bytes){NULL, 0}, (rn_bytes){NULL, 0});
    rn_item *rounded = rn_scene_box(scene, 10, 30, 80, 17, red);
    rounded->u.box.radius = 4;
    rounded->stroke = ink;
    rounded->stroke_width = 1.5;
    rn_scene_close(scene);
    rn_scene_sector(scene, 150, 50, 10, 30, 0, 1, red);
    rn_scene_sector(scene, 150, 50, 0, 8, 0, 2 * M_PI, ink);
    rn_item *path = rn_scene_path(scene, steps, 4, RN_NO_PAINT);
    path->stroke = red;
    path->stroke_width = 1;
    path->dash = RN_DASHED;
    rn_scene_text(scene, 100, 80, 10, RN_MIDDLE, ink, RN_LITERAL("up"), 12)->u.text.angle =
        -M_PI / 2;
}

#endif

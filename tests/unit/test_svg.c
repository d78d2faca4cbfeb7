/* SVG: what it says, how it escapes, how large it is. */
#include <stdio.h>

#include "surface/svg_escape.h"
#include "surface_helpers.h"

static bool has(const rn_buffer *out, const char *part)
{
    return strstr(out->data, part) != NULL;
}

static void test_everything(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    rn_buffer out = written("svg", &scene, 3);
    assert_true(has(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\" "
                          "viewBox=\"0 0 200 100\""));
    assert_true(has(&out, "<title>One &lt;of&gt; \"everything\" &amp; more</title>"));
    assert_true(has(&out, "<desc>A box, a sector, a path and a text.</desc>"));
    assert_true(has(&out, "font-family:'Liberation Sans',sans-serif"));
    assert_true(has(&out, "<a href=\"https://example.org/?f=m.py&amp;l='5'\" class=\"cell\" "
                          "id=\"f1\"><title>parse (m.py:5)\n1.53 s</title>"));
    assert_true(has(&out, "d=\"M10 10h80.1v17H10z\""));
    assert_true(has(&out, ">a&lt;b&gt; \"q\"</text></a>"));
    assert_true(has(&out, "rx=\"4\"/>\n<path")); /* a group of one shape is that shape */
    assert_true(has(&out, ";stroke-width:1.5px}\n"));
    assert_true(has(&out, "d=\"M10 90C30 70-5.5-80.3 60 90L90 95z\"/>"));
    assert_true(has(&out, ";stroke-dasharray:4px 3px}\n"));
    assert_true(has(&out, "transform=\"translate(100 80)rotate(-90)\""));
    assert_false(has(&out, "<script"));
    assert_false(has(&out, "textLength"));
    assert_string_equal(out.data + out.size - 7, "</svg>\n");
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static void test_dark_pages(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    rn_buffer out = written("svg", &scene, 1);
    const char *dark = strstr(out.data, "@media (prefers-color-scheme:dark)");
    assert_non_null(dark);
    assert_non_null(strstr(dark, "#cb6138"));
    assert_null(strstr(dark, "#c03a2b"));
    assert_null(strstr(dark, "#1c1c1c")); /* the same on both */
    rn_buffer_finish(&out);
    for (size_t i = 0; i < scene.paint_count; i++)
        scene.paints[i].dark = scene.paints[i].light;
    out = written("svg", &scene, 1);
    assert_false(has(&out, "@media"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static rn_buffer text_svg(const char *string, const char *title, const char *link)
{
    rn_scene scene;
    rn_scene_init(&scene);
    scene.width = scene.height = 10;
    uint32_t ink = rn_scene_paint(&scene, (rn_paint){0xff, 0xff});
    rn_scene_open(&scene, NULL, NULL, rn_bytes_of(title), rn_bytes_of(link));
    rn_scene_text(&scene, 1, 2, 12, RN_START, ink, rn_bytes_of(string), 33.333);
    rn_scene_close(&scene);
    rn_buffer out = written("svg", &scene, 1);
    rn_scene_finish(&scene);
    return out;
}

static void test_hostile_text(void **state)
{
    (void)state;
    rn_buffer out = text_svg("x",
                             "a\x01"
                             "b\xff"
                             "c\xed\xa0\x80"
                             "d\xef\xbf\xbf"
                             "e\n]]>",
                             "");
    assert_true(has(&out, "<title>a\xef\xbf\xbd"
                          "b\xef\xbf\xbd"
                          "c\xef\xbf\xbd"
                          "d\xef\xbf\xbd"
                          "e\n]]&gt;</title>"));
    rn_buffer_finish(&out);
    static const char *const scripts[] = {"javascript:alert(1)", "JavaScript:alert(1)",
                                          "data:text/html,x", "vbscript:x"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        out = text_svg("x", "t", scripts[i]);
        assert_false(has(&out, "href"));
        assert_true(has(&out, "<g><title>t</title>"));
        rn_buffer_finish(&out);
    }
}

static void test_length_of_other_scripts(void **state)
{
    (void)state;
    rn_buffer out = text_svg("\xe6\x97\xa5", "", "");
    assert_true(has(&out, "textLength=\"33.3\" lengthAdjust=\"spacingAndGlyphs\">\xe6\x97\xa5<"));
    rn_buffer_finish(&out);
    out = text_svg("par\xe2\x80\xa6", "", "");
    assert_false(has(&out, "textLength"));
    rn_buffer_finish(&out);
}

/* Whether an element has the class whose rule this is: `before` is what stands in front of the class. */
static bool is_used(const rn_buffer *out, const char *before, const char *rule)
{
    const char *found = strstr(out->data, rule);
    char element[64];
    if (!found || found - out->data < 6 || found[-6] != '.')
        return false;
    snprintf(element, sizeof element, "%sclass=\"%.5s\"", before, found - 5);
    return has(out, element);
}

/* What looks alike has one class, and what there is most of none. */
static void test_looks(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    scene.width = scene.height = 10;
    uint32_t ink = rn_scene_paint(&scene, (rn_paint){0xff, 0xff});
    uint32_t red = rn_scene_paint(&scene, (rn_paint){0xff0000ff, 0xee0000ff});
    for (int i = 0; i < 3; i++) {
        rn_item *box = rn_scene_box(&scene, 1, 1, 8, 8, RN_NO_PAINT);
        box->stroke = ink;
        box->stroke_width = i == 2 ? 3 : 2;
        rn_buffer out = written("svg", &scene, 1);
        assert_true(is_used(&out, "<path ", "{fill:none;stroke:#000000;stroke-width:2px}"));
        assert_int_equal(is_used(&out, "<path ", "{fill:none;stroke:#000000;stroke-width:3px}"),
                         i == 2);
        rn_buffer_finish(&out);
    }
    rn_scene_box(&scene, 0, 0, 5, 5, red);
    rn_buffer out = written("svg", &scene, 1);
    assert_true(has(&out, "sans-serif;fill:#ff0000}"));
    assert_true(has(&out, "<path d=\"M0 0h5v5H0z\"/>"));
    rn_buffer_finish(&out);
    rn_scene_box(&scene, 0, 0, 6, 6, ink);
    rn_scene_box(&scene, 0, 0, 7, 7, ink);
    out = written("svg", &scene, 1);
    assert_true(has(&out, "sans-serif;fill:#000000}"));
    assert_true(is_used(&out, "<path ", "{fill:#ff0000}"));
    assert_true(has(&out, "{fill:#ee0000}\n}\n</style>"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static const char *element_of(const rn_buffer *out, const char *part)
{
    const char *at = strstr(out->data, part);
    assert_non_null(at);
    while (*at != '<')
        at--;
    return at;
}

/* A class says what it looks like, not which one of the picture's it is: other looks do not change its name.  One
 * that looks otherwise on a dark page has another name. */
static void test_names(void **state)
{
    (void)state;
    char first[64] = "";
    for (int i = 0; i < 3; i++) {
        rn_scene scene;
        rn_scene_init(&scene);
        scene.width = scene.height = 10;
        for (unsigned k = 0; k < 60; k++) {
            uint32_t other = rn_scene_paint(&scene, (rn_paint){k << 20 | 0xff, k << 20 | 0xff});
            if (i > 0)
                rn_scene_box(&scene, 0, 0, 5, 5, other);
        }
        rn_rgba dark = i == 2 ? 0xfedcbaff : 0x123456ff;
        rn_scene_box(&scene, 0, 0, 7, 7, rn_scene_paint(&scene, (rn_paint){0x123456ff, dark}))
            ->stroke = rn_scene_paint(&scene, (rn_paint){0xff, 0xff});
        rn_buffer out = written("svg", &scene, 1);
        const char *element = element_of(&out, "d=\"M0 0h7");
        if (i == 0)
            snprintf(first, sizeof first, "%.20s", element);
        assert_int_equal(strncmp(element, first, strlen(first)) == 0, i < 2);
        rn_buffer_finish(&out);
        rn_scene_finish(&scene);
    }
}

/* A slight arc is a line, one that is not much rounder a parabola. */
static void test_sectors(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    scene.width = scene.height = 400;
    uint32_t ink = rn_scene_paint(&scene, (rn_paint){0xff, 0xff});
    rn_scene_sector(&scene, 200, 200, 90, 100, 0, 0.02, ink);
    rn_scene_sector(&scene, 200, 200, 100.4, 110.4, 0, 0.4, ink);
    rn_scene_sector(&scene, 200, 200, 100.4, 110.4, 0, 3, ink);
    rn_buffer out = written("svg", &scene, 1);
    assert_true(has(&out, "d=\"M200 100l2 0-.2 10-1.8 0z\""));
    assert_true(has(&out, "d=\"M200 89.6q22.4 0 43 8.7"));
    assert_true(has(&out, "d=\"M200 89.6a110.4 110.4 0 0 1 110.1 102.6"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

/* In a disc numbers are whole tenths of a px from its middle; text is turned about that, and outlines and fonts are as
 * large as elsewhere. */
static void test_disc(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    scene.width = scene.height = 400;
    uint32_t ink = rn_scene_paint(&scene, (rn_paint){0xff, 0xff});
    rn_scene_open_disc(&scene, 200, 210);
    rn_scene_sector(&scene, 200, 210, 90, 100, 0, 0.02, ink);
    rn_item *marked = rn_scene_sector(&scene, 200, 210, 0, 40, 0, 2 * M_PI, RN_NO_PAINT);
    marked->stroke = ink;
    marked->stroke_width = 1.5;
    rn_scene_text(&scene, 290, 210, 11, RN_MIDDLE, ink, RN_LITERAL("turned"), 30)->u.text.angle =
        M_PI / 2;
    rn_scene_text(&scene, 200, 213, 11, RN_MIDDLE, ink, RN_LITERAL("straight"), 40);
    rn_scene_close(&scene);
    rn_scene_text(&scene, 10, 20, 11, RN_MIDDLE, ink, RN_LITERAL("outside"), 40);
    rn_buffer out = written("svg", &scene, 1);
    assert_true(has(&out, "<g transform=\"translate(200 210)scale(.1)\">\n"));
    assert_true(has(&out, "d=\"M0-1000l20 0-2 100-18 0z\"/>\n"));
    assert_true(has(&out, "stroke:#000000;stroke-width:15px"));
    assert_true(has(&out, "text{font-size:110px;"));
    assert_true(has(&out, "<text transform=\"rotate(90)\" y=\"-900\">turned</text>"));
    assert_true(has(&out, "<text x=\"0\" y=\"30\">straight</text>\n</g>\n"));
    assert_true(is_used(&out, "<text ", "{font-size:11px;"));
    assert_true(has(&out, " x=\"10\" y=\"20\">outside</text>"));
    rn_buffer_finish(&out);
    out = written("scene", &scene, 1);
    assert_true(has(&out, "disc 200 210\n  sector 200 210 90 100 0 0.02"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static void test_hostile_font(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    scene.font = "A'}</style><script>, B";
    rn_buffer out = written("svg", &scene, 1);
    assert_true(has(&out, "font-family:'A/stylescript','B';"));
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

/* 5,000 labelled cells with tooltips. */
static void test_size(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    scene.width = 1200;
    scene.height = 1000;
    uint32_t ink = rn_scene_paint(&scene, (rn_paint){0x1c1c1cff, 0x1c1c1cff});
    for (unsigned i = 0; i < 5000; i++) {
        char title[64], id[16];
        int size = snprintf(title, sizeof title, "parse (m.py:%u)\n%u.%02u ms", i, i / 7, i % 100);
        snprintf(id, sizeof id, "c%x", i);
        double x = i % 100 * 11.87, y = (double)(i / 100 * 18);
        rn_scene_open(&scene, NULL, id, (rn_bytes){title, (size_t)size}, (rn_bytes){NULL, 0});
        rn_scene_box(&scene, x, y, 11.37, 17, ink);
        rn_scene_text(&scene, x + 3, y + 13, 12, RN_START, ink, RN_LITERAL("parse (m\xe2\x80\xa6"),
                      50);
        rn_scene_close(&scene);
    }
    rn_buffer out = written("svg", &scene, 1);
    assert_true(out.size >= 400000 && out.size <= 800000);
    rn_buffer_finish(&out);
    rn_scene_finish(&scene);
}

static void test_failures(void **state)
{
    (void)state;
    rn_scene scene;
    scene_of_everything(&scene);
    check_repeats("svg", &scene);
    check_refusal("svg", &scene);
    check_memory("svg", &scene);
    check_repeats("scene", &scene);
    check_refusal("scene", &scene);
    check_memory("scene", &scene);
    rn_scene_finish(&scene);
}

static void test_table(void **state)
{
    (void)state;
    assert_null(rn_surface_find("bmp"));
    assert_null(rn_surface_find(NULL));
    for (size_t i = 0; i < rn_surface_count; i++)
        assert_ptr_equal(rn_surface_find(rn_surface_infos[i].name), &rn_surfaces[i]);
}

/* A quote ends an attribute; between tags it is what it is. */
static void test_quotes(void **state)
{
    (void)state;
    rn_buffer out = {0};
    rn_svg_put_escaped(&out, "a\"b&");
    rn_put_char(&out, ' ');
    rn_svg_put_content(&out, "a\"b&");
    assert_true(rn_bytes_equal(rn_buffer_bytes(&out), RN_LITERAL("a&quot;b&amp; a\"b&amp;")));
    rn_buffer_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_dark_pages),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_length_of_other_scripts),
        cmocka_unit_test(test_looks),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_sectors),
        cmocka_unit_test(test_disc),
        cmocka_unit_test(test_hostile_font),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

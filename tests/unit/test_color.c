/* Colours: arithmetic, colour maps, contrast. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include <cmocka.h>

#include "style/diff_ramp.h"
#include "style/theme.h"
#include "style/tones.h"

static rn_rgba map_at(const char *name, double weight, double skew)
{
    const rn_colormap *map = rn_colormap_find(name);
    assert_non_null(map);
    return rn_colormap_fill(map, rn_skew(weight, skew), false);
}

/* What gprof2dot prints for its themes. */
static void test_gprof2dot_colors(void **state)
{
    static const struct {
        const char *map;
        double weight;
        uint32_t rgb;
    } expected[] = {
        {"color", 0, 0x0d0d73},     {"color", .1, 0x0d3b80},   {"color", .2, 0x0c738d},
        {"color", .25, 0x0c9393},   {"color", .3, 0x0c9a7e},   {"color", .4, 0x0ba84a},
        {"color", .5, 0x0ab60a},    {"color", .6, 0x53c408},   {"color", .67, 0x8ece07},
        {"color", .7, 0xa9d207},    {"color", .75, 0xdada06},  {"color", .8, 0xe1b505},
        {"color", .9, 0xf06102},    {"color", 1, 0xff0000},    {"color", .625, 0x68c708},
        {"color", .1875, 0x0c6b8b}, {"color", .125, 0x0d4883}, {"color", .3125, 0x0c9c78},
        {"pink", 0, 0xff9c9c},      {"pink", .1, 0xff7c7c},    {"pink", .2, 0xff6060},
        {"pink", .25, 0xff5353},    {"pink", .5, 0xff2222},    {"pink", .75, 0xff0707},
        {"pink", 1, 0xff0000},      {"gray", 0, 0xb2b2b2},     {"gray", .1, 0x8d8d8d},
        {"gray", .25, 0x5f5f5f},    {"gray", .5, 0x272727},    {"gray", .75, 0x080808},
        {"gray", 1, 0x000000},      {"bw", .5, 0x000000},      {"print", .5, 0x000000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(map_at(expected[i].map, expected[i].weight, 1), RN_RGB(expected[i].rgb));
}

static void test_skew(void **state)
{
    (void)state;
    assert_true(fabs(rn_skew(.1, .01) - .3728) < 5e-5);
    assert_true(fabs(rn_skew(.5, .01) - .9091) < 5e-5);
    assert_true(fabs(rn_skew(.1, 100) - .0059) < 5e-5);
    assert_true(rn_skew(.3, 1) == .3);
    assert_true(rn_skew(.3, 0) == .3);
    assert_true(rn_skew(.3, -2) == .3);
    assert_int_equal(map_at("color", .1, .01), RN_RGB(0x0ba459));
    assert_int_equal(map_at("color", .5, .01), RN_RGB(0xf15902));
    assert_int_equal(map_at("color", .9, .01), RN_RGB(0xfe0600));
    assert_int_equal(map_at("color", .1, 100), RN_RGB(0x0d0f74));
    assert_int_equal(map_at("color", .5, 100), RN_RGB(0x0d367e));
    assert_int_equal(map_at("color", .9, 100), RN_RGB(0x69c808));
}

static void test_every_fill_can_be_read_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < rn_colormap_count; i++)
        for (int dark = 0; dark < 2; dark++)
            for (int step = 0; step <= 1000; step++) {
                rn_rgba fill = rn_colormap_fill(&rn_colormaps[i], step / 1000.0, dark);
                assert_int_equal(fill & 0xff, 0xff);
                assert_true(rn_color_contrast(fill, rn_color_readable(fill)) >= 4.5);
            }
}

static void test_every_grey_can_be_read_on(void **state)
{
    (void)state;
    for (uint32_t level = 0; level < 256; level++) {
        rn_rgba grey = RN_RGB(level * 0x10101);
        assert_true(rn_color_contrast(grey, rn_color_readable(grey)) >= 4.5);
    }
}

/* Less and more are as easy to read on and to tell from none; equal sizes weigh about the same. */
static void test_changes_can_be_read_on(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        rn_rgba none = rn_diff_fill(0, dark);
        for (int step = 1; step <= 100; step++) {
            rn_rgba more = rn_diff_fill(step / 100.0, dark),
                    less = rn_diff_fill(-step / 100.0, dark);
            assert_true(rn_color_contrast(more, rn_color_readable(more)) >= 4.5);
            assert_true(rn_color_contrast(less, rn_color_readable(less)) >= 4.5);
            assert_true(rn_color_contrast(more, less) < 1.4);
            /* red minus blue is the axis that all kinds of colour blindness leave */
            assert_true((int)(more >> 24) - (int)(more >> 8 & 255) >
                        (int)(less >> 24) - (int)(less >> 8 & 255) + 10);
        }
        assert_true(rn_color_contrast(none, rn_diff_fill(1, dark)) > 4);
        assert_int_equal(rn_diff_fill(NAN, dark), none);
        assert_int_equal(rn_diff_fill(9, dark), rn_diff_fill(1, dark));
        assert_int_equal(rn_diff_fill(-9, dark), rn_diff_fill(-1, dark));
    }
}

static void check_lines(const rn_scheme *scheme, rn_rgba fill)
{
    rn_rgba line = rn_color_of_line(fill, scheme);
    assert_true(rn_color_contrast(fill, rn_color_readable(fill)) >= 4.5);
    assert_true(rn_color_contrast(line, scheme->background) >= 3);
}

/* Every theme with every map, change and name that it can be drawn in. */
static void test_all_themes_and_heats(void **state)
{
    (void)state;
    for (size_t t = 0; t < rn_theme_count; t++)
        for (int side = 0; side < 2; side++) {
            const rn_scheme *scheme = side ? rn_themes[t].dark : rn_themes[t].light;
            bool dark = rn_scheme_is_dark(scheme);
            for (size_t m = 0; m < rn_colormap_count; m++)
                for (int step = 0; step <= 100; step++)
                    check_lines(scheme, rn_colormap_fill(&rn_colormaps[m], step / 100.0, dark));
            for (int step = -100; step <= 100; step++)
                check_lines(scheme, rn_diff_fill(step / 100.0, dark));
            for (char name[] = "a0"; name[0] <= 'z'; name[0]++)
                for (name[1] = '0'; name[1] <= '9'; name[1]++)
                    check_lines(scheme, rn_color_named(rn_bytes_of(name), dark));
        }
}

/* 1 for a luminance that rises with the weight, -1 for one that falls, 0 for neither. */
static int direction(const char *name, bool dark)
{
    const rn_colormap *map = rn_colormap_find(name);
    bool rises = true, falls = true;
    double before = rn_color_luminance(rn_colormap_fill(map, 0, dark));
    for (int step = 1; step <= 100; step++) {
        double luminance = rn_color_luminance(rn_colormap_fill(map, step / 100.0, dark));
        rises &= luminance >= before;
        falls &= luminance <= before;
        before = luminance;
    }
    return rises ? 1 : falls ? -1 : 0;
}

static void test_sequential_maps_read_in_grey(void **state)
{
    (void)state;
    assert_int_equal(direction("heat", false), -1);
    assert_int_equal(direction("heat", true), 1);
    assert_int_equal(direction("paper", false), -1);
    assert_int_equal(direction("viridis", false), 1);
    assert_int_equal(direction("magma", false), 1);
    assert_int_equal(direction("cividis", false), 1);
}

/* Where text turns from black to white between two fills of a scale, the fills can be told apart, too. */
static void test_text_turns_where_fills_do(void **state)
{
    static const char *const names[] = {"heat", "viridis", "magma", "cividis", "paper"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int dark = 0; dark < 2; dark++)
            for (int step = 0; step < 1000; step++) {
                const rn_colormap *map = rn_colormap_find(names[i]);
                rn_rgba a = rn_colormap_fill(map, step / 1000.0, dark),
                        b = rn_colormap_fill(map, (step + 1) / 1000.0, dark);
                assert_true(rn_color_side(a) == rn_color_side(b) || rn_color_contrast(a, b) > 1.2);
            }
    for (int dark = 0; dark < 2; dark++)
        for (int step = -1000; step < 1000; step++) {
            rn_rgba a = rn_diff_fill(step / 1000.0, dark),
                    b = rn_diff_fill((step + 1) / 1000.0, dark);
            assert_true(rn_color_side(a) == rn_color_side(b) || rn_color_contrast(a, b) > 1.2);
        }
}

/* Black as long as it can be read, white where it cannot: one luminance parts them. */
static void test_text_turns_once(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 32 * 32 * 32; code++) {
        rn_rgba fill = RN_RGB((code >> 10) * 0x80000 | (code >> 5 & 31) * 0x800 | (code & 31) * 8);
        bool is_black = rn_color_contrast(fill, RN_RGB(0x000000)) >= 4.5;
        assert_int_equal(rn_color_luminance(rn_color_readable(fill)) < 0.1, is_black);
        assert_int_equal(rn_color_side(fill), is_black ? 1 : -1);
        assert_true(rn_color_contrast(fill, rn_color_readable(fill)) >= 4.5);
    }
}

/* On a dark page all that a module holds has white text. */
static void test_families_have_one_text(void **state)
{
    (void)state;
    for (char name[] = "a0"; name[0] <= 'z'; name[0]++)
        for (name[1] = '0'; name[1] <= '9'; name[1]++)
            for (char member[] = "a"; member[0] <= 'z'; member[0]++)
                for (int dark = 0; dark < 2; dark++)
                    assert_int_equal(rn_color_side(rn_color_in_family(rn_bytes_of(name),
                                                                      rn_bytes_of(member), dark)),
                                     dark ? -1 : 1);
}

static void test_weights_out_of_range(void **state)
{
    (void)state;
    for (size_t i = 0; i < rn_colormap_count; i++) {
        const rn_colormap *map = &rn_colormaps[i];
        assert_int_equal(rn_colormap_fill(map, -1, false), rn_colormap_fill(map, 0, false));
        assert_int_equal(rn_colormap_fill(map, 7, false), rn_colormap_fill(map, 1, false));
        assert_int_equal(rn_colormap_fill(map, NAN, false), rn_colormap_fill(map, 0, false));
    }
}

static void test_outlines_stand_out(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 16 * 16 * 16; code++) {
        rn_rgba fill =
            RN_RGB(((code >> 8) * 0x110000) | ((code >> 4 & 15) * 0x1100) | ((code & 15) * 0x11));
        assert_true(rn_color_contrast(fill, rn_color_outline(fill)) >= 3);
    }
    /* soft where there is room for it */
    assert_true(rn_color_contrast(RN_RGB(0xffffff), rn_color_outline(RN_RGB(0xffffff))) < 5);
}

static void test_arithmetic(void **state)
{
    (void)state;
    assert_int_equal(rn_color_from_rgb(0, .5, 1), 0x0080ffff);
    assert_int_equal(rn_color_from_rgb(-1, 2, .2), 0x00ff33ff);
    assert_int_equal(rn_color_from_hsl(0, 1, .5), RN_RGB(0xff0000));
    assert_int_equal(rn_color_from_hsl(1.0 / 3, 1, .25), RN_RGB(0x008000));
    assert_int_equal(rn_color_from_hsl(7.0 / 6, 1, .5), RN_RGB(0xffff00));
    assert_int_equal(rn_color_mix(RN_RGB(0x000000), RN_RGB(0xffffff), .5), RN_RGB(0x808080));
    assert_int_equal(rn_color_mix(RN_RGB(0x102030), RN_RGB(0xffffff), 0), RN_RGB(0x102030));
    assert_true(fabs(rn_color_contrast(RN_RGB(0xffffff), RN_RGB(0x000000)) - 21) < 1e-9);
    assert_true(fabs(rn_color_contrast(RN_RGB(0x777777), RN_RGB(0xffffff)) - 4.478) < 1e-3);
    assert_true(fabs(rn_color_luminance(RN_RGB(0xff0000)) - .2126) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gprof2dot_colors),
        cmocka_unit_test(test_skew),
        cmocka_unit_test(test_every_fill_can_be_read_on),
        cmocka_unit_test(test_changes_can_be_read_on),
        cmocka_unit_test(test_all_themes_and_heats),
        cmocka_unit_test(test_every_grey_can_be_read_on),
        cmocka_unit_test(test_sequential_maps_read_in_grey),
        cmocka_unit_test(test_text_turns_where_fills_do),
        cmocka_unit_test(test_text_turns_once),
        cmocka_unit_test(test_families_have_one_text),
        cmocka_unit_test(test_weights_out_of_range),
        cmocka_unit_test(test_outlines_stand_out),
        cmocka_unit_test(test_arithmetic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

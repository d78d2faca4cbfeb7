/* Themes: found by name, complete, and readable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "style/theme.h"

static void check_scheme(const rn_scheme *scheme)
{
    assert_true(rn_color_contrast(scheme->text, scheme->background) >= 7);
    assert_true(rn_color_contrast(scheme->muted, scheme->background) >= 4.5);
    assert_true(rn_color_contrast(scheme->more_text, scheme->more_fill) >= 4.5);
    assert_true(rn_color_contrast(scheme->rule, scheme->background) >= 1.5);
}

static void test_schemes_are_readable(void **state)
{
    (void)state;
    for (size_t i = 0; i < rn_theme_count; i++) {
        check_scheme(rn_themes[i].light);
        check_scheme(rn_themes[i].dark);
        assert_non_null(rn_colormap_find(rn_themes[i].colormap));
    }
}

static void test_find(void **state)
{
    (void)state;
    assert_string_equal(rn_theme_infos[rn_theme_find(NULL) - rn_themes].name, "light");
    assert_string_equal(rn_theme_infos[rn_theme_find("print") - rn_themes].name, "print");
    assert_null(rn_theme_find("neon"));
    assert_null(rn_colormap_find("neon"));
    assert_null(rn_colormap_find(NULL));
    assert_true(rn_colormap_find("print")->outline);
    assert_false(rn_colormap_find("bw")->outline);
}

static void test_sides(void **state)
{
    (void)state;
    const rn_theme *light = rn_theme_find("light"), *dark = rn_theme_find("dark");
    const rn_theme *automatic = rn_theme_find("auto");
    assert_ptr_equal(light->light, light->dark);
    assert_ptr_equal(dark->light, dark->dark);
    assert_ptr_equal(automatic->light, light->light);
    assert_ptr_equal(automatic->dark, dark->dark);
    assert_int_equal(rn_theme_find("print")->light->background, RN_RGB(0xffffff));
    assert_int_equal(rn_theme_find("print")->light->text, RN_RGB(0x000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schemes_are_readable),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

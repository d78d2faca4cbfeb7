/* Pages of a given size: the picture is as large, nothing stands outside, and all text can be read. */
#include <math.h>
#include <string.h>

#include "make_profile.h"
#include "view/views.h"

/* 8 pt. */
static const double LEAST_TEXT = 8 / 0.75;

typedef render_status layout(rn_scene *scene, const rn_view_input *input, rn_report *report);

/* A stack of `depth` functions, and beside it ever more of them. */
static rn_profile *make_deep(uint32_t depth)
{
    rn_report report = {0};
    rn_profile *profile;
    rn_builder *b = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("samples"));
    uint32_t stack = 0;
    for (uint32_t i = 0; i < depth; i++) {
        char name[32];
        snprintf(name, sizeof name, "level_%u", i);
        stack = rn_builder_push(b, stack, make_frame(b, rn_bytes_of(name)));
        uint32_t beside = rn_builder_push(b, stack, make_frame(b, RN_LITERAL("beside")));
        rn_builder_add_self(b, beside, 0, 1 + i % 3);
    }
    assert_int_equal(rn_builder_finish(b, &profile), RENDER_OK);
    return profile;
}

static void draw(rn_scene *scene, layout *view, const rn_profile *profile, double width,
                 double height)
{
    rn_report report = {0};
    render_draw_options options;
    render_draw_options_init(&options);
    options.page_width = width;
    options.page_height = height;
    rn_view_input input = {.profile = profile, .options = &options};
    input.theme = rn_theme_find(NULL);
    input.colormap = rn_colormap_find(input.theme->colormap);
    input.measure = rn_measure_new_fixed();
    rn_scene_init(scene);
    assert_int_equal(view(scene, &input, &report), RENDER_OK);
    assert_false(scene->failed);
    rn_measure_free(input.measure);
    rn_report_finish(&report);
}

static void check_item(const rn_item *item, double width, double height)
{
    if (item->kind == RN_ITEM_BOX) {
        assert_true(item->u.box.x >= 0 && item->u.box.x + item->u.box.width <= width);
        assert_true(item->u.box.y >= 0 && item->u.box.y + item->u.box.height <= height);
    }
    if (item->kind == RN_ITEM_TEXT) {
        assert_true(item->u.text.size >= LEAST_TEXT - 0.01);
        assert_true(item->u.text.x >= 0 && item->u.text.x <= width);
        assert_true(item->u.text.y >= 0 && item->u.text.y <= height);
    }
}

static bool says(const rn_scene *scene, const char *part)
{
    for (size_t i = 0; i < scene->item_count; i++)
        if (scene->items[i].kind == RN_ITEM_TEXT && strstr(scene->items[i].u.text.string, part))
            return true;
    return false;
}

static void check_page(layout *view, uint32_t depth, double width, double height, bool folds)
{
    rn_profile *profile = make_deep(depth);
    rn_scene scene;
    draw(&scene, view, profile, width, height);
    assert_true(scene.width == width && scene.height == height);
    for (size_t i = 0; i < scene.item_count; i++)
        check_item(&scene.items[i], width, height);
    assert_true(says(&scene, "more") == folds);
    assert_true(says(&scene, "Cut at level") == folds);
    rn_scene_finish(&scene);
    rn_profile_free(profile);
}

static void check_view(layout *view)
{
    check_page(view, 4, 800, 600, false);
    check_page(view, 20, 800, 600, false);
    check_page(view, 100, 800, 600, true);
    check_page(view, 100, 500, 350, true);
    check_page(view, 300, 1200, 4000, true);
}

static void test_flame_graphs(void **state)
{
    (void)state;
    check_view(rn_layout_flame);
}

static void test_icicles(void **state)
{
    (void)state;
    check_view(rn_layout_icicle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flame_graphs),
        cmocka_unit_test(test_icicles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

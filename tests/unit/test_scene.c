/* The display list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scene/scene.h"

static void test_paints_are_numbered(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    rn_paint white = {0xffffffff, 0xffffffff}, black = {0xff, 0xff}, both = {0xffffffff, 0xff};
    assert_int_equal(rn_scene_paint(&scene, (rn_paint){0, 0}), RN_NO_PAINT);
    assert_int_equal(rn_scene_paint(&scene, white), 1);
    assert_int_equal(rn_scene_paint(&scene, black), 2);
    assert_int_equal(rn_scene_paint(&scene, both), 3);
    assert_int_equal(rn_scene_paint(&scene, white), 1);
    assert_int_equal(scene.paint_count, 4);
    assert_int_equal(scene.paints[3].dark, 0xff);
    for (uint32_t i = 0; i < 3000; i++)
        assert_int_equal(rn_scene_paint(&scene, (rn_paint){i << 8 | 0xfe, i}), 4 + i);
    rn_scene_finish(&scene);
}

static void test_strings_are_copied(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    char text[] = "parse", title[] = "title";
    rn_scene_open(&scene, "cell", "f1", rn_bytes_of(title), (rn_bytes){NULL, 0});
    rn_scene_text(&scene, 1, 2, 12, RN_END, 1, rn_bytes_of(text), 30);
    rn_scene_close(&scene);
    memset(text, '!', sizeof text);
    memset(title, '!', sizeof title);
    assert_int_equal(scene.item_count, 3);
    assert_string_equal(scene.items[0].u.group.title, "title");
    assert_string_equal(scene.items[0].u.group.css_class, "cell");
    assert_null(scene.items[0].u.group.link);
    assert_string_equal(scene.items[1].u.text.string, "parse");
    assert_int_equal(scene.items[1].u.text.anchor, RN_END);
    assert_int_equal(scene.items[2].kind, RN_ITEM_GROUP_END);
    rn_scene_finish(&scene);
}

static void test_text_is_made_clean(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    rn_scene_text(&scene, 0, 0, 12, RN_START, 1, RN_LITERAL("a\nb\x01"), 30);
    rn_scene_text(&scene, 0, 0, 12, RN_START, 1, RN_LITERAL("caf\xe9"), 30);
    rn_scene_text(&scene, 0, 0, 12, RN_START, 1, RN_LITERAL(""), 0);
    assert_string_equal(scene.items[0].u.text.string, "a\\nb\\x01");
    assert_string_equal(scene.items[1].u.text.string, "caf\xc3\xa9");
    assert_string_equal(scene.items[2].u.text.string, "");
    rn_scene_finish(&scene);
}

/* Z with six marks above it keeps two, and the next letter its own. */
static void test_marks_do_not_pile_up(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    rn_scene_text(&scene, 0, 0, 12, RN_START, 1,
                  RN_LITERAL("Z\u0300\u0301\u0302\u0303\u0304\u0305e\u0301"), 30);
    assert_string_equal(scene.items[0].u.text.string, "Z\u0300\u0301e\u0301");
    rn_scene_finish(&scene);
}

static void test_shapes_hold_what_was_given(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    rn_path_step steps[] = {{RN_MOVE, {1}, {2}}, {RN_LINE, {3}, {4}}, {RN_CLOSE, {0}, {0}}};
    rn_scene_box(&scene, 1, 2, 3, 4, 7)->stroke = 9;
    rn_scene_sector(&scene, 1, 2, 3, 4, 5, 6, 8);
    rn_scene_path(&scene, steps, 3, 0);
    steps[0].x[0] = 99;
    assert_true(scene.items[0].u.box.height == 4 && scene.items[0].u.box.radius == 0);
    assert_int_equal(scene.items[0].fill, 7);
    assert_int_equal(scene.items[0].stroke, 9);
    assert_true(scene.items[1].u.sector.outer == 4 && scene.items[1].u.sector.to == 6);
    assert_int_equal(scene.items[2].u.path.count, 3);
    assert_true(scene.items[2].u.path.steps[0].x[0] == 1);
    rn_scene_finish(&scene);
}

static void test_after_a_failure_items_go_nowhere(void **state)
{
    (void)state;
    rn_scene scene;
    rn_scene_init(&scene);
    scene.failed = true;
    rn_item *item = rn_scene_box(&scene, 1, 2, 3, 4, 5);
    assert_non_null(item);
    item->stroke = 1;
    rn_scene_open(&scene, "c", "i", RN_LITERAL("t"), RN_LITERAL("l"));
    rn_scene_close(&scene);
    assert_int_equal(scene.item_count, 0);
    assert_int_equal(rn_scene_paint(&scene, (rn_paint){1, 2}), RN_NO_PAINT);
    rn_scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paints_are_numbered),
        cmocka_unit_test(test_strings_are_copied),
        cmocka_unit_test(test_text_is_made_clean),
        cmocka_unit_test(test_marks_do_not_pile_up),
        cmocka_unit_test(test_shapes_hold_what_was_given),
        cmocka_unit_test(test_after_a_failure_items_go_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The call graph as a scene: what is drawn, how it is named, that text stays in boxes and can be
 * read. */
#include <math.h>
#include <string.h>

#include "make_profile.h"
#include "profile/compare.h"
#include "style/color.h"
#include "view/views.h"

typedef struct picture {
    rn_scene scene;
    rn_report report;
    rn_measure *measure;
    render_status status;
} picture;

static void draw(picture *p, const rn_profile *profile, const render_draw_options *options)
{
    rn_view_input input = {.profile = profile, .options = options};
    memset(p, 0, sizeof *p);
    input.theme = rn_theme_find(options->theme);
    input.colormap =
        rn_colormap_find(options->colormap ? options->colormap : input.theme->colormap);
    p->measure = input.measure = rn_measure_new_fixed();
    assert_non_null(p->measure);
    rn_scene_init(&p->scene);
    p->status = rn_view_input_mark(&input, &p->report);
    if (p->status == RENDER_OK)
        p->status = rn_layout_callgraph(&p->scene, &input, &p->report);
    rn_view_input_finish(&input);
    assert_false(p->scene.failed);
}

static void finish(picture *p)
{
    rn_scene_finish(&p->scene);
    rn_measure_free(p->measure);
    rn_report_finish(&p->report);
}

static render_draw_options plain_options(void)
{
    render_draw_options options;
    render_draw_options_init(&options);
    return options;
}

static rn_profile *make_server(void)
{
    static const made_function functions[] = {
        {"main", 1, 1, 10, 100},       {"serve", 12, 12, 5, 90}, {"parse", 240, 120, 25, 60},
        {"send", 12, 12, 24.9, 25},    {"rare", 3, 3, 0.1, 0.1}, {"twin", 7, 7, 20, 20},
        {"operator<", 9, 9, 15, 15.0},
    };
    static const made_arc arcs[] = {
        {"main", "serve", 12, 5, 90},      {"serve", "parse", 120, 25, 60},
        {"parse", "parse", 120, 5, 30},    {"serve", "send", 12, 24.9, 25},
        {"send", "rare", 3, 0.1, 0.1},     {"parse", "twin", 7, 20, 20},
        {"parse", "operator<", 9, 15, 15},
    };
    return MAKE_ARCS(functions, arcs);
}

/* ---- looking at a scene ----------------------------------------------------------------------- */

static const rn_item *next_group(const rn_scene *scene, const rn_item *after, const char *css_class)
{
    const rn_item *item = after ? after + 1 : scene->items;
    for (; item < scene->items + scene->item_count; item++)
        if (item->kind == RN_ITEM_GROUP && item->u.group.css_class &&
            strcmp(item->u.group.css_class, css_class) == 0)
            return item;
    return NULL;
}

static size_t count_groups(const rn_scene *scene, const char *css_class)
{
    size_t count = 0;
    for (const rn_item *g = NULL; (g = next_group(scene, g, css_class));)
        count++;
    return count;
}

static const rn_item *group_with(const rn_scene *scene, const char *css_class, const char *title)
{
    for (const rn_item *g = NULL; (g = next_group(scene, g, css_class));)
        if (strstr(g->u.group.title, title))
            return g;
    fail_msg("no %s with '%s'", css_class, title);
    return NULL;
}

static bool group_has_text(const rn_item *group, const char *text)
{
    for (const rn_item *i = group + 1; i->kind != RN_ITEM_GROUP_END; i++)
        if (i->kind == RN_ITEM_TEXT && strcmp(i->u.text.string, text) == 0)
            return true;
    return false;
}

static bool scene_says(const rn_scene *scene, const char *part)
{
    for (size_t i = 0; i < scene->item_count; i++)
        if (scene->items[i].kind == RN_ITEM_TEXT && strstr(scene->items[i].u.text.string, part))
            return true;
    return false;
}

/* ---- tests ------------------------------------------------------------------------------------ */

static void test_boxes_and_arrows(void **state)
{
    (void)state;
    picture p;
    rn_profile *profile = make_server();
    render_draw_options options = plain_options();
    draw(&p, profile, &options);
    assert_int_equal(p.status, RENDER_OK);
    assert_int_equal(count_groups(&p.scene, "node"), 6);
    assert_int_equal(count_groups(&p.scene, "edge"), 6);
    const rn_item *parse = group_with(&p.scene, "node", "parse");
    assert_true(group_has_text(parse, "parse"));
    assert_true(group_has_text(parse, "60.0 % (25.0 %)"));
    assert_true(group_has_text(parse, "1.00 min \xc2\xb7 240\xc3\x97"));
    assert_string_equal(parse->u.group.title, "parse\ntotal: 1.00 min (60.0 %)\n"
                                              "self: 25.0 s (25.0 %)\n"
                                              "calls: 240, not recursive: 120");
    const rn_item *edge = group_with(&p.scene, "edge", "serve \xe2\x86\x92 parse");
    assert_non_null(strstr(edge->u.group.title, "1.00 min (60.0 %)\ncalls: 120"));
    assert_true(scene_says(&p.scene, "6 of 7 functions"));
    assert_true(scene_says(&p.scene, "6 of 7 arcs"));
    finish(&p);
    rn_profile_free(profile);
}

static void test_self_recursion(void **state)
{
    (void)state;
    picture p;
    rn_profile *profile = make_server();
    render_draw_options options = plain_options();
    draw(&p, profile, &options);
    const rn_item *loop = group_with(&p.scene, "edge", "parse \xe2\x86\x92 parse");
    assert_true(group_has_text(loop, "120\xc3\x97"));
    finish(&p);
    rn_profile_free(profile);
}

/* The right end of a line or arrow head, half of its stroke included. */
static double right_of(const rn_item *path)
{
    double right = -HUGE_VAL, x = 0;
    for (size_t i = 0; i < path->u.path.count; i++) {
        const rn_path_step *step = &path->u.path.steps[i];
        if (step->op == RN_CLOSE)
            continue;
        double end = step->x[step->op == RN_CURVE ? 2 : 0];
        for (double t = 0; step->op == RN_CURVE && t < 1; t += 1 / 32.0) {
            double u = 1 - t;
            right = fmax(right, u * u * u * x + 3 * u * u * t * step->x[0] +
                                    3 * u * t * t * step->x[1] + t * t * t * end);
        }
        right = fmax(right, end);
        x = end;
    }
    return right + path->stroke_width / 2;
}

static void check_loop_label(render_direction direction)
{
    static const made_function functions[] = {{"main", 1, 1, 0, 100}, {"walk", 99, 9, 100, 100}};
    static const made_arc arcs[] = {{"main", "walk", 9, 100, 100}, {"walk", "walk", 90, 90, 99}};
    picture p;
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    render_draw_options options = plain_options();
    options.direction = direction;
    draw(&p, profile, &options);
    const rn_item *loop = group_with(&p.scene, "edge", "walk \xe2\x86\x92 walk");
    double line = -HUGE_VAL, label = -HUGE_VAL;
    for (const rn_item *i = loop + 1; i->kind != RN_ITEM_GROUP_END; i++)
        if (i->kind == RN_ITEM_PATH)
            line = fmax(line, right_of(i));
        else if (i->kind == RN_ITEM_TEXT)
            label = i->u.text.x;
    assert_true(isfinite(line));
    assert_true(label > line + 1);
    finish(&p);
    rn_profile_free(profile);
}

/* A heavy loop has a broad line and head, which its label does not touch. */
static void test_loop_label(void **state)
{
    (void)state;
    check_loop_label(RENDER_DIRECTION_DOWN);
    check_loop_label(RENDER_DIRECTION_RIGHT);
}

static void test_thresholds(void **state)
{
    (void)state;
    picture p;
    rn_profile *profile = make_server();
    render_draw_options options = plain_options();
    options.node_threshold = 0;
    options.edge_threshold = 0.5;
    draw(&p, profile, &options);
    assert_int_equal(count_groups(&p.scene, "node"), 7);
    size_t dotted = 0;
    for (const rn_item *g = NULL; (g = next_group(&p.scene, g, "edge"));)
        dotted += g->u.group.id[0] == 'r';
    assert_int_equal(count_groups(&p.scene, "edge") - dotted, 2);
    assert_int_equal(dotted, 4); /* to what would stand alone */
    assert_true(scene_says(&p.scene, "50 %"));
    assert_true(scene_says(&p.scene, "heaviest"));
    finish(&p);
    rn_profile_free(profile);
}

static void test_nothing_left(void **state)
{
    (void)state;
    picture p;
    rn_profile *profile = make_stacks("a 1\nb 1\nc 1\n");
    render_draw_options options = plain_options();
    options.node_threshold = 0.5;
    draw(&p, profile, &options);
    assert_int_equal(p.status, RENDER_ERROR_EMPTY);
    assert_string_equal(p.report.error.message,
                        "no function reaches 50 % of the total: lower the threshold");
    finish(&p);
    rn_profile_free(profile);
}

/* Ids hang on what a function is called, so that a small change is a small change in the file. */
static void test_ids(void **state)
{
    (void)state;
    picture a, b;
    rn_profile *first = make_stacks("main;f;g 10\nmain;h 10\n");
    rn_profile *second = make_stacks("new 3\nmain;h 10\nmain;f;g 11\n");
    render_draw_options options = plain_options();
    draw(&a, first, &options);
    draw(&b, second, &options);
    for (const rn_item *g = NULL; (g = next_group(&a.scene, g, "node"));) {
        char name[8];
        sscanf(g->u.group.title, "%7s", name);
        strcat(name, "\n");
        const rn_item *same = group_with(&b.scene, "node", name);
        assert_string_equal(g->u.group.id, same->u.group.id);
        assert_memory_equal(g->u.group.id, "n-", 2);
        for (const rn_item *o = g; (o = next_group(&a.scene, o, "node"));)
            assert_string_not_equal(g->u.group.id, o->u.group.id);
    }
    const rn_item *edge = group_with(&a.scene, "edge", "f \xe2\x86\x92 g");
    assert_string_equal(edge->u.group.id,
                        group_with(&b.scene, "edge", "f \xe2\x86\x92 g")->u.group.id);
    finish(&a);
    finish(&b);
    rn_profile_free(first);
    rn_profile_free(second);
}

static void check_text_in_boxes(const rn_scene *scene)
{
    for (const rn_item *g = NULL; (g = next_group(scene, g, "node"));) {
        const rn_item *box = g + 1;
        assert_int_equal(box->kind, RN_ITEM_BOX);
        double left = box->u.box.x, right = left + box->u.box.width;
        double top = box->u.box.y, bottom = top + box->u.box.height;
        for (const rn_item *i = box + 1; i->kind != RN_ITEM_GROUP_END; i++) {
            if (i->kind != RN_ITEM_TEXT)
                continue;
            assert_int_equal(i->u.text.anchor, RN_MIDDLE);
            assert_true(i->u.text.x - i->u.text.width / 2 >= left + 4);
            assert_true(i->u.text.x + i->u.text.width / 2 <= right - 4);
            assert_true(i->u.text.y - i->u.text.size * 0.8 >= top + 2);
            assert_true(i->u.text.y + i->u.text.size * 0.25 <= bottom - 8);
        }
        assert_true(left >= 0 && right <= scene->width);
        assert_true(top >= 0 && bottom <= scene->height);
    }
}

static rn_profile *make_long_names(void)
{
    static const made_function functions[] = {
        {"std::vector<std::pair<int,std::basic_string<char>>>::emplace_back_with_reallocation", 1,
         1, 1, 20},
        {"org.example.application.services.accounting.InvoiceServiceImplementation.compute", 1, 1,
         1, 20},
        {"x/y/z_a_very_long_name_that_goes_on_and_on_with_underscores_in_it_all_the_way", 1, 1, 9,
         9},
        {"Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft", 1, 1,
         9, 9},
    };
    static const made_arc arcs[] = {{"x", "y", 1, 0, 0}};
    return make_arcs(functions, 4, arcs, 0);
}

static void test_text_stays_in_boxes(void **state)
{
    (void)state;
    rn_profile *profiles[] = {make_server(), make_long_names()};
    for (int i = 0; i < 8; i++) {
        picture p;
        render_draw_options options = plain_options();
        options.wrap = i & 2;
        options.strip = i & 4;
        draw(&p, profiles[i & 1], &options);
        assert_int_equal(p.status, RENDER_OK);
        check_text_in_boxes(&p.scene);
        finish(&p);
    }
    rn_profile_free(profiles[0]);
    rn_profile_free(profiles[1]);
}

static void test_wrap_and_strip(void **state)
{
    (void)state;
    picture p;
    rn_profile *profile = make_long_names();
    render_draw_options options = plain_options();
    options.wrap = true;
    draw(&p, profile, &options);
    const rn_item *name = group_with(&p.scene, "node", "org.example");
    assert_true(group_has_text(name, "InvoiceService"));
    assert_true(group_has_text(name, "Implementation.compute"));
    assert_true(group_has_text(name, "org.example.application.services."));
    finish(&p);
    options.strip = true;
    draw(&p, profile, &options);
    name = group_with(&p.scene, "node", "emplace_back");
    assert_true(group_has_text(name, "std::vector::emplace_back_"));
    finish(&p);
    rn_profile_free(profile);
}

/* Between the words of a camelCase name, but not inside of "HTTP". */
static void test_wrap_camel_case(void **state)
{
    static const made_function functions[] = {
        {"annotationConfigHTTPApplicationContextFactoryRegistry", 1, 1, 9, 9}};
    static const made_arc arcs[] = {{"x", "y", 1, 0, 0}};
    (void)state;
    picture p;
    rn_profile *profile = make_arcs(functions, 1, arcs, 0);
    render_draw_options options = plain_options();
    options.wrap = true;
    draw(&p, profile, &options);
    const rn_item *name = group_with(&p.scene, "node", "annotation");
    assert_non_null(name);
    assert_true(group_has_text(name, "annotationConfig"));
    assert_true(group_has_text(name, "HTTPApplicationContext"));
    finish(&p);
    rn_profile_free(profile);
}

/* The texts of boxes on what is drawn below them. */
static void check_contrast(const rn_scene *scene)
{
    for (const rn_item *g = NULL; (g = next_group(scene, g, "node"));) {
        rn_paint fill = {0};
        for (const rn_item *i = g + 1; i->kind != RN_ITEM_GROUP_END; i++) {
            if (i->kind == RN_ITEM_BOX && i->fill != RN_NO_PAINT)
                fill = scene->paints[i->fill];
            if (i->kind != RN_ITEM_TEXT)
                continue;
            rn_paint ink = scene->paints[i->fill];
            assert_true(rn_color_contrast(fill.light, ink.light) >= 4.5);
            assert_true(rn_color_contrast(fill.dark, ink.dark) >= 4.5);
        }
    }
}

/* In all themes with so many colour maps; 0: with the theme's own. */
static void check_all_looks(const rn_profile *profile, render_draw_options options, size_t maps)
{
    for (size_t t = 0; t < rn_theme_count; t++)
        for (size_t m = 0; m < (maps ? maps : 1); m++) {
            picture p;
            options.theme = rn_theme_infos[t].name;
            options.colormap = maps ? rn_colormap_infos[m].name : NULL;
            draw(&p, profile, &options);
            assert_int_equal(p.status, RENDER_OK);
            check_contrast(&p.scene);
            finish(&p);
        }
}

/* Every text of a box can be read on its fill, in every theme and colour map, whatever colours tell, and when others
 * are highlighted. */
static void test_contrast(void **state)
{
    (void)state;
    rn_profile *profile = make_server();
    render_draw_options options = plain_options();
    for (int by = RENDER_COLOR_BY_DEFAULT; by <= RENDER_COLOR_BY_TYPE; by++) {
        size_t maps = by <= RENDER_COLOR_BY_TOTAL ? rn_colormap_count : 0;
        options.color_by = (render_color_by)by;
        options.highlight = NULL;
        check_all_looks(profile, options, maps);
        options.highlight = "parse";
        check_all_looks(profile, options, maps);
    }
    rn_profile_free(profile);
}

/* The same of comparisons, with changes of all sizes both ways. */
static void test_contrast_of_changes(void **state)
{
    (void)state;
    static const double sizes[] = {1, 2, 5, 10, 20, 40, 70, 100, 150, 200};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    made_function now[2 * COUNT], before[2 * COUNT];
    static char names[2 * COUNT][8];
    for (int i = 0; i < 2 * COUNT; i++) {
        double old = i < COUNT ? 200 : 200 - sizes[i - COUNT];
        double new = i < COUNT ? 200 - sizes[i] : 200;
        snprintf(names[i], sizeof names[i], "f%d", i);
        now[i] = (made_function){names[i], 1, 1, new, new};
        before[i] = (made_function){names[i], 1, 1, old, old};
    }
    rn_report report = {0};
    rn_profile *a = make_arcs(now, 2 * COUNT, NULL, 0), *b = make_arcs(before, 2 * COUNT, NULL, 0);
    rn_profile *both = NULL;
    assert_int_equal(rn_compare(&both, a, b, &report), RENDER_OK);
    render_draw_options options = plain_options();
    check_all_looks(both, options, 0);
    options.negate = true;
    check_all_looks(both, options, 0);
    options.highlight = "f1";
    check_all_looks(both, options, 0);
    rn_profile_free(a);
    rn_profile_free(b);
    rn_profile_free(both);
    rn_report_finish(&report);
}

/* Costs that the file does not say are not made up. */
static void test_unknown_values(void **state)
{
    (void)state;
    static const made_function functions[] = {{"main", UNKNOWN, UNKNOWN, 5, 10},
                                              {"f", UNKNOWN, UNKNOWN, 5, UNKNOWN}};
    static const made_arc arcs[] = {{"main", "f", UNKNOWN, UNKNOWN, UNKNOWN}};
    picture p;
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    render_draw_options options = plain_options();
    draw(&p, profile, &options);
    assert_int_equal(p.status, RENDER_OK);
    const rn_item *f = group_with(&p.scene, "node", "f\n");
    assert_true(group_has_text(f, "(50.0 %)"));
    assert_false(scene_says(&p.scene, "nan"));
    assert_false(scene_says(&p.scene, "\xc3\x97"));
    assert_int_equal(count_groups(&p.scene, "edge"), 1);
    finish(&p);
    rn_profile_free(profile);
}

/* A box without a total has the colour of the heaviest arrow that leads to it. */
static void test_color_of_unknown_total(void **state)
{
    (void)state;
    static const made_function functions[] = {{"main", UNKNOWN, UNKNOWN, 0, 10},
                                              {"known", UNKNOWN, UNKNOWN, 1, 8},
                                              {"f", UNKNOWN, UNKNOWN, 9, UNKNOWN}};
    static const made_arc arcs[] = {{"main", "known", UNKNOWN, UNKNOWN, 8},
                                    {"main", "f", UNKNOWN, UNKNOWN, 2},
                                    {"known", "f", UNKNOWN, UNKNOWN, 8}};
    picture p;
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    render_draw_options options = plain_options();
    draw(&p, profile, &options);
    assert_int_equal(p.status, RENDER_OK);
    const rn_item *f = group_with(&p.scene, "node", "f\n");
    const rn_item *known = group_with(&p.scene, "node", "known\n");
    assert_int_equal(f[1].kind, RN_ITEM_BOX);
    assert_int_equal(f[1].fill, known[1].fill);
    assert_true(scene_says(&p.scene, "colour is that of the heaviest arrow"));
    finish(&p);
    rn_profile_free(profile);
}

/* Own cost makes boxes larger, however much their callees cost. */
static void test_size_of_boxes(void **state)
{
    (void)state;
    static const made_function functions[] = {{"main", UNKNOWN, UNKNOWN, 0, 100},
                                              {"some", UNKNOWN, UNKNOWN, 20, 100},
                                              {"most", UNKNOWN, UNKNOWN, 80, 80}};
    static const made_arc arcs[] = {{"main", "some", UNKNOWN, UNKNOWN, 100},
                                    {"some", "most", UNKNOWN, UNKNOWN, 80}};
    picture p;
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    render_draw_options options = plain_options();
    draw(&p, profile, &options);
    assert_int_equal(p.status, RENDER_OK);
    const rn_item *least = group_with(&p.scene, "node", "main\n");
    const rn_item *some = group_with(&p.scene, "node", "some\n");
    const rn_item *most = group_with(&p.scene, "node", "most\n");
    assert_true(some[1].u.box.height > 1.3 * least[1].u.box.height);
    assert_true(most[1].u.box.height > 1.2 * some[1].u.box.height);
    assert_true(most[1].u.box.height < 2 * least[1].u.box.height);
    finish(&p);
    rn_profile_free(profile);
}

static void test_same_again(void **state)
{
    (void)state;
    picture a, b;
    rn_profile *profile = make_server();
    render_draw_options options = plain_options();
    draw(&a, profile, &options);
    draw(&b, profile, &options);
    assert_int_equal(a.scene.item_count, b.scene.item_count);
    for (size_t i = 0; i < a.scene.item_count; i++) {
        const rn_item *x = &a.scene.items[i], *y = &b.scene.items[i];
        assert_int_equal(x->kind, y->kind);
        if (x->kind == RN_ITEM_BOX)
            assert_true(x->u.box.x == y->u.box.x && x->u.box.y == y->u.box.y);
        if (x->kind == RN_ITEM_TEXT)
            assert_true(x->u.text.x == y->u.text.x && x->u.text.y == y->u.text.y);
    }
    finish(&a);
    finish(&b);
    rn_profile_free(profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boxes_and_arrows),
        cmocka_unit_test(test_self_recursion),
        cmocka_unit_test(test_loop_label),
        cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_nothing_left),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_text_stays_in_boxes),
        cmocka_unit_test(test_wrap_and_strip),
        cmocka_unit_test(test_wrap_camel_case),
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_contrast_of_changes),
        cmocka_unit_test(test_unknown_values),
        cmocka_unit_test(test_color_of_unknown_total),
        cmocka_unit_test(test_size_of_boxes),
        cmocka_unit_test(test_same_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

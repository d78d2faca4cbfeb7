/* The public interface from outside: what it refuses, and what it leaves behind when it does. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "librender.h"

typedef struct taken {
    size_t size, room; /* room: how many bytes are taken before the sink refuses */
} taken;

static bool take(void *user, const void *data, size_t size)
{
    taken *t = user;
    (void)data;
    t->size += size;
    return t->size <= t->room;
}

static bool put_file(void *user, const void *data, size_t size)
{
    return fwrite(data, 1, size, user) == size;
}

static render_profile *read_sample(const char *name)
{
    char path[1024];
    render_profile *profile = NULL;
    snprintf(path, sizeof path, "%s/%s", TEST_SOURCE_DIR, name);
    assert_int_equal(render_profile_read_file(&profile, path, NULL, NULL), RENDER_OK);
    return profile;
}

static render_status draw(const render_draw_options *options, taken *t, render_error *error)
{
    render_profile *profile = read_sample("profiles/django.prof");
    render_status status =
        render_draw(profile, "flame", "svg", options, (render_sink){take, t}, error);
    render_profile_free(profile);
    return status;
}

static void check_refused(const render_draw_options *options)
{
    taken t = {0, SIZE_MAX};
    render_error error;
    assert_int_equal(draw(options, &t, &error), RENDER_ERROR_ARGUMENT);
    assert_int_equal(error.status, RENDER_ERROR_ARGUMENT);
    assert_true(error.message[0]);
    assert_int_equal(t.size, 0);
}

static void refuses_options_out_of_range(void **state)
{
    (void)state;
    static const double wrong[] = {NAN, HUGE_VAL, -1, 1e300};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        render_draw_options options;
        render_draw_options_init(&options);
        options.width = wrong[i];
        check_refused(&options);
        render_draw_options_init(&options);
        options.min_share = wrong[i];
        check_refused(&options);
    }
    render_draw_options options;
    render_draw_options_init(&options);
    options.color_by = (render_color_by)99;
    check_refused(&options);
    render_draw_options_init(&options);
    options.order = (render_order)-1;
    check_refused(&options);
}

static void refuses_names_that_do_not_exist(void **state)
{
    (void)state;
    render_draw_options options;
    render_draw_options_init(&options);
    options.theme = "no such theme";
    check_refused(&options);
    render_draw_options_init(&options);
    options.colormap = "no such map";
    check_refused(&options);
    render_draw_options_init(&options);
    options.metric = "no such metric";
    check_refused(&options);
}

/* A program that was built when the struct was shorter. */
static void short_options_keep_defaults_behind_them(void **state)
{
    (void)state;
    render_draw_options options;
    taken whole = {0, SIZE_MAX}, cut = {0, SIZE_MAX};
    assert_int_equal(draw(NULL, &whole, NULL), RENDER_OK);
    memset(&options, 0xff, sizeof options);
    options.size = sizeof options.size;
    assert_int_equal(draw(&options, &cut, NULL), RENDER_OK);
    assert_true(whole.size > 0);
    assert_int_equal(cut.size, whole.size);
}

static void a_sink_that_refuses_is_an_error(void **state)
{
    (void)state;
    render_profile *profile = read_sample("profiles/django.prof");
    size_t surface_count, writer_count;
    const render_info *surfaces = render_surfaces(&surface_count);
    const render_info *writers = render_writers(&writer_count);
    render_error error;
    for (size_t i = 0; i < surface_count; i++) {
        taken t = {0, 10};
        assert_int_equal(
            render_draw(profile, "icicle", surfaces[i].name, NULL, (render_sink){take, &t}, &error),
            RENDER_ERROR_IO);
    }
    for (size_t i = 0; i < writer_count; i++) {
        taken t = {0, 10};
        assert_int_equal(
            render_export(profile, writers[i].name, NULL, (render_sink){take, &t}, &error),
            RENDER_ERROR_IO);
    }
    render_profile_free(profile);
}

static void lists_hold_rows_that_stay(void **state)
{
    (void)state;
    const render_info *(*const lists[])(size_t *) = {
        render_formats, render_views,   render_surfaces, render_reports,
        render_pages,   render_writers, render_themes,   render_colormaps};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        size_t count, again;
        const render_info *rows = lists[l](&count);
        assert_true(count > 0);
        assert_ptr_equal(lists[l](&again), rows);
        assert_int_equal(again, count);
        for (size_t i = 0; i < count; i++) {
            assert_true(rows[i].name[0] && rows[i].title[0]);
            for (size_t before = 0; before < i; before++)
                assert_string_not_equal(rows[i].name, rows[before].name);
        }
    }
}

static void failures_leave_null(void **state)
{
    (void)state;
    render_profile *sample = read_sample("profiles/django.prof"), *out = sample;
    render_error error;
    assert_int_equal(render_profile_read_file(&out, "/nowhere/at/all", NULL, &error),
                     RENDER_ERROR_IO);
    assert_null(out);
    render_read_options options;
    render_read_options_init(&options);
    options.format = "no such format";
    out = sample;
    char path[1024];
    snprintf(path, sizeof path, "%s/profiles/django.prof", TEST_SOURCE_DIR);
    assert_int_equal(render_profile_read_file(&out, path, &options, &error), RENDER_ERROR_ARGUMENT);
    assert_null(out);
    out = sample;
    render_merger *merger;
    assert_int_equal(render_merger_new(&merger, &error), RENDER_OK);
    assert_int_equal(render_merger_finish(&out, merger, &error), RENDER_ERROR_ARGUMENT);
    assert_null(out);
    render_filter_options filter;
    render_filter_options_init(&filter);
    filter.root = "=no such function";
    out = sample;
    assert_int_equal(render_profile_filter(&out, sample, &filter, &error), RENDER_ERROR_EMPTY);
    assert_null(out);
    render_profile_free(sample);
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_not_equal(fputs(text, file), EOF);
    assert_int_equal(fclose(file), 0);
}

/* Whether a link stands in a picture that both kinds tell one of. */
static bool leads_to(const render_annotations *annotations, const char *link)
{
    render_draw_options options;
    render_profile *profile = read_sample("profiles/flask.prof");
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    render_draw_options_init(&options);
    options.annotations = annotations;
    assert_int_equal(
        render_draw(profile, "flame", "svg", &options, (render_sink){put_file, out}, NULL),
        RENDER_OK);
    fclose(out);
    bool found = strstr(text, link) != NULL;
    free(text);
    render_profile_free(profile);
    return found;
}

static void annotations_add_up_by_kind(void **state)
{
    (void)state;
    char path[] = "/tmp/test_librender-XXXXXX";
    render_annotations *annotations = NULL;
    render_error error;
    close(mkstemp(path));
    write_text(path, "render_template -> red, Templates, https://host/rule\n");
    assert_int_equal(render_annotations_read_file(&annotations, RENDER_COLOR_RULES, path, &error),
                     RENDER_OK);
    assert_true(leads_to(annotations, "https://host/rule"));
    write_text(path, "full_dispatch_request\thref=https://host/name\n");
    assert_int_equal(
        render_annotations_read_file(&annotations, RENDER_NAME_ATTRIBUTES, path, &error),
        RENDER_OK);
    assert_true(leads_to(annotations, "https://host/rule"));
    assert_true(leads_to(annotations, "https://host/name"));
    write_text(path, "render_template -> red, Templates, https://host/later\n");
    assert_int_equal(render_annotations_read_file(&annotations, RENDER_COLOR_RULES, path, &error),
                     RENDER_OK);
    assert_false(leads_to(annotations, "https://host/rule"));
    assert_true(leads_to(annotations, "https://host/later"));
    write_text(path, "\nno rule\n");
    assert_int_equal(render_annotations_read_file(&annotations, RENDER_COLOR_RULES, path, &error),
                     RENDER_ERROR_MALFORMED);
    assert_int_equal(error.line, 2);
    assert_null(annotations);
    assert_int_equal(
        render_annotations_read_file(&annotations, (render_annotation_kind)7, path, &error),
        RENDER_ERROR_ARGUMENT);
    assert_null(annotations);
    unlink(path);
}

static void inputs_are_for_panels_of_inputs(void **state)
{
    (void)state;
    render_draw_options options;
    render_profile *profile = read_sample("profiles/django.prof");
    render_panel panels[] = {{profile, "one"}, {profile, "two"}};
    taken t = {0, SIZE_MAX};
    render_draw_options_init(&options);
    options.inputs = panels;
    options.input_count = 2;
    check_refused(&options);
    options.panels = RENDER_PANELS_INPUTS;
    render_sink sink = {take, &t};
    assert_int_equal(render_draw(NULL, "flame", "svg", &options, sink, NULL), RENDER_OK);
    assert_int_equal(render_draw(NULL, "graph", "svg", &options, sink, NULL),
                     RENDER_ERROR_ARGUMENT);
    assert_int_equal(render_page(profile, "flame", &options, NULL, sink, NULL),
                     RENDER_ERROR_ARGUMENT);
    options.input_count = 0;
    check_refused(&options);
    render_profile_free(profile);
}

static render_status read_text(const render_limits *limits, const char *text, render_error *error)
{
    int ends[2];
    render_read_options options;
    render_profile *profile;
    render_read_options_init(&options);
    options.limits = *limits;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
    close(ends[1]);
    render_status status = render_profile_read_descriptor(&profile, ends[0], &options, error);
    close(ends[0]);
    render_profile_free(profile);
    return status;
}

static void limits_hold_and_zero_is_no_trap(void **state)
{
    (void)state;
    render_read_options defaults;
    render_error error;
    render_read_options_init(&defaults);
    render_limits limits = defaults.limits;
    assert_int_equal(read_text(&limits, "a;b 1\na;c 2\n", &error), RENDER_OK);
    limits.stacks = 3;
    assert_int_equal(read_text(&limits, "a;b 1\na;c 2\n", &error), RENDER_OK);
    limits.stacks = 2;
    assert_int_equal(read_text(&limits, "a;b 1\na;c 2\n", &error), RENDER_ERROR_LIMIT);
    limits = defaults.limits;
    limits.functions = 2;
    assert_int_equal(read_text(&limits, "a;b 1\na;c 2\n", &error), RENDER_ERROR_LIMIT);
    limits.functions = limits.stacks = UINT32_MAX;
    limits.expansion = 0;
    assert_int_equal(read_text(&limits, "a;b 1\na;c 2\n", &error), RENDER_OK);
    limits.decoded_bytes = 11;
    assert_int_equal(read_text(&limits, "a;b 1\na;c 2\n", &error), RENDER_ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_options_out_of_range),
        cmocka_unit_test(refuses_names_that_do_not_exist),
        cmocka_unit_test(short_options_keep_defaults_behind_them),
        cmocka_unit_test(a_sink_that_refuses_is_an_error),
        cmocka_unit_test(lists_hold_rows_that_stay),
        cmocka_unit_test(failures_leave_null),
        cmocka_unit_test(annotations_add_up_by_kind),
        cmocka_unit_test(inputs_are_for_panels_of_inputs),
        cmocka_unit_test(limits_hold_and_zero_is_no_trap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

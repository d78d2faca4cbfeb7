/* Folded stacks that were read for one picture: it is the same, byte by byte, as of the whole profile; and nothing else can be
 * made of them. */
#include <unistd.h>

#include "each_sample.h"
#include "random_profile.h"
#include "read_text.h"

/* ---- reading ---------------------------------------------------------------------------------- */

typedef struct outcome {
    rn_profile *profile;
    rn_report report;
} outcome;

static outcome read_in(rn_bytes text, const render_read_options *options, size_t part_bytes)
{
    outcome out = {0};
    render_limits limits = options->limits;
    out.report.strict = options->strict;
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, &out.report);
    rn_builder_set_options(builder, options);
    rn_builder_set_reading(builder, (rn_reading){.part_bytes = part_bytes});
    if (rn_format_folded.read(text, builder, &out.report))
        rn_builder_free(builder);
    else
        rn_builder_finish(builder, &out.profile);
    if (out.profile)
        assert_null(rn_profile_check(out.profile));
    return out;
}

static void finish(outcome *out)
{
    rn_profile_free(out->profile);
    rn_report_finish(&out->report);
}

static void assert_same_report(const rn_report *a, const rn_report *b)
{
    assert_int_equal(a->error.status, b->error.status);
    assert_int_equal(a->error.line, b->error.line);
    assert_int_equal(a->error.offset, b->error.offset);
    assert_string_equal(a->error.message, b->error.message);
    assert_int_equal(a->warning_count, b->warning_count);
    for (size_t i = 0; i < a->warning_count; i++)
        assert_string_equal(a->warnings[i], b->warnings[i]);
}

/* ---- pictures --------------------------------------------------------------------------------- */

typedef struct picture {
    const char *view;
    double min_width, min_width_share, width, total;
    int max_depth;
    render_order order;
    render_style style;
    render_color_by color_by;
    const char *colormap;
    bool interactive, inverted;
} picture;

static const picture pictures[] = {
    {.view = "flame"},
    {.view = "flame", .min_width = 4, .interactive = true},
    {.view = "flame", .min_width = 25, .max_depth = 4, .order = RENDER_ORDER_FIRST},
    {.view = "flame", .width = 300, .color_by = RENDER_COLOR_BY_SELF, .inverted = true},
    {.view = "flame", .colormap = "java", .min_width = 10, .total = 1e6},
    {.view = "icicle", .min_width = 2, .color_by = RENDER_COLOR_BY_MODULE},
    {.view = "icicle", .min_width_share = 0.05, .color_by = RENDER_COLOR_BY_TYPE},
    {.view = "icicle", .style = RENDER_STYLE_SNAKEVIZ, .min_width = 3},
    {.view = "icicle", .min_width_share = 1},
    {.view = "sunburst"},
    {.view = "sunburst", .min_width = 12, .interactive = true, .order = RENDER_ORDER_NAME},
    {.view = "sunburst", .max_depth = 2, .style = RENDER_STYLE_EQUAL_AREA, .min_width = 30},
    {.view = "sunburst", .width = 500, .colormap = "hot"},
};

enum { PICTURES = sizeof pictures / sizeof pictures[0] };

static render_draw_options draw_options(const picture *p)
{
    render_draw_options options;
    render_draw_options_init(&options);
    options.min_width = p->min_width > 0 ? p->min_width : options.min_width;
    options.min_width_share = p->min_width_share;
    options.width = p->width;
    options.total = p->total;
    options.max_depth = p->max_depth;
    options.order = p->order;
    options.style = p->style;
    options.color_by = p->color_by;
    options.colormap = p->colormap;
    options.interactive = p->interactive;
    options.inverted = p->inverted;
    return options;
}

static rn_buffer draw(const rn_profile *profile, const picture *p)
{
    rn_buffer out = {0};
    render_error error;
    render_draw_options options = draw_options(p);
    if (render_draw(profile, p->view, "svg", &options, (render_sink){put_bytes, &out}, &error))
        rn_put_text(&out, error.message);
    rn_put_char(&out, '\0');
    return out;
}

static size_t wide_count; /* of what was read */

static void assert_same_picture(rn_bytes text, const render_read_options *asked,
                                const outcome *whole, const picture *p, size_t part_bytes)
{
    render_read_options options = *asked;
    render_draw_options drawn = draw_options(p);
    options.least_share = render_draw_least_share(p->view, &drawn);
    assert_true(options.least_share > 0);
    outcome wide = read_in(text, &options, part_bytes);
    assert_same_report(&whole->report, &wide.report);
    assert_int_equal(!whole->profile, !wide.profile);
    if (whole->profile) {
        rn_buffer want = draw(whole->profile, p), got = draw(wide.profile, p);
        wide_count += wide.profile->least_share > 0;
        if (strcmp(want.data, got.data) != 0)
            fail_msg("%s %d differs, parts of %zu bytes:\n%.3000s", p->view, (int)(p - pictures),
                     part_bytes, text.data);
        rn_buffer_finish(&want);
        rn_buffer_finish(&got);
    }
    finish(&wide);
}

static render_read_options defaults(void)
{
    render_read_options options;
    render_read_options_init(&options);
    options.thread_count = 3;
    return options;
}

static void assert_same_pictures(rn_bytes text, const render_read_options *options, uint32_t which)
{
    outcome whole = read_in(text, options, SIZE_MAX / 2);
    for (uint32_t i = 0; i < PICTURES; i++)
        if (which == PICTURES || which % PICTURES == i)
            assert_same_picture(text, options, &whole, &pictures[i],
                                i % 3 ? text.size / (1 + i % 4) : SIZE_MAX / 2);
    finish(&whole);
}

/* ---- texts ------------------------------------------------------------------------------------ */

static const char *const frames[] = {
    "main",
    "a",
    "parse (json.py:12)",
    "parse (json.py:13)",
    "process 7:\"sh -c a;b\"",
    "p",
    "process ",
    "f::g<[u8; 8]>::h",
    "Ljava/lang/S;::len",
    "sys_read_[k]",
    "-",
    "libc.so`m",
    "\xc3\xa9t\xc3\xa9",
    "latin\xe9",
    "",
    "x y",
    "thread (7): w",
};

static void put_frame(rn_buffer *out, random_source *random)
{
    if (chance(random, 40)) {
        rn_put_text(out, frames[pick(random, sizeof frames / sizeof frames[0])]);
    } else {
        rn_put_text(out, "some_function_with_a_name_");
        rn_put_uint(out, chance(random, 70) ? pick(random, 6) : pick(random, 400));
    }
}

static void put_number(rn_buffer *out, random_source *random)
{
    rn_put_text(out, chance(random, 5) ? "\t" : " ");
    rn_put_uint(out, chance(random, 2)   ? pick(random, 100000)
                     : chance(random, 5) ? 0
                                         : pick(random, 200));
}

static void put_odd_line(rn_buffer *out, random_source *random)
{
    static const char *const lines[] = {"# a comment\n", "\n",     "no number\n", "a;b -3\n",
                                        " 5\n",          ";; 4\n", "a;b 3 \r\n"};
    rn_put_text(out, lines[pick(random, sizeof lines / sizeof lines[0])]);
}

/* Lines that begin like some that were there before, or that are sorted. */
static rn_buffer make_text(random_source *random, size_t lines, bool is_sorted)
{
    rn_buffer out = {0}, heads[40] = {{0}};
    uint32_t odd = pick(random, 3), number = 0;
    for (size_t i = 0; i < 40; i++) {
        if (i && chance(random, 70))
            rn_put(&heads[i], rn_buffer_bytes(&heads[pick(random, (uint32_t)i)]));
        for (uint32_t depth = 1 + pick(random, 9); depth--; rn_put_char(&heads[i], ';'))
            put_frame(&heads[i], random);
    }
    for (size_t i = 0; i < lines; i++) {
        number = is_sorted ? (uint32_t)(i * 40 / lines) : pick(random, 40);
        rn_put(&out, rn_buffer_bytes(&heads[number * (chance(random, 50) || is_sorted)]));
        for (uint32_t depth = pick(random, 5); depth--; rn_put_char(&out, ';'))
            put_frame(&out, random);
        put_frame(&out, random);
        put_number(&out, random);
        rn_put_text(&out, i + 1 == lines && chance(random, 50) ? ""
                          : chance(random, 3)                  ? "\r\n"
                                                               : "\n");
        if (odd && chance(random, odd))
            put_odd_line(&out, random);
    }
    for (size_t i = 0; i < 40; i++)
        rn_buffer_finish(&heads[i]);
    return out;
}

/* ---- tests ------------------------------------------------------------------------------------ */

static void check_sample_pictures(const rn_format *format, const char *path, rn_bytes input)
{
    (void)path;
    render_read_options options = defaults();
    if (format == &rn_format_folded)
        assert_same_pictures(input, &options, PICTURES);
}

static void samples_look_the_same(void **state)
{
    (void)state;
    wide_count = 0;
    each_sample(check_sample_pictures);
    assert_true(wide_count > 100);
}

static void random_texts_look_the_same(void **state)
{
    (void)state;
    random_source random = {7};
    wide_count = 0;
    for (uint32_t i = 0; i < 150; i++) {
        render_read_options options = defaults();
        options.strict = i % 7 == 6;
        options.strip_paths = i % 5 == 4;
        options.factor = i % 11 == 10 ? 3 : 1;
        options.count_name = i % 9 == 8 ? "ms" : NULL;
        rn_buffer text = make_text(&random, 1 + pick(&random, i % 10 ? 400 : 6000), i % 3 == 1);
        assert_same_pictures(rn_buffer_bytes(&text), &options, i);
        rn_buffer_finish(&text);
    }
    assert_true(wide_count > 100);
}

/* Stacks that were not found to be heavy among the first lines, and lines that are far heavier than all others. */
static void guesses_that_were_wrong(void **state)
{
    (void)state;
    render_read_options options = defaults();
    rn_buffer text = {0};
    for (uint32_t i = 0; i < 9000; i++) {
        rn_put_text(&text, i < 6000 ? "main;some;first;part;f" : "main;some;other;part;g");
        rn_put_uint(&text, i * 7919 % 50);
        rn_put_text(&text, ";h");
        rn_put_uint(&text, i * 31 % 900);
        rn_put_text(&text, i == 8000 ? ";deep;below 90000000\n" : ";deep 1\n");
    }
    wide_count = 0;
    assert_same_pictures(rn_buffer_bytes(&text), &options, PICTURES);
    assert_int_equal(wide_count, PICTURES);
    rn_buffer_finish(&text);
}

/* Fractions, sums beyond whole numbers, labels and long lines need the usual way. */
static void what_is_read_as_usual(void **state)
{
    (void)state;
    render_read_options options = defaults(), labels = options, few = options;
    labels.tag_roots = "thread";
    few.limits.stack_depth = 3;
    rn_buffer text = {0};
    rn_put_text(&text, "a;b 1\na;c 2\n");
    for (uint32_t i = 0; i < 40000; i++)
        rn_put_text(&text, "deep;");
    rn_put_text(&text, "end 5\n");
    wide_count = 0;
    assert_same_pictures(rn_bytes_of("a;b 1.5\na;c 2\n"), &options, PICTURES);
    assert_same_pictures(rn_bytes_of("a;b 9007199254740993\na;c 2\n"), &options, PICTURES);
    assert_same_pictures(rn_bytes_of("a;b 1 2\na;c 2 3\n"), &options, PICTURES);
    assert_same_pictures(rn_bytes_of("thread (7): w;b 1\na;c 2\n"), &labels, PICTURES);
    assert_same_pictures(rn_bytes_of("a;b;c;d 1\na;c 2\n"), &few, PICTURES);
    assert_same_pictures(rn_bytes_of("a;b 1\ra;c 2\r"), &options, PICTURES);
    assert_same_pictures(rn_buffer_bytes(&text), &options, PICTURES);
    assert_int_equal(wide_count, 0);
    rn_buffer_finish(&text);
}

static void assert_refused(render_status status, render_error *error)
{
    assert_int_equal(status, RENDER_ERROR_ARGUMENT);
    assert_non_null(strstr(error->message, "lacks"));
}

static void only_its_picture_is_drawn(void **state)
{
    (void)state;
    render_read_options options = defaults();
    render_draw_options wide, narrow;
    rn_buffer out = {0};
    render_sink sink = {put_bytes, &out};
    render_error error;
    render_profile *made;
    render_merger *merger;
    render_verdict verdict;
    const char *rule = "self(a) > 1";
    render_draw_options_init(&wide);
    wide.min_width = 50;
    render_draw_options_init(&narrow);
    options.least_share = render_draw_least_share("flame", &wide);
    outcome read = read_in(rn_bytes_of("main;a 5\nmain;b;c 90\n"), &options, 1 << 20);
    const render_profile *profile = read.profile;
    assert_int_equal(render_draw(profile, "flame", "svg", &wide, sink, &error), RENDER_OK);
    assert_refused(render_draw(profile, "flame", "svg", &narrow, sink, &error), &error);
    assert_refused(render_draw(profile, "graph", "svg", &wide, sink, &error), &error);
    render_panel panel = {profile, "x"};
    render_draw_options panels = wide;
    panels.panels = RENDER_PANELS_INPUTS;
    panels.inputs = &panel;
    panels.input_count = 1;
    assert_refused(render_draw(NULL, "flame", "svg", &panels, sink, &error), &error);
    assert_refused(render_export(profile, "json", &wide, sink, &error), &error);
    assert_refused(render_report(profile, NULL, sink, &error), &error);
    assert_refused(render_judge(profile, NULL, &rule, 1, &verdict, &error), &error);
    assert_refused(render_page(profile, "flame", &wide, NULL, sink, &error), &error);
    assert_refused(render_profile_filter(&made, profile, NULL, &error), &error);
    assert_refused(render_profile_compare(&made, profile, profile, &error), &error);
    assert_int_equal(render_merger_new(&merger, &error), RENDER_OK);
    assert_refused(render_merger_add(merger, profile, &error), &error);
    render_merger_free(merger);
    rn_buffer_finish(&out);
    finish(&read);
}

static void what_needs_everything(void **state)
{
    (void)state;
    render_draw_options options;
    render_draw_options_init(&options);
    assert_true(render_draw_least_share("flame", NULL) > 0);
    assert_true(render_draw_least_share("graph", &options) == 0);
    assert_true(render_draw_least_share("chart", &options) == 0);
    assert_true(render_draw_least_share("nothing", &options) == 0);
    options.highlight = "a";
    assert_true(render_draw_least_share("flame", &options) == 0);
    render_draw_options_init(&options);
    options.page_width = options.page_height = 500;
    assert_true(render_draw_least_share("sunburst", &options) == 0);
    render_draw_options_init(&options);
    options.sandwich = "a";
    assert_true(render_draw_least_share("icicle", &options) == 0);
    render_draw_options_init(&options);
    options.in_order = true;
    assert_true(render_draw_least_share("icicle", &options) == 0);
    render_draw_options_init(&options);
    options.min_width = 0;
    assert_true(render_draw_least_share("icicle", &options) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_look_the_same),     cmocka_unit_test(random_texts_look_the_same),
        cmocka_unit_test(guesses_that_were_wrong),   cmocka_unit_test(what_is_read_as_usual),
        cmocka_unit_test(only_its_picture_is_drawn), cmocka_unit_test(what_needs_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

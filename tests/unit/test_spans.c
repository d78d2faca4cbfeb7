/* Runs as spans: what stays open, what ends, what is too short to be seen. */
#include "make_profile.h"

#include "view/spans.h"

typedef struct run {
    const char *stack; /* names of one letter, the outermost first */
    double start, duration;
} run;

static rn_profile *make_runs(const run *runs, size_t count)
{
    rn_report report = {0};
    render_read_options options = {.keep_order = true};
    rn_builder *b = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_set_options(b, &options);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    for (size_t i = 0; i < count; i++) {
        uint32_t stack = 0;
        for (const char *name = runs[i].stack; *name; name++)
            stack = rn_builder_push(b, stack, make_frame(b, (rn_bytes){name, 1}));
        rn_builder_add_self(b, stack, 0, runs[i].duration);
        rn_builder_add_run(b, rn_builder_track(b, RN_LITERAL("t")), stack, runs[i].start,
                           runs[i].duration);
    }
    return finish_made(b);
}

static void put_spans(char *text, const rn_profile *p, const rn_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        const rn_span *s = &spans->spans[i];
        rn_bytes name = rn_function_name(p, p->frames[p->stacks[s->stack].frame].function);
        if (s->more)
            sprintf(text + strlen(text), "%u:+%u", s->level, s->more);
        else
            sprintf(text + strlen(text), "%u:%.*s", s->level, (int)name.size, name.data);
        sprintf(text + strlen(text), " %g-%g\n", s->from, s->to);
    }
}

static void check(const run *runs, size_t count, rn_spans_options options, const char *want)
{
    char text[1000] = "";
    rn_report report = {0};
    rn_spans spans;
    rn_profile *p = make_runs(runs, count);
    if (!options.max_levels)
        options.max_levels = 100;
    if (!options.to)
        options.to = INFINITY;
    assert_int_equal(rn_spans_init(&spans, p, &options, &report), RENDER_OK);
    put_spans(text, p, &spans);
    assert_string_equal(text, want);
    rn_spans_finish(&spans);
    rn_profile_free(p);
    rn_report_finish(&report);
}

#define RUNS(...) ((const run[]){__VA_ARGS__}), sizeof((const run[]){__VA_ARGS__}) / sizeof(run)
#define WITH(...) ((rn_spans_options){__VA_ARGS__})

static void what_is_shared_stays_open(void **state)
{
    (void)state;
    check(RUNS({"ab", 0, 2}, {"ac", 2, 3}, {"a", 5, 1}), WITH(0), "0:a 0-6\n1:b 0-2\n1:c 2-5\n");
    check(RUNS({"ab", 0, 2}, {"b", 2, 1}, {"ab", 3, 1}), WITH(0),
          "0:a 0-2\n0:b 2-3\n0:a 3-4\n1:b 0-2\n1:b 3-4\n");
}

static void a_pause_ends_everything(void **state)
{
    (void)state;
    check(RUNS({"ab", 0, 2}, {"ab", 3, 1}), WITH(0), "0:a 0-2\n0:a 3-4\n1:b 0-2\n1:b 3-4\n");
}

/* Of 5 % of a run, and no more. */
static void jitter_of_samples_is_no_pause(void **state)
{
    (void)state;
    check(RUNS({"ab", 0, 100}, {"ac", 104, 100}, {"ac", 210, 100}), WITH(0),
          "0:a 0-204\n0:a 210-310\n1:b 0-100\n1:c 104-204\n1:c 210-310\n");
}

static void what_overlaps_begins_later(void **state)
{
    (void)state;
    check(RUNS({"a", 0, 4}, {"b", 2, 4}, {"c", 3, 1}), WITH(0), "0:a 0-4\n0:b 4-6\n");
}

static void short_ones_become_one(void **state)
{
    (void)state;
    check(RUNS({"ab", 0, 50}, {"ac", 50, 1}, {"ad", 51, 1}, {"ae", 52, 48}), WITH(.shortest = .02),
          "0:a 0-100\n1:b 0-50\n1:+2 50-52\n1:e 52-100\n");
    check(RUNS({"a", 0, 1}, {"b", 50, 1}, {"c", 51.5, 1}, {"d", 99, 1}), WITH(.shortest = .02),
          "0:+1 0-1\n0:+2 50-52.5\n0:+1 99-100\n");
}

static void a_window_cuts(void **state)
{
    (void)state;
    check(RUNS({"ab", 10, 10}, {"ac", 20, 10}), WITH(.from = 5, .to = 15),
          "0:a 15-25\n1:b 15-20\n1:c 20-25\n");
    check(RUNS({"ab", 10, 10}, {"ac", 20, 10}), WITH(.max_levels = 1), "0:a 10-30\n");
}

static double busy_of(const run *runs, size_t count, rn_spans_options options)
{
    rn_report report = {0};
    rn_spans spans;
    rn_profile *p = make_runs(runs, count);
    options.max_levels = 100;
    assert_int_equal(rn_spans_init(&spans, p, &options, &report), RENDER_OK);
    assert_int_equal(spans.track_count, 1);
    double busy = spans.tracks[0].busy;
    rn_spans_finish(&spans);
    rn_profile_free(p);
    rn_report_finish(&report);
    return busy;
}

/* What is drawn at work counts once, wherever it is drawn. */
static void busy_is_what_is_drawn_at_work(void **state)
{
    (void)state;
    rn_spans_options whole = {.to = INFINITY};
    assert_float_equal(busy_of(RUNS({"ab", 0, 2}, {"ab", 3, 1}), whole), 3, 0);
    assert_float_equal(busy_of(RUNS({"a", 0, 4}, {"b", 2, 4}, {"c", 3, 1}), whole), 6, 0);
    assert_float_equal(busy_of(RUNS({"ab", 0, 100}, {"ac", 104, 100}, {"ac", 210, 100}), whole),
                       304, 0);
    assert_float_equal(busy_of(RUNS({"ab", 10, 10}, {"c", 22, 8}), WITH(.from = 5, .to = 15)), 8,
                       0);
}

static void needs_something_to_draw(void **state)
{
    (void)state;
    static const rn_spans_options nothing = {.from = 100, .to = INFINITY, .max_levels = 1};
    rn_report report = {0};
    rn_spans spans;
    rn_profile *p = make_stacks("a 1\n");
    assert_int_equal(rn_spans_init(&spans, p, &nothing, &report), RENDER_ERROR_EMPTY);
    rn_spans_finish(&spans);
    rn_profile_free(p);
    rn_report_finish(&report);
    report = (rn_report){0};
    p = make_runs(RUNS({"a", 0, 1}));
    assert_int_equal(rn_spans_init(&spans, p, &nothing, &report), RENDER_ERROR_EMPTY);
    rn_spans_finish(&spans);
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* In a's 100: b takes 60, in one; c below it 40, in four; d 2. */
static void levels_are_filled(void **state)
{
    (void)state;
    static const rn_spans_options options = {.to = INFINITY, .shortest = .005, .max_levels = 9};
    rn_report report = {0};
    rn_spans spans;
    rn_profile *p = make_runs(RUNS({"a", 0, 40}, {"abcd", 40, 2}, {"abc", 42, 8}, {"ab", 50, 5},
                                   {"abc", 55, 10}, {"ab", 65, 5}, {"abc", 70, 10}, {"ab", 80, 5},
                                   {"abc", 85, 10}, {"ab", 95, 5}));
    assert_int_equal(rn_spans_init(&spans, p, &options, &report), RENDER_OK);
    const rn_spans_track *track = spans.tracks;
    assert_int_equal(rn_spans_levels_filled(&spans, track, 0, 0), 4);
    assert_int_equal(rn_spans_levels_filled(&spans, track, 0.05, 0), 3);
    assert_int_equal(rn_spans_levels_filled(&spans, track, 0.5, 0), 2);
    /* 40 of 100, but in spans of no more than 10 */
    assert_int_equal(rn_spans_levels_filled(&spans, track, 0.05, 11), 2);
    assert_int_equal(rn_spans_levels_filled(&spans, track, 0.05, 101), 0);
    rn_spans_finish(&spans);
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shared_stays_open),
        cmocka_unit_test(a_pause_ends_everything),
        cmocka_unit_test(jitter_of_samples_is_no_pause),
        cmocka_unit_test(what_overlaps_begins_later),
        cmocka_unit_test(short_ones_become_one),
        cmocka_unit_test(a_window_cuts),
        cmocka_unit_test(busy_is_what_is_drawn_at_work),
        cmocka_unit_test(needs_something_to_draw),
        cmocka_unit_test(levels_are_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Python's dumps as they are written: read back they are the same.  That Python reads them, too, is in
 * tests/format/pstats. */
#include "random_profile.h"

#include "read/formats.h"
#include "write/writers.h"

static bool collect(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return true;
}

static render_status write_dump(rn_buffer *out, const rn_profile *profile, const char *metric,
                                rn_report *report)
{
    render_draw_options options = {.size = sizeof options, .metric = metric};
    return rn_write_pstats(profile, rn_profile_metric(profile, metric), &options,
                           (render_sink){collect, out}, report);
}

static rn_profile *round_trip(const rn_profile *profile, const char *metric)
{
    rn_buffer out = {0};
    rn_report report = {0};
    rn_profile *read = NULL;
    assert_int_equal(write_dump(&out, profile, metric, &report), RENDER_OK);
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    assert_int_equal(rn_format_pstats.read(rn_buffer_bytes(&out), builder, &report), RENDER_OK);
    assert_int_equal(rn_builder_finish(builder, &read), RENDER_OK);
    rn_report_finish(&report);
    rn_buffer_finish(&out);
    return read;
}

static void assert_same(double a, double b)
{
    if (isnan(a))
        assert_true(isnan(b));
    else
        assert_near(a, b);
}

static uint32_t find_arc(const rn_profile *p, uint32_t caller, uint32_t callee)
{
    for (uint32_t a = 0; a < p->arc_count; a++)
        if (p->arcs[a].caller == caller && p->arcs[a].callee == callee)
            return a;
    return RN_NONE;
}

static const made_function functions[] = {{"main", 1, 1, .25, 4},
                                          {"f", 48, 3, 1.25, 1.25},
                                          {"<built-in method builtins.sum>", 5e9, 5e9, .75, .75},
                                          {"unknown", UNKNOWN, UNKNOWN, 1, 1}};
static const made_arc arcs[] = {{"f", "f", 45, 1.203125, .75},
                                {"main", "f", 1, .015625, .5},
                                {"main", "unknown", UNKNOWN, .5, 1},
                                {"f", "<built-in method builtins.sum>", 5e9, UNKNOWN, UNKNOWN}};

static void test_arcs(void **state)
{
    (void)state;
    rn_profile *p = MAKE_ARCS(functions, arcs), *q = round_trip(p, NULL);
    assert_int_equal(q->function_count, p->function_count);
    assert_int_equal(q->arc_count, p->arc_count);
    for (uint32_t f = 0; f < p->function_count; f++) {
        assert_true(rn_bytes_equal(rn_function_name(p, f), rn_function_name(q, f)));
        assert_int_equal(q->functions[f].file, 0);
        assert_same(p->calls[f], q->calls[f]);
        assert_same(p->primitive_calls[f], q->primitive_calls[f]);
        assert_same(p->function_self[0][f], q->function_self[0][f]);
        assert_same(p->function_total[0][f], q->function_total[0][f]);
    }
    for (uint32_t a = 0; a < p->arc_count; a++) {
        uint32_t b = find_arc(q, p->arcs[a].caller, p->arcs[a].callee);
        assert_int_not_equal(b, RN_NONE);
        assert_same(p->arc_calls[a], q->arc_calls[b]);
        assert_same(p->arc_self[0][a], q->arc_self[0][b]);
        assert_same(p->arc_total[0][a], q->arc_total[0][b]);
    }
    rn_profile_free(p);
    rn_profile_free(q);
}

/* Two metrics, the second of time; stacks become the call graph of that. */
static rn_profile *make_timed_stacks(void)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("samples"), RN_LITERAL("count"));
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    uint32_t stack = make_stack(builder, RN_LITERAL("main;f;f;g"));
    rn_builder_add_self(builder, stack, 0, 3);
    rn_builder_add_self(builder, stack, 1, 250);
    return finish_made(builder);
}

static void test_stacks_become_seconds(void **state)
{
    (void)state;
    rn_profile *p = make_timed_stacks(), *q = round_trip(p, NULL);
    assert_int_equal(q->function_count, 3);
    assert_near(q->function_total[0][find_function(q, "f")], .25);
    assert_near(q->function_self[0][find_function(q, "f")], 0);
    assert_near(q->function_self[0][find_function(q, "g")], .25);
    assert_int_equal(q->arc_count, 3);
    assert_near(q->arc_total[0][0], .25);
    assert_null(q->calls);
    rn_profile_free(p);
    rn_profile_free(q);
}

static void test_without_time(void **state)
{
    (void)state;
    rn_profile *timed = make_timed_stacks(), *spaced = make_stacks("main;f 1 2\n");
    rn_buffer out = {0};
    rn_report report = {0}, other = {0};
    assert_int_equal(write_dump(&out, timed, "samples", &report), RENDER_ERROR_EMPTY);
    assert_non_null(strstr(report.error.message, "holds count"));
    assert_int_equal(write_dump(&out, spaced, "space", &other), RENDER_ERROR_EMPTY);
    assert_int_equal(out.size, 0);
    rn_report_finish(&report);
    rn_report_finish(&other);
    rn_profile_free(timed);
    rn_profile_free(spaced);
}

/* What only the module or a flag tells apart stays apart. */
static void test_keys_stay_different(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("us"));
    rn_function_key keys[] = {
        {.name = RN_LITERAL("f"), .file = RN_LITERAL("f.c"), .line = 7},
        {.name = RN_LITERAL("f"), .file = RN_LITERAL("f.c"), .line = 8},
        {.name = RN_LITERAL("f"), .file = RN_LITERAL("f.c"), .line = 7, .flags = RN_FLAG_KERNEL},
        {.name = RN_LITERAL("f"), .file = RN_LITERAL("f.c"), .line = 7, .module = RN_LITERAL("m")},
        {.name = RN_LITERAL("f"), .module = RN_LITERAL("m")},
        {.name = RN_LITERAL("f")},
    };
    enum { COUNT = sizeof keys / sizeof *keys };
    for (size_t i = 0; i < COUNT; i++)
        rn_builder_add_cost(builder, rn_builder_function(builder, &keys[i]), 0, 1e6, 1e6);
    rn_profile *p = finish_made(builder), *q = round_trip(p, NULL);
    assert_int_equal(q->function_count, COUNT);
    assert_near(q->metrics[0].total, COUNT);
    assert_int_equal(find_function(q, "f [m]"), 3);
    assert_int_equal(find_function(q, "f_[k]"), 2);
    assert_int_equal(q->functions[1].line, 8);
    rn_profile_free(p);
    rn_profile_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arcs),
        cmocka_unit_test(test_stacks_become_seconds),
        cmocka_unit_test(test_without_time),
        cmocka_unit_test(test_keys_stay_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Adding profiles up. */
#include "make_profile.h"

#include "base/unit.h"

static rn_profile *merge(const rn_profile *a, const rn_profile *b)
{
    const rn_profile *both[] = {a, b};
    rn_report report = {0};
    rn_profile *out = NULL;
    assert_int_equal(merge_profiles(&out, both, 2, &report), RENDER_OK);
    assert_null(rn_profile_check(out));
    rn_report_finish(&report);
    return out;
}

static void check_refused(const rn_profile *const *profiles, size_t count, const char *why)
{
    rn_report report = {0};
    rn_profile *out = NULL;
    assert_int_equal(merge_profiles(&out, profiles, count, &report), RENDER_ERROR_ARGUMENT);
    assert_null(out);
    assert_non_null(strstr(report.error.message, why));
    rn_report_finish(&report);
}

static void test_stacks(void **state)
{
    (void)state;
    rn_profile *a = make_stacks("main;x 1 10\nmain;y 2\n");
    rn_profile *b = make_stacks("main;y 3 30\nmain;y:7 5\nz 4\n");
    rn_profile *out = merge(a, b);
    assert_int_equal(out->function_count, 4);
    assert_int_equal(out->frame_count, 5);
    assert_int_equal(out->stack_count, 6);
    assert_int_equal(find_function(out, "z"), 3);
    assert_near(rn_stack_self(out, 0, 2), 1);
    assert_near(rn_stack_self(out, 0, 3), 5);
    assert_near(rn_stack_self(out, 1, 3), 30);
    assert_near(rn_stack_self(out, 0, 4), 5);
    assert_near(rn_stack_self(out, 0, 5), 4);
    assert_near(out->metrics[0].total, 15);
    assert_near(out->metrics[1].total, 40);
    rn_profile_free(out);
    rn_profile_free(a);
    rn_profile_free(b);
}

static const made_function run_functions[] = {{"main", 1, 1, .25, 4},
                                              {"parse", 2, 2, 1, 2.5},
                                              {"fib", 48, 3, 1.25, 1.25},
                                              {"sum", 10, 10, .75, .75}};
static const made_arc run_arcs[] = {{"main", "parse", 2, 1, 2.5},
                                    {"main", "fib", 1, .015625, .5},
                                    {"fib", "fib", 45, 1.203125, .75},
                                    {"parse", "sum", 10, .75, .75}};

/* Adding a run to itself doubles every figure. */
static void test_arcs_double(void **state)
{
    (void)state;
    rn_profile *run = MAKE_ARCS(run_functions, run_arcs);
    rn_profile *out = merge(run, run);
    assert_int_equal(out->function_count, 4);
    assert_int_equal(out->arc_count, 4);
    assert_near(out->metrics[0].total, 8);
    for (uint32_t f = 0; f < 4; f++) {
        assert_near(out->calls[f], 2 * run->calls[f]);
        assert_near(out->primitive_calls[f], 2 * run->primitive_calls[f]);
        assert_near(out->function_self[0][f], 2 * run->function_self[0][f]);
        assert_near(out->function_total[0][f], 2 * run->function_total[0][f]);
    }
    for (uint32_t a = 0; a < 4; a++) {
        assert_near(out->arc_calls[a], 2 * run->arc_calls[a]);
        assert_near(out->arc_self[0][a], 2 * run->arc_self[0][a]);
        assert_near(out->arc_total[0][a], 2 * run->arc_total[0][a]);
    }
    assert_null(out->roots);
    rn_profile_free(out);
    rn_profile_free(run);
}

static void test_unknown_stays_unknown(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, UNKNOWN, 1, UNKNOWN}, {"f", 2, 2, 1, 1}};
    const made_arc arcs[] = {{"main", "f", UNKNOWN, UNKNOWN, 1}};
    rn_profile *a = MAKE_ARCS(functions, arcs);
    rn_profile *out = merge(a, a);
    assert_true(isnan(out->primitive_calls[0]));
    assert_true(isnan(out->function_total[0][0]));
    assert_true(isnan(out->arc_calls[0]));
    assert_near(out->arc_total[0][0], 2);
    rn_profile_free(out);
    rn_profile_free(a);
}

/* Files of Python's profile module count calls of an arc, but not their time. */
static void test_arcs_without_cost_get_a_share(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, 1, 2, 10}, {"f", 4, 4, 8, 8}};
    const made_arc timed[] = {{"main", "f", 4, 8, 8}}, counted[] = {{"main", "f", 4, NAN, NAN}};
    rn_profile *a = MAKE_ARCS(functions, timed), *b = MAKE_ARCS(functions, counted);
    rn_profile *out = merge(a, b);
    assert_near(out->arc_total[0][0], 16);
    rn_profile_free(out);
    out = merge(b, b);
    assert_true(isnan(out->arc_total[0][0]));
    rn_profile_free(out);
    rn_profile_free(a);
    rn_profile_free(b);
}

/* The share is that of the profile, in whatever order it comes. */
static void test_shares_do_not_depend_on_order(void **state)
{
    (void)state;
    const made_function first[] = {{"main", 1, 1, 2, 10}, {"f", 4, 4, 8, 8}};
    const made_function second[] = {{"main", 1, 1, 1, 3}, {"f", 1, 1, 2, 2}};
    const made_arc timed[] = {{"main", "f", 1, 2, 2}};
    const made_arc counted[] = {{"main", "f", 3, NAN, NAN}, {"f", "f", 1, NAN, NAN}};
    rn_profile *a = MAKE_ARCS(first, counted), *b = MAKE_ARCS(second, timed);
    rn_profile *ab = merge(a, b), *ba = merge(b, a);
    assert_near(ab->arc_total[0][0], 8 * 3 / 4. + 2);
    assert_near(ba->arc_total[0][0], 8 * 3 / 4. + 2);
    assert_near(ab->arc_total[0][1], 8 * 1 / 4.);
    assert_near(ba->arc_total[0][1], 8 * 1 / 4.);
    rn_profile_free(ab);
    rn_profile_free(ba);
    rn_profile_free(a);
    rn_profile_free(b);
}

/* A total that the figures make is made anew; one that a file states is added. */
static void test_totals(void **state)
{
    (void)state;
    const made_function deep[] = {{"main", 1, 1, 1, 10}}, flat[] = {{"main", 1, 1, 7, 7}};
    rn_profile *a = MAKE_ARCS(deep, run_arcs), *b = MAKE_ARCS(flat, run_arcs);
    rn_profile *out = merge(a, b);
    assert_near(out->metrics[0].total, 17);
    rn_profile_free(out);
    a->metrics[0].total = 100;
    out = merge(a, b);
    assert_near(out->metrics[0].total, 107);
    rn_profile_free(out);
    rn_profile_free(a);
    rn_profile_free(b);
}

static rn_profile *with_metrics(const char *first, const char *first_unit, const char *second,
                                double value)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(builder, rn_bytes_of(first), rn_bytes_of(first_unit));
    rn_builder_metric(builder, rn_bytes_of(second), RN_LITERAL("count"));
    uint32_t stack = make_stack(builder, RN_LITERAL("f"));
    rn_builder_add_self(builder, stack, 0, value);
    rn_builder_add_self(builder, stack, 1, 7);
    return finish_made(builder);
}

static void test_units_and_metrics(void **state)
{
    (void)state;
    rn_profile *a = with_metrics("time", "ms", "misses", 5);
    rn_profile *b = with_metrics("time", "s", "faults", 2);
    const rn_profile *both[] = {a, b};
    rn_report report = {0};
    rn_profile *out = NULL;
    assert_int_equal(merge_profiles(&out, both, 2, &report), RENDER_OK);
    assert_int_equal(out->metric_count, 1);
    assert_true(rn_bytes_equal(rn_profile_string(out, out->metrics[0].unit), RN_LITERAL("ms")));
    assert_near(rn_stack_self(out, 0, 1), 2005);
    assert_near(out->metrics[0].total, 2005);
    assert_int_equal(report.warning_count, 1);
    assert_non_null(strstr(report.warnings[0], "'misses'"));
    rn_report_finish(&report);
    rn_profile_free(out);
    rn_profile_free(a);
    rn_profile_free(b);
}

static void test_what_cannot_be_merged(void **state)
{
    (void)state;
    rn_profile *a = with_metrics("time", "ms", "x", 1), *b = with_metrics("time", "B", "y", 1);
    rn_profile *arcs = MAKE_ARCS(run_functions, run_arcs);
    check_refused((const rn_profile *const[]){a, b}, 2, "no metric in common");
    check_refused((const rn_profile *const[]){a, arcs}, 2, "stacks");
    check_refused(NULL, 0, "no profile");
    rn_profile_free(a);
    rn_profile_free(b);
    rn_profile_free(arcs);
}

static void test_chosen_roots_of_all(void **state)
{
    (void)state;
    rn_profile *a = MAKE_ARCS(run_functions, run_arcs), *b = MAKE_ARCS(run_functions, run_arcs);
    a->roots = calloc(1, sizeof *a->roots);
    a->roots[0] = 1;
    a->root_count = 1;
    rn_profile *out = merge(a, b);
    assert_null(out->roots);
    rn_profile_free(out);
    out = merge(a, a);
    assert_int_equal(out->root_count, 1);
    assert_int_equal(out->roots[0], 1);
    rn_profile_free(out);
    rn_profile_free(a);
    rn_profile_free(b);
}

static void test_units(void **state)
{
    (void)state;
    assert_true(rn_unit_factor(RN_LITERAL("ms"), RN_LITERAL("us")) == 1000);
    assert_true(rn_unit_factor(RN_LITERAL("ns"), RN_LITERAL("s")) == 1e-9);
    assert_true(rn_unit_factor(RN_LITERAL("seconds"), RN_LITERAL("s")) == 1);
    assert_true(rn_unit_factor(RN_LITERAL("KiB"), RN_LITERAL("bytes")) == 1024);
    assert_true(rn_unit_factor(RN_LITERAL("samples"), RN_LITERAL("samples")) == 1);
    assert_true(rn_unit_factor(RN_LITERAL("samples"), RN_LITERAL("ms")) == 0);
    assert_true(rn_unit_factor(RN_LITERAL("B"), RN_LITERAL("ms")) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stacks),
        cmocka_unit_test(test_arcs_double),
        cmocka_unit_test(test_unknown_stays_unknown),
        cmocka_unit_test(test_arcs_without_cost_get_a_share),
        cmocka_unit_test(test_shares_do_not_depend_on_order),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_units_and_metrics),
        cmocka_unit_test(test_what_cannot_be_merged),
        cmocka_unit_test(test_chosen_roots_of_all),
        cmocka_unit_test(test_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

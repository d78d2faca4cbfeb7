/* gprof's text: entries, arcs, names, and files with parts missing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "assert_arcs.h"
#include "base/limits.h"
#include "read/formats.h"

/* ---- help ------------------------------------------------------------------------------------- */

static rn_profile *read_text(const char *text, rn_report *report)
{
    render_limits limits;
    rn_profile *profile = NULL;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(RN_ARCS, &limits, report);
    if (rn_format_gprof.read(rn_bytes_of(text), builder, report))
        rn_builder_free(builder);
    else
        assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

static rn_profile *read_good(const char *text, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text(text, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    rn_report_finish(&report);
    return profile;
}

/* ---- call graphs ------------------------------------------------------------------------------ */

#define HEADER "index % time    self  children    called     name\n"
#define DASHES "-----------------------------------------------\n"

static const char graph[] =
    "granularity: each sample hit covers 2 byte(s) for 1% of 1.00 seconds\n\n" HEADER
    "                                                 <spontaneous>\n"
    "[1]    100.0    0.10    0.90                 main [1]\n"
    "                0.20    0.40       4/4           parse [2]\n"
    "                0.05    0.05       1/6           util(int, char const*) [3]\n"
    "                0.20    0.00       2/2           leaf2 [5]\n" DASHES
    "                                   3             parse [2]\n"
    "                0.20    0.40       4/4           main [1]\n"
    "[2]     60.0    0.20    0.40       4+3       parse [2]\n"
    "                0.25    0.15       5/6           util(int, char const*) [3]\n"
    "                                   3             parse [2]\n"
    "                0.00    0.00       1/1           hidden <cycle 7> (9)\n" DASHES
    "                0.05    0.05       1/6           main [1]\n"
    "                0.25    0.15       5/6           parse [2]\n"
    "[3]     50.0    0.30    0.20       6         util(int, char const*) [3]\n"
    "                0.20    0.00       9/9           leaf1 [4]\n" DASHES
    "                0.20    0.00       9/9           util(int, char const*) [3]\n"
    "[4]     20.0    0.20    0.00       9         leaf1 [4]\n" DASHES
    "                0.20    0.00       2/2           main [1]\n"
    "[5]     20.0    0.20    0.00       2         leaf2 [5]\n" DASHES;

static void reads_recorded_arcs(void **state)
{
    (void)state;
    rn_profile *p = read_good(graph, 0);
    assert_int_equal(p->function_count, 5);
    assert_int_equal(p->arc_count, 6);
    assert_function(p, "main", 0.1, 1, NAN);
    assert_function(p, "parse", 0.2, 0.6, 7);
    assert_near(p->primitive_calls[find(p, "parse", "")], 4);
    assert_function(p, "util(int, char const*)", 0.3, 0.5, 6);
    assert_arc(p, "main", "parse", 4, 0.6);
    assert_arc(p, "main", "util(int, char const*)", 1, 0.1);
    assert_arc(p, "parse", "util(int, char const*)", 5, 0.4);
    assert_arc(p, "parse", "parse", 3, NAN);
    assert_near(p->metrics[0].total, 1);
    rn_profile_free(p);
}

static void cycles_have_counts_inside(void **state)
{
    (void)state;
    rn_profile *p =
        read_good(HEADER "[1] 100.0 0.5 0.5 1 main [1]\n"
                         "    0.5 0.0 1/1   a <cycle 1> [3]\n" DASHES
                         "[2] 50.0 0.5 0.0 1+5 <cycle 1 as a whole> [2]\n"
                         "    0.5 0.0 3  a <cycle 1> [3]\n"
                         "    0.0 0.0 3  b <cycle 1> [4]\n" DASHES "    0.5 0.0 1/1   main [1]\n"
                         "    2  b <cycle 1> [4]\n"
                         "[3] 50.0 0.5 0.0 3 a <cycle 1> [3]\n"
                         "    3  b <cycle 1> [4]\n" DASHES "[4] 0.0 0.0 0.0 3 b <cycle 1> [4]\n"
                         "    2  a <cycle 1> [3]\n",
                  0);
    assert_int_equal(p->function_count, 3);
    assert_int_equal(p->arc_count, 3);
    assert_arc(p, "main", "a", 1, 0.5);
    assert_arc(p, "a", "b", 3, NAN);
    assert_arc(p, "b", "a", 2, NAN);
    rn_profile_free(p);
}

static void statics_of_one_name_are_told_apart_by_the_index(void **state)
{
    (void)state;
    rn_profile *p = read_good(
        HEADER "[1] 50.0 0.5 0.0 1 step [1]\n" DASHES "[2] 50.0 0.25 0.0 1 step [2]\n" DASHES
               "[3] 50.0 0.25 0.0 1 f(int) [3]\n" DASHES "\f\nIndex by function name\n\n"
               "   [1] step (main.c)    [2] step (other.c)  [3] f(int)\n",
        0);
    assert_near(p->function_self[0][find(p, "step", "main.c")], 0.5);
    assert_near(p->function_self[0][find(p, "step", "other.c")], 0.25);
    assert_function(p, "f(int)", 0.25, 0.25, 1);
    rn_profile_free(p);
}

static void embedded_reports_count_cycles(void **state)
{
    (void)state;
    rn_profile *p = read_good("index    %      self  children    called     name\n"
                              "                (K)     (K)\n"
                              "[1] 100.0 2.5 0.5 1 main [1]\n    0.5 0.0 1/1 f [2]\n" DASHES
                              "[2] 20.0 0.5 0.0 1 f [2]\n",
                              0);
    assert_function(p, "main", 2500, 3000, 1);
    assert_string_equal(rn_profile_string(p, p->metrics[0].unit).data, "cycles");
    rn_profile_free(p);
}

static void calls_count_where_no_time_was_sampled(void **state)
{
    (void)state;
    rn_profile *p = read_good(HEADER "[1] 0.0 0.0 0.0    main [1]\n    0.0 0.0 8/8 f [2]\n" DASHES
                                     "[2] 0.0 0.0 0.0 8 f [2]\n",
                              1);
    assert_function(p, "f", 8, 8, 8);
    assert_arc(p, "main", "f", 8, 8);
    assert_string_equal(rn_profile_string(p, p->metrics[0].name).data, "calls");
    rn_profile_free(p);
}

static void odd_lines_are_skipped_and_counted(void **state)
{
    (void)state;
    rn_profile *p = read_good(HEADER "[1] 100.0 0.5 0.5 1 main [1]\n    x y f [2]\n" DASHES
                                     "[2] what is this [2]\n    0.5 0.0 1/1 g [3]\n" DASHES
                                     "[99999999999] 1.0 0.5 0.0 1 h [99999999999]\n" DASHES,
                              4);
    assert_int_equal(p->function_count, 1);
    rn_profile_free(p);
}

/* ---- flat profiles ---------------------------------------------------------------------------- */

#define FLAT_HEADER                                                                                \
    "Flat profile:\n\nEach sample counts as 0.01 seconds.\n"                                       \
    "  %   cumulative   self              self     total           \n"                             \
    " time   seconds   seconds    calls  ms/call  ms/call  name    \n"

static void flat_profiles_are_functions_alone(void **state)
{
    (void)state;
    rn_profile *p =
        read_good(FLAT_HEADER " 52.47  0.22  0.22  29  7.60  7.60  step\n"
                              " 47.70  0.42  0.20                   operator new [] (x)\n"
                              "\n %         the percentage of the total\n",
                  1);
    assert_function(p, "step", 0.22, NAN, 29);
    assert_function(p, "operator new [] (x)", 0.2, NAN, NAN);
    assert_near(p->metrics[0].total, 0.42);
    rn_profile_free(p);
}

static void lines_of_a_function_add_up(void **state)
{
    (void)state;
    rn_profile *p =
        read_good(FLAT_HEADER " 48.89  0.21  0.21                    step (a.c:8 @ 12b5)\n"
                              "  3.58  0.23  0.02                    step (a.c:7 @ 12c3)\n"
                              "  0.00  0.23  0.00  29  0.00  0.00    step (a.c:6 @ 129c)\n" HEADER
                              "[6] 0.0 0.00 0.00 29 step (a.c:6 @ 129c) [6]\n",
                  1);
    uint32_t step = find(p, "step", "a.c");
    assert_int_equal(p->function_count, 1);
    assert_near(p->function_self[0][step], 0.23);
    assert_near(p->calls[step], 29);
    rn_profile_free(p);
}

static void refuses_what_has_no_functions(void **state)
{
    (void)state;
    const char *const cases[][2] = {
        {HEADER, "no function in it"},
        {"", "no function in it"},
        {HEADER "[1] 0.0 0.0 0.0   main [1]\n", "neither time nor calls in it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rn_report report = {0};
        assert_null(read_text(cases[i][0], &report));
        assert_string_equal(report.error.message, cases[i][1]);
        rn_report_finish(&report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_recorded_arcs),
        cmocka_unit_test(cycles_have_counts_inside),
        cmocka_unit_test(statics_of_one_name_are_told_apart_by_the_index),
        cmocka_unit_test(embedded_reports_count_cycles),
        cmocka_unit_test(calls_count_where_no_time_was_sampled),
        cmocka_unit_test(odd_lines_are_skipped_and_counted),
        cmocka_unit_test(flat_profiles_are_functions_alone),
        cmocka_unit_test(lines_of_a_function_add_up),
        cmocka_unit_test(refuses_what_has_no_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

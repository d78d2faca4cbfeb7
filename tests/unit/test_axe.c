/* VTune's report gprof-cc: columns, arcs with their times, cycles. */
#include "assert_arcs.h"
#include "read_text.h"

#define HEADING                                                                                    \
    "Index  % CPU Time:Total  CPU Time:Self  CPU Time:Children  Name                   Index\n"    \
    "-----  ----------------  -------------  -----------------  ---------------------  -----\n"
#define BLANKS "                                                                               \n"

static rn_profile *read_good(const char *text, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text(&rn_format_axe, text, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    rn_report_finish(&report);
    return profile;
}

static const char report_text[] = HEADING
    "                                                            <spontaneous>               \n"
    "[0]    100.0             0.500          2.500              main                   [0]  \n"
    "                         0.250          1.250                solve <cycle 1>      [1]  \n"
    "                         0.125          0.0                  f(int, char [3])     [4]  \n"
    "                         0.0            0.875                12 monkeys           [5]  "
    "\n" BLANKS
    "                         0.250          1.250                main                 [0]  \n"
    "                                                             step <cycle 1>       [2]  \n"
    "[1]    50.0              0.250          1.250              solve <cycle 1>        [1]  \n"
    "                                                             step <cycle 1>       [2]  \n"
    "                                                             solve <cycle 1>      [1]  "
    "\n" BLANKS
    "                                                             solve <cycle 1>      [1]  \n"
    "[2]    41.67             1.250          -0.001             step <cycle 1>         [2]  \n"
    "                                                             solve <cycle 1>      [1]  "
    "\n" BLANKS
    "                         0.250          1.250                main                 [0]  \n"
    "[3]    50.0              0.250          1.250              <cycle 1 as a whole>   [3]  \n"
    "                         0.250          0.0                  solve <cycle 1>      [1]  \n"
    "                         1.250          0.0                  step <cycle 1>       [2]  "
    "\n" BLANKS
    "                         0.125          0.0                  main                 [0]  \n"
    "[4]    4.17              0.125          0.0                f(int, char [3])       [4]  "
    "\n" BLANKS
    "                         0.0            0.875                main                 [0]  \n"
    "[5]    29.17             0.875          0.0                12 monkeys             [5]  \n"
    "\n\nIndex by function name\n\nIndex  Function         \n-----  -----------------\n"
    "[0]    main\n[1]    solve\n";

static void reads_recorded_times(void **state)
{
    (void)state;
    rn_profile *p = read_good(report_text, 0);
    assert_int_equal(p->function_count, 5);
    assert_int_equal(p->arc_count, 6);
    assert_metric(p, 0, "CPU Time", "s");
    assert_function(p, "main", 0.5, 3, NAN);
    assert_function(p, "solve", 0.25, 1.5, NAN);
    assert_function(p, "f(int, char [3])", 0.125, 0.125, NAN);
    assert_function(p, "12 monkeys", 0.875, 0.875, NAN);
    assert_arc(p, "main", "solve", NAN, 1.5);
    assert_arc(p, "main", "f(int, char [3])", NAN, 0.125);
    assert_arc(p, "main", "12 monkeys", NAN, 0.875);
    assert_near(p->metrics[0].total, 3);
    rn_profile_free(p);
}

static void cycles_have_no_times_inside(void **state)
{
    (void)state;
    rn_profile *p = read_good(report_text, 0);
    assert_arc(p, "solve", "step", NAN, NAN);
    assert_arc(p, "step", "solve", NAN, NAN);
    assert_arc(p, "solve", "solve", NAN, NAN);
    rn_profile_free(p);
}

static void callees_below_nothing_are_nothing(void **state)
{
    (void)state;
    rn_profile *p = read_good(report_text, 0);
    assert_function(p, "step", 1.25, 1.25, NAN);
    rn_profile_free(p);
}

static void odd_lines_are_counted(void **state)
{
    (void)state;
    rn_profile *p = read_good(
        HEADING
        "[1]    x                 x              x                  main          [1]\n" BLANKS
        "[2]    50.0              0.250          1.250              f             [2]\n"
        "                         x              0.0                  g             [3]\n"
        "                         0.0            0.0                  h\n"
        "  ?\n",
        5);
    assert_int_equal(p->function_count, 1);
    assert_int_equal(p->arc_count, 0);
    rn_profile_free(p);
}

static void refuses_what_has_no_functions(void **state)
{
    (void)state;
    assert_not_read(&rn_format_axe, HEADING, RENDER_ERROR_EMPTY, "there is no function in it");
    assert_not_read(&rn_format_axe, "Index  % CPU Time:Total  CPU Time:Children\nmain\n",
                    RENDER_ERROR_MALFORMED, "there is no heading with a line of dashes below it");
    assert_not_read(&rn_format_axe, "", RENDER_ERROR_MALFORMED,
                    "there is no heading with a line of dashes below it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_recorded_times),
        cmocka_unit_test(cycles_have_no_times_inside),
        cmocka_unit_test(callees_below_nothing_are_nothing),
        cmocka_unit_test(odd_lines_are_counted),
        cmocka_unit_test(refuses_what_has_no_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

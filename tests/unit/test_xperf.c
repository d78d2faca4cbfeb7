/* xperf's export: fields without quotes, stacks in one field, what it leaves out. */
#include "read_text.h"

#define HEADING                                                                                    \
    "Process Name, Display Name, Process, Stack, Module, Function, Address, Thread ID, CPU, "      \
    "Weight, % Weight, Count, TimeStamp\n"

#define ROW(stack, module, function, weight)                                                       \
    "a.exe, a.exe, a.exe (44), " stack ", " module ", " function ", 0x1, 51, 0, " weight           \
    ", 0.01, 1, 9.5\n"

static void assert_xperf(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_xperf, text, want, warnings);
}

static void stacks_are_in_one_field(void **state)
{
    (void)state;
    assert_xperf(HEADING ROW("[Root]/n.dll!start/a.exe!main/a.exe!f", "a.exe", "f", "1.5")
                     ROW("[Root]/n.dll!start/a.exe!main", "a.exe", "g", "2")
                         ROW("[Root]/n.dll!start/a.exe!main/a.exe!f", "a.exe", "f", "0.25"),
                 "a.exe (44);n.dll`start;a.exe`main;a.exe`f 1.75\n"
                 "a.exe (44);n.dll`start;a.exe`main;a.exe`g 2\n",
                 0);
}

static void names_have_commas(void **state)
{
    (void)state;
    assert_xperf(HEADING ROW("[Root]/a.exe!m<a, b>/a.exe!f<a, b, c>", "a.exe", "f<a, b, c>", "1")
                     ROW("[Root]/a.exe!m<a, b>", "a.exe", "main", "2")
                         ROW("?", "a.exe", "f<a, b, c>", "4")
                             ROW("[Root]/a.exe!m", "a.exe", "g<a, b>", "8"),
                 "a.exe (44);a.exe`m<a, b>;a.exe`f<a, b, c> 1\n"
                 "a.exe (44);a.exe`m<a, b>;a.exe`main 2\n"
                 "a.exe (44);a.exe`f<a, b, c> 4\n"
                 "a.exe (44);a.exe`m;a.exe`g<a, b> 8\n",
                 0);
}

static void names_have_slashes_and_marks(void **state)
{
    (void)state;
    assert_xperf(HEADING ROW("[Root]/a.exe!operator//a.exe!operator!=", "a.exe", "operator!=", "1")
                     ROW("[Root]/a.exe!a/b/c/?/a.exe!f", "a.exe", "f", "2"),
                 "a.exe (44);a.exe`operator/;a.exe`operator!= 1\n"
                 "a.exe (44);a.exe`a/b/c;?;a.exe`f 2\n",
                 0);
}

static void modules_and_unknown_names_are_written_in_two_ways(void **state)
{
    (void)state;
    assert_xperf(HEADING ROW("[Root]/ntkrnlmp.exe!KiStart", "ntoskrnl.exe", "KiStart", "1")
                     ROW("[Root]/x.sys!?", "x.sys", "Unknown", "2")
                         ROW("[Root]/x.sys!?", "y.dll", "f", "4") ROW("?", "?", "?", "8")
                             ROW("?", "y.dll", "", "16") ROW("[Root]", "?", "Unknown", "32"),
                 "a.exe (44);ntkrnlmp.exe`KiStart_[k] 1\n"
                 "a.exe (44);x.sys`?_[k] 2\n"
                 "a.exe (44);x.sys`?_[k];y.dll`f 4\n"
                 "a.exe (44);? 40\n"
                 "a.exe (44);y.dll`? 16\n",
                 0);
}

static void weights_and_counts_are_metrics(void **state)
{
    (void)state;
    static const char text[] = HEADING ROW("[Root]/a.exe!f", "a.exe", "f", "1.25")
        ROW("[Root]/a.exe!f", "a.exe", "f", "0.25");
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_xperf, text, &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "weight", "ms");
    assert_metric(p, 1, "count", "samples");
    assert_stacks(p, 1, "a.exe (44);a.exe`f 2\n");
    assert_int_equal(p->functions[0].kind, RN_PROCESS);
    assert_null(p->runs);
    rn_profile_free(p);
    p = read_text(&rn_format_xperf, "Stack, Count\n[Root]/a!f, 3\n", &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 1);
    assert_stacks(p, 0, "a`f 3\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void threads_are_tracks(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(
        &rn_format_xperf, HEADING ROW("[Root]/a.exe!f", "a.exe", "f", "500"), &options, &report);
    assert_non_null(p);
    assert_int_equal(p->run_count, 1);
    assert_int_equal(p->track_count, 1);
    assert_string_equal(rn_profile_string(p, p->tracks[0]).data, "a.exe (44) thread 51");
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "s");
    assert_true(p->runs[0].start == 9 && p->runs[0].duration == 0.5);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void idle_time_is_left_out(void **state)
{
    (void)state;
    assert_xperf(
        HEADING ROW("[Root]/a.exe!f", "a.exe", "f",
                    "1") "Idle, Idle, Idle (0), ?, n.sys, KiIdle, 0x1, 0, 0, 900, 9, 1, 9.5\n",
        "a.exe (44);a.exe`f 1\n", 1);
    assert_not_read(&rn_format_xperf,
                    HEADING "Idle, Idle, Idle (0), ?, n.sys, KiIdle, 0x1, 0, 0, 900, 9, 1, 9.5\n",
                    RENDER_ERROR_EMPTY, "there is no sample in it but of the process 'Idle'");
}

static void odd_rows_are_counted(void **state)
{
    (void)state;
    assert_xperf(HEADING ROW("[Root]/a.exe!f", "a.exe", "f",
                             "1") "a.exe, a.exe\n" ROW("[Root]/a.exe!f", "a.exe", "f", "NaN")
                     ROW("[Root]/a.exe!f", "a.exe", "f", "-1"),
                 "a.exe (44);a.exe`f 1\n", 4);
}

static void refuses_what_has_no_samples(void **state)
{
    (void)state;
    assert_not_read(&rn_format_xperf, HEADING, RENDER_ERROR_EMPTY, "there is no sample in it");
    assert_not_read(&rn_format_xperf, "", RENDER_ERROR_EMPTY, "there is no line in it");
    assert_not_read(&rn_format_xperf, "Process, Weight\na, 1\n", RENDER_ERROR_MALFORMED,
                    "the first line does not name the columns 'Stack' and 'Weight'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_in_one_field),
        cmocka_unit_test(names_have_commas),
        cmocka_unit_test(names_have_slashes_and_marks),
        cmocka_unit_test(modules_and_unknown_names_are_written_in_two_ways),
        cmocka_unit_test(weights_and_counts_are_metrics),
        cmocka_unit_test(threads_are_tracks),
        cmocka_unit_test(idle_time_is_left_out),
        cmocka_unit_test(odd_rows_are_counted),
        cmocka_unit_test(refuses_what_has_no_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* VTune's top-down reports: columns, depth, units, options. */
#include "read_text.h"

#define HEADING "Function Stack,CPU Time:Self,Module\n"

static void assert_vtune(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_vtune, text, want, warnings);
}

static rn_profile *read_with(const char *text, const render_read_options *options)
{
    rn_report report = {0};
    rn_profile *profile = read_text_with(&rn_format_vtune, text, options, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, 0);
    rn_report_finish(&report);
    return profile;
}

static void blanks_are_depth(void **state)
{
    (void)state;
    assert_vtune(HEADING "Total,0.0,[Unknown]\n"
                         " main,0.25,a.out\n"
                         "  \"f<a, b>\",0.5,a.out\n"
                         "\"  g<a, b>\",1,b.so\n"
                         "   leaf,2,[Unknown]\n"
                         " start,0.125,a.out\n",
                 "a.out`main 0.25\na.out`main;a.out`f<a, b> 0.5\n"
                 "a.out`main;b.so`g<a, b> 1\na.out`main;b.so`g<a, b>;leaf 2\n"
                 "a.out`start 0.125\n",
                 0);
    assert_vtune(HEADING "     deep,1,m\n  less,2,m\n   below,4,m\n",
                 "m`deep 1\nm`less 2\nm`less;m`below 4\n", 0);
}

static void equal_stacks_add_up(void **state)
{
    (void)state;
    assert_vtune(HEADING " f,0.0004,m\n  g,0.0002,m\n f,0.0003,m\n  g,0.0001,m\n",
                 "m`f 0.0007\nm`f;m`g 0.00030000000000000003\n", 0);
}

static void a_total_with_a_cost_is_kept(void **state)
{
    (void)state;
    assert_vtune(HEADING "Total,0.5,[Unknown]\n f,1,m\n Total,2,m\n",
                 "Total 0.5\nTotal;m`f 1\nTotal;m`Total 2\n", 0);
    assert_vtune(HEADING "Total,,\n f,1,m\nTotal,2,m\n", "m`f 1\nm`Total 2\n", 0);
}

static void columns_have_names(void **state)
{
    (void)state;
    assert_vtune("war: Cannot find the file\n\nwar: again\n"
                 "Function Stack;Module;CPU Time:Total;CPU Time: Self;Source File\n"
                 " f;m;12,5%;0,5s;[Unknown]\n  \"g;h\";\"m\";1%;250ms;src/g.c\n  i;m;1%;100us;\n",
                 "m`f 0.5\nm`f;m`g:h (src/g.c) 0.25\nm`f;m`i 0.0001\n", 0);
    assert_vtune("\"Function Stack\"\t\"Module\"\t\"CPU Time:Self\"\n f\tm\t1\n", "m`f 1\n", 0);
}

static void every_own_cost_is_a_metric(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options};
    rn_profile *p = read_with(
        "Function Stack,CPU Time:Effective Time:Self,CPU Time:Self,CPU Time:Self,CPI Rate:Self,"
        "Clockticks:Self,Module\n"
        " f,0.25,0.5,0.5,7.5,1000,m\n",
        &options);
    assert_int_equal(p->metric_count, 3);
    assert_metric(p, 0, "CPU Time", "s");
    assert_metric(p, 1, "CPU Time:Effective Time", "s");
    assert_metric(p, 2, "Clockticks", "events");
    assert_stacks(p, 0, "m`f 0.5\n");
    assert_stacks(p, 1, "m`f 0.25\n");
    assert_stacks(p, 2, "m`f 1000\n");
    rn_profile_free(p);
}

#define MEMORY                                                                                     \
    "Function Stack,Allocation Size:Self,Deallocation Size:Self,Allocations:Self,Module\n"         \
    "Total,,,0,\n main,1024,,2,a.out\n  free_all,,512,0,a.out\n"

static void memory_is_counted_or_sized(void **state)
{
    (void)state;
    render_read_options options = {.size = sizeof options};
    rn_profile *p = read_with(MEMORY, &options);
    assert_metric(p, 0, "Allocations", "allocations");
    assert_metric(p, 1, "Allocation Size", "bytes");
    assert_metric(p, 2, "Deallocation Size", "bytes");
    assert_stacks(p, 0, "a.out`main 2\n");
    assert_stacks(p, 2, "a.out`main;a.out`free_all 512\n");
    rn_profile_free(p);
    options.by_size = true;
    p = read_with(MEMORY, &options);
    assert_metric(p, 0, "Allocation Size", "bytes");
    assert_stacks(p, 0, "a.out`main 1024\n");
    rn_profile_free(p);
}

static void modules_can_be_left_out(void **state)
{
    (void)state;
    render_read_options options = {.size = sizeof options, .no_modules = true};
    rn_profile *p = read_with(HEADING " f,1,a.so\n f,2,b.so\n", &options);
    assert_int_equal(p->function_count, 1);
    assert_stacks(p, 0, "f 3\n");
    rn_profile_free(p);
}

static void kernel_modules_are_marked(void **state)
{
    (void)state;
    assert_vtune(HEADING " f,1,ntoskrnl.exe\n g,2,Tcpip.SYS\n h,4,vmlinux\n i,8,hal.dll\n"
                         " j,16,hal.dll.exe\n",
                 "ntoskrnl.exe`f_[k] 1\nTcpip.SYS`g_[k] 2\nvmlinux`h_[k] 4\nhal.dll`i_[k] 8\n"
                 "hal.dll.exe`j 16\n",
                 0);
}

static void costs_that_are_none_are_counted(void **state)
{
    (void)state;
    assert_vtune(HEADING " f,INVALID,m\n  g,1,m\n h,-1,m\n i,nan,m\n j\n", "m`f;m`g 1\n", 4);
}

static void refuses_what_has_no_rows(void **state)
{
    (void)state;
    assert_not_read(&rn_format_vtune, HEADING, RENDER_ERROR_EMPTY,
                    "there is no row below the heading");
    assert_not_read(&rn_format_vtune, "Function Stack,CPU Time:Total,Module\n f,1,m\n",
                    RENDER_ERROR_MALFORMED,
                    "there is no column of own costs, such as 'CPU Time:Self'");
    assert_not_read(&rn_format_vtune, "f,1,m\n" HEADING, RENDER_ERROR_MALFORMED,
                    "there is no heading that begins with 'Function Stack'");
    rn_report strict = {.strict = true};
    assert_null(read_text(&rn_format_vtune, HEADING " f,x,m\n", &strict));
    assert_int_equal(strict.error.line, 2);
    rn_report_finish(&strict);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_are_depth),
        cmocka_unit_test(equal_stacks_add_up),
        cmocka_unit_test(a_total_with_a_cost_is_kept),
        cmocka_unit_test(columns_have_names),
        cmocka_unit_test(every_own_cost_is_a_metric),
        cmocka_unit_test(memory_is_counted_or_sized),
        cmocka_unit_test(modules_can_be_left_out),
        cmocka_unit_test(kernel_modules_are_marked),
        cmocka_unit_test(costs_that_are_none_are_counted),
        cmocka_unit_test(refuses_what_has_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

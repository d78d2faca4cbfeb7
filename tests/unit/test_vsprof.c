/* Visual Studio's call trees: levels, columns, numbers of several languages. */
#include <math.h>

#include "read_text.h"

#define HEADING                                                                                    \
    "Level,Function Name,Number of Calls,Elapsed Inclusive Time %,Elapsed Exclusive Time %,"       \
    "Avg Elapsed Inclusive Time,Avg Elapsed Exclusive Time,Module Name,\n"

static void assert_vsprof(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_vsprof, text, want, warnings);
}

static rn_profile *read_good(const char *text)
{
    rn_report report = {0};
    rn_profile *profile = read_text(&rn_format_vsprof, text, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, 0);
    rn_report_finish(&report);
    return profile;
}

static void assert_calls(const rn_profile *p, const char *name, double want)
{
    for (uint32_t f = 0; f < p->function_count; f++) {
        if (!rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(name)))
            continue;
        if (p->calls[f] != want && !(isnan(want) && isnan(p->calls[f])))
            fail_msg("%g calls of %s, expected %g", p->calls[f], name, want);
        return;
    }
    fail_msg("there is no %s", name);
}

static void levels_make_a_tree(void **state)
{
    (void)state;
    rn_profile *p = read_good(HEADING "0,\"a.exe\",0,100.00,0.00,0.00,0.00,\"\",\n"
                                      "1,\"A.Main(string[])\",1,100.00,0.50,9.00,0.05,\"a.exe\",\n"
                                      "2,\"A.f(int,int)\",\"2,893,824\",60.25,60.25,0.00,0.00,"
                                      "\"a.exe\",\n"
                                      "2,\"A.g()\",7,39.25,9.00,5.61,1.28,\"a.exe\",\n"
                                      "3,\"A.f(int,int)\",\"1,000\",30.25,30.25,0.00,0.00,"
                                      "\"a.exe\",\n");
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "Elapsed Exclusive Time %", "%");
    assert_stacks(p, 0,
                  "a.exe;a.exe`A.Main(string[]) 0.5\n"
                  "a.exe;a.exe`A.Main(string[]);a.exe`A.f(int,int) 60.25\n"
                  "a.exe;a.exe`A.Main(string[]);a.exe`A.g() 9\n"
                  "a.exe;a.exe`A.Main(string[]);a.exe`A.g();a.exe`A.f(int,int) 30.25\n");
    assert_calls(p, "a.exe", NAN);
    assert_calls(p, "A.Main(string[])", 1);
    assert_calls(p, "A.f(int,int)", 2894824);
    rn_profile_free(p);
}

static void samples_and_times_count_more_than_shares(void **state)
{
    (void)state;
    rn_profile *p = read_good("Level,Function Name,Inclusive Samples,Exclusive Samples,"
                              "Inclusive Samples %,Exclusive Samples %,Module Name\n"
                              "1,main,\"1,200\",200,100.00,16.67,m\n"
                              "2,leaf,\"1,000\",\"1,000\",83.33,83.33,m\n");
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "Exclusive Samples", "samples");
    assert_stacks(p, 0, "m`main 200\nm`main;m`leaf 1000\n");
    assert_null(p->calls);
    rn_profile_free(p);
    p = read_good("Level,Function Name,Elapsed Exclusive Time,Max Elapsed Exclusive Time,"
                  "Elapsed Exclusive Time %,Exclusive Bytes,Exclusive Allocations\n"
                  "1,main,\"1,250.50\",9.0,80.00,\"4,096\",3\n");
    assert_int_equal(p->metric_count, 3);
    assert_metric(p, 0, "Elapsed Exclusive Time", "ms");
    assert_metric(p, 1, "Exclusive Bytes", "bytes");
    assert_metric(p, 2, "Exclusive Allocations", "events");
    assert_stacks(p, 0, "main 1250.5\n");
    assert_stacks(p, 1, "main 4096\n");
    rn_profile_free(p);
}

static void numbers_are_those_of_the_user(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Level;Function Name;Number of Calls;Elapsed Exclusive Time %;Module Name\n"
        "1;f;2.893.824;18,39;m\n",
        "Level\tFunction Name\tNumber of Calls\tElapsed Exclusive Time %\tModule Name\n"
        "1\tf\t2 893 824\t18,39\tm\n",
        "Level,Function Name,Number of Calls,Elapsed Exclusive Time %,Module Name\n"
        "1,\"f\",\"2\xc2\xa0"
        "893\xc2\xa0"
        "824\",\"18,39%\",m\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        rn_profile *p = read_good(texts[i]);
        assert_stacks(p, 0, "m`f 18.39\n");
        assert_calls(p, "f", 2893824);
        rn_profile_free(p);
    }
}

static void levels_may_be_left_out(void **state)
{
    (void)state;
    assert_vsprof("Level,Function Name,Exclusive Samples\n1,a,1\n18446744073709551615,x,9\n"
                  "900000000000,b,2\n3,c,4\n1,d,8\n",
                  "a 1\na;b 2\na;c 4\nd 8\n", 2);
}

static void files_and_lines_are_kept(void **state)
{
    (void)state;
    rn_profile *p = read_good("Level,Function Name,Exclusive Samples,Source File,"
                              "Function Line Number\n1,a,1,src\\a.cpp,12\n1,b,2,,0\n");
    assert_stacks(p, 0, "a (src\\a.cpp:12) 1\nb 2\n");
    assert_int_equal(p->functions[0].line, 12);
    rn_profile_free(p);
}

static void equal_stacks_add_up(void **state)
{
    (void)state;
    assert_vsprof("Level,Function Name,Exclusive Samples\n1,a,1\n2,b,2\n1,a,4\n2,b,8\n",
                  "a 5\na;b 10\n", 0);
}

static void odd_rows_are_counted(void **state)
{
    (void)state;
    assert_vsprof(
        "Level,Function Name,Exclusive Samples\n1,a,1\nx,b,2\n2,c,x\n3,d,4\n,e,8\n-1,f,1\n",
        "a 1\na;c;d 4\n", 5);
}

static void refuses_what_has_no_rows(void **state)
{
    (void)state;
    assert_not_read(&rn_format_vsprof, HEADING, RENDER_ERROR_EMPTY,
                    "there is no row below the heading");
    assert_not_read(&rn_format_vsprof, "Level,Function Name,Inclusive Samples\n1,a,2\n",
                    RENDER_ERROR_MALFORMED,
                    "there is no column of exclusive values, such as 'Exclusive Samples'");
    assert_not_read(&rn_format_vsprof, "Level,Name\n", RENDER_ERROR_MALFORMED,
                    "the first line does not name columns, 'Level' and 'Function Name' first");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_make_a_tree),
        cmocka_unit_test(samples_and_times_count_more_than_shares),
        cmocka_unit_test(numbers_are_those_of_the_user),
        cmocka_unit_test(levels_may_be_left_out),
        cmocka_unit_test(files_and_lines_are_kept),
        cmocka_unit_test(equal_stacks_add_up),
        cmocka_unit_test(odd_rows_are_counted),
        cmocka_unit_test(refuses_what_has_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

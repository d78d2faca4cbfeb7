/* Very Sleepy's archives: symbols, call stacks, what is missing or odd in them. */
#include "make_zip.h"
#include "read_text.h"

static rn_profile *read_archive(const char *symbols, const char *stacks, unsigned method,
                                rn_report *report)
{
    static const render_read_options options = {.size = sizeof options};
    zip_maker zip = {.method = method};
    zip_add(&zip, "Stats.txt", RN_LITERAL("Filename: ?\r\n"));
    if (symbols)
        zip_add(&zip, "Symbols.txt", rn_bytes_of(symbols));
    if (stacks)
        zip_add(&zip, "Callstacks.txt", rn_bytes_of(stacks));
    rn_profile *profile = read_bytes_with(&rn_format_sleepy, zip_end(&zip), &options, report);
    zip_free(&zip);
    return profile;
}

static void assert_sleepy(const char *symbols, const char *stacks, const char *want,
                          size_t warnings)
{
    static const unsigned methods[] = {0, 8};
    for (size_t i = 0; i < 2; i++) {
        rn_report report = {0};
        rn_profile *profile = read_archive(symbols, stacks, methods[i], &report);
        if (!profile)
            fail_msg("%s", report.error.message);
        assert_int_equal(report.warning_count, warnings);
        assert_metric(profile, 0, "time", "s");
        assert_stacks(profile, 0, want);
        rn_profile_free(profile);
        rn_report_finish(&report);
    }
}

static void stacks_are_leaf_first(void **state)
{
    (void)state;
    assert_sleepy(
        "sym0 \"val3\" \"main\" \"c:\\src\\val3.c\" 55\r\n"
        "sym1 \"val3\" \"cycfn2\" \"c:\\src\\val3.c\" 49\r\n"
        "sym2 \"ntdll\" \"Start\" \"[unknown]\" 0\r\n",
        "0.074062 sym1 sym0 sym2\r\n0.98 sym0 sym2\r\n0.025938 sym1 sym0 sym2\r\n",
        "ntdll`Start;val3`main (c:\\src\\val3.c:55) 0.98\n"
        "ntdll`Start;val3`main (c:\\src\\val3.c:55);val3`cycfn2 (c:\\src\\val3.c:49) 0.1\n",
        0);
}

static void symbols_of_one_name_are_one_function(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_archive("0x1000 \"m\" \"f\" \"a.c\" 10\n0x1004 \"m\" \"f\" \"a.c\" 12\n"
                                 "0x2000 \"n\" \"f\" \"a.c\" 10\n",
                                 "1 0x1000\n2 0x1004\n4 0x2000\n", 0, &report);
    assert_non_null(p);
    assert_int_equal(p->function_count, 2);
    assert_int_equal(p->functions[0].line, 0);
    assert_stacks(p, 0, "m`f (a.c:10) 1\nm`f (a.c:12) 2\nn`f (a.c:10) 4\n");
    rn_profile_free(p);
    p = read_archive("s0 \"m\" \"f\" \"a.c\" 10\ns1 \"m\" \"f\" \"a.c\" 10\n", "1 s0\n2 s1\n", 0,
                     &report);
    assert_non_null(p);
    assert_int_equal(p->function_count, 1);
    assert_int_equal(p->functions[0].line, 10);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void quotes_and_backslashes_may_be_escaped(void **state)
{
    (void)state;
    assert_sleepy("s0 \"m\" \"operator\\\"\\\" _x\" \"c:\\\\a.c\" 1\ns1 \"\" \"g h\" \"\" x\n",
                  "1 s0\n2 s1\n", "m`operator\"\" _x (c:\\a.c:1) 1\ng h 2\n", 0);
}

static void odd_lines_are_counted(void **state)
{
    (void)state;
    assert_sleepy("s0 \"m\" \"f\" \"\" 0\ns1 m f\ns2 \"m\" \"f\" \"\n\ns0 \"m\" \"g\" \"\" 0\n",
                  "1 s0\n2 s1\nnan s0\n-1 s0\n1e999 s0\nx s0\n5\n", "m`f 1\n", 6);
}

static void assert_refused(const char *symbols, const char *stacks, render_status status,
                           const char *message)
{
    rn_report report = {0};
    assert_null(read_archive(symbols, stacks, 8, &report));
    assert_int_equal(report.error.status, status);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

static void refuses_what_lacks_a_part(void **state)
{
    (void)state;
    assert_refused(NULL, "1 s0\n", RENDER_ERROR_MALFORMED, "there is no Symbols.txt in it");
    assert_refused("s0 \"m\" \"f\" \"\" 0\n", NULL, RENDER_ERROR_MALFORMED,
                   "there is no Callstacks.txt in it");
    assert_refused("s0 \"m\" \"f\" \"\" 0\n", "", RENDER_ERROR_EMPTY,
                   "there is no call stack in it");
    assert_refused("s0 \"m\" \"f\" \"\" 0\n", "1 s0 s1\n", RENDER_ERROR_EMPTY,
                   "there is no call stack in it");
    rn_report report = {0};
    assert_null(read_text(&rn_format_sleepy, "PK\3\4", &report));
    assert_int_equal(report.error.status, RENDER_ERROR_MALFORMED);
    assert_int_equal(strncmp(report.error.message, "damaged zip archive (", 21), 0);
    rn_report_finish(&report);
}

static void is_known_by_the_names_of_members(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second;
        int bid;
    } cases[] = {
        {"Stats.txt", "Callstacks.txt", 100}, {"SYMBOLS.TXT", "callstacks.txt", 100},
        {"Stats.txt", "IPCounts.txt", 90},    {"minidump.dmp", "x", 60},
        {"readme.txt", "more.txt", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zip_maker zip = {0};
        zip_add(&zip, cases[i].first, RN_LITERAL("some text"));
        zip_add(&zip, cases[i].second, RN_LITERAL("more text"));
        assert_int_equal(rn_format_sleepy.sniff(zip_end(&zip), true), cases[i].bid);
        zip_free(&zip);
    }
    assert_int_equal(rn_format_sleepy.sniff(RN_LITERAL("PK\3\4"), true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_leaf_first),
        cmocka_unit_test(symbols_of_one_name_are_one_function),
        cmocka_unit_test(quotes_and_backslashes_may_be_escaped),
        cmocka_unit_test(odd_lines_are_counted),
        cmocka_unit_test(refuses_what_lacks_a_part),
        cmocka_unit_test(is_known_by_the_names_of_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

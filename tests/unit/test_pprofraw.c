/* pprof -raw: what its lines are, and that the stacks are those of pprof's own files. */
#include "read_text.h"

#define TYPES "PeriodType: cpu nanoseconds\nPeriod: 1\nSamples:\nsamples/count cpu/nanoseconds\n"

static void assert_raw(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_pprofraw, text, want, warnings);
}

static void samples_are_lists_of_locations(void **state)
{
    (void)state;
    assert_raw(TYPES "     1    10: 1 2 \n     2    20: 1 2 \n     3    30: 2\n      4  40:\n"
                     "Locations\n  1: 0x12 M=1 f a.c:3 s=0\n  2: 0x13 M=1 main a.c:9 s=0\n"
                     "Mappings\n1: 0x1/0x9/0x0 /bin/my app  [FN]\n",
               "my app`main (a.c:9) 30\nmy app`main (a.c:9);my app`f (a.c:3) 30\n(no stack) 40\n",
               0);
}

static void the_default_type_comes_first(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_pprofraw,
                              "Samples:\na/count b/bytes[dflt] c/s\n 1 2 -3: 1\n"
                              "Locations\n 1: 0x1 f :0 s=0\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 4);
    assert_metric(p, 0, "b", "bytes");
    assert_stacks(p, 0, "f 2\n");
    assert_metric(p, 1, "a", "count");
    assert_metric(p, 2, "c", "s");
    assert_metric(p, 3, "c (negative)", "s");
    assert_stacks(p, 3, "f 3\n");
    rn_profile_free(p);
}

static void labels_are_no_samples(void **state)
{
    (void)state;
    assert_raw(TYPES " 1 10: 1\n                1:[2 3]\n                a b:[c: 1]\n\n"
                     "Locations\n 1: 0x1 f :0 s=0\n",
               "f 10\n", 0);
    assert_raw(TYPES " 1 10: 1\n 1: 1\n 1 2 3: 1\n 1 1: 9\nodd\n 1 1: x\n"
                     "Locations\n 1: 0x1 f :0 s=0\n",
               "f 10\n", 6);
}

static void lines_of_a_location_are_inlined(void **state)
{
    (void)state;
    assert_raw(TYPES " 1 10: 1\n 1 2: 2\nLocations\n     1: 0x1 leaf a.c:1 s=0\n"
                     "             inner a.c:2 s=0\n             outer a.c:3 s=0\n"
                     "     2: 0x2 inner a.c:5 s=0\n",
               "outer (a.c:3);inner (a.c:2);leaf (a.c:1)_[i] 10\ninner (a.c:5) 2\n", 0);
}

static void assert_line(const char *line, const char *want)
{
    char text[512], stack[512];
    snprintf(text, sizeof text,
             TYPES " 1 1: 1\nLocations\n 1: 0x1f M=1 %s\nMappings\n1: 0/0/0 /m/a\n", line);
    snprintf(stack, sizeof stack, "%s 1\n", want);
    assert_raw(text, stack, 0);
}

static void names_may_hold_blanks(void **state)
{
    (void)state;
    assert_line("f(int, char) a.c:12 s=0", "a`f(int, char) (a.c:12)");
    assert_line("f(int, char) a.c:12:7 s=3(_Z1fic)", "a`f(int, char) (a.c:12)");
    assert_line("f(int s=1, char) /my dir/a.c:12 s=0", "a`f(int s=1, char) (/my dir/a.c:12)");
    assert_line("a::operator /(b) /a.c:1 s=0(x s=5)", "a`a::operator /(b) (/a.c:1)");
    assert_line("[F] main.(*T).M /go/x.go:1 s=0", "a`main.(*T).M (/go/x.go:1)");
    assert_line("malloc :0 s=0", "a`malloc");
    assert_line(" :0 s=0(_start)", "a`_start");
    assert_line("??", "a`[a+0x1f]");
    assert_line("", "a`[a+0x1f]");
    assert_line("[F]", "a`[a+0x1f]");
    assert_line("no start", "a`no start");
}

static void assert_module(const char *mapping, const char *want)
{
    char text[512], stack[512];
    snprintf(text, sizeof text, TYPES " 1 1: 1\nLocations\n 1: 0x1f M=7 f :0 s=0\nMappings\n%s\n",
             mapping);
    snprintf(stack, sizeof stack, "%sf 1\n", want);
    assert_raw(text, stack, 0);
}

static void modules_are_mappings(void **state)
{
    (void)state;
    assert_module("7: 0x1/0x2/0x3 /bin/my app 1b2c3d4e5f60 [FN][FL]", "my app`");
    assert_module("7: 0x1/0x2/0x3 /bin/my app  [FN]", "my app`");
    assert_module("7: 0x1/0x2/0x3 /bin/app  ", "app`");
    assert_module("7: 0x1/0x2/0x3 /bin/app 1b2c3d4e5f60", "app`");
    assert_module("7: 0x1/0x2/0x3   ", "");
    assert_module("8: 0x1/0x2/0x3 /bin/app  ", "");
    assert_module("7: 0x1/0x2/0x3 [vdso]  ", "[vdso]`");
}

static void functions_have_their_first_lines(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_pprofraw,
                              TYPES " 1 1: 1\nLocations\n 1: 0x1f f /a.c:12 s=9\n", &report);
    assert_non_null(p);
    assert_int_equal(p->functions[0].line, 9);
    assert_int_equal(p->frames[0].line, 12);
    rn_profile_free(p);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_pprofraw.sniff(rn_bytes_of(text), whole);
}

static void bids_for_its_sections(void **state)
{
    (void)state;
    assert_int_equal(bid_of(TYPES, true), 95);
    assert_int_equal(bid_of("Samples:\na/b c/d[dflt]\n", true), 95);
    assert_int_equal(bid_of("Comment: x\nmore\nPeriodType: a b\nComment:", false), 60);
    assert_int_equal(bid_of("PeriodType: a b\n", true), 0);
    assert_int_equal(bid_of("Samples:\na b\n", true), 0);
    assert_int_equal(bid_of("x\n" TYPES, true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_lists_of_locations),
        cmocka_unit_test(the_default_type_comes_first),
        cmocka_unit_test(labels_are_no_samples),
        cmocka_unit_test(lines_of_a_location_are_inlined),
        cmocka_unit_test(names_may_hold_blanks),
        cmocka_unit_test(modules_are_mappings),
        cmocka_unit_test(functions_have_their_first_lines),
        cmocka_unit_test(bids_for_its_sections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

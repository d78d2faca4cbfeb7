/* Aggregations of DTrace: where stacks begin and end, and what stands around them. */
#include "read_text.h"

#define HEADING                                                                                    \
    "CPU     ID                    FUNCTION:NAME\n  1  29684                 :tick-60s \n\n"

static void assert_dtrace(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_dtrace, text, want, warnings);
}

static void stacks_end_with_their_value(void **state)
{
    (void)state;
    assert_dtrace(HEADING "\n   m`leaf+0x1\n   m`main\n    3\n\n   m`leaf+0x9\n   m`main\n    4\n",
                  "m`main;m`leaf 7\n", 0);
    /* headings may come again, lines before the first stack say nothing */
    assert_dtrace("header\nheader2\n\n\n  m`a\n  1\n" HEADING "  m`a\n  2\n", "m`a 3\n", 0);
    assert_dtrace("header\n\n  m`a\n  1\n", "m`a 1\n", 0);
    assert_dtrace("\r\n  m`a\r\n  m`b\r\n  1", "m`b;m`a 1\n", 0);
}

static void addresses_and_plain_names_are_frames(void **state)
{
    (void)state;
    assert_dtrace("\n   0x104d08831\n   libjvm`f(int, char)+0x2\n   0x1\n   2\n",
                  "0x1;libjvm`f(int, char);0x104d08831 2\n", 0);
    assert_dtrace("\n     java/lang/A.f\n     m`a\n     B.g\n   2\n", "B.g;m`a;java/lang/A.f 2\n",
                  0);
}

static void blank_lines_join_the_kernel_and_the_program(void **state)
{
    (void)state;
    assert_dtrace("\n   unix`k+0x1\n   unix`sys\n\n   m`u\n   m`main\n   2\n",
                  "m`main;m`u;unix`sys_[k];unix`k_[k] 2\n", 0);
    assert_dtrace("\n   unix`k+0x1\n\n   2\n\n\n   m`u\n   3\n", "unix`k_[k] 2\nm`u 3\n", 0);
}

static void other_keys_are_roots(void **state)
{
    (void)state;
    assert_dtrace("  bash         12\n\n     m`a\n   2\n  my app    \n\n\n     m`a\n   3\n",
                  "bash;12;m`a 2\nm`a 3\n", 0);
    assert_dtrace("\n     m`a\n  my app     12        5\n", "my app;12;m`a 5\n", 0);
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_dtrace, "  bash         12\n     m`a\n   2\n", &report);
    assert_non_null(p);
    assert_int_equal(p->functions[0].kind, RN_PROCESS);
    assert_int_equal(p->functions[1].kind, RN_THREAD);
    assert_int_equal(p->functions[2].kind, RN_FUNCTION);
    rn_profile_free(p);
}

static void values_without_stacks_are_told(void **state)
{
    (void)state;
    assert_dtrace("  bash     5\n  sh     6\n\n    m`a\n   2\n", "m`a 2\n", 1);
    assert_dtrace("    m`a\n   2\n\n  bash     5\n", "m`a 2\n", 1);
    assert_dtrace("    m`a\n   2\n\n    m`b\n\n"
                  "     value  ------------- Distribution ------------- count    \n"
                  "         8 |@@@@@@@@@@@@@@@                          41       \n\n"
                  "    m`c\n   3\n",
                  "m`a 2\nm`c 3\n", 1);
    assert_dtrace("    m`a\n   2\n    m`b\n" HEADING "    m`c\n   2\n    m`d\n", "m`a 2\nm`c 2\n",
                  3);
}

static void arrows_mark_inlined_methods(void **state)
{
    (void)state;
    assert_dtrace("  t`baz\n  t`a/B.foo->a/B.bar->C::<init>+0x1\n  t`main\n  1\n",
                  "t`main;t`a/B.foo;t`a/B.bar_[i];t`C::<init>_[i];t`baz 1\n", 0);
    assert_dtrace("  t`C::operator->\n  t`f(int) -> long\n  t`a->\n  t`->b\n  1\n",
                  "t`->b;t`a->;t`f(int) -> long;t`C::operator-> 1\n", 0);
}

static void offsets_stay_on_request(void **state)
{
    (void)state;
    render_read_options options = {.size = sizeof options, .include_offset = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_dtrace, "  m`a+0x1\n  m`b\n  1\n", &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "m`b;m`a+0x1 1\n");
    rn_profile_free(p);
}

static void names_of_rust_are_repaired(void **state)
{
    (void)state;
    assert_dtrace("  rg`a..b$LT$u8$GT$::h0123456789abcdef (.llvm.12)+0x25\n  1\n",
                  "rg`a::b<u8> 1\n", 0);
}

static void sums_may_be_negative(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_dtrace, "  m`a\n  -5\n  m`b\n  7\n  m`a\n  3\n", &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "m`a 3\nm`b 7\n");
    assert_metric(p, 1, "samples (negative)", "samples");
    assert_stacks(p, 1, "m`a 5\n");
    rn_profile_free(p);
}

static void hot_and_cold_stacks_are_told_apart(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_dtrace,
                              "  m`poll+0x1\n  m`main\n  oncpu:0 ms:2664\n"
                              "  m`work\n  m`main\n  oncpu:1 ms:31\n"
                              "  m`work\n  thread:0xff1 pid:12 tid:7 name:my app oncpu:1 ms:4\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "on-CPU", "ms");
    assert_stacks(p, 0, "m`main;m`work 31\nmy app;7;m`work 4\n");
    assert_metric(p, 1, "off-CPU", "ms");
    assert_stacks(p, 1, "m`main;m`poll 2664\n");
    rn_profile_free(p);
}

static int bid_of(const char *text)
{
    return rn_format_dtrace.sniff(rn_bytes_of(text), true);
}

static void bids_for_frames_and_values(void **state)
{
    (void)state;
    assert_int_equal(bid_of(HEADING "\n   m`a\n   1\n"), 95);
    assert_int_equal(bid_of(HEADING "\n   m`a\n   m`b\n"), 80);
    assert_int_equal(bid_of(HEADING), 50);
    assert_int_equal(bid_of("\n   m`a\n   1\n"), 90);
    assert_int_equal(bid_of("\n   0x12\n   1\n"), 60);
    assert_int_equal(bid_of("m`a;m`b 1\n"), 0);
    assert_int_equal(bid_of("use `make` 3\n  or `make 4\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_end_with_their_value),
        cmocka_unit_test(addresses_and_plain_names_are_frames),
        cmocka_unit_test(blank_lines_join_the_kernel_and_the_program),
        cmocka_unit_test(other_keys_are_roots),
        cmocka_unit_test(values_without_stacks_are_told),
        cmocka_unit_test(arrows_mark_inlined_methods),
        cmocka_unit_test(offsets_stay_on_request),
        cmocka_unit_test(names_of_rust_are_repaired),
        cmocka_unit_test(sums_may_be_negative),
        cmocka_unit_test(hot_and_cold_stacks_are_told_apart),
        cmocka_unit_test(bids_for_frames_and_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

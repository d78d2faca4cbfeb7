/* SystemTap: the forms of a frame's line, and what stacks become. */
#include "read_text.h"

static void assert_stap(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_stap, text, want, warnings);
}

static void stacks_end_with_their_value(void **state)
{
    (void)state;
    assert_stap(" 0x2 : f+0x1/0x9 [/a]\n 0x1 : main+0x2/0x9 [/a]\n\t3\n\n"
                " 0x3 : f+0x2/0x9 [/a]\n\n 0x1 : main+0x2/0x9 [/a]\n4",
                "/a`main;/a`f 7\n", 0);
    assert_stap("5\n 0x2 : f+0x1/0x9 [/a]\r\n2\r\n", "[no stack] 5\n/a`f 2\n", 0);
    assert_stap(" 0x2 : f+0x1/0x9 [/a]\n2\nx y\n 0x2 : f+0x1/0x9 [/a]\n", "/a`f 2\n", 3);
}

static void frames_have_many_forms(void **state)
{
    (void)state;
    assert_stap(" 0xffffffff8a000001 : k+0x1/0x2 [kernel] (inexact)\n"
                "Returning from:  0xffffffffc0000001 : x+0x0/0x2 [xfs]\n"
                "Returning to  :  0xffffffff8a000002 : r+0x0/0x2 [kernel]\n"
                " 0x7f1 : f+0x1/0x2\n0x7f2 : f+0x1\nf+0x9 [/a]\n0x7f3\n 0x7f4 :\n 1\n",
                "0x7f4;0x7f3;/a`f;f;f;kernel`r_[k];xfs`x_[k];kernel`k_[k] 1\n", 0);
    assert_stap(" 0x7f1 : a::f(int, b at)+0x1/0x2\n 1\n", "a::f(int, b at) 1\n", 0);
    assert_stap(" 0x7f1 : a::f::h0123456789abcdef+0x1/0x2\n 1\n", "a::f 1\n", 0);
}

static void unknown_symbols_are_offsets_into_modules(void **state)
{
    (void)state;
    assert_stap(" 0x7f1 : 0x7f1 [/lib/c.so+0x1f/0x100]\n 0x7f2 [/lib/c.so+0x2f/0x100]\n"
                " 0x7f3 : 0x7f3\n 1\n",
                "0x7f3;/lib/c.so`[c.so+0x2f];/lib/c.so`[c.so+0x1f] 1\n", 0);
}

static void a_line_of_addresses_is_a_stack(void **state)
{
    (void)state;
    assert_stap("0x2 0x1 0x0\n3\n<no user backtrace at timer.profile>\n4\n",
                "0x1;0x2 3\n[no stack] 4\n", 0);
}

static void lines_of_source_are_kept(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_stap,
                              " 0x1 : f+0x1/0x2 at a b/c.c:12 [/m]\n 1\n"
                              " 0x2 : f+0x2/0x2 at x.h:3 [/m]\n 1\n"
                              " 0x3 [/m+0x3/0x9] at ./d.c:7\n 1\n"
                              " 0x4 : g+0x3/0x9 at d.c\n 1\n",
                              &report);
    assert_non_null(p);
    /* x.h is inlined into f */
    assert_int_equal(p->function_count, 3);
    assert_string_equal(rn_profile_string(p, p->functions[0].file).data, "a b/c.c");
    assert_int_equal(p->frames[0].line, 12);
    assert_int_equal(p->frames[1].function, 0);
    assert_int_equal(p->frames[1].line, 0);
    assert_string_equal(rn_profile_string(p, p->functions[1].file).data, "./d.c");
    assert_int_equal(p->frames[2].line, 7);
    assert_string_equal(rn_profile_string(p, p->functions[2].file).data, "d.c");
    assert_int_equal(p->frames[3].line, 0);
    rn_profile_free(p);
}

static void offsets_stay_on_request(void **state)
{
    (void)state;
    render_read_options options = {.size = sizeof options, .include_offset = true};
    rn_report report = {0};
    rn_profile *p =
        read_text_with(&rn_format_stap, " 0x1 : f+0x1/0x2 [/m]\n 1\n", &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "/m`f+0x1 1\n");
    rn_profile_free(p);
}

static int bid_of(const char *text)
{
    return rn_format_stap.sniff(rn_bytes_of(text), true);
}

static void bids_for_symbols_with_sizes(void **state)
{
    (void)state;
    assert_int_equal(bid_of(" 0x1 : f+0x1/0x2 [/m]\n 1\n"), 90);
    assert_int_equal(bid_of(" 0x1 : f+0x1/0x2\n"), 45);
    assert_int_equal(bid_of("f+0x1 [m]\n1\n"), 90);
    assert_int_equal(bid_of(" 0x1 0x2\n 1\n"), 30);
    assert_int_equal(bid_of("12\n"), 0);
    assert_int_equal(bid_of("see 0x1 : f\n1\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_end_with_their_value),
        cmocka_unit_test(frames_have_many_forms),
        cmocka_unit_test(unknown_symbols_are_offsets_into_modules),
        cmocka_unit_test(a_line_of_addresses_is_a_stack),
        cmocka_unit_test(lines_of_source_are_kept),
        cmocka_unit_test(offsets_stay_on_request),
        cmocka_unit_test(bids_for_symbols_with_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

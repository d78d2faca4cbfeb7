/* AIX's procstack. */
#include "dump_text.h"

static const char TEXT[] = "7: /usr/bin/demo -x\n---------- tid# 8 (pthread ID:  1) ----------\n"
                           "0xd0590c34  f(??, ?\?) + 0x514\n0x10000448  A::g(char*)(?\?) + 0x1c\n"
                           "0x100001bc  __start() + 0x6c\n"
                           "---------- tid# 9 (pthread ID:  2) ----------\n"
                           "0x00003784  [kernel text]\n0x1 ???????\?(?\?) + ??\n0x2 h\n";

static void stacks_are_those_of_threads(void **state)
{
    (void)state;
    static const render_read_options options = {.pid = true, .tid = true};
    assert_dump(&rn_format_procstack, TEXT, "__start;A::g(char*);f 1\nh;0x1;0x00003784 1\n");
    assert_dump_with(&rn_format_procstack, &options, TEXT,
                     "PID 7;TID 8;__start;A::g(char*);f 1\nPID 7;TID 9;h;0x1;0x00003784 1\n", 0);
    assert_dump(&rn_format_procstack,
                "7: sleep 9\n0x1  f(?\?) + 0x1\n7: sleep 9\n0x1  f(?\?) + 0x2\n", "f 2\n");
}

static void names_keep_their_parentheses(void **state)
{
    (void)state;
    assert_dump(&rn_format_procstack,
                "7: x\n0x1 A::operator()(int)((f)(1), ?\?) + 0x1\n0x2 (anonymous)\n0x3 f(a))\n",
                "f(a));(anonymous);A::operator()(int) 1\n");
}

static void frames_need_a_process(void **state)
{
    (void)state;
    static const char text[] = "0x1 f() + 0x1\n7: x\n0x1 g() + 0x1\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_procstack, &options, text, "g 1\n", 2);
    options.strict = true;
    assert_dump_fails(&rn_format_procstack, &options, text, RENDER_ERROR_MALFORMED,
                      "a frame outside of a thread");
}

static void bids_for_threads(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_procstack, TEXT), 95);
    assert_int_equal(dump_bid(&rn_format_procstack, "7: sleep 9\n0x1  f(?\?) + 0x1\n"), 70);
    assert_int_equal(dump_bid(&rn_format_procstack, "7: sleep 9\n0x1  f(?\?)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_procstack, "7: sleep 9\n\n0x1  f(?\?) + 0x1\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_those_of_threads),
        cmocka_unit_test(names_keep_their_parentheses),
        cmocka_unit_test(frames_need_a_process),
        cmocka_unit_test(bids_for_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

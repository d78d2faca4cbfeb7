/* eu-stack: what its lines are, with each of its options. */
#include "dump_text.h"

static void stacks_are_those_of_threads(void **state)
{
    (void)state;
    static const char text[] = "PID 7 - process\nTID 7:\n#0  0x01 pause\n#1  0x02 main\n"
                               "TID 8:\n#0  0x01 pause\n#1  0x02 main\n"
                               "PID 9 - core\nTID 9:\n#0  0x01 pause\n#1  0x02\n";
    static const render_read_options options = {.pid = true, .tid = true};
    assert_dump(&rn_format_eustack, text, "main;pause 2\n[unknown];pause 1\n");
    assert_dump_with(&rn_format_eustack, &options, text,
                     "PID 7;TID 7;main;pause 1\nPID 7;TID 8;main;pause 1\n"
                     "PID 9;TID 9;[unknown];pause 1\n",
                     0);
}

static void frames_have_modules_and_sources(void **state)
{
    (void)state;
    assert_dump(&rn_format_eustack,
                "PID 7 - process\nTID 7:\n"
                "#0  0x01     operator-(int) - b - /lib/a b.so\n"
                "    [93ac61ec5a8eb139]@0x7fecc441e000+0xd3df2\n    /demo/a.c:29:10\n"
                "#1  0x02 - 1 f - [vdso: 7]\n    a.S:3\n"
                "#2  0x03 - 1 - /lib/b.so\n#3  0x04 - 1 main\n    no source\n#4  0x05 - 1\n",
                "[unknown];main;/lib/b.so`[b.so];[vdso: 7]`f (a.S:3);"
                "/lib/a b.so`operator-(int) - b (/demo/a.c:29) 1\n");
}

static void functions_have_one_file(void **state)
{
    (void)state;
    assert_dump(&rn_format_eustack,
                "PID 7 - process\nTID 7:\n#0  0x01 f\n    a.c:1:1\n"
                "TID 8:\n#0  0x02 f\n    list.h:9\n",
                "f (a.c:1) 1\nf (a.c) 1\n");
}

static void frames_at_one_address_are_inlined(void **state)
{
    (void)state;
    assert_dump(&rn_format_eustack,
                "PID 7 - process\nTID 7:\n#0  0x01 a\n#1  0x02 b\n#2  0x02 c\n#3  0x02 d\n"
                "#4  0x03 r\n#5  0x03 r\n#6  0x03 i\n#7  0x03 r\n",
                "r;i_[i];r;r;d;c_[i];b_[i];a 1\n");
}

static void cut_stacks_say_so(void **state)
{
    (void)state;
    assert_dump(&rn_format_eustack,
                "PID 7 - process\nTID 7:\n#0  0x01 a\n"
                "eu-stack: tid 7: shown max number of frames (1, use -n 0 for unlimited)\n"
                "TID 8:\n#0  0x01 a\n",
                "(truncated);a 1\na 1\n");
}

static void frames_need_a_thread(void **state)
{
    (void)state;
    static const char text[] = "#0  0x01 a\nTID 8:\n#0  0x01 b\nPID 9 - process\n#0  0x01 a\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_eustack, &options, text, "b 1\n", 3);
    options.strict = true;
    assert_dump_fails(&rn_format_eustack, &options, text, RENDER_ERROR_MALFORMED,
                      "a frame outside of a thread");
}

static void bids_for_threads(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_eustack, "PID 7 - process\nTID 7:\n#0  0x01 a\n"), 95);
    assert_int_equal(dump_bid(&rn_format_eustack, "TID 7:\n#0  0x01\n"), 90);
    assert_int_equal(dump_bid(&rn_format_eustack, "PID 7 - process module memory map\n"), 60);
    assert_int_equal(dump_bid(&rn_format_eustack, "TID 7:\n#0  0x01 in f ()\n"), 0);
    assert_int_equal(dump_bid(&rn_format_eustack, "#0  0x01 a\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_those_of_threads),
        cmocka_unit_test(frames_have_modules_and_sources),
        cmocka_unit_test(functions_have_one_file),
        cmocka_unit_test(frames_at_one_address_are_inlined),
        cmocka_unit_test(cut_stacks_say_so),
        cmocka_unit_test(frames_need_a_thread),
        cmocka_unit_test(bids_for_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

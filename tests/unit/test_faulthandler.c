/* Python's faulthandler. */
#include "dump_text.h"

static void stacks_are_those_of_threads(void **state)
{
    (void)state;
    static const char text[] =
        "Timeout (0:00:01)!\nThread 0x00007f60 [work er] (most recent call first):\n"
        "  File \"/a \"b\".py\", line 4 in leaf\n  File \"/a.py\", line 8 in <module>\n\n"
        "Current thread 0x00007f61 (most recent call first):\n"
        "  File \"/a.py\", line 8 in <module>\nFatal Python error: x\n"
        "Stack (most recent call first):\n  File \"/a.py\", line 8 in <module>";
    static const render_read_options options = {.tid = true};
    assert_dump(&rn_format_faulthandler, text,
                "work er;<module> (/a.py:8);leaf (/a \"b\".py:4) 1\n<module> (/a.py:8) 2\n");
    assert_dump_with(&rn_format_faulthandler, &options, text,
                     "work er (TID 0x00007f60);<module> (/a.py:8);leaf (/a \"b\".py:4) 1\n"
                     "TID 0x00007f61;<module> (/a.py:8) 1\n<module> (/a.py:8) 1\n",
                     0);
}

static void what_is_unknown_or_cut(void **state)
{
    (void)state;
    assert_dump(&rn_format_faulthandler,
                "Stack (most recent call first):\n  File \"???\", line ??? in ???\n"
                "  File \"/x/a.py\", line 1 in ???\n  File \"a.py\", line 99999999999 in f\n  ...\n"
                "Stack (most recent call first):\n  File \"a.py\", line 1 in f\n"
                "  <truncated rest of calls>\n"
                "Stack (most recent call first):\n  <no Python frame>\n",
                "(truncated);f (a.py);[a.py] (/x/a.py:1);[unknown] 1\n(truncated);f (a.py:1) 1\n");
}

static void other_tracebacks_are_none(void **state)
{
    (void)state;
    static const char text[] =
        "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n"
        "Current thread's C stack trace (most recent call first):\n"
        "  Binary file \"/usr/bin/python3\", at f+0x4 [0x5]\n"
        "Stack (most recent call first):\n  File \"a.py\", line 1 in f\nnoise\n"
        "  File \"a.py\", line 2 in g\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_faulthandler, &options, text, "f (a.py:1) 1\n", 2);
    options.strict = true;
    assert_dump_fails(&rn_format_faulthandler, &options, text, RENDER_ERROR_MALFORMED,
                      "a frame outside of a thread");
}

static void bids_for_stacks(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_faulthandler,
                              "x\nStack (most recent call first):\n  File \"a\", line 1 in f\n"),
                     95);
    assert_int_equal(dump_bid(&rn_format_faulthandler, "  File \"a\", line 1 in f\n"), 0);
    assert_int_equal(dump_bid(&rn_format_faulthandler,
                              "Thread 7 f (most recent call first):\n  File \"a\", line 1 in f\n"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_those_of_threads),
        cmocka_unit_test(what_is_unknown_or_cut),
        cmocka_unit_test(other_tracebacks_are_none),
        cmocka_unit_test(bids_for_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

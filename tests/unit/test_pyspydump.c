/* py-spy dump, text and JSON. */
#include "dump_text.h"

static const char TEXT[] =
    "Process 12: python3 a.py --secret\nPython v3.11.7 (/usr/bin/python3.11)\n\n"
    "Thread 12 (active+gil): \"Main\"\n    leaf (a.py:4)\n"
    "        Locals:\n            n: (1)\n    <module> (a.py:30)\n"
    "Thread 0X7F4A (idle)\n    wait (threading.py)\n    f (libpython3.so)\n"
    "Thread 14 (active): \"Main\"\n";

static void threads_count(void **state)
{
    (void)state;
    static const struct {
        render_read_options options;
        const char *want;
        size_t warnings;
    } cases[] = {
        {{.states = NULL},
         "Main;<module> (a.py:30);leaf (a.py:4) 1\nlibpython3.so`f;wait (threading.py) 1\n",
         0},
        {{.states = "running"}, "Main;<module> (a.py:30);leaf (a.py:4) 1\n", 1},
        {{.states = "waiting"}, "libpython3.so`f;wait (threading.py) 1\n", 1},
        {{.pid = true, .tid = true},
         "PID 12;Main (TID 12);<module> (a.py:30);leaf (a.py:4) 1\n"
         "PID 12;TID 0X7F4A;libpython3.so`f;wait (threading.py) 1\n",
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_dump_with(&rn_format_pyspydump, &cases[i].options, TEXT, cases[i].want,
                         cases[i].warnings);
}

static void colours_are_taken_off(void **state)
{
    (void)state;
    assert_dump(&rn_format_pyspydump,
                "Thread \x1b[1m\x1b[33m12\x1b[0m (active): \"\x1b[32mMain\x1b[0m\"\n"
                "    \x1b[32mleaf\x1b[0m (\x1b[36ma.py\x1b[0m:\x1b[2m4\x1b[0m)\n"
                "    <module> (a.py:30)\x1b[",
                "Main;<module> (a.py:30);leaf (a.py:4) 1\n");
}

static void frames_need_a_thread(void **state)
{
    (void)state;
    static const char text[] = "    f (a.py:4)\nThread 12: \"M\"\n    g (a.py:5)\nProcess 13: x\n"
                               "    f (a.py:4)\nThread 12 (odd): \"M\"\n    f (a.py:4)\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_pyspydump, &options, text, "M;g (a.py:5) 1\n", 4);
    options.strict = true;
    assert_dump_fails(&rn_format_pyspydump, &options, text, RENDER_ERROR_MALFORMED,
                      "a frame outside of a thread");
}

static const char JSON[] =
    "[{\"pid\": 12, \"thread_id\": 1, \"thread_name\": \"Main\", \"os_thread_id\": 13, \"active\": "
    "true, "
    "\"owns_gil\": true, \"frames\": [{\"name\": \"leaf\", \"filename\": \"/d/a.py\", \"module\": "
    "null, "
    "\"short_filename\": \"a.py\", \"line\": 4, \"locals\": [{\"name\": \"n\"}]}, "
    "{\"name\": \"f\", \"filename\": \"f.c\", \"module\": \"/lib/a.so\", \"line\": 0}]},\n"
    "{\"pid\": 12, \"thread_id\": 2, \"os_thread_id\": null, \"active\": false, \"owns_gil\": "
    "false, "
    "\"frames\": [{\"name\": \"wait\", \"filename\": \"t.py\", \"line\": 1}]}]\n";

static void lists_of_json_add_up(void **state)
{
    (void)state;
    static const render_read_options options = {.states = "running", .pid = true, .tid = true};
    char twice[2 * sizeof JSON];
    snprintf(twice, sizeof twice, " %s%s", JSON, JSON);
    assert_dump(&rn_format_pyspydump, JSON,
                "Main;/lib/a.so`f (f.c);leaf (/d/a.py:4) 1\nwait (t.py:1) 1\n");
    assert_dump_with(&rn_format_pyspydump, &options, twice,
                     "PID 12;Main (TID 13);/lib/a.so`f (f.c);leaf (/d/a.py:4) 2\n", 1);
}

static void other_json_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"[1]", "expected a thread, found 1"},
        {"[{\"active\": 1}]", "expected true or false, found 1"},
        {"[{\"pid\": \"x\"}]", "expected a number or null, found a string"},
        {"[{\"thread_name\": 1}]", "expected a string or null, found 1"},
        {"[{\"frames\": {}}]", "expected an array of frames, found an object"},
        {"[{\"frames\": [1]}]", "expected a frame, found 1"},
        {"[{\"frames\": [{\"name\": 1}]}]", "expected a string or null, found 1"},
        {"[] {}", "expected a list of threads, found an object"},
    };
    static const render_read_options options = {.states = NULL};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_dump_fails(&rn_format_pyspydump, &options, cases[i].text, RENDER_ERROR_MALFORMED,
                          cases[i].message);
    assert_dump_fails(&rn_format_pyspydump, &options, "[]", RENDER_ERROR_EMPTY, "no stack in it");
}

static void bids_for_both_forms(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_pyspydump, TEXT), 95);
    assert_int_equal(dump_bid(&rn_format_pyspydump, "Process 12: \x1b[1mx\n\x1b[1mPython v3\n"),
                     95);
    assert_int_equal(dump_bid(&rn_format_pyspydump, "Thread 12 (idle)\n    f (a.py:1)\n"), 85);
    assert_int_equal(dump_bid(&rn_format_pyspydump, JSON), 95);
    assert_int_equal(dump_bid(&rn_format_pyspydump, "[{\"frames\": []}]"), 0);
    assert_int_equal(dump_bid(&rn_format_pyspydump, "Thread 1 (LWP 7):\n    f (a.py:1)\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_count),         cmocka_unit_test(colours_are_taken_off),
        cmocka_unit_test(frames_need_a_thread),  cmocka_unit_test(lists_of_json_add_up),
        cmocka_unit_test(other_json_is_refused), cmocka_unit_test(bids_for_both_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

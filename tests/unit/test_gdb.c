/* Backtraces of gdb: what a frame says, and where stacks begin and end. */
#include "dump_text.h"
#include "read/gdb_frame.h"

static void frames_are_pulled_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *file, *module;
        uint32_t line;
        bool has_address;
    } cases[] = {
        {"0x00005624 in area (this=0x7fec, n=12) at busy.cc:10", "area", "busy.cc", "", 10, true},
        {"main () at /a b/x.c:3", "main", "/a b/x.c", "", 3, false},
        {"0x0 in foo(int) const () from /lib/a (1).so", "foo(int) const", "", "/lib/a (1).so", 0,
         true},
        {"0x0 in ?? () from /lib/a.so", "", "", "/lib/a.so", 0, true},
        {"0x0 in ?? ()", "", "", "", 0, true},
        {"(anonymous namespace)::f (x=1) at a.c:1", "(anonymous namespace)::f", "a.c", "", 1,
         false},
        {"std::function<long (int)>::operator()(int) const (this=0x1) at f.h:9",
         "std::function<long (int)>::operator()(int) const", "f.h", "", 9, false},
        {"f(void (*)(int)) (g=0x401136 <g(int)>) at a.c:1", "f(void (*)(int))", "a.c", "", 1,
         false},
        {"operator() (b=3) at a.c:1", "operator()", "a.c", "", 1, false},
        {"std::operator<< <std::char_traits<char> > (out=...) at a.c:1",
         "std::operator<< <std::char_traits<char> >", "a.c", "", 1, false},
        {"P::operator-> (this=0x1) at a.c:1", "P::operator->", "a.c", "", 1, false},
        {"operator new (n=8) from /lib/a.so", "operator new", "", "/lib/a.so", 0, false},
        {"f<(E)1> (x=1) at a.c:1", "f<(E)1>", "a.c", "", 1, false},
        {"f (s=0x1 \"x (y) at z.c:9\\n\\\"\") at a.c:1", "f", "a.c", "", 1, false},
        {"f (c=40 '(', d=34 '\"', e=39 '\\'') at a.c:1", "f", "a.c", "", 1, false},
        {"f (x=don't) at a.c:1", "f", "a.c", "", 1, false},
        {"f (x=1,\n    y=2)\n    at a.c:1", "f", "a.c", "", 1, false},
        {"f () at a.c:99999999999", "f", "a.c", "", 0, false},
        {"f () at ../sysdeps/x.S", "f", "../sysdeps/x.S", "", 0, false},
        {"<signal handler called>", "<signal handler called>", "", "", 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_gdb_frame frame;
        assert_true(rn_gdb_frame_parse(rn_bytes_of(cases[i].text), &frame));
        assert_true(rn_bytes_equal(frame.name, rn_bytes_of(cases[i].name)));
        assert_true(rn_bytes_equal(frame.file, rn_bytes_of(cases[i].file)));
        assert_true(rn_bytes_equal(frame.module, rn_bytes_of(cases[i].module)));
        assert_int_equal(frame.line, cases[i].line);
        assert_int_equal(frame.has_address, cases[i].has_address);
        assert_false(frame.is_open);
    }
}

static void other_texts_are_no_frames(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",      "main",         "0x12",   "0x12 main",       "/x/file.php(12): foo()",
        "(x=1)", "0x12 in main", "f(int)", "std::sort<a (b)>"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        rn_gdb_frame frame;
        assert_false(rn_gdb_frame_parse(rn_bytes_of(texts[i]), &frame));
    }
}

static void threads_have_names(void **state)
{
    (void)state;
    static const char text[] =
        "Thread 3 (Thread 0x7f (LWP 20170) \"a \"b\" (1)\"):\n#0  f () at a.c:1\n"
        "\nThread 2 (process 12):\n#0  g () at a.c:2\n"
        "Thread 1 (LWP 11):\n#0  g () at a.c:2\n";
    render_read_options options = {.states = NULL};
    assert_dump(&rn_format_gdb, text, "a \"b\" (1);f (a.c:1) 1\ng (a.c:2) 2\n");
    options.tid = true;
    assert_dump_with(
        &rn_format_gdb, &options, text,
        "a \"b\" (1) (TID 20170);f (a.c:1) 1\nTID 12;g (a.c:2) 1\nTID 11;g (a.c:2) 1\n", 0);
}

static void lines_may_be_wrapped(void **state)
{
    (void)state;
    assert_dump(&rn_format_gdb,
                "#0  0x1 in f (x=1, \n    y=0x2 \"at b.c:9\")\n    at a.c:1\n"
                "#1  0x2 in g ()\n    from /lib/a.so\n"
                "        at = 5\n        local = {a = (1)\n"
                "#2  0x3 in main ()\n\nno more\n",
                "main;/lib/a.so`g;f (a.c:1) 1\n");
}

static void stacks_begin_at_zero(void **state)
{
    (void)state;
    assert_dump(&rn_format_gdb,
                "#0  0x1 in f () at a.c:1\n#1  0x2 in main () at a.c:9\n"
                "#0  0x1 in g () at a.c:2\n#1  0x2 in main () at a.c:9\n"
                "#0  0x1 in g () at a.c:2\n#1  0x2 in main () at a.c:9",
                "main (a.c:9);f (a.c:1) 1\nmain (a.c:9);g (a.c:2) 2\n");
}

/* gdb says where the program is before it is asked for the stack. */
static void places_are_no_stacks(void **state)
{
    (void)state;
    assert_dump(&rn_format_gdb,
                "[Switching to thread 3 (LWP 5)]\n#0  0x1 in f (\n    x=1) at a.c:1\n1\tfoo\n"
                "#0  0x1 in f (\n    x=1) at a.c:1\n#1  0x2 in main () at a.c:9\n",
                "main (a.c:9);f (a.c:1) 1\n");
    assert_dump(&rn_format_gdb,
                "#0  0x1 in f () at a.c:1\n[Current thread is 1 (LWP 5)]\n\n"
                "Thread 2 (LWP 6):\n#0  0x1 in g () at a.c:1\n",
                "g (a.c:1) 1\n");
}

static void frames_without_address_hold_inlined_ones(void **state)
{
    (void)state;
    assert_dump(
        &rn_format_gdb,
        "#0  f () at a.c:1\n#1  0x2 in g () at a.c:2\n#2  h () at a.c:3\n"
        "#3  <signal handler called>\n#4  i () at a.c:4\n#5  0x3 in main () at a.c:5\n",
        "main (a.c:5);i (a.c:4);<signal handler called>;h (a.c:3);g (a.c:2)_[i];f (a.c:1) 1\n");
    /* told to print no addresses */
    assert_dump(&rn_format_gdb,
                "#0  0x1 in f () at a.c:1\n#1  g () at a.c:2\n#2  main () at a.c:3\n",
                "main (a.c:3);g (a.c:2);f (a.c:1) 1\n");
}

static void unknown_functions_are_named_by_library(void **state)
{
    (void)state;
    assert_dump(&rn_format_gdb, "#0  0x1 in ?? () from /lib/a.so\n#1  0x2 in ?? ()\n",
                "[unknown];/lib/a.so`[a.so] 1\n");
}

static void cut_stacks_say_so(void **state)
{
    (void)state;
    assert_dump(&rn_format_gdb,
                "#0  0x1 in f () at a.c:1\n(More stack frames follow...)\n"
                "#0  0x1 in f () at a.c:1\n(More stack frames follow...)\n",
                "(truncated);f (a.c:1) 2\n");
}

static void odd_frames_are_counted(void **state)
{
    (void)state;
    static const char text[] = "#0  0x1 in f () at a.c:1\n#1  main\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_gdb, &options, text, "f (a.c:1) 1\n", 2);
    options.strict = true;
    assert_dump_fails(&rn_format_gdb, &options, text, RENDER_ERROR_MALFORMED, "no frame of gdb");
}

static void bids_for_frames(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_gdb, "Thread 1 (LWP 7):\n#0  f () at a.c:1\n"), 95);
    assert_int_equal(dump_bid(&rn_format_gdb, "x\n#0  0x1 in f ()\n"), 85);
    assert_int_equal(dump_bid(&rn_format_gdb, "#0  f () at a.c:1\n"), 85);
    assert_int_equal(dump_bid(&rn_format_gdb, "#0  f ()\n"), 0);
    assert_int_equal(dump_bid(&rn_format_gdb, "#0  0x00007fec pause\n#1  0x1 f(int, long)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_gdb, "    #0 0x4a in f (/lib/a.so+0x1)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_gdb, "#0 /x/file.php(12): foo()\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_pulled_apart),
        cmocka_unit_test(other_texts_are_no_frames),
        cmocka_unit_test(threads_have_names),
        cmocka_unit_test(lines_may_be_wrapped),
        cmocka_unit_test(stacks_begin_at_zero),
        cmocka_unit_test(places_are_no_stacks),
        cmocka_unit_test(frames_without_address_hold_inlined_ones),
        cmocka_unit_test(unknown_functions_are_named_by_library),
        cmocka_unit_test(cut_stacks_say_so),
        cmocka_unit_test(odd_frames_are_counted),
        cmocka_unit_test(bids_for_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

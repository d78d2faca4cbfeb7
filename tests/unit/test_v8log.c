/* V8's tick log, as text and as JSON: names of code, states, time between ticks, code that moves. */
#include "read_text.h"

#define CODE                                                                                       \
    "\"code\":[{\"name\":\"main /a b/x.js:3:1\",\"type\":\"JS\",\"kind\":\"Unopt\"},"              \
    "{\"type\":\"JS\",\"kind\":\"Opt\",\"name\":\"main /a b/x.js:3:1\"},"                          \
    "{\"name\":\" node:fs:7:2\",\"type\":\"JS\"},{\"name\":\"t "                                   \
    "v8::Parse(int)\",\"type\":\"CPP\"},"                                                          \
    "{\"name\":\"/usr/lib/libc.so.6\",\"type\":\"SHARED_LIB\"},"                                   \
    "{\"name\":\"Load\",\"type\":\"CODE\",\"kind\":\"KeyedLoadIC\"},"                              \
    "{\"name\":\"\",\"type\":\"CODE\",\"kind\":\"RegExp\"},null]"

#define JSON(ticks) "{" CODE ",\"functions\":[],\"ticks\":[" ticks "]}"

static void assert_log(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_v8log, text, want, warnings);
}

static void stacks_are_pairs_of_code_and_offset(void **state)
{
    (void)state;
    assert_log(
        JSON("{\"tm\":10,\"vm\":0,\"s\":[2,99,1,4,0,5]},{\"s\":[3,1,0,2],\"tm\":14,\"vm\":0},"
             "{\"tm\":20,\"vm\":0,\"s\":[4,0,-1,77,5,0,6,1,7,2]}"),
        "main (/a b/x.js:3);main (/a b/x.js:3);node`(anonymous) (node:fs:7) 4\n"
        "main (/a b/x.js:3);v8::Parse(int) 4\n"
        "[unknown];regexp`RegExp;IC`Load;[unknown];/usr/lib/libc.so.6`[libc.so.6] 6\n",
        0);
}

static void states_become_frames_where_they_explain(void **state)
{
    (void)state;
    assert_log(JSON("{\"tm\":1,\"vm\":1,\"s\":[3,0,0,1]},{\"tm\":2,\"vm\":5,\"s\":[3,0,0,1]},"
                    "{\"tm\":3,\"vm\":1,\"s\":[]},{\"tm\":4,\"vm\":6,\"s\":[]},"
                    "{\"tm\":5,\"vm\":4,\"s\":[0,1]},{\"tm\":6,\"vm\":99,\"s\":[]}"),
               "main (/a b/x.js:3);(garbage collector);v8::Parse(int) 1\n"
               "main (/a b/x.js:3);v8::Parse(int) 1\n(garbage collector) 1\n(external) 1\n"
               "(compiler);main (/a b/x.js:3) 1\n(javascript) 1\n",
               0);
}

static void the_first_tick_lasts_as_long_as_the_second(void **state)
{
    (void)state;
    assert_log(JSON("{\"tm\":1000,\"s\":[0,1]},{\"tm\":1005,\"s\":[3,1]}"),
               "main (/a b/x.js:3) 5\nv8::Parse(int) 5\n", 0);
    assert_log(JSON("{\"tm\":3,\"s\":[0,1]},{\"tm\":1005,\"s\":[3,1]}"),
               "main (/a b/x.js:3) 3\nv8::Parse(int) 1002\n", 0);
    assert_log(JSON("{\"tm\":30,\"s\":[0,1]}"), "main (/a b/x.js:3) 30\n", 0);
    assert_log(JSON("{\"tm\":3,\"s\":[0,1]},{\"tm\":1,\"s\":[0,1]},{\"tm\":5,\"s\":[0,1]}"),
               "main (/a b/x.js:3) 2\n", 1);
    assert_log(JSON("{\"tm\":3,\"s\":[0,1]},{\"tm\":1e999,\"s\":[0,1]},{\"tm\":5,\"s\":[0,1]}"),
               "main (/a b/x.js:3) 4\n", 2);
}

static void idle_ticks_count_only_when_asked_for(void **state)
{
    (void)state;
    const char *text = JSON("{\"tm\":2,\"vm\":8,\"s\":[]},{\"tm\":5,\"vm\":0,\"s\":[3,1]},"
                            "{\"tm\":9,\"vm\":7,\"s\":[4,1]},{\"tm\":10,\"vm\":0,\"s\":[3,1]}");
    const render_read_options options = {.size = sizeof options, .idle = true};
    rn_report report = {0};
    assert_log(text, "v8::Parse(int) 4\n", 0);
    rn_profile *p = read_text_with(&rn_format_v8log, text, &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "(idle) 2\nv8::Parse(int) 4\n/usr/lib/libc.so.6`[libc.so.6] 4\n");
    rn_profile_free(p);
    assert_null(read_text(&rn_format_v8log, JSON("{\"tm\":2,\"vm\":8,\"s\":[]}"), &report));
    assert_string_equal(report.error.message, "there are no ticks in which anything ran");
    rn_report_finish(&report);
}

static void ticks_are_counted_and_ordered(void **state)
{
    (void)state;
    const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_v8log,
                                   JSON("{\"tm\":10,\"s\":[0,1]},{\"tm\":14,\"s\":[1,1]},"
                                        "{\"tm\":15,\"s\":[3,1]}"),
                                   &options, &report);
    assert_non_null(p);
    assert_metric(p, 0, "time", "us");
    assert_metric(p, 1, "ticks", "samples");
    assert_stacks(p, 1, "main (/a b/x.js:3) 2\nv8::Parse(int) 1\n");
    assert_int_equal(p->run_count, 2);
    assert_true(p->runs[0].start == 6 && p->runs[0].duration == 8);
    assert_true(p->runs[1].start == 14 && p->runs[1].duration == 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* ---- the log ---------------------------------------------------------------------------------- */

#define HEAD                                                                                       \
    "v8-version,11,3\nshared-library,/usr/lib/libc.so.6,0x7000,0x8000,0\n"                         \
    "code-creation,JS,10,90,0x1000,16,f /a.js:1:1,0x1,~\n"                                         \
    "code-creation,JS,13,91,0x2000,16,g /a.js:2:1,0x1,*\n"                                         \
    "code-creation,Builtin,2,92,0x3000,16,ArrayMap\n"

static void addresses_are_looked_up(void **state)
{
    (void)state;
    assert_log(HEAD "tick,0x2001,5,0,0x0,0,0x300f,0x1004\ntick,0x7001,9,0,0x0,0,0x1010,0xfff\n",
               "f (/a.js:1);builtin`ArrayMap;g (/a.js:2) 4\n"
               "[unknown];[unknown];/usr/lib/libc.so.6`[libc.so.6] 4\n",
               0);
}

static void callers_may_be_relative(void **state)
{
    (void)state;
    assert_log(HEAD "tick,0x2001,5,0,0x0,0,+0x1001,-2000,overflow\n",
               "f (/a.js:1);builtin`ArrayMap;g (/a.js:2) 5\n", 0);
}

static void callbacks_and_tops_of_the_stack_are_frames(void **state)
{
    (void)state;
    assert_log(HEAD "tick,0x7001,5,1,0x2001,0,-0x1000\n", "f (/a.js:1);g (/a.js:2) 5\n", 0);
    assert_log(HEAD "tick,0x7001,5,0,0x2001,0,0x1000\n",
               "f (/a.js:1);g (/a.js:2);/usr/lib/libc.so.6`[libc.so.6] 5\n", 0);
    assert_log(HEAD "tick,0x7001,5,0,0x3001,0,0x1000\n",
               "f (/a.js:1);/usr/lib/libc.so.6`[libc.so.6] 5\n", 0);
}

static void code_moves_and_goes(void **state)
{
    (void)state;
    assert_log(HEAD "code-move,0x1000,0x2008\ncode-move,0x9,0x3000\ncode-delete,0x3000\n"
                    "tick,0x1000,1,0,0x0,0\ntick,0x2000,2,0,0x0,0\ntick,0x200c,3,0,0x0,0\n"
                    "tick,0x3000,4,0,0x0,0\n",
               "[unknown] 3\nf (/a.js:1) 1\n", 0);
    assert_log(HEAD "code-creation,JS,10,93,0x1000,16,h :1:20,0x1,~\ntick,0x1000,1,0,0x0,0\n",
               "h 1\n", 0);
}

static void old_logs_quote_names_and_have_no_times(void **state)
{
    (void)state;
    assert_log(
        "v8-version,5\ncode-creation,LazyCompile,0,0x100,16,\"get x a.js:7\",0x1,~\n"
        "code-creation,Stub,2,0x200,16,\"C\\x2c\\u20ac\\\\\\z\"\ntick,0x200,1,0,0x0,0,0x100\n",
        "get x (a.js:7);stub`C,\xe2\x82\xac\\\\z 1\n", 0);
}

static void broken_lines_are_left_out(void **state)
{
    (void)state;
    assert_log(HEAD
               "tick,0x1000\ntick,x,1,0,0x0,0\ntick,0x1000,1,0,0x0,0\nshared-library,a,0x5,0x5\n"
               "code-creation,JS\ncode-creation,JS,1,0x1,-1,x\n",
               "f (/a.js:1) 1\n", 6);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_v8log.sniff(rn_bytes_of(text), whole);
}

static void bids_by_its_beginning(void **state)
{
    (void)state;
    assert_int_equal(bid_of(HEAD, false), 100);
    assert_int_equal(bid_of("shared-library,/a,0x1,0x2\n", true), 80);
    assert_int_equal(bid_of("shared-library,/a,none\n", true), 0);
    assert_int_equal(bid_of(JSON(""), true), 95);
    assert_int_equal(bid_of("{" CODE, false), 90);
    assert_int_equal(bid_of("{" CODE, true), 0);
    assert_int_equal(bid_of("{\"code\":[{\"type\":\"other\"}", false), 0);
    assert_int_equal(bid_of("{\"code\":1,\"functions\":[],\"x\":{\"ticks\":[]}}", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_pairs_of_code_and_offset),
        cmocka_unit_test(states_become_frames_where_they_explain),
        cmocka_unit_test(the_first_tick_lasts_as_long_as_the_second),
        cmocka_unit_test(idle_ticks_count_only_when_asked_for),
        cmocka_unit_test(ticks_are_counted_and_ordered),
        cmocka_unit_test(addresses_are_looked_up),
        cmocka_unit_test(callers_may_be_relative),
        cmocka_unit_test(callbacks_and_tops_of_the_stack_are_frames),
        cmocka_unit_test(code_moves_and_goes),
        cmocka_unit_test(old_logs_quote_names_and_have_no_times),
        cmocka_unit_test(broken_lines_are_left_out),
        cmocka_unit_test(bids_by_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

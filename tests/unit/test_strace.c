/* strace -k: lines with all kinds of prefixes, and which stack belongs to which call. */
#include "read/strace_line.h"
#include "read_text.h"

static void assert_strace(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_strace, text, want, warnings);
}

static void assert_slice(rn_bytes got, const char *want)
{
    if (!rn_bytes_equal(got, rn_bytes_of(want)))
        fail_msg("'%.*s' is not '%s'", (int)got.size, got.data, want);
}

/* ---- lines ------------------------------------------------------------------------------------ */

static void calls_have_many_prefixes(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        rn_strace_kind kind;
        const char *thread, *name;
        double time, duration; /* -1: none */
    } cases[] = {
        {"close(3)                = 0", RN_STRACE_CALL, "", "close", -1, -1},
        {"write(1, \"a > b\", 5) = 5 <0.000026>", RN_STRACE_CALL, "", "write", -1, 0.000026},
        {"4011  10:31:12.5 openat(AT_FDCWD, \"/\") = -1 ENOENT (No such file) <0.5>",
         RN_STRACE_CALL, "4011", "openat", 37872.5, 0.5},
        {"[pid  6642]      0.002029 [  56] clone(child_stack=NULL) = 6644", RN_STRACE_CALL, "6642",
         "clone", 0.002029, -1},
        {"1795668440.041127 [00007f647cb11bd3] wait4(7,  <unfinished ...>", RN_STRACE_UNFINISHED,
         "", "wait4", 1795668440.041127, -1},
        {"12 00:00:01 (+     0.000090) <... wait4 resumed>NULL, 0) = 7 <0.01>", RN_STRACE_RESUMED,
         "12", "wait4", 1, 0.01},
        {"exit_group(0)            = ?", RN_STRACE_ENDLESS, "", "exit_group", -1, -1},
        {"exit_group(0) = ? <unavailable>", RN_STRACE_ENDLESS, "", "exit_group", -1, -1},
        {"select(1, [0] <unfinished ...>) = ?", RN_STRACE_ENDLESS, "", "select", -1, -1},
        {"read(0, 1) = ? ERESTARTSYS (To be restarted)", RN_STRACE_CALL, "", "read", -1, -1},
        {"7 +++ exited with 0 +++", RN_STRACE_EXIT, "7", "", -1, -1},
        {"--- SIGCHLD {si_signo=SIGCHLD} ---", RN_STRACE_SIGNAL, "", "", -1, -1},
        {"strace: Process 6644 attached", RN_STRACE_OTHER, "", "", -1, -1},
        {", child_tidptr=0x7f) = 6644 <0.000198>", RN_STRACE_OTHER, "", NULL, -1, 0.000198},
        {"", RN_STRACE_OTHER, "", "", -1, -1},
        {"10:3x:12 = 4", RN_STRACE_OTHER, "", "", -1, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rn_strace_line got = rn_strace_line_parse(rn_bytes_of(cases[i].line));
        if (got.kind != cases[i].kind || got.has_time != (cases[i].time >= 0) ||
            got.has_duration != (cases[i].duration >= 0))
            fail_msg("'%s' is misread", cases[i].line);
        assert_slice(got.thread, cases[i].thread);
        if (cases[i].name)
            assert_slice(got.name, cases[i].name);
        assert_true(!got.has_time || got.time == cases[i].time);
        assert_true(!got.has_duration || got.duration == cases[i].duration);
        assert_int_equal(got.is_relative, cases[i].time == 0.002029);
    }
}

static void assert_frame(const char *text, const char *module, const char *symbol, uint64_t address)
{
    rn_strace_frame got = rn_strace_frame_parse(rn_bytes_of(text));
    assert_slice(got.module, module);
    assert_slice(got.symbol, symbol);
    assert_true(got.address == address);
}

static void frames_are_pulled_apart(void **state)
{
    (void)state;
    assert_frame("/lib/libc.so.6(read+0xd) [0xf82ad]", "/lib/libc.so.6", "read+0xd", 0xf82ad);
    assert_frame("/a b (deleted)(f(int, char (*)())+0x1) [0x1]", "/a b (deleted)",
                 "f(int, char (*)())+0x1", 1);
    assert_frame("/a() [0x2]", "/a", "", 2);
    assert_frame("unexpected_backtracing_error [0x7f]", "", "unexpected_backtracing_error", 0x7f);
    assert_frame("", "", "", 0);
}

/* ---- calls ------------------------------------------------------------------------------------ */

static void calls_are_leaves(void **state)
{
    (void)state;
    assert_strace("read(0) = 1\n > /c(read+0xd) [0x1]\n > /a(main+0x1) [0x2]\n"
                  "read(0) = 1\n > /c(read+0xd) [0x1]\n > /a(main+0x1) [0x2]\nclose(1) = 0\n",
                  "/a`main;/c`read;read() 2\nclose() 1\n", 0);
    assert_strace("read(0) = 1\n > /a/b() [0x1f]\n > /a/b(+0x0) [0x2f]\n > oops [0x1]\n",
                  "oops;/a/b`[b+0x2f];/a/b`[b+0x1f];read() 1\n", 0);
}

static void unfinished_calls_count_when_resumed(void **state)
{
    (void)state;
    assert_strace("1 read(0,  <unfinished ...>\n2 close(1) = 0\n > /a(f+0x1) [0x2]\n"
                  "1 <... read resumed>1) = 1\n > /a(g+0x1) [0x2]\n",
                  "thread (2);/a`f;close() 1\nthread (1);/a`g;read() 1\n", 0);
    /* at the end of the file they still count */
    assert_strace("1 read(0,  <unfinished ...>\n2 close(1,  <unfinished ...>\n",
                  "thread (1);read() 1\nthread (2);close() 1\n", 0);
}

static void stacks_of_exits_come_late(void **state)
{
    (void)state;
    assert_strace("1 exit(0) = ?\n2 close(1) = 0\n1 +++ exited with 0 +++\n > /a(f+0x1) [0x2]\n",
                  "thread (2);close() 1\nthread (1);/a`f;exit() 1\n", 0);
    assert_strace("exit(0) = ?\n > /a(f+0x1) [0x2]\n+++ exited with 0 +++\n > /a(g+0x1) [0x2]\n",
                  "/a`f;exit() 1\n", 0);
}

static void stacks_of_signals_are_nobodys(void **state)
{
    (void)state;
    assert_strace("read(0) = 1\n > /a(f+0x1) [0x2]\n--- SIGINT {} ---\n > /a(g+0x1) [0x2]\n",
                  "/a`f;read() 1\n", 0);
}

static void other_output_may_come_between(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_strace,
                              "write(1, \"done\\n\", 5done\n)     = 5 <0.25>\n > /a(f+0x1) [0x2]\n"
                              "close(1) = 0 <0.5>\n > /a(g+0x1) [0x2]\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "calls", "calls");
    assert_stacks(p, 0, "/a`f;write() 1\n/a`g;close() 1\n");
    assert_metric(p, 1, "time", "s");
    assert_stacks(p, 1, "/a`f;write() 0.25\n/a`g;close() 0.5\n");
    rn_profile_free(p);
}

static void calls_are_counted(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text(&rn_format_strace, "1 read(0) = 1\n > /a(f+0x1) [0x2]\n2 read(1) = 0\n", &report);
    assert_non_null(p);
    for (uint32_t f = 0; f < p->function_count; f++) {
        bool is_call = rn_bytes_equal(rn_function_name(p, f), RN_LITERAL("read()"));
        assert_true(is_call ? p->calls[f] == 2 : !(p->calls[f] > 0));
        assert_int_equal(p->functions[f].flags, is_call ? RN_FLAG_SYNTHETIC : 0);
    }
    assert_int_equal(p->functions[0].kind, RN_THREAD);
    rn_profile_free(p);
}

/* ---- options ---------------------------------------------------------------------------------- */

static rn_profile *read_in_order(const char *text)
{
    render_read_options options = {.size = sizeof options, .keep_order = true};
    static rn_report report;
    report = (rn_report){0};
    rn_profile *p = read_text_with(&rn_format_strace, text, &options, &report);
    assert_non_null(p);
    return p;
}

static void assert_run(const rn_profile *p, uint32_t run, double start, double duration)
{
    assert_true(run < p->run_count);
    assert_float_equal(p->runs[run].start, start, 1e-9);
    assert_float_equal(p->runs[run].duration, duration, 1e-9);
}

static void times_are_kept(void **state)
{
    (void)state;
    rn_profile *p =
        read_in_order("7 23:59:59.5 read(0) = 1 <0.25>\n8 23:59:59.6 nap(9 <unfinished ...>\n"
                      "7 00:00:01 read(1) = 1 <0.5>\n"
                      "8 00:00:02 <... nap resumed>) = 0 <2.25>\n7 00:00:03 x() = 1\n");
    assert_int_equal(p->track_count, 2);
    assert_int_equal(p->run_count, 3);
    assert_run(p, 0, 86399.5, 0.25);
    assert_run(p, 1, 86401, 0.5);
    assert_run(p, 2, 86399.75, 2.25);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "s");
    rn_profile_free(p);
    p = read_in_order("   0.5 read(0) = 1 <0.25>\n   0.25 --- X ---\n   0.5 read(0) = 1 <0.5>\n");
    assert_run(p, 0, 0.5, 0.25);
    assert_run(p, 1, 1.25, 0.5);
    rn_profile_free(p);
}

static void offsets_stay_on_request(void **state)
{
    (void)state;
    render_read_options options = {.size = sizeof options, .include_offset = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(
        &rn_format_strace, "x() = 0\n > /a(f+0x1) [0x2]\n > /a(+0x0) [0x2f]\n", &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "/a`[a+0x2f];/a`f+0x1;x() 1\n");
    rn_profile_free(p);
}

static int bid_of(const char *text)
{
    return rn_format_strace.sniff(rn_bytes_of(text), true);
}

static void bids_for_calls_with_stacks(void **state)
{
    (void)state;
    assert_int_equal(bid_of("1 close(3) = 0\n > /a(f+0x1) [0x1]\n"), 90);
    assert_int_equal(bid_of("close(3) = 0\nclose(4) = 0\nclose(5) = -1 EBADF (Bad)\n"), 40);
    assert_int_equal(bid_of("close(3) = 0\n"), 0);
    assert_int_equal(bid_of(" > /a(f+0x1) [0x1]\n"), 0);
    assert_int_equal(bid_of("x(3) = 0\ny(3) = 0\nz(3) = 0\na\nb\nc\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_have_many_prefixes),
        cmocka_unit_test(frames_are_pulled_apart),
        cmocka_unit_test(calls_are_leaves),
        cmocka_unit_test(unfinished_calls_count_when_resumed),
        cmocka_unit_test(stacks_of_exits_come_late),
        cmocka_unit_test(stacks_of_signals_are_nobodys),
        cmocka_unit_test(other_output_may_come_between),
        cmocka_unit_test(calls_are_counted),
        cmocka_unit_test(times_are_kept),
        cmocka_unit_test(offsets_stay_on_request),
        cmocka_unit_test(bids_for_calls_with_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

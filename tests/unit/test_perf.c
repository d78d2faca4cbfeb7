/* perf script: what its lines are, and what samples become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/perf_line.h"
#include "read/rust_name.h"
#include "write/writers.h"

/* ---- help ------------------------------------------------------------------------------------- */

static rn_profile *read_within(const char *text, const render_limits *limits, rn_report *report)
{
    rn_profile *profile = NULL;
    rn_builder *builder = rn_builder_new(RN_STACKS, limits, report);
    assert_non_null(builder);
    if (rn_format_perf.read(rn_bytes_of(text), builder, report))
        rn_builder_free(builder);
    else
        assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

static rn_profile *read_text(const char *text, rn_report *report)
{
    render_limits limits;
    rn_limits_init(&limits);
    return read_within(text, &limits, report);
}

static bool put_bytes(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return true;
}

static void assert_stacks(const rn_profile *profile, const char *metric, const char *want)
{
    rn_report report = {0};
    rn_buffer out = {0};
    render_draw_options options;
    uint32_t index = rn_profile_metric(profile, metric);
    assert_int_not_equal(index, RN_NONE);
    render_draw_options_init(&options);
    assert_int_equal(
        rn_write_folded(profile, index, &options, (render_sink){put_bytes, &out}, &report),
        RENDER_OK);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, want);
    rn_buffer_finish(&out);
    rn_report_finish(&report);
}

/* Reads `text` without a warning and compares the stacks of its first metric. */
static void assert_read(const char *text, const char *want)
{
    rn_report report = {0};
    rn_profile *profile = read_text(text, &report);
    assert_non_null(profile);
    assert_int_equal(report.warning_count, 0);
    assert_stacks(profile, NULL, want);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

static void assert_metric(const rn_profile *p, uint32_t index, const char *name, const char *unit,
                          double total)
{
    assert_true(index < p->metric_count);
    rn_metric metric = p->metrics[index];
    assert_true(rn_bytes_equal(rn_profile_string(p, metric.name), rn_bytes_of(name)));
    assert_true(rn_bytes_equal(rn_profile_string(p, metric.unit), rn_bytes_of(unit)));
    assert_true(metric.total == total);
}

static void assert_slice(rn_bytes got, const char *want)
{
    if (!rn_bytes_equal(got, rn_bytes_of(want)))
        fail_msg("'%.*s' is not '%s'", (int)got.size, got.data, want);
}

/* ---- headers ---------------------------------------------------------------------------------- */

static void headers_have_many_forms(void **state)
{
    (void)state;
    static const struct {
        const char *line, *command, *period, *event, *rest;
    } cases[] = {
        {"java 25607 4794564.109216: cycles:", "java", "", "cycles", ""},
        {"xwax  1896 cycles:", "xwax", "", "cycles", ""},
        {"V8 WorkerThread 24636/25607 [000] 94564.109216: 100 cycles:", "V8 WorkerThread", "100",
         "cycles", ""},
        {"t 18909  3214.567668:     250000 cpu-clock:ppp: ", "t", "250000", "cpu-clock:ppp", ""},
        {"t 18909  3214.567668365:", "t", "", "", ""},
        {"t 18909  3214.567668:    1001001 ", "t", "1001001", "", ""},
        {"  false 64414 20110.539270:      34467 cycles:u:  ffff9aa3c8de [unknown] ([unknown])",
         "false", "34467", "cycles:u", "ffff9aa3c8de [unknown] ([unknown])"},
        {"swapper 0 [006] 708189.626415: sched:sched_stat_sleep: comm=x delay=10 [ns]", "swapper",
         "", "sched:sched_stat_sleep", "comm=x delay=10 [ns]"},
        {"t 1 1.5:  7fa68b1f2d84 main+0x1 (/a: b)", "t", "", "7fa68b1f2d84 main+0x1 (/a", "b)"},
        {"t 1 1.5:  401172 main+0x1 (/a)", "t", "", "", "401172 main+0x1 (/a)"},
        {"t 18074    1001001 cpu-clock: ", "t", "1001001", "cpu-clock", ""},
        {"t 18074 [001] 7 cpu-clock: ", "t", "7", "cpu-clock", ""},
        {"worker 12   345 cycles:", "worker 12", "", "cycles", ""},
        {"pool (2) x: y 31859 cycles:", "pool (2) x: y", "", "cycles", ""},
        {"pool (2) x: y 31859 1.5: 2 cycles:", "pool (2) x: y", "2", "cycles", ""},
        {":-1    -1 1.5: 2 cycles:", ":-1", "2", "cycles", ""},
        {"t 1 1.5: 2 cpu/event=0x3c,umask=0x0/u:", "t", "2", "cpu/event=0x3c,umask=0x0/u", ""},
        {"  1.5: cycles:", "", "", "cycles", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_perf_header header;
        assert_true(rn_perf_header_parse(rn_bytes_of(cases[i].line), &header));
        assert_slice(header.command, cases[i].command);
        assert_slice(header.period, cases[i].period);
        assert_slice(header.event, cases[i].event);
        assert_slice(header.rest, cases[i].rest);
    }
}

static void other_lines_are_no_headers(void **state)
{
    (void)state;
    static const char *const lines[] = {"",
                                        ":",
                                        "cycles:",
                                        "12 cycles:",
                                        "java cycles:",
                                        "  t.c:5",
                                        "  ??:0",
                                        "t x .5: cycles",
                                        "t x 1.: cycles",
                                        "t x x1.5: cycles",
                                        "  libc.so.6[2724a]",
                                        "a 1/x cycles:",
                                        "\t 1142 std::foo::bar (/lib/a)"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        rn_perf_header header;
        if (rn_perf_header_parse(rn_bytes_of(lines[i]), &header))
            fail_msg("'%s' is a header", lines[i]);
    }
}

/* ---- frames ----------------------------------------------------------------------------------- */

static void frames_are_pulled_apart(void **state)
{
    (void)state;
    enum { K = RN_FLAG_KERNEL, I = RN_FLAG_INLINED, J = RN_FLAG_JIT };
    static const struct {
        const char *text, *symbol, *module, *file;
        uint32_t line;
        uint8_t flags;
    } cases[] = {
        {"hot+0x29 (/demo/t)", "hot", "/demo/t", "", 0, 0},
        {"hot", "hot", "", "", 0, 0},
        {"", "", "", "", 0, 0},
        {"[unknown] ([unknown])", "", "", "", 0, 0},
        {"[unknown] (/lib/a.so)", "", "/lib/a.so", "", 0, 0},
        {"(/lib/a.so)", "", "/lib/a.so", "", 0, 0},
        {"read+0x800047c022ec (/lib/libc (2).so (deleted))", "read", "/lib/libc (2).so (deleted)",
         "", 0, 0},
        {"f (/a)b)", "f", "/a)b", "", 0, 0},
        {"f (/a(b)", "f", "/a(b", "", 0, 0},
        {"f (/lib/a.so+0x1f)", "f", "/lib/a.so", "", 0, 0},
        {"(anonymous namespace)::f(int) const+0x1 (/a)", "(anonymous namespace)::f(int) const",
         "/a", "", 0, 0},
        {"P::operator->() (/a)", "P::operator->()", "/a", "", 0, 0},
        {"operator+0x (/a)", "operator+0x", "/a", "", 0, 0},
        {"schedule+0x2 ([kernel.kallsyms])", "schedule", "[kernel.kallsyms]", "", 0, K},
        {"f ([guest.kernel.kallsyms])", "f", "[guest.kernel.kallsyms]", "", 0, K},
        {"f ([nf_conntrack])", "f", "[nf_conntrack]", "", 0, K},
        {"f (/lib/modules/4.1/build/vmlinux)", "f", "/lib/modules/4.1/build/vmlinux", "", 0, K},
        {"f (/lib/modules/a.ko)", "f", "/lib/modules/a.ko", "", 0, K},
        {"f ([vdso])", "f", "[vdso]", "", 0, 0},
        {"f ([stack])", "f", "[stack]", "", 0, 0},
        {"f (/srv/perf-31.map)", "f", "/srv/perf-31.map", "", 0, J},
        {"f (/srv/perf-x.map)", "f", "/srv/perf-x.map", "", 0, 0},
        {"f (/srv/jitted-31-7.so)", "f", "/srv/jitted-31-7.so", "", 0, J},
        {"f (inlined)", "f", "", "", 0, I},
        {"f+0x1 (/a)\n  t.c:12", "f", "/a", "t.c", 12, 0},
        {"f+0x1 (/a)\r\n  t.c:12 (discriminator 3)", "f", "/a", "t.c", 12, 0},
        {"f+0x1\n  t.c:12 (inlined)", "f", "", "t.c", 12, I},
        {"f (/a)\n  ??:0", "f", "/a", "", 0, 0},
        {"f (/a)\n  libc.so.6[2724a]", "f", "/a", "", 0, 0},
        {"f (/a)\n  t.c:99999999999", "f", "/a", "t.c", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_perf_frame frame = rn_perf_frame_parse(rn_bytes_of(cases[i].text));
        assert_slice(frame.symbol, cases[i].symbol);
        assert_slice(frame.module, cases[i].module);
        assert_slice(frame.file, cases[i].file);
        assert_int_equal(frame.line, cases[i].line);
        assert_int_equal(frame.flags, cases[i].flags);
    }
}

static void assert_found(const char *rest, const char *address, const char *text)
{
    rn_bytes got_address, got_text;
    assert_true(rn_perf_frame_find(rn_bytes_of(rest), &got_address, &got_text));
    assert_slice(got_address, address);
    assert_slice(got_text, text);
}

static void a_frame_may_stand_behind_the_event(void **state)
{
    (void)state;
    rn_bytes address, text;
    assert_found("557f161e9172 hot+0x29 (/demo/t)", "557f161e9172", "hot+0x29 (/demo/t)");
    assert_found("7f00  557f161e9172 hot (/t)", "557f161e9172", "hot (/t)");
    assert_found("557f161e9172 add (/t)", "557f161e9172", "add (/t)");
    assert_found("comm=x [ns]  ffffffff810b1f52 do it+0x2 ([k])", "ffffffff810b1f52",
                 "do it+0x2 ([k])");
    assert_false(rn_perf_frame_find(RN_LITERAL("NR 0 (3, 7ffd12345678, 1)"), &address, &text));
    assert_false(rn_perf_frame_find(RN_LITERAL("7ffd12345678"), &address, &text));
    assert_false(rn_perf_frame_find(RN_LITERAL(""), &address, &text));
}

/* ---- samples ---------------------------------------------------------------------------------- */

static void periods_and_events_are_kept(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text("tt 10/11 [000] 1.0:        100 cycles: \n"
                              "\t     1 leaf+0x1 (/a)\n\t     2 main+0x2 (/a)\n\n"
                              "tt 10/11 [000] 2.0:        900 cycles: \n"
                              "\t     3 hot+0x1 (/a)\n\t     2 main+0x2 (/a)\n\n"
                              "tt 10/11 [000] 3.0:          1 page-faults: \n"
                              "\t     1 leaf+0x1 (/a)\n\t     2 main+0x2 (/a)\n\n"
                              "tt 10/11 [000] 4.0:        500 cycles: \n"
                              "\t     3 hot+0x1 (/a)\n\t     2 main+0x2 (/a)",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 3);
    assert_metric(p, 0, "cycles", "events", 1500);
    assert_metric(p, 1, "page-faults", "events", 1);
    assert_metric(p, 2, "samples", "samples", 4);
    assert_stacks(p, NULL, "tt;/a`main;/a`leaf 100\ntt;/a`main;/a`hot 1400\n");
    assert_stacks(p, "page-faults", "tt;/a`main;/a`leaf 1\n");
    assert_stacks(p, "samples", "tt;/a`main;/a`leaf 2\ntt;/a`main;/a`hot 2\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void units_are_those_of_the_event(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text("t 1 1.0: 250000 cpu-clock:u: \n\t 1 f (/a)\n"
                              "t 1 1.0: 5 cpu-clocks: \n\t 1 f (/a)\n"
                              "t 1 1.0: cycles: \n\t 1 f (/a)\n"
                              "t 1 1.0: samples: \n\t 1 f (/a)\n"
                              "t 1 1.0: 3 \n\t 1 f (/a)\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 5);
    assert_metric(p, 0, "cpu-clock:u", "ns", 250000);
    assert_metric(p, 1, "cpu-clocks", "events", 5);
    assert_metric(p, 2, "cycles", "samples", 1);
    assert_metric(p, 3, "period", "events", 3);
    assert_metric(p, 4, "samples", "samples", 5);
    rn_profile_free(p);
    rn_report_finish(&report);
    p = read_text("t 1 1.0: \n\t 1 f (/a)\n", &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "samples", "samples", 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void commands_are_roots(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text("t 1 1.0: x:\n\t 1 t (/a)\nmy app 1/2 1.0: x:\n\t 1 t (/a)\n", &report);
    assert_non_null(p);
    assert_stacks(p, NULL, "t;/a`t 1\nmy app;/a`t 1\n");
    assert_int_equal(p->function_count, 3);
    assert_int_equal(p->functions[0].kind, RN_PROCESS);
    assert_int_equal(p->functions[1].kind, RN_FUNCTION);
    assert_int_equal(p->functions[2].kind, RN_PROCESS);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void blank_lines_say_nothing(void **state)
{
    (void)state;
    assert_read("\n\n# x\nt 1 1.0: 2 x:\n\n\t 1 f (/a)\n \t\n\t 2 g (/a)\n\n\nt 1 1.0: 3 x:\n\n",
                "t;/a`g;/a`f 2\nt;[no stack] 3\n");
    assert_read("t 1 1.0: 2 x:\r\n\t 1 f (/a)\r\n\r\nt 1 1.0: 3 x:\r\n\t 1 f (/a)\r\n",
                "t;/a`f 5\n");
    assert_read("t 1 1.0: 2 x:\r\t 1 f (/a)\r\rt 1 1.0: 3 x:\r\t 1 f (/a)", "t;/a`f 5\n");
}

static void names_of_the_unknown(void **state)
{
    (void)state;
    assert_read("t 1 1.0: 1 x:\n\t 1 [unknown] (/lib/libc.so.6)\n\t 2  (/lib/a)\n"
                "\t 3 [unknown] ([unknown])\n\t 4 [unknown] ([kernel.kallsyms])\n\t 5\n",
                "t;[unknown];[kernel.kallsyms]`[kernel.kallsyms]_[k];[unknown];/lib/a`[a];"
                "/lib/libc.so.6`[libc.so.6] 1\n");
    /* perf of old printed the command as a frame */
    assert_read("java 1 1.0: 1 x:\n\t 1 f (/a)\n\t 2 (java)\n", "java;/a`f 1\n");
    assert_read("perl 1 1.0: 1 x:\n\t 1 f (/a)\n\t 2 (java)\n", "perl;java`[java];/a`f 1\n");
}

static void frames_need_not_be_indented(void **state)
{
    (void)state;
    assert_read("dd 29776 666.5:   10 x: \nffffffff8103d0ca add (/a)\n   1f g 1 (/a)\n"
                "dd 29777 cycles:\n7f f (/a)\ndd 5 6.5: 20 x:  7f12 f (/a)\n",
                "dd;/a`g 1;/a`add 10\ndd;/a`f 20\n");
}

static void one_line_is_a_sample(void **state)
{
    (void)state;
    assert_read("   t 18 1.5: 10 x:      7f7780f34930 malloc+0x0 (/a)\n"
                "   t 18 1.6: 30 x:      7f7780f34931 malloc+0x1 (/a)\n",
                "t;/a`malloc 40\n");
    /* what only looks like a frame gives way to real ones */
    assert_read("t 18 1.5: 10 x: arg=7f7780f34930 7f7780f34930 y (z)\n\t 12 f (/a)\n",
                "t;/a`f 10\n");
}

static void records_are_no_samples(void **state)
{
    (void)state;
    assert_read("t 1 [000] 1.0: PERF_RECORD_COMM exec: t:1/1\n"
                "0x1 [0x28]: PERF_RECORD_FORK(2:2):(1:1)\n"
                "t 1 1.0: 1 x:\n\t 1 f (/a)\nt 1 1.0: PERF_RECORD_EXIT(1:1):(0:0)\n\n",
                "t;/a`f 1\n");
}

static void inlined_frames_belong_to_their_host(void **state)
{
    (void)state;
    assert_read("t 1 1.0: 1 x:\n\t 10 in+0x1 (inlined)\n\t 10 mid+0x1 (inlined)\n"
                "\t 10 host+0x1 (/a)\n\t 20 in+0x1 (inlined)\n\t 20 other+0x2 ([kernel.kallsyms])\n"
                "\t 30 in+0x1 (inlined)\n\t 40 main (/a)\n",
                "t;/a`main;in_[i];[kernel.kallsyms]`other_[k];[kernel.kallsyms]`in_[k]_[i];/a`host;"
                "/a`mid_[i];/a`in_[i] 1\n");
}

static void source_lines_follow_their_frames(void **state)
{
    (void)state;
    assert_read("t 1 1.0: 1 x:\n\t 10 in+0x1\n  t.h:3 (inlined)\n\t 10 f+0x1 (/a)\n  t.c:4\n"
                "\t 20 main+0x2 (/a)\n  ??:0\n\nt 1 1.0: 1 x:\n\t 11 f+0x2 (/a)\n  t.c:5\n"
                "\t 20 main+0x2 (/a)\n  ??:0\n",
                "t;/a`main;/a`f (t.c:4);/a`in (t.h:3)_[i] 1\nt;/a`main;/a`f (t.c:5) 1\n");
    assert_read("   t 18 1.5: 10 x:   7f7780f34930 f+0x0 (/a)\n  t.c:1\n", "t;/a`f (t.c:1) 10\n");
}

/* Code of another file that is inlined, but not printed so, leaves the function in one piece. */
static void a_function_has_one_file(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text("t 1 1.0: 1 x:\n\t 10 f+0x1 (/a)\n  t.c:4\n"
                              "t 1 1.0: 1 x:\n\t 11 f+0x2 (/a)\n  list.h:99\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->function_count, 2);
    assert_slice(rn_profile_string(p, p->functions[1].file), "t.c");
    assert_int_equal(p->frame_count, 3);
    assert_int_equal(p->frames[1].line, 4);
    assert_int_equal(p->frames[2].line, 0);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void deep_stacks_keep_their_roots(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_buffer text = {0};
    render_limits limits;
    rn_limits_init(&limits);
    limits.stack_depth = 3;
    rn_put_text(&text, "t 1 1.0: 1 x:\n");
    for (uint64_t i = 0; i < 100; i++) {
        rn_put_text(&text, "\t 1 f");
        rn_put_uint(&text, i);
        rn_put_text(&text, " (/a)\n");
    }
    rn_put_char(&text, '\0');
    rn_profile *p = read_within(text.data, &limits, &report);
    assert_non_null(p);
    assert_stacks(p, NULL, "t;/a`f99;/a`f98;(truncated) 1\n");
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&text);
}

static void assert_refused(const char *text, bool strict, render_status status, const char *message)
{
    rn_report report = {.strict = strict};
    assert_null(read_text(text, &report));
    assert_int_equal(report.error.status, status);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

static void odd_lines_are_counted(void **state)
{
    (void)state;
    static const char text[] = "\t 1 f (/a)\nhello\nt 1 1.0: 1 x:\n\t 1 f (/a)\nhello\n";
    rn_report report = {0};
    rn_profile *p = read_text(text, &report);
    assert_non_null(p);
    assert_int_equal(report.skipped, 3);
    assert_stacks(p, NULL, "t;/a`f 1\n");
    rn_profile_free(p);
    rn_report_finish(&report);
    assert_refused(text, true, RENDER_ERROR_MALFORMED, "a frame without a sample before it");
    assert_refused(text + 11, true, RENDER_ERROR_MALFORMED, "neither a sample nor a frame");
    assert_refused("", false, RENDER_ERROR_EMPTY, "no sample in it");
}

static void periods_saturate(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text("t 1 1.5: 99999999999999999999999999 x:\n\t 1 f (/a)\n", &report);
    assert_non_null(p);
    assert_int_equal(report.warning_count, 1);
    assert_metric(p, 0, "x", "events", 18446744073709551615.0);
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* ---- names of Rust ---------------------------------------------------------------------------- */

static void assert_rust(const char *name, const char *want)
{
    rn_buffer out = {0};
    assert_int_equal(rn_rust_name_repair(&out, rn_bytes_of(name)), want != NULL);
    assert_slice((rn_bytes){out.data, out.size}, want ? want : "");
    rn_buffer_finish(&out);
}

static void rust_names_are_repaired(void **state)
{
    (void)state;
    assert_rust(
        "_$LT$std..fs..ReadDir$u20$as$u20$core..iter..traits..iterator..Iterator$GT$::next::"
        "hc14f1750ca79129b",
        "<std::fs::ReadDir as core::iter::traits::iterator::Iterator>::next");
    assert_rust("core::ops::f::_$u7b$$u7b$closure$u7d$$u7d$::h0123456789abcdef",
                "core::ops::f::{{closure}}");
    assert_rust("a_$RF$b$SP$$BP$$LP$$RP$$C$$u5b$$u5d$$u3b$$u2b$$u22$::h0123456789abcdef",
                "a_&b@*(),[];+\"");
    assert_rust("a$b$LT::h0123456789abcdef", "a$b$LT");
    assert_rust("a$u0$$ud800$$u7fffff$::h0123456789abcdef", "a$u0$$ud800$$u7fffff$");
    assert_rust("a::do_call::h08ca64c12e8a9bb0 (.llvm.15516475458848885060)", "a::do_call");
    assert_rust("a::do_call::h08ca64c12e8a9bb0.llvm.155", "a::do_call");
    assert_rust("a::do_call (.llvm.155)", NULL);
    assert_rust("std::rt::lang_start", NULL);
    assert_rust("h0123456789abcdef", NULL);
    assert_rust("::h0123456789abcdef", NULL);
    assert_rust("a::h0123456789abcdeg", NULL);
    assert_read("t 1 1.0: 1 x:\n\t 1 a..b$LT$u8$GT$::h0123456789abcdef+0x1f (/a)\n",
                "t;/a`a::b<u8> 1\n");
}

/* ---- the rest --------------------------------------------------------------------------------- */

static void memos_number_texts(void **state)
{
    (void)state;
    enum { COUNT = 10000 };
    static char texts[COUNT][8];
    rn_memo memo = {0};
    assert_int_equal(rn_memo_get(&memo, RN_LITERAL("x")), RN_NONE);
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(texts[i], sizeof texts[i], "%u", (unsigned)i);
        assert_int_equal(rn_memo_put(&memo, rn_bytes_of(texts[i])), i);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(rn_memo_get(&memo, rn_bytes_of(texts[i])), i);
        assert_int_equal(rn_memo_put(&memo, rn_bytes_of(texts[i])), i);
    }
    assert_int_equal(memo.count, COUNT);
    assert_int_equal(rn_memo_get(&memo, RN_LITERAL("x")), RN_NONE);
    rn_memo_finish(&memo);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_perf.sniff(rn_bytes_of(text), whole);
}

static void bids_for_samples_with_frames(void **state)
{
    (void)state;
    assert_int_equal(bid_of("t 1 1.5: 2 x:\n\t 1 f (/a)\n", true), 95);
    assert_int_equal(bid_of("# x\n\nt 1 x:\n\n\t 1 f (/a)\n", true), 95);
    assert_int_equal(bid_of("t 1 1.5: 2 x:  7f12 f (/a)\n", true), 95);
    assert_int_equal(bid_of("t 1 1.5: PERF_RECORD_COMM: x\nt 1 1.5: x:\n\t 1 f (/a)\n", true), 95);
    assert_int_equal(bid_of("t 1 1.5: 2 x:\n\t 1 f\n", true), 40);
    assert_int_equal(bid_of("t 1 1.5: 2 x:\n\n", true), 0);
    assert_int_equal(bid_of("app 12 1.5: error: no such file\n  at main (a.c)\n", true), 0);
    assert_int_equal(bid_of("\t 1 f (/a)\n", true), 0);
    assert_int_equal(bid_of("# ========\n# captured on : Mon\n#\n", false), 60);
    assert_int_equal(bid_of("# ========\n# captured on : Mon\n#\n", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_have_many_forms),
        cmocka_unit_test(other_lines_are_no_headers),
        cmocka_unit_test(frames_are_pulled_apart),
        cmocka_unit_test(a_frame_may_stand_behind_the_event),
        cmocka_unit_test(periods_and_events_are_kept),
        cmocka_unit_test(units_are_those_of_the_event),
        cmocka_unit_test(commands_are_roots),
        cmocka_unit_test(blank_lines_say_nothing),
        cmocka_unit_test(names_of_the_unknown),
        cmocka_unit_test(frames_need_not_be_indented),
        cmocka_unit_test(one_line_is_a_sample),
        cmocka_unit_test(records_are_no_samples),
        cmocka_unit_test(inlined_frames_belong_to_their_host),
        cmocka_unit_test(source_lines_follow_their_frames),
        cmocka_unit_test(a_function_has_one_file),
        cmocka_unit_test(deep_stacks_keep_their_roots),
        cmocka_unit_test(odd_lines_are_counted),
        cmocka_unit_test(periods_saturate),
        cmocka_unit_test(rust_names_are_repaired),
        cmocka_unit_test(memos_number_texts),
        cmocka_unit_test(bids_for_samples_with_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* perf script: what a user may ask for, time off the CPU, and what ran when. */
#include "read_text.h"

#include <math.h>

#include "read/perf_line.h"

/* ---- help ------------------------------------------------------------------------------------- */

static const char two_threads[] = "cc 1 11/12 [003] 1.5: 10 cycles:u:\n"
                                  "\t 10 leaf+0x1 (/bin/cc)\n"
                                  "\t 20 main+0x2 (/bin/cc)\n"
                                  "\n"
                                  "cc 1 11/13 [004] 1.6: 20 cycles:u:\n"
                                  "\t 10 leaf+0x1 (/bin/cc)\n"
                                  "\t 20 main+0x2 (/bin/cc)\n"
                                  "\n"
                                  "ld 14 1.7: 7 page-faults:\n"
                                  "\t 30 [unknown] (/lib/libc.so.6)\n"
                                  "\t 40 [unknown] ([unknown])\n"
                                  "\t 50 main (/bin/ld)\n";

static rn_profile *read_perf(const char *text, const render_read_options *options, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text_with(&rn_format_perf, text, options, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    rn_report_finish(&report);
    return profile;
}

/* The stacks of a metric, by its name. */
static void assert_perf(const char *text, render_read_options options, const char *metric,
                        const char *want)
{
    rn_profile *profile = read_perf(text, &options, 0);
    uint32_t index = rn_profile_metric(profile, metric);
    assert_int_not_equal(index, RN_NONE);
    assert_stacks(profile, index, want);
    rn_profile_free(profile);
}

static void assert_refused(const char *text, render_read_options options, render_status status,
                           const char *message)
{
    rn_report report = {0};
    assert_null(read_text_with(&rn_format_perf, text, &options, &report));
    assert_int_equal(report.error.status, status);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

static void assert_slice(rn_bytes got, const char *want)
{
    if (!rn_bytes_equal(got, rn_bytes_of(want)))
        fail_msg("'%.*s' is not '%s'", (int)got.size, got.data, want);
}

/* ---- headers ---------------------------------------------------------------------------------- */

static void headers_tell_thread_cpu_and_time(void **state)
{
    (void)state;
    static const struct {
        const char *line, *pid, *tid, *cpu;
        double time;
    } cases[] = {
        {"V8 Worker 24636/25607 [010] 94564.109216: 100 cycles:", "24636", "25607", "010",
         94564109216000},
        {"t 18909  3214.567668365:", "", "18909", "", 3214567668365},
        {"t 18909  3214.5:", "", "18909", "", 3214500000000},
        {"t 18909  3214.5676683659999:", "", "18909", "", 3214567668365},
        {"t [001] 18909 [002] 7 cpu-clock:", "", "18909", "002", NAN},
        {"t -1/-1 1.25: x:", "-1", "-1", "", 1250000000},
        {"t 1 99999999999999999999.25: x:", "", "1", "", NAN},
        {"  1.5: cycles:", "", "", "", 1500000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_perf_header header;
        assert_true(rn_perf_header_parse(rn_bytes_of(cases[i].line), &header));
        assert_slice(header.pid, cases[i].pid);
        assert_slice(header.tid, cases[i].tid);
        assert_slice(header.cpu, cases[i].cpu);
        double time = rn_perf_time(&header);
        assert_true(isnan(cases[i].time) ? isnan(time) : time == cases[i].time);
    }
}

/* ---- options ---------------------------------------------------------------------------------- */

static void roots_may_tell_process_and_thread(void **state)
{
    (void)state;
    assert_perf(two_threads, (render_read_options){0}, "samples",
                "cc 1;/bin/cc`main;/bin/cc`leaf 2\n"
                "ld;/bin/ld`main;[unknown];/lib/libc.so.6`[libc.so.6] 1\n");
    assert_perf(two_threads, (render_read_options){.pid = true}, "samples",
                "cc 1-11;/bin/cc`main;/bin/cc`leaf 2\n"
                "ld-?;/bin/ld`main;[unknown];/lib/libc.so.6`[libc.so.6] 1\n");
    assert_perf(two_threads, (render_read_options){.tid = true}, "samples",
                "cc 1-11/12;/bin/cc`main;/bin/cc`leaf 1\n"
                "cc 1-11/13;/bin/cc`main;/bin/cc`leaf 1\n"
                "ld-?/14;/bin/ld`main;[unknown];/lib/libc.so.6`[libc.so.6] 1\n");
    assert_perf("  1.5: x:\n\t 1 f (/a)\n", (render_read_options){.tid = true}, "samples",
                "/a`f 1\n");
    assert_perf("11/12 1.5: x:\n\t 1 f (/a)\n", (render_read_options){.tid = true}, "samples",
                "?-11/12;/a`f 1\n");
}

static void one_event_may_be_chosen(void **state)
{
    (void)state;
    render_read_options options = {.event = "cycles"};
    rn_profile *p = read_perf(two_threads, &options, 1);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "cycles:u", "events");
    assert_stacks(p, 0, "cc 1;/bin/cc`main;/bin/cc`leaf 30\n");
    assert_true(p->metrics[1].total == 2);
    rn_profile_free(p);
    options.event = "page-faults";
    p = read_perf(two_threads, &options, 1);
    assert_metric(p, 0, "page-faults", "events");
    assert_true(p->metrics[0].total == 7 && p->metrics[1].total == 1);
    rn_profile_free(p);
    assert_refused(two_threads, (render_read_options){.event = "cycle"}, RENDER_ERROR_EMPTY,
                   "no sample of the event that was asked for: it holds 'page-faults'");
}

/* Whatever comes first: a period and a sample do not add up. */
static void an_event_with_periods_is_another_one(void **state)
{
    (void)state;
    rn_profile *p = read_perf("t 1 1.5: cpu-clock:\n\t 1 f (/a)\n"
                              "t 1 1.5: 9 cpu-clock:\n\t 1 f (/a)\n",
                              &(render_read_options){0}, 0);
    assert_metric(p, 0, "cpu-clock", "samples");
    assert_metric(p, 1, "cpu-clock", "ns");
    assert_true(p->metrics[0].total == 1 && p->metrics[1].total == 9);
    rn_profile_free(p);
}

static void unknown_symbols_may_be_addresses(void **state)
{
    (void)state;
    assert_perf("t 1 1.5: x:\n\t 30 [unknown] (/lib/libc.so.6)\n\t 40 [unknown] ([unknown])\n"
                "\t 50 [unknown] ([vdso])\n\t 60 main (/a)\n"
                "t 1 1.5: x:\n\t 31 [unknown] (/lib/libc.so.6)\n\t 60 main (/a)\n"
                "t 1 1.5: x:\n\t 30 [unknown] (/lib/libc.so.6)\n  ??:0\n\t 60 main (/a)\n",
                (render_read_options){.addresses = true}, "samples",
                "t;/a`main;[vdso]`[vdso <50>];[unknown <40>];/lib/libc.so.6`[libc.so.6 <30>] 1\n"
                "t;/a`main;/lib/libc.so.6`[libc.so.6 <31>] 1\n"
                "t;/a`main;/lib/libc.so.6`[libc.so.6 <30>] 1\n");
}

static void callers_may_be_skipped(void **state)
{
    (void)state;
    static const char text[] = "t 1 1.5: x:\n\t 1 f (/a)\n\t 2 g(int) (/a)\n\t 3 main (/a)\n"
                               "t 1 1.5: x:\n\t 1 f (/a)\n\t 3 main (/a)\n\t 4 g2 (/a)\n";
    static const char *const symbols[] = {"main", "g"};
    assert_perf(text, (render_read_options){.skip_after = symbols, .skip_after_count = 2},
                "samples", "/a`g(int);/a`f 1\n/a`main;/a`f 1\n");
    assert_perf(text, (render_read_options){.skip_after = symbols + 1, .skip_after_count = 1},
                "samples", "/a`g(int);/a`f 1\nt;/a`g2;/a`main;/a`f 1\n");
}

static void lines_may_be_functions(void **state)
{
    (void)state;
    static const char text[] = "t 1 1.5: x:\n\t 1 f (/a)\n  a.c:3\n\t 2 main (/a)\n  a.c:9\n"
                               "t 1 1.5: x:\n\t 1 f (/a)\n  a.c:4\n\t 2 main (/a)\n  a.c:9\n"
                               "t 1 1.5: x:\n\t 1 f (/a)\n  b.h:4\n\t 2 main (/a)\n  a.c:9\n";
    static const char want[] = "t;/a`main (a.c:9);/a`f (a.c:3) 1\n"
                               "t;/a`main (a.c:9);/a`f (a.c:4) 1\n"
                               "t;/a`main (a.c:9);/a`f (b.h:4) 1\n";
    render_read_options options = {.source_lines = true};
    rn_profile *p = read_perf(text, &options, 0);
    assert_stacks(p, 0, want);
    assert_int_equal(p->function_count, 5);
    rn_profile_free(p);
    options.source_lines = false;
    p = read_perf(text, &options, 0);
    assert_int_equal(p->function_count, 3);
    rn_profile_free(p);
}

/* ---- labels ----------------------------------------------------------------------------------- */

static void labels_may_be_frames(void **state)
{
    (void)state;
    assert_perf(two_threads, (render_read_options){.tag_roots = "cpu,event", .tag_leaves = "tid"},
                "samples",
                "cpu:3;event:cycles:u;cc 1;/bin/cc`main;/bin/cc`leaf;tid:12 1\n"
                "cpu:4;event:cycles:u;cc 1;/bin/cc`main;/bin/cc`leaf;tid:13 1\n"
                "event:page-faults;ld;/bin/ld`main;[unknown];/lib/libc.so.6`[libc.so.6];tid:14 "
                "1\n");
}

static void labels_may_be_missing(void **state)
{
    (void)state;
    assert_perf("  1.5: x:\n\t 1 f (/a)\n",
                (render_read_options){.tag_roots = "pid,tid,cpu,process"}, "samples", "/a`f 1\n");
}

static void labels_may_choose_samples(void **state)
{
    (void)state;
    static const struct {
        const char *focus, *ignore;
        double samples;
    } cases[] = {
        {"process=cc", NULL, 2},
        {"tid=12", NULL, 1},
        {"tid=13:", NULL, 2},
        {"cpu=:3", NULL, 1},
        {"12:13", NULL, 2},
        {NULL, "tid=14", 2},
        {NULL, "event=cyc", 1},
        {"cc,ld", "process=cc", 0},
        {"process:cc,cpu:3", NULL, 1},
        {"process=cc,ld", "tid=12", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        render_read_options options = {.tag_focus = cases[i].focus, .tag_ignore = cases[i].ignore};
        rn_report report = {0};
        rn_profile *p = read_text_with(&rn_format_perf, two_threads, &options, &report);
        double samples = p ? p->metrics[rn_profile_metric(p, "samples")].total : 0;
        if (samples != cases[i].samples)
            fail_msg("%s: %g samples", cases[i].focus ? cases[i].focus : "", samples);
        rn_profile_free(p);
        rn_report_finish(&report);
    }
    assert_refused(two_threads, (render_read_options){.tag_focus = "tid=99"}, RENDER_ERROR_EMPTY,
                   "no sample has a label that --tagfocus names");
    assert_refused(two_threads, (render_read_options){.tag_focus = "a("}, RENDER_ERROR_ARGUMENT,
                   "--tagfocus is no regular expression");
    render_read_options options = {.tag_ignore = "tid=99"};
    rn_profile_free(read_perf(two_threads, &options, 1));
}

/* ---- off the CPU ------------------------------------------------------------------------------ */

static void delays_belong_to_the_stack_of_the_switch(void **state)
{
    (void)state;
    static const char text[] =
        "x y 7 [0] 1.0: sched:sched_switch: prev_comm=x y prev_pid=7 prev_prio=1 prev_state=S ==> "
        "next_comm=swapper/0 next_pid=0 next_prio=1\n"
        "\t 1 schedule ([kernel])\n\t 2 nap (/a)\n"
        "z 9 [0] 1.2: sched:sched_stat_sleep: comm=x y pid=7 delay=200 [ns]\n"
        "\t 3 wake ([kernel])\n"
        "z 9 [0] 1.2: sched:sched_stat_blocked: comm=x y pid=7 delay=50 [ns]\n"
        "\t 3 wake ([kernel])\n"
        "z 9 [0] 1.3: sched:sched_stat_sleep: comm=q pid=8 delay=50 [ns]\n"
        "\t 3 wake ([kernel])\n"
        "z 9 [0] 1.4: sched:sched_switch: prev_comm=z prev_pid=9 prev_prio=1 prev_state=S ==> "
        "next_comm=x y next_pid=7 next_prio=1\n"
        "\t 1 schedule ([kernel])\n";
    render_read_options options = {.keep_order = true};
    rn_profile *p = read_perf(text, &options, 1);
    assert_metric(p, 0, "off-CPU time", "ns");
    assert_stacks(p, 0, "x y;/a`nap;[kernel]`schedule_[k] 200\n");
    assert_int_equal(p->run_count, 1);
    assert_true(p->runs[0].start == 1e9 && p->runs[0].duration == 200);
    assert_string_equal(rn_profile_string(p, p->tracks[p->runs[0].track]).data, "x y 7");
    rn_profile_free(p);
}

static void switches_alone_tell_times(void **state)
{
    (void)state;
    static const char text[] =
        "a 7 [0] 1.0: sched:sched_switch: a:7 [120] S ==> b:8 [120]\n"
        "\t 1 nap (/a)\n"
        "b 8 [0] 1.5: sched:sched_switch: b:8 [120] R ==> swapper/0:0 [120]\n"
        "\t 1 work (/b)\n"
        "swapper 0 [0] 2.0: sched:sched_switch: swapper/0:0 [120] R ==> "
        "a:7 [120]\n"
        "\t 1 idle (/k)\n"
        "a 7 [0] 2.25: sched:sched_switch: a:7 [120] S ==> b:8 [120]\n"
        "\t 1 nap (/a)\n";
    render_read_options options = {.keep_order = true};
    rn_profile *p = read_perf(text, &options, 0);
    assert_metric(p, 0, "off-CPU time", "ns");
    assert_stacks(p, 0, "a;/a`nap 1000000000\nb;/b`work 750000000\n");
    assert_int_equal(p->run_count, 2);
    rn_profile_free(p);
}

static void other_events_come_first(void **state)
{
    (void)state;
    rn_profile *p = read_perf("a 7 [0] 1.0: 5 cycles:\n\t 1 f (/a)\n"
                              "a 7 [0] 1.0: sched:sched_switch: a:7 [120] S ==> b:8 [120]\n"
                              "\t 1 nap (/a)\n"
                              "b 8 [0] 1.5: sched:sched_switch: b:8 [120] R ==> a:7 [120]\n"
                              "\t 1 work (/b)\n",
                              &(render_read_options){0}, 0);
    assert_metric(p, 0, "cycles", "events");
    uint32_t metric = rn_profile_metric(p, "off-CPU time");
    assert_int_not_equal(metric, RN_NONE);
    assert_stacks(p, metric, "a;/a`nap 500000000\n");
    rn_profile_free(p);
}

/* ---- what ran when ---------------------------------------------------------------------------- */

static void assert_run(const rn_profile *p, uint32_t run, const char *track, const char *function,
                       double start, double duration)
{
    assert_true(run < p->run_count);
    const rn_run *r = &p->runs[run];
    uint32_t leaf = p->frames[p->stacks[r->stack].frame].function;
    assert_string_equal(rn_profile_string(p, p->tracks[r->track]).data, track);
    assert_string_equal(rn_function_name(p, leaf).data, function);
    assert_true(r->start == start);
    assert_true(r->duration == duration);
}

static void samples_last_until_the_next_one(void **state)
{
    (void)state;
    render_read_options options = {.keep_order = true};
    rn_profile *p = read_perf("t 1/1 1.000000: 9 cycles:\n\t 1 f (/a)\n"
                              "t 1/2 1.000001: 9 cycles:\n\t 1 f (/a)\n"
                              "t 1/1 1.000003: 9 cycles:\n\t 1 g (/a)\n"
                              "t 1/1 1.000004: 1 faults:\n\t 1 h (/a)\n"
                              "t 1/1 1.000007: 9 cycles:\n\t 1 g (/a)\n",
                              &options, 0);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "ns");
    assert_int_equal(p->run_count, 3);
    assert_run(p, 0, "t 1", "f", 1000000000, 3000);
    assert_run(p, 1, "t 1", "g", 1000003000, 8000);
    assert_run(p, 2, "t 2", "f", 1000001000, 4000);
    rn_profile_free(p);
}

static void samples_of_clocks_last_for_their_period(void **state)
{
    (void)state;
    render_read_options options = {.keep_order = true};
    rn_profile *p = read_perf("t 1 1.000000: 1000 cpu-clock:\n\t 1 f (/a)\n"
                              "t 1 1.000001500: 1000 cpu-clock:\n\t 1 g (/a)\n"
                              "t 1 1.5: 1000 cpu-clock:\n\t 1 h (/a)\n",
                              &options, 0);
    assert_int_equal(p->run_count, 3);
    assert_run(p, 0, "t 1", "f", 1000000000, 1500);
    assert_run(p, 1, "t 1", "g", 1000001500, 1000);
    assert_run(p, 2, "t 1", "h", 1500000000, 1000);
    rn_profile_free(p);
    p = read_perf("t 1 cpu-clock:\n\t 1 f (/a)\n", &options, 0);
    assert_int_equal(p->run_count, 0);
    rn_profile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_tell_thread_cpu_and_time),
        cmocka_unit_test(roots_may_tell_process_and_thread),
        cmocka_unit_test(one_event_may_be_chosen),
        cmocka_unit_test(an_event_with_periods_is_another_one),
        cmocka_unit_test(unknown_symbols_may_be_addresses),
        cmocka_unit_test(callers_may_be_skipped),
        cmocka_unit_test(lines_may_be_functions),
        cmocka_unit_test(labels_may_be_frames),
        cmocka_unit_test(labels_may_be_missing),
        cmocka_unit_test(labels_may_choose_samples),
        cmocka_unit_test(delays_belong_to_the_stack_of_the_switch),
        cmocka_unit_test(switches_alone_tell_times),
        cmocka_unit_test(other_events_come_first),
        cmocka_unit_test(samples_last_until_the_next_one),
        cmocka_unit_test(samples_of_clocks_last_for_their_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

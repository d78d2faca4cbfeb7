/* bpftrace: entries of maps in text and JSON, the parts of their keys, and what stacks become. */
#include "read_text.h"

static void assert_bpftrace(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_bpftrace, text, want, warnings);
}

static void stacks_are_keys(void **state)
{
    (void)state;
    assert_bpftrace("Attaching 2 probes...\n@[\n    f+4\n    main+97\n]: 1\n"
                    "@[\n    f+5\n    main+97\n]: 2\nhello\n@one: 3\n",
                    "main;f 3\n", 0);
    assert_bpftrace("@[\r\n    f+4\r\n    0x7fec\r\n]: 1\r\n", "0x7fec;f 1\n", 0);
    assert_bpftrace("@[\n    std::map<int, int>::f(int)+12\n]: 1\n@[]: 5\n",
                    "std::map<int, int>::f(int) 1\n[no stack] 5\n", 0);
}

static void the_first_of_two_stacks_is_the_kernels(void **state)
{
    (void)state;
    assert_bpftrace("@[\n    k+4\n    sys+1\n, \n    u+9\n    main+1\n, my app, 12]: 2\n"
                    "@[, \n    u+9\n, my app, 12]: 3\n@[\n    idle+1\n, , swapper/0, 0]: 4\n"
                    "@[, , swapper/0, 0]: 745\n",
                    "my app;12;main;u;sys_[k];k_[k] 2\nmy app;12;u 3\nswapper/0;0;idle_[k] 4\n"
                    "swapper/0;0;[no stack] 745\n",
                    0);
    /* the kernel's stack is always empty */
    assert_bpftrace("@[, \n    u+9\n, a]: 3\n", "a;u 3\n", 0);
    /* the program's is */
    assert_bpftrace("@[\n    k+9\n, , a]: 3\n", "a;k_[k] 3\n", 0);
    /* a key before the stack */
    assert_bpftrace("@[a, \n    u+9\n]: 3\n@[b, ]: 2\n", "a;u 3\nb;[no stack] 2\n", 0);
    /* blanks at line ends may have been cut */
    assert_bpftrace("@[,\n    u+9\n, a]: 3\n", "a;u 3\n", 0);
}

static void keys_have_kinds(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_bpftrace, "@[\n    f+1\n, sh, 12]: 1\n", &report);
    assert_non_null(p);
    assert_int_equal(p->functions[0].kind, RN_PROCESS);
    assert_int_equal(p->functions[1].kind, RN_THREAD);
    assert_int_equal(p->functions[2].kind, RN_FUNCTION);
    rn_profile_free(p);
}

static void lines_of_perf_have_modules(void **state)
{
    (void)state;
    assert_bpftrace("@[\n\tffffffff81d35f9c read_zero+156\n\t7f12a3d0a38f __read+13 (/lib/c.so)\n"
                    "\t555a50ce21a7 ([unknown])\n\t555a50ce\n\tadd+3\n]: 1\n",
                    "add;0x555a50ce;0x555a50ce21a7;/lib/c.so`__read;read_zero_[k] 1\n", 0);
}

static void offsets_stay_on_request(void **state)
{
    (void)state;
    render_read_options options = {.size = sizeof options, .include_offset = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_bpftrace, "@[\n    f+1\n]: 1\n", &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "f+1 1\n");
    rn_profile_free(p);
}

static void assert_maps(const rn_profile *p)
{
    assert_non_null(p);
    assert_int_equal(p->metric_count, 5);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "f 2\n");
    assert_metric(p, 1, "bytes", "bytes");
    assert_stacks(p, 1, "f 100\n");
    assert_metric(p, 2, "bytes (negative)", "bytes");
    assert_stacks(p, 2, "g 40\n");
    assert_metric(p, 3, "st", "");
    assert_stacks(p, 3, "g 30\n");
    assert_metric(p, 4, "st (count)", "count");
    assert_stacks(p, 4, "g 3\n");
}

static void maps_are_metrics(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_bpftrace,
                              "@[\n    f+1\n]: 2\n@names[sh]: 3\n"
                              "@bytes[\n    f+1\n]: 100\n@bytes[\n    g+1\n]: -40\n"
                              "@h[\n    f+1\n]: \n[256, 512)    3 |@@|\n\n"
                              "@st[\n    g+1\n]: count 3, average 10, total 30\n",
                              &report);
    assert_maps(p);
    assert_int_equal(report.warning_count, 2);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void json_says_the_same(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_bpftrace,
        "{\"type\": \"attached_probes\", \"data\": {\"probes\": 2}}\n"
        "{\"type\": \"printf\", \"data\": \"{\"}\n\n"
        "{\"type\": \"map\", \"data\": {\"@\": {\"\\n    f+1\\n\": 2}}}\n"
        "{\"type\": \"map\", \"data\": {\"@one\": 7, \"@names\": {\"sh\": 3}}}\n"
        "{\"type\": \"map\", \"data\": {\"@bytes\": {\"\\n    f+1\\n\": 100, \"\\n    g+1\\n\": "
        "-40}}}\n"
        "{\"type\": \"hist\", \"data\": {\"@h\": {\"\\n    f+1\\n\": [{\"min\": 1, \"count\": "
        "3}]}}}\n"
        "{\"type\": \"stats\", \"data\": {\"@av\": {\"\\n    f+1\\n\": 5}}}\n"
        "{\"type\":\"stats\",\"data\":{\"@st\":{\"\\n    g+1\\n\":{\"count\":3,\"average\":10,"
        "\"total\":30}}}}\n",
        &report);
    assert_maps(p);
    assert_int_equal(report.warning_count, 2);
    rn_profile_free(p);
    rn_report_finish(&report);
    assert_bpftrace("{\"type\": \"map\", \"data\": {\"@\": {\",\\n    u+1\\n,a b,12\": 1, "
                    "\"\\n    k+1\\n,\\n    u+2\\n,a b,12\": 2}}}\n",
                    "a b;12;u 1\na b;12;u;k_[k] 2\n", 0);
}

static void cut_entries_are_told(void **state)
{
    (void)state;
    assert_bpftrace("@[\n    f+1\n@[\n    g+1\n]: 1\n@[\n    h+1\n", "g 1\n", 3);
    assert_bpftrace("@[\n    f+1\nhello\n    h+1\n]: 1\n@[\n    g+1\n]: 1\n", "g 1\n", 2);
}

static void many_maps_are_refused(void **state)
{
    (void)state;
    rn_buffer text = {0};
    rn_report report = {0};
    for (uint64_t i = 0; i < 5000; i++) {
        rn_put_text(&text, "@m");
        rn_put_uint(&text, i);
        rn_put_text(&text, "[sh]: 1\n");
    }
    rn_put_char(&text, '\0');
    assert_null(read_text(&rn_format_bpftrace, text.data, &report));
    assert_int_equal(report.error.status, RENDER_ERROR_LIMIT);
    rn_buffer_finish(&text);
    rn_report_finish(&report);
}

static int bid_of(const char *text)
{
    return rn_format_bpftrace.sniff(rn_bytes_of(text), true);
}

static void bids_for_keys_of_several_lines(void **state)
{
    (void)state;
    assert_int_equal(bid_of("Attaching 1 probe...\n\n@x[\n    f+1\n"), 95);
    assert_int_equal(bid_of("@x[, \n\tf+1\n"), 95);
    assert_int_equal(bid_of("@x[sh]: 3\n"), 60);
    assert_int_equal(bid_of("@x: 3\n"), 0);
    assert_int_equal(bid_of("@[\nf\n"), 0);
    assert_int_equal(bid_of("\n\n{\"type\": \"attached_probes\", \"data\": {}}"), 95);
    assert_int_equal(bid_of("{\"type\": \"map\", \"data\": {\"@\": {}}}"), 95);
    assert_int_equal(bid_of("{\"type\": \"printf\", \"data\": \"x\"}"), 40);
    assert_int_equal(bid_of("{\"type\": \"x\"}"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_are_keys),
        cmocka_unit_test(the_first_of_two_stacks_is_the_kernels),
        cmocka_unit_test(keys_have_kinds),
        cmocka_unit_test(lines_of_perf_have_modules),
        cmocka_unit_test(offsets_stay_on_request),
        cmocka_unit_test(maps_are_metrics),
        cmocka_unit_test(json_says_the_same),
        cmocka_unit_test(cut_entries_are_told),
        cmocka_unit_test(many_maps_are_refused),
        cmocka_unit_test(bids_for_keys_of_several_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* xctrace's XML: references, weights, wrapped stacks, sources, what cannot be used. */
#include "read_text.h"

#define DOCUMENT(rows)                                                                             \
    "<?xml version=\"1.0\"?>\n<trace-query-result><node><schema name=\"x\"><col/></schema>" rows   \
    "</node></trace-query-result>"
#define BINARY "<binary id=\"90\" name=\"demo\" path=\"/demo/demo\"/>"
#define THREAD                                                                                     \
    "<thread id=\"80\" fmt=\"main  0x1 (demo, pid: 7)\"><tid id=\"81\">1</tid>"                    \
    "<process id=\"82\" fmt=\"demo (7)\"><pid id=\"83\">7</pid></process></thread>"
#define FIRST_ROW                                                                                  \
    "<row><sample-time id=\"1\">1000</sample-time>" THREAD "<process ref=\"82\"/>"                 \
    "<weight id=\"2\">500</weight><backtrace id=\"3\"><frame id=\"4\" name=\"leaf\">" BINARY       \
    "</frame><frame id=\"5\" name=\"main\"><binary ref=\"90\"/></frame></backtrace></row>"
#define ROOT "main  0x1 (demo, pid: 7)"

static void assert_xctrace(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_xctrace, text, want, warnings);
}

static void frames_stand_leaf_first(void **state)
{
    (void)state;
    assert_xctrace(DOCUMENT(FIRST_ROW), ROOT ";demo`main;demo`leaf 500\n", 0);
}

static void references_lead_back(void **state)
{
    (void)state;
    assert_xctrace(
        DOCUMENT(FIRST_ROW "<row><weight ref=\"2\"/><thread ref=\"80\"/>"
                           "<backtrace ref=\"3\"/></row><row><weight id=\"9\">1</weight>"
                           "<thread ref=\"80\"/><backtrace id=\"10\"><frame ref=\"5\"/>"
                           "</backtrace></row><row><weight ref=\"9\"/><process ref=\"82\"/>"
                           "<backtrace ref=\"10\"/></row>"),
        ROOT ";demo`main 1\n" ROOT ";demo`main;demo`leaf 1000\ndemo (7);demo`main 1\n", 0);
}

static void stacks_may_be_wrapped(void **state)
{
    (void)state;
    assert_xctrace(
        DOCUMENT(FIRST_ROW
                 "<row><weight ref=\"2\"/><thread ref=\"80\"/><tagged-backtrace id=\"20\">"
                 "<backtrace ref=\"3\"/></tagged-backtrace></row><row><weight ref=\"2\"/>"
                 "<thread ref=\"80\"/><tagged-backtrace id=\"21\"><backtrace id=\"22\">"
                 "<frame ref=\"5\"/></backtrace></tagged-backtrace></row><row>"
                 "<weight ref=\"2\"/><thread ref=\"80\"/><tagged-backtrace ref=\"20\"/>"
                 "</row><row><weight ref=\"2\"/><thread ref=\"80\"/>"
                 "<backtrace ref=\"22\"/></row>"),
        ROOT ";demo`main 1000\n" ROOT ";demo`main;demo`leaf 1500\n", 0);
}

static void a_row_without_a_stack_counts(void **state)
{
    (void)state;
    assert_xctrace(DOCUMENT(FIRST_ROW
                            "<row><weight ref=\"2\"/><thread ref=\"80\"/><sentinel/></row>"
                            "<row><weight ref=\"2\"/><backtrace id=\"30\"/></row>"),
                   ROOT ";demo`main;demo`leaf 500\n" ROOT ";[no stack] 500\n[no stack] 500\n", 0);
}

static void what_refers_to_nothing_is_left_out(void **state)
{
    (void)state;
    assert_xctrace(DOCUMENT(FIRST_ROW "<row><weight ref=\"77\"/><backtrace ref=\"3\"/></row>"
                                      "<row><weight ref=\"3\"/><backtrace ref=\"3\"/></row>"
                                      "<row><weight ref=\"2\"/><backtrace ref=\"x\"/></row>"
                                      "<row><weight id=\"40\">much</weight></row>"
                                      "<row><core id=\"41\">1</core></row>"),
                   ROOT ";demo`main;demo`leaf 500\n", 6);
    assert_xctrace(DOCUMENT(FIRST_ROW
                            "<row><backtrace id=\"50\"><frame ref=\"5\"/><frame ref=\"6\"/>"
                            "</backtrace></row><row><backtrace ref=\"50\"/></row>"),
                   ROOT ";demo`main;demo`leaf 500\n", 3);
}

static void a_frame_has_its_source(void **state)
{
    (void)state;
    assert_xctrace(
        DOCUMENT("<row><weight id=\"2\">1</weight><backtrace id=\"3\">"
                 "<frame id=\"4\" name=\"f\"><source line=\"7\"><path id=\"5\">/demo/a.c</path>"
                 "</source></frame><frame id=\"6\" name=\"f\"><source line=\"8\"><path ref=\"5\"/>"
                 "</source></frame><frame id=\"7\" name=\"f\"><source line=\"9\">"
                 "<path id=\"8\">/demo/inlined.h</path></source></frame>"
                 "<frame id=\"9\" name=\"\" addr=\"0x12\"/></backtrace></row>"),
        "0x12;f (/demo/a.c);f (/demo/a.c:8);f (/demo/a.c:7) 1\n", 0);
}

static void weights_cycles_and_rows_are_metrics(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_xctrace,
                              DOCUMENT(FIRST_ROW "<row><cycle-weight id=\"50\">64</cycle-weight>"
                                                 "<backtrace ref=\"3\"/></row>"),
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 3);
    assert_metric(p, 0, "time", "ns");
    assert_metric(p, 1, "samples", "samples");
    assert_metric(p, 2, "cycles", "cycles");
    assert_stacks(p, 1, ROOT ";demo`main;demo`leaf 1\ndemo`main;demo`leaf 1\n");
    assert_stacks(p, 2, "demo`main;demo`leaf 64\n");
    uint32_t root = p->frames[p->stacks[1].frame].function;
    assert_int_equal(p->functions[root].kind, RN_THREAD);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void rows_are_runs_when_asked_for(void **state)
{
    (void)state;
    rn_report report = {0};
    render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_profile *p =
        read_text_with(&rn_format_xctrace,
                       DOCUMENT(FIRST_ROW "<row><sample-time id=\"60\">1500</sample-time>"
                                          "<thread ref=\"80\"/><weight ref=\"2\"/>"
                                          "<backtrace ref=\"3\"/></row>"
                                          "<row><sample-time id=\"61\">9000</sample-time>"
                                          "<thread ref=\"80\"/><weight ref=\"2\"/></row>"
                                          "<row><sample-time id=\"62\">100</sample-time>"
                                          "<weight ref=\"2\"/></row>"),
                       &options, &report);
    assert_non_null(p);
    assert_int_equal(p->track_count, 2);
    assert_int_equal(p->run_count, 3);
    assert_true(p->runs[0].start == 1000 && p->runs[0].duration == 1000);
    assert_true(p->runs[1].start == 9000 && p->runs[1].duration == 500);
    assert_true(p->runs[2].track == 1 && p->runs[2].start == 100);
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* One long stack under many threads: a stack for each is much more than the file. */
static void references_do_not_fill_the_memory(void **state)
{
    (void)state;
    enum { FRAMES = 20000, ROWS = 400 };
    rn_report report = {0};
    rn_buffer text = {0};
    rn_put_text(&text, "<trace-query-result><node>" FIRST_ROW "<row><weight ref=\"2\"/>"
                       "<backtrace id=\"100\">");
    for (int i = 0; i < FRAMES; i++)
        rn_put_text(&text, "<frame ref=\"4\"/>");
    rn_put_text(&text, "</backtrace></row>");
    for (int i = 0; i < ROWS; i++) {
        rn_put_text(&text, "<row><weight ref=\"2\"/><thread fmt=\"");
        rn_put_uint(&text, (uint64_t)i);
        rn_put_text(&text, "\"/><backtrace ref=\"100\"/></row>");
    }
    rn_put_text(&text, "</node></trace-query-result>");
    rn_put_char(&text, '\0');
    assert_null(read_text(&rn_format_xctrace, text.data, &report));
    assert_int_equal(report.error.status, RENDER_ERROR_LIMIT);
    rn_buffer_finish(&text);
    rn_report_finish(&report);
}

static int bid_of(const char *text)
{
    return rn_format_xctrace.sniff(rn_bytes_of(text), true);
}

static void bids_by_its_root(void **state)
{
    (void)state;
    assert_int_equal(bid_of("<?xml version=\"1.0\"?>\n<trace-query-result>"), 100);
    assert_int_equal(bid_of("<trace-toc><trace-query-result>"), 0);
    assert_int_equal(bid_of("trace-query-result"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_stand_leaf_first),
        cmocka_unit_test(references_lead_back),
        cmocka_unit_test(stacks_may_be_wrapped),
        cmocka_unit_test(a_row_without_a_stack_counts),
        cmocka_unit_test(what_refers_to_nothing_is_left_out),
        cmocka_unit_test(a_frame_has_its_source),
        cmocka_unit_test(weights_cycles_and_rows_are_metrics),
        cmocka_unit_test(rows_are_runs_when_asked_for),
        cmocka_unit_test(references_do_not_fill_the_memory),
        cmocka_unit_test(bids_by_its_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

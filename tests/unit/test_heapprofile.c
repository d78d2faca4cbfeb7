/* V8's sampling heap profiles. */
#include "read_text.h"
#include "single_quotes.h"

#define FRAME(name, line)                                                                          \
    "'callFrame':{'functionName':'" name "','url':'a.js','lineNumber':" line "}"
#define ROOT "'callFrame':{'functionName':'(root)','url':'','lineNumber':-1}"

static void sizes_are_of_nodes_and_samples(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_heapprofile,
        json_of("{'samples':[{'size':7,'nodeId':3,'ordinal':1},{'size':5,'nodeId':1,'ordinal':2},"
                "{'size':6,'nodeId':3,'ordinal':3},{'size':1,'nodeId':9,'ordinal':4}],"
                "'head':{" ROOT ",'selfSize':0,'id':1,'children':["
                "{'children':[{'selfSize':2.5,'id':3," FRAME(
                    "", "0") ",'children':[]}],"
                             "'selfSize':4,'id':2," FRAME("f", "6") "},"
                                                                    "{'selfSize':8,'id':4," FRAME(
                                                                        "f", "6") "}]}}"),
        &report);
    assert_non_null(p);
    assert_metric(p, 0, "memory", "bytes");
    assert_metric(p, 1, "allocated", "bytes");
    assert_metric(p, 2, "samples", "samples");
    assert_stacks(p, 0, "f (a.js:7) 12\nf (a.js:7);(anonymous) (a.js:1) 2.5\n");
    assert_stacks(p, 1, "f (a.js:7);(anonymous) (a.js:1) 13\n(root) 5\n");
    assert_stacks(p, 2, "f (a.js:7);(anonymous) (a.js:1) 2\n(root) 1\n");
    assert_int_equal(report.warning_count, 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void without_samples_there_is_one_metric(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_heapprofile,
                              json_of("{'head':{" ROOT ",'selfSize':3,'children':["
                                      "{" FRAME("g", "1") ",'selfSize':4}]}}"),
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 1);
    assert_stacks(p, 0, "(root) 3\ng (a.js:2) 4\n");
    assert_int_equal(report.warning_count, 0);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static rn_profile *read_deep(size_t depth, rn_report *report)
{
    rn_buffer text = {0};
    rn_put_text(&text, "{\"head\":");
    for (size_t i = 0; i < depth; i++)
        rn_put_text(&text, json_of("{" FRAME("f", "1") ",'selfSize':1,'children':["));
    for (size_t i = 0; i < depth; i++)
        rn_put_text(&text, "]}");
    rn_put_text(&text, "}");
    rn_put_char(&text, '\0');
    rn_profile *p = read_text(&rn_format_heapprofile, text.data, report);
    rn_buffer_finish(&text);
    return p;
}

static void trees_may_be_deep(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_deep(99999, &report);
    assert_non_null(p);
    assert_int_equal(p->stack_count, 100000);
    assert_int_equal(p->function_count, 1);
    rn_profile_free(p);
    assert_null(read_deep(100000, &report));
    assert_int_equal(report.error.status, RENDER_ERROR_LIMIT);
    rn_report_finish(&report);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_heapprofile.sniff(rn_bytes_of(json_of(text)), whole);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of("{'head': {" ROOT ",'selfSize':0", false), 95);
    assert_int_equal(bid_of("{'samples':[],'head':{" ROOT, false), 60);
    assert_int_equal(bid_of("{'head':{" ROOT "}}", true), 0);
    assert_int_equal(bid_of("{'head':{'selfSize':1}}", true), 0);
    assert_int_equal(bid_of("{'x':{'head':{" ROOT ",'selfSize':0}}}", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_of_nodes_and_samples),
        cmocka_unit_test(without_samples_there_is_one_metric),
        cmocka_unit_test(trees_may_be_deep),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

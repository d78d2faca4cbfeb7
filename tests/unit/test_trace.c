/* Chrome's trace events: how spans nest, what names them, samples, profiles, broken ends. */
#include "read_text.h"
#include "single_quotes.h"

static void assert_trace(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_trace, json_of(text), want, warnings);
}

static rn_profile *read_trace(const char *text, const render_read_options *options)
{
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_trace, json_of(text), options, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    rn_report_finish(&report);
    return p;
}

static void assert_trace_with(const render_read_options *options, const char *text,
                              const char *want)
{
    rn_profile *p = read_trace(text, options);
    assert_stacks(p, 0, want);
    rn_profile_free(p);
}

/* ---- nesting ---------------------------------------------------------------------------------- */

static void begins_and_ends_nest(void **state)
{
    (void)state;
    assert_trace("[{'ph':'B','name':'a','ts':0},{'ph':'B','name':'b','ts':1},"
                 "{'ph':'E','name':'b','ts':4},{'ph':'E','name':'a','ts':10.5}]",
                 "a 7.5\na;b 3\n", 0);
    assert_trace("[{'ph':'B','name':'a','ts':0},{'ph':'B','name':'b','ts':1},"
                 "{'ph':'E','ts':4},{'ph':'E','ts':10}]",
                 "a 7\na;b 3\n", 0);
}

static void whole_spans_nest_by_length_in_any_order(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'b','ts':1,'dur':2},{'ph':'X','name':'a','ts':1,'dur':9},"
                 "{'ph':'X','name':'c','ts':0,'dur':20}]",
                 "c 11\nc;a 7\nc;a;b 2\n", 0);
    assert_trace("[{'ph':'X','name':'a','ts':1,'dur':1},{'ph':'X','name':'b','ts':1,'dur':1}]",
                 "a;b 1\n", 0);
}

/* Writers that write spans when they end write what is called first. */
static void equal_spans_nest_by_what_the_writer_does(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'leaf','ts':5,'dur':1},{'ph':'X','name':'mid','ts':5,'dur':1},"
                 "{'ph':'X','name':'top','ts':0,'dur':10}]",
                 "top 9\ntop;mid;leaf 1\n", 0);
    assert_trace("[{'ph':'X','name':'top','ts':0,'dur':10},{'ph':'X','name':'mid','ts':5,'dur':1},"
                 "{'ph':'X','name':'leaf','ts':5,'dur':1}]",
                 "top 9\ntop;mid;leaf 1\n", 0);
}

static void ends_come_before_begins_of_the_same_time(void **state)
{
    (void)state;
    assert_trace("[{'ph':'B','name':'a','ts':0},{'ph':'B','name':'b','ts':5},"
                 "{'ph':'E','name':'a','ts':5},{'ph':'E','name':'b','ts':8}]",
                 "a 5\nb 3\n", 0);
    assert_trace("[{'ph':'B','name':'f','ts':0},{'ph':'E','name':'f','ts':5},"
                 "{'ph':'B','name':'f','ts':5},{'ph':'E','name':'f','ts':8}]",
                 "f 8\n", 0);
    /* an empty span within another one of its name */
    assert_trace("[{'ph':'B','name':'f','ts':0},{'ph':'B','name':'f','ts':5},"
                 "{'ph':'E','name':'f','ts':5},{'ph':'E','name':'f','ts':8}]",
                 "f 8\n", 0);
}

static void of_ends_at_one_time_the_fitting_one_comes_first(void **state)
{
    (void)state;
    assert_trace("[{'ph':'B','name':'a','ts':0},{'ph':'B','name':'b','ts':1},"
                 "{'ph':'E','name':'a','ts':9},{'ph':'E','name':'b','ts':9},"
                 "{'ph':'X','name':'c','ts':9,'dur':1}]",
                 "a 1\na;b 8\nc 1\n", 0);
    assert_trace("[{'ph':'B','name':'a','ts':9},{'ph':'B','name':'b','ts':9},"
                 "{'ph':'E','name':'a','ts':9},{'ph':'E','name':'b','ts':9},"
                 "{'ph':'X','name':'c','ts':9,'dur':1}]",
                 "c 1\n", 0);
}

static void what_does_not_nest_is_cut_or_ended(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'a','ts':0,'dur':10},{'ph':'X','name':'b','ts':5,'dur':10}]",
                 "a 5\na;b 5\n", 1);
    assert_trace("[{'ph':'B','name':'a','ts':0},{'ph':'B','name':'b','ts':1},"
                 "{'ph':'E','name':'a','ts':9},{'ph':'X','name':'c','ts':9,'dur':1}]",
                 "a 1\na;b 8\nc 1\n", 1);
    assert_trace("[{'ph':'E','name':'x','ts':0},{'ph':'B','name':'a','ts':1},"
                 "{'ph':'E','name':'y','ts':2},{'ph':'E','name':'a','ts':4}]",
                 "a 3\n", 1);
    assert_trace("[{'ph':'B','name':'a','ts':0},{'ph':'B','name':'b','ts':2},"
                 "{'ph':'X','name':'c','ts':3,'dur':4}]",
                 "a 2\na;b 1\na;b;c 4\n", 1);
}

/* Times in ns that were rounded: the second span begins 1 ns before the first one ends. */
static void roundings_are_no_overlaps(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'a','ts':1.5,'dur':2.001},"
                 "{'ph':'X','name':'b','ts':3.5,'dur':2}]",
                 "a 2\nb 2\n", 0);
    assert_trace("[{'ph':'X','name':'a','ts':1.5,'dur':2},"
                 "{'ph':'X','name':'b','ts':2,'dur':1.501}]",
                 "a 0.5\na;b 1.5\n", 0);
}

static void counts_calls(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options};
    rn_profile *p = read_trace("[{'ph':'X','name':'a','ts':0,'dur':9},"
                               "{'ph':'X','name':'a','ts':1,'dur':2},"
                               "{'ph':'X','name':'b','ts':5,'dur':0},{'ph':'X','name':'b','ts':6}]",
                               &options);
    assert_metric(p, 0, "time", "us");
    assert_int_equal(p->metric_count, 1);
    for (uint32_t i = 0; i < p->function_count; i++)
        assert_true(p->calls[i] == 2);
    assert_stacks(p, 0, "a 7\na;a 2\n");
    rn_profile_free(p);
}

/* ---- times ------------------------------------------------------------------------------------ */

static void large_times_keep_their_nanoseconds(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'a','ts':1695835652325551.123,'dur':10.002},"
                 "{'ph':'X','name':'b','ts':1695835652325552.124,'dur':0.001},"
                 "{'ph':'X','name':'c','ts':1695835652325500.75,'dur':0.5}]",
                 "c 0.5\na 10.001\na;b 0.001\n", 0);
    assert_trace(
        "[{'ph':'X','name':'a','ts':-2.25,'dur':2.5},{'ph':'X','name':'b','ts':-1,'dur':1}]",
        "a 1.5\na;b 1\n", 0);
}

static void times_may_be_text_or_have_exponents(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'c','ts':11552125240,'dur':0.0005},"
                 "{'ph':'X','name':'a','ts':'11552125241','dur':'5'},"
                 "{'ph':'X','name':'b','ts':1.1552125242E10,'dur':2.5e0}]",
                 "c 0.0005\na 2.5\na;b 2.5\n", 0);
}

static void leaves_out_what_has_no_time(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'a','dur':5},{'ph':'X','name':'b','ts':null,'dur':5},"
                 "{'ph':'X','name':'c','ts':1,'dur':-1},{'ph':'X','name':'d','ts':1,'dur':1e999},"
                 "{'ph':'?','name':'e','ts':1},{'name':'f'},7,[[1]],"
                 "{'ph':'X','name':'g','ts':2,'dur':3},{'ph':'X','name':'h','ts':7,'tdur':4}]",
                 "g 3\n", 6);
}

/* ---- threads ---------------------------------------------------------------------------------- */

static void threads_and_processes_are_roots(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':5},"
                 "{'ph':'X','name':'b','pid':1,'tid':2,'ts':1,'dur':2},"
                 "{'ph':'X','name':'c','pid':1,'tid':3,'ts':1,'dur':2},"
                 "{'ph':'M','name':'thread_name','pid':1,'tid':1,'args':{'name':'main'}},"
                 "{'ph':'M','name':'thread_name','pid':1,'tid':3,'args':{'name':'main'}},"
                 "{'ph':'M','name':'thread_name','pid':1,'tid':9,'args':{'name':'unused'}}]",
                 "main;a 5\nthread 2;b 2\nmain;c 2\n", 0);
    assert_trace("[{'ph':'M','name':'process_name','pid':1,'args':{'name':'p'}},"
                 "{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':5},"
                 "{'ph':'X','name':'a','pid':'2','tid':'x','ts':0,'dur':5}]",
                 "p: thread 1;a 5\nprocess 2: thread x;a 5\n", 0);
}

static void command_lines_are_cut(void **state)
{
    (void)state;
    assert_trace(
        "[{'ph':'M','name':'process_name','pid':1,'args':{'name':'/opt/x/app --key=s3cret'}},"
        "{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':5},"
        "{'ph':'X','name':'a','pid':2,'tid':2,'ts':0,'dur':5}]",
        "app: thread 1;a 5\nprocess 2: thread 2;a 5\n", 0);
}

static void assert_run(const rn_profile *p, uint32_t i, const char *track, const char *leaf,
                       double start, double duration)
{
    const rn_run *run = &p->runs[i];
    assert_string_equal(rn_profile_string(p, p->tracks[run->track]).data, track);
    uint32_t function = p->frames[p->stacks[run->stack].frame].function;
    assert_string_equal(rn_function_name(p, function).data, leaf);
    assert_true(run->start == start && run->duration == duration);
}

static void keeps_what_ran_when(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_profile *p =
        read_trace("[{'ph':'B','name':'a','pid':1,'tid':7,'ts':1000},"
                   "{'ph':'X','name':'b','pid':1,'tid':7,'ts':1001,'dur':2},"
                   "{'ph':'E','pid':1,'tid':7,'ts':1004},"
                   "{'ph':'X','name':'c','pid':1,'tid':8,'ts':1002,'dur':3},"
                   "{'ph':'M','name':'thread_name','pid':1,'tid':7,'args':{'name':'main'}}]",
                   &options);
    assert_int_equal(p->run_count, 4);
    assert_int_equal(p->track_count, 2);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "us");
    assert_run(p, 0, "main (7)", "a", 0, 1);
    assert_run(p, 1, "main (7)", "b", 1, 2);
    assert_run(p, 2, "main (7)", "a", 3, 1);
    assert_run(p, 3, "thread 8", "c", 2, 3);
    rn_profile_free(p);
}

/* ---- names ------------------------------------------------------------------------------------ */

static void names_say_where(void **state)
{
    (void)state;
    assert_trace("[{'ph':'X','name':'f (/a/b.py:12)','ts':0,'dur':1},"
                 "{'ph':'X','name':'g(http://h/x.js:3:4)','ts':1,'dur':1},"
                 "{'ph':'X','name':'b.py(5): h','ts':2,'dur':1},"
                 "{'ph':'X','name':'i','ts':3,'dur':1,'args':{'filename':'b.py','line':7}},"
                 "{'ph':'X','name':'i','ts':4,'dur':1,'args':{'line':'8','url':'b.js'}},"
                 "{'ph':'X','name':'operator() (int)','ts':5,'dur':1},{'ph':'X','ts':6,'dur':1},"
                 "{'ph':'X','name':'-','ts':7,'dur':1}]",
                 "f (/a/b.py:12) 1\ng (http://h/x.js:3) 1\nh (b.py:5) 1\ni (b.py:7) 1\n"
                 "i (b.js:8) 1\noperator() (int) 1\n(unnamed) 1\n- 1\n",
                 0);
}

static void names_are_unescaped(void **state)
{
    (void)state;
    assert_read(&rn_format_trace,
                "[{\"ph\":\"X\",\"name\":\"a \\\"b\\\" \\u00e9\",\"ts\":0,\"dur\":1}]",
                "a \"b\" \xc3\xa9 1\n", 0);
}

static void a_key_tells_functions_apart(void **state)
{
    (void)state;
    static const char text[] = "[{'ph':'X','name':'f','ts':0,'dur':1,'args': {'detail':'x','n':1}},"
                               "{'ph':'X','name':'f','ts':1,'dur':1,'args':{'detail':'y'}},"
                               "{'ph':'B','name':'f','ts':2,'args':[2]},"
                               "{'ph':'E','name':'f','ts':3,'args':{}}]";
    render_read_options options = {.size = sizeof options};
    assert_trace_with(&options, text, "f 3\n");
    options.trace_key = RENDER_TRACE_KEY_DETAIL;
    assert_trace_with(&options, text, "f x 1\nf y 1\nf 1\n");
    options.trace_key = RENDER_TRACE_KEY_ARGS;
    assert_trace_with(&options, text,
                      "f {\"detail\":\"x\",\"n\":1} 1\nf {\"detail\":\"y\"} 1\nf [2] 1\n");
}

static void clangs_details_are_names_and_its_sums_are_left_out(void **state)
{
    (void)state;
    static const char text[] =
        "{'traceEvents':[{'ph':'X','name':'Parse','ts':2,'dur':3,'args':{'detail':'x'}},"
        "{'ph':'b','cat':'Source','id':0,'name':'Source','ts':1,'args':{'detail':'a.h'}},"
        "{'ph':'e','cat':'Source','id':0,'name':'Source','ts':8},"
        "{'ph':'X','name':'Total Parse','ts':0,'dur':3,'args':{'count':1,'avg ms':0}}],"
        "'beginningOfTime':1}";
    render_read_options options = {.size = sizeof options};
    assert_trace_with(&options, text, "Source a.h 4\nSource a.h;Parse x 3\n");
    options.trace_key = RENDER_TRACE_KEY_NAME;
    assert_trace_with(&options, text, "Source 4\nSource;Parse 3\n");
}

/* ---- asynchronous spans ----------------------------------------------------------------------- */

static void asynchronous_spans_are_read_on_request(void **state)
{
    (void)state;
    static const char text[] = "[{'ph':'X','name':'a','pid':1,'tid':1,'ts':0,'dur':5},"
                               "{'ph':'b','name':'r','cat':'n','id':'1','pid':1,'tid':1,'ts':1},"
                               "{'ph':'b','name':'r','cat':'n','id':'2','pid':1,'tid':2,'ts':2},"
                               "{'ph':'b','name':'s','cat':'n','id':'1','pid':1,'tid':1,'ts':3},"
                               "{'ph':'e','name':'s','cat':'n','id':'1','pid':1,'tid':2,'ts':5},"
                               "{'ph':'n','name':'s','cat':'n','id':'1','pid':1,'tid':2,'ts':5},"
                               "{'ph':'e','name':'r','cat':'n','id':'1','pid':1,'tid':2,'ts':6},"
                               "{'ph':'e','name':'r','cat':'n','id':'2','pid':1,'tid':2,'ts':9},"
                               "{'ph':'S','name':'j','cat':'o','id':7,'pid':1,'tid':2,'ts':1},"
                               "{'ph':'F','name':'j','cat':'o','id':7,'pid':1,'tid':2,'ts':3}]";
    static const render_read_options options = {.size = sizeof options, .async_spans = true};
    assert_trace(text, "a 5\n", 1);
    assert_trace_with(&options, text, "thread 1;a 5\nasync n;r 10\nasync n;r;s 2\nasync o;j 2\n");
}

/* ---- samples and profiles --------------------------------------------------------------------- */

static void samples_last_until_the_next_one(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options};
    rn_profile *p = read_trace("{'samples':[{'ts':'10','sf':2,'tid':1,'weight':'1'},"
                               "{'ts':'13','sf':'1','tid':1},{'ts':19,'sf':2,'tid':1},"
                               "{'ts':22,'sf':2,'tid':1,'weight':3},{'ts':5,'sf':1,'tid':1}],"
                               "'stackFrames':{'1':{'name':'root'},"
                               "'2':{'name':'f(u:1:2)','parent':1},'3':{'parent':3}},"
                               "'traceEvents':[]}",
                               &options);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "time", "us");
    assert_metric(p, 1, "samples", "samples");
    assert_stacks(p, 0, "root 11\nroot;f (u:1) 10.25\n"); /* the last one: 17 us over 4 */
    assert_stacks(p, 1, "root 2\nroot;f (u:1) 5\n");
    rn_profile_free(p);
}

static void samples_beside_spans_are_metrics_of_their_own(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options};
    rn_profile *p = read_trace("{'traceEvents':[{'ph':'X','name':'a','ts':0,'dur':5},"
                               "{'ph':'P','name':'cpu','ts':0,'sf':1},"
                               "{'ph':'P','name':'cpu','ts':4,'sf':9}],"
                               "'stackFrames':{'1':{'name':'f'}}}",
                               &options);
    assert_metric(p, 0, "time", "us");
    assert_metric(p, 1, "sampled time", "us");
    assert_metric(p, 2, "samples", "samples");
    assert_stacks(p, 0, "a 5\n");
    assert_stacks(p, 1, "f 4\n");
    rn_profile_free(p);
}

#define FRAME(name) "'callFrame':{'functionName':'" name "'}"

static void cpu_profiles_come_in_chunks(void **state)
{
    (void)state;
    static const char text[] =
        "[{'ph':'M','name':'thread_name','pid':1,'tid':2,'args':{'name':'page'}},"
        "{'ph':'X','name':'RunTask','pid':1,'tid':2,'ts':0,'dur':50},"
        "{'ph':'P','name':'ProfileChunk','id':'0x1','pid':1,'tid':3,'ts':30,'args':{'data':{"
        "'cpuProfile':{'nodes':[{'id':3,'parent':2," FRAME(
            "g") "}],'samples':[3,2]},"
                 "'timeDeltas':[4,6]}}},"
                 "{'ph':'P','name':'Profile','id':'0x1','pid':1,'tid':2,'ts':10,"
                 "'args':{'data':{'startTime':9}}},"
                 "{'ph':'P','name':'ProfileChunk','id':'0x1','pid':1,'tid':3,'ts':40},"
                 "{'ph':'P','name':'ProfileChunk','id':'0x1','pid':1,'tid':3,'ts':20,'args':{'data'"
                 ":{"
                 "'timeDeltas':[1,2],'cpuProfile':{'nodes':[{'id':1," FRAME(
                     "(root)") "},"
                               "{'id':2,'parent':1," FRAME("f") "}],'samples':[2,2]}}}}]";
    assert_trace(text, "f 10\nf;g 6\n", 1);
    static const render_read_options options = {.size = sizeof options, .spans = true};
    assert_trace_with(&options, text, "RunTask 50\n");
}

static void profiles_of_several_threads_have_roots(void **state)
{
    (void)state;
    assert_trace("[{'ph':'I','name':'CpuProfile','pid':1,'tid':2,'ts':1,'args':{'data':{"
                 "'cpuProfile':{'nodes':[{'id':1," FRAME(
                     "f") "}],'samples':[1,1],"
                          "'timeDeltas':[1,5]}}}},"
                          "{'ph':'I','name':'CpuProfile','pid':1,'tid':3,'ts':1,'args':{'data':{"
                          "'cpuProfile':{'nodes':[{'id':1," FRAME("g") "}],'samples':[1,1],"
                                                                       "'timeDeltas':[1,7]}}}}]",
                 "thread 2;f 10\nthread 3;g 14\n", 0);
}

/* ---- the form --------------------------------------------------------------------------------- */

static void the_end_may_be_missing(void **state)
{
    (void)state;
    static const char event[] = "{'ph':'X','name':'a','ts':0,'dur':5}";
    char text[256];
    static const char *const ends[] = {"]", "", ",", " ,\n", ",]", "]\n", ",\n]"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(text, sizeof text, "[%s%s", event, ends[i]);
        assert_trace(text, "a 5\n", 0);
        snprintf(text, sizeof text, "{'traceEvents':[%s%s%s", event, ends[i],
                 strchr(ends[i], ']') ? "}" : "");
        assert_trace(text, "a 5\n", 0);
    }
    for (size_t size = 1; size < sizeof event - 1; size++) {
        snprintf(text, sizeof text, "[%s,%.*s", event, (int)size, event);
        assert_trace(text, "a 5\n", 1);
    }
    assert_trace("{'traceEvents':[{'ph':'X','name':'a','ts':0,'dur':5}],'otherData':{'x':[tru",
                 "a 5\n", 0);
}

static void ids_may_be_nested(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .async_spans = true};
    assert_trace_with(&options,
                      "[{'ph':'b','name':'a','cat':'c','id2':{'local':'0x1'},'ts':0},"
                      "{'ph':'b','name':'b','cat':'c','id2':{'local':'0x2'},'ts':1},"
                      "{'ph':'e','name':'a','cat':'c','id2':{'local':'0x1'},'ts':2},"
                      "{'ph':'e','name':'b','cat':'c','id2':{'local':'0x2'},'ts':4}]",
                      "async c;a 2\nasync c;b 3\n");
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_trace.sniff(rn_bytes_of(json_of(text)), whole);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of(" [ {'name':'x','ph':'B'", false), 95);
    assert_int_equal(bid_of("{'displayTimeUnit':'ms','traceEvents':[{'args':{},'ph':'", false), 100);
    assert_int_equal(bid_of("{'stackFrames':{'1':{}", false), 80);
    assert_int_equal(bid_of("{'metadata':{'source':'DevTools'", false), 90);
    assert_int_equal(bid_of("[{'name':'x'}]", true), 0);
    assert_int_equal(bid_of("[[{'ph':'B'}]]", true), 0);
    assert_int_equal(bid_of("[]", true), 0);
    assert_int_equal(bid_of("{'a':{'traceEvents':[]}}", true), 0);
    assert_int_equal(bid_of("{'name':'x','ph':'B'}", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_and_ends_nest),
        cmocka_unit_test(whole_spans_nest_by_length_in_any_order),
        cmocka_unit_test(equal_spans_nest_by_what_the_writer_does),
        cmocka_unit_test(ends_come_before_begins_of_the_same_time),
        cmocka_unit_test(of_ends_at_one_time_the_fitting_one_comes_first),
        cmocka_unit_test(what_does_not_nest_is_cut_or_ended),
        cmocka_unit_test(roundings_are_no_overlaps),
        cmocka_unit_test(counts_calls),
        cmocka_unit_test(large_times_keep_their_nanoseconds),
        cmocka_unit_test(times_may_be_text_or_have_exponents),
        cmocka_unit_test(leaves_out_what_has_no_time),
        cmocka_unit_test(threads_and_processes_are_roots),
        cmocka_unit_test(command_lines_are_cut),
        cmocka_unit_test(keeps_what_ran_when),
        cmocka_unit_test(names_say_where),
        cmocka_unit_test(names_are_unescaped),
        cmocka_unit_test(a_key_tells_functions_apart),
        cmocka_unit_test(clangs_details_are_names_and_its_sums_are_left_out),
        cmocka_unit_test(asynchronous_spans_are_read_on_request),
        cmocka_unit_test(samples_last_until_the_next_one),
        cmocka_unit_test(samples_beside_spans_are_metrics_of_their_own),
        cmocka_unit_test(cpu_profiles_come_in_chunks),
        cmocka_unit_test(profiles_of_several_threads_have_roots),
        cmocka_unit_test(the_end_may_be_missing),
        cmocka_unit_test(ids_may_be_nested),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

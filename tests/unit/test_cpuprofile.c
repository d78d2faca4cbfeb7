/* V8's profiles of time: samples and their lengths, states, what identifies functions. */
#include "read_text.h"
#include "single_quotes.h"

#define ROOT "{'id':1,'callFrame':{'functionName':'(root)'},'children':[2,3]},"
#define NODES                                                                                      \
    "'nodes':[" ROOT "{'id':2,'callFrame':{'functionName':'f','url':'a.js','lineNumber':4}},"      \
    "{'id':3,'callFrame':{'functionName':'','url':'a.js','lineNumber':0,'columnNumber':0},"        \
    "'children':[4]},{'id':4,'callFrame':{'functionName':'f','url':'a.js','lineNumber':4}},"       \
    "{'id':5,'parent':1,'callFrame':{'functionName':'(idle)'}},"                                   \
    "{'id':6,'parent':1,'callFrame':{'functionName':'(garbage collector)'}},"                      \
    "{'id':7,'parent':1,'callFrame':{'functionName':'(program)'}}]"

#define G "(anonymous) (a.js:1)"

static rn_profile *read_cpu(const char *text, const render_read_options *options, size_t warnings)
{
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_cpuprofile, json_of(text), options, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    rn_report_finish(&report);
    return p;
}

static void assert_cpu_with(const render_read_options *options, const char *text, const char *time,
                            const char *samples, size_t warnings)
{
    rn_profile *p = read_cpu(text, options, warnings);
    assert_metric(p, 0, "time", "us");
    assert_metric(p, 1, "samples", "samples");
    assert_stacks(p, 0, time);
    assert_stacks(p, 1, samples);
    rn_profile_free(p);
}

static void assert_cpu(const char *text, const char *time, const char *samples, size_t warnings)
{
    static const render_read_options options = {.size = sizeof options};
    assert_cpu_with(&options, text, time, samples, warnings);
}

static void a_sample_lasts_until_the_next_one(void **state)
{
    (void)state;
    assert_cpu("{" NODES ",'samples':[2,4,3,4],'timeDeltas':[100,10,20,31]}",
               "f (a.js:5) 10\n" G " 31\n" G ";f (a.js:5) 40\n",
               "f (a.js:5) 1\n" G " 1\n" G ";f (a.js:5) 2\n", 0);
    assert_cpu("{'timeDeltas':[100],'samples':[2]," NODES "}", "f (a.js:5) 100\n", "f (a.js:5) 1\n",
               0);
    assert_cpu("{'timeDeltas':[100,7],'samples':[2]," NODES "}", "f (a.js:5) 7\n", "f (a.js:5) 1\n",
               0);
}

static void samples_are_put_into_the_order_of_time(void **state)
{
    (void)state;
    /* at 10, 30, 25, 45 */
    assert_cpu("{" NODES ",'samples':[2,3,4,2],'timeDeltas':[10,20,-5,20]}",
               "f (a.js:5) 30\n" G " 15\n" G ";f (a.js:5) 5\n",
               "f (a.js:5) 2\n" G " 1\n" G ";f (a.js:5) 1\n", 0);
}

static void samples_may_lack_times_or_nodes(void **state)
{
    (void)state;
    assert_cpu("{" NODES ",'samples':[2,4,2],'timeDeltas':[10,20]}", "f (a.js:5) 20\n",
               "f (a.js:5) 2\n" G ";f (a.js:5) 1\n", 1);
    assert_cpu("{" NODES ",'samples':[2,9,2],'timeDeltas':[10,20,30]}", "f (a.js:5) 100\n",
               "f (a.js:5) 2\n", 2);
}

static void states_are_leaves_and_idle_time_does_not_count(void **state)
{
    (void)state;
    static const char text[] = "{" NODES ",'samples':[4,6,5,7,6,1],'timeDeltas':[1,2,3,4,5,6]}";
    render_read_options options = {.size = sizeof options};
    assert_cpu_with(&options, text,
                    G ";f (a.js:5) 2\n(garbage collector) 9\n(program) 5\n(root) 4\n",
                    G ";f (a.js:5) 1\n(garbage collector) 2\n(program) 1\n(root) 1\n", 0);
    options.idle = true;
    assert_cpu_with(&options, text,
                    G ";f (a.js:5) 2\n(garbage collector) 9\n(idle) 4\n(program) 5\n(root) 4\n",
                    G ";f (a.js:5) 1\n(garbage collector) 2\n(idle) 1\n(program) 1\n(root) 1\n", 0);
    options = (render_read_options){.size = sizeof options, .gc_on_stack = true};
    assert_cpu_with(&options, text,
                    G ";f (a.js:5) 2\n" G ";f (a.js:5);(garbage collector) 3\n(program) 5\n"
                      "(program);(garbage collector) 6\n(root) 4\n",
                    G ";f (a.js:5) 1\n" G ";f (a.js:5);(garbage collector) 1\n(program) 1\n"
                      "(program);(garbage collector) 1\n(root) 1\n",
                    0);
}

static void garbage_is_not_collected_by_idle_code(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .gc_on_stack = true};
    assert_cpu_with(&options, "{" NODES ",'samples':[2,6,6,5,6,2],'timeDeltas':[1,2,3,4,5,6]}",
                    "f (a.js:5) 6\nf (a.js:5);(garbage collector) 7\n(garbage collector) 6\n",
                    "f (a.js:5) 2\nf (a.js:5);(garbage collector) 2\n(garbage collector) 1\n", 0);
}

static void old_forms_are_trees(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options};
#define OLD(name, id, hits, rest)                                                                  \
    "{'functionName':'" name "','url':'','lineNumber':0,'hitCount':" hits ",'id':" id rest "}"
#define HEAD                                                                                       \
    "'head':" OLD("(root)", "1", "0",                                                              \
                  ",'children':[" OLD("f", "2", "1", "") "," OLD(                                  \
                      "g", "3", "0", ",'children':[" OLD("f", "4", "2", "") "]") "]")
    assert_cpu("{" HEAD ",'startTime':1.5,'samples':[2,4,4],"
               "'timestamps':[1500010,1500030,1500034]}",
               "f 20\ng;f 24\n", "f 1\ng;f 2\n", 0);
    rn_profile *p = read_cpu("{" HEAD ",'startTime':1.5}", &options, 0);
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "f 1\ng;f 2\n");
    rn_profile_free(p);
}

static void second_callers_are_left_out(void **state)
{
    (void)state;
    assert_cpu("{'nodes':[{'id':1,'callFrame':{'functionName':'a'},'children':[3,8]},"
               "{'id':2,'callFrame':{'functionName':'b'},'children':[3]},"
               "{'id':3,'parent':1,'callFrame':{'functionName':'c'}}],"
               "'samples':[3],'timeDeltas':[5]}",
               "a;c 5\n", "a;c 1\n", 3);
}

static void modules_are_hosts_and_packages(void **state)
{
    (void)state;
    static const struct {
        const char *url, *module;
    } cases[] = {
        {"http://localhost:8080/a.js", "localhost:8080"},
        {"file:///srv/a.js", ""},
        {"node:internal/fs", "node"},
        {"/srv/node_modules/express/lib/a.js", "express"},
        {"file:///srv/node_modules/a/node_modules/@x/y/b.js", "@x/y"},
        {"webpack://shop/./a.js", "shop"},
        {"events.js", ""},
        {"/srv/node_modules/@x", "@x"},
        {"a/b://c", ""},
    };
    static const render_read_options options = {.size = sizeof options};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "{'nodes':[{'id':1,'callFrame':{'functionName':'f','url':'%s'}}],"
                 "'samples':[1],'timeDeltas':[5]}",
                 cases[i].url);
        rn_profile *p = read_cpu(text, &options, 0);
        assert_string_equal(rn_profile_string(p, p->functions[0].module).data, cases[i].module);
        assert_string_equal(rn_profile_string(p, p->functions[0].file).data, cases[i].url);
        rn_profile_free(p);
    }
}

static void columns_tell_minified_functions_apart(void **state)
{
    (void)state;
#define MINIFIED(id, name, column)                                                                 \
    "{'id':" id ",'callFrame':{'functionName':'" name "','url':'a.js','lineNumber':0,"             \
    "'columnNumber':" column "}}"
    assert_cpu(
        "{'nodes':[" MINIFIED("1", "e", "5") "," MINIFIED("2", "e", "500") "," MINIFIED(
            "3", "", "600") "," MINIFIED("4", "",
                                         "700") "," MINIFIED("5", "x",
                                                             "800") "],"
                                                                    "'samples':[1,2,3,4,5],'"
                                                                    "timeDeltas':[1,1,1,1,1]}",
        "e (a.js:1) 1\ne:1:501 (a.js:1) 1\n(anonymous:1:601) (a.js:1) 1\n"
        "(anonymous:1:701) (a.js:1) 1\nx (a.js:1) 1\n",
        "e (a.js:1) 1\ne:1:501 (a.js:1) 1\n(anonymous:1:601) (a.js:1) 1\n"
        "(anonymous:1:701) (a.js:1) 1\nx (a.js:1) 1\n",
        0);
}

static void keeps_what_ran_when(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_profile *p =
        read_cpu("{" NODES ",'samples':[2,2,4,5,2],'timeDeltas':[100,10,20,30,5]}", &options, 0);
    static const double starts[] = {100, 130, 165}, durations[] = {30, 30, 20};
    assert_int_equal(p->run_count, 3);
    for (size_t i = 0; i < p->run_count; i++) {
        assert_true(p->runs[i].start == starts[i]);
        assert_true(p->runs[i].duration == durations[i]);
    }
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "us");
    rn_profile_free(p);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_cpuprofile.sniff(rn_bytes_of(json_of(text)), whole);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of("{'nodes': [{'id':1,'callFrame':{", false), 95);
    assert_int_equal(bid_of("{" NODES "}", true), 70);
    assert_int_equal(bid_of("{" NODES ",'samples':[]}", true), 95);
    assert_int_equal(bid_of("{'head':{'functionName':'x','hitCount':0", false), 95);
    assert_int_equal(bid_of("{'head':{'callFrame':{'functionName':'x'}}}", true), 0);
    assert_int_equal(bid_of("{'nodes':[{'id':1,'name':'x'}]}", true), 0);
    assert_int_equal(bid_of("{'nodes':[]}", true), 0);
    assert_int_equal(bid_of("[{'nodes':[{'callFrame':{}}]}]", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_lasts_until_the_next_one),
        cmocka_unit_test(samples_are_put_into_the_order_of_time),
        cmocka_unit_test(samples_may_lack_times_or_nodes),
        cmocka_unit_test(states_are_leaves_and_idle_time_does_not_count),
        cmocka_unit_test(garbage_is_not_collected_by_idle_code),
        cmocka_unit_test(old_forms_are_trees),
        cmocka_unit_test(second_callers_are_left_out),
        cmocka_unit_test(modules_are_hosts_and_packages),
        cmocka_unit_test(columns_tell_minified_functions_apart),
        cmocka_unit_test(keeps_what_ran_when),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

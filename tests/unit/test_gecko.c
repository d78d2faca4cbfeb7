/* Firefox' own profiles: columns by schema, locations, processes and threads, the order in time. */
#include "read_text.h"

#include "read/gecko_frames.h"

#define STRINGS "\"stringTable\":[\"(root)\",\"f (a.js:3:1)\",\"g\",\"0x1010\"]"
#define FRAMES                                                                                     \
    "\"frameTable\":{\"schema\":{\"location\":0,\"line\":1},\"data\":[[0],[1,5],[2,7],[3]]}"
#define STACKS                                                                                     \
    "\"stackTable\":{\"schema\":{\"prefix\":0,\"frame\":1},"                                       \
    "\"data\":[[null,0],[0,1],[1,2],[1,3]]}"
#define SAMPLES(rows) "\"samples\":{\"schema\":{\"stack\":0,\"time\":1},\"data\":[" rows "]}"
#define THREAD(name, rows) "{" name SAMPLES(rows) "," STACKS "," FRAMES "," STRINGS "}"
#define PROFILE(threads) "{\"meta\":{\"interval\":2},\"threads\":[" threads "]}"

static void assert_gecko(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_gecko, text, want, warnings);
}

static void samples_weigh_an_interval(void **state)
{
    (void)state;
    assert_gecko(PROFILE(THREAD("", "[1,0],[2,2],[2,9],[null,11],[0,13]")),
                 "f (a.js:5) 2\nf (a.js:5);g 4\n", 0);
    assert_gecko("{\"threads\":[" THREAD("", "[1,0],[2,2]") "]}", "f (a.js:5) 1\nf (a.js:5);g 1\n",
                 0);
}

static void columns_are_where_the_schema_says(void **state)
{
    (void)state;
    assert_gecko(
        "{\"meta\":{\"interval\":1,\"sampleUnits\":{\"threadCPUDelta\":\"ns\"}},\"threads\":[{"
        "\"samples\":{\"data\":[[9,[1,{}],3],[8,null,2,1,1]],"
        "\"schema\":{\"threadCPUDelta\":0,\"other\":1,\"stack\":2}},"
        "\"stackTable\":{\"schema\":{\"frame\":0,\"prefix\":1},\"data\":[[0],[1,0],[2,1],[2]]}"
        "," FRAMES "," STRINGS "}]}",
        "g 1\nf (a.js:5);g 1\n", 0);
}

static void processes_and_threads_are_frames_when_there_are_several(void **state)
{
    (void)state;
    assert_gecko(PROFILE(THREAD("\"name\":\"A\",\"tid\":4,", "[1,0]") "," THREAD("\"name\":\"B\",",
                                                                                 "[1,0]")),
                 "A (tid 4);f (a.js:5) 2\nB;f (a.js:5) 2\n", 0);
    assert_gecko("{\"meta\":{\"interval\":1},\"threads\":[" THREAD(
                     "\"pid\":\"7\",", "[1,0]") "],\"processes\":[{\"processes\":[],\"threads\":"
                                                "[" THREAD("\"processType\":\"tab\",\"pid\":8,",
                                                           "[1,0]") "]}]}",
                 "pid 7;f (a.js:5) 1\ntab (pid 8);f (a.js:5) 1\n", 0);
}

static void addresses_are_looked_up_in_the_process(void **state)
{
    (void)state;
    assert_gecko(
        "{\"meta\":{\"interval\":1},\"libs\":[{\"start\":8192,\"end\":9000,\"name\":\"late\"},"
        "{\"name\":\"lib\",\"end\":8192,\"start\":4096}],\"threads\":[" THREAD(
            "", "[3,0]") "],\"processes\":[{\"threads\":[" THREAD("", "[3,0]") "]}]}",
        ";f (a.js:5);lib`[lib+0x10] 1\n;f (a.js:5);0x1010 1\n", 0);
}

static void the_old_tools_wrap_it_and_write_threads_as_text(void **state)
{
    (void)state;
    assert_gecko("{\"label\":1,\"profile\":" PROFILE(THREAD("", "[2,0]")) ",\"duration\":5}",
                 "f (a.js:5);g 2\n", 0);
    assert_gecko(
        PROFILE("\"{\\\"samples\\\":{\\\"schema\\\":{\\\"stack\\\":0},\\\"data\\\":[[0]]},"
                "\\\"stackTable\\\":{\\\"schema\\\":{\\\"prefix\\\":0,\\\"frame\\\":1},"
                "\\\"data\\\":[[null,0]]},\\\"frameTable\\\":{\\\"schema\\\":{\\\"location\\\":0},"
                "\\\"data\\\":[[0]]},\\\"stringTable\\\":[\\\"h\\\"]}\""),
        "h 2\n", 0);
}

static void parts_of_threads_are_left_out(void **state)
{
    (void)state;
    assert_gecko(PROFILE("{\"name\":\"x\"}," THREAD("", "[1,0]")), ";f (a.js:5) 2\n", 2);
}

/* The times of a process count from its own start; a sample lasts until the next unless that is late. */
static void runs_have_the_time_of_the_first_process(void **state)
{
    (void)state;
    const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(
        &rn_format_gecko,
        "{\"meta\":{\"interval\":2,\"startTime\":1000},\"threads\":[" THREAD(
            "\"name\":\"A\",\"tid\":1,",
            "[1,10],[1,11.5],[2,13],[2,30]") "],\"processes\":["
                                             "{\"meta\":{\"startTime\":1100},\"threads\":[" THREAD(
                                                 "\"name\":\"A\",\"tid\":2,",
                                                 "[1,10],[1,9]") "]}]}",
        &options, &report);
    assert_non_null(p);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "ms");
    assert_int_equal(p->track_count, 2);
    assert_string_equal(rn_profile_string(p, p->tracks[1]).data, "A 2");
    assert_int_equal(p->run_count, 5);
    const double want[][2] = {{10, 3}, {13, 2}, {30, 2}, {109, 2}, {110, 2}};
    for (size_t i = 0; i < 5; i++)
        assert_true(p->runs[i].start == want[i][0] && p->runs[i].duration == want[i][1]);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void assert_location(const char *text, const char *name, const char *file, uint32_t line)
{
    rn_function_key key = rn_gecko_location(rn_bytes_of(text));
    assert_true(rn_bytes_equal(key.name, rn_bytes_of(name)));
    assert_true(rn_bytes_equal(key.file, rn_bytes_of(file)));
    assert_int_equal(key.line, line);
}

static void locations_have_places(void **state)
{
    (void)state;
    assert_location("f (a.js:3:14)", "f", "a.js", 3);
    assert_location("f (a.js:3)", "f", "a.js", 3);
    assert_location("a/< (resource://a.js -> resource://b.js:7:1)[12]", "a/<",
                    "resource://a.js -> resource://b.js", 7);
    assert_location(" (a.js:3:14)", "(anonymous)", "a.js", 3);
    assert_location("file:///a.js[3]", "file:///a.js", "file:///a.js", 0);
    assert_location("XRE (around it)", "XRE (around it)", "", 0);
    assert_location("f (a.js:x)", "f (a.js:x)", "", 0);
    assert_location("items[3", "items[3", "", 0);
    assert_location("[3]", "[3]", "", 0);
    assert_location("", "", "", 0);
}

static void scripts_have_modules(void **state)
{
    (void)state;
    rn_function_key key = rn_gecko_location(rn_bytes_of("f (https://demo.example/a/b.js:3:14)[2]"));
    assert_true(rn_bytes_equal(key.module, RN_LITERAL("demo.example")));
    key = rn_gecko_location(rn_bytes_of("f (file:///a.js:3:14)"));
    assert_int_equal(key.module.size, 0);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_gecko.sniff(rn_bytes_of(text), whole);
}

static void bids_by_its_structure(void **state)
{
    (void)state;
    assert_int_equal(bid_of(PROFILE(THREAD("", "")), true), 95);
    assert_int_equal(bid_of("{\"profile\":" PROFILE(THREAD("", "")), false), 95);
    assert_int_equal(bid_of("{\"libs\":[{\"start\":1,\"breakpadId\":\"A\"}", false), 80);
    assert_int_equal(bid_of("{\"libs\":[{\"start\":1,\"breakpadId\":\"A\"}]}", true), 0);
    assert_int_equal(
        bid_of("{\"meta\":{\"version\":9,\"interval\":1,\"processType\":0},\"threads\":[]}", true),
        80);
    assert_int_equal(bid_of("{\"meta\":{\"preprocessedProfileVersion\":1,\"version\":9,"
                            "\"interval\":1,\"processType\":0},\"threads\":[]}",
                            true),
                     0);
    assert_int_equal(bid_of("{\"label\":null,\"duration\":5,\"markers\":[", false), 60);
    assert_int_equal(bid_of("{\"threads\":[{\"samples\":{}}]}", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_weigh_an_interval),
        cmocka_unit_test(columns_are_where_the_schema_says),
        cmocka_unit_test(processes_and_threads_are_frames_when_there_are_several),
        cmocka_unit_test(addresses_are_looked_up_in_the_process),
        cmocka_unit_test(the_old_tools_wrap_it_and_write_threads_as_text),
        cmocka_unit_test(parts_of_threads_are_left_out),
        cmocka_unit_test(runs_have_the_time_of_the_first_process),
        cmocka_unit_test(locations_have_places),
        cmocka_unit_test(scripts_have_modules),
        cmocka_unit_test(bids_by_its_structure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* pyinstrument: trees with times from entry to exit, sessions of samples, its own frames. */
#include "read_text.h"

#define NODE(name, time, more)                                                                     \
    "{\"function\":\"" name "\",\"line_no\":3,\"time\":" time ",\"children\":[" more "]}"
#define TREE(root) "{\"duration\":1,\"root_frame\":" root "}"
#define SESSION(records) "{\"frame_records\":[" records "],\"duration\":1}"
#define MAIN "\"main\\u0000/a.py\\u00003\""

static void assert_pyinstrument(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_pyinstrument, text, want, warnings);
}

static void times_hold_those_of_children(void **state)
{
    (void)state;
    assert_pyinstrument(
        TREE(NODE("main", "10", NODE("f", "4", NODE("f", "4", "")) "," NODE("g", "1", ""))),
        "main 5\nmain;f;f 4\nmain;g 1\n", 0);
    assert_pyinstrument(TREE(NODE("main", "3e-6", NODE("f", "2e-6", "") "," NODE("g", "2e-6", ""))),
                        "main;f 2e-06\nmain;g 2e-06\n", 0);
    assert_pyinstrument(TREE(NODE("main", "1", NODE("f", "2", "") "," NODE("g", "-1", ""))),
                        "main;f 2\n", 3);
}

static void own_frames_are_no_functions(void **state)
{
    (void)state;
    assert_pyinstrument(
        TREE(NODE("main", "10", NODE("[self]", "4", "") "," NODE("[await]", "6", ""))),
        "main 4\nmain;[await] 6\n", 0);
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_pyinstrument,
                              TREE(NODE("main", "1", NODE("[await]", "1", ""))), &report);
    assert_non_null(p);
    assert_int_equal(p->functions[0].line, 3);
    assert_int_equal(p->functions[1].flags, RN_FLAG_SYNTHETIC);
    assert_int_equal(p->functions[1].line, 0);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void keys_come_in_any_order(void **state)
{
    (void)state;
    assert_pyinstrument(
        TREE("{\"children\":[{\"time\":1,\"function\":\"g\",\"file_path\":\"/b.py\","
             "\"file_path_short\":\"b.py\"}],\"class_name\":\"C\",\"file_path_short\":\"a.py\","
             "\"file_path\":\"/a.py\",\"function\":\"f\",\"line_no\":7,\"time\":3}"),
        "C.f (/a.py:7) 2\nC.f (/a.py:7);g (/b.py) 1\n", 0);
    assert_pyinstrument(TREE("{\"function\":\"f\",\"file_path\":null,\"file_path_short\":\"a.py\","
                             "\"time\":3,\"children\":null}"),
                        "f (a.py) 3\n", 0);
}

static void sessions_are_samples(void **state)
{
    (void)state;
    assert_pyinstrument(
        SESSION("[[" MAIN ",\"f\\u0000/a.py\\u00009\\u0001cC\\u0001l12\\u0001h1\"],2],"
                "[[" MAIN ",\"[self]\"],1],[[\"[out-of-context]\"],4],[[],8],[[" MAIN "],0.5]"),
        "main (/a.py:3) 1.5\nmain (/a.py:3);C.f (/a.py:12) 2\n[out-of-context] 4\n", 0);
    assert_pyinstrument(SESSION("[[\"\"],1],[[\"f\\u0000\\u00007x\\u0001\\u0001lx\"],2]"),
                        " 1\nf 2\n", 0);
}

static void sessions_have_an_order(void **state)
{
    (void)state;
    const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p =
        read_text_with(&rn_format_pyinstrument,
                       SESSION("[[\"a\"],1],[[\"b\"],2],[[],4],[[\"a\"],1]"), &options, &report);
    assert_non_null(p);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "s");
    assert_int_equal(p->run_count, 3);
    assert_true(p->runs[1].start == 1 && p->runs[1].duration == 2);
    assert_true(p->runs[2].start == 7 && p->runs[2].duration == 1);
    assert_metric(p, 0, "time", "s");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static int bid_of(const char *text)
{
    return rn_format_pyinstrument.sniff(rn_bytes_of(text), true);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of(TREE("{}")), 90);
    assert_int_equal(bid_of(SESSION("")), 90);
    assert_int_equal(bid_of("{\"x\":{\"root_frame\":1}}"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_hold_those_of_children),
        cmocka_unit_test(own_frames_are_no_functions),
        cmocka_unit_test(keys_come_in_any_order),
        cmocka_unit_test(sessions_are_samples),
        cmocka_unit_test(sessions_have_an_order),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

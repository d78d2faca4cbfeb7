/* Papyrus profiles: stacks side by side, queued functions, what begins before the log. */
#include "read_text.h"

#define HEAD "Script_demo log opened (PC)\n"

static void assert_papyrus(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_papyrus, text, want, warnings);
}

static void stacks_run_side_by_side(void **state)
{
    (void)state;
    assert_papyrus(HEAD "500:PUSH:1:1:Quest (5):a..f\n"
                        "510:PUSH:1:2:None:a..g\n"
                        "511:PUSH:2:1:None:a..g\n"
                        "515:POP:1:2:None:a..g\n"
                        "520:POP:1:1:Quest (5):a..f\n"
                        "531:POP:2:1:None:a..g\n"
                        "Log closed\n",
                   "a..f 15\na..f;a..g 5\na..g 20\n", 0);
}

static void queued_functions_wait(void **state)
{
    (void)state;
    assert_papyrus(HEAD "500:PUSH:1:1:None:a..f\n"
                        "510:QUEUE_PUSH:1:2:None:N:a.??.g\n"
                        "512:PUSH:2:1:None:a..h\n"
                        "513:PUSH:1:2:None:N:a..g\n"
                        "520:POP:1:2:None:N:a..g\n"
                        "521:POP:1:1:None:a..f\n"
                        "521:POP:2:1:None:a..h\n",
                   "a..f 11\na..h 9\na..f;QUEUE N:a..g 3\na..f;QUEUE N:a..g;N:a..g 7\n", 0);
    assert_papyrus(HEAD "500:PUSH:1:1:None:a..f\n"
                        "510:QUEUE_PUSH:1:2:None:a.??.g\n"
                        "512:QUEUE_POP:1:2:None:a.??.g\n"
                        "513:PUSH:1:2:None:a..g\n"
                        "514:QUEUE_PUSH:1:2:None:a.??.other\n"
                        "515:PUSH:1:3:None:a..h\n"
                        "521:POP:1:3:None:a..h\n",
                   "a..f 13\na..f;a..g 2\na..f;a..g;a..h 6\n", 0);
}

static void rows_of_a_millisecond_may_be_swapped(void **state)
{
    (void)state;
    assert_papyrus(HEAD "500:PUSH:1:1:None:a..f\n"
                        "510:QUEUE_PUSH:1:2:None:a.??.g\n"
                        "510:PUSH:1:2:None:a..g\n"
                        "520:PUSH:1:2:None:a..h\n"
                        "520:POP:1:2:None:a..g\n"
                        "526:POP:1:2:None:a..h\n"
                        "527:POP:1:1:None:a..f\n",
                   "a..f 11\na..f;QUEUE a..g;a..g 10\na..f;a..h 6\n", 0);
}

static void logs_begin_and_end_anywhere(void **state)
{
    (void)state;
    assert_papyrus(HEAD "500:START:0:0\n"
                        "510:POP:1:2:None:a..g\n"
                        "515:POP:1:1:None:a..f\n"
                        "516:PUSH:1:1:None:a..f\n"
                        "518:PUSH:1:2:None:a..g\n"
                        "525:STOP\n",
                   "a..g 10\na..f 7\na..f;a..g 7\n", 0);
}

static void broken_rows_are_counted(void **state)
{
    (void)state;
    assert_papyrus(HEAD "500:PUSH:1:1:None:a..f\n"
                        "503:POP:1:1:None:a..g\n"
                        "nothing\n"
                        "504:PUSH:x:1:None:a..g\n"
                        "504:PUSH:1:1:None\n"
                        "504:JUMP:1:1:None:a..g\n"
                        "503:POP:1:1:None:a..f\n",
                   "a..f 4\n", 7);
}

static void calls_are_counted(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_papyrus,
                              HEAD "500:PUSH:1:1:None:a..f\n502:POP:1:1:None:a..f\n"
                                   "502:PUSH:7:1:None:a..f\n502:POP:7:1:None:a..f\n",
                              &report);
    assert_metric(p, 0, "time", "ms");
    assert_int_equal(p->function_count, 1);
    assert_true(p->calls[0] == 2);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void each_stack_has_a_track(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_papyrus,
                                   HEAD "500:PUSH:7:1:None:a..f\n501:PUSH:8:1:None:a..f\n"
                                        "502:POP:7:1:None:a..f\n505:POP:8:1:None:a..f\n",
                                   &options, &report);
    assert_int_equal(p->track_count, 2);
    assert_string_equal(rn_profile_string(p, p->tracks[1]).data, "stack 8");
    assert_int_equal(p->run_count, 2);
    assert_true(p->runs[0].start == 500 && p->runs[0].duration == 2);
    assert_true(p->runs[1].start == 501 && p->runs[1].duration == 4);
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_run_side_by_side),
        cmocka_unit_test(queued_functions_wait),
        cmocka_unit_test(rows_of_a_millisecond_may_be_swapped),
        cmocka_unit_test(logs_begin_and_end_anywhere),
        cmocka_unit_test(broken_rows_are_counted),
        cmocka_unit_test(calls_are_counted),
        cmocka_unit_test(each_stack_has_a_track),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

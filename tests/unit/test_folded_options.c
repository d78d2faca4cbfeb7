/* Folded stacks: what a user may ask for, and the texts that readers number. */
#include "read_text.h"

#include "read/lexicon.h"

static rn_profile *read_asked(const char *text, render_read_options options)
{
    rn_report report = {0};
    rn_profile *profile = read_text_with(&rn_format_folded, text, &options, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, 0);
    rn_report_finish(&report);
    return profile;
}

static void assert_asked(const char *text, render_read_options options, const char *want)
{
    rn_profile *p = read_asked(text, options);
    assert_stacks(p, 0, want);
    rn_profile_free(p);
}

static void numbers_have_the_unit_that_is_told(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {NULL, "samples", "samples"},
        {"us", "time", "us"},
        {"milliseconds", "time", "milliseconds"},
        {"bytes", "memory", "bytes"},
        {"calls", "calls", "calls"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_profile *p = read_asked("a;b 3\n", (render_read_options){.count_name = cases[i][0]});
        assert_metric(p, 0, cases[i][1], cases[i][2]);
        rn_profile_free(p);
    }
    rn_profile *p = read_asked("a;b 3 4\n", (render_read_options){.count_name = "ms"});
    assert_metric(p, 0, "after", "ms");
    assert_metric(p, 1, "before", "ms");
    rn_profile_free(p);
}

static void lines_may_be_in_order(void **state)
{
    (void)state;
    render_read_options options = {.keep_order = true, .line_order = true, .count_name = "ms"};
    rn_profile *p = read_asked("a;b 3\na 2\na;b 1\na;b 4.5\n", options);
    assert_int_equal(p->run_count, 3);
    static const double times[3][2] = {{0, 3}, {3, 2}, {5, 5.5}};
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(p->runs[i].start == times[i][0]);
        assert_true(p->runs[i].duration == times[i][1]);
    }
    assert_int_equal(p->runs[0].stack, p->runs[2].stack);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "ms");
    rn_profile_free(p);
    p = read_asked("a;b 3\n", (render_read_options){.keep_order = true});
    assert_int_equal(p->run_count, 0);
    rn_profile_free(p);
}

static void first_frames_may_be_commands(void **state)
{
    (void)state;
    static const char text[] = "java-41/42;main;java-41/42 3\njava-41/42;main 1\n";
    rn_profile *p = read_asked(text, (render_read_options){.command_first = true});
    assert_stacks(p, 0, "java-41/42;main 1\njava-41/42;main;java-41/42 3\n");
    assert_int_equal(p->function_count, 3);
    uint32_t root = p->frames[p->stacks[1].frame].function;
    assert_int_equal(p->functions[root].kind, RN_PROCESS);
    rn_profile_free(p);
    p = read_asked(text, (render_read_options){0});
    assert_int_equal(p->function_count, 2);
    rn_profile_free(p);
}

static void frames_tell_labels(void **state)
{
    (void)state;
    static const char py_spy[] =
        "process 41:\"python a;b.py\";thread (0x7f12): worker;main (a.py:1) 1\n"
        "process 41:\"python a;b.py\";process 42:\"sh -c x\";thread (7123);main (a.py:1) 2\n"
        "main (a.py:1) 4\n";
    assert_asked(py_spy, (render_read_options){.tag_focus = "pid=41"},
                 "process 41:\"python a:b.py\";thread (0x7f12): worker;main (a.py:1) 1\n");
    assert_asked(py_spy,
                 (render_read_options){.tag_focus = "process=sh,python", .tag_roots = "pid,thread"},
                 "pid:41;thread:worker;process 41:\"python a:b.py\";thread (0x7f12): worker;"
                 "main (a.py:1) 1\n"
                 "pid:42;process 41:\"python a:b.py\";process 42:\"sh -c x\";thread (7123);"
                 "main (a.py:1) 2\n");
    assert_asked(py_spy, (render_read_options){.tag_ignore = "pid:", .tag_leaves = "tid"},
                 "main (a.py:1) 4\n");
    assert_asked("tid:7;a.py:main:3 5\ntid:8;a.py:main:3 6\n",
                 (render_read_options){.tag_focus = "tid=8:"}, "tid:8;main (a.py:3) 6\n");
}

static void commands_tell_labels(void **state)
{
    (void)state;
    static const char text[] = "java-41/42;main 1\njava-41;main 2\na-b-7/x;main 4\n-9;main 8\n";
    render_read_options options = {.command_first = true};
    options.tag_focus = "pid=41";
    assert_asked(text, options, "java-41/42;main 1\njava-41;main 2\n");
    options.tag_focus = "tid=42";
    assert_asked(text, options, "java-41/42;main 1\n");
    options.tag_focus = "process=^java$";
    assert_asked(text, options, "java-41/42;main 1\njava-41;main 2\n");
    options.tag_focus = "process=/x,-9";
    assert_asked(text, options, "a-b-7/x;main 4\n-9;main 8\n");
    options.command_first = false;
    options.tag_focus = NULL;
    options.tag_roots = "process";
    assert_asked("java-41;main 2\n", options, "java-41;main 2\n");
}

static void descriptors_of_java_are_one_frame(void **state)
{
    (void)state;
    assert_asked("Ljava/lang/Object;::wait;main 1\nLjava/lang/Object;main 2\n",
                 (render_read_options){0},
                 "Ljava/lang/Object:::wait;main 1\nLjava/lang/Object;main 2\n");
    assert_asked("main;::global 1\nmain;f 2\n", (render_read_options){0},
                 "main;::global 1\nmain;f 2\n");
}

static void only_some_flags_are_marked(void **state)
{
    (void)state;
    static const struct {
        unsigned marks;
        const char *want;
    } cases[] = {
        {0, "a_[k];b_[j];c_[i];d_[w] 1\n"},
        {RENDER_MARK_KERNEL, "a_[k];b;c;d 1\n"},
        {RENDER_MARK_JIT | RENDER_MARK_INLINED, "a;b_[j];c_[i];d 1\n"},
    };
    rn_profile *p = read_asked("a_[k];b_[j];c_[i];d_[w] 1\n", (render_read_options){0});
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_report report = {0};
        rn_buffer out = {0};
        render_draw_options options;
        render_draw_options_init(&options);
        options.marks = cases[i].marks;
        rn_write_folded(p, 0, &options, (render_sink){put_bytes, &out}, &report);
        rn_put_char(&out, '\0');
        assert_string_equal(out.data, cases[i].want);
        rn_buffer_finish(&out);
        rn_report_finish(&report);
    }
    rn_profile_free(p);
}

static void words_number_texts(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    rn_lexicon words = {0};
    char text[16];
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < COUNT; i++) {
            snprintf(text, sizeof text, "%.*u", (int)(i % 9), (unsigned)i);
            rn_bytes bytes = rn_bytes_of(i ? text : "");
            assert_int_equal(rn_lexicon_put(&words, bytes, rn_lexicon_hash(&words, bytes)), i);
            assert_true(rn_bytes_equal(rn_lexicon_text(&words, i), bytes));
        }
    }
    assert_int_equal(words.count, COUNT);
    rn_lexicon_finish(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_the_unit_that_is_told),
        cmocka_unit_test(lines_may_be_in_order),
        cmocka_unit_test(first_frames_may_be_commands),
        cmocka_unit_test(frames_tell_labels),
        cmocka_unit_test(commands_tell_labels),
        cmocka_unit_test(descriptors_of_java_are_one_frame),
        cmocka_unit_test(only_some_flags_are_marked),
        cmocka_unit_test(words_number_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

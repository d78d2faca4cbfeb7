/* Folded stacks: what lines and frames mean, and that writing them keeps it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "read/formats.h"
#include "read/frame_text.h"
#include "write/writers.h"

/* ---- help ------------------------------------------------------------------------------------- */

static rn_profile *read_text(rn_bytes text, rn_report *report)
{
    render_limits limits;
    rn_profile *profile = NULL;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, report);
    if (rn_format_folded.read(text, builder, report))
        rn_builder_free(builder);
    else
        assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

static bool put_bytes(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return true;
}

/* The profile as the writer of folded stacks puts it, NUL-terminated. */
static char *write_text(const rn_profile *profile, uint32_t metric)
{
    rn_report report = {0};
    rn_buffer out = {0};
    render_draw_options options;
    render_draw_options_init(&options);
    assert_int_equal(
        rn_write_folded(profile, metric, &options, (render_sink){put_bytes, &out}, &report),
        RENDER_OK);
    rn_put_char(&out, '\0');
    rn_report_finish(&report);
    return out.data;
}

/* Reads `text` and compares what is written again, and the number of warnings. */
static void assert_written(rn_bytes text, const char *want, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text(text, &report);
    assert_non_null(profile);
    assert_int_equal(report.warning_count, warnings);
    char *got = write_text(profile, 0);
    assert_string_equal(got, want);
    free(got);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

static void assert_kept(const char *text)
{
    assert_written(rn_bytes_of(text), text, 0);
}

/* ---- lines ------------------------------------------------------------------------------------ */

static void equal_stacks_add_up(void **state)
{
    (void)state;
    assert_written(RN_LITERAL("a;b 1\na;c 2\na;b 3\na 4\n"), "a 4\na;b 4\na;c 2\n", 0);
    assert_written(RN_LITERAL("a;b;c 1\na;b 1\na;bc 1\na;b;c;d 1\na;b;c 1"),
                   "a;b 1\na;b;c 2\na;bc 1\na;b;c;d 1\n", 0);
}

static void takes_every_line_end(void **state)
{
    (void)state;
    assert_written(RN_LITERAL("a;b 1\r\n\r\na;c 2"), "a;b 1\na;c 2\n", 0);
    assert_written(RN_LITERAL("a;b 1\ra;c 2\r"), "a;b 1\na;c 2\n", 0);
    assert_written(RN_LITERAL("\n\n  \na;b \t 1  \n"), "a;b 1\n", 0);
}

static void takes_every_number(void **state)
{
    (void)state;
    assert_written(RN_LITERAL("a 1.5\nb 2.\nc 1e3\nd +4\ne .5\nf 12345678901234567\n"),
                   "a 1.5\nb 2\nc 1000\nd 4\ne 0.5\nf 12345678901234568\n", 0);
    assert_kept("foo 12 3\nbar 4\n");
}

static void skips_and_counts_what_is_no_stack(void **state)
{
    (void)state;
    assert_written(RN_LITERAL("# note\n#\na 1\n#<Class> 2\n"), "a 1\n#<Class> 2\n", 0);
    assert_written(RN_LITERAL("a 1\nno number\nb -1\nc 1e999\nd nan\n5\n"), "a 1\n", 6);
}

static void is_strict_when_asked(void **state)
{
    (void)state;
    rn_report report = {.strict = true};
    assert_null(read_text(RN_LITERAL("a 1\nb -1\n"), &report));
    assert_int_equal(report.error.status, RENDER_ERROR_MALFORMED);
    assert_int_equal(report.error.line, 2);
    assert_int_equal(report.error.offset, 4);
    assert_string_equal(report.error.message, "a negative number");
    rn_report_finish(&report);
}

static void refuses_what_holds_nothing(void **state)
{
    (void)state;
    static const char *const empty[] = {"", "\n", "# a 1\n", "a;b\n", "a 0\nb 0\n", "a -1\n"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        rn_report report = {0};
        assert_null(read_text(rn_bytes_of(empty[i]), &report));
        assert_int_equal(report.error.status, RENDER_ERROR_EMPTY);
        rn_report_finish(&report);
    }
}

static void two_numbers_are_a_comparison(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(RN_LITERAL("a;b 1 2\na;c 3 0\n"), &report);
    assert_int_equal(p->metric_count, 2);
    assert_true(p->metrics[rn_profile_metric(p, "after")].total == 2);
    assert_true(p->metrics[rn_profile_metric(p, "before")].total == 4);
    assert_int_equal(rn_profile_metric(p, "after"), 0);
    char *after = write_text(p, 0), *before = write_text(p, 1);
    assert_string_equal(after, "a;b 2\n");
    assert_string_equal(before, "a;b 1\na;c 3\n");
    free(after);
    free(before);
    rn_profile_free(p);
    rn_report_finish(&report);
    assert_kept("a;b 1 2\na;c 3\na;d 4\n");
}

/* ---- frames ----------------------------------------------------------------------------------- */

static void assert_frame(const char *text, const char *name, const char *module, const char *file,
                         uint32_t line, rn_kind kind, unsigned flags)
{
    rn_frame_text got = rn_frame_text_parse(rn_bytes_of(text));
    bool same = rn_bytes_equal(got.function.name, rn_bytes_of(name)) &&
                rn_bytes_equal(got.function.module, rn_bytes_of(module)) &&
                rn_bytes_equal(got.function.file, rn_bytes_of(file)) && got.line == line &&
                got.function.line == 0 && got.function.kind == kind && got.function.flags == flags;
    if (!same)
        fail_msg("%s: name '%.*s', module '%.*s', file '%.*s', line %u, kind %u, flags %u", text,
                 (int)got.function.name.size, got.function.name.data, (int)got.function.module.size,
                 got.function.module.data, (int)got.function.file.size, got.function.file.data,
                 got.line, got.function.kind, got.function.flags);
}

static void assert_name(const char *text)
{
    assert_frame(text, text, "", "", 0, RN_FUNCTION, 0);
}

static void reads_places(void **state)
{
    (void)state;
    assert_frame("f (a/b.py:12)", "f", "", "a/b.py", 12, RN_FUNCTION, 0);
    assert_frame("f (my dir/b.py:12)", "f", "", "my dir/b.py", 12, RN_FUNCTION, 0);
    assert_frame("f (C:\\b.py:12)", "f", "", "C:\\b.py", 12, RN_FUNCTION, 0);
    assert_frame("<module> (<string>:1)", "<module>", "", "<string>", 1, RN_FUNCTION, 0);
    assert_frame("f (pool.py)", "f", "", "pool.py", 0, RN_FUNCTION, 0);
    assert_frame("f (libc.so.6)", "f", "libc.so.6", "", 0, RN_FUNCTION, 0);
    assert_frame("f (python3.11)", "f", "python3.11", "", 0, RN_FUNCTION, 0);
    assert_frame("[unknown] (/usr/bin/dd)", "[unknown]", "/usr/bin/dd", "", 0, RN_FUNCTION, 0);
    assert_frame("f ([vdso])", "f", "[vdso]", "", 0, RN_FUNCTION, 0);
    assert_frame("f (a.py:99999999999)", "f", "", "a.py", 0, RN_FUNCTION, 0);
}

static void reads_modules_and_flags(void **state)
{
    (void)state;
    assert_frame("libc.so.6`read", "read", "libc.so.6", "", 0, RN_FUNCTION, 0);
    assert_frame("read_[k]", "read", "", "", 0, RN_FUNCTION, RN_FLAG_KERNEL);
    assert_frame("f_[j]_[i]", "f", "", "", 0, RN_FUNCTION, RN_FLAG_JIT | RN_FLAG_INLINED);
    assert_frame("f_[w]", "f", "", "", 0, RN_FUNCTION, RN_FLAG_WAKER);
    assert_frame("f_[0]", "f", "", "", 0, RN_FUNCTION, RN_FLAG_INTERPRETED);
    assert_frame("f_[1]", "f", "", "", 0, RN_FUNCTION, RN_FLAG_COMPILED);
    assert_frame("m`f (a.c:3)_[k]", "f", "m", "a.c", 3, RN_FUNCTION, RN_FLAG_KERNEL);
}

static void reads_pseudo_frames(void **state)
{
    (void)state;
    assert_frame("-", "-", "", "", 0, RN_SEPARATOR, 0);
    assert_frame("--", "--", "", "", 0, RN_SEPARATOR, 0);
    assert_frame("process 7:\"a b\"", "process 7:\"a b\"", "", "", 0, RN_PROCESS, 0);
    assert_frame("thread (0x7f): main", "thread (0x7f): main", "", "", 0, RN_THREAD, 0);
    assert_frame("thread (12)", "thread (12)", "", "", 0, RN_THREAD, 0);
}

static void leaves_other_names_whole(void **state)
{
    (void)state;
    static const char *const names[] = {
        "operator() (int)",
        "f(int, char)",
        "f (int*)",
        "(anonymous namespace)::f",
        "block (2 levels) in each",
        "std::vector<int, std::allocator<int> >::at(unsigned long)",
        "process x",
        "process 7",
        "threads",
        "_[k]",
        "f_[x]",
        "`f",
        "m`",
        "(a.py:3)",
        "f ()",
        "io/netty/Channel:.read",
        "f:12",
        "---",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_name(names[i]);
    assert_name("");
}

static void joins_what_belongs_together(void **state)
{
    (void)state;
    assert_written(RN_LITERAL("a;<[u8; 8] as T>::f;b 1\n"), "a;<[u8: 8] as T>::f;b 1\n", 0);
    assert_written(RN_LITERAL("a;[[T; 2]; 3];b 1\n"), "a;[[T: 2]: 3];b 1\n", 0);
    assert_kept("a [x; y;b 1\n");
    assert_written(RN_LITERAL("process 7:\"a;b; c\";f 1\n"), "process 7:\"a:b: c\";f 1\n", 0);
    assert_kept("process 7:\"a;b 1\n");
}

/* What a line shares with the one before must not change where its frames end. */
static void neighbours_do_not_change_a_line(void **state)
{
    (void)state;
    static const char *const stacks[] = {"a [x;y;b",
                                         "a [x; y;b",
                                         "a [x; y];b",
                                         "a [x",
                                         "process 7:\"a;b",
                                         "process 7:\"a",
                                         "process 7:\"a;b\";c",
                                         "process 7:\"a;b\";d",
                                         "a [x; [y; z];b]",
                                         "a [x; y",
                                         "a;;b",
                                         "a;",
                                         "a"};
    size_t count = sizeof stacks / sizeof stacks[0];
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            char text[256];
            rn_report report = {0};
            snprintf(text, sizeof text, "%s 1\n", stacks[j]);
            rn_profile *alone = read_text(rn_bytes_of(text), &report);
            snprintf(text, sizeof text, "%s 2\n%s 1\n", stacks[i], stacks[j]);
            rn_profile *after = read_text(rn_bytes_of(text), &report);
            char *want = write_text(alone, 0), *got = write_text(after, 0);
            if (i != j && !strstr(got, want))
                fail_msg("after '%s': %s instead of %s", stacks[i], got, want);
            free(want);
            free(got);
            rn_profile_free(alone);
            rn_profile_free(after);
            rn_report_finish(&report);
        }
}

static void a_function_at_two_lines_is_one(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(RN_LITERAL("f (a.py:1);g (a.py:9) 1\nf (a.py:2) 1\n"), &report);
    assert_int_equal(p->function_count, 2);
    assert_int_equal(p->frame_count, 3);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void reads_the_form_of_pythons_sampler(void **state)
{
    (void)state;
    assert_written(RN_LITERAL("tid:7;a.py:f:3;C:\\b.py:<lambda>:4;<GC> 2\n"),
                   "tid:7;f (a.py:3);<lambda> (C:\\b.py:4);<GC> 2\n", 0);
    assert_kept("main;a.py:f:3 2\n");
}

static void keeps_what_it_can(void **state)
{
    (void)state;
    assert_kept("main (a.py:1);libc.so.6`read_[k];f_[i]_[j];a;;b 1.25\n;x 1\n-;-- 2\n");
    assert_written(RN_LITERAL("main;f (libx.so) 1\n"), "main;libx.so`f 1\n", 0);
}

/* ---- size ------------------------------------------------------------------------------------- */

static void takes_deep_and_wide_stacks(void **state)
{
    (void)state;
    enum { DEPTH = 200000 };
    rn_buffer text = {0};
    for (int i = 0; i < DEPTH; i++) {
        rn_put_text(&text, i ? ";f" : "f");
        rn_put_uint(&text, (uint64_t)i % 100000);
    }
    rn_put_text(&text, " 3\n");
    rn_report report = {0};
    rn_profile *p = read_text(rn_buffer_bytes(&text), &report);
    assert_int_equal(p->function_count, 100000);
    assert_int_equal(p->stack_count, DEPTH + 1);
    char *got = write_text(p, 0);
    assert_memory_equal(got, text.data, text.size);
    free(got);
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&text);
}

/* Lines are read several at a time, and so many frames are at hand then. */
static void takes_several_deep_stacks(void **state)
{
    (void)state;
    enum { DEPTH = 850000, LINES = 3 };
    rn_buffer text = {0};
    for (int line = 0; line < LINES; line++) {
        for (int i = 0; i < DEPTH; i++) {
            rn_put_char(&text, (char)('a' + line));
            rn_put_char(&text, i + 1 < DEPTH ? ';' : ' ');
        }
        rn_put_text(&text, "1\n");
    }
    rn_report report = {0};
    rn_profile *p = read_text(rn_buffer_bytes(&text), &report);
    assert_int_equal(p->function_count, LINES);
    assert_int_equal(p->stack_count, LINES * DEPTH + 1);
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&text);
}

/* Looked through once for each frame, these lines would take minutes. */
static void takes_lines_that_never_close(void **state)
{
    (void)state;
    enum { PARTS = 300000 };
    static const char *const parts[] = {"; ]", "process 7:\"a;"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        rn_buffer text = {0};
        rn_report report = {0};
        for (int k = 0; k < PARTS; k++)
            rn_put_char(&text, '[');
        rn_put_char(&text, ';');
        for (int k = 0; k < PARTS; k++)
            rn_put_text(&text, parts[i]);
        rn_put_text(&text, "x 1\n");
        rn_profile *p = read_text(rn_buffer_bytes(&text), &report);
        assert_non_null(p);
        rn_profile_free(p);
        rn_report_finish(&report);
        rn_buffer_finish(&text);
    }
}

static bool take_nothing(void *user, const void *data, size_t size)
{
    (void)user;
    (void)data;
    (void)size;
    return false;
}

static void refuses_to_write_the_square_of_a_depth(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    rn_report report = {0};
    render_limits limits;
    render_draw_options options;
    rn_profile *p;
    rn_limits_init(&limits);
    render_draw_options_init(&options);
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    uint32_t metric = rn_builder_metric(b, RN_LITERAL("n"), RN_LITERAL(""));
    rn_function_key key = {.name = RN_LITERAL("f")};
    uint32_t frame = rn_builder_frame(b, rn_builder_function(b, &key), 0), stack = 0;
    for (int i = 0; i < DEPTH; i++) {
        stack = rn_builder_push(b, stack, frame);
        rn_builder_add_self(b, stack, metric, 1);
    }
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    assert_int_equal(rn_write_folded(p, 0, &options, (render_sink){take_nothing, NULL}, &report),
                     RENDER_ERROR_LIMIT);
    assert_non_null(strstr(report.error.message, "4 GiB"));
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_stacks_add_up),
        cmocka_unit_test(takes_every_line_end),
        cmocka_unit_test(takes_every_number),
        cmocka_unit_test(skips_and_counts_what_is_no_stack),
        cmocka_unit_test(is_strict_when_asked),
        cmocka_unit_test(refuses_what_holds_nothing),
        cmocka_unit_test(two_numbers_are_a_comparison),
        cmocka_unit_test(reads_places),
        cmocka_unit_test(reads_modules_and_flags),
        cmocka_unit_test(reads_pseudo_frames),
        cmocka_unit_test(leaves_other_names_whole),
        cmocka_unit_test(joins_what_belongs_together),
        cmocka_unit_test(neighbours_do_not_change_a_line),
        cmocka_unit_test(a_function_at_two_lines_is_one),
        cmocka_unit_test(reads_the_form_of_pythons_sampler),
        cmocka_unit_test(keeps_what_it_can),
        cmocka_unit_test(takes_deep_and_wide_stacks),
        cmocka_unit_test(takes_several_deep_stacks),
        cmocka_unit_test(takes_lines_that_never_close),
        cmocka_unit_test(refuses_to_write_the_square_of_a_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

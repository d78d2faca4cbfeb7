/* Words, numbers and symbols in lines of text, and stacks that come a frame a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/words.h"
#include "read/backtrace.h"
#include "read/signed_metric.h"
#include "read/symbol.h"
#include "read_text.h"

static void assert_slice(rn_bytes got, const char *want)
{
    if (!rn_bytes_equal(got, rn_bytes_of(want)))
        fail_msg("'%.*s' is not '%s'", (int)got.size, got.data, want);
}

static void words_are_cut_from_both_ends(void **state)
{
    (void)state;
    rn_bytes text = RN_LITERAL(" \ta  bc\td ");
    assert_slice(rn_trim(text), "a  bc\td");
    assert_slice(rn_cut_last_word(&text), "d");
    assert_slice(text, "a  bc");
    assert_slice(rn_cut_first_word(&text), "a");
    assert_slice(rn_cut_first_word(&text), "bc");
    assert_slice(rn_cut_first_word(&text), "");
    assert_slice(rn_cut_last_word(&text), "");
    assert_slice(rn_trim(RN_LITERAL("  ")), "");
}

static void numbers_fill_the_slice(void **state)
{
    (void)state;
    double value;
    uint64_t address;
    assert_true(rn_parse_whole(RN_LITERAL("-12"), &value) && value == -12);
    assert_true(rn_parse_whole(RN_LITERAL("9007199254740993"), &value));
    static const char *const not_whole[] = {"", "-", "1.5", "1e3", "+1", "1 ", "0x1"};
    for (size_t i = 0; i < sizeof not_whole / sizeof *not_whole; i++)
        if (rn_parse_whole(rn_bytes_of(not_whole[i]), &value))
            fail_msg("'%s' is a whole number", not_whole[i]);
    char digits[400];
    memset(digits, '9', sizeof digits);
    assert_false(rn_parse_whole((rn_bytes){digits, sizeof digits}, &value));
    assert_true(rn_parse_address(RN_LITERAL("0xffffFFFF00000001"), &address));
    assert_true(address == UINT64_C(0xffffffff00000001));
    assert_false(rn_parse_address(RN_LITERAL("0x"), &address));
    assert_false(rn_parse_address(RN_LITERAL("0x10000000000000000"), &address));
    assert_false(rn_parse_address(RN_LITERAL("12"), &address));
    assert_false(rn_parse_address(RN_LITERAL("0xg"), &address));
}

static void symbols_are_pulled_apart(void **state)
{
    (void)state;
    rn_bytes text = RN_LITERAL("/lib/a b (deleted)(f(int (*)()) const+0x1)"), inside;
    assert_true(rn_symbol_cut_parentheses(&text, &inside));
    assert_slice(text, "/lib/a b (deleted)");
    assert_slice(inside, "f(int (*)()) const+0x1");
    assert_slice(rn_symbol_cut_offset(inside), "f(int (*)()) const");
    assert_slice(rn_symbol_cut_offset(RN_LITERAL("f+0x")), "f+0x");
    assert_slice(rn_symbol_cut_offset(RN_LITERAL("+0x1")), "");
    assert_slice(rn_symbol_cut_offset(RN_LITERAL("0x1")), "0x1");
    text = RN_LITERAL("a) b)");
    assert_false(rn_symbol_cut_parentheses(&text, &inside));
    assert_slice(rn_symbol_base_name(RN_LITERAL("/a/b")), "b");
    assert_slice(rn_symbol_base_name(RN_LITERAL("b")), "b");
    assert_slice(rn_symbol_base_name(RN_LITERAL("a/")), "");
}

static void assert_address(const char *module, uint64_t address, const char *want)
{
    rn_buffer out = {0};
    rn_symbol_put_address(&out, rn_bytes_of(module), address);
    assert_slice(rn_buffer_bytes(&out), want);
    rn_buffer_finish(&out);
}

static void addresses_have_no_zeros_before_them(void **state)
{
    (void)state;
    assert_address("", 0, "0x0");
    assert_address("", 0x1f, "0x1f");
    assert_address("a", 0x123456789, "[a+0x123456789]");
    assert_address("[vdso]", 0x6ac, "[vdso+0x6ac]");
    assert_address("a", UINT64_MAX, "[a+0xffffffffffffffff]");
}

/* ---- backtraces ------------------------------------------------------------------------------- */

/* 'a>b' is two frames; marked ones are the kernel's. */
static void make(void *user, rn_bytes text, bool marked)
{
    rn_backtrace *t = user;
    for (size_t at = 0; at < text.size; at += 2) {
        rn_function_key key = {.name = rn_bytes_slice(text, at, at + 1),
                               .flags = marked ? RN_FLAG_KERNEL : 0};
        rn_backtrace_make(t,
                          rn_builder_frame(t->builder, rn_builder_function(t->builder, &key), 0));
    }
}

static rn_profile *make_stacks(uint32_t depth_limit, void add(rn_backtrace *), rn_report *report)
{
    render_limits limits;
    rn_backtrace trace;
    rn_profile *profile;
    rn_limits_init(&limits);
    limits.stack_depth = depth_limit;
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, report);
    rn_builder_metric(builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
    rn_backtrace_init(&trace, builder, report, make, &trace);
    add(&trace);
    rn_backtrace_finish(&trace);
    assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    assert_null(rn_profile_check(profile));
    return profile;
}

static void take(rn_backtrace *t, const char *frames)
{
    for (; *frames; frames += strcspn(frames, " ") + (frames[strcspn(frames, " ")] == ' '))
        rn_backtrace_add(t, (rn_bytes){frames, strcspn(frames, " ")}, false);
    rn_builder_add_self(t->builder, rn_backtrace_take(t), 0, 1);
}

static void add_some(rn_backtrace *t)
{
    take(t, "c b>x a");
    take(t, "d b>x a");
    take(t, "a");
    rn_backtrace_add(t, RN_LITERAL("k"), false);
    rn_backtrace_mark(t);
    rn_backtrace_add_root(t, RN_LITERAL("sh"), RN_PROCESS);
    take(t, "a");
    take(t, "");
    rn_backtrace_add_root(t, RN_LITERAL("7"), RN_THREAD);
    rn_backtrace_add(t, RN_LITERAL("z"), false);
    rn_backtrace_drop(t);
    take(t, "k a");
}

static void backtraces_become_stacks(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = make_stacks(100, add_some, &report);
    assert_stacks(p, 0, "a 1\na;b;x;c 1\na;b;x;d 1\nsh;a;k_[k] 1\n[no stack] 1\na;k 1\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void add_deep(rn_backtrace *t)
{
    for (int i = 0; i < 1000; i++)
        rn_backtrace_add(t, i < 990 ? RN_LITERAL("x") : RN_LITERAL("y"), false);
    take(t, "");
}

static void deep_backtraces_keep_their_roots(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = make_stacks(3, add_deep, &report);
    assert_stacks(p, 0, "y;y;y;(truncated) 1\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* ---- values below 0 --------------------------------------------------------------------------- */

static void add_differences(rn_backtrace *t)
{
    rn_signed_metric m = rn_signed_metric_of(t->builder, RN_LITERAL("memory"), RN_LITERAL("bytes"));
    rn_backtrace_add(t, RN_LITERAL("a"), false);
    uint32_t stack = rn_backtrace_take(t);
    rn_signed_metric_add(&m, stack, 5);
    rn_signed_metric_add(&m, stack, -2);
    rn_signed_metric_add(&m, stack, -1);
    rn_signed_metric_add(&m, stack, 0);
}

static void what_shrinks_is_a_metric_of_its_own(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = make_stacks(3, add_differences, &report);
    assert_int_equal(p->metric_count, 3);
    assert_metric(p, 1, "memory", "bytes");
    assert_stacks(p, 1, "a 5\n");
    assert_metric(p, 2, "memory (negative)", "bytes");
    assert_stacks(p, 2, "a 3\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut_from_both_ends),
        cmocka_unit_test(numbers_fill_the_slice),
        cmocka_unit_test(symbols_are_pulled_apart),
        cmocka_unit_test(addresses_have_no_zeros_before_them),
        cmocka_unit_test(backtraces_become_stacks),
        cmocka_unit_test(deep_backtraces_keep_their_roots),
        cmocka_unit_test(what_shrinks_is_a_metric_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

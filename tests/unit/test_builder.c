/* Building profiles, and what rn_profile_check refuses. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "profile/builder.h"

static uint32_t function(rn_builder *b, const char *name, uint32_t line)
{
    rn_function_key key = {.name = rn_bytes_of(name), .line = line};
    return rn_builder_function(b, &key);
}

static render_limits default_limits(void)
{
    render_limits limits;
    rn_limits_init(&limits);
    return limits;
}

static void equal_keys_are_one_function(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    assert_int_equal(function(b, "f", 1), 0);
    assert_int_equal(function(b, "f", 2), 1);
    assert_int_equal(function(b, "f", 1), 0);
    rn_function_key key = {.name = RN_LITERAL("f"), .line = 1, .flags = RN_FLAG_KERNEL};
    assert_int_equal(rn_builder_function(b, &key), 2);
    rn_builder_free(b);
}

static void stacks_share_their_prefix(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    uint32_t m = rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("samples"));
    uint32_t f = rn_builder_frame(b, function(b, "f", 0), 0);
    uint32_t g = rn_builder_frame(b, function(b, "g", 0), 0);
    uint32_t top = rn_builder_push(b, 0, f);
    uint32_t left = rn_builder_push(b, top, g);
    assert_int_equal(rn_builder_push(b, rn_builder_push(b, 0, f), g), left);
    rn_builder_add_self(b, left, m, 2);
    rn_builder_add_self(b, left, m, 3);
    rn_builder_add_self(b, top, m, 1);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    assert_null(rn_profile_check(p));
    assert_int_equal(p->stack_count, 3);
    assert_true(rn_stack_self(p, 0, left) == 5);
    assert_true(p->metrics[0].total == 6);
    p->stacks[1].parent = 2;
    assert_non_null(rn_profile_check(p));
    rn_profile_free(p);
}

static void deep_stacks_end_in_a_visible_frame(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    limits.stack_depth = 3;
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    uint32_t m = rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("samples"));
    uint32_t f = rn_builder_frame(b, function(b, "f", 0), 0);
    uint32_t stack = 0;
    for (int i = 0; i < 100; i++)
        stack = rn_builder_push(b, stack, f);
    rn_builder_add_self(b, stack, m, 1);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    assert_int_equal(p->stack_count, 5);
    assert_string_equal(rn_function_name(p, p->frames[p->stacks[stack].frame].function).data,
                        "(truncated)");
    assert_int_equal(report.warning_count, 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void unknown_values_stay_unknown(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_ARCS, &limits, &report);
    uint32_t m = rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    uint32_t f = function(b, "f", 0), g = function(b, "g", 0);
    uint32_t arc = rn_builder_arc(b, f, g);
    assert_int_equal(rn_builder_arc(b, f, g), arc);
    rn_builder_add_cost(b, f, m, 1, 4);
    rn_builder_add_cost(b, g, m, 3, NAN);
    rn_builder_add_arc_calls(b, arc, 2, NAN);
    rn_builder_add_calls(b, g, 2, 2);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    assert_null(rn_profile_check(p));
    assert_true(isnan(p->function_total[0][g]));
    assert_true(isnan(p->arc_total[0][arc]));
    assert_true(isnan(p->arc_primitive_calls[arc]));
    assert_true(p->arc_calls[arc] == 2);
    assert_true(isnan(p->calls[f]) && p->calls[g] == 2);
    assert_true(p->metrics[0].total == 4);
    rn_profile_free(p);
}

static void limits_stop_the_build(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    limits.functions = 2;
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    function(b, "a", 0);
    function(b, "b", 0);
    assert_int_equal(rn_builder_status(b), RENDER_OK);
    function(b, "c", 0);
    assert_int_equal(rn_builder_status(b), RENDER_ERROR_LIMIT);
    assert_int_equal(rn_builder_push(b, 0, rn_builder_frame(b, 0, 0)), 0);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_ERROR_LIMIT);
    assert_null(p);
    rn_report_finish(&report);
}

static void an_empty_profile_is_an_error(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    assert_int_equal(rn_builder_finish(b, &p), RENDER_ERROR_EMPTY);
    rn_report_finish(&report);
}

static void names_are_repaired_and_cut(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    limits.name_bytes = 5;
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    rn_builder_metric(b, RN_LITERAL("x"), RN_LITERAL("x"));
    function(b, "a\tb", 0);
    function(b, "1234\xc3\xa4", 0);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    assert_string_equal(rn_function_name(p, 0).data, "a\\tb");
    assert_string_equal(rn_function_name(p, 1).data, "1234");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void ways_are_followed_as_far_as_they_go(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    uint32_t frames[40], stacks[3][4];
    for (uint32_t i = 0; i < 40; i++)
        frames[i] = rn_builder_frame(b, function(b, "f", i), 0);
    uint32_t parent = 0;
    for (uint32_t i = 0; i < 40; i++) {
        uint32_t child = rn_builder_push(b, parent, frames[i]);
        for (uint32_t sibling = 0; sibling < 20; sibling++)
            rn_builder_push(b, parent, frames[(i + sibling) % 40]);
        parent = i < 3 ? child : parent;
    }
    uint32_t second = rn_builder_push(b, 0, frames[5]);
    const uint32_t sideways[] = {frames[5], frames[6]};
    rn_way ways[] = {
        {.frames = frames, .count = 3, .stacks = stacks[0]},
        {.frames = sideways, .count = 2, .stacks = stacks[1]},
        {.frames = frames, .count = 0, .stacks = stacks[2]},
    };
    rn_builder_follow(b, ways, 3);
    assert_int_equal(ways[0].done, 3);
    assert_int_equal(ways[0].stack, parent);
    assert_int_equal(stacks[0][2], parent);
    assert_int_equal(rn_builder_profile(b)->stacks[parent].parent, stacks[0][1]);
    assert_int_equal(ways[1].done, 1);
    assert_int_equal(ways[1].stack, second);
    assert_int_equal(ways[2].done, 0);
    assert_int_equal(ways[2].stack, 0);
    rn_builder_free(b);
}

static void another_metric_may_come_first(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_profile *p;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    uint32_t stack = rn_builder_push(b, 0, rn_builder_frame(b, function(b, "f", 0), 0));
    for (uint32_t m = 0; m < 3; m++) {
        const char name[] = {(char)('a' + m), '\0'};
        rn_builder_metric(b, rn_bytes_of(name), RN_LITERAL("n"));
        rn_builder_add_self(b, stack, m, m + 1);
    }
    rn_builder_set_total(b, 2, 9);
    rn_builder_put_first(b, 2);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    static const char *const names[] = {"c", "a", "b"};
    static const double self[] = {3, 1, 2}, totals[] = {9, 1, 2};
    for (uint32_t m = 0; m < 3; m++) {
        assert_string_equal(rn_profile_string(p, p->metrics[m].name).data, names[m]);
        assert_true(rn_stack_self(p, m, stack) == self[m] && p->metrics[m].total == totals[m]);
    }
    rn_profile_free(p);
}

static void a_cleared_builder_is_new(void **state)
{
    (void)state;
    render_limits limits = default_limits();
    rn_report report = {0};
    rn_profile *p;
    limits.functions = 1;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    function(b, "f", 0);
    function(b, "g", 0);
    assert_int_equal(rn_builder_status(b), RENDER_ERROR_LIMIT);
    assert_true(rn_builder_clear(b));
    assert_int_equal(rn_builder_status(b), RENDER_OK);
    rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("samples"));
    assert_int_equal(function(b, "g", 0), 0);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    assert_int_equal(p->function_count, 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* The same stacks, whether frames are pushed one by one or together, whatever limit they meet. */
static void frames_pushed_together_make_the_same(void **state)
{
    (void)state;
    for (uint32_t limit = 1; limit < 40; limit++) {
        render_limits limits = default_limits();
        rn_report report = {0};
        limits.stack_depth = limit % 2 ? limit / 2 : 100;
        limits.stacks = limit % 2 ? 1000 : limit;
        rn_builder *one = rn_builder_new(RN_STACKS, &limits, &report);
        rn_builder *all = rn_builder_new(RN_STACKS, &limits, &report);
        for (uint32_t i = 0; i < 8; i++) {
            uint32_t frames[12], stack = 0;
            for (uint32_t k = 0; k < 12; k++) {
                const char name[] = {(char)('a' + (k < i ? 0 : i + k)), 0};
                frames[k] = rn_builder_frame(all, function(all, name, 0), 0);
                rn_builder_frame(one, function(one, name, 0), 0);
            }
            for (uint32_t k = 0; k < 12; k++)
                stack = rn_builder_push(one, stack, frames[k]);
            assert_int_equal(rn_builder_push_all(all, 0, frames, 12), stack);
        }
        assert_int_equal(rn_builder_status(all), rn_builder_status(one));
        const rn_profile *p = rn_builder_profile(one), *q = rn_builder_profile(all);
        assert_int_equal(q->stack_count, p->stack_count);
        assert_memory_equal(q->stacks, p->stacks, p->stack_count * sizeof *p->stacks);
        rn_builder_free(one);
        rn_builder_free(all);
        rn_report_finish(&report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_keys_are_one_function),
        cmocka_unit_test(stacks_share_their_prefix),
        cmocka_unit_test(deep_stacks_end_in_a_visible_frame),
        cmocka_unit_test(unknown_values_stay_unknown),
        cmocka_unit_test(limits_stop_the_build),
        cmocka_unit_test(an_empty_profile_is_an_error),
        cmocka_unit_test(names_are_repaired_and_cut),
        cmocka_unit_test(ways_are_followed_as_far_as_they_go),
        cmocka_unit_test(another_metric_may_come_first),
        cmocka_unit_test(a_cleared_builder_is_new),
        cmocka_unit_test(frames_pushed_together_make_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

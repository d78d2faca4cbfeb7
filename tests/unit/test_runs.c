/* What ran when: kept only on request, joined, sorted, and carried through profdraw's JSON. */
#include "read_text.h"

static rn_profile *build(bool keep_order, rn_report *report)
{
    render_limits limits;
    render_read_options options = {.keep_order = keep_order};
    rn_profile *p;
    rn_limits_init(&limits);
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, report);
    rn_builder_set_options(b, &options);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("ms"));
    rn_builder_set_time_unit(b, RN_LITERAL("ms"));
    uint32_t frame =
        rn_builder_frame(b, rn_builder_function(b, &(rn_function_key){.name = {"f", 1}}), 0);
    uint32_t stack = rn_builder_push(b, 0, frame), deep = rn_builder_push(b, stack, frame);
    uint32_t one = rn_builder_track(b, RN_LITERAL("one")),
             two = rn_builder_track(b, RN_LITERAL("two"));
    rn_builder_add_self(b, stack, 0, 9);
    rn_builder_add_run(b, two, stack, 7, 1);
    rn_builder_add_run(b, one, stack, 5, 1);
    rn_builder_add_run(b, two, deep, 1, 2);
    rn_builder_add_run(b, one, stack, 6, 2);
    rn_builder_add_run(b, one, deep, 8, 0);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    return p;
}

static void assert_runs(const rn_profile *p)
{
    static const rn_run want[] = {{0, 1, 5, 3}, {1, 2, 1, 2}, {1, 1, 7, 1}};
    assert_int_equal(p->run_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(p->runs[i].track, want[i].track);
        assert_int_equal(p->runs[i].stack, want[i].stack);
        assert_true(p->runs[i].start == want[i].start && p->runs[i].duration == want[i].duration);
    }
    assert_int_equal(p->track_count, 2);
    assert_string_equal(rn_profile_string(p, p->tracks[1]).data, "two");
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "ms");
    assert_null(rn_profile_check(p));
}

static void are_joined_and_sorted(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = build(true, &report);
    assert_runs(p);
    rn_profile_free(p);
    p = build(false, &report);
    assert_null(p->runs);
    assert_int_equal(p->track_count, 0);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void come_back_from_json(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_buffer out = {0};
    render_read_options options = {.keep_order = true};
    rn_profile *p = build(true, &report);
    rn_writer_find("json")->write(p, 0, NULL, (render_sink){put_bytes, &out}, &report);
    rn_profile_free(p);
    rn_put_char(&out, '\0');
    p = read_text_with(&rn_format_json, out.data, &options, &report);
    assert_non_null(p);
    assert_runs(p);
    rn_profile_free(p);
    p = read_text(&rn_format_json, out.data, &report);
    assert_null(p->runs);
    rn_profile_free(p);
    rn_buffer_finish(&out);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(are_joined_and_sorted),
        cmocka_unit_test(come_back_from_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

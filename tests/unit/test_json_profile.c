/* profdraw's own JSON: reading it back gives the same profile, and mistakes are named with their
 * line. */
#include "each_sample.h"

#include <math.h>

#include "write/writers.h"

static rn_profile *read_json(rn_bytes text, rn_report *report)
{
    render_limits limits;
    rn_profile *profile = NULL;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, report);
    if (rn_format_json.read(text, builder, report))
        rn_builder_free(builder);
    else
        rn_builder_finish(builder, &profile);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

static bool put_bytes(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return true;
}

static rn_buffer write_json(const rn_profile *profile)
{
    rn_report report = {0};
    rn_buffer out = {0};
    assert_int_equal(rn_write_json(profile, 0, NULL, (render_sink){put_bytes, &out}, &report),
                     RENDER_OK);
    rn_report_finish(&report);
    return out;
}

/* Writes, reads and writes again: both writings are the same bytes. */
static void assert_round_trip(const rn_profile *profile)
{
    rn_report report = {0};
    rn_buffer first = write_json(profile);
    rn_profile *back = read_json(rn_buffer_bytes(&first), &report);
    if (!back)
        fail_msg("%s", report.error.message);
    rn_buffer second = write_json(back);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    rn_buffer_finish(&first);
    rn_buffer_finish(&second);
    rn_profile_free(back);
    rn_report_finish(&report);
}

static void check_comes_back(const rn_format *format, const char *path, rn_bytes input)
{
    render_limits limits;
    rn_report report = {0};
    rn_profile *profile;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(format->shape, &limits, &report);
    if (format->read(input, builder, &report))
        fail_msg("%s: %s", path, report.error.message);
    assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    assert_round_trip(profile);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

static void samples_of_all_formats_come_back(void **state)
{
    (void)state;
    each_sample(check_comes_back);
}

static void writes_stacks_with_once_per_stack_totals(void **state)
{
    (void)state;
    static const char want[] =
        "{\"format\":\"profdraw-profile\",\"version\":1,\"exact\":true,\n"
        "\"metrics\":[{\"name\":\"samples\",\"unit\":\"samples\"}],\n"
        "\"total\":[6],\n"
        "\"functions\":[\n"
        "{\"name\":\"f\",\"module\":null,\"file\":\"a.py\",\"line\":null,\"calls\":null,"
        "\"primitive_calls\":null,\"self\":[4],\"total\":[6]},\n"
        "{\"name\":\"\\\"g\\\\\",\"module\":null,\"file\":null,\"line\":null,\"flags\":[\"kernel\"]"
        ","
        "\"calls\":null,\"primitive_calls\":null,\"self\":[2],\"total\":[5]}],\n"
        "\"arcs\":[\n"
        "{\"caller\":0,\"callee\":1,\"calls\":null,\"total\":[5]},\n"
        "{\"caller\":1,\"callee\":0,\"calls\":null,\"total\":[3]}],\n"
        "\"frames\":[\n[0,1],\n[1,null],\n[0,2]],\n"
        "\"stacks\":[\n[null,null],\n[0,0,1],\n[1,1,2],\n[2,2,3]]}\n";
    render_limits limits;
    rn_report report = {0};
    rn_profile *profile;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, &report);
    rn_format_folded.read(RN_LITERAL("f (a.py:1);\"g\\_[k] 2\n"
                                     "f (a.py:1);\"g\\_[k];f (a.py:2) 3\nf (a.py:1) 1\n"),
                          builder, &report);
    assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    rn_buffer got = write_json(profile);
    rn_put_char(&got, '\0');
    assert_string_equal(got.data, want);
    assert_round_trip(profile);
    rn_buffer_finish(&got);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

static void keeps_what_is_unknown_apart_from_zero(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_json(
        RN_LITERAL("{\"arcs\":[{\"callee\":1,\"caller\":0,\"total\":[null,0],\"calls\":3}],"
                   "\"functions\":[{\"name\":\"f\",\"self\":[1,null],\"total\":null},"
                   "{\"name\":\"g\",\"calls\":3}],\"roots\":[1],\"total\":[5,null],"
                   "\"metrics\":[{\"name\":\"t\",\"unit\":\"s\"},{\"name\":\"u\",\"unit\":null}],"
                   "\"version\":1,\"format\":\"profdraw-profile\"}"),
        &report);
    assert_non_null(p);
    assert_int_equal(p->shape, RN_ARCS);
    assert_true(p->metrics[0].total == 5 && p->metrics[1].total == 0);
    assert_true(p->function_self[0][0] == 1 && isnan(p->function_self[1][0]));
    assert_true(isnan(p->function_total[0][0]) && isnan(p->function_self[0][1]));
    assert_true(isnan(p->calls[0]) && p->calls[1] == 3);
    assert_true(isnan(p->arc_total[0][0]) && p->arc_total[1][0] == 0 && p->arc_calls[0] == 3);
    assert_int_equal(p->root_count, 1);
    assert_int_equal(p->roots[0], 1);
    assert_round_trip(p);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void arcs_are_folded_as_their_estimate(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_buffer out = {0};
    render_draw_options options;
    rn_profile *p = read_json(
        RN_LITERAL(
            "{\"format\":\"profdraw-profile\",\"version\":1,"
            "\"metrics\":[{\"name\":\"time\",\"unit\":\"s\"}],\"total\":[3.5],\"functions\":["
            "{\"name\":\"main\",\"file\":\"a;b.py\",\"line\":1,\"self\":[0.5],\"total\":[3.5]},"
            "{\"name\":\"f\",\"module\":\"m\",\"self\":[1.25],\"total\":[1.25]},"
            "{\"name\":\"g\",\"self\":[1.75],\"total\":[1.75]}],\"arcs\":["
            "{\"caller\":0,\"callee\":1,\"calls\":1,\"total\":[1.25]},"
            "{\"caller\":1,\"callee\":1,\"calls\":4,\"total\":[1]},"
            "{\"caller\":0,\"callee\":2,\"calls\":2,\"total\":[1.75]}]}"),
        &report);
    assert_non_null(p);
    render_draw_options_init(&options);
    assert_int_equal(rn_write_folded(p, 0, &options, (render_sink){put_bytes, &out}, &report),
                     RENDER_OK);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, "main (a:b.py:1) 0.5\n"
                                  "main (a:b.py:1);m`f 1.25\n"
                                  "main (a:b.py:1);g 1.75\n");
    rn_buffer_finish(&out);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void check_third_stack(const char *stack, const char *message)
{
    rn_report report = {0};
    char text[512];
    snprintf(text, sizeof text,
             "{\"format\":\"profdraw-profile\",\"version\":1,\n"
             "\"metrics\":[{\"name\":\"t\",\"unit\":\"s\"}],\"total\":[1],\n"
             "\"functions\":[{\"name\":\"f\"}],\n\"frames\":[[0,1]],\n"
             "\"stacks\":[[null,null],\n[0,0,1],\n%s]}",
             stack);
    assert_null(read_json(rn_bytes_of(text), &report));
    assert_int_equal(report.error.status, RENDER_ERROR_MALFORMED);
    assert_int_equal(report.error.line, 7);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

static void says_which_line_is_wrong(void **state)
{
    (void)state;
    check_third_stack("[3,0,1]", "expected the number of an earlier stack, found 3");
    check_third_stack("[1,0,1,1]", "expected one value for each metric, found 1");
    check_third_stack("[1,0,-1]",
                      "expected a number from 0 on within the range of a double, found -1");
}

static bool refuse(void *user, const void *data, size_t size)
{
    (void)user;
    (void)data;
    (void)size;
    return false;
}

static void a_full_sink_is_an_error(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_json(
        RN_LITERAL("{\"format\":\"profdraw-profile\",\"version\":1,\"metrics\":[{\"name\":\"t\"}],"
                   "\"total\":[1],\"functions\":[{\"name\":\"f\"}]}"),
        &report);
    assert_non_null(p);
    assert_int_equal(rn_write_json(p, 0, NULL, (render_sink){refuse, NULL}, &report),
                     RENDER_ERROR_IO);
    assert_string_equal(report.error.message, "cannot be written");
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_of_all_formats_come_back),
        cmocka_unit_test(writes_stacks_with_once_per_stack_totals),
        cmocka_unit_test(keeps_what_is_unknown_apart_from_zero),
        cmocka_unit_test(arcs_are_folded_as_their_estimate),
        cmocka_unit_test(says_which_line_is_wrong),
        cmocka_unit_test(a_full_sink_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

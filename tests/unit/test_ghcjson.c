/* GHC's profile as JSON: keys in any order, deep trees. */
#include "read_text.h"

#define CENTRES                                                                                    \
    "\"cost_centres\":[{\"id\":1,\"label\":\"MAIN\",\"module\":\"MAIN\",\"src_loc\":\"<built-in>"  \
    "\"},"                                                                                         \
    "{\"id\":2,\"label\":\"f.\\\\\",\"module\":\"A\",\"src_loc\":\"A.hs:(20,1)-(25,19)\"}]"

static void assert_ghcjson(const char *text, const char *want)
{
    assert_read(&rn_format_ghcjson, text, want, 0);
}

static void keys_come_in_any_order(void **state)
{
    (void)state;
    assert_ghcjson("{\"tick_interval\":500," CENTRES
                   ",\"profile\":{\"id\":1,\"ticks\":2,\"alloc\":9,"
                   "\"entries\":0,\"children\":[{\"id\":2,\"ticks\":3,\"children\":[]},"
                   "{\"id\":2,\"ticks\":5}]}}",
                   "MAIN.MAIN 1\nMAIN.MAIN;A.f.\\ (A.hs:20) 4\n");
    assert_ghcjson(
        "{\"profile\":{\"children\":[{\"children\":[{\"id\":1,\"ticks\":1}],\"x\":[{\"id\":7}],"
        "\"ticks\":3,\"id\":2}],\"ticks\":2,\"id\":1}," CENTRES "}",
        "MAIN.MAIN 2\nMAIN.MAIN;A.f.\\ (A.hs:20) 3\nMAIN.MAIN;A.f.\\ (A.hs:20);MAIN.MAIN 1\n");
}

static void bytes_and_calls_are_read(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_ghcjson,
                              "{" CENTRES ",\"profile\":{\"id\":1,\"alloc\":  9,\"children\":["
                              "{\"id\":2,\"alloc\":1,\"entries\":4},{\"id\":2,\"entries\":3}]}}",
                              &report);
    assert_metric(p, 0, "time", "ms");
    assert_metric(p, 1, "bytes", "bytes");
    assert_stacks(p, 1, "MAIN.MAIN 9\nMAIN.MAIN;A.f.\\ (A.hs:20) 1\n");
    assert_true(p->calls[0] != p->calls[0] && p->calls[1] == 7);
    assert_int_equal(p->functions[1].line, 20);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static render_status read_deep(int depth)
{
    rn_buffer text = {0};
    rn_report report = {0};
    rn_put_text(&text, "{" CENTRES ",\"profile\":");
    for (int i = 0; i < depth; i++)
        rn_put_text(&text, "{\"id\":2,\"ticks\":1,\"children\":[");
    for (int i = 0; i < depth; i++)
        rn_put_text(&text, "]}");
    rn_put_text(&text, "}");
    rn_put_char(&text, '\0');
    rn_profile *p = read_text(&rn_format_ghcjson, text.data, &report);
    render_status status = report.error.status;
    if (p)
        assert_int_equal(p->stack_count, depth + 1);
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&text);
    return status;
}

static void trees_may_be_deep(void **state)
{
    (void)state;
    assert_int_equal(read_deep(100000), RENDER_OK);
    assert_int_equal(read_deep(200000), RENDER_ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_come_in_any_order),
        cmocka_unit_test(bytes_and_calls_are_read),
        cmocka_unit_test(trees_may_be_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Which functions of two versions of a program are the same, and what a comparison holds. */
#include "read_text.h"

#include <math.h>

#include "analyze/prune.h"
#include "profile/compare.h"
#include "profile/merge.h"
#include "profile/same.h"

static const char calls_before[] =
    "events: Ir\n"
    "ob=/old/lib/libz.so.1.2.3\nfl=/old/src/z.c\nfn=inflate\n10 100\n"
    "ob=\nfl=a.c\nfn=run\n3 20\n"
    "fl=b.c\nfn=run\n5 30\n"
    "fl=gone.c\nfn=gone\n1 5\n";
static const char calls_after[] = "events: Ir\n"
                                  "fl=b.c\nfn=run\n9 33\n"
                                  "fl=a.c\nfn=run\n3 22\n"
                                  "ob=/new/libz.so.1.3\nfl=/new/src/z.c\nfn=inflate\n12 150\n"
                                  "ob=\nfl=fresh.c\nfn=fresh\n1 7\n";

static rn_profile *read_calls(const char *text, rn_report *report)
{
    rn_profile *p = read_text(&rn_format_callgrind, text, report);
    if (!p)
        fail_msg("%s", report->error.message);
    return p;
}

static uint32_t find(const rn_profile *p, const char *name, const char *file)
{
    for (uint32_t f = 0; f < p->function_count; f++)
        if (rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(name)) &&
            rn_bytes_end(rn_profile_string(p, p->functions[f].file), rn_bytes_of(file)))
            return f;
    fail_msg("no %s in %s", name, file);
    return RN_NONE;
}

static void functions_are_found_again(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *before = read_calls(calls_before, &report),
               *after = read_calls(calls_after, &report);
    uint32_t match[4];
    assert_int_equal(before->function_count, 4);
    assert_true(rn_same_functions(match, after, before));
    assert_int_equal(match[find(before, "run", "a.c")], find(after, "run", "a.c"));
    assert_int_equal(match[find(before, "run", "b.c")], find(after, "run", "b.c"));
    assert_int_equal(match[find(before, "inflate", "z.c")], find(after, "inflate", "z.c"));
    assert_int_equal(match[find(before, "gone", "gone.c")], RN_NONE);
    rn_profile_free(before);
    rn_profile_free(after);
    rn_report_finish(&report);
}

static rn_profile *make(const uint32_t *lines, size_t count, rn_report *report)
{
    render_limits limits;
    rn_profile *p;
    rn_limits_init(&limits);
    rn_builder *b = rn_builder_new(RN_ARCS, &limits, report);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    for (size_t i = 0; i < count; i++)
        rn_builder_add_cost(
            b,
            rn_builder_function(b, &(rn_function_key){.name = RN_LITERAL("<lambda>"),
                                                      .file = RN_LITERAL("m.py"),
                                                      .line = lines[i]}),
            0, 1, 1);
    assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
    return p;
}

static void alike_functions_are_paired_by_line(void **state)
{
    (void)state;
    static const uint32_t old_lines[] = {30, 10, 20}, new_lines[] = {40, 21, 10, 50};
    rn_report report = {0};
    rn_profile *before = make(old_lines, 3, &report), *after = make(new_lines, 4, &report);
    uint32_t match[3];
    assert_true(rn_same_functions(match, after, before));
    assert_int_equal(match[1], 2); /* 10 is 10 */
    assert_int_equal(match[2], 1); /* then 20 is 21 */
    assert_int_equal(match[0], 0); /* and 30 is 40 */
    rn_profile_free(before);
    rn_profile_free(after);
    rn_report_finish(&report);
}

static void both_sides_are_there(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *before = read_calls(calls_before, &report),
               *after = read_calls(calls_after, &report);
    rn_profile *both;
    assert_int_equal(rn_compare(&both, after, before, &report), RENDER_OK);
    assert_null(rn_profile_check(both));
    assert_int_equal(both->function_count, 5);
    assert_int_equal(both->metric_count, 2);
    assert_int_equal(both->metrics[0].base, 1);
    assert_int_equal(both->metrics[1].base, RN_NONE);
    assert_metric(both, 1, "Ir (base)", "Ir");
    assert_true(both->metrics[0].total == 212 && both->metrics[1].total == 155);
    uint32_t inflate = find(both, "inflate", "z.c"), gone = find(both, "gone", "gone.c");
    assert_true(both->function_self[0][inflate] == 150 && both->function_self[1][inflate] == 100);
    assert_true(both->function_self[0][gone] == 0 && both->function_self[1][gone] == 5);
    assert_true(both->function_total[0][gone] == 0);
    rn_profile_free(before);
    rn_profile_free(after);
    rn_profile_free(both);
    rn_report_finish(&report);
}

static const char arcs_before[] = "events: Ir\n"
                                  "fn=main\n1 10\ncfn=lex\ncalls=3 1\n2 30\n"
                                  "cfn=free\ncalls=2 1\n3 4\n"
                                  "fn=lex\n1 30\nfn=free\n1 4\n";
static const char arcs_after[] = "events: Ir\n"
                                 "fn=main\n1 10\ncfn=lex\ncalls=5 1\n2 50\n"
                                 "cfn=emit\ncalls=7 1\n3 8\n"
                                 "fn=lex\n1 50\nfn=emit\n1 8\n";

/* "12 -> 34" of the arc into a function that is drawn. */
static void assert_calls(const rn_selection *s, const rn_profile *p, const char *callee,
                         double before, double now)
{
    for (uint32_t a = 0; a < s->arc_count; a++) {
        if (!rn_bytes_equal(rn_function_name(p, s->arcs[a].callee), rn_bytes_of(callee)))
            continue;
        assert_true(s->arcs[a].base_calls == before);
        assert_true(isnan(now) ? isnan(s->arcs[a].calls) : s->arcs[a].calls == now);
        return;
    }
    fail_msg("no arc to %s", callee);
}

static void assert_all_calls(const rn_profile *both, double times, rn_report *report)
{
    rn_graph *graph;
    rn_base_costs base;
    rn_selection s;
    rn_prune_options options = {0};
    assert_null(rn_profile_check(both));
    assert_int_equal(rn_graph_new(&graph, both, 0, report), RENDER_OK);
    assert_int_equal(rn_base_costs_init(&base, graph, report), RENDER_OK);
    assert_int_equal(rn_prune(&s, graph, &base, &options, report), RENDER_OK);
    assert_int_equal(s.arc_count, 3);
    assert_calls(&s, both, "lex", 3 * times, 5 * times);
    assert_calls(&s, both, "emit", 0, 7 * times);
    assert_calls(&s, both, "free", 2 * times, NAN);
    rn_selection_finish(&s);
    rn_base_costs_finish(&base);
    rn_graph_free(graph);
}

static void calls_of_arcs_are_known_before_and_after(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *before = read_calls(arcs_before, &report), *after = read_calls(arcs_after, &report);
    rn_profile *both, *twice;
    assert_int_equal(rn_compare(&both, after, before, &report), RENDER_OK);
    assert_all_calls(both, 1, &report);
    rn_merger *merger = rn_merger_new(&report);
    assert_int_equal(rn_merger_add(merger, both), RENDER_OK);
    assert_int_equal(rn_merger_add(merger, both), RENDER_OK);
    assert_int_equal(rn_merger_finish(merger, &twice), RENDER_OK);
    assert_all_calls(twice, 2, &report);
    rn_merger_free(merger);
    rn_profile_free(before);
    rn_profile_free(after);
    rn_profile_free(both);
    rn_profile_free(twice);
    rn_report_finish(&report);
}

static void units_are_converted(void **state)
{
    (void)state;
    static const char text[] =
        "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\","
        "\"shared\":{\"frames\":[{\"name\":\"f\"}]},\"profiles\":[{\"type\":\"sampled\",\"unit\":"
        "\"%s\","
        "\"samples\":[[0]],\"weights\":[%s]}]}";
    char now[300], old[300];
    rn_report report = {0};
    rn_profile *both;
    snprintf(now, sizeof now, text, "milliseconds", "20");
    snprintf(old, sizeof old, text, "seconds", "0.5");
    rn_profile *after = read_text(&rn_format_speedscope, now, &report);
    rn_profile *before = read_text(&rn_format_speedscope, old, &report);
    assert_int_equal(rn_compare(&both, after, before, &report), RENDER_OK);
    assert_true(rn_stack_self(both, 0, 1) == 20 && rn_stack_self(both, 1, 1) == 500);
    rn_profile_free(both);
    rn_profile_free(before);
    before = read_text(&rn_format_folded, "f 1\n", &report);
    assert_int_equal(rn_compare(&both, after, before, &report), RENDER_ERROR_ARGUMENT);
    assert_null(both);
    rn_profile_free(before);
    rn_profile_free(after);
    rn_report_finish(&report);
}

static void bases_survive_json_and_merging(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_buffer out = {0};
    rn_profile *p = read_text(&rn_format_folded, "a;b 1 2\na 3 4\n", &report);
    assert_int_equal(p->metrics[0].base, 1);
    rn_writer_find("json")->write(p, 0, NULL, (render_sink){put_bytes, &out}, &report);
    rn_profile_free(p);
    rn_put_char(&out, '\0');
    p = read_text(&rn_format_json, out.data, &report);
    assert_int_equal(p->metrics[0].base, 1);
    assert_int_equal(p->metrics[1].base, RN_NONE);
    rn_profile_free(p);
    rn_buffer_finish(&out);
    assert_null(
        read_text(&rn_format_json,
                  "{\"format\":\"profdraw-profile\",\"version\":1,\"metrics\":"
                  "[{\"name\":\"x\",\"unit\":\"x\",\"base\":1}],\"total\":[1],\"functions\":[]}",
                  &report));
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_found_again),
        cmocka_unit_test(alike_functions_are_paired_by_line),
        cmocka_unit_test(both_sides_are_there),
        cmocka_unit_test(calls_of_arcs_are_known_before_and_after),
        cmocka_unit_test(units_are_converted),
        cmocka_unit_test(bases_survive_json_and_merging),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

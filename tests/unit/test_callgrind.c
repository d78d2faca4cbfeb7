/* Callgrind's files: what lines mean, names and their numbers, units, and totals in recursion. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "read/formats.h"
#include "write/writers.h"

/* ---- help ------------------------------------------------------------------------------------- */

static rn_profile *read_bytes(rn_bytes text, rn_report *report)
{
    render_limits limits;
    rn_profile *profile = NULL;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(RN_ARCS, &limits, report);
    if (rn_format_callgrind.read(text, builder, report))
        rn_builder_free(builder);
    else
        assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

/* Reads what must be read, with so many warnings. */
static rn_profile *read_text(const char *text, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_bytes(rn_bytes_of(text), &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    if (report.warning_count != warnings)
        fail_msg("%zu warnings, the first: %s", report.warning_count,
                 report.warning_count ? report.warnings[0] : "none");
    rn_report_finish(&report);
    return profile;
}

static void assert_refused(const char *text, render_status status, const char *message)
{
    rn_report report = {0};
    assert_null(read_bytes(rn_bytes_of(text), &report));
    assert_int_equal(report.error.status, status);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

/* The function of that name, which must be the only one in `file`. */
static uint32_t find_in(const rn_profile *p, const char *name, const char *file)
{
    uint32_t found = RN_NONE;
    for (uint32_t f = 0; f < p->function_count; f++) {
        rn_bytes in = rn_profile_string(p, p->functions[f].file);
        if (rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(name)) &&
            (!file || rn_bytes_equal(in, rn_bytes_of(file)))) {
            assert_int_equal(found, RN_NONE);
            found = f;
        }
    }
    if (found == RN_NONE)
        fail_msg("there is no %s in %s", name, file ? file : "any file");
    return found;
}

static uint32_t find(const rn_profile *p, const char *name)
{
    return find_in(p, name, NULL);
}

static uint32_t find_arc(const rn_profile *p, uint32_t caller, uint32_t callee)
{
    for (uint32_t a = 0; a < p->arc_count; a++)
        if (p->arcs[a].caller == caller && p->arcs[a].callee == callee)
            return a;
    fail_msg("the arc is missing");
    return 0;
}

static void assert_cost(const rn_profile *p, const char *name, double self, double total)
{
    uint32_t f = find(p, name);
    double got_self = p->function_self[0][f], got_total = p->function_total[0][f];
    if (got_self != self || !(got_total == total || (isnan(got_total) && isnan(total))))
        fail_msg("%s cost %g and %g", name, got_self, got_total);
}

static void assert_arc(const rn_profile *p, const char *caller, const char *callee, double calls,
                       double total)
{
    uint32_t arc = find_arc(p, find(p, caller), find(p, callee));
    assert_true(p->arc_calls[arc] == calls || (isnan(p->arc_calls[arc]) && isnan(calls)));
    assert_true(p->arc_total[0][arc] == total);
}

/* ---- lines ------------------------------------------------------------------------------------ */

static const char plain[] = "# callgrind format\nversion: 1\ntarget: unknown keys are fine\n"
                            "events: Ir Dr\n\nfl=a.c\nfn=main\n16 4 1\n+2 1\n"
                            "cfn=parse\ncalls=3 20\n* 400 90 \n\nfn=parse\n20 300 60\n-3 100 30\n"
                            "totals: 405 91\n";

static void assert_plain(const rn_profile *p)
{
    assert_cost(p, "main", 5, 405);
    assert_cost(p, "parse", 400, 400);
    assert_arc(p, "main", "parse", 3, 400);
    assert_true(p->function_self[1][find(p, "main")] == 1);
    assert_true(p->function_total[1][find(p, "main")] == 91);
    assert_true(p->calls[find(p, "parse")] == 3);
    assert_true(isnan(p->calls[find(p, "main")]));
    assert_true(p->metrics[0].total == 405 && p->metrics[1].total == 91);
}

static void reads_costs_and_calls(void **state)
{
    (void)state;
    rn_profile *p = read_text(plain, 0);
    assert_plain(p);
    rn_profile_free(p);
}

static void takes_every_line_end(void **state)
{
    (void)state;
    for (int way = 0; way < 3; way++) {
        rn_buffer text = {0};
        for (const char *c = plain; *c; c++) {
            if (*c == '\n' && way < 2)
                rn_put_char(&text, '\r');
            if (*c != '\n' || way == 0)
                rn_put_char(&text, *c);
            else if (way == 2)
                rn_put_text(&text, "\t\n\n# a comment\n");
        }
        rn_report report = {0};
        rn_profile *p = read_bytes((rn_bytes){text.data, text.size}, &report);
        assert_non_null(p);
        assert_plain(p);
        rn_profile_free(p);
        rn_report_finish(&report);
        rn_buffer_finish(&text);
    }
}

static void passes_positions_and_jumps_over(void **state)
{
    (void)state;
    rn_profile *p =
        read_text("positions: instr line\nevents: Ir\nfn=f\n0x1129 2 1\n+1 * 1\njcnd=1/66 +11 *\n"
                  "* *\n+2 * 1\njump=32 -31 *\n* *\njfi=(1) x.c\njfn=(1) g\njump=1 0x7f +3\n* *\n"
                  "cfi=(1)\ncfn=(1)\ncalls=1 -25 +1\n* * 7\nfl=(1)\nfn=(1)\n0x99 1 7\n",
                  0);
    assert_cost(p, "f", 3, 10);
    assert_cost(p, "g", 7, 7);
    assert_int_equal(find_in(p, "g", "x.c"), find(p, "g"));
    rn_profile_free(p);
}

static void missing_costs_are_zero(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: A B C\nfn=f\n1 5\n2\n3 1 2\n", 0);
    assert_true(p->function_self[0][0] == 6);
    assert_true(p->function_self[1][0] == 2);
    assert_true(p->function_self[2][0] == 0);
    rn_profile_free(p);
}

static void odd_lines_are_skipped_and_counted(void **state)
{
    (void)state;
    rn_profile *p =
        read_text("events: Ir\n1 5\nfn=f\n1 5\n2 nan\n3 1e400\nwhat is this\nsince=3\n"
                  "calls=1 1\n1 1000\ncfn=g\ncalls=x 1\n1 1000\ncfn=g\ncalls=1 1\nfn=g\n1 3\n",
                  6);
    assert_cost(p, "f", 5, 5);
    assert_cost(p, "g", 3, 3);
    assert_int_equal(p->arc_count, 0);
    rn_profile_free(p);
    p = read_text("events: Ir\nfn=f\n1 5 99\n", 1);
    assert_cost(p, "f", 5, 5);
    rn_profile_free(p);
    p = read_text("events: Ir\nfn=f\n1 5\ntotals: 6\n", 1);
    rn_profile_free(p);
}

static void parts_add_up(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: A B\nfn=(1) f\n1 1 10\ntotals: 1 10\npart: 2\n"
                              "events: B A\nfn=(1) g\n1 20 2\nfn=(2) f\n1 40 4\ntotals: 60 6\n",
                              0);
    assert_cost(p, "f", 5, 5);
    assert_cost(p, "g", 2, 2);
    assert_true(p->function_self[1][find(p, "f")] == 50);
    rn_profile_free(p);
    p = read_text("events: A\nfn=f\n1 1\nevents: A New\nfn=f\n1 2 9\n", 1);
    assert_cost(p, "f", 3, 3);
    assert_int_equal(p->metric_count, 1);
    rn_profile_free(p);
}

/* ---- names ------------------------------------------------------------------------------------ */

static void functions_are_told_apart_by_file_and_object(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: Ir\nob=(1) /bin/a\nfl=(1) a.c\nfn=(1) step\n1 1\n"
                              "fl=(2) b.c\nfn=(1)\n1 2\nob=(2) b.so\nfn=(1)\n1 4\n"
                              "fn=(2) main\ncob=(1)\ncfi=(1)\ncfn=(1)\ncalls=1 1\n1 1\n"
                              "cfn=(1)\ncalls=1 1\n1 4\n",
                              0);
    uint32_t in_a = find_in(p, "step", "a.c"), main = find(p, "main");
    assert_int_equal(p->function_count, 4);
    assert_true(p->function_self[0][in_a] == 1);
    assert_true(p->arc_total[0][find_arc(p, main, in_a)] == 1);
    /* cob= and cfi= hold for one call: the second one stays in b.so and b.c */
    assert_int_equal(p->arc_count, 2);
    assert_true(p->function_total[0][main] == 5);
    rn_profile_free(p);
}

static void inlined_code_belongs_to_the_function(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: Ir\nfl=(1) a.c\nfn=main\n1 1\nfi=(2) b.h\n9 10\n"
                              "cfn=helper\ncalls=1 1\n9 100\nfe=(1)\n2 1\nfi=(2)\n3 1\n"
                              "fn=other\n1 5\n",
                              0);
    assert_int_equal(find_in(p, "main", "a.c"), find(p, "main"));
    assert_int_equal(find_in(p, "helper", "b.h"), find(p, "helper"));
    assert_int_equal(find_in(p, "other", "a.c"), find(p, "other"));
    assert_cost(p, "main", 13, 113);
    rn_profile_free(p);
}

static void names_may_look_like_syntax(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: Ir\nfl=(1) ???\nob=???\nfn=(1) (below main)\n1 1\n"
                              "fn=(anonymous namespace)::f(int)\n1 2\nfn=(2)x\n1 3\n"
                              "fn= (3)  operator== \n1 4\nfn=php::a:b=c\n1 5\nfn=(3)\n1 6\n"
                              "fn=(18446744073709551615) top\n1 7\nfn=f'2\n1 8\n",
                              0);
    assert_cost(p, "(below main)", 1, 1);
    assert_cost(p, "(anonymous namespace)::f(int)", 2, 2);
    assert_cost(p, "(2)x", 3, 3);
    assert_cost(p, "operator==", 10, 10);
    assert_cost(p, "php::a:b=c", 5, 5);
    assert_cost(p, "f'2", 8, 8);
    assert_int_equal(p->functions[0].file, 0);
    assert_int_equal(p->functions[0].module, 0);
    rn_profile_free(p);
}

static void numbers_may_be_given_again_or_never(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: Ir\nfn=(1) f\n1 1\nfn=(1) g\n1 2\nfn=(1)\n1 4\n"
                              "fn=(7)\n1 8\nfn=(7)\n1 16\n",
                              1);
    assert_cost(p, "f", 1, 1);
    assert_cost(p, "g", 6, 6);
    assert_cost(p, "(7)", 24, 24);
    rn_profile_free(p);
}

/* ---- metrics ---------------------------------------------------------------------------------- */

static void assert_metric(const rn_profile *p, uint32_t metric, const char *name, const char *unit,
                          double total)
{
    rn_bytes got_name = rn_profile_string(p, p->metrics[metric].name);
    rn_bytes got_unit = rn_profile_string(p, p->metrics[metric].unit);
    assert_string_equal(got_name.data, name);
    assert_string_equal(got_unit.data, unit);
    assert_true(p->metrics[metric].total == total);
}

static void units_come_from_names(void **state)
{
    (void)state;
    rn_profile *p = read_text("event: sysTime : sysTime (elapsed ns)\n"
                              "events: Ir Time_(10ns) Memory_(bytes) cpu(ms) sysTime Odd(3) (ns)\n"
                              "fn=f\n1 1 2 -3 4 5 6 7\n",
                              0);
    assert_metric(p, 0, "Ir", "Ir", 1);
    assert_metric(p, 1, "Time", "ns", 20);
    assert_metric(p, 2, "Memory", "bytes", -3);
    assert_metric(p, 3, "cpu", "ms", 4);
    assert_metric(p, 4, "sysTime", "ns", 5);
    assert_metric(p, 5, "Odd(3)", "Odd(3)", 6);
    assert_metric(p, 6, "(ns)", "(ns)", 7);
    rn_profile_free(p);
}

static void formulas_make_metrics(void **state)
{
    (void)state;
    rn_profile *p = read_text("event: L1m = I1mr + D1mr : L1 misses\nevent: Bad = Ir + Nothing\n"
                              "event: CEst = Ir + 10 L1m - 0.5 * D1mr\nevents: Ir I1mr D1mr\n"
                              "fn=f\n1 100 2 4\ncfn=g\ncalls=1 1\n1 10 1 0\n",
                              1);
    assert_int_equal(p->metric_count, 5);
    assert_metric(p, 3, "L1m", "L1m", 6);
    assert_metric(p, 4, "CEst", "CEst", 158);
    assert_true(p->arc_total[4][0] == 20);
    assert_true(p->function_total[4][find(p, "f")] == 178);
    rn_profile_free(p);
}

/* ---- totals ----------------------------------------------------------------------------------- */

/* Levels of recursion, as callgrind separates them: the arc of rec'2 to itself counts many times. */
static void recursion_counts_once(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: Ir Dr\nfn=main\n1 5 1\ncfn=rec\ncalls=1 1\n1 95 9\n"
                              "fn=rec\n1 10 2\ncfn=rec'2\ncalls=1 1\n1 85 7\n"
                              "fn=rec'2\n1 40 4\ncfn=rec'2\ncalls=3 1\n1 60 5\n"
                              "cfi=lib.c\ncfn=leaf\ncalls=4 1\n1 45 3\nfl=lib.c\nfn=leaf\n1 45 3\n",
                              0);
    assert_cost(p, "main", 5, 100);
    assert_cost(p, "rec", 10, 95);
    assert_cost(p, "rec'2", 40, 85);
    assert_cost(p, "leaf", 45, 45);
    assert_true(p->function_total[1][find(p, "rec'2")] == 7);
    assert_arc(p, "rec'2", "rec'2", 3, 60);
    assert_true(p->metrics[0].total == 100 && p->metrics[1].total == 10);
    rn_profile_free(p);
}

static const char cycle[] = "events: Ir\nfn=main\n1 1\ncfn=even\ncalls=1 1\n1 60\n"
                            "fn=even\n1 10\ncfn=odd\ncalls=5 1\n1 99\n"
                            "fn=odd\n1 20\ncfn=even\ncalls=5 1\n1 98\ncfn=leaf\ncalls=1 1\n1 30\n"
                            "fn=leaf\n1 30\n";

static void a_cycle_is_known_where_it_is_entered(void **state)
{
    (void)state;
    rn_profile *p = read_text(cycle, 0);
    assert_cost(p, "main", 1, 61);
    assert_cost(p, "even", 10, 60);
    assert_cost(p, "odd", 20, NAN);
    assert_arc(p, "even", "odd", 5, 99);
    rn_profile_free(p);
}

static void a_cycle_with_two_ways_in_is_not_known(void **state)
{
    (void)state;
    rn_buffer text = {0};
    rn_put_text(&text, cycle);
    rn_put_text(&text, "fn=main\n1 1\ncfn=odd\ncalls=1 1\n1 4\n");
    rn_put_char(&text, '\0');
    rn_profile *p = read_text(text.data, 0);
    assert_cost(p, "main", 2, 66);
    assert_cost(p, "even", 10, NAN);
    assert_cost(p, "odd", 20, NAN);
    assert_cost(p, "leaf", 30, 30);
    rn_profile_free(p);
    rn_buffer_finish(&text);
}

static void a_callee_without_lines_is_known_by_its_callers(void **state)
{
    (void)state;
    rn_profile *p = read_text("events: Ir\nfn=f\n1 1\ncfn=g\ncalls=0 1\n1 10\n"
                              "fn=h\n1 1\ncfn=g\ncalls=0 1\n1 5\n",
                              0);
    assert_true(isnan(p->function_self[0][find(p, "g")]));
    assert_true(p->function_total[0][find(p, "g")] == 15);
    assert_cost(p, "f", 1, 11);
    assert_arc(p, "f", "g", NAN, 10);
    rn_profile_free(p);
}

/* f0 calls f1 calls f2 …, and the last one calls f0 again if asked. */
static rn_profile *read_chain(uint32_t count, bool closed)
{
    char line[128];
    rn_buffer text = {0};
    rn_report report = {0};
    rn_put_text(&text, "events: Ir\n");
    for (uint32_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        snprintf(line, sizeof line, "fn=(%u) f%u\n1 1\n", (unsigned)i, (unsigned)i);
        rn_put_text(&text, line);
        snprintf(line, sizeof line, "cfn=(%u) f%u\ncalls=1 1\n1 %u\n", last ? 0u : (unsigned)i + 1,
                 last ? 0u : (unsigned)i + 1, (unsigned)(count - 1 - i));
        rn_put_text(&text, last && !closed ? "" : line);
    }
    rn_profile *p = read_bytes((rn_bytes){text.data, text.size}, &report);
    assert_non_null(p);
    assert_int_equal(p->function_count, count);
    rn_buffer_finish(&text);
    rn_report_finish(&report);
    return p;
}

static void long_chains_and_cycles_do_not_recurse(void **state)
{
    (void)state;
    rn_profile *p = read_chain(100000, false);
    assert_cost(p, "f0", 1, 100000);
    assert_cost(p, "f99999", 1, 1);
    rn_profile_free(p);
    p = read_chain(100000, true);
    assert_cost(p, "f0", 1, NAN);
    rn_profile_free(p);
}

static bool put_nothing(void *user, const void *data, size_t size)
{
    (void)data;
    *(size_t *)user += size;
    return true;
}

static void deep_calls_are_not_written_as_gigabytes_of_text(void **state)
{
    (void)state;
    size_t written = 0;
    rn_report report = {0};
    render_draw_options options;
    render_draw_options_init(&options);
    rn_profile *p = read_chain(100000, false);
    assert_int_equal(rn_write_folded(p, 0, &options, (render_sink){put_nothing, &written}, &report),
                     RENDER_ERROR_LIMIT);
    assert_int_equal(written, 0);
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* ---- refusal ---------------------------------------------------------------------------------- */

static void refuses_what_has_no_costs(void **state)
{
    (void)state;
    assert_refused("", RENDER_ERROR_EMPTY, "no cost in it");
    assert_refused("version: 1\nevents: Ir\nsummary: 0\n\ntotals: 0\n", RENDER_ERROR_EMPTY,
                   "no cost in it");
    assert_refused("# callgrind format\nfn=f\n1 5\n", RENDER_ERROR_MALFORMED,
                   "costs, but no line 'events:' before them");
}

static void refuses_too_many_events(void **state)
{
    (void)state;
    rn_buffer text = {0};
    rn_put_text(&text, "events:");
    for (unsigned i = 0; i < 65; i++) {
        rn_put_text(&text, " E");
        rn_put_uint(&text, i);
    }
    rn_put_text(&text, "\nfn=f\n1 1\n");
    rn_put_char(&text, '\0');
    assert_refused(text.data, RENDER_ERROR_LIMIT, "more than 64 events");
    rn_buffer_finish(&text);
}

static void strict_reading_stops_at_odd_lines(void **state)
{
    (void)state;
    rn_report report = {.strict = true};
    assert_null(read_bytes(RN_LITERAL("events: Ir\nfn=f\n1 5\n2 x\n"), &report));
    assert_int_equal(report.error.line, 4);
    assert_int_equal(report.error.offset, 20);
    rn_report_finish(&report);
}

/* ---- recognition ------------------------------------------------------------------------------ */

static void bids_for_headers(void **state)
{
    (void)state;
    const struct {
        const char *head;
        int bid;
    } cases[] = {
        {"# callgrind format\n", 100},
        {"version: 1\ncreator: xdebug 3\ncmd: x\n\nevents: Time\n\nfl=(1) x\n", 95},
        {"events: Ir\nfn=f\n1 1\n", 95},
        {"desc: I1 cache: 32\ncmd: ./t\nevents: Ir\n", 90},
        {"version: 1\nfn=f\n1 1\n", 40},
        {"events: 5\n", 0},
        {"fn=f\n1 1\n", 0},
        {"main;a 1\n", 0},
        {"version: 1\nthis is prose\n", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rn_format_callgrind.sniff(rn_bytes_of(cases[i].head), true), cases[i].bid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_costs_and_calls),
        cmocka_unit_test(takes_every_line_end),
        cmocka_unit_test(passes_positions_and_jumps_over),
        cmocka_unit_test(missing_costs_are_zero),
        cmocka_unit_test(odd_lines_are_skipped_and_counted),
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(functions_are_told_apart_by_file_and_object),
        cmocka_unit_test(inlined_code_belongs_to_the_function),
        cmocka_unit_test(names_may_look_like_syntax),
        cmocka_unit_test(numbers_may_be_given_again_or_never),
        cmocka_unit_test(units_come_from_names),
        cmocka_unit_test(formulas_make_metrics),
        cmocka_unit_test(recursion_counts_once),
        cmocka_unit_test(a_cycle_is_known_where_it_is_entered),
        cmocka_unit_test(a_cycle_with_two_ways_in_is_not_known),
        cmocka_unit_test(a_callee_without_lines_is_known_by_its_callers),
        cmocka_unit_test(long_chains_and_cycles_do_not_recurse),
        cmocka_unit_test(deep_calls_are_not_written_as_gigabytes_of_text),
        cmocka_unit_test(refuses_what_has_no_costs),
        cmocka_unit_test(refuses_too_many_events),
        cmocka_unit_test(strict_reading_stops_at_odd_lines),
        cmocka_unit_test(bids_for_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

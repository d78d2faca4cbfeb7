/* Rules that colour: what a line may be, which rule counts, what is said of one that is none. */
#include <string.h>

#include "make_profile.h"
#include "style/grouping.h"

static rn_color_rules *parse(const char *text)
{
    rn_report report = {0};
    rn_color_rules *rules = NULL;
    assert_int_equal(rn_color_rules_parse(&rules, rn_bytes_of(text), &report), RENDER_OK);
    rn_report_finish(&report);
    return rules;
}

static void check_refused(const char *text, uint64_t line, const char *part)
{
    rn_report report = {0};
    rn_color_rules *rules = NULL;
    assert_int_not_equal(rn_color_rules_parse(&rules, rn_bytes_of(text), &report), RENDER_OK);
    assert_null(rules);
    assert_int_equal(report.error.line, line);
    assert_non_null(strstr(report.error.message, part));
    rn_report_finish(&report);
}

static void test_lines(void **state)
{
    (void)state;
    rn_color_rules *rules = parse("# a comment\n\n  lex|parse \t->#1a2 , front end, "
                                  "https://host/{name}?a,b\r\n=a -> b -> grey\nx->red");
    assert_int_equal(rules->count, 3);
    assert_string_equal(rules->items[0].pattern, "lex|parse");
    assert_string_equal(rules->items[0].group, "front end");
    assert_string_equal(rules->items[0].link, "https://host/{name}?a,b");
    assert_int_equal(rules->items[0].color, 0x11aa22ff);
    assert_int_equal(rules->items[0].line, 3);
    assert_string_equal(rules->items[1].pattern, "=a -> b");
    assert_string_equal(rules->items[1].group, "=a -> b");
    assert_null(rules->items[1].link);
    assert_int_equal(rules->items[2].hue, RN_PALETTE_RED);
    rn_color_rules_free(rules);
}

static void test_refused(void **state)
{
    (void)state;
    check_refused("a -> red\nb red", 2, "REGEX -> COLOUR");
    check_refused("-> red", 1, "REGEX -> COLOUR");
    check_refused("( -> red", 1, "regular expression");
    check_refused("a -> #12345", 1, "a colour is");
    check_refused("a -> #12345g", 1, "a colour is");
    check_refused("a ->", 1, "a colour is");
    check_refused("a -> red, g, javascript:alert(1)", 1, "link");
    check_refused("\xff -> red", 1, "no text");
    check_refused("# nothing\n", 0, "no rule");
}

static void test_choice(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = make_stacks("main;parse;lex 5\nmain;emit 3\n");
    rn_color_rules *rules = parse("lex -> #102030, first\n=parse -> blue, second\np|l -> red");
    render_annotations annotations = {.rules = rules};
    render_draw_options options = {.annotations = &annotations};
    rn_grouping grouping;
    const char *const wanted[][2] = {
        {"lex", "first"}, {"parse", "second"}, {"emit", "no rule"}, {"main", "no rule"}};
    assert_int_equal(rn_grouping_init(&grouping, &options, p, &report), RENDER_OK);
    assert_int_equal(grouping.by, RENDER_COLOR_BY_RULES);
    for (uint32_t f = 0; f < p->function_count; f++)
        for (size_t i = 0; i < 4; i++)
            if (rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(wanted[i][0]))) {
                rn_bytes label = rn_group_label(&grouping, p, f);
                assert_true(rn_bytes_equal(label, rn_bytes_of(wanted[i][1])));
                if (i == 0)
                    assert_int_equal(rn_group_fill(&grouping, p, f, true), 0x102030ff);
            }
    rn_grouping_finish(&grouping);
    options = (render_draw_options){.color_by = RENDER_COLOR_BY_RULES};
    assert_int_equal(rn_grouping_init(&grouping, &options, p, &report), RENDER_ERROR_ARGUMENT);
    rn_grouping_finish(&grouping);
    rn_color_rules_free(rules);
    rn_report_finish(&report);
    rn_profile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_choice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

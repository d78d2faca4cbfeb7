/* The file of attributes: what a line may say, what is refused, and which functions it means. */
#include <string.h>

#include "make_profile.h"
#include "style/name_attributes.h"

static rn_name_attributes *parse(const char *text)
{
    rn_report report = {0};
    rn_name_attributes *all = NULL;
    assert_int_equal(rn_name_attributes_parse(&all, rn_bytes_of(text), &report), RENDER_OK);
    rn_report_finish(&report);
    return all;
}

static void check_refused(const char *text, uint64_t line, const char *part)
{
    rn_report report = {0};
    rn_name_attributes *all = NULL;
    assert_int_equal(rn_name_attributes_parse(&all, rn_bytes_of(text), &report),
                     RENDER_ERROR_MALFORMED);
    assert_null(all);
    assert_int_equal(report.error.line, line);
    assert_non_null(strstr(report.error.message, part));
    rn_report_finish(&report);
}

static const char *value_of(const rn_name_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->count; i++)
        if (strcmp(entry->attributes[i].name, name) == 0)
            return entry->attributes[i].value;
    return NULL;
}

static void test_lines(void **state)
{
    (void)state;
    rn_name_attributes *all =
        parse("lex\tclass=hot\n\n"
              "parse\thref=https://host/?a=b&c\ttitle=The <parser>\r\n"
              "emit\thref=../x#1:2\ttarget=new\tid=e1\t"
              "g_extra=data-a=\"1 2\" aria-label='it'\ta_extra=rel=\"me\"\n"
              "lex\tid=second");
    const rn_name_entry *lex = &all->entries[1], *parser = &all->entries[2],
                        *emit = &all->entries[3];
    assert_null(lex->css_class);
    assert_string_equal(lex->id, "second");
    assert_int_equal(lex->count, 0);
    assert_string_equal(parser->href, "https://host/?a=b&c");
    assert_string_equal(parser->title, "The <parser>");
    assert_string_equal(value_of(parser, "target"), "_top");
    assert_string_equal(emit->href, "../x#1:2");
    assert_string_equal(value_of(emit, "target"), "new");
    assert_string_equal(value_of(emit, "data-a"), "1 2");
    assert_string_equal(value_of(emit, "aria-label"), "it");
    assert_string_equal(value_of(emit, "rel"), "me");
    assert_int_equal(emit->count, 4);
    rn_name_attributes_free(all);
    rn_name_attributes_free(parse("nothing said"));
    rn_name_attributes_free(parse(""));
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const addresses[] = {
        "javascript:alert(1)", "JaVaScRiPt:x", " javascript:x",     "data:text/html,x",
        "vbscript:x",          "blob:x",       "java%0ascript:x",   "",
        "view-source:x",       ":x",           "javascript&colon:x"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        char line[80];
        snprintf(line, sizeof line, "ok\tid=a\nf\thref=%s", addresses[i]);
        check_refused(line, 2, "no address");
        snprintf(line, sizeof line, "f\ta_extra=xlink:href=\"%s\"", addresses[i]);
        check_refused(line, 1, "no address");
    }
    static const char *const keys[] = {"onclick", "style",   "ONLOAD", "data-", "data-x onload",
                                       "xmlns",   "data-A>", "",       "d",     "transform"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char line[80];
        snprintf(line, sizeof line, "f\t%s=x", keys[i]);
        check_refused(line, 1, "the keys are");
        snprintf(line, sizeof line, "f\tg_extra=%s=\"x\"", keys[i]);
        check_refused(line, 1, "the keys are");
    }
    check_refused("f\tg_extra=onclick", 1, "key=\"value\"");
    check_refused("f\tg_extra=rel=\"x", 1, "key=\"value\"");
    check_refused("f\tg_extra=rel=x", 1, "key=\"value\"");
    check_refused("f\thref", 1, "FUNCTION");
    check_refused("\thref=x", 1, "no name");
    check_refused("f\thref=java\x01script:x", 1, "no text");
    check_refused("f\ttitle=\xff", 1, "no text");
    check_refused("f\tid=a b", 1, "an id");
    check_refused("f\trel=a\trel=b", 1, "twice");
}

static void test_functions(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = make_stacks("main;parse;lex 5\nmain;emit 3\n");
    rn_name_attributes *all = parse("lex\tid=a\nnobody\tid=b\nemit\tid=c\n");
    uint32_t *entry;
    assert_int_equal(rn_name_attributes_assign(&entry, all, p, &report), RENDER_OK);
    for (uint32_t f = 0; f < p->function_count; f++) {
        bool is_lex = rn_bytes_equal(rn_function_name(p, f), RN_LITERAL("lex"));
        bool is_emit = rn_bytes_equal(rn_function_name(p, f), RN_LITERAL("emit"));
        assert_int_equal(entry[f], is_lex ? 1 : is_emit ? 3 : RN_NONE);
    }
    free(entry);
    rn_name_attributes_free(all);
    rn_report_finish(&report);
    rn_profile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

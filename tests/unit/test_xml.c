/* The XML tokenizer: tokens, attributes, entities, limits, and errors with their line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "input/xml.h"

/* '<a' for an element with ' name=value' for each attribute, '>' for its end, 'text' as it is. */
static void put_token(rn_buffer *out, const rn_xml *xml)
{
    static const char *const names[] = {"x", "id"};
    if (xml->token == RN_XML_CLOSE)
        rn_put_text(out, "</");
    else if (xml->token == RN_XML_OPEN)
        rn_put_text(out, "<");
    rn_put(out, xml->text);
    for (size_t i = 0; i < 2 && xml->token == RN_XML_OPEN; i++) {
        rn_bytes value = rn_xml_attribute(xml, names[i]);
        if (value.size == 0)
            continue;
        rn_put_char(out, ' ');
        rn_put_text(out, names[i]);
        rn_put_char(out, '=');
        rn_put(out, value);
    }
    rn_put_text(out, "|");
}

static void put_all(rn_bytes text, rn_buffer *out, rn_report *report)
{
    rn_xml xml;
    rn_xml_init(&xml, text, 8, report);
    while (rn_xml_next(&xml) != RN_XML_ERROR && xml.token != RN_XML_END)
        put_token(out, &xml);
    assert_int_equal(rn_xml_next(&xml), xml.token);
    rn_put_text(out, xml.token == RN_XML_END ? "end" : "error");
    rn_put_char(out, '\0');
    rn_xml_finish(&xml);
}

static void assert_tokens_of(rn_bytes text, const char *want)
{
    rn_report report = {0};
    rn_buffer out = {0};
    put_all(text, &out, &report);
    assert_string_equal(out.data, want);
    assert_int_equal(report.error.status, RENDER_OK);
    rn_buffer_finish(&out);
    rn_report_finish(&report);
}

static void assert_tokens(const char *text, const char *want)
{
    assert_tokens_of(rn_bytes_of(text), want);
}

static void assert_refused(const char *text, render_status status, uint64_t line,
                           const char *message, const char *tokens)
{
    rn_report report = {0};
    rn_buffer out = {0};
    put_all(rn_bytes_of(text), &out, &report);
    assert_string_equal(out.data, tokens);
    assert_int_equal(report.error.status, status);
    assert_int_equal(report.error.line, line);
    if (!strstr(report.error.message, message))
        fail_msg("'%s' does not say '%s'", report.error.message, message);
    rn_buffer_finish(&out);
    rn_report_finish(&report);
}

static void elements_texts_and_attributes(void **state)
{
    (void)state;
    assert_tokens("<a/>", "<a|</a|end");
    assert_tokens(
        "<?xml version='1.0'?>\n<!-- <b> -->\n<a x='1' id=\"2&lt;\"> <b>t&amp;u</b>\n</a>\n",
        "<a x=1 id=2<|<b|t&u|</b|</a|end");
    assert_tokens("<a>one<b/>two<![CDATA[<c>&]]> &#x20ac;&#65;</a>",
                  "<a|one|<b|</b|two<c>& \xe2\x82\xac"
                  "A|</a|end");
    assert_tokens("<a><![CDATA[ ]]>\t<!-- t --></a>", "<a|</a|end");
    assert_tokens("<a>x<!-- in --> y</a>", "<a|x y|</a|end");
}

static void the_declared_encoding_does_not_count(void **state)
{
    (void)state;
    assert_tokens("<?xml version='1.0' encoding='UTF-16'?><a x='\xc3\xa9'/>",
                  "<a x=\xc3\xa9|</a|end");
}

static void bytes_that_are_no_utf8_stay(void **state)
{
    (void)state;
    assert_tokens("<a x='caf\xe9'>\xe9\xff &#x20ac;</a>",
                  "<a x=caf\xe9|\xe9\xff \xe2\x82\xac|</a|end");
}

static void a_doctype_is_ignored_and_what_it_would_declare_kept(void **state)
{
    (void)state;
    assert_tokens("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'><svg>1&nbsp;2</svg>",
                  "<svg|1&nbsp;2|</svg|end");
}

static void declarations_are_refused(void **state)
{
    (void)state;
    assert_refused("<!DOCTYPE a [<!ENTITY b 'bb'>]>\n<a>&b;</a>", RENDER_ERROR_MALFORMED, 1,
                   "declares entities", "error");
    assert_refused("\n<!DOCTYPE a SYSTEM 'x' [\n]><a/>", RENDER_ERROR_MALFORMED, 2,
                   "declares entities", "error");
    assert_refused("<a>\n&b;</a>", RENDER_ERROR_MALFORMED, 2, "undefined entity", "<a|error");
}

static void errors_come_after_what_is_well(void **state)
{
    (void)state;
    assert_refused("<a>\n<b/>\n<c></d></a>", RENDER_ERROR_MALFORMED, 3, "mismatched tag",
                   "<a|<b|</b|<c|error");
    assert_refused("<a>\n<b/>\n", RENDER_ERROR_MALFORMED, 3, "the XML ends early",
                   "<a|<b|</b|error");
    assert_refused("", RENDER_ERROR_MALFORMED, 1, "the XML ends early", "error");
    assert_refused("<a", RENDER_ERROR_MALFORMED, 1, "the XML ends early", "error");
    assert_refused("<a/><b/>", RENDER_ERROR_MALFORMED, 1, "junk after", "<a|</a|error");
    assert_refused("<a>\x01</a>", RENDER_ERROR_MALFORMED, 1, "not well-formed", "<a|error");
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    assert_tokens("<a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a>",
                  "<a|<a|<a|<a|<a|<a|<a|<a|</a|</a|</a|</a|</a|</a|</a|</a|end");
    assert_refused("<a><a><a><a><a><a><a><a>\n<a/>", RENDER_ERROR_LIMIT, 2, "deeper than 8 levels",
                   "<a|<a|<a|<a|<a|<a|<a|<a|error");
}

static void children_and_texts_are_stepped_through(void **state)
{
    (void)state;
    rn_xml xml;
    rn_report report = {0};
    rn_buffer text = {0};
    rn_bytes input = RN_LITERAL("<a>t<b x='1'><c>one</c>, <d>two</d></b><e><f/></e>u<g/></a>");
    rn_xml_init(&xml, input, 8, &report);
    assert_true(rn_xml_next_child(&xml) && rn_xml_is(&xml, "a"));
    assert_true(rn_xml_next_child(&xml) && rn_xml_is(&xml, "b"));
    assert_int_equal(xml.offset, 4);
    assert_int_equal(xml.depth, 2);
    assert_true(rn_xml_take_text(&xml, &text));
    assert_true(rn_bytes_equal(rn_buffer_bytes(&text), RN_LITERAL("one, two")));
    assert_true(rn_xml_is(&xml, "b") && xml.token == RN_XML_CLOSE);
    assert_true(rn_xml_next_child(&xml) && rn_xml_is(&xml, "e"));
    assert_true(rn_xml_skip(&xml));
    assert_true(rn_xml_next_child(&xml) && rn_xml_is(&xml, "g"));
    assert_false(rn_xml_next_child(&xml));
    assert_false(rn_xml_next_child(&xml));
    assert_true(xml.token == RN_XML_CLOSE && rn_xml_is(&xml, "a"));
    assert_int_equal(rn_xml_next(&xml), RN_XML_END);
    rn_xml_finish(&xml);
    rn_buffer_finish(&text);
    rn_report_finish(&report);
}

/* Larger than the pieces that expat is fed with. */
static void tokens_span_pieces(void **state)
{
    (void)state;
    enum { SIZE = 300000 };
    rn_buffer text = {0}, want = {0};
    rn_put_text(&text, "<a x='");
    for (int i = 0; i < SIZE; i++)
        rn_put_char(&text, (char)('a' + i % 26));
    rn_put_text(&text, "'>");
    for (int i = 0; i < SIZE; i++)
        rn_put_text(&text, "\xc3\xa9");
    for (int i = 0; i < SIZE; i++)
        rn_put_text(&text, "<b/>");
    rn_put_text(&text, "</a>");
    rn_put_text(&want, "<a x=");
    rn_put(&want, rn_bytes_slice(rn_buffer_bytes(&text), 6, 6 + SIZE));
    rn_put_char(&want, '|');
    rn_put(&want, rn_bytes_slice(rn_buffer_bytes(&text), 8 + SIZE, 8 + 3 * SIZE));
    for (int i = 0; i < SIZE; i++)
        rn_put_text(&want, i ? "<b|</b|" : "|<b|</b|");
    rn_put_text(&want, "</a|end");
    rn_put_char(&want, '\0');
    assert_tokens_of(rn_buffer_bytes(&text), want.data);
    rn_buffer_finish(&text);
    rn_buffer_finish(&want);
}

static void assert_root(const char *head, const char *name, const char *rest)
{
    rn_bytes follows = RN_LITERAL("");
    assert_true(rn_bytes_equal(rn_xml_root(rn_bytes_of(head), &follows), rn_bytes_of(name)));
    assert_true(rn_bytes_equal(follows, rn_bytes_of(rest)));
}

static void the_root_is_found_in_a_head(void **state)
{
    (void)state;
    assert_root("<a>", "a", ">");
    assert_root("\n<?xml version='1.0'?>\r\n<!-- <x> -->\n<!DOCTYPE a PUBLIC 'b'>\n<a:b c='d'>",
                "a:b", " c='d'>");
    assert_root("<!DOCTYPE a [<!ENTITY b 'c>'>]><a/>", "a", "/>");
    assert_root("text <a>", "", "");
    assert_root("<!-- only", "", "");
    assert_root("<", "", "");
    assert_root("", "", "");
    assert_root("{\"a\": 1}", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_texts_and_attributes),
        cmocka_unit_test(the_declared_encoding_does_not_count),
        cmocka_unit_test(bytes_that_are_no_utf8_stay),
        cmocka_unit_test(a_doctype_is_ignored_and_what_it_would_declare_kept),
        cmocka_unit_test(declarations_are_refused),
        cmocka_unit_test(errors_come_after_what_is_well),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(children_and_texts_are_stepped_through),
        cmocka_unit_test(tokens_span_pieces),
        cmocka_unit_test(the_root_is_found_in_a_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* XML: token by token, and stepping over elements, which end where they do. */
#include "input/xml.h"

#include "promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NESTING = 64 };

static void count_token(const rn_xml *xml, size_t depth, size_t *opened)
{
    promise(xml->depth <= NESTING, "the bound of nesting");
    if (xml->token == RN_XML_OPEN) {
        promise(xml->depth == depth + 1, "an element is one deeper");
        ++*opened;
        rn_xml_attribute(xml, "name");
    } else if (xml->token == RN_XML_CLOSE) {
        promise(xml->depth + 1 == depth, "its end is one less deep");
    } else {
        promise(xml->depth == depth, "text is as deep as what is around it");
    }
}

/* All tokens; how many elements there are, SIZE_MAX when the input is no XML. */
static size_t walk(rn_bytes input)
{
    rn_report report = {0};
    rn_xml xml;
    size_t opened = 0, depth = 0;
    rn_xml_init(&xml, input, NESTING, &report);
    while (rn_xml_next(&xml) > RN_XML_END) {
        count_token(&xml, depth, &opened);
        depth = xml.depth;
    }
    bool good = xml.token == RN_XML_END;
    promise_report(&report, !good);
    promise(!good || depth == 0, "at the end everything is closed");
    rn_xml_finish(&xml);
    rn_report_finish(&report);
    return good ? opened : SIZE_MAX;
}

/* The children of the root, each skipped or taken as text. */
static bool step_over(rn_bytes input)
{
    rn_report report = {0};
    rn_xml xml;
    rn_buffer text = {0};
    bool fine = true;
    rn_xml_init(&xml, input, NESTING, &report);
    rn_xml_next(&xml);
    for (size_t i = 0; fine && rn_xml_next_child(&xml); i++) {
        fine = i % 2 ? rn_xml_skip(&xml) : rn_xml_take_text(&xml, &text);
        promise(!fine || (xml.token == RN_XML_CLOSE && xml.depth == 1), "a child ends in the root");
    }
    while (rn_xml_next(&xml) > RN_XML_END)
        ;
    bool good = xml.token == RN_XML_END;
    rn_buffer_finish(&text);
    rn_xml_finish(&xml);
    rn_report_finish(&report);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_bytes input = {(const char *)data, size}, rest = {"", 0};
    rn_bytes root = rn_xml_root(input, &rest);
    promise(is_inside(root, input), "the root's name lies in the input");
    size_t elements = walk(input);
    promise(step_over(input) == (elements != SIZE_MAX), "to step over finds the same faults");
    promise(elements == SIZE_MAX || elements > 0, "a document has a root");
    return 0;
}

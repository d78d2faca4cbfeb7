/* A pull tokenizer for XML: one token a call.  Expat does the grammar; it is fed piece by piece, and
 * what it finds in a piece waits here to be pulled, so that nothing grows with the input but single
 * texts.  Nesting is bounded, nothing outside the input is read, and entities cannot be declared: an
 * internal subset is refused, the public DOCTYPE of SVG ignored.
 *
 * Bytes that are no UTF-8 (programs that print names as they found them) reach the caller as they are:
 * the builder repairs them string by string. */
#ifndef RN_XML_H
#define RN_XML_H

#include "base/buffer.h"
#include "base/report.h"

typedef enum rn_xml_token {
    RN_XML_ERROR,
    RN_XML_END,   /* of the input */
    RN_XML_OPEN,  /* <a …>, also of <a/> */
    RN_XML_TEXT,  /* between tags, when it is not blank */
    RN_XML_CLOSE, /* </a>, also of <a/> */
} rn_xml_token;

/* Places in rn_xml.characters. */
typedef struct rn_xml_slice {
    size_t from, to;
} rn_xml_slice;

typedef struct rn_xml_attribute_slices {
    rn_xml_slice name, value;
} rn_xml_attribute_slices;

typedef struct rn_xml_item {
    rn_xml_token token;
    rn_xml_slice text;
    size_t attribute, attribute_end;
    size_t offset;
} rn_xml_item;

typedef struct rn_xml {
    rn_xml_token token;
    rn_bytes
        text;     /* of OPEN and CLOSE: the name; of TEXT: the text.  Holds until the next token. */
    size_t depth; /* of elements that are open, after the token */
    size_t offset;  /* of the token in the input */
    rn_bytes input; /* what follows is its own business */
    size_t fed, piece;
    size_t limit, parsed_depth;
    struct XML_ParserStruct *parser;
    bool is_bytes; /* not UTF-8 */
    bool has_ink;  /* `pending` is not blank */
    rn_buffer pending, characters;
    rn_xml_item *items; /* waiting */
    size_t at, count, capacity;
    size_t attribute, attribute_end; /* of the token at hand */
    rn_xml_attribute_slices *attributes;
    size_t attribute_count, attribute_capacity;
    render_status failed; /* what comes after the items that wait */
    size_t failed_offset;
    char message[128];
    rn_report *report;
} rn_xml;

/* It is to be finished also when this fails (then the report says so, and every token is ERROR). */
void rn_xml_init(rn_xml *xml, rn_bytes input, uint32_t nesting, rn_report *report);
void rn_xml_finish(rn_xml *xml);

/* The next token, also in xml->token.  RN_XML_ERROR stays and has filled the report. */
rn_xml_token rn_xml_next(rn_xml *xml);

/* Whether the token at hand opens or closes this element. */
static inline bool rn_xml_is(const rn_xml *xml, const char *name)
{
    return (xml->token == RN_XML_OPEN || xml->token == RN_XML_CLOSE) &&
           rn_bytes_equal(xml->text, rn_bytes_of(name));
}

/* Of the OPEN at hand; an empty slice when it is not there.  Holds as long as xml->text. */
rn_bytes rn_xml_find_attribute(const rn_xml *xml, rn_bytes name);

static inline rn_bytes rn_xml_attribute(const rn_xml *xml, const char *name)
{
    return rn_xml_find_attribute(xml, rn_bytes_of(name));
}

/* Goes to the OPEN of the next element in the one at hand; false at its CLOSE, at the end or at an
 * error. */
bool rn_xml_next_child(rn_xml *xml);

/* After an OPEN: goes to its CLOSE.  False at an error. */
bool rn_xml_skip(rn_xml *xml);

/* The same; appends all text on the way. */
bool rn_xml_take_text(rn_xml *xml, rn_buffer *out);

/* Fails at the token at hand, with the line. */
render_status rn_xml_fail(rn_xml *xml, const char *message);

/* For sniffing: the name of the outermost element; *rest (may be NULL) is what follows it.  Empty when
 * the text is not XML up to there. */
rn_bytes rn_xml_root(rn_bytes head, rn_bytes *rest);

#endif

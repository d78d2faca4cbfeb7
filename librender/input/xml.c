/* Expat (UTF-8, no namespaces) behind a queue. */
#include "input/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/text.h"

enum { PIECE = 1 << 16, PIECE_MAX = 1 << 30 };

/* ---- what expat finds ------------------------------------------------------------------------- */

/* The first failure ends the parsing, though expat may still call a handler or two; it is told after all
 * that came before it. */
static void stop(rn_xml *xml, render_status status, size_t offset, const char *message)
{
    if (xml->failed)
        return;
    xml->failed = status;
    xml->failed_offset = offset;
    snprintf(xml->message, sizeof xml->message, "%s", message);
    XML_StopParser(xml->parser, XML_FALSE);
}

/* Expat 2.9 has another name for it, and warns of the old one. */
static int64_t index_of(const rn_xml *xml)
{
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
    return XML_GetCurrentByteIndex64(xml->parser);
#else
    return XML_GetCurrentByteIndex(xml->parser);
#endif
}

static size_t here(const rn_xml *xml)
{
    int64_t index = index_of(xml);
    return index < 0 ? xml->input.size : (size_t)index;
}

static void fail_memory(rn_xml *xml)
{
    stop(xml, RENDER_ERROR_MEMORY, 0, "out of memory");
}

/* Expat took bytes for Latin-1 and wrote UTF-8: back to bytes. */
static void put_characters(const rn_xml *xml, rn_buffer *out, rn_bytes text)
{
    size_t length;
    if (!xml->is_bytes) {
        rn_put(out, text);
        return;
    }
    for (; text.size; text = rn_bytes_slice(text, length, text.size)) {
        uint32_t code = rn_text_decode(text, &length);
        if (code <= 0xff)
            rn_put_char(out, (char)code);
        else
            rn_put(out, rn_bytes_slice(text, 0, length));
    }
}

static rn_xml_slice keep(rn_xml *xml, const char *text)
{
    size_t from = xml->characters.size;
    put_characters(xml, &xml->characters, rn_bytes_of(text));
    return (rn_xml_slice){from, xml->characters.size};
}

static void add_item(rn_xml *xml, rn_xml_token token, rn_xml_slice text, size_t attribute)
{
    if (xml->failed)
        return;
    if (!RN_GROW(xml->items, xml->capacity, xml->count + 1)) {
        fail_memory(xml);
        return;
    }
    xml->items[xml->count++] =
        (rn_xml_item){token, text, attribute, xml->attribute_count, here(xml)};
}

/* Expat hands over texts in bits. */
static void flush_text(rn_xml *xml)
{
    size_t from = xml->characters.size;
    if (xml->has_ink) {
        put_characters(xml, &xml->characters, rn_buffer_bytes(&xml->pending));
        add_item(xml, RN_XML_TEXT, (rn_xml_slice){from, xml->characters.size},
                 xml->attribute_count);
    }
    xml->has_ink = false;
    xml->pending.size = 0;
}

static void take_attributes(rn_xml *xml, const char **given)
{
    for (; *given; given += 2) {
        if (!RN_GROW(xml->attributes, xml->attribute_capacity, xml->attribute_count + 1)) {
            fail_memory(xml);
            return;
        }
        rn_xml_slice name = keep(xml, given[0]);
        xml->attributes[xml->attribute_count++] =
            (rn_xml_attribute_slices){name, keep(xml, given[1])};
    }
}

static void XMLCALL take_open(void *user, const char *name, const char **attributes)
{
    rn_xml *xml = user;
    char message[64];
    if (xml->parsed_depth >= xml->limit) {
        snprintf(message, sizeof message, "XML nested deeper than %zu levels", xml->limit);
        stop(xml, RENDER_ERROR_LIMIT, here(xml), message);
        return;
    }
    flush_text(xml);
    xml->parsed_depth++;
    size_t first = xml->attribute_count;
    take_attributes(xml, attributes);
    add_item(xml, RN_XML_OPEN, keep(xml, name), first);
}

static void XMLCALL take_close(void *user, const char *name)
{
    rn_xml *xml = user;
    flush_text(xml);
    xml->parsed_depth--;
    add_item(xml, RN_XML_CLOSE, keep(xml, name), xml->attribute_count);
}

static void XMLCALL take_text(void *user, const char *text, int size)
{
    rn_xml *xml = user;
    for (int i = 0; i < size && !xml->has_ink; i++)
        xml->has_ink = !strchr(" \t\r\n", text[i]);
    if (xml->has_ink || xml->pending.size < PIECE)
        rn_put(&xml->pending, (rn_bytes){text, (size_t)size});
}

/* An entity of an external subset, which is not read. */
static void XMLCALL take_entity(void *user, const char *name, int is_parameter)
{
    rn_xml *xml = user;
    if (is_parameter)
        return;
    xml->has_ink = true;
    rn_put_char(&xml->pending, '&');
    rn_put_text(&xml->pending, name);
    rn_put_char(&xml->pending, ';');
}

static void XMLCALL take_doctype(void *user, const char *name, const char *system,
                                 const char *public, int has_subset)
{
    (void)name, (void)system, (void)public;
    if (has_subset)
        stop(user, RENDER_ERROR_MALFORMED, here(user),
             "the XML declares entities or elements of its own, which is not accepted");
}

/* ---- feeding it ------------------------------------------------------------------------------- */

void rn_xml_init(rn_xml *xml, rn_bytes input, uint32_t nesting, rn_report *report)
{
    *xml = (rn_xml){.input = input, .limit = nesting, .piece = PIECE, .report = report};
    xml->is_bytes = !rn_text_is_utf8(input);
    /* whatever its declaration says: the source has turned UTF-16 into UTF-8 */
    xml->parser = XML_ParserCreate(xml->is_bytes ? "ISO-8859-1" : "UTF-8");
    if (!xml->parser) {
        xml->failed = RENDER_ERROR_MEMORY;
        return;
    }
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, take_open, take_close);
    XML_SetCharacterDataHandler(xml->parser, take_text);
    XML_SetSkippedEntityHandler(xml->parser, take_entity);
    XML_SetStartDoctypeDeclHandler(xml->parser, take_doctype);
}

void rn_xml_finish(rn_xml *xml)
{
    if (xml->parser)
        XML_ParserFree(xml->parser);
    rn_buffer_finish(&xml->pending);
    rn_buffer_finish(&xml->characters);
    free(xml->items);
    free(xml->attributes);
}

static void note_error(rn_xml *xml)
{
    char message[sizeof xml->message];
    enum XML_Error code = XML_GetErrorCode(xml->parser);
    size_t offset = here(xml);
    bool is_end = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                  code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    snprintf(message, sizeof message, "the XML is broken: %s", XML_ErrorString(code));
    if (code == XML_ERROR_NO_MEMORY)
        fail_memory(xml);
    else if (is_end && xml->fed == xml->input.size)
        stop(xml, RENDER_ERROR_MALFORMED, xml->input.size, "the XML ends early");
    else
        stop(xml, RENDER_ERROR_MALFORMED, offset, message);
}

/* Pieces grow as long as one token fills them: else it would be looked through for each. */
static void feed(rn_xml *xml)
{
    xml->at = xml->count = xml->attribute_count = 0;
    xml->characters.size = 0;
    size_t left = xml->input.size - xml->fed, size = left < xml->piece ? left : xml->piece;
    bool is_last = size == left;
    int64_t before = index_of(xml);
    enum XML_Status status = XML_Parse(xml->parser, xml->input.data + xml->fed, (int)size, is_last);
    xml->fed += size;
    if (xml->pending.failed || xml->characters.failed) {
        xml->count = 0; /* their texts lack something */
        fail_memory(xml);
    } else if (status != XML_STATUS_OK)
        note_error(xml);
    else if (is_last)
        add_item(xml, RN_XML_END, (rn_xml_slice){0, 0}, 0);
    else if (xml->count == 0 && index_of(xml) == before && xml->piece < PIECE_MAX)
        xml->piece *= 2;
    else if (xml->count)
        xml->piece = PIECE;
}

/* ---- pulling ---------------------------------------------------------------------------------- */

static uint64_t line_at(rn_bytes input, size_t offset)
{
    uint64_t line = 1;
    for (size_t i = 0; i < offset && i < input.size; i++)
        line += input.data[i] == '\n';
    return line;
}

static rn_bytes slice(const rn_xml *xml, rn_xml_slice s)
{
    return rn_bytes_slice(rn_buffer_bytes(&xml->characters), s.from, s.to);
}

rn_xml_token rn_xml_next(rn_xml *xml)
{
    while (xml->at == xml->count && !xml->failed && xml->token != RN_XML_END)
        feed(xml);
    if (xml->token == RN_XML_END)
        return RN_XML_END;
    if (xml->at == xml->count) {
        bool has_place = xml->failed != RENDER_ERROR_MEMORY;
        rn_fail(xml->report, xml->failed, has_place ? xml->failed_offset : 0,
                has_place ? line_at(xml->input, xml->failed_offset) : 0, "%s",
                has_place ? xml->message : "out of memory");
        return xml->token = RN_XML_ERROR;
    }
    const rn_xml_item *item = &xml->items[xml->at++];
    xml->text = slice(xml, item->text);
    xml->offset = item->offset;
    xml->attribute = item->attribute;
    xml->attribute_end = item->attribute_end;
    if (item->token == RN_XML_OPEN)
        xml->depth++;
    else if (item->token == RN_XML_CLOSE)
        xml->depth--;
    return xml->token = item->token;
}

rn_bytes rn_xml_find_attribute(const rn_xml *xml, rn_bytes name)
{
    for (size_t i = xml->attribute; i < xml->attribute_end; i++)
        if (rn_bytes_equal(slice(xml, xml->attributes[i].name), name))
            return slice(xml, xml->attributes[i].value);
    return RN_LITERAL("");
}

bool rn_xml_next_child(rn_xml *xml)
{
    while (rn_xml_next(xml) == RN_XML_TEXT)
        continue;
    return xml->token == RN_XML_OPEN;
}

bool rn_xml_take_text(rn_xml *xml, rn_buffer *out)
{
    size_t depth = xml->depth;
    while (rn_xml_next(xml) != RN_XML_ERROR && xml->depth >= depth)
        if (xml->token == RN_XML_TEXT && out)
            rn_put(out, xml->text);
    if (out && out->failed)
        rn_fail_memory(xml->report);
    return xml->token != RN_XML_ERROR && !(out && out->failed);
}

bool rn_xml_skip(rn_xml *xml)
{
    return rn_xml_take_text(xml, NULL);
}

render_status rn_xml_fail(rn_xml *xml, const char *message)
{
    return rn_fail(xml->report, RENDER_ERROR_MALFORMED, xml->offset,
                   line_at(xml->input, xml->offset), "%s", message);
}

/* ---- the outermost element -------------------------------------------------------------------- */

/* What follows the first `mark`; empty when there is none. */
static rn_bytes after(rn_bytes text, rn_bytes mark)
{
    const char *found = text.size ? memmem(text.data, text.size, mark.data, mark.size) : NULL;
    size_t at = found ? (size_t)(found - text.data) + mark.size : text.size;
    return rn_bytes_slice(text, at, text.size);
}

static rn_bytes after_doctype(rn_bytes text)
{
    size_t at = 0;
    while (at < text.size && text.data[at] != '[' && text.data[at] != '>')
        at++;
    rn_bytes rest = rn_bytes_slice(text, at, text.size);
    if (rest.size && rest.data[0] == '[')
        rest = after(rest, RN_LITERAL("]"));
    return after(rest, RN_LITERAL(">"));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static rn_bytes skip_blanks(rn_bytes text)
{
    while (text.size && is_blank(text.data[0]))
        text = rn_bytes_slice(text, 1, text.size);
    return text;
}

rn_bytes rn_xml_root(rn_bytes head, rn_bytes *rest)
{
    for (;;) {
        head = skip_blanks(head);
        if (rn_bytes_start(head, RN_LITERAL("<?")))
            head = after(head, RN_LITERAL("?>"));
        else if (rn_bytes_start(head, RN_LITERAL("<!--")))
            head = after(head, RN_LITERAL("-->"));
        else if (rn_bytes_start(head, RN_LITERAL("<!DOCTYPE")))
            head = after_doctype(head);
        else
            break;
    }
    if (head.size < 2 || head.data[0] != '<')
        return RN_LITERAL("");
    rn_bytes name = {head.data + 1, 0};
    while (name.size + 1 < head.size && !is_blank(name.data[name.size]) &&
           name.data[name.size] != '>' && name.data[name.size] != '/')
        name.size++;
    if (rest)
        *rest = rn_bytes_slice(head, name.size + 1, head.size);
    return name;
}

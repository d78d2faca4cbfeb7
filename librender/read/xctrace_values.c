/* References lead back only: a value has its id from where its element ends, so that none can hold
 * itself. */
#include "read/xctrace_values.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "read/rust_name.h"
#include "read/source_frame.h"

void rn_xctrace_values_init(rn_xctrace_values *v, rn_xml *xml, rn_builder *builder)
{
    *v = (rn_xctrace_values){.xml = xml, .builder = builder, .report = rn_builder_report(builder)};
}

void rn_xctrace_values_finish(rn_xctrace_values *v)
{
    rn_map_finish(&v->ids);
    rn_map_finish(&v->files);
    rn_buffer_finish(&v->text);
    free(v->values);
    free(v->frames);
}

static bool fail_memory(const rn_xctrace_values *v)
{
    rn_fail_memory(v->report);
    return false;
}

/* ---- references ------------------------------------------------------------------------------- */

/* Of the OPEN at hand; UINT64_MAX when it has none that is a number. */
static uint64_t number_attribute(const rn_xml *xml, const char *name)
{
    uint64_t number;
    return rn_number_parse_uint(rn_xml_attribute(xml, name), &number) ? number : UINT64_MAX;
}

/* Whether the OPEN at hand is a reference: then what it refers to is in *out. */
static bool is_reference(rn_xctrace_values *v, rn_xctrace_kind kind, rn_xctrace_value *out)
{
    if (rn_xml_attribute(v->xml, "ref").size == 0)
        return false;
    uint64_t id = number_attribute(v->xml, "ref");
    uint32_t index = id == UINT64_MAX ? RN_NONE : rn_map_get(&v->ids, id, RN_NONE);
    if (index == RN_NONE || v->values[index].kind != kind)
        v->is_broken = true;
    else
        *out = v->values[index];
    return true;
}

static bool define(rn_xctrace_values *v, uint64_t id, const rn_xctrace_value *value)
{
    bool is_new;
    if (id == UINT64_MAX)
        return true;
    uint32_t *index = rn_map_put(&v->ids, id, (uint32_t)v->value_count, &is_new);
    if (!index || v->value_count >= INT32_MAX ||
        !RN_GROW(v->values, v->value_capacity, v->value_count + 1))
        return fail_memory(v);
    *index = (uint32_t)v->value_count;
    v->values[v->value_count++] = *value;
    return true;
}

/* ---- simple values ---------------------------------------------------------------------------- */

static bool take_text(rn_xctrace_values *v)
{
    v->text.size = 0;
    return rn_xml_take_text(v->xml, &v->text);
}

bool rn_xctrace_take_number(rn_xctrace_values *v, double *out)
{
    rn_xctrace_value value = {.number = *out};
    uint64_t id = number_attribute(v->xml, "id");
    if (is_reference(v, RN_XCTRACE_NUMBER, &value)) {
        *out = value.number;
        return rn_xml_skip(v->xml);
    }
    if (!take_text(v))
        return false;
    value.kind = RN_XCTRACE_NUMBER;
    if (!rn_number_parse(rn_buffer_bytes(&v->text), &value.number) ||
        !(value.number >= 0 && value.number < 1e18)) {
        v->is_broken = true;
        return true;
    }
    *out = value.number;
    return define(v, id, &value);
}

static bool take_path(rn_xctrace_values *v, rn_xctrace_value *out)
{
    uint64_t id = number_attribute(v->xml, "id");
    if (is_reference(v, RN_XCTRACE_PATH, out))
        return rn_xml_skip(v->xml);
    if (!take_text(v))
        return false;
    *out = (rn_xctrace_value){.kind = RN_XCTRACE_PATH};
    out->text = rn_builder_text(v->builder, rn_buffer_bytes(&v->text));
    return define(v, id, out);
}

bool rn_xctrace_take_process(rn_xctrace_values *v, rn_xctrace_value *out)
{
    uint64_t id = number_attribute(v->xml, "id");
    if (is_reference(v, RN_XCTRACE_PROCESS, out))
        return rn_xml_skip(v->xml);
    *out = (rn_xctrace_value){.kind = RN_XCTRACE_PROCESS};
    out->text = rn_builder_text(v->builder, rn_xml_attribute(v->xml, "fmt"));
    return rn_xml_skip(v->xml) && define(v, id, out);
}

bool rn_xctrace_take_thread(rn_xctrace_values *v, rn_xctrace_value *out)
{
    uint64_t id = number_attribute(v->xml, "id");
    if (is_reference(v, RN_XCTRACE_THREAD, out))
        return rn_xml_skip(v->xml);
    rn_bytes name = rn_xml_attribute(v->xml, "fmt");
    *out = (rn_xctrace_value){.kind = RN_XCTRACE_THREAD};
    out->text = rn_builder_text(v->builder, name);
    out->track = rn_builder_track(v->builder, name);
    rn_xctrace_value process = {0};
    while (rn_xml_next_child(v->xml))
        if (!(rn_xml_is(v->xml, "process") ? rn_xctrace_take_process(v, &process)
                                           : rn_xml_skip(v->xml)))
            return false;
    return v->xml->token == RN_XML_CLOSE && define(v, id, out);
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool take_binary(rn_xctrace_values *v, rn_xctrace_value *out)
{
    uint64_t id = number_attribute(v->xml, "id");
    if (is_reference(v, RN_XCTRACE_BINARY, out))
        return rn_xml_skip(v->xml);
    *out = (rn_xctrace_value){.kind = RN_XCTRACE_BINARY};
    out->text = rn_builder_text(v->builder, rn_xml_attribute(v->xml, "name"));
    return rn_xml_skip(v->xml) && define(v, id, out);
}

static bool take_source(rn_xctrace_values *v, rn_xctrace_value *out)
{
    rn_xctrace_value path = {0};
    uint64_t id = number_attribute(v->xml, "id"), line = number_attribute(v->xml, "line");
    if (is_reference(v, RN_XCTRACE_SOURCE, out))
        return rn_xml_skip(v->xml);
    while (rn_xml_next_child(v->xml))
        if (!(rn_xml_is(v->xml, "path") ? take_path(v, &path) : rn_xml_skip(v->xml)))
            return false;
    *out = (rn_xctrace_value){.kind = RN_XCTRACE_SOURCE, .text = path.text};
    out->line = line < UINT32_MAX ? (uint32_t)line : 0;
    return v->xml->token == RN_XML_CLOSE && define(v, id, out);
}

/* Without a symbol the name is the address. */
static uint32_t name_of_frame(rn_xctrace_values *v)
{
    rn_bytes name = rn_xml_attribute(v->xml, "name");
    if (name.size == 0)
        name = rn_xml_attribute(v->xml, "addr");
    v->text.size = 0;
    if (rn_rust_name_repair(&v->text, name))
        name = rn_buffer_bytes(&v->text);
    return rn_builder_text(v->builder, name.size ? name : RN_LITERAL("[unknown]"));
}

static bool take_frame(rn_xctrace_values *v, rn_xctrace_value *out)
{
    rn_xctrace_value binary = {0}, source = {0};
    uint64_t id = number_attribute(v->xml, "id");
    if (is_reference(v, RN_XCTRACE_FRAME, out))
        return rn_xml_skip(v->xml);
    uint32_t name = name_of_frame(v);
    while (rn_xml_next_child(v->xml)) {
        bool ok = rn_xml_is(v->xml, "binary")   ? take_binary(v, &binary)
                  : rn_xml_is(v->xml, "source") ? take_source(v, &source)
                                                : rn_xml_skip(v->xml);
        if (!ok)
            return false;
    }
    if (v->xml->token != RN_XML_CLOSE)
        return false;
    rn_function_info info = {.name = name, .module = binary.text, .file = source.text};
    *out = (rn_xctrace_value){.kind = RN_XCTRACE_FRAME};
    out->id = rn_source_frame(v->builder, &v->files, &info, source.text ? source.line : 0);
    return !v->report->error.status && define(v, id, out);
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static bool add_frame(rn_xctrace_values *v)
{
    rn_xctrace_value frame = {0};
    if (!take_frame(v, &frame))
        return false;
    if (!frame.kind)
        return true;
    if (!RN_GROW(v->frames, v->frame_capacity, v->frame_count + 1))
        return fail_memory(v);
    v->frames[v->frame_count++] = frame.id;
    return true;
}

/* Takes all frames below the element at hand.  A stack may be wrapped: <tagged-backtrace> has a
 * <backtrace>, told in full, with an id of its own, or by reference. */
static bool take_frames(rn_xctrace_values *v, rn_xctrace_value *referred, uint64_t *inner)
{
    size_t depth = v->xml->depth;
    while (rn_xml_next(v->xml) != RN_XML_ERROR && v->xml->depth >= depth) {
        if (v->xml->token != RN_XML_OPEN)
            continue;
        if (rn_xml_is(v->xml, "backtrace") && !is_reference(v, RN_XCTRACE_STACK, referred))
            *inner = number_attribute(v->xml, "id");
        else if (rn_xml_is(v->xml, "frame") && !add_frame(v))
            return false;
    }
    return v->xml->token != RN_XML_ERROR;
}

/* One with a frame that refers to nothing gets no id: what refers to it refers to nothing, too. */
bool rn_xctrace_take_stack(rn_xctrace_values *v, rn_xctrace_value *out)
{
    uint64_t id = number_attribute(v->xml, "id"), inner = UINT64_MAX;
    if (is_reference(v, RN_XCTRACE_STACK, out))
        return rn_xml_skip(v->xml);
    rn_xctrace_value own = {.kind = RN_XCTRACE_STACK, .first = v->frame_count}, referred = {0};
    bool was_broken = v->is_broken;
    v->is_broken = false;
    if (!take_frames(v, &referred, &inner))
        return false;
    own.id = v->stack_count++;
    own.count = v->frame_count - own.first;
    *out = referred.kind ? referred : own;
    bool is_whole = !v->is_broken;
    v->is_broken |= was_broken;
    return !is_whole || (define(v, inner, out) && define(v, id, out));
}

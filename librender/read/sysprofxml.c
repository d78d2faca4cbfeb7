/* What sysprof 1.x saved:
 *
 *     <profile>
 *         <size>8267</size>
 *         <objects>
 *             <object id="2"><name>"[editor]"</name><total>8</total><self>0</self></object> …
 *         </objects>
 *         <nodes>
 *             <node id="1"><object>2</object><siblings>3</siblings><children>4</children>
 *                 <parent>0</parent><total>8</total><self>0</self><toplevel>1</toplevel></node> …
 *         </nodes>
 *     </profile>
 *
 * A node is a stack: its object called by its parent's (0: a root).  Processes are objects such as
 * '[editor]'; what the kernel does is below '- - kernel - -' or one object 'in kernel'.
 *
 * Left out: totals, siblings and children, which follow from the parents. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/number.h"
#include "input/xml.h"
#include "read/formats.h"

typedef struct object {
    rn_function_info function;
    bool enters_kernel;
    uint32_t frames[2]; /* as it is, and in the kernel; RN_NONE: not made yet */
} object;

typedef struct node {
    uint64_t parent_id, object_id;
    double self;
    size_t offset;
    uint32_t object, parent; /* indices; RN_NONE: no parent */
    uint32_t stack;          /* 0: not made yet */
    bool in_kernel, is_on_path;
} node;

typedef struct reader {
    rn_xml xml;
    rn_builder *builder;
    rn_report *report;
    rn_buffer text, name;
    rn_map object_ids, node_ids;
    object *objects;
    size_t object_count, object_capacity;
    node *nodes;
    size_t node_count, node_capacity;
    uint32_t *path; /* from a node up to the first one that has its stack */
    size_t path_capacity;
    double total;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes rest;
    (void)whole;
    if (!rn_bytes_equal(rn_xml_root(head, &rest), RN_LITERAL("profile")))
        return 0;
    bool has_parts =
        memmem(rest.data, rest.size, "<objects>", 9) || memmem(rest.data, rest.size, "<nodes>", 7);
    return has_parts ? 95 : 10;
}

static bool fail(reader *r, const char *message)
{
    rn_xml_fail(&r->xml, message);
    return false;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- records ---------------------------------------------------------------------------------- */

/* The text of the element at hand, without the blanks around it. */
static bool take_text(reader *r, rn_bytes *text)
{
    r->text.size = 0;
    if (!rn_xml_take_text(&r->xml, &r->text))
        return false;
    *text = rn_buffer_bytes(&r->text);
    while (text->size && strchr(" \t\r\n", text->data[0]))
        *text = rn_bytes_slice(*text, 1, text->size);
    while (text->size && strchr(" \t\r\n", text->data[text->size - 1]))
        text->size--;
    return true;
}

static bool take_id(reader *r, uint64_t *id)
{
    rn_bytes text;
    if (!take_text(r, &text))
        return false;
    return (rn_number_parse_uint(text, id) && *id < UINT64_MAX) || fail(r, "expected a number");
}

static bool take_number(reader *r, double *value)
{
    rn_bytes text;
    if (!take_text(r, &text))
        return false;
    return rn_number_parse(text, value) || fail(r, "expected a number");
}

/* Puts the id of the element at hand to where its record will be. */
static bool put_id(reader *r, rn_map *ids, size_t count)
{
    uint64_t id;
    bool is_new;
    if (!rn_number_parse_uint(rn_xml_attribute(&r->xml, "id"), &id) || id == UINT64_MAX)
        return fail(r, "expected an element with an id");
    if (count >= INT32_MAX || !rn_map_put(ids, id, (uint32_t)count, &is_new))
        return fail_memory(r);
    return is_new || fail(r, "two elements with one id");
}

static rn_bytes unquote(rn_bytes name)
{
    if (name.size >= 2 && name.data[0] == '"' && name.data[name.size - 1] == '"')
        name = rn_bytes_slice(name, 1, name.size - 1);
    return name;
}

static object make_object(reader *r, rn_bytes name)
{
    object o = {.frames = {RN_NONE, RN_NONE}};
    o.enters_kernel = rn_bytes_equal(name, RN_LITERAL("- - kernel - -"));
    if (o.enters_kernel)
        o.function.kind = RN_SEPARATOR;
    else if (name.size > 2 && name.data[0] == '[' && name.data[name.size - 1] == ']')
        o.function.kind = RN_PROCESS;
    else if (rn_bytes_equal(name, RN_LITERAL("Everything")) ||
             rn_bytes_start(name, RN_LITERAL("In file ")))
        o.function.flags = RN_FLAG_SYNTHETIC;
    else if (rn_bytes_equal(name, RN_LITERAL("in kernel")) ||
             rn_bytes_equal(name, RN_LITERAL("kernel")))
        o.function.flags = RN_FLAG_SYNTHETIC | RN_FLAG_KERNEL;
    o.function.name = rn_builder_text(r->builder, name.size ? name : RN_LITERAL("[unknown]"));
    return o;
}

static bool take_name(reader *r)
{
    rn_bytes name;
    if (!take_text(r, &name))
        return false;
    r->name.size = 0;
    rn_put(&r->name, unquote(name));
    return !r->name.failed || fail_memory(r);
}

static bool take_object(reader *r)
{
    r->name.size = 0;
    if (!put_id(r, &r->object_ids, r->object_count))
        return false;
    while (rn_xml_next_child(&r->xml))
        if (!(rn_xml_is(&r->xml, "name") ? take_name(r) : rn_xml_skip(&r->xml)))
            return false;
    if (r->xml.token != RN_XML_CLOSE)
        return false;
    if (!RN_GROW(r->objects, r->object_capacity, r->object_count + 1))
        return fail_memory(r);
    r->objects[r->object_count++] = make_object(r, rn_buffer_bytes(&r->name));
    return true;
}

static bool take_node(reader *r)
{
    node n = {.object_id = UINT64_MAX, .offset = r->xml.offset};
    if (!put_id(r, &r->node_ids, r->node_count))
        return false;
    while (rn_xml_next_child(&r->xml)) {
        bool ok = rn_xml_is(&r->xml, "object")   ? take_id(r, &n.object_id)
                  : rn_xml_is(&r->xml, "parent") ? take_id(r, &n.parent_id)
                  : rn_xml_is(&r->xml, "self")   ? take_number(r, &n.self)
                                                 : rn_xml_skip(&r->xml);
        if (!ok)
            return false;
    }
    if (r->xml.token != RN_XML_CLOSE)
        return false;
    if (n.object_id == UINT64_MAX)
        return fail(r, "a node without an object");
    if (!RN_GROW(r->nodes, r->node_capacity, r->node_count + 1))
        return fail_memory(r);
    r->nodes[r->node_count++] = n;
    return true;
}

static bool take_list(reader *r, const char *name, bool (*take)(reader *r))
{
    while (rn_xml_next_child(&r->xml))
        if (!(rn_xml_is(&r->xml, name) ? take(r) : rn_xml_skip(&r->xml)))
            return false;
    return r->xml.token == RN_XML_CLOSE;
}

static bool take_document(reader *r)
{
    if (!rn_xml_next_child(&r->xml) || !rn_xml_is(&r->xml, "profile"))
        return r->xml.token != RN_XML_ERROR && fail(r, "expected the element <profile>");
    while (rn_xml_next_child(&r->xml)) {
        bool ok = rn_xml_is(&r->xml, "objects") ? take_list(r, "object", take_object)
                  : rn_xml_is(&r->xml, "nodes") ? take_list(r, "node", take_node)
                                                : rn_xml_skip(&r->xml);
        if (!ok)
            return false;
    }
    return r->xml.token == RN_XML_CLOSE && rn_xml_next(&r->xml) == RN_XML_END;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static bool fail_node(reader *r, const node *n, const char *message)
{
    rn_fail(r->report, RENDER_ERROR_MALFORMED, n->offset, 0, "%s", message);
    return false;
}

static bool resolve(reader *r)
{
    for (size_t i = 0; i < r->node_count; i++) {
        node *n = &r->nodes[i];
        n->object = rn_map_get(&r->object_ids, n->object_id, RN_NONE);
        n->parent = n->parent_id ? rn_map_get(&r->node_ids, n->parent_id, RN_NONE) : RN_NONE;
        if (n->object == RN_NONE)
            return fail_node(r, n, "a node of an object that is not there");
        if (n->parent_id && n->parent == RN_NONE)
            return fail_node(r, n, "a node whose parent is not there");
    }
    return true;
}

static uint32_t frame_of(reader *r, object *o, bool in_kernel)
{
    uint32_t *frame = &o->frames[in_kernel];
    rn_function_info function = o->function;
    if (*frame == RN_NONE) {
        if (in_kernel)
            function.flags |= RN_FLAG_KERNEL;
        *frame = rn_builder_frame(r->builder, rn_builder_add_function(r->builder, &function), 0);
    }
    return *frame;
}

static void make_stack(reader *r, node *n)
{
    const node *parent = n->parent == RN_NONE ? NULL : &r->nodes[n->parent];
    object *o = &r->objects[n->object];
    bool below_kernel = parent && parent->in_kernel;
    n->in_kernel = below_kernel || o->enters_kernel;
    n->stack =
        rn_builder_push(r->builder, parent ? parent->stack : 0, frame_of(r, o, below_kernel));
}

/* Makes the stack of a node after those above it, which may come later in the file. */
static bool make_stacks(reader *r, uint32_t index)
{
    size_t count = 0;
    for (uint32_t at = index; at != RN_NONE && !r->nodes[at].stack; at = r->nodes[at].parent) {
        if (r->nodes[at].is_on_path)
            return fail_node(r, &r->nodes[at], "a node that is called by itself");
        if (!RN_GROW(r->path, r->path_capacity, count + 1))
            return fail_memory(r);
        r->nodes[at].is_on_path = true;
        r->path[count++] = at;
    }
    while (count)
        make_stack(r, &r->nodes[r->path[--count]]);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool add_node(reader *r, uint32_t index, uint32_t metric)
{
    const node *n = &r->nodes[index];
    if (!make_stacks(r, index))
        return false;
    if (!(n->self >= 0 && n->self < 1e18))
        return rn_skip(r->report, n->offset, 0, "a node with a number of samples that cannot be") ==
               RENDER_OK;
    if (n->self > 0)
        rn_builder_add_self(r->builder, n->stack, metric, n->self);
    r->total += n->self;
    return true;
}

static bool make_profile(reader *r)
{
    rn_bytes name = RN_LITERAL("samples");
    uint32_t metric = rn_builder_metric(r->builder, name, name);
    for (uint32_t i = 0; i < r->node_count; i++)
        if (!add_node(r, i, metric))
            return false;
    rn_report_sum_up(r->report, "node(s)");
    if (r->total == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no node has a sample");
    return r->total > 0;
}

static void finish(reader *r)
{
    rn_xml_finish(&r->xml);
    rn_buffer_finish(&r->text);
    rn_buffer_finish(&r->name);
    rn_map_finish(&r->object_ids);
    rn_map_finish(&r->node_ids);
    free(r->objects);
    free(r->nodes);
    free(r->path);
}

static render_status read_sysprofxml(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_xml_init(&r.xml, input, rn_builder_limits(builder)->nesting, report);
    if (take_document(&r) && resolve(&r))
        make_profile(&r);
    finish(&r);
    return report->error.status ? report->error.status : rn_builder_status(builder);
}

const rn_format rn_format_sysprofxml = {
    .info = &rn_format_infos[RN_FORMAT_sysprofxml],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_sysprofxml,
};

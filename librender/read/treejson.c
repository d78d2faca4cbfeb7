/* Call trees in JSON without more: as d3-flame-graph draws them,
 *
 *     {"name": "root", "value": 9, "children": [{"name": "main", "value": 9, "children": […]}]}
 *
 * as perf writes them for it ('perf script report flamegraph -f json'), with the calls of a process below
 * its name and number,
 *
 *     {"n": "all", "l": "root", "v": 0, "c": [{"n": "app (712)", "l": "", "v": 0, "c": […]}]}
 *
 * and as rows of bars (flamebearer.c).  A value holds those of the children, but perf's are a call's own; the
 * option tree_value says it of others.  What the values count is known of perf's only: samples.  "l" or "libtype" tells
 * the kernel, inlined and JIT code.
 *
 * Not read: "delta" and what else is said of calls. */
#include <math.h>

#include "read/flamebearer.h"
#include "read/formats.h"
#include "read/json_tree.h"

enum key { CHILDREN, NAME, VALUE, TYPE, KEY_COUNT };

typedef const char *const key_set[KEY_COUNT];

static const key_set long_keys = {"children", "name", "value", "libtype"},
                     short_keys = {"c", "n", "v", "l"};

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    rn_json_tree tree;
    const char *const *keys;
    rn_buffer text;
    bool has_root; /* the outermost object is said to be none of the calls */
} reader;

/* ---- detection -------------------------------------------------------------------------------- */

/* A tree has one set of keys throughout: "n" or "c" in one with long keys is something else. */
static const char *const *find_keys(rn_bytes head)
{
    for (int i = 0; i < TYPE; i++)
        if (rn_json_find_key(head, long_keys[i]).size)
            return long_keys;
    return short_keys;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_bytes bars = rn_json_find_key(head, "flamebearer");
    if (rn_json_find_key(bars, "names").size || rn_json_find_key(bars, "levels").size)
        return 95;
    const char *const *keys = find_keys(head);
    rn_bytes first = rn_json_find_item(rn_json_find_key(head, keys[CHILDREN]));
    bool has_value =
        rn_json_find_key(head, keys[VALUE]).size || rn_json_find_key(first, keys[VALUE]).size;
    bool has_name =
        rn_json_find_key(head, keys[NAME]).size || rn_json_find_key(first, keys[NAME]).size;
    return first.size && has_name ? has_value ? 60 : 20 : 0;
}

/* ---- trees ------------------------------------------------------------------------------------ */

/* 'app (712)' */
static bool is_process(rn_bytes name)
{
    size_t at = name.size ? name.size - 1 : 0;
    if (name.size == 0 || name.data[at] != ')')
        return false;
    while (at && name.data[at - 1] >= '0' && name.data[at - 1] <= '9')
        at--;
    return at >= 2 && at < name.size - 1 && name.data[at - 1] == '(' && name.data[at - 2] == ' ';
}

/* Whether a process may have this name stays in `scope` until it is known where it stands. */
static bool take_name(reader *r, rn_tree_node *node)
{
    if (!rn_json_next_text(&r->json, &r->text))
        return false;
    node->function.name = rn_builder_text(r->builder, rn_json_text(&r->text));
    node->scope = is_process(rn_json_text(&r->text));
    return true;
}

static bool take_type(reader *r, rn_tree_node *node)
{
    if (!rn_json_next_text(&r->json, &r->text))
        return false;
    rn_bytes type = rn_json_text(&r->text);
    if (rn_bytes_equal(type, RN_LITERAL("kernel")))
        node->function.flags = RN_FLAG_KERNEL;
    if (rn_bytes_equal(type, RN_LITERAL("inlined")))
        node->function.flags = RN_FLAG_INLINED;
    if (rn_bytes_equal(type, RN_LITERAL("jit")))
        node->function.flags = RN_FLAG_JIT;
    r->has_root |= node->parent == RN_NONE && rn_bytes_equal(type, RN_LITERAL("root"));
    return true;
}

static bool take_value(reader *r, rn_tree_node *node)
{
    if (rn_json_next(&r->json) == RN_JSON_NULL)
        return true;
    if (r->json.token != RN_JSON_NUMBER)
        return rn_json_refuse(&r->json, "a number");
    double value = rn_json_number(&r->json);
    if (!(value >= 0 && isfinite(value)))
        return rn_skip(r->report, r->json.at, 0, "a value that is negative or too large") ==
               RENDER_OK;
    node->value = value;
    return true;
}

static bool take_member(void *reader_, rn_tree_node *node)
{
    reader *r = reader_;
    if (rn_json_is_key(&r->json, r->keys[NAME]))
        return take_name(r, node);
    if (rn_json_is_key(&r->json, r->keys[TYPE]))
        return take_type(r, node);
    if (rn_json_is_key(&r->json, r->keys[VALUE]))
        return take_value(r, node);
    return rn_json_skip(&r->json);
}

static bool has_own_values(const reader *r)
{
    render_tree_value asked = rn_builder_options(r->builder)->tree_value;
    return asked == RENDER_TREE_AUTO ? r->keys == short_keys : asked == RENDER_TREE_SELF;
}

static void mark_processes(reader *r)
{
    r->tree.skips_root = r->has_root;
    for (size_t i = 0; r->has_root && i < r->tree.count; i++)
        if (r->tree.nodes[i].parent == 0 && r->tree.nodes[i].scope)
            r->tree.nodes[i].function.kind = RN_PROCESS;
}

static void take_tree(reader *r)
{
    if (!rn_json_tree_read(&r->tree) || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return;
    bool is_perf = r->has_root && r->keys == short_keys;
    uint32_t metric =
        is_perf ? rn_builder_metric(r->builder, RN_LITERAL("samples"), RN_LITERAL("samples"))
                : rn_builder_metric(r->builder, RN_LITERAL("value"), RN_LITERAL(""));
    mark_processes(r);
    if (!has_own_values(r))
        rn_json_tree_own_values(&r->tree);
    rn_report_sum_up(r->report, "value(s)");
    if (!rn_json_tree_add(&r->tree, metric, 0))
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no call has a value");
}

static render_status read_treejson(rn_bytes input, rn_builder *builder, rn_report *report)
{
    rn_bytes head = {input.data, input.size < RN_SNIFF_BYTES ? input.size : RN_SNIFF_BYTES};
    if (rn_json_find_key(head, "flamebearer").size)
        return rn_flamebearer_read(input, builder, report);
    reader r = {.builder = builder, .report = report, .keys = find_keys(head)};
    const char *const children[] = {r.keys[CHILDREN], NULL};
    rn_json_init(&r.json, input, rn_json_tree_nesting(builder), report);
    r.tree = (rn_json_tree){.json = &r.json,
                            .builder = builder,
                            .report = report,
                            .children = children,
                            .member = take_member,
                            .reader = &r};
    take_tree(&r);
    rn_json_finish(&r.json);
    rn_json_tree_finish(&r.tree);
    rn_buffer_finish(&r.text);
    return report->error.status;
}

const rn_format rn_format_treejson = {
    .info = &rn_format_infos[RN_FORMAT_treejson],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_treejson,
};

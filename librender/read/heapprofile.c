/* V8's sampling heap profiles, as Node and Chrome write them:
 *
 *     {"head": {"callFrame": {"functionName": "(root)", …}, "selfSize": 0, "id": 1,
 *               "children": [{"callFrame": {…}, "selfSize": 32800, "id": 2, "children": []}, …]},
 *      "samples": [{"size": 32800, "nodeId": 2, "ordinal": 7}, …]}
 *
 * selfSize is what a call allocated and what is alive at the end, scaled up by the sampler: the
 * metric "memory".  The samples, which newer versions list, are all of it, the metrics "allocated" and
 * "samples". */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/formats.h"
#include "read/json_tree.h"
#include "read/v8_tree.h"

typedef struct sample {
    uint32_t node; /* as the file numbers it */
    double size;
} sample;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    rn_v8_frames frames;
    rn_v8_tree tree;
    sample *samples;
    size_t sample_count, sample_capacity;
    uint32_t *stacks; /* [node] */
    rn_map nodes;     /* the file's number → node */
    bool has_value;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes root = rn_json_find_key(head, "head");
    if (!rn_json_find_key(root, "callFrame").size)
        return 0;
    return rn_json_find_key(root, "selfSize").size ? 95 : whole ? 0 : 60;
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static bool take_node_id(reader *r, uint32_t *node)
{
    size_t id;
    rn_json_next(&r->json);
    if (!rn_json_take_index(&r->json, RN_NONE, "the number of a node", &id))
        return false;
    *node = (uint32_t)id;
    return true;
}

static bool take_sample(reader *r)
{
    sample s = {RN_NONE, NAN};
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "size")     ? rn_json_next_number(&r->json, &s.size)
                     : rn_json_is_key(&r->json, "nodeId") ? take_node_id(r, &s.node)
                                                          : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END)
        return false;
    if (s.node == RN_NONE || !isfinite(s.size) || s.size < 0)
        return rn_skip(r->report, r->json.at, 0, "a sample without a size and node") == RENDER_OK;
    if (!RN_GROW(r->samples, r->sample_capacity, r->sample_count + 1)) {
        rn_fail_memory(r->report);
        return false;
    }
    r->samples[r->sample_count++] = s;
    return true;
}

static bool take_samples(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of samples"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!take_sample(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a sample");
}

static bool take_all(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "head")
                         ? rn_v8_take_tree(&r->tree, &r->frames, &r->json)
                     : rn_json_is_key(&r->json, "samples") ? take_samples(r)
                                                           : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END && rn_json_expect(&r->json, RN_JSON_END, "the end");
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static bool is_root(const reader *r, size_t node)
{
    return r->frames.items[r->tree.nodes[node].frame].kind == RN_V8_ROOT;
}

static uint32_t push(reader *r, size_t node)
{
    uint32_t around = r->tree.nodes[node].parent;
    return rn_builder_push(r->builder, around == RN_NONE ? 0 : r->stacks[around],
                           rn_v8_builder_frame(&r->frames, r->tree.nodes[node].frame));
}

/* The stack of what is a node's own: "(root)" is drawn only where something is. */
static uint32_t own_stack(reader *r, size_t node)
{
    return is_root(r, node) ? push(r, node) : r->stacks[node];
}

static void add_node(reader *r, size_t node)
{
    double value = r->tree.nodes[node].value;
    uint32_t around = r->tree.nodes[node].parent;
    if (is_root(r, node))
        r->stacks[node] = around == RN_NONE ? 0 : r->stacks[around];
    else
        r->stacks[node] = push(r, node);
    if (value > 0)
        rn_builder_add_self(r->builder, own_stack(r, node), 0, value);
    r->has_value |= value > 0;
}

static bool add_nodes(reader *r)
{
    rn_builder_metric(r->builder, RN_LITERAL("memory"), RN_LITERAL("bytes"));
    r->stacks = rn_array_new(r->tree.count, sizeof *r->stacks);
    if (!r->stacks) {
        rn_fail_memory(r->report);
        return false;
    }
    for (size_t i = 0; i < r->tree.count; i++) {
        bool is_new;
        uint32_t id = r->tree.nodes[i].id;
        add_node(r, i);
        if (id != RN_NONE && !rn_map_put(&r->nodes, id, (uint32_t)i, &is_new)) {
            rn_fail_memory(r->report);
            return false;
        }
    }
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool add_samples(reader *r)
{
    if (r->sample_count == 0)
        return true;
    uint32_t size = rn_builder_metric(r->builder, RN_LITERAL("allocated"), RN_LITERAL("bytes"));
    uint32_t count = rn_builder_metric(r->builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
    size_t lost = 0; /* Node itself writes such samples */
    for (size_t i = 0; i < r->sample_count; i++) {
        uint32_t node = rn_map_get(&r->nodes, r->samples[i].node, RN_NONE);
        if (node == RN_NONE) {
            lost++;
            continue;
        }
        uint32_t stack = own_stack(r, node);
        rn_builder_add_self(r->builder, stack, size, r->samples[i].size);
        rn_builder_add_self(r->builder, stack, count, 1);
        r->has_value |= r->samples[i].size > 0;
    }
    if (lost)
        rn_warn(r->report, "%zu sample(s) of functions that are not there", lost);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static render_status read_heapprofile(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .frames = {.builder = builder}};
    rn_json_init(&r.json, input, rn_json_tree_nesting(builder), report);
    bool added = take_all(&r) && add_nodes(&r) && add_samples(&r);
    if (added && !r.has_value)
        rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "no allocations were sampled");
    rn_report_sum_up(report, "record(s)");
    rn_json_finish(&r.json);
    rn_v8_tree_finish(&r.tree);
    rn_v8_frames_finish(&r.frames);
    rn_map_finish(&r.nodes);
    free(r.samples);
    free(r.stacks);
    return report->error.status;
}

const rn_format rn_format_heapprofile = {
    .info = &rn_format_infos[RN_FORMAT_heapprofile],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_heapprofile,
};

/* What V8 writes of a profile of time, member by member; v8_samples.c makes stacks of it.
 *
 * Not read: ticks by line (positionTicks, lines), why functions were not optimized. */
#include "read/v8_profile.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/v8_tree.h"

enum { AT_ONCE = 64 }; /* numbers */

static rn_report *report_of(const rn_v8_profile *p)
{
    return rn_builder_report(p->frames->builder);
}

static bool fail_memory(const rn_v8_profile *p)
{
    rn_fail_memory(report_of(p));
    return false;
}

/* ---- nodes ------------------------------------------------------------------------------------ */

static bool next_id(rn_json *json, uint32_t *id)
{
    size_t number;
    rn_json_next(json);
    if (!rn_json_take_index(json, RN_NONE, "the number of a node", &number))
        return false;
    *id = (uint32_t)number;
    return true;
}

static bool add_node(rn_v8_profile *p, rn_v8_node node, uint32_t id)
{
    bool is_new = false;
    if (p->node_count >= INT32_MAX || !RN_GROW(p->nodes, p->node_capacity, p->node_count + 1) ||
        !rn_map_put(&p->frames->nodes, rn_map_pair(p->number, id), (uint32_t)p->node_count,
                    &is_new))
        return fail_memory(p);
    if (!is_new) {
        rn_fail(report_of(p), RENDER_ERROR_MALFORMED, p->nodes_at, 0,
                "two nodes have the number %lu", (unsigned long)id);
        return false;
    }
    node.kind = p->frames->items[node.frame].kind;
    p->nodes[p->node_count++] = node;
    return true;
}

static bool add_link(rn_v8_profile *p, uint32_t parent, uint32_t child)
{
    if (!RN_GROW(p->links, p->link_capacity, p->link_count + 1))
        return fail_memory(p);
    p->links[p->link_count++] = (rn_v8_link){parent, child};
    return true;
}

/* The parent is noted when the node's own number is known. */
static bool take_children(rn_v8_profile *p, rn_json *json)
{
    uint32_t child;
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of nodes' numbers"))
        return false;
    while (rn_json_next(json) != RN_JSON_ARRAY_END) {
        size_t number;
        if (!rn_json_take_index(json, RN_NONE, "the number of a node", &number))
            return false;
        child = (uint32_t)number;
        if (!add_link(p, RN_NONE, child))
            return false;
    }
    return true;
}

static bool take_hits(rn_json *json, double *hits)
{
    if (!rn_json_next_number(json, hits))
        return false;
    if (!isfinite(*hits) || *hits < 0)
        *hits = 0;
    return true;
}

static bool take_node(rn_v8_profile *p, rn_json *json)
{
    rn_v8_node node = {.frame = RN_NONE, .parent = RN_NONE, .stack = RN_NONE};
    uint32_t id = RN_NONE, parent = RN_NONE;
    size_t first_link = p->link_count;
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(json, "id")         ? next_id(json, &id)
                     : rn_json_is_key(json, "parent")   ? next_id(json, &parent)
                     : rn_json_is_key(json, "children") ? take_children(p, json)
                     : rn_json_is_key(json, "hitCount") ? take_hits(json, &node.hits)
                     : rn_json_is_key(json, "callFrame")
                         ? rn_v8_take_call_frame(p->frames, json, &node.frame)
                         : rn_json_skip(json);
        if (!taken)
            return false;
    }
    if (json->token != RN_JSON_OBJECT_END)
        return false;
    if (id == RN_NONE || node.frame == RN_NONE)
        return rn_json_refuse(json, "a node with \"id\" and \"callFrame\"");
    for (size_t i = first_link; i < p->link_count; i++)
        p->links[i].parent = id;
    return add_node(p, node, id) && (parent == RN_NONE || add_link(p, parent, id));
}

static bool take_nodes(rn_v8_profile *p, rn_json *json)
{
    p->nodes_at = json->at;
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of nodes"))
        return false;
    while (rn_json_next(json) == RN_JSON_OBJECT_BEGIN)
        if (!take_node(p, json))
            return false;
    return json->token == RN_JSON_ARRAY_END || rn_json_refuse(json, "a node");
}

/* Nodes without a number get one that no sample has. */
static bool take_head(rn_v8_profile *p, rn_json *json)
{
    rn_v8_tree tree = {0};
    uint32_t first = (uint32_t)p->node_count, unnumbered = RN_NONE - 1;
    bool taken = rn_v8_take_tree(&tree, p->frames, json);
    for (size_t i = 0; taken && i < tree.count; i++) {
        const rn_v8_tree_node *node = &tree.nodes[i];
        uint32_t parent = node->parent == RN_NONE ? RN_NONE : first + node->parent;
        taken = add_node(p, (rn_v8_node){node->frame, parent, RN_NONE, RN_V8_FUNCTION, node->value},
                         node->id == RN_NONE ? unnumbered-- : node->id);
    }
    rn_v8_tree_finish(&tree);
    return taken;
}

/* ---- samples ---------------------------------------------------------------------------------- */

static bool has_room(rn_v8_profile *p, size_t count)
{
    return RN_GROW(p->moments, p->moment_capacity, count) || fail_memory(p);
}

static bool add_samples(rn_v8_profile *p, const uint32_t *ids, size_t count)
{
    if (!has_room(p, p->sample_count + count))
        return false;
    for (size_t i = 0; i < count; i++)
        p->moments[p->sample_count++].node = ids[i];
    return true;
}

static bool take_samples(rn_v8_profile *p, rn_json *json)
{
    uint32_t ids[AT_ONCE];
    size_t id, count;
    p->samples_at = json->at;
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of samples"))
        return false;
    for (;;) {
        while ((count = rn_json_take_small(json, RN_NONE, ids, AT_ONCE)))
            if (!add_samples(p, ids, count))
                return false;
        if (rn_json_next(json) == RN_JSON_ARRAY_END)
            return true;
        if (!rn_json_take_index(json, RN_NONE, "the number of a node", &id))
            return false;
        ids[0] = (uint32_t)id;
        if (!add_samples(p, ids, 1))
            return false;
    }
}

static bool add_times(rn_v8_profile *p, const uint32_t *times, size_t count)
{
    if (!has_room(p, p->time_count + count))
        return false;
    for (size_t i = 0; i < count; i++)
        p->moments[p->time_count++].at = times[i];
    return true;
}

static bool take_times(rn_v8_profile *p, rn_json *json)
{
    uint32_t times[AT_ONCE];
    size_t count;
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of times"))
        return false;
    for (;;) {
        while ((count = rn_json_take_small(json, UINT32_MAX, times, AT_ONCE)))
            if (!add_times(p, times, count))
                return false;
        if (rn_json_next(json) != RN_JSON_NUMBER)
            return json->token == RN_JSON_ARRAY_END || rn_json_refuse(json, "a time");
        double time = rn_json_number(json);
        if (!isfinite(time))
            return rn_json_refuse(json, "a time");
        if (!has_room(p, p->time_count + 1))
            return false;
        p->moments[p->time_count++].at = time;
    }
}

static bool take_time(rn_json *json, double *time)
{
    rn_json_token token = rn_json_next_scalar(json);
    if (token == RN_JSON_NUMBER)
        *time = rn_json_number(json);
    return token > RN_JSON_END;
}

bool rn_v8_take_profile_member(rn_v8_profile *p, rn_json *json)
{
    if (rn_json_is_key(json, "nodes"))
        return take_nodes(p, json);
    if (rn_json_is_key(json, "head"))
        return take_head(p, json);
    if (rn_json_is_key(json, "samples"))
        return take_samples(p, json);
    if (rn_json_is_key(json, "timeDeltas"))
        return take_times(p, json);
    if (rn_json_is_key(json, "startTime"))
        return take_time(json, &p->start);
    if (rn_json_is_key(json, "endTime"))
        return take_time(json, &p->end);
    if (!rn_json_is_key(json, "timestamps"))
        return rn_json_skip(json);
    p->absolute = true;
    return take_times(p, json);
}

void rn_v8_profile_finish(rn_v8_profile *p)
{
    free(p->nodes);
    free(p->links);
    free(p->moments);
    free(p->path);
}

/* The profile of a Haskell program as JSON (GHC, +RTS -pj):
 *
 *     {"program": "mix", "rts_arguments": ["-pj"], "total_time": 0.31, "total_ticks": 314,
 *      "tick_interval": 1000, "total_alloc": 508495384,
 *      "cost_centres": [{"id": 7, "label": "emit", "module": "Main", "src_loc": "Mix.hs:11:1-26",
 *                        "is_caf": false}, …],
 *      "profile": {"id": 153, "entries": 0, "alloc": 648, "ticks": 0, "children": [{…}, …]}}
 *
 * Keys may come in any order.  The tree may be deep: its nodes are kept in a table, parents first, and
 * become stacks when all of it has been read.  All processors' time is added up. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/number.h"
#include "input/json_values.h"
#include "read/cost_centre.h"
#include "read/formats.h"

enum part { TICK_INTERVAL, COST_CENTRES, PROFILE, PART_COUNT };

static const char *const part_names[PART_COUNT] = {"tick_interval", "cost_centres", "profile"};

enum { TREE_DEPTH = 100000, VALUES_PER_LEVEL = 2, VALUES_AROUND = 8, USUAL_TICK = 1000 };

typedef struct node {
    uint32_t parent; /* a node; RN_NONE: the root */
    uint32_t stack;
    double id; /* NAN: not stated */
    double entries, alloc, ticks;
} node;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t parts[PART_COUNT]; /* where the values begin; 0: not there */
    double tick;              /* in ms */
    rn_buffer label, module, place, name;
    rn_map functions; /* by the number of the cost centre */
    node *nodes;
    size_t node_count, node_capacity;
    uint32_t time, bytes; /* metrics */
    double sum;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    bool arguments = rn_json_find_key(head, "rts_arguments").size;
    bool centres = rn_json_find_key(head, "cost_centres").size;
    if (arguments && centres)
        return 100;
    return arguments && !whole ? 60 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static bool take_interval(reader *r)
{
    double interval = USUAL_TICK;
    if (r->parts[TICK_INTERVAL]) {
        rn_json_seek(&r->json, r->parts[TICK_INTERVAL]);
        if (!rn_json_next_number(&r->json, &interval))
            return false;
    }
    r->tick = interval / 1e3;
    return (interval > 0 && isfinite(interval)) ||
           rn_json_refuse(&r->json, "the length of a tick in microseconds");
}

/* ---- cost centres ----------------------------------------------------------------------------- */

static bool add_centre(reader *r, double id)
{
    bool is_new;
    if (!(id >= 0 && id < RN_NONE))
        return rn_json_refuse(&r->json, "a cost centre with a number");
    uint32_t function = rn_cost_centre(r->builder, rn_json_text(&r->label),
                                       rn_json_text(&r->module), rn_json_text(&r->place), &r->name);
    uint32_t *slot = rn_map_put(&r->functions, (uint64_t)id, function, &is_new);
    if (!slot)
        return fail_memory(r);
    *slot = function;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_centre(reader *r)
{
    double id = NAN;
    r->label.size = r->module.size = r->place.size = 0;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "id")        ? rn_json_next_number(&r->json, &id)
                     : rn_json_is_key(&r->json, "label")   ? rn_json_next_text(&r->json, &r->label)
                     : rn_json_is_key(&r->json, "module")  ? rn_json_next_text(&r->json, &r->module)
                     : rn_json_is_key(&r->json, "src_loc") ? rn_json_next_text(&r->json, &r->place)
                                                           : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END && add_centre(r, id);
}

static bool take_centres(reader *r)
{
    rn_json_seek(&r->json, r->parts[COST_CENTRES]);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of cost centres"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!take_centre(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a cost centre");
}

/* ---- the tree --------------------------------------------------------------------------------- */

static bool add_node(reader *r, uint32_t parent)
{
    if (r->node_count >= RN_NONE || !RN_GROW(r->nodes, r->node_capacity, r->node_count + 1))
        return fail_memory(r);
    r->nodes[r->node_count++] = (node){.parent = parent, .id = NAN};
    return true;
}

static bool take_cost(reader *r, double *out)
{
    if (!rn_json_next_number(&r->json, out))
        return false;
    return (*out >= 0 && isfinite(*out)) || rn_json_refuse(&r->json, "a cost that is not negative");
}

/* A member but the children, whose '[' is left to be taken. */
static bool take_member(reader *r, node *n)
{
    if (rn_json_is_key(&r->json, "id"))
        return rn_json_next_number(&r->json, &n->id);
    if (rn_json_is_key(&r->json, "entries"))
        return take_cost(r, &n->entries);
    if (rn_json_is_key(&r->json, "alloc"))
        return take_cost(r, &n->alloc);
    if (rn_json_is_key(&r->json, "ticks"))
        return take_cost(r, &n->ticks);
    if (rn_json_is_key(&r->json, "children"))
        return rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of children");
    return rn_json_skip(&r->json);
}

/* Inside an array of children a node begins, or the array ends; inside a node a member, or its end. */
static bool take_tree(reader *r)
{
    uint32_t at = 0;
    rn_json_seek(&r->json, r->parts[PROFILE]);
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "a cost centre of the tree") ||
        !add_node(r, RN_NONE))
        return false;
    while (at != RN_NONE) {
        switch (rn_json_next(&r->json)) {
        case RN_JSON_KEY:
            if (!take_member(r, &r->nodes[at]))
                return false;
            break;
        case RN_JSON_OBJECT_BEGIN:
            if (!add_node(r, at))
                return false;
            at = (uint32_t)r->node_count - 1;
            break;
        case RN_JSON_OBJECT_END:
            at = r->nodes[at].parent;
            break;
        case RN_JSON_ARRAY_END:
            break;
        default:
            return rn_json_refuse(&r->json, "a cost centre of the tree");
        }
    }
    return true;
}

static bool push_node(reader *r, node *n)
{
    uint32_t function = n->id >= 0 && n->id < RN_NONE
                            ? rn_map_get(&r->functions, (uint64_t)n->id, RN_NONE)
                            : RN_NONE;
    if (function == RN_NONE) {
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0,
                "the tree holds a cost centre that is not in \"cost_centres\"");
        return false;
    }
    n->stack = rn_builder_push(r->builder, n->parent == RN_NONE ? 0 : r->nodes[n->parent].stack,
                               rn_builder_frame(r->builder, function, 0));
    if (n->entries > 0)
        rn_builder_add_calls(r->builder, function, n->entries, NAN);
    rn_builder_add_self(r->builder, n->stack, r->time, n->ticks * r->tick);
    rn_builder_add_self(r->builder, n->stack, r->bytes, n->alloc);
    r->sum += n->ticks + n->alloc;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool push_nodes(reader *r)
{
    r->time = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    r->bytes = rn_builder_metric(r->builder, RN_LITERAL("bytes"), RN_LITERAL("bytes"));
    for (size_t i = 0; i < r->node_count; i++)
        if (!push_node(r, &r->nodes[i]))
            return false;
    if (r->sum == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no cost centre cost anything");
    return r->sum != 0;
}

static render_status read_ghcjson(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_json_init(&r.json, input, TREE_DEPTH * VALUES_PER_LEVEL + VALUES_AROUND, report);
    if (rn_json_note_members(&r.json, part_names, PART_COUNT, COST_CENTRES, r.parts) &&
        take_interval(&r) && take_centres(&r) && take_tree(&r))
        push_nodes(&r);
    rn_json_finish(&r.json);
    rn_buffer_finish(&r.label);
    rn_buffer_finish(&r.module);
    rn_buffer_finish(&r.place);
    rn_buffer_finish(&r.name);
    rn_map_finish(&r.functions);
    free(r.nodes);
    return report->error.status;
}

const rn_format rn_format_ghcjson = {
    .info = &rn_format_infos[RN_FORMAT_ghcjson],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_ghcjson,
};

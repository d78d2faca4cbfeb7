/* See v8_tree.h.  Nothing recurses: the nodes around the one at hand are on a stack of their own. */
#include "read/v8_tree.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

typedef struct level {
    size_t node;
    rn_v8_frame frame; /* of members in the node itself */
    bool has_frame;
} level;

typedef struct reader {
    rn_v8_tree *tree;
    rn_v8_frames *frames;
    rn_json *json;
    level *open;
    size_t open_count, open_capacity;
} reader;

static bool open_node(reader *r)
{
    rn_v8_tree *tree = r->tree;
    uint32_t parent = r->open_count ? (uint32_t)r->open[r->open_count - 1].node : RN_NONE;
    if (tree->count >= INT32_MAX || !RN_GROW(tree->nodes, tree->capacity, tree->count + 1) ||
        !RN_GROW(r->open, r->open_capacity, r->open_count + 1)) {
        rn_fail_memory(r->json->report);
        return false;
    }
    r->open[r->open_count++] = (level){tree->count, RN_V8_NO_FRAME, false};
    tree->nodes[tree->count++] = (rn_v8_tree_node){0, parent, RN_NONE, 0};
    return true;
}

static bool close_node(reader *r)
{
    const level *top = &r->open[--r->open_count];
    return top->has_frame ||
           rn_v8_add_frame(r->frames, top->frame, &r->tree->nodes[top->node].frame);
}

static bool take_value(reader *r, double *value)
{
    if (rn_json_next(r->json) != RN_JSON_NUMBER)
        return rn_json_refuse(r->json, "a number");
    double number = rn_json_number(r->json);
    if (!isfinite(number) || number < 0)
        return rn_skip(r->json->report, r->json->at, 0, "a node with a %s value",
                       number < 0 ? "negative" : "too large") == RENDER_OK;
    *value = number;
    return true;
}

static bool take_id(reader *r, uint32_t *id)
{
    size_t number;
    rn_json_next(r->json);
    if (!rn_json_take_index(r->json, RN_NONE, "the number of a node", &number))
        return false;
    *id = (uint32_t)number;
    return true;
}

/* The value of the KEY at hand; of "children" only the bracket. */
static bool take_member(reader *r)
{
    level *top = &r->open[r->open_count - 1];
    rn_v8_tree_node *node = &r->tree->nodes[top->node];
    bool is_member;
    if (rn_json_is_key(r->json, "children"))
        return rn_json_expect(r->json, RN_JSON_ARRAY_BEGIN, "an array of nodes");
    if (rn_json_is_key(r->json, "callFrame")) {
        top->has_frame = true;
        return rn_v8_take_call_frame(r->frames, r->json, &node->frame);
    }
    if (rn_json_is_key(r->json, "selfSize") || rn_json_is_key(r->json, "hitCount"))
        return take_value(r, &node->value);
    if (rn_json_is_key(r->json, "id"))
        return take_id(r, &node->id);
    return rn_v8_take_member(r->json, &top->frame, &is_member) &&
           (is_member || rn_json_skip(r->json));
}

static bool take_all(reader *r)
{
    if (!rn_json_expect(r->json, RN_JSON_OBJECT_BEGIN, "a node") || !open_node(r))
        return false;
    while (r->open_count) {
        bool taken = false;
        switch (rn_json_next(r->json)) {
        case RN_JSON_KEY:
            taken = take_member(r);
            break;
        case RN_JSON_OBJECT_BEGIN:
            taken = open_node(r);
            break;
        case RN_JSON_OBJECT_END:
            taken = close_node(r);
            break;
        case RN_JSON_ARRAY_END:
            taken = true;
            break;
        default:
            rn_json_refuse(r->json, "a node");
        }
        if (!taken)
            return false;
    }
    return true;
}

bool rn_v8_take_tree(rn_v8_tree *tree, rn_v8_frames *frames, rn_json *json)
{
    reader r = {.tree = tree, .frames = frames, .json = json};
    bool taken = take_all(&r);
    free(r.open);
    return taken;
}

void rn_v8_tree_finish(rn_v8_tree *tree)
{
    free(tree->nodes);
}

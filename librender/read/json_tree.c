#include "read/json_tree.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

/* Sums of decimal fractions are not exact. */
static const double noise = 1e-9;

static bool fail_memory(rn_json_tree *t)
{
    rn_fail_memory(t->report);
    return false;
}

uint32_t rn_json_tree_nesting(const rn_builder *builder)
{
    enum { LEVELS = 200000 }; /* two for each call: its object and the array that it is in */
    uint32_t limit = rn_builder_limits(builder)->nesting;
    return limit > LEVELS ? limit : LEVELS;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static bool open_node(rn_json_tree *t)
{
    if (t->count >= RN_NONE || !RN_GROW(t->nodes, t->capacity, t->count + 1) ||
        !RN_GROW(t->open, t->open_capacity, t->open_count + 1))
        return fail_memory(t);
    uint32_t parent = t->open_count ? t->open[t->open_count - 1] : RN_NONE;
    if (parent != RN_NONE)
        t->nodes[parent].child_count++;
    t->nodes[t->count] = (rn_tree_node){.parent = parent, .value = NAN};
    t->open[t->open_count++] = (uint32_t)t->count++;
    return true;
}

static bool take_key(rn_json_tree *t)
{
    for (const char *const *key = t->children; *key; key++)
        if (rn_json_is_key(t->json, *key))
            return rn_json_next(t->json) == RN_JSON_ARRAY_BEGIN || t->json->token == RN_JSON_NULL ||
                   rn_json_refuse(t->json, "an array of calls");
    return t->member(t->reader, &t->nodes[t->open[t->open_count - 1]]);
}

/* Objects are opened and closed like parentheses. */
bool rn_json_tree_read(rn_json_tree *t)
{
    if (!rn_json_expect(t->json, RN_JSON_OBJECT_BEGIN, "an object") || !open_node(t))
        return false;
    while (t->open_count) {
        rn_json_token token = rn_json_next(t->json);
        if (token == RN_JSON_OBJECT_END)
            t->open_count--;
        else if (token == RN_JSON_ARRAY_END)
            continue;
        else if (!(token == RN_JSON_KEY            ? take_key(t)
                   : token == RN_JSON_OBJECT_BEGIN ? open_node(t)
                                                   : rn_json_refuse(t->json, "a call")))
            return false;
    }
    return rn_builder_status(t->builder) == RENDER_OK;
}

/* ---- values ----------------------------------------------------------------------------------- */

static void give_to_caller(rn_json_tree *t, double *sums, size_t i)
{
    rn_tree_node *node = &t->nodes[i];
    double below = sums[i];
    if (isnan(node->value))
        node->value = below;
    double most = node->value + noise * fabs(below) + t->rounding * (node->child_count + 1.0);
    if (below > most)
        rn_warn(t->report, "calls that cost more than their caller: it costs as much as they do");
    if (below > node->value)
        node->value = below;
    if (node->parent != RN_NONE)
        sums[node->parent] += node->value;
}

void rn_json_tree_own_values(rn_json_tree *t)
{
    double *sums = rn_array_zero(t->count, sizeof *sums);
    if (!sums) {
        rn_fail_memory(t->report);
        return;
    }
    for (size_t i = t->count; i-- > 0;)
        give_to_caller(t, sums, i);
    for (size_t i = 0; i < t->count; i++) {
        double own = t->nodes[i].value - sums[i];
        bool is_noise = own <= noise * t->nodes[i].value + t->rounding * t->nodes[i].child_count;
        t->nodes[i].value = is_noise && t->nodes[i].child_count ? 0 : own;
    }
    free(sums);
}

/* ---- the profile ------------------------------------------------------------------------------ */

static uint32_t push_node(rn_json_tree *t, const rn_tree_node *node, uint32_t parent)
{
    uint32_t function = rn_builder_add_function(t->builder, &node->function);
    return rn_builder_push(t->builder, parent, rn_builder_frame(t->builder, function, node->line));
}

bool rn_json_tree_add(rn_json_tree *t, uint32_t metric, uint32_t folded)
{
    bool has_value = false;
    uint32_t *stacks = rn_array_new(t->count, sizeof *stacks);
    if (!stacks)
        return fail_memory(t);
    for (size_t i = 0; i < t->count; i++) {
        const rn_tree_node *node = &t->nodes[i];
        bool is_root = node->parent == RN_NONE;
        bool is_folded =
            is_root ? t->skips_root && !(node->value > 0) : folded && node->function.name == folded;
        uint32_t parent = is_root ? 0 : stacks[node->parent];
        stacks[i] = is_folded ? parent : push_node(t, node, parent);
        if (!(node->value > 0))
            continue;
        rn_builder_add_self(t->builder, stacks[i], metric, node->value);
        has_value = true;
    }
    free(stacks);
    return has_value;
}

void rn_json_tree_finish(rn_json_tree *t)
{
    free(t->nodes);
    free(t->open);
}

/* Nodes of the tree become stacks: parents come before their children in both. */
#include "analyze/tree_stacks.h"

#include <stdlib.h>

#include "analyze/tree.h"
#include "base/buffer.h"
#include "base/grow.h"
#include "profile/copy.h"

/* Small enough for pictures of any size, large enough for an estimate that fans out. */
static const double MIN_SHARE = 1e-5;

static uint32_t more_function(rn_builder *builder, uint32_t count)
{
    rn_buffer name = {0};
    rn_put_char(&name, '(');
    rn_put_uint(&name, count);
    rn_put_text(&name, " more)");
    rn_function_key key = {.name = rn_buffer_bytes(&name), .flags = RN_FLAG_SYNTHETIC};
    if (name.failed)
        rn_fail_memory(rn_builder_report(builder));
    uint32_t function = rn_builder_function(builder, &key);
    rn_buffer_finish(&name);
    return function;
}

static bool add_nodes(rn_builder *builder, const rn_tree *tree)
{
    const rn_profile *p = tree->profile;
    uint32_t *functions = rn_array_new(p->function_count, sizeof *functions);
    uint32_t *stacks = rn_array_new(tree->count, sizeof *stacks);
    bool enough = functions && stacks;
    for (uint32_t f = 0; enough && f < p->function_count; f++)
        functions[f] = rn_copy_function(builder, p, f);
    for (uint32_t n = 0; enough && n < tree->count; n++) {
        bool is_more = tree->flags[n] & RN_NODE_MORE;
        stacks[n] = 0;
        if (n == 0)
            continue;
        uint32_t function =
            is_more ? more_function(builder, tree->function[n]) : functions[tree->function[n]];
        stacks[n] = rn_builder_push(builder, stacks[tree->parent[n]],
                                    rn_builder_frame(builder, function, 0));
        if (tree->self[n] > 0)
            rn_builder_add_self(builder, stacks[n], 0, tree->self[n]);
        if (tree->flags[n] & RN_NODE_ESTIMATED)
            rn_builder_mark_estimated(builder, stacks[n]);
    }
    free(functions);
    free(stacks);
    return enough;
}

render_status rn_tree_stacks(rn_profile **out, const rn_profile *profile, uint32_t metric,
                             rn_report *report)
{
    rn_tree *tree;
    *out = NULL;
    if (rn_tree_new(&tree, profile, metric, MIN_SHARE, report))
        return report->error.status;
    rn_builder *builder = rn_copy_builder_new(RN_STACKS, profile, report);
    const rn_metric *m = &profile->metrics[metric];
    if (builder)
        rn_builder_metric(builder, rn_profile_string(profile, m->name),
                          rn_profile_string(profile, m->unit));
    if (builder && add_nodes(builder, tree))
        rn_builder_finish(builder, out);
    else
        rn_builder_free(builder);
    rn_tree_free(tree);
    return *out ? RENDER_OK : report->error.status ? report->error.status : rn_fail_memory(report);
}

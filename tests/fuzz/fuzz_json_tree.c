/* Trees of calls in JSON. */
#include "read/json_tree.h"

#include "base/limits.h"
#include "promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take_member(void *reader, rn_tree_node *node)
{
    rn_json_tree *tree = reader;
    rn_buffer text = {0};
    bool fine = true;
    if (rn_json_is_key(tree->json, "v"))
        fine = rn_json_next_number(tree->json, &node->value);
    else if (rn_json_is_key(tree->json, "line"))
        fine = rn_json_next_line(tree->json, &node->line);
    else if (!rn_json_is_key(tree->json, "n"))
        fine = rn_json_skip(tree->json);
    else if ((fine = rn_json_next_text(tree->json, &text)))
        node->function.name = rn_builder_text(tree->builder, rn_json_text(&text));
    rn_buffer_finish(&text);
    return fine;
}

/* Callers come before what they call, and say how many they are. */
static void check_nodes(const rn_json_tree *tree)
{
    size_t children = 0, roots = 0;
    for (size_t i = 0; i < tree->count; i++) {
        roots += tree->nodes[i].parent == RN_NONE;
        children += tree->nodes[i].child_count;
        promise(tree->nodes[i].parent == RN_NONE || tree->nodes[i].parent < i,
                "callers come first");
    }
    promise(children + roots == tree->count, "each call but roots is somebody's");
}

static void read_tree(rn_json_tree *tree, bool skips_root)
{
    static const char *const children[] = {"c", "children", NULL};
    rn_profile *profile = NULL;
    bool fine = rn_json_next(tree->json) == RN_JSON_OBJECT_BEGIN;
    tree->children = children;
    tree->member = take_member;
    tree->reader = tree;
    tree->skips_root = skips_root;
    if (fine && rn_json_tree_read(tree)) {
        check_nodes(tree);
        rn_json_tree_own_values(tree);
        uint32_t metric = rn_builder_metric(tree->builder, RN_LITERAL("v"), RN_LITERAL("samples"));
        rn_json_tree_add(tree, metric, 0);
        if (rn_builder_finish(tree->builder, &profile) == RENDER_OK) {
            const char *wrong = rn_profile_check(profile);
            promise(!wrong || strstr(wrong, "too large"), wrong ? wrong : "");
        }
        rn_profile_free(profile);
    } else {
        rn_builder_free(tree->builder);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    render_limits limits;
    rn_report report = {0};
    rn_json json;
    rn_limits_init(&limits);
    limits.stack_depth = 50;
    rn_json_tree tree = {
        .json = &json, .builder = rn_builder_new(RN_STACKS, &limits, &report), .report = &report};
    promise(tree.builder, "memory for a builder");
    rn_json_init(&json, (rn_bytes){(const char *)data, size}, rn_json_tree_nesting(tree.builder),
                 &report);
    read_tree(&tree, size % 2);
    rn_json_tree_finish(&tree);
    rn_json_finish(&json);
    rn_report_finish(&report);
    return 0;
}

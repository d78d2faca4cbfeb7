/* Random profiles from a seed, the same on every machine, and what must hold for any tree. */
#ifndef RANDOM_PROFILE_H
#define RANDOM_PROFILE_H

#include "make_profile.h"

#include "analyze/tree.h"

typedef struct random_source {
    uint64_t state;
} random_source;

/* A number below `limit` (SplitMix64). */
static inline uint32_t pick(random_source *source, uint32_t limit)
{
    uint64_t x = source->state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((x ^ x >> 31) % limit);
}

static inline bool chance(random_source *source, uint32_t percent)
{
    return pick(source, 100) < percent;
}

static inline double pick_cost(random_source *source)
{
    switch (pick(source, 4)) {
    case 0:
        return 0;
    case 1:
        return pick(source, 10);
    case 2:
        return pick(source, 1000000) * 1e-6;
    default:
        return pick(source, 1000) * 1e3 + .1;
    }
}

static inline uint32_t random_frame(random_source *source, rn_builder *builder, uint32_t functions)
{
    static const char *const others[] = {"@one", "@two", "-", "--"};
    char name[24];
    if (chance(source, 5))
        return make_frame(builder, rn_bytes_of(others[pick(source, 4)]));
    snprintf(name, sizeof name, "f%u:%u", pick(source, functions), pick(source, 2));
    return make_frame(builder, rn_bytes_of(name));
}

/* Up to 12 functions at two lines each, with recursion, threads and separators anywhere. */
static inline rn_profile *random_stacks(random_source *source, uint32_t samples_max)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    uint32_t functions = 1 + pick(source, 12), samples = 1 + pick(source, samples_max);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    rn_builder_metric(builder, RN_LITERAL("space"), RN_LITERAL("KiB"));
    for (uint32_t i = 0; i < samples; i++) {
        uint32_t stack = 0, depth = 1 + pick(source, 9);
        while (depth--)
            stack = rn_builder_push(builder, stack, random_frame(source, builder, functions));
        rn_builder_add_self(builder, stack, 0, pick_cost(source));
        rn_builder_add_self(builder, stack, 1, pick_cost(source));
    }
    return finish_made(builder);
}

enum {
    WITH_CYCLES = 1,
    WITH_RECURSION = 2,
    WITH_UNKNOWN = 4,
    WITH_NONSENSE = 8, /* negative and infinite values */
};

static inline double maybe_cost(random_source *source, int with)
{
    if ((with & WITH_UNKNOWN) && chance(source, 15))
        return NAN;
    if ((with & WITH_NONSENSE) && chance(source, 10))
        return chance(source, 50) ? -pick_cost(source) : HUGE_VAL;
    return pick_cost(source);
}

/* Self costs, and arcs that need not agree with them or with each other at all. */
static inline rn_profile *random_arcs(random_source *source, int with)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    uint32_t functions = 1 + pick(source, 9), arcs = pick(source, 2 * functions + 1);
    char name[24];
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (uint32_t f = 0; f < functions; f++) {
        snprintf(name, sizeof name, "f%u", f);
        uint32_t id = made_function_id(builder, name);
        rn_builder_add_calls(builder, id, pick(source, 5), pick(source, 5));
        rn_builder_add_cost(builder, id, 0, maybe_cost(source, with), maybe_cost(source, with));
    }
    for (uint32_t i = 0; i < arcs; i++) {
        uint32_t caller = pick(source, functions), callee = pick(source, functions);
        if (caller == callee && !(with & WITH_RECURSION))
            continue;
        bool backwards = caller > callee && !(with & WITH_CYCLES);
        uint32_t arc =
            rn_builder_arc(builder, backwards ? callee : caller, backwards ? caller : callee);
        rn_builder_add_arc_calls(builder, arc, maybe_cost(source, with), NAN);
        rn_builder_add_arc_cost(builder, arc, 0, maybe_cost(source, with),
                                maybe_cost(source, with));
    }
    rn_builder_set_total(builder, 0, 1e9);
    return finish_made(builder);
}

static inline rn_profile *merged(const rn_profile *a, const rn_profile *b)
{
    rn_report report = {0};
    rn_profile *out = NULL;
    assert_int_equal(merge_profiles(&out, (const rn_profile *const[]){a, b}, 2, &report),
                     RENDER_OK);
    assert_null(rn_profile_check(out));
    rn_report_finish(&report);
    return out;
}

static inline double known(double value)
{
    return value > 0 && value < HUGE_VAL ? value : 0;
}

static inline void assert_close(double value, double expected, double whole)
{
    if (!(fabs(value - expected) <= 1e-9 * whole))
        fail_msg("%.17g is not %.17g", value, expected);
}

/* Parents first, links complete, nothing negative, every box full: own cost and children. */
static inline void check_tree(const rn_tree *tree)
{
    double *inside = calloc(tree->count, sizeof *inside);
    uint32_t linked = 0;
    bool estimated = false;
    for (uint32_t n = 0; n < tree->count; n++) {
        inside[n] += tree->self[n];
        estimated |= (tree->flags[n] & RN_NODE_ESTIMATED) != 0;
        assert_true(tree->self[n] >= 0 && tree->total[n] >= 0);
        for (uint32_t c = tree->first_child[n]; c; c = tree->next_sibling[c]) {
            assert_true(c > n && c < tree->count);
            assert_int_equal(tree->parent[c], n);
            inside[n] += tree->total[c];
            linked++;
        }
        assert_close(inside[n], tree->total[n], tree->total[0]);
    }
    assert_int_equal(linked, tree->count - 1);
    assert_int_equal(estimated, tree->estimated);
    free(inside);
}

static inline rn_tree *checked_tree(const rn_profile *profile, uint32_t metric, double min_share)
{
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_tree_new(&tree, profile, metric, min_share, &report), RENDER_OK);
    check_tree(tree);
    rn_report_finish(&report);
    return tree;
}

/* Own cost by function; the caller frees. */
static inline double *own_costs(const rn_tree *tree)
{
    double *own = calloc(tree->profile->function_count, sizeof *own);
    for (uint32_t n = 1; n < tree->count; n++)
        if (!(tree->flags[n] & RN_NODE_MORE))
            own[tree->function[n]] += tree->self[n];
    return own;
}

#endif

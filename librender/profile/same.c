/* Three rounds of sorting both sides by what must be equal and walking through them together: each
 * takes out what it pairs. */
#include "profile/same.h"

#include <stdlib.h>

#include "base/grow.h"

typedef struct side {
    const rn_profile *profile;
    bool *taken;     /* [function] */
    uint32_t *order; /* functions that are not taken, sorted */
    uint32_t count;
} side;

typedef enum strictness { EXACT, MOVED, ELSEWHERE, STRICTNESS_COUNT } strictness;

typedef struct sorting {
    const rn_profile *profile;
    strictness how;
} sorting;

/* ---- what must be equal ----------------------------------------------------------------------- */

/* "lib/libz-1.2.so.3": "libz" */
static rn_bytes bare_name(rn_bytes path)
{
    rn_bytes name = rn_bytes_base_name(path);
    for (size_t i = 1; i < name.size; i++) {
        rn_bytes rest = rn_bytes_slice(name, i, name.size);
        bool is_version =
            rest.data[0] == '-' && rest.size > 1 && rest.data[1] >= '0' && rest.data[1] <= '9';
        if (is_version || rn_bytes_start(rest, RN_LITERAL(".so")))
            return rn_bytes_slice(name, 0, i);
    }
    return name;
}

static int compare_paths(rn_bytes a, rn_bytes b, strictness how)
{
    return how == ELSEWHERE ? rn_bytes_compare(bare_name(a), bare_name(b)) : rn_bytes_compare(a, b);
}

static int compare_functions(const rn_profile *p, uint32_t a, const rn_profile *q, uint32_t b,
                             strictness how)
{
    const rn_function_info *x = &p->functions[a], *y = &q->functions[b];
    int order = rn_bytes_compare(rn_profile_string(p, x->name), rn_profile_string(q, y->name));
    if (!order)
        order =
            compare_paths(rn_profile_string(p, x->module), rn_profile_string(q, y->module), how);
    if (!order)
        order = compare_paths(rn_profile_string(p, x->file), rn_profile_string(q, y->file), how);
    if (!order)
        order = (x->kind > y->kind) - (x->kind < y->kind);
    if (!order && how == EXACT)
        order = (x->line > y->line) - (x->line < y->line);
    return order;
}

/* ---- pairing ---------------------------------------------------------------------------------- */

static int compare_in_order(const void *left, const void *right, void *user)
{
    const sorting *by = user;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = compare_functions(by->profile, a, by->profile, b, by->how);
    uint32_t line = by->profile->functions[a].line, other = by->profile->functions[b].line;
    if (!order)
        order = (line > other) - (line < other);
    return order ? order : (a > b) - (a < b);
}

static void sort_side(side *s, strictness how)
{
    sorting by = {s->profile, how};
    s->count = 0;
    for (uint32_t f = 0; f < s->profile->function_count; f++)
        if (!s->taken[f])
            s->order[s->count++] = f;
    qsort_r(s->order, s->count, sizeof *s->order, compare_in_order, &by);
}

static void pair(uint32_t *match, side *new, side *base, strictness how)
{
    uint32_t n = 0, b = 0;
    sort_side(new, how);
    sort_side(base, how);
    while (n < new->count && b < base->count) {
        uint32_t here = new->order[n], there = base->order[b];
        int order = compare_functions(new->profile, here, base->profile, there, how);
        n += order <= 0;
        b += order >= 0;
        if (order)
            continue;
        match[there] = here;
        new->taken[here] = base->taken[there] = true;
    }
}

static bool init_side(side *s, const rn_profile *profile)
{
    *s = (side){.profile = profile,
                .taken = rn_array_zero(profile->function_count, sizeof *s->taken),
                .order = rn_array_new(profile->function_count, sizeof *s->order)};
    return s->taken && s->order;
}

static void finish_side(side *s)
{
    free(s->taken);
    free(s->order);
}

bool rn_same_functions(uint32_t *match, const rn_profile *profile, const rn_profile *base)
{
    side new, old;
    bool enough = init_side(&new, profile);
    enough &= init_side(&old, base);
    for (uint32_t f = 0; f < base->function_count; f++)
        match[f] = RN_NONE;
    for (strictness how = EXACT; enough && how < STRICTNESS_COUNT; how++)
        pair(match, &new, &old, how);
    finish_side(&new);
    finish_side(&old);
    return enough;
}

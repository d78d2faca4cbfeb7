/* The memory that is needed is that of the deepest stack, and some for each branch: none for the millions of
 * stacks that only lead to the next one.  Weights add up on the way back. */
#include "analyze/stack_walk.h"

#include <stdlib.h>

#include "base/grow.h"

/* ---- links ------------------------------------------------------------------------------------ */

static bool is_in_next_row(const rn_profile *p, uint32_t stack)
{
    return p->stacks[stack].parent == stack - 1;
}

static bool has_more(const rn_stack_links *l, uint32_t stack)
{
    return l->has_more[stack / 64] >> (stack % 64) & 1;
}

/* The number of a stack with more children among those. */
static uint32_t place_of(const rn_stack_links *l, uint32_t stack)
{
    uint64_t below = l->has_more[stack / 64] & ((UINT64_C(1) << stack % 64) - 1);
    return l->before[stack / 64] + (uint32_t)__builtin_popcountll(below);
}

/* Marks the stacks with more children; *count of these children. */
static uint32_t mark(rn_stack_links *l, uint32_t *count)
{
    const rn_profile *p = l->profile;
    uint32_t marked = 0;
    *count = 0;
    for (uint32_t s = 1; s < p->stack_count; s++) {
        uint32_t parent = p->stacks[s].parent;
        if (is_in_next_row(p, s))
            continue;
        l->has_more[parent / 64] |= UINT64_C(1) << parent % 64;
        ++*count;
    }
    for (uint32_t i = 0; i <= (p->stack_count - 1) / 64; i++) {
        l->before[i] = marked;
        marked += (uint32_t)__builtin_popcountll(l->has_more[i]);
    }
    return marked;
}

/* Counting sort by parent: `first` points behind each group while it is filled from the back. */
static void sort_children(rn_stack_links *l, uint32_t parents)
{
    const rn_profile *p = l->profile;
    for (uint32_t s = 1; s < p->stack_count; s++)
        if (!is_in_next_row(p, s))
            l->first[place_of(l, p->stacks[s].parent)]++;
    for (uint32_t i = 1; i <= parents; i++)
        l->first[i] += l->first[i - 1];
    for (uint32_t s = p->stack_count - 1; s > 0; s--)
        if (!is_in_next_row(p, s))
            l->children[--l->first[place_of(l, p->stacks[s].parent)]] = s;
}

bool rn_stack_links_init(rn_stack_links *l, const rn_profile *profile)
{
    size_t words = (profile->stack_count + (size_t)63) / 64;
    uint32_t count;
    *l = (rn_stack_links){.profile = profile,
                          .has_more = rn_array_zero(words, sizeof *l->has_more),
                          .before = rn_array_new(words, sizeof *l->before)};
    if (!l->has_more || !l->before)
        return false;
    uint32_t parents = mark(l, &count);
    l->first = rn_array_zero(parents + (size_t)1, sizeof *l->first);
    l->children = rn_array_new(count, sizeof *l->children);
    if (!l->first || !l->children)
        return false;
    sort_children(l, parents);
    return true;
}

void rn_stack_links_finish(rn_stack_links *l)
{
    free(l->has_more);
    free(l->before);
    free(l->first);
    free(l->children);
    *l = (rn_stack_links){0};
}

/* ---- walking ---------------------------------------------------------------------------------- */

enum { AHEAD = 3 };

/* A stack on the path to where the walk is. */
typedef struct step {
    double weight; /* so far */
    uint32_t stack;
    uint32_t in_next_row; /* a child that was not visited yet; 0: none */
    uint32_t more, end;   /* others, of `children` */
} step;

static step step_at(const rn_stack_links *l, uint32_t metric, uint32_t stack)
{
    const rn_profile *p = l->profile;
    bool has_next = stack + 1 < p->stack_count && is_in_next_row(p, stack + 1);
    step s = {rn_stack_self(p, metric, stack), stack, has_next ? stack + 1 : 0, 0, 0};
    if (has_more(l, stack)) {
        uint32_t place = place_of(l, stack);
        s.more = l->first[place];
        s.end = l->first[place + 1];
    }
    return s;
}

/* Branches lie far apart: what the walk will read of one begins to come near while another is walked. */
static void prefetch(const rn_stack_links *l, uint32_t stack)
{
    __builtin_prefetch(&l->profile->stacks[stack]);
    __builtin_prefetch(&l->profile->samples[stack]);
}

static uint32_t next_child(const rn_stack_links *l, step *s)
{
    uint32_t child = s->in_next_row;
    s->in_next_row = 0;
    if (!child && s->more < s->end) {
        child = l->children[s->more++];
        if (s->more + AHEAD <= s->end)
            prefetch(l, l->children[s->more + AHEAD - 1]);
    }
    return child;
}

bool rn_stack_walk(const rn_stack_links *l, uint32_t metric, const rn_stack_visitor *visitor)
{
    step *path = NULL;
    size_t capacity = 0, depth = 0;
    if (!RN_GROW(path, capacity, 1))
        return false;
    path[0] = step_at(l, metric, 0);
    for (;;) {
        uint32_t child = next_child(l, &path[depth]);
        if (child) {
            if (!RN_GROW(path, capacity, depth + 2))
                break;
            path[++depth] = step_at(l, metric, child);
            visitor->enter(visitor->user, child);
        } else if (depth) {
            double weight = path[depth].weight;
            visitor->leave(visitor->user, path[depth--].stack, weight);
            path[depth].weight += weight;
        } else {
            free(path);
            return true;
        }
    }
    free(path);
    return false;
}

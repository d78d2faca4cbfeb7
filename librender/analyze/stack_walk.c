/* The memory that is needed is that of the deepest stack, and some for each branch: none for the millions of
 * stacks that only lead to the next one, which are visited together.  Weights add up on the way back. */
#include "analyze/stack_walk.h"

#include <stdlib.h>

#include "base/grow.h"

/* ---- links ------------------------------------------------------------------------------------ */

static void set(uint64_t *bits, uint32_t stack)
{
    *bits |= UINT64_C(1) << stack % 64;
}

static void set_end(rn_stack_links *l, uint32_t stack)
{
    set(&l->marks[stack / 64].is_end, stack);
}

/* Collects the children that do not stand in the row after their parent, and marks these parents and what ends before
 * such a child. */
static bool find_children(rn_stack_links *l, uint32_t *count)
{
    const rn_profile *p = l->profile;
    size_t capacity = 0;
    for (uint32_t s = 1; s < p->stack_count; s++) {
        if (rn_stack_is_in_next_row(p, s))
            continue;
        if (!RN_GROW(l->children, capacity, *count + (size_t)1))
            return false;
        l->children[(*count)++] = s;
        uint32_t parent = p->stacks[s].parent;
        set(&l->marks[parent / 64].has_more, parent);
        set_end(l, s - 1);
    }
    return true;
}

static void mark_ends(rn_stack_links *l)
{
    const rn_profile *p = l->profile;
    for (uint32_t s = 0; s < p->stack_count; s++)
        if (p->samples[s])
            set_end(l, s);
    set_end(l, 0);
    set_end(l, p->stack_count - 1);
    for (uint32_t i = 0; i <= (p->stack_count - 1) / 64; i++) {
        rn_stack_marks *marks = &l->marks[i];
        marks->is_end |= marks->has_more;
        marks->before = l->parent_count;
        l->parent_count += (uint32_t)__builtin_popcountll(marks->has_more);
    }
}

/* Counting sort by parent: `first` points behind each group while it is filled from the back. */
static bool sort_children(rn_stack_links *l, uint32_t count)
{
    const rn_stack_info *stacks = l->profile->stacks;
    uint32_t *sorted = rn_array_new(count, sizeof *sorted);
    l->first = rn_array_zero(l->parent_count + (size_t)1, sizeof *l->first);
    if (!sorted || !l->first) {
        free(sorted);
        return false;
    }
    for (uint32_t i = 0; i < count; i++)
        l->first[rn_stack_place(l, stacks[l->children[i]].parent)]++;
    for (uint32_t i = 1; i <= l->parent_count; i++)
        l->first[i] += l->first[i - 1];
    for (uint32_t i = count; i-- > 0;)
        sorted[--l->first[rn_stack_place(l, stacks[l->children[i]].parent)]] = l->children[i];
    free(l->children);
    l->children = sorted;
    return true;
}

bool rn_stack_links_init(rn_stack_links *l, const rn_profile *profile)
{
    size_t words = (profile->stack_count + (size_t)63) / 64;
    uint32_t count = 0;
    *l = (rn_stack_links){.profile = profile, .marks = rn_array_zero(words, sizeof *l->marks)};
    if (!l->marks || !find_children(l, &count))
        return false;
    mark_ends(l);
    return sort_children(l, count);
}

void rn_stack_links_finish(rn_stack_links *l)
{
    free(l->marks);
    free(l->first);
    free(l->children);
    *l = (rn_stack_links){0};
}

bool rn_legacy_init(rn_legacy *legacy, const rn_stack_links *links)
{
    *legacy = (rn_legacy){links, rn_array_new(links->parent_count, sizeof *legacy->kept), 0, 0};
    return legacy->kept;
}

void rn_legacy_begin(rn_legacy *legacy, uint32_t value)
{
    legacy->count = 0;
    rn_legacy_leave(legacy, 0, value);
}

void rn_legacy_finish(rn_legacy *legacy)
{
    free(legacy->kept);
}

/* ---- walking ---------------------------------------------------------------------------------- */

enum { VALUE_AHEAD = 2, ROWS_AHEAD = 6, END_AHEAD = 12 };

/* A stretch on the path to where the walk is. */
typedef struct step {
    double weight; /* so far */
    rn_stretch stacks;
    uint32_t in_next_row; /* a child of the last one that was not visited yet; 0: none */
    uint32_t more, end;   /* others, of `children` */
} step;

static rn_stretch stretch_from(const rn_stack_links *l, uint32_t first)
{
    uint32_t word = first / 64;
    uint64_t ends = l->marks[word].is_end & UINT64_MAX << first % 64;
    while (!ends)
        ends = l->marks[++word].is_end;
    return (rn_stretch){first, word * 64 + (uint32_t)__builtin_ctzll(ends) + 1};
}

static step step_at(const rn_stack_links *l, uint32_t metric, uint32_t first)
{
    const rn_profile *p = l->profile;
    rn_stretch stacks = stretch_from(l, first);
    uint32_t last = stacks.end - 1;
    bool has_next = stacks.end < p->stack_count && rn_stack_is_in_next_row(p, stacks.end);
    step s = {rn_stack_self(p, metric, last), stacks, has_next ? stacks.end : 0, 0, 0};
    if (rn_stack_has_more(l, last)) {
        uint32_t place = rn_stack_place(l, last);
        s.more = l->first[place];
        s.end = l->first[place + 1];
    }
    return s;
}

/* Branches lie far apart: what the walk will read of one comes near while those before it are walked, first what says
 * where else to look. */
static void prefetch_end(const rn_stack_links *l, uint32_t stack)
{
    __builtin_prefetch(&l->marks[stack / 64]);
}

static void prefetch_rows(const rn_stack_links *l, uint32_t stack)
{
    uint32_t end = stretch_from(l, stack).end;
    __builtin_prefetch(&l->profile->stacks[stack]);
    __builtin_prefetch(&l->profile->stacks[end]);
    __builtin_prefetch(&l->profile->samples[end - 1]);
}

static void prefetch_value(const rn_stack_links *l, uint32_t metric, uint32_t stack)
{
    const rn_profile *p = l->profile;
    __builtin_prefetch(&p->self[metric][p->samples[stretch_from(l, stack).end - 1]]);
}

static void prefetch(const rn_stack_links *l, uint32_t metric, const step *s)
{
    const uint32_t *next = l->children + s->more;
    uint32_t left = s->end - s->more;
    if (left > VALUE_AHEAD)
        prefetch_value(l, metric, next[VALUE_AHEAD]);
    if (left > ROWS_AHEAD)
        prefetch_rows(l, next[ROWS_AHEAD]);
    if (left > END_AHEAD)
        prefetch_end(l, next[END_AHEAD]);
}

static uint32_t next_child(const rn_stack_links *l, uint32_t metric, step *s)
{
    uint32_t child = s->in_next_row;
    s->in_next_row = 0;
    if (!child && s->more < s->end) {
        child = l->children[s->more++];
        prefetch(l, metric, s);
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
        uint32_t child = next_child(l, metric, &path[depth]);
        if (child) {
            if (!RN_GROW(path, capacity, depth + 2))
                break;
            path[++depth] = step_at(l, metric, child);
            visitor->enter(visitor->user, path[depth].stacks);
        } else if (depth) {
            double weight = path[depth].weight;
            visitor->leave(visitor->user, path[depth--].stacks, weight);
            path[depth].weight += weight;
        } else {
            free(path);
            return true;
        }
    }
    free(path);
    return false;
}

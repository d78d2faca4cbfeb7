/* Own costs are added up by the label of the group, then the largest sums are taken.  What has none can be seen, too: such
 * groups come last, those of the most expensive function first. */
#include "view/color_key.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "style/tones.h"

typedef struct group {
    uint32_t function; /* the first of it */
    bool taken;
    double self, total; /* of all; of the most expensive one */
} group;

typedef struct sums {
    group *groups; /* [id], which count up from 1 */
    uint32_t count;
    rn_intern labels;
} sums;

/* Adds what a function costs to its group; false when memory is out. */
static bool add(sums *s, const rn_tint *tint, uint32_t function, double self, double total)
{
    rn_bytes label = rn_group_label(&tint->input->grouping, tint->graph->profile, function);
    uint32_t id = rn_intern_add(&s->labels, label);
    if (id == RN_NONE)
        return false;
    if (id > s->count)
        s->count = id;
    group *sum = &s->groups[id];
    if (!sum->taken)
        sum->function = function;
    sum->taken = true;
    sum->self += self;
    sum->total = fmax(sum->total, total);
    return true;
}

static bool sum_up(sums *s, const rn_tint *tint)
{
    const rn_graph *graph = tint->graph;
    /* what costs nothing now can be drawn for what it cost before */
    bool is_compared = graph->profile->metrics[graph->metric].base != RN_NONE;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        double total = fmax(graph->function_total[f], 0), self = fmax(graph->self[f], 0);
        if ((total > 0 || self > 0 || is_compared) && !add(s, tint, f, self, total))
            return false;
    }
    /* files contradict themselves: a function without cost, and a call by or of it with some */
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        double total = graph->arc_total[a];
        if (total > 0 && (!add(s, tint, graph->arcs[a].caller, 0, total) ||
                          !add(s, tint, graph->arcs[a].callee, 0, total)))
            return false;
    }
    return true;
}

static int compare_groups(const void *left, const void *right)
{
    const group *a = left, *b = right;
    if (a->self != b->self)
        return a->self > b->self ? -1 : 1;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return a->function < b->function ? -1 : a->function > b->function;
}

static rn_paint paint_of(const rn_tint *tint, uint32_t function)
{
    const rn_theme *theme = tint->input->theme;
    const rn_grouping *grouping = &tint->input->grouping;
    const rn_profile *profile = tint->graph->profile;
    return (rn_paint){
        rn_group_key(grouping, profile, function, rn_scheme_is_dark(theme->light)),
        rn_group_key(grouping, profile, function, rn_scheme_is_dark(theme->dark)),
    };
}

/* Of types and rules all: each was chosen to be seen. */
static size_t most_items(const rn_tint *tint)
{
    bool is_all = tint->color_by == RENDER_COLOR_BY_TYPE || tint->color_by == RENDER_COLOR_BY_RULES;
    return is_all ? RN_COLOR_KEY_MAX : RN_COLOR_KEY_USUAL;
}

static void take(rn_color_key *key, const group *groups, uint32_t count, const rn_tint *tint)
{
    for (uint32_t i = 0; i < count; i++) {
        double share = tint->self_total > 0 ? groups[i].self / tint->self_total : 0;
        if (key->count == most_items(tint)) {
            key->more++;
            key->more_share += share;
            continue;
        }
        key->items[key->count++] = (rn_color_key_item){
            rn_group_label(&tint->input->grouping, tint->graph->profile, groups[i].function),
            paint_of(tint, groups[i].function), share};
    }
}

bool rn_color_key_init(rn_color_key *key, const rn_tint *tint)
{
    *key = (rn_color_key){0};
    sums s = {.groups = rn_array_zero((size_t)tint->graph->function_count + 2, sizeof *s.groups)};
    bool fine = s.groups && rn_intern_init(&s.labels);
    if (fine) {
        fine = sum_up(&s, tint);
        rn_intern_finish(&s.labels);
    }
    if (fine) {
        qsort(s.groups + 1, s.count, sizeof *s.groups, compare_groups);
        take(key, s.groups + 1, s.count, tint);
    }
    free(s.groups);
    return fine;
}

/* Own costs are added up by the label of the group, then the largest sums are taken. */
#include "view/color_key.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "style/tones.h"

typedef struct group {
    uint32_t function; /* the first of it */
    bool taken;
    double self;
} group;

/* Whether a function makes its group one that is told.  Without cost of their own, there are more modules than
 * anybody wants to know; but a rule was written to be seen. */
static bool is_told(const rn_tint *tint, uint32_t function)
{
    const rn_graph *graph = tint->graph;
    return graph->self[function] > 0 ||
           (tint->color_by == RENDER_COLOR_BY_RULES && graph->function_total[function] > 0);
}

static bool sum_up(group *groups, uint32_t *count, rn_intern *labels, const rn_tint *tint)
{
    const rn_graph *graph = tint->graph;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        if (!is_told(tint, f))
            continue;
        rn_bytes label = rn_group_label(&tint->input->grouping, graph->profile, f);
        uint32_t id = rn_intern_add(labels, label);
        if (id == RN_NONE)
            return false;
        if (id > *count)
            *count = id;
        if (!groups[id].taken)
            groups[id].function = f;
        groups[id].taken = true;
        groups[id].self += graph->self[f];
    }
    return true;
}

static int compare_groups(const void *left, const void *right)
{
    const group *a = left, *b = right;
    if (a->self != b->self)
        return a->self > b->self ? -1 : 1;
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

static void take(rn_color_key *key, const group *groups, uint32_t count, const rn_tint *tint)
{
    for (uint32_t i = 0; i < count; i++) {
        double share = tint->self_total > 0 ? groups[i].self / tint->self_total : 0;
        if (key->count == RN_COLOR_KEY_MAX) {
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
    uint32_t count = 0;
    /* ids count up from 1 */
    group *groups = rn_array_zero((size_t)tint->graph->function_count + 2, sizeof *groups);
    rn_intern labels;
    bool fine = groups && rn_intern_init(&labels);
    if (fine) {
        fine = sum_up(groups, &count, &labels, tint);
        rn_intern_finish(&labels);
    }
    if (fine) {
        qsort(groups + 1, count, sizeof *groups, compare_groups);
        take(key, groups + 1, count, tint);
    }
    free(groups);
    return fine;
}

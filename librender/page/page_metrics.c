/* The chosen metric first, then all others of which something costs, in the profile's order.  What a metric was before,
 * in a comparison, is a part of that metric. */
#include "page/page_metrics.h"

#include <stdlib.h>

#include "base/grow.h"
#include "view/view_tree.h"

/* As many as can be chosen from, and nodes of all their trees together, but for the first. */
enum { METRICS_MAX = 16, NODES_MAX = 4000000 };

rn_view_input rn_page_view_of(const rn_view_input *view, uint32_t metric)
{
    rn_view_input other = *view;
    other.metric = metric;
    return other;
}

/* Whether a reader could choose it instead of the chosen one. */
static bool is_choice(const rn_profile *profile, uint32_t metric, uint32_t chosen)
{
    bool is_compared = profile->metrics[metric].base != RN_NONE;
    return metric != chosen && profile->metrics[metric].total > 0 &&
           !rn_profile_is_base(profile, metric) &&
           is_compared == (profile->metrics[chosen].base != RN_NONE);
}

static render_status add(rn_page_metrics *out, const rn_view_input *view, uint32_t metric,
                         rn_report *report)
{
    rn_view_input other = rn_page_view_of(view, metric);
    rn_page_metric *item = &out->items[out->count];
    *item = (rn_page_metric){.metric = metric};
    if (view->profile->metrics[metric].total > 0 &&
        rn_cells_tree(&item->tree, &other, view->options->widths, report))
        return report->error.status;
    out->count++;
    return RENDER_OK;
}

/* One that the reader did not ask for: what has no tree of the kind that was asked for is left out. */
static render_status add_other(rn_page_metrics *out, const rn_view_input *view, uint32_t metric,
                               rn_report *report)
{
    rn_report own = {0};
    if (add(out, view, metric, &own))
        out->left_out++;
    bool enough = own.error.status != RENDER_ERROR_MEMORY;
    rn_report_finish(&own);
    return enough ? RENDER_OK : rn_fail_memory(report);
}

static bool has_same_nodes(const rn_tree *a, const rn_tree *b)
{
    size_t size = a->count * sizeof *a->parent;
    return !a->estimated && !b->estimated && a->count == b->count &&
           memcmp(a->parent, b->parent, size) == 0 && memcmp(a->function, b->function, size) == 0;
}

render_status rn_page_metrics_init(rn_page_metrics *out, const rn_view_input *view,
                                   rn_report *report)
{
    const rn_profile *profile = view->profile;
    size_t nodes = 0;
    *out = (rn_page_metrics){0};
    out->items = rn_array_zero(METRICS_MAX, sizeof *out->items);
    if (!out->items)
        return rn_fail_memory(report);
    if (add(out, view, view->metric, report))
        return report->error.status;
    const rn_tree *first = out->items[0].tree;
    for (uint32_t m = 0; first && m < profile->metric_count; m++) {
        if (!is_choice(profile, m, view->metric))
            continue;
        size_t before = out->count;
        if (before == METRICS_MAX || nodes + first->count > NODES_MAX) {
            out->left_out++;
            continue;
        }
        if (add_other(out, view, m, report))
            return report->error.status;
        rn_page_metric *item = &out->items[before];
        if (!item->tree)
            continue;
        nodes += item->tree->count;
        item->is_like_first = has_same_nodes(first, item->tree);
    }
    return RENDER_OK;
}

void rn_page_metrics_finish(rn_page_metrics *metrics)
{
    for (size_t i = 0; i < metrics->count; i++) {
        rn_page_tree_finish(&metrics->items[i].page);
        rn_tree_free(metrics->items[i].tree);
    }
    free(metrics->items);
    *metrics = (rn_page_metrics){0};
}

/* ---- pages' trees ----------------------------------------------------------------------------- */

static uint32_t room_of(const rn_page_metrics *metrics, size_t index, uint32_t most)
{
    return index ? most / (uint32_t)(metrics->count - 1) : most;
}

/* Cuts the tree of one metric, or, of the first, those like it. */
static render_status cut(rn_page_metrics *metrics, size_t index, uint32_t most, rn_report *report)
{
    uint8_t *fates = rn_array_zero(metrics->items[index].tree->count, sizeof *fates);
    bool enough = fates;
    for (size_t i = index; enough && i < metrics->count; i++)
        if (i == index || (!index && metrics->items[i].is_like_first))
            enough = rn_page_tree_judge(fates, &metrics->items[i].cut, metrics->items[i].tree,
                                        room_of(metrics, i, most));
    for (size_t i = index; enough && i < metrics->count; i++)
        if (i == index || (!index && metrics->items[i].is_like_first))
            enough = rn_page_tree_init(&metrics->items[i].page, metrics->items[i].tree, fates,
                                       report) == RENDER_OK;
    free(fates);
    return enough ? RENDER_OK : rn_fail_memory(report);
}

render_status rn_page_metrics_cut(rn_page_metrics *metrics, uint32_t most, rn_report *report)
{
    for (size_t i = 0; i < metrics->count; i++)
        rn_page_tree_finish(&metrics->items[i].page);
    for (size_t i = 0; i < metrics->count; i++) {
        const rn_page_metric *item = &metrics->items[i];
        if (item->tree && !item->is_like_first && cut(metrics, i, most, report))
            return report->error.status;
    }
    return RENDER_OK;
}

void rn_page_metrics_mark(const rn_page_metrics *metrics, bool *marks)
{
    for (size_t i = 0; i < metrics->count; i++)
        for (size_t n = 0; n < metrics->items[i].page.count; n++)
            if (metrics->items[i].page.nodes[n].function != RN_NONE)
                marks[metrics->items[i].page.nodes[n].function] = true;
}

void rn_put_page_metric_name(rn_buffer *out, const rn_profile *profile, uint32_t metric)
{
    rn_bytes name = rn_profile_string(profile, profile->metrics[metric].name);
    if (rn_bytes_equal(name, rn_profile_unit(profile, metric)))
        return;
    rn_put(out, name);
    rn_put_text(out, ": ");
}

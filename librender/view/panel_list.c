/* Threads are parts of one tree, or tracks with a tree each; metrics, sides and inputs have a tree each. */
#include "view/panel_list.h"

#include <stdlib.h>

#include "analyze/tree_parts.h"
#include "base/grow.h"
#include "view/cell.h"

static rn_panel *add_panel(rn_panel_list *list, const rn_view_input *input, rn_tree *tree,
                           rn_bytes name)
{
    rn_panel *panel = &list->items[list->count++];
    *panel = (rn_panel){.tree = tree, .input = *input, .name = name};
    return panel;
}

/* ---- threads ---------------------------------------------------------------------------------- */

typedef struct thread {
    uint32_t node, part; /* node 0: what is in no thread */
    double total;
} thread;

typedef struct splitter {
    const rn_tree *tree;
    rn_tree_choice choice;
    thread *threads;
    size_t count, capacity;
} splitter;

static rn_kind kind_of(const splitter *s, uint32_t node)
{
    const rn_tree *tree = s->tree;
    bool is_more = tree->flags && tree->flags[node] & RN_NODE_MORE;
    if (node == 0 || is_more)
        return RN_FUNCTION;
    return (rn_kind)tree->profile->functions[tree->function[node]].kind;
}

/* A thread begins a part where none has begun, or only that of its process. */
static bool begins(const splitter *s, uint32_t node)
{
    rn_kind kind = kind_of(s, node);
    uint32_t parent = s->tree->parent[node];
    if (kind == RN_PROCESS)
        return parent == 0;
    return kind == RN_THREAD && (parent == 0 || kind_of(s, parent) == RN_PROCESS);
}

static bool split(splitter *s)
{
    for (uint32_t n = 0; n < s->tree->count; n++) {
        s->choice.is_top[n] = n == 0 || begins(s, n);
        if (!s->choice.is_top[n]) {
            s->choice.part[n] = s->choice.part[s->tree->parent[n]];
        } else {
            if (!RN_GROW(s->threads, s->capacity, s->count + 1))
                return false;
            s->choice.part[n] = (uint32_t)s->count;
            s->threads[s->count] = (thread){n, (uint32_t)s->count, 0};
            s->count++;
        }
        s->threads[s->choice.part[n]].total += s->tree->self[n];
    }
    return true;
}

static int compare_threads(const void *left, const void *right)
{
    const thread *a = left, *b = right;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return a->part < b->part ? -1 : a->part > b->part;
}

/* Renumbers the parts so that the largest ones come first, and the others are none. */
static bool rank(splitter *s, rn_panel_list *list)
{
    uint32_t *rank_of = rn_array_new(s->count, sizeof *rank_of);
    if (!rank_of)
        return false;
    if (s->count)
        qsort(s->threads, s->count, sizeof *s->threads, compare_threads);
    for (size_t i = 0; i < s->count; i++) {
        bool is_shown = i < RN_PANELS_MAX && s->threads[i].total > 0;
        rank_of[s->threads[i].part] = is_shown ? (uint32_t)i : RN_NONE;
        s->choice.count += is_shown;
        if (is_shown || !(s->threads[i].total > 0))
            continue;
        list->more++;
        list->more_total += s->threads[i].total;
    }
    for (uint32_t n = 0; n < s->tree->count; n++)
        s->choice.part[n] = rank_of[s->choice.part[n]];
    free(rank_of);
    return true;
}

static rn_bytes name_of_thread(rn_panel_list *list, const splitter *s, uint32_t node)
{
    const rn_tree *tree = s->tree;
    if (node == 0)
        return RN_LITERAL("outside of threads");
    rn_bytes name = rn_function_name(tree->profile, tree->function[node]);
    uint32_t parent = tree->parent[node];
    if (!parent)
        return name;
    rn_buffer *out = &list->names;
    out->size = 0;
    rn_put(out, rn_function_name(tree->profile, tree->function[parent]));
    rn_put_text(out, " / ");
    rn_put(out, name);
    const char *copy = rn_arena_copy(&list->arena, rn_buffer_bytes(out));
    out->failed |= !copy;
    return rn_bytes_of(copy);
}

/* Where stacks do not begin with threads, what ran when may tell. */
static void sum_tracks(const rn_profile *p, thread *tracks)
{
    for (uint32_t t = 0; t < p->track_count; t++)
        tracks[t] = (thread){0, t, 0};
    for (uint32_t i = 0; i < p->run_count; i++)
        tracks[p->runs[i].track].total += p->runs[i].duration;
    qsort(tracks, p->track_count, sizeof *tracks, compare_threads);
}

static render_status add_tracks(rn_panel_list *list, const rn_view_input *input,
                                const thread *tracks, rn_report *report)
{
    const rn_profile *p = input->profile;
    list->whole = 0;
    for (uint32_t t = 0; t < p->track_count && tracks[t].total > 0; t++) {
        rn_tree *tree = NULL;
        list->whole += tracks[t].total;
        if (list->count == RN_PANELS_MAX) {
            list->more++;
            list->more_total += tracks[t].total;
            continue;
        }
        if (rn_tree_new_of_track(&tree, p, input->metric, tracks[t].part, report))
            return report->error.status;
        add_panel(list, input, tree, rn_profile_string(p, p->tracks[tracks[t].part]));
    }
    return RENDER_OK;
}

static render_status list_tracks(rn_panel_list *list, const rn_view_input *input, rn_report *report)
{
    const rn_profile *p = input->profile;
    bool is_compared = p->metrics[input->metric].base != RN_NONE;
    if (!rn_tree_can_order(p, input->metric) || is_compared)
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "the profile does not tell of threads");
    thread *tracks = rn_array_new(p->track_count, sizeof *tracks);
    if (!tracks)
        return rn_fail_memory(report);
    sum_tracks(p, tracks);
    render_status status = add_tracks(list, input, tracks, report);
    free(tracks);
    return status;
}

static render_status make_parts(rn_panel_list *list, const rn_view_input *input, splitter *s,
                                rn_report *report)
{
    rn_tree *trees[RN_PANELS_MAX] = {NULL};
    if (!split(s) || !rank(s, list))
        return rn_fail_memory(report);
    if (s->count < 2)
        return list_tracks(list, input, report);
    render_status status = rn_tree_parts(trees, s->tree, &s->choice, report);
    for (uint32_t i = 0; i < s->choice.count; i++)
        add_panel(list, input, trees[i], name_of_thread(list, s, s->threads[i].node));
    return list->names.failed ? rn_fail_memory(report) : status;
}

static render_status list_threads(rn_panel_list *list, const rn_view_input *input,
                                  rn_report *report)
{
    rn_tree *tree = NULL;
    splitter s = {0};
    list->noun = "threads";
    if (rn_cells_tree(&tree, input, input->options->widths, report))
        return report->error.status;
    s.tree = tree;
    s.choice.part = rn_array_new(tree->count, sizeof *s.choice.part);
    s.choice.is_top = rn_array_new(tree->count, sizeof *s.choice.is_top);
    list->whole = tree->sides.now_total ? tree->sides.now_total[0] : tree->total[0];
    if (s.choice.part && s.choice.is_top)
        make_parts(list, input, &s, report);
    else
        rn_fail_memory(report);
    free(s.choice.part);
    free(s.choice.is_top);
    free(s.threads);
    rn_tree_free(tree);
    return report->error.status;
}

/* ---- metrics, sides, inputs ------------------------------------------------------------------- */

static render_status list_metrics(rn_panel_list *list, const rn_view_input *input,
                                  rn_report *report)
{
    const rn_profile *p = input->profile;
    list->noun = "metrics";
    for (uint32_t m = 0; m < p->metric_count; m++) {
        rn_view_input one = *input;
        rn_tree *tree = NULL;
        one.metric = m;
        if (rn_profile_is_base(p, m) || !(p->metrics[m].total > 0))
            continue;
        if (list->count == RN_PANELS_MAX) {
            list->more++;
            continue;
        }
        if (rn_cells_tree(&tree, &one, input->options->widths, report))
            return report->error.status;
        add_panel(list, &one, tree, rn_profile_string(p, p->metrics[m].name));
    }
    return RENDER_OK;
}

static render_status list_sides(rn_panel_list *list, const rn_view_input *input, rn_report *report)
{
    static const render_widths widths[] = {RENDER_WIDTHS_OLD, RENDER_WIDTHS_NEW};
    list->noun = "sides";
    if (input->profile->metrics[input->metric].base == RN_NONE)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "only a comparison has panels of before and after");
    for (int i = 0; i < 2; i++) {
        rn_tree *tree = NULL;
        if (rn_cells_tree(&tree, input, widths[i], report))
            return report->error.status;
        add_panel(list, input, tree, i ? RN_LITERAL("after") : RN_LITERAL("before"));
    }
    return RENDER_OK;
}

static render_status list_inputs(rn_panel_list *list, const rn_view_input *input, rn_report *report)
{
    const rn_profile *first = input->profile;
    rn_bytes metric = rn_profile_string(first, first->metrics[input->metric].name);
    list->noun = "inputs";
    for (size_t i = 0; i < input->options->input_count; i++) {
        if (list->count == RN_PANELS_MAX) {
            list->more++;
            continue;
        }
        const render_panel *given = &input->options->inputs[i];
        rn_view_input one = *input;
        rn_tree *tree = NULL;
        one.profile = given->profile;
        one.metric = rn_profile_metric(one.profile, metric.data);
        if (one.metric == RN_NONE)
            return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "%s has no metric '%s'",
                           given->name, metric.data);
        rn_panel *panel = add_panel(list, &one, NULL, rn_bytes_of(given->name));
        panel->owns_marks = true;
        if (rn_view_input_mark(&panel->input, report) ||
            rn_cells_tree(&tree, &panel->input, input->options->widths, report))
            return report->error.status;
        panel->tree = tree;
    }
    return RENDER_OK;
}

/* ---- the list --------------------------------------------------------------------------------- */

render_status rn_panel_list_init(rn_panel_list *list, const rn_view_input *input, rn_report *report)
{
    *list = (rn_panel_list){0};
    switch (input->options->panels) {
    case RENDER_PANELS_THREADS:
        return list_threads(list, input, report);
    case RENDER_PANELS_METRICS:
        return list_metrics(list, input, report);
    case RENDER_PANELS_SIDES:
        return list_sides(list, input, report);
    default:
        return list_inputs(list, input, report);
    }
}

void rn_panel_list_finish(rn_panel_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        rn_tree_free(list->items[i].tree);
        if (list->items[i].owns_marks)
            rn_view_input_finish(&list->items[i].input);
    }
    rn_buffer_finish(&list->names);
    rn_arena_finish(&list->arena);
}

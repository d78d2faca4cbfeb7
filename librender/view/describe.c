/* "Flame graph of shop.folded, 670 samples in total: 41 % of it in query itself, 17.9 % in escape (html.py).  Before it was
 * 650 samples in total (+20 samples, +3.08 %)." */
#include "view/describe.h"

#include <math.h>

#include "style/names.h"
#include "style/units.h"

/* The two functions with the largest self cost, RN_NONE where there are none. */
static void find_hottest(const rn_graph *graph, uint32_t hottest[2])
{
    hottest[0] = hottest[1] = RN_NONE;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        if (!(graph->self[f] > 0))
            continue;
        if (hottest[0] == RN_NONE || graph->self[f] > graph->self[hottest[0]]) {
            hottest[1] = hottest[0];
            hottest[0] = f;
        } else if (hottest[1] == RN_NONE || graph->self[f] > graph->self[hottest[1]]) {
            hottest[1] = f;
        }
    }
}

/* With its place; what has none is named as on a label. */
static void put_name(rn_buffer *out, const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    rn_put_label(out, profile, function, info->file || info->module);
}

/* As shares are in labels: of a part of a profile they are of the whole. */
static double whole_of(const rn_tint *tint)
{
    const rn_graph *graph = tint->graph;
    return graph->profile->filtered ? graph->profile->metrics[graph->metric].total
                                    : tint->self_total;
}

static void put_hottest(rn_buffer *out, const rn_tint *tint)
{
    uint32_t hottest[2];
    find_hottest(tint->graph, hottest);
    for (int i = 0; i < 2 && hottest[i] != RN_NONE; i++) {
        rn_put_text(out, i ? ", " : ": ");
        rn_put_share(out, tint->graph->self[hottest[i]] / whole_of(tint));
        rn_put_text(out, i ? " in " : " of it in ");
        put_name(out, tint->graph->profile, hottest[i]);
        rn_put_text(out, i ? "" : " itself");
    }
}

static void put_change(rn_buffer *out, const rn_tint *tint)
{
    const rn_profile *profile = tint->graph->profile;
    const rn_metric *metric = &profile->metrics[tint->graph->metric];
    if (metric->base == RN_NONE)
        return;
    double now = tint->graph->total, before = profile->metrics[metric->base].total;
    rn_bytes unit = rn_profile_unit(profile, tint->graph->metric);
    rn_put_text(out, " Before it was ");
    rn_put_value(out, before, unit);
    rn_put_text(out, ": the change is ");
    rn_put_signed(out, now - before, unit);
    if (before > 0) {
        rn_put_text(out, now > before ? ", +" : now < before ? ", −" : ", ±");
        rn_put_share(out, fabs(now - before) / before);
    }
    rn_put_text(out, ".");
}

static void put_highlight(rn_buffer *out, const rn_view_input *input)
{
    if (!input->highlighted)
        return;
    rn_put_text(out, " Highlighted are functions that '");
    rn_put_text(out, input->options->highlight);
    rn_put_text(out, "' finds.");
}

/* Panels of one profile add up; those of inputs and metrics are each by itself. */
static bool is_first_of_several(const render_draw_options *options)
{
    return options->panels == RENDER_PANELS_INPUTS || options->panels == RENDER_PANELS_METRICS;
}

void rn_describe(rn_scene *scene, const rn_view_input *input, const rn_tint *tint)
{
    rn_buffer out = {0};
    rn_put_text(&out, scene->title);
    if (input->options->source) {
        rn_put_text(&out, out.size ? " of " : "");
        rn_put_text(&out, input->options->source);
    }
    rn_put_text(&out, out.size ? ", " : "");
    rn_put_value(&out, tint->graph->total, rn_profile_unit(input->profile, tint->graph->metric));
    rn_put_text(&out, is_first_of_several(input->options) ? " in the first panel" : " in total");
    put_hottest(&out, tint);
    rn_put_text(&out, ".");
    put_change(&out, tint);
    put_highlight(&out, input);
    if (input->options->notes) {
        rn_put_text(&out, " ");
        rn_put_text(&out, input->options->notes);
    }
    scene->description = rn_arena_copy(&scene->arena, rn_buffer_bytes(&out));
    scene->failed |= !scene->description || out.failed;
    rn_buffer_finish(&out);
}

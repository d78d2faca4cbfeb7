/* Parts that profiles made out of profiles have in common. */
#include "profile/copy.h"

#include <stdlib.h>

#include "base/grow.h"

const render_read_options rn_copy_options = {.mangled = true, .keep_order = true};

rn_builder *rn_copy_builder_new(rn_shape shape, const rn_profile *from, rn_report *report)
{
    render_limits limits = {
        .stack_depth = UINT32_MAX,
        .name_bytes = UINT32_MAX,
        .functions = INT32_MAX,
        .stacks = INT32_MAX,
        .regex_steps = from->regex_steps,
    };
    return rn_builder_new(shape, &limits, report);
}

void rn_copy_runs(rn_builder *builder, const rn_profile *from, const uint32_t *stacks)
{
    if (!from->run_count)
        return;
    rn_builder_set_time_unit(builder, rn_profile_string(from, from->time_unit));
    for (uint32_t i = 0, track = 0; i < from->run_count; i++) {
        const rn_run *run = &from->runs[i];
        if (i == 0 || run->track != from->runs[i - 1].track)
            track = rn_builder_track(builder, rn_profile_string(from, from->tracks[run->track]));
        if (stacks[run->stack] != RN_NONE)
            rn_builder_add_run(builder, track, stacks[run->stack], run->start, run->duration);
    }
}

void rn_copy_metrics(rn_builder *builder, const rn_profile *from)
{
    for (uint32_t m = 0; m < from->metric_count; m++) {
        const rn_metric *metric = &from->metrics[m];
        uint32_t id = rn_builder_metric(builder, rn_profile_string(from, metric->name),
                                        rn_profile_string(from, metric->unit));
        rn_builder_set_total(builder, id, metric->total);
    }
    for (uint32_t m = 0; m < from->metric_count; m++)
        rn_builder_set_base(builder, m, from->metrics[m].base);
}

uint32_t rn_copy_function(rn_builder *builder, const rn_profile *from, uint32_t function)
{
    const rn_function_info *info = &from->functions[function];
    rn_function_key key = {.name = rn_profile_string(from, info->name),
                           .module = rn_profile_string(from, info->module),
                           .file = rn_profile_string(from, info->file),
                           .line = info->line,
                           .kind = info->kind,
                           .flags = info->flags};
    return rn_builder_function(builder, &key);
}

void rn_copy_calls(rn_builder *builder, uint32_t to, const rn_profile *from, uint32_t function)
{
    if (from->calls)
        rn_builder_add_calls(builder, to, from->calls[function], from->primitive_calls[function]);
}

static uint32_t without_folders(rn_builder *builder, const rn_profile *from, uint32_t path)
{
    return rn_builder_text(builder, rn_bytes_base_name(rn_profile_string(from, path)));
}

bool rn_copy_functions(rn_builder *builder, const rn_profile *from, bool strips_folders,
                       uint32_t *functions)
{
    uint32_t *texts = rn_array_new(from->strings.count, sizeof *texts);
    if (!texts)
        return false;
    for (uint32_t i = 0; i < from->strings.count; i++)
        texts[i] = rn_builder_text(builder, rn_profile_string(from, i));
    for (uint32_t f = 0; f < from->function_count; f++) {
        rn_function_info info = from->functions[f];
        info.name = texts[info.name];
        info.module =
            strips_folders ? without_folders(builder, from, info.module) : texts[info.module];
        info.file = strips_folders ? without_folders(builder, from, info.file) : texts[info.file];
        functions[f] = rn_builder_add_function(builder, &info);
        rn_copy_calls(builder, functions[f], from, f);
    }
    free(texts);
    return true;
}

void rn_copy_stacks(rn_builder *builder, const rn_profile *from, const uint32_t *functions,
                    uint32_t *frames, uint32_t *stacks)
{
    enum { AHEAD = 16 };
    for (uint32_t i = 0; i < from->frame_count; i++)
        frames[i] =
            rn_builder_frame(builder, functions[from->frames[i].function], from->frames[i].line);
    stacks[0] = 0;
    for (uint32_t s = 1; s < from->stack_count; s++) {
        const rn_stack_info *info = &from->stacks[s], *later = info + AHEAD;
        if (s + AHEAD < from->stack_count && later->parent < s)
            rn_builder_prefetch_push(builder, stacks[later->parent], frames[later->frame]);
        stacks[s] = rn_builder_push(builder, stacks[info->parent], frames[info->frame]);
    }
}

/* False when a sum is not exact. */
static bool copy_costs(rn_builder *builder, const rn_builder *from, const uint32_t *stacks)
{
    const double limit = 0x1p53;
    const rn_profile *p = rn_builder_profile(from);
    double largest = 0;
    for (uint32_t m = 0; m < p->metric_count; m++) {
        uint32_t metric = rn_builder_metric(builder, rn_profile_string(p, p->metrics[m].name),
                                            rn_profile_string(p, p->metrics[m].unit));
        for (uint32_t s = 0; s < p->stack_count; s++) {
            double cost = rn_builder_self(from, s, m);
            if (cost == 0)
                continue;
            rn_builder_add_self(builder, stacks[s], metric, cost);
            double sum = rn_builder_self(builder, stacks[s], metric);
            largest = sum > largest ? sum : largest;
        }
    }
    return largest < limit;
}

bool rn_copy_builder(rn_builder *builder, const rn_builder *from, rn_copied *to)
{
    const rn_profile *p = rn_builder_profile(from);
    uint32_t *frames = rn_array_new(p->frame_count, sizeof *frames);
    to->functions = rn_array_new(p->function_count, sizeof *to->functions);
    to->stacks = rn_array_new(p->stack_count, sizeof *to->stacks);
    bool copied = to->functions && frames && to->stacks &&
                  rn_copy_functions(builder, p, false, to->functions);
    if (copied)
        rn_copy_stacks(builder, p, to->functions, frames, to->stacks);
    else
        rn_fail_memory(rn_builder_report(builder));
    free(frames);
    return copied && copy_costs(builder, from, to->stacks);
}

void rn_copied_finish(rn_copied *copied)
{
    free(copied->functions);
    free(copied->stacks);
}

void rn_copy_warnings(rn_report *report, const rn_profile *from)
{
    for (size_t i = 0; i < from->report.warning_count; i++)
        rn_warn(report, "%s", from->report.warnings[i]);
}

bool rn_copy_origin(rn_profile *to, const rn_profile *from)
{
    to->format = from->format;
    to->detection = from->detection ? strdup(from->detection) : NULL;
    return to->detection || !from->detection;
}

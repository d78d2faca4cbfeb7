/* Parts that profiles made out of profiles have in common. */
#include "profile/copy.h"

const render_limits rn_copy_limits = {
    .stack_depth = UINT32_MAX,
    .name_bytes = UINT32_MAX,
    .functions = INT32_MAX,
    .stacks = INT32_MAX,
};

const render_read_options rn_copy_options = {.mangled = true, .keep_order = true};

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

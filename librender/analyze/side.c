#include "analyze/side.h"

#include <stdlib.h>

#include "base/grow.h"

/* What there was on one side has a cost there, or a call that was counted. */
static void take_arcs(rn_side *side, const rn_profile *from, uint32_t metric)
{
    const double *total = from->arc_total[metric];
    const double *calls = rn_profile_is_base(from, metric) ? from->base_arc_calls : from->arc_calls;
    uint32_t count = 0;
    for (uint32_t a = 0; a < from->arc_count; a++) {
        if (total[a] == 0 && !(calls[a] > 0))
            continue;
        side->arcs[count] = from->arcs[a];
        side->calls[count] = calls[a];
        side->columns[0][count] = from->arc_self[metric][a];
        side->columns[1][count++] = total[a];
    }
    side->profile.arc_count = count;
}

static bool part(rn_side *side, const rn_profile *from, uint32_t metric)
{
    size_t count = from->arc_count;
    side->arcs = rn_array_new(count, sizeof *side->arcs);
    side->calls = rn_array_new(count, sizeof *side->calls);
    for (int i = 0; i < 2; i++)
        side->columns[i] = rn_array_new(count, sizeof *side->columns[i]);
    if (!side->arcs || !side->calls || !side->columns[0] || !side->columns[1])
        return false;
    take_arcs(side, from, metric);
    side->profile.arcs = side->arcs;
    side->profile.arc_calls = side->calls;
    side->profile.arc_self = &side->columns[0];
    side->profile.arc_total = &side->columns[1];
    return true;
}

render_status rn_side_init(rn_side *out, const rn_profile *profile, uint32_t metric,
                           rn_report *report)
{
    *out = (rn_side){.profile = *profile};
    out->profile.metrics += metric;
    out->profile.metric_count = 1;
    out->profile.function_self += metric;
    out->profile.function_total += metric;
    if (profile->function_cut)
        out->profile.function_cut += metric;
    out->profile.arc_self += metric;
    out->profile.arc_total += metric;
    if (!profile->base_arc_calls || part(out, profile, metric))
        return RENDER_OK;
    rn_side_finish(out);
    return rn_fail_memory(report);
}

void rn_side_finish(rn_side *side)
{
    free(side->arcs);
    free(side->calls);
    free(side->columns[0]);
    free(side->columns[1]);
    *side = (rn_side){0};
}

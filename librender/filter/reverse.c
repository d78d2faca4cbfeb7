/* Every stack that anything was counted in is pushed again, the other way round.  Stacks that share their
 * roots have nothing in common then: the work is the sum of their depths, and is bounded. */
#include "filter/reverse.h"

#include <stdlib.h>

#include "base/grow.h"
#include "profile/copy.h"

enum { FRAMES_MAX = 1 << 27 };

typedef struct reverser {
    const rn_profile *from;
    rn_report *report;
    rn_builder *builder;
    uint32_t *frames; /* [frame]: in the new profile */
    uint32_t *stacks; /* [stack]: the same, reversed; RN_NONE: nothing was counted in it */
    uint64_t pushed;
} reverser;

static void find_counted(reverser *r)
{
    const rn_profile *p = r->from;
    for (uint32_t s = 0; s < p->stack_count; s++)
        r->stacks[s] = RN_NONE;
    for (uint32_t m = 0; m < p->metric_count; m++)
        for (uint32_t s = 0; s < p->stack_count; s++)
            if (rn_stack_self(p, m, s) != 0)
                r->stacks[s] = 0;
    for (uint32_t i = 0; i < p->run_count; i++)
        r->stacks[p->runs[i].stack] = 0;
}

static bool copy_frames(reverser *r)
{
    const rn_profile *p = r->from;
    uint32_t *functions = rn_array_new(p->function_count, sizeof *functions);
    for (uint32_t f = 0; functions && f < p->function_count; f++) {
        functions[f] = rn_copy_function(r->builder, p, f);
        rn_copy_calls(r->builder, functions[f], p, f);
    }
    for (uint32_t i = 0; functions && i < p->frame_count; i++)
        r->frames[i] =
            rn_builder_frame(r->builder, functions[p->frames[i].function], p->frames[i].line);
    bool enough = functions != NULL;
    free(functions);
    return enough;
}

static render_status push_stack(reverser *r, uint32_t stack)
{
    const rn_profile *p = r->from;
    uint32_t to = 0;
    for (uint32_t s = stack; s > 0; s = p->stacks[s].parent) {
        if (++r->pushed > FRAMES_MAX)
            return rn_fail(r->report, RENDER_ERROR_LIMIT, 0, 0,
                           "the stacks are too deep to be reversed");
        to = rn_builder_push(r->builder, to, r->frames[p->stacks[s].frame]);
    }
    r->stacks[stack] = to;
    for (uint32_t m = 0; m < p->metric_count; m++)
        rn_builder_add_self(r->builder, to, m, rn_stack_self(p, m, stack));
    if (p->estimated && p->estimated[stack])
        rn_builder_mark_estimated(r->builder, to);
    return rn_builder_status(r->builder);
}

static render_status push_stacks(reverser *r)
{
    render_status status = RENDER_OK;
    rn_copy_metrics(r->builder, r->from);
    if (!copy_frames(r))
        return rn_fail_memory(r->report);
    for (uint32_t s = 1; status == RENDER_OK && s < r->from->stack_count; s++)
        if (r->stacks[s] != RN_NONE)
            status = push_stack(r, s);
    if (status == RENDER_OK)
        rn_copy_runs(r->builder, r->from, r->stacks);
    return status;
}

render_status rn_reverse(rn_profile **out, const rn_profile *profile, rn_report *report)
{
    reverser r = {.from = profile,
                  .report = report,
                  .builder = rn_copy_builder_new(RN_STACKS, profile, report),
                  .frames = rn_array_new(profile->frame_count, sizeof *r.frames),
                  .stacks = rn_array_new(profile->stack_count, sizeof *r.stacks)};
    *out = NULL;
    if (!r.builder || !r.frames || !r.stacks) {
        rn_fail_memory(report);
    } else {
        rn_builder_set_options(r.builder, &rn_copy_options);
        find_counted(&r);
        if (push_stacks(&r) == RENDER_OK) {
            rn_builder_finish(r.builder, out);
            r.builder = NULL;
        }
    }
    rn_builder_free(r.builder);
    free(r.frames);
    free(r.stacks);
    return report->error.status;
}

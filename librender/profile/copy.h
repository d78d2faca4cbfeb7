/* For stages that make a profile out of profiles. */
#ifndef RN_COPY_H
#define RN_COPY_H

#include "profile/builder.h"

/* The builder of such a stage: its input passed the caller's limits when it was read.  NULL when memory is out. */
rn_builder *rn_copy_builder_new(rn_shape shape, const rn_profile *from, rn_report *report);

extern const render_read_options rn_copy_options;

/* The runs of stacks that are still there: stack s of `from` is stacks[s] of the builder, or RN_NONE.  The builder
 * has rn_copy_options. */
void rn_copy_runs(rn_builder *builder, const rn_profile *from, const uint32_t *stacks);

/* All metrics, in order, with their totals. */
void rn_copy_metrics(rn_builder *builder, const rn_profile *from);

/* The function in the builder's profile; its calls are not added. */
uint32_t rn_copy_function(rn_builder *builder, const rn_profile *from, uint32_t function);
void rn_copy_calls(rn_builder *builder, uint32_t to, const rn_profile *from, uint32_t function);

/* All functions, with their calls: functions[f] is what f became, without the folders of its file and
 * module if that is asked for.  False when memory is out. */
bool rn_copy_functions(rn_builder *builder, const rn_profile *from, bool strips_folders,
                       uint32_t *functions);
/* After that all stacks: stacks[s] is what s became.  `frames` is room for those of `from`. */
void rn_copy_stacks(rn_builder *builder, const rn_profile *from, const uint32_t *functions,
                    uint32_t *frames, uint32_t *stacks);

/* What functions and stacks became. */
typedef struct rn_copied {
    uint32_t *functions, *stacks; /* [old]: new */
} rn_copied;

void rn_copied_finish(rn_copied *copied);

/* Adds what another builder made of stacks, and their costs.  False when memory is out, which is then in the report,
 * or when a sum is not exact, because it is beyond the whole numbers that a double holds: then it may depend on
 * the order of adding. */
bool rn_copy_builder(rn_builder *builder, const rn_builder *from, rn_copied *to);

void rn_copy_warnings(rn_report *report, const rn_profile *from);

/* Where the profile came from: its format and why that was taken.  False when memory is out. */
bool rn_copy_origin(rn_profile *to, const rn_profile *from);

#endif

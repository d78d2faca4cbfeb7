/* For stages that make a profile out of profiles. */
#ifndef RN_COPY_H
#define RN_COPY_H

#include "profile/builder.h"

/* For the builder of such a stage: its input passed the caller's limits when it was read. */
extern const render_limits rn_copy_limits;

extern const render_read_options rn_copy_options;

/* The runs of stacks that are still there: stack s of `from` is stacks[s] of the builder, or RN_NONE.  The builder
 * has rn_copy_options. */
void rn_copy_runs(rn_builder *builder, const rn_profile *from, const uint32_t *stacks);

/* All metrics, in order, with their totals. */
void rn_copy_metrics(rn_builder *builder, const rn_profile *from);

/* The function in the builder's profile; its calls are not added. */
uint32_t rn_copy_function(rn_builder *builder, const rn_profile *from, uint32_t function);
void rn_copy_calls(rn_builder *builder, uint32_t to, const rn_profile *from, uint32_t function);

void rn_copy_warnings(rn_report *report, const rn_profile *from);

/* Where the profile came from: its format and why that was taken.  False when memory is out. */
bool rn_copy_origin(rn_profile *to, const rn_profile *from);

#endif

/* A metric of stacks whose values may be below 0: differences, and memory that is freed.  Stacks cannot
 * be drawn with such values: what shrank is the metric 'NAME (negative)' beside what grew. */
#ifndef RN_SIGNED_METRIC_H
#define RN_SIGNED_METRIC_H

#include "profile/builder.h"

typedef struct rn_signed_metric {
    rn_builder *builder;
    rn_bytes name, unit;
    uint32_t metric;
    uint32_t negative; /* RN_NONE: no value below 0 so far */
} rn_signed_metric;

/* The slices must stay where they are. */
rn_signed_metric rn_signed_metric_of(rn_builder *builder, rn_bytes name, rn_bytes unit);

void rn_signed_metric_add(rn_signed_metric *metric, uint32_t stack, double value);

#endif

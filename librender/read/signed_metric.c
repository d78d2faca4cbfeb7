#include "read/signed_metric.h"

#include "base/buffer.h"

rn_signed_metric rn_signed_metric_of(rn_builder *builder, rn_bytes name, rn_bytes unit)
{
    return (rn_signed_metric){builder, name, unit, rn_builder_metric(builder, name, unit), RN_NONE};
}

/* Comes when it is needed. */
static void add_negative(rn_signed_metric *m)
{
    rn_buffer name = {0};
    rn_put(&name, m->name);
    rn_put_text(&name, " (negative)");
    if (name.failed)
        rn_fail_memory(rn_builder_report(m->builder));
    else
        m->negative = rn_builder_metric(m->builder, rn_buffer_bytes(&name), m->unit);
    rn_buffer_finish(&name);
}

void rn_signed_metric_add(rn_signed_metric *m, uint32_t stack, double value)
{
    if (value > 0)
        rn_builder_add_self(m->builder, stack, m->metric, value);
    if (value < 0 && m->negative == RN_NONE)
        add_negative(m);
    if (value < 0 && m->negative != RN_NONE)
        rn_builder_add_self(m->builder, stack, m->negative, -value);
}

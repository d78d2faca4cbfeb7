/* Metrics have the names of events, with their modifiers.  An event with periods and the same one without
 * are two: periods and samples do not add up. */
#include "read/perf_events.h"

#include <stdlib.h>

#include "base/grow.h"

void rn_perf_events_finish(rn_perf_events *e)
{
    free(e->items);
}

/* The kernel's clocks as events: their periods are nanoseconds. */
static bool is_clock(rn_bytes name)
{
    static const rn_bytes clocks[] = {{"cpu-clock", 9}, {"task-clock", 10}};
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++)
        if (rn_bytes_start(name, clocks[i]) &&
            (name.size == clocks[i].size || name.data[clocks[i].size] == ':'))
            return true;
    return false;
}

static uint32_t add_metric(rn_perf_events *e, rn_bytes name, bool has_period)
{
    if (!has_period && (name.size == 0 || rn_bytes_equal(name, RN_LITERAL("samples"))))
        return RN_NONE;
    rn_bytes unit = !has_period      ? RN_LITERAL("samples")
                    : is_clock(name) ? RN_LITERAL("ns")
                                     : RN_LITERAL("events");
    return rn_builder_metric(e->builder, name.size ? name : RN_LITERAL("period"), unit);
}

static bool add(rn_perf_events *e, rn_bytes name, bool has_period)
{
    if (!RN_GROW(e->items, e->capacity, e->count + 1)) {
        rn_fail_memory(e->report);
        return false;
    }
    e->last = e->count;
    e->items[e->count++] = (rn_perf_event){.name = name,
                                           .metric = add_metric(e, name, has_period),
                                           .sched = rn_perf_sched_kind_of(name),
                                           .has_period = has_period,
                                           .is_clock = has_period && is_clock(name)};
    return rn_builder_status(e->builder) == RENDER_OK;
}

static bool is_same(const rn_perf_event *event, const rn_perf_header *header)
{
    return event->has_period == (header->period.size > 0) &&
           rn_bytes_equal(event->name, header->event);
}

bool rn_perf_events_select(rn_perf_events *e, const rn_perf_header *header)
{
    if (e->count && is_same(&e->items[e->last], header))
        return true;
    for (size_t i = 0; i < e->count; i++) {
        if (is_same(&e->items[i], header)) {
            e->last = i;
            return true;
        }
    }
    return add(e, header->event, header->period.size);
}

bool rn_perf_events_are_sched(const rn_perf_events *e)
{
    for (size_t i = 0; i < e->count; i++)
        if (e->items[i].sched == RN_PERF_SCHED_NONE)
            return false;
    return true;
}

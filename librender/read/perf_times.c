/* A sample says where a thread was at one moment.  It is taken to have been there until its next sample;
 * where the period is a time, at most for that long, give or take what clocks are late: then the
 * thread slept.  The last sample of a thread goes on for as long as the one before it. */
#include "read/perf_times.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/grow.h"

void rn_perf_times_init(rn_perf_times *t, rn_builder *builder, rn_report *report)
{
    *t = (rn_perf_times){.builder = builder, .report = report, .step = NAN};
}

void rn_perf_times_finish(rn_perf_times *t)
{
    rn_memo_finish(&t->names);
    free(t->threads);
}

static uint32_t make_track(rn_perf_times *t, const rn_perf_header *header)
{
    rn_buffer name = {0};
    rn_put(&name, header->command);
    if (header->command.size && header->tid.size)
        rn_put_char(&name, ' ');
    rn_put(&name, header->tid);
    uint32_t track = rn_builder_track(t->builder, rn_buffer_bytes(&name));
    if (name.failed)
        rn_fail_memory(t->report);
    rn_buffer_finish(&name);
    return track;
}

/* NULL when memory is out. */
static rn_perf_thread *find_thread(rn_perf_times *t, const rn_perf_header *header)
{
    rn_bytes name = header->command.size || !header->tid.size ? header->command : header->tid;
    if (header->tid.size)
        name.size = (size_t)(header->tid.data + header->tid.size - name.data);
    uint32_t count = t->names.count, id = rn_memo_put(&t->names, name);
    if (id == RN_NONE || !RN_GROW(t->threads, t->thread_capacity, id + (size_t)1)) {
        rn_fail_memory(t->report);
        return NULL;
    }
    if (id == count)
        t->threads[id] = (rn_perf_thread){
            .track = make_track(t, header), .start = NAN, .period = NAN, .step = NAN};
    return &t->threads[id];
}

uint32_t rn_perf_times_track(rn_perf_times *t, const rn_perf_header *header)
{
    const rn_perf_thread *thread = find_thread(t, header);
    return thread ? thread->track : RN_NONE;
}

/* How long a sample stands for when the thread's next one is `step` later. */
static double duration_of(double step, double period)
{
    return isnan(step) || step > 2 * period ? period : step;
}

void rn_perf_times_add(rn_perf_times *t, const rn_perf_header *header, uint32_t stack,
                       double period)
{
    double time = rn_perf_time(header);
    rn_perf_thread *thread = isnan(time) ? NULL : find_thread(t, header);
    if (!thread)
        return;
    if (!isnan(thread->start)) {
        thread->step = t->step = time - thread->start;
        rn_builder_add_run(t->builder, thread->track, thread->stack, thread->start,
                           duration_of(thread->step, thread->period));
    }
    thread->stack = stack;
    thread->start = time;
    thread->period = period;
}

void rn_perf_times_end(rn_perf_times *t)
{
    for (uint32_t i = 0; i < t->names.count; i++) {
        const rn_perf_thread *thread = &t->threads[i];
        double step = isnan(thread->step) ? t->step : thread->step;
        if (!isnan(thread->start))
            rn_builder_add_run(t->builder, thread->track, thread->stack, thread->start,
                               duration_of(isnan(thread->period) ? step : NAN, thread->period));
    }
}

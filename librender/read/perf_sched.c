/* Events of the scheduler, in the two forms that perf prints:
 *
 *     sched:sched_switch: prev_comm=a b prev_pid=7 prev_prio=120 prev_state=S ==> next_comm=c next_pid=9 …
 *     sched:sched_switch: a b:7 [120] S ==> c:9 [120]
 *     sched:sched_stat_sleep: comm=a b pid=7 delay=100078421 [ns]
 *
 * A thread leaves the CPU on the stack of its switch.  Where delays are recorded the first one after it
 * is how long it slept; else it was away until a switch gives the CPU back.
 *
 * Left out: stacks of who woke it. */
#include "read/perf_sched.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"

/* ---- the text of events ----------------------------------------------------------------------- */

rn_perf_sched_kind rn_perf_sched_kind_of(rn_bytes event)
{
    static const rn_bytes group = RN_LITERAL("sched:"), delay = RN_LITERAL("sched_stat_");
    if (!rn_bytes_start(event, group))
        return RN_PERF_SCHED_NONE;
    rn_bytes name = rn_bytes_slice(event, group.size, event.size);
    if (rn_bytes_equal(name, RN_LITERAL("sched_switch")))
        return RN_PERF_SCHED_SWITCH;
    if (!rn_bytes_start(name, delay))
        return RN_PERF_SCHED_OTHER;
    name = rn_bytes_slice(name, delay.size, name.size);
    bool is_sleep =
        rn_bytes_equal(name, RN_LITERAL("sleep")) || rn_bytes_equal(name, RN_LITERAL("blocked"));
    return is_sleep ? RN_PERF_SCHED_DELAY : RN_PERF_SCHED_OTHER;
}

/* The digits behind ' KEY=', the last of them: commands stand before, and may hold anything. */
static bool find_number(rn_bytes text, rn_bytes key, uint64_t *number)
{
    for (size_t at = text.size; at-- > 0;) {
        rn_bytes rest = rn_bytes_slice(text, at, text.size);
        if (!rn_bytes_start(rest, key))
            continue;
        size_t size = key.size;
        while (size < rest.size && rest.data[size] >= '0' && rest.data[size] <= '9')
            size++;
        return rn_number_parse_uint(rn_bytes_slice(rest, key.size, size), number);
    }
    return false;
}

/* 'COMMAND:7 [120] S' */
static bool find_short_number(rn_bytes text, uint64_t *number)
{
    const char *bracket = memmem(text.data, text.size, " [", 2), *next;
    if (!bracket)
        return false;
    while ((next = memmem(bracket + 1, (size_t)(text.data + text.size - bracket - 1), " [", 2)))
        bracket = next;
    rn_bytes head = {text.data, (size_t)(bracket - text.data)};
    const char *colon = memrchr(head.data, ':', head.size);
    return colon && rn_number_parse_uint(
                        rn_bytes_slice(head, (size_t)(colon + 1 - head.data), head.size), number);
}

/* Splits a switch at its arrow. */
static bool split_switch(rn_bytes text, rn_bytes *before, rn_bytes *after)
{
    static const rn_bytes arrow = RN_LITERAL(" ==> ");
    const char *at = memmem(text.data, text.size, arrow.data, arrow.size);
    if (!at)
        return false;
    *before = (rn_bytes){text.data, (size_t)(at - text.data)};
    *after = rn_bytes_slice(text, before->size + arrow.size, text.size);
    return true;
}

static bool find_next(rn_bytes text, uint64_t *thread)
{
    rn_bytes before, after;
    return split_switch(text, &before, &after) &&
           (find_number(after, RN_LITERAL(" next_pid="), thread) ||
            find_short_number(after, thread));
}

static bool find_previous(rn_bytes text, uint64_t *thread)
{
    rn_bytes before, after;
    return split_switch(text, &before, &after) &&
           (find_number(before, RN_LITERAL(" prev_pid="), thread) ||
            find_short_number(before, thread));
}

/* ---- threads ---------------------------------------------------------------------------------- */

void rn_perf_sched_init(rn_perf_sched *s, rn_builder *builder, rn_report *report,
                        rn_perf_times *times)
{
    *s = (rn_perf_sched){.builder = builder, .report = report, .times = times};
}

void rn_perf_sched_finish(rn_perf_sched *s)
{
    rn_map_finish(&s->ids);
    free(s->sleepers);
    free(s->told);
    free(s->seen);
    free(s->spans);
}

/* The idle threads of all CPUs are number 0.  NULL when it is one of them, or memory is out. */
static rn_perf_sleeper *find_sleeper(rn_perf_sched *s, uint64_t thread)
{
    bool is_new = false;
    if (thread == 0 || thread == UINT64_MAX)
        return NULL;
    uint32_t *id = rn_map_put(&s->ids, thread, (uint32_t)s->sleeper_count, &is_new);
    if (!id || (is_new && !RN_GROW(s->sleepers, s->sleeper_capacity, s->sleeper_count + 1))) {
        rn_fail_memory(s->report);
        return NULL;
    }
    if (is_new)
        s->sleepers[s->sleeper_count++] = (rn_perf_sleeper){.start = NAN};
    return &s->sleepers[*id];
}

/* ---- time off the CPU ------------------------------------------------------------------------- */

static bool add_time(double **times, size_t *capacity, uint32_t stack, double time)
{
    size_t old = *capacity;
    if (stack >= old && !RN_GROW(*times, *capacity, stack + (size_t)1))
        return false;
    for (size_t i = old; i < *capacity; i++)
        (*times)[i] = 0;
    (*times)[stack] += time;
    return true;
}

static void add_span(rn_perf_sched *s, const rn_perf_sleeper *sleeper, double duration,
                     bool is_told)
{
    bool taken = is_told ? add_time(&s->told, &s->told_capacity, sleeper->stack, duration)
                         : add_time(&s->seen, &s->seen_capacity, sleeper->stack, duration);
    if (taken && rn_builder_options(s->builder)->keep_order) {
        taken = RN_GROW(s->spans, s->span_capacity, s->span_count + 1);
        if (taken)
            s->spans[s->span_count++] =
                (rn_perf_span){sleeper->track, sleeper->stack, sleeper->start, duration, is_told};
    }
    if (!taken)
        rn_fail_memory(s->report);
}

static void take_delay(rn_perf_sched *s, const rn_perf_header *header)
{
    uint64_t thread, delay;
    if (!find_number(header->rest, RN_LITERAL(" pid="), &thread) ||
        !find_number(header->rest, RN_LITERAL(" delay="), &delay))
        return;
    rn_perf_sleeper *sleeper = find_sleeper(s, thread);
    s->has_told = true;
    if (sleeper && sleeper->sleeps)
        add_span(s, sleeper, (double)delay, true);
    else if (!sleeper || !sleeper->has_left)
        s->strangers++;
    if (sleeper)
        sleeper->sleeps = false;
}

static void take_return(rn_perf_sched *s, const rn_perf_header *header)
{
    uint64_t thread;
    double time = rn_perf_time(header);
    rn_perf_sleeper *sleeper = find_next(header->rest, &thread) ? find_sleeper(s, thread) : NULL;
    if (!sleeper)
        return;
    if (time > sleeper->start)
        add_span(s, sleeper, time - sleeper->start, false);
    sleeper->start = NAN;
}

void rn_perf_sched_wake(rn_perf_sched *s, rn_perf_sched_kind kind, const rn_perf_header *header)
{
    if (kind == RN_PERF_SCHED_DELAY)
        take_delay(s, header);
    else if (kind == RN_PERF_SCHED_SWITCH)
        take_return(s, header);
}

void rn_perf_sched_leave(rn_perf_sched *s, const rn_perf_header *header, uint32_t stack)
{
    uint64_t thread;
    if (!find_previous(header->rest, &thread) && !rn_number_parse_uint(header->tid, &thread))
        return;
    rn_perf_sleeper *sleeper = find_sleeper(s, thread);
    if (!sleeper)
        return;
    bool keeps_order = rn_builder_options(s->builder)->keep_order;
    *sleeper = (rn_perf_sleeper){.stack = stack,
                                 .track = keeps_order ? rn_perf_times_track(s->times, header) : 0,
                                 .start = rn_perf_time(header),
                                 .has_left = true,
                                 .sleeps = true};
}

/* ---- the end ---------------------------------------------------------------------------------- */

static void add_runs(rn_perf_sched *s)
{
    for (size_t i = 0; i < s->span_count; i++) {
        const rn_perf_span *span = &s->spans[i];
        if (span->is_told == s->has_told)
            rn_builder_add_run(s->builder, span->track, span->stack, span->start, span->duration);
    }
}

void rn_perf_sched_end(rn_perf_sched *s, bool alone)
{
    const double *times = s->has_told ? s->told : s->seen;
    size_t count = s->has_told ? s->told_capacity : s->seen_capacity;
    if (s->strangers)
        rn_warn(s->report, "%llu sleep(s) of threads that were not seen to fall asleep: left out",
                (unsigned long long)s->strangers);
    if (!count)
        return;
    uint32_t metric = rn_builder_metric(s->builder, RN_LITERAL("off-CPU time"), RN_LITERAL("ns"));
    for (size_t stack = 0; stack < count; stack++)
        if (times[stack] > 0)
            rn_builder_add_self(s->builder, (uint32_t)stack, metric, times[stack]);
    if (!alone)
        return;
    rn_builder_put_first(s->builder, metric);
    add_runs(s);
}

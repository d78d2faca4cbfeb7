/* Threads for the parts of a text: the calling thread reads the first part, into the caller's builder. */
#include "read/split.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/pages.h"

enum {
    THREADS_MAX = 64,
    PASS_BYTES = 4 << 20,
    KEPT_BYTES = 1 << 20, /* before the line at hand: readers compare it with what came before */
};

typedef struct worker {
    const rn_split_format *format;
    rn_split_part part;
    rn_report report; /* of every part but the first */
    void *state;
    pthread_t thread;
    bool has_thread;
} worker;

typedef struct crew {
    worker *workers;
    size_t count;
    atomic_bool given_up;
} crew;

bool rn_split_pass(rn_split_part *part, size_t at)
{
    part->next_pass = at + PASS_BYTES;
    if (rn_builder_reading(part->builder).is_mapped && at > part->dropped + KEPT_BYTES) {
        rn_pages_drop(part->input.data + part->dropped, part->input.data + at - KEPT_BYTES);
        part->dropped = at - KEPT_BYTES;
    }
    return part->is_alone || !atomic_load_explicit(part->given_up, memory_order_relaxed);
}

/* ---- parts ------------------------------------------------------------------------------------ */

size_t rn_split_find_line(rn_bytes input, size_t from)
{
    const char *feed = memchr(input.data + from, '\n', input.size - from);
    return feed ? (size_t)(feed + 1 - input.data) : input.size;
}

static size_t processor_count(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed))
        return 1;
    return (size_t)CPU_COUNT(&allowed);
}

static size_t part_count(rn_bytes input, const rn_builder *builder)
{
    size_t threads = rn_builder_options(builder)->thread_count;
    size_t most = input.size / (rn_builder_reading(builder).part_bytes + 1);
    if (most < 2)
        return 1;
    if (!threads)
        threads = processor_count();
    if (threads > THREADS_MAX)
        threads = THREADS_MAX;
    return threads < most ? threads : most;
}

/* Sets the parts' inputs; fewer parts when records are large. */
static void share_out(crew *c, const rn_split_format *format, rn_bytes input, char line_end)
{
    size_t wanted = c->count, start = 0;
    c->count = 0;
    for (size_t i = 0; i < wanted && start < input.size; i++) {
        size_t end = i + 1 < wanted ? input.size / wanted * (i + 1) : input.size;
        if (end < input.size)
            end = format->find_record(input, end > start ? end : start + 1);
        worker *w = &c->workers[c->count++];
        w->format = format;
        w->part.input = rn_bytes_slice(input, start, end);
        w->part.line_end = line_end;
        w->part.given_up = &c->given_up;
        start = end;
    }
}

/* ---- threads ---------------------------------------------------------------------------------- */

static void read_part(worker *w)
{
    w->format->read(w->state, &w->part);
}

static void *run(void *user)
{
    read_part(user);
    return NULL;
}

/* Makes what every part but the first needs; false when memory is out. */
static bool equip(worker *w, const void *model, const rn_builder *builder, const rn_report *report)
{
    w->report.strict = report->strict;
    w->part.report = &w->report;
    w->part.builder = rn_builder_new_like(builder, &w->report);
    w->state = malloc(w->format->state_size);
    if (!w->part.builder || !w->state)
        return false;
    memcpy(w->state, model, w->format->state_size);
    return true;
}

static void dismiss(worker *w)
{
    if (w->state)
        w->format->finish(w->state);
    free(w->state);
    rn_builder_free(w->part.builder);
    rn_report_finish(&w->report);
    w->state = NULL;
    w->part.builder = NULL;
}

static void wait_for(worker *w)
{
    if (w->has_thread)
        pthread_join(w->thread, NULL);
    w->has_thread = false;
}

/* ---- putting together ------------------------------------------------------------------------- */

/* Adds a part to the first one; false when its sums cannot be added exactly. */
static bool add_part(worker *first, worker *next)
{
    rn_report *report = first->part.report;
    rn_copied copied;
    uint64_t offset = (uint64_t)(next->part.input.data - first->part.input.data);
    bool is_exact = rn_copy_builder(first->part.builder, next->part.builder, &copied);
    if (is_exact && !first->format->add(first->state, next->state, &copied))
        rn_fail_memory(report);
    rn_copied_finish(&copied);
    rn_report_add(report, &next->report, offset, first->part.lines);
    first->part.lines += next->part.lines;
    return is_exact || report->error.status;
}

static bool has_failed(const worker *w)
{
    return w->part.report->error.status || rn_builder_status(w->part.builder);
}

/* Puts the part that a thread has read behind the others; false when one thread must read everything. */
static bool take_part(crew *c, worker *w)
{
    bool is_read = w->has_thread;
    wait_for(w);
    if (atomic_load(&c->given_up))
        return false;
    if (!is_read)
        read_part(w);
    return !atomic_load(&c->given_up) && add_part(&c->workers[0], w);
}

/* The same for all parts.  After an error nobody waits for what comes later. */
static bool run_crew(crew *c)
{
    worker *first = &c->workers[0];
    bool is_fine, failed, has_threads = !rn_builder_reading(first->part.builder).has_no_threads;
    for (size_t i = 1; i < c->count && has_threads; i++) {
        worker *w = &c->workers[i];
        w->has_thread = pthread_create(&w->thread, NULL, run, w) == 0;
    }
    read_part(first);
    is_fine = !atomic_load(&c->given_up);
    failed = is_fine && has_failed(first);
    for (size_t i = 1; i < c->count; i++) {
        is_fine = failed || (is_fine && take_part(c, &c->workers[i]));
        failed = failed || (is_fine && has_failed(first));
        if (failed)
            atomic_store(&c->given_up, true);
        wait_for(&c->workers[i]);
        dismiss(&c->workers[i]);
    }
    return is_fine;
}

static bool equip_all(crew *c, void *state, const void *model, rn_builder *builder,
                      rn_report *report)
{
    worker *first = &c->workers[0];
    first->state = state;
    first->part.builder = builder;
    first->part.report = report;
    for (size_t i = 1; i < c->count; i++)
        if (!equip(&c->workers[i], model, builder, report))
            return false;
    return c->count > 1;
}

bool rn_split_forget(rn_builder *builder, const rn_report *before, rn_report *report)
{
    report->error = before->error;
    report->warning_count = before->warning_count;
    report->skipped = before->skipped;
    if (rn_builder_clear(builder))
        return true;
    rn_fail_memory(report);
    return false;
}

/* False when nothing was read, or what was read was forgotten again. */
static bool read_in_parts(const rn_split_format *format, void *state, const void *model,
                          rn_bytes input, rn_builder *builder, rn_report *report)
{
    const rn_report before = *report;
    crew c = {.count = part_count(input, builder)};
    if (c.count < 2 || !memchr(input.data, '\n', input.size) ||
        !(c.workers = rn_array_zero(c.count, sizeof *c.workers)))
        return false;
    share_out(&c, format, input, '\n');
    bool is_ready = equip_all(&c, state, model, builder, report), is_read = false;
    if (is_ready) {
        memcpy(state, model, format->state_size);
        is_read = run_crew(&c);
        if (!is_read) {
            format->finish(state);
            rn_split_forget(builder, &before, report);
        }
    }
    for (size_t i = 1; i < c.count; i++)
        dismiss(&c.workers[i]);
    free(c.workers);
    return is_read;
}

void rn_split_read(const rn_split_format *format, void *state, const void *model, rn_bytes input,
                   rn_builder *builder, rn_report *report)
{
    if (read_in_parts(format, state, model, input, builder, report))
        return;
    memcpy(state, model, format->state_size);
    rn_split_part whole = {.input = input,
                           .line_end = rn_lines_of(input).end,
                           .is_alone = true,
                           .builder = builder,
                           .report = report};
    format->read(state, &whole);
}

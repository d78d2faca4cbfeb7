/* See dump.h.  The root of a stack is 'PID 7' (with --pid), then the thread: its name, unless
 * --no-include-tname; with --tid 'name (TID 8)', or 'TID 8'. */
#include "read/dump.h"

#include <stdlib.h>

#include "base/grow.h"

/* ---- states ----------------------------------------------------------------------------------- */

typedef struct word {
    rn_bytes text;
    unsigned states;
} word;

static const word words[] = {
    {RN_LITERAL("running"), RN_STATE_RUNNING}, {RN_LITERAL("io"), RN_STATE_IO},
    {RN_LITERAL("blocked"), RN_STATE_BLOCKED}, {RN_LITERAL("waiting"), RN_STATE_WAITING},
    {RN_LITERAL("other"), RN_STATE_OTHER},     {RN_LITERAL("all"), RN_STATE_ANY},
};

static unsigned states_of(rn_bytes text)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rn_bytes_equal(text, words[i].text))
            return words[i].states;
    return 0;
}

/* 0 when it is no list of states. */
static unsigned parse_states(rn_bytes list)
{
    unsigned all = 0;
    for (size_t start = 0, end; start <= list.size; start = end + 1) {
        const char *comma =
            start < list.size ? memchr(list.data + start, ',', list.size - start) : NULL;
        end = comma ? (size_t)(comma - list.data) : list.size;
        unsigned states = states_of(rn_bytes_slice(list, start, end));
        if (!states)
            return 0;
        all |= states;
    }
    return all;
}

bool rn_dump_init(rn_dump *d, rn_builder *builder, rn_report *report, unsigned states)
{
    const char *chosen = rn_builder_options(builder)->states;
    rn_bytes name = RN_LITERAL("samples");
    *d = (rn_dump){.builder = builder,
                   .report = report,
                   .metric = rn_builder_metric(builder, name, name),
                   .states = chosen ? parse_states(rn_bytes_of(chosen)) : states,
                   .limit = (size_t)rn_builder_limits(builder)->stack_depth + 1};
    if (!d->states)
        rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                "--states wants some of running,io,blocked,waiting,other,all");
    return d->states && rn_dump_status(d) == RENDER_OK;
}

void rn_dump_finish(rn_dump *d)
{
    free(d->frames);
    rn_buffer_finish(&d->text);
}

bool rn_dump_each_line(const rn_dump *d, rn_bytes input, rn_dump_take_line *take, void *reader)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (take(reader, &l, line) != RENDER_OK || rn_dump_status(d) != RENDER_OK)
            return false;
    return true;
}

/* ---- the root --------------------------------------------------------------------------------- */

static uint32_t push(rn_dump *d, uint32_t stack, rn_bytes name, rn_kind kind, uint8_t flags)
{
    rn_function_key key = {.name = name, .kind = (uint8_t)kind, .flags = flags};
    uint32_t function = rn_builder_function(d->builder, &key);
    return rn_builder_push(d->builder, stack, rn_builder_frame(d->builder, function, 0));
}

static rn_bytes number_text(rn_dump *d, const char *what, rn_bytes number)
{
    d->text.size = 0;
    rn_put_text(&d->text, what);
    rn_put(&d->text, number);
    return rn_buffer_bytes(&d->text);
}

/* "name", "name (TID 8)" or "TID 8"; empty: nothing is to be said. */
static rn_bytes thread_text(rn_dump *d, const rn_dump_thread *thread)
{
    const render_read_options *options = rn_builder_options(d->builder);
    rn_bytes name = options->no_thread_names ? (rn_bytes){"", 0} : thread->name;
    if (!options->tid || !thread->tid.size)
        return name;
    if (!name.size)
        return number_text(d, "TID ", thread->tid);
    d->text.size = 0;
    rn_put(&d->text, name);
    rn_put_text(&d->text, " (TID ");
    rn_put(&d->text, thread->tid);
    rn_put_char(&d->text, ')');
    return rn_buffer_bytes(&d->text);
}

static uint32_t push_root(rn_dump *d, const rn_dump_thread *thread)
{
    uint32_t stack = 0;
    if (rn_builder_options(d->builder)->pid && thread->pid.size)
        stack = push(d, stack, number_text(d, "PID ", thread->pid), RN_PROCESS, 0);
    rn_bytes text = thread_text(d, thread);
    if (text.size)
        stack = push(d, stack, text, RN_THREAD, 0);
    if (d->text.failed)
        rn_fail_memory(d->report);
    return stack;
}

rn_bytes rn_dump_name(rn_dump *d, rn_bytes name, rn_bytes module)
{
    rn_bytes base = rn_bytes_base_name(module);
    if (name.size)
        return name;
    if (base.size == 0)
        return RN_LITERAL("[unknown]");
    if (base.data[0] == '[')
        return base;
    d->text.size = 0;
    rn_put_char(&d->text, '[');
    rn_put(&d->text, base);
    rn_put_char(&d->text, ']');
    if (d->text.failed)
        rn_fail_memory(d->report);
    return rn_buffer_bytes(&d->text);
}

/* ---- stacks ----------------------------------------------------------------------------------- */

void rn_dump_add(rn_dump *d, uint32_t frame)
{
    /* of what is far too deep the frames near the root are kept */
    if (d->depth >= d->limit * 2) {
        memcpy(d->frames, d->frames + d->depth - d->limit, d->limit * sizeof *d->frames);
        d->depth = d->limit;
    }
    if (!RN_GROW(d->frames, d->capacity, d->depth + 1)) {
        rn_fail_memory(d->report);
        return;
    }
    d->frames[d->depth++] = frame;
}

static uint32_t push_frames(rn_dump *d, const rn_dump_thread *thread)
{
    uint32_t stack = d->base ? d->base : push_root(d, thread);
    if (d->is_truncated)
        stack = push(d, stack, RN_LITERAL("(truncated)"), RN_FUNCTION, RN_FLAG_SYNTHETIC);
    while (d->depth)
        stack = rn_builder_push(d->builder, stack, d->frames[--d->depth]);
    return stack;
}

static bool counts(const rn_dump *d, const rn_dump_thread *thread)
{
    return thread->state == RN_STATE_UNKNOWN || thread->state & d->states;
}

void rn_dump_settle(rn_dump *d, const rn_dump_thread *thread)
{
    if (d->depth && counts(d, thread))
        d->base = push_frames(d, thread);
    d->depth = 0;
}

void rn_dump_take(rn_dump *d, const rn_dump_thread *thread, double value)
{
    bool is_stack = (d->depth || d->base) && value > 0;
    if (is_stack && counts(d, thread)) {
        rn_builder_add_self(d->builder, push_frames(d, thread), d->metric, value);
        d->stacks++;
    } else if (is_stack) {
        d->left_out++;
    }
    d->depth = 0;
    d->base = 0;
    d->is_truncated = false;
}

render_status rn_dump_end(rn_dump *d)
{
    rn_report_sum_up(d->report, "line(s)");
    if (rn_dump_status(d))
        return rn_dump_status(d);
    if (d->stacks == 0 && d->left_out == 0)
        return rn_fail(d->report, RENDER_ERROR_EMPTY, 0, 0, "no stack in it");
    if (d->stacks == 0)
        return rn_fail(d->report, RENDER_ERROR_EMPTY, 0, 0,
                       "no thread in it is in a state that counts (--states all counts all %llu)",
                       (unsigned long long)d->left_out);
    if (d->left_out)
        rn_warn(d->report, "%llu thread(s) left out by their state (--states all counts them)",
                (unsigned long long)d->left_out);
    return RENDER_OK;
}

render_status rn_dump_read(rn_dump *d, const rn_dump_reader *how, rn_bytes input,
                           rn_builder *builder, rn_report *report, void *reader)
{
    if (rn_dump_init(d, builder, report, how->states) &&
        rn_dump_each_line(d, input, how->take, reader)) {
        how->finish(reader);
        rn_dump_end(d);
    }
    render_status status = rn_dump_status(d);
    rn_dump_finish(d);
    return status;
}

/* See hprof_traces.h.  Where a trace is, is noted first; it becomes a stack when it is asked for.
 *
 * Frames are 'org.h2.Tool.main(Tool.java:12)', '(Tool.java:Unknown line)', '(Native Method)' or
 * '(Unknown Source)', sometimes without any of these.  The package is the module. */
#include "read/hprof_traces.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"

static bool has_failed(const rn_hprof_traces *t)
{
    return rn_builder_report(t->builder)->error.status || rn_builder_status(t->builder);
}

static uint32_t fail_memory(const rn_hprof_traces *t)
{
    rn_fail_memory(rn_builder_report(t->builder));
    return RN_NONE;
}

bool rn_hprof_between(rn_bytes text, rn_bytes mark, char end, rn_bytes *out)
{
    const char *at = text.size ? memmem(text.data, text.size, mark.data, mark.size) : NULL;
    size_t from = at ? (size_t)(at - text.data) + mark.size : text.size;
    const char *stop = from < text.size ? memchr(text.data + from, end, text.size - from) : NULL;
    if (stop)
        *out = rn_bytes_slice(text, from, (size_t)(stop - text.data));
    return stop;
}

/* ---- threads and traces ----------------------------------------------------------------------- */

static uint32_t find_thread(rn_hprof_traces *t, uint64_t id)
{
    bool is_new;
    if (id >= UINT32_MAX)
        return RN_NONE;
    uint32_t *slot = rn_map_put(&t->thread_ids, id, (uint32_t)t->thread_count, &is_new);
    if (!slot)
        return fail_memory(t);
    uint32_t thread = *slot;
    if (!is_new)
        return thread;
    if (!RN_GROW(t->threads, t->thread_capacity, t->thread_count + 1))
        return fail_memory(t);
    t->threads[t->thread_count++] = RN_LITERAL("");
    return thread;
}

/* 'THREAD START (obj=…, id = 200001, name="main", group="main")' */
void rn_hprof_take_thread(rn_hprof_traces *t, rn_bytes line)
{
    rn_bytes id, name;
    uint64_t number;
    if (!rn_hprof_between(line, RN_LITERAL(" id = "), ',', &id) ||
        !rn_number_parse_uint(id, &number) ||
        !rn_hprof_between(line, RN_LITERAL(" name=\""), '"', &name))
        return;
    uint32_t thread = find_thread(t, number);
    if (thread != RN_NONE)
        t->threads[thread] = name;
}

/* '(thread=200001)': its number stands for it when its start is not told. */
static uint32_t thread_of(rn_hprof_traces *t, rn_bytes line)
{
    rn_bytes digits;
    uint64_t id;
    if (!rn_hprof_between(line, RN_LITERAL("(thread="), ')', &digits) ||
        !rn_number_parse_uint(digits, &id))
        return RN_NONE;
    uint32_t thread = find_thread(t, id);
    if (thread != RN_NONE && t->threads[thread].size == 0)
        t->threads[thread] = digits;
    return thread;
}

/* 'TRACE 300001: (thread=200001)'; a sentence may begin with that word, too. */
void rn_hprof_take_trace(rn_hprof_traces *t, const rn_lines *lines, rn_bytes line)
{
    rn_bytes digits;
    uint64_t id;
    bool is_new;
    if (!rn_hprof_between(line, RN_LITERAL("TRACE "), ':', &digits) ||
        !rn_number_parse_uint(digits, &id) || id == UINT64_MAX)
        return;
    if (!rn_map_put(&t->trace_ids, id, (uint32_t)t->trace_count, &is_new) ||
        !RN_GROW(t->traces, t->trace_capacity, t->trace_count + 1)) {
        fail_memory(t);
        return;
    }
    if (is_new)
        t->traces[t->trace_count++] =
            (rn_hprof_trace){.at = lines->at, .thread = thread_of(t, line)};
    else
        rn_skip(rn_builder_report(t->builder), lines->start, lines->number,
                "a trace with the number of another");
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static rn_hprof_place make_place(rn_hprof_traces *t, const rn_function_key *key, uint32_t line)
{
    rn_hprof_place made = {.function = rn_builder_function(t->builder, key)};
    made.frame = rn_builder_frame(t->builder, made.function, line);
    return made;
}

/* Of 'org.h2.Tool.main' what is before the last two names, of a class before the last one. */
static rn_bytes package_of(rn_bytes name, int names)
{
    size_t at = name.size;
    while (names-- > 0) {
        const char *dot = at ? memrchr(name.data, '.', at) : NULL;
        if (!dot)
            return RN_LITERAL("");
        at = (size_t)(dot - name.data);
    }
    return rn_bytes_slice(name, 0, at);
}

/* 'Tool.java:12' */
static uint32_t parse_file(rn_bytes text, rn_bytes *file)
{
    uint64_t line;
    const char *colon = text.size ? memrchr(text.data, ':', text.size) : NULL;
    size_t at = colon ? (size_t)(colon - text.data) : text.size;
    *file = rn_bytes_slice(text, 0, at);
    bool has_line = colon && rn_number_parse_uint(rn_bytes_slice(text, at + 1, text.size), &line) &&
                    line < UINT32_MAX;
    return has_line ? (uint32_t)line : 0;
}

static rn_hprof_place parse_place(rn_hprof_traces *t, rn_bytes text)
{
    uint32_t line = 0;
    const char *open = text.size ? memchr(text.data, '(', text.size) : NULL;
    size_t at = open ? (size_t)(open - text.data) : text.size;
    rn_function_key key = {.name = rn_bytes_slice(text, 0, at)};
    key.module = package_of(key.name, 2);
    if (open && text.data[text.size - 1] == ')') {
        rn_bytes file = rn_bytes_slice(text, at + 1, text.size - 1);
        if (!rn_bytes_equal(file, RN_LITERAL("Native Method")) &&
            !rn_bytes_equal(file, RN_LITERAL("Unknown Source")))
            line = parse_file(file, &key.file);
    }
    return make_place(t, &key, line);
}

static rn_hprof_place find_place(rn_hprof_traces *t, rn_bytes text)
{
    uint32_t count = t->texts.count, id = rn_memo_put(&t->texts, text);
    if (id == RN_NONE || !RN_GROW(t->places, t->place_capacity, id + (size_t)1)) {
        fail_memory(t);
        return (rn_hprof_place){0, 0};
    }
    if (id == count)
        t->places[id] = parse_place(t, text);
    return t->places[id];
}

/* The frames of a trace, each a line that begins with a tab, into the path; how many there are. */
static size_t take_path(rn_hprof_traces *t, size_t at)
{
    rn_lines lines = {.input = t->lines.input, .at = at, .end = t->lines.end};
    rn_bytes line;
    size_t depth = 0;
    while (rn_lines_next(&lines, &line) && line.size && line.data[0] == '\t') {
        while (line.size && rn_is_blank(line.data[0]))
            line = rn_bytes_slice(line, 1, line.size);
        if (!RN_GROW(t->path, t->path_capacity, depth + 1)) {
            fail_memory(t);
            return 0;
        }
        t->path[depth++] = find_place(t, line);
        if (has_failed(t))
            return 0;
    }
    return depth;
}

static void note_depth(rn_hprof_traces *t, size_t depth)
{
    if (depth > t->deepest) {
        t->deepest = depth;
        t->deepest_count = 0;
    }
    t->deepest_count += depth == t->deepest;
}

static void push(rn_hprof_traces *t, rn_hprof_stack *end, rn_hprof_place at)
{
    *end = (rn_hprof_stack){rn_builder_push(t->builder, end->stack, at.frame), at.function};
}

void rn_hprof_push_method(rn_hprof_traces *t, rn_hprof_stack *stack, rn_bytes name)
{
    rn_function_key key = {.name = name, .module = package_of(name, 2)};
    push(t, stack, make_place(t, &key, 0));
}

void rn_hprof_push_class(rn_hprof_traces *t, rn_hprof_stack *stack, rn_bytes name)
{
    rn_function_key key = {.name = name, .module = package_of(name, 1)};
    push(t, stack, make_place(t, &key, 0));
}

static rn_hprof_stack make_stack(rn_hprof_traces *t, const rn_hprof_trace *trace)
{
    rn_hprof_stack end = {0, 0};
    size_t depth = take_path(t, trace->at);
    note_depth(t, depth);
    if (trace->thread != RN_NONE) {
        rn_function_key key = {.name = t->threads[trace->thread], .kind = RN_THREAD};
        push(t, &end, make_place(t, &key, 0));
    }
    while (depth)
        push(t, &end, t->path[--depth]);
    return end;
}

bool rn_hprof_find(rn_hprof_traces *t, uint64_t id, rn_hprof_stack *out)
{
    uint32_t index = id == UINT64_MAX ? RN_NONE : rn_map_get(&t->trace_ids, id, RN_NONE);
    if (index == RN_NONE)
        return false;
    rn_hprof_trace *trace = &t->traces[index];
    if (!trace->is_made)
        trace->end = make_stack(t, trace);
    trace->is_made = true;
    *out = trace->end;
    return true;
}

void rn_hprof_finish(rn_hprof_traces *t)
{
    rn_map_finish(&t->thread_ids);
    rn_map_finish(&t->trace_ids);
    rn_memo_finish(&t->texts);
    free(t->threads);
    free(t->traces);
    free(t->places);
    free(t->path);
}

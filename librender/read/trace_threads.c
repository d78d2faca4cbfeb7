/* See trace_threads.h. */
#include "read/trace_threads.h"

#include <stdlib.h>

#include "base/grow.h"

static bool fail_memory(const rn_trace_threads *t)
{
    rn_fail_memory(rn_builder_report(t->frames->builder));
    return false;
}

static rn_builder *builder_of(const rn_trace_threads *t)
{
    return t->frames->builder;
}

/* ---- who is who ------------------------------------------------------------------------------- */

static bool find_process(rn_trace_threads *t, rn_bytes pid, uint32_t *id)
{
    uint32_t text;
    bool is_new = false;
    if (!rn_trace_text(t->frames, pid, &text))
        return false;
    uint32_t *found = rn_map_put(&t->pids, text, t->process_count, &is_new);
    if (!found || !RN_GROW(t->processes, t->process_capacity, t->process_count + (size_t)1))
        return fail_memory(t);
    if (is_new)
        t->processes[t->process_count++] = (rn_trace_process){text, RN_NONE, false};
    *id = *found;
    return true;
}

static bool find_thread(rn_trace_threads *t, rn_map *map, uint64_t key, rn_trace_thread thread,
                        uint32_t *id)
{
    bool is_new = false;
    uint32_t *found = rn_map_put(map, key, t->count, &is_new);
    if (!found || !RN_GROW(t->items, t->capacity, t->count + (size_t)1))
        return fail_memory(t);
    if (is_new)
        t->items[t->count++] = thread;
    *id = *found;
    return true;
}

/* Numbers are short, so that a call would take longer. */
static bool is_same(rn_bytes a, rn_bytes b)
{
    size_t at = 0;
    while (at < a.size && at < b.size && a.data[at] == b.data[at])
        at++;
    return at == a.size && at == b.size;
}

bool rn_trace_thread_of(rn_trace_threads *t, rn_bytes pid, rn_bytes tid, uint32_t *id)
{
    uint32_t process, text;
    if (t->count && is_same(tid, t->last_tid) && is_same(pid, t->last_pid)) {
        *id = t->last;
        return true;
    }
    if (!find_process(t, pid, &process) || !rn_trace_text(t->frames, tid, &text))
        return false;
    rn_trace_thread thread = {process, text, RN_NONE, RN_NONE, RN_NONE, RN_NONE, false};
    if (!find_thread(t, &t->tids, rn_map_pair(process, text), thread, id))
        return false;
    t->last = *id;
    t->last_pid = pid;
    t->last_tid = tid;
    return true;
}

bool rn_trace_async_of(rn_trace_threads *t, rn_bytes pid, rn_bytes category, rn_bytes id,
                       uint32_t *thread)
{
    uint32_t process, name, text;
    bool is_new = false;
    if (!find_process(t, pid, &process) || !rn_trace_text(t->frames, category, &name) ||
        !rn_trace_text(t->frames, id, &text))
        return false;
    uint32_t *group =
        rn_map_put(&t->categories, rn_map_pair(process, name), t->category_count, &is_new);
    if (!group)
        return fail_memory(t);
    t->category_count += is_new;
    rn_trace_thread made = {process, text, RN_NONE, name, RN_NONE, RN_NONE, false};
    return find_thread(t, &t->ids, rn_map_pair(*group, text), made, thread);
}

void rn_trace_use_thread(rn_trace_threads *t, uint32_t id)
{
    rn_trace_thread *thread = &t->items[id];
    rn_trace_process *process = &t->processes[thread->process];
    t->used_threads += !thread->is_used;
    t->used_processes += !process->is_used;
    thread->is_used = process->is_used = true;
}

/* ---- names ------------------------------------------------------------------------------------ */

static void put(rn_trace_threads *t, const char *before, uint32_t text, const char *after)
{
    rn_put_text(&t->name, before);
    rn_trace_put_text(t->frames, text, &t->name);
    rn_put_text(&t->name, after);
}

/* Some writers give the whole command line, which is long and may hold secrets. */
static void cut_command_line(rn_buffer *name, size_t start)
{
    rn_bytes text = rn_bytes_slice(rn_json_text(name), start, name->size);
    const char *option = text.size ? memmem(text.data, text.size, " -", 2) : NULL;
    if (!option || text.data[0] != '/')
        return;
    rn_bytes path = rn_bytes_slice(text, 0, (size_t)(option - text.data));
    const char *base = (const char *)memrchr(path.data, '/', path.size) + 1;
    size_t size = (size_t)(path.data + path.size - base);
    memmove(name->data + start, base, size);
    name->size = start + size;
}

/* The name, with the number in brackets when that is asked for, or "process 7". */
static void put_process(rn_trace_threads *t, const rn_trace_process *process, bool with_id)
{
    if (process->name == RN_NONE) {
        put(t, "process ", process->pid, "");
        return;
    }
    size_t start = t->name.size;
    put(t, "", process->name, "");
    cut_command_line(&t->name, start);
    if (with_id)
        put(t, " (", process->pid, ")");
}

static void put_thread(rn_trace_threads *t, const rn_trace_thread *thread, bool with_id)
{
    if (thread->category != RN_NONE) {
        put(t, "async ", thread->category, "");
        if (with_id)
            put(t, " (", thread->tid, ")");
    } else if (thread->name == RN_NONE) {
        put(t, "thread ", thread->tid, "");
    } else {
        put(t, "", thread->name, "");
        if (with_id)
            put(t, " (", thread->tid, ")");
    }
}

/* "Renderer: main", or with the numbers "Renderer (17): main (18)". */
static rn_bytes full_name(rn_trace_threads *t, uint32_t id, bool with_ids)
{
    const rn_trace_thread *thread = &t->items[id];
    t->name.size = 0;
    if (t->used_processes > 1) {
        put_process(t, &t->processes[thread->process], with_ids);
        rn_put_text(&t->name, ": ");
    }
    put_thread(t, thread, with_ids);
    if (t->name.failed)
        fail_memory(t);
    return rn_json_text(&t->name);
}

uint32_t rn_trace_root(rn_trace_threads *t, uint32_t id)
{
    if (t->used_threads == 1)
        return 0;
    rn_function_key key = {.name = full_name(t, id, false), .kind = RN_THREAD};
    uint32_t function = rn_builder_function(builder_of(t), &key);
    return rn_builder_push(builder_of(t), 0, rn_builder_frame(builder_of(t), function, 0));
}

uint32_t rn_trace_track(rn_trace_threads *t, uint32_t id)
{
    return rn_builder_track(builder_of(t), full_name(t, id, true));
}

void rn_trace_threads_finish(rn_trace_threads *t)
{
    free(t->processes);
    free(t->items);
    rn_map_finish(&t->pids);
    rn_map_finish(&t->tids);
    rn_map_finish(&t->categories);
    rn_map_finish(&t->ids);
    rn_buffer_finish(&t->name);
}

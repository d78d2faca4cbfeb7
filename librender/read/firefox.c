/* Profiles as the Firefox Profiler saves them, and samply and Python's sampler write them ("processed"):
 *
 *     {"meta": {"interval": 1, "preprocessedProfileVersion": 58, …},
 *      "libs": [{"name": "libxul.so", …}, …],
 *      "shared": {"stackTable": {"length": 2, "prefix": [null, 0], "frame": [0, 1]},
 *                 "frameTable": {"func": [0, 1], "line": [3, null], …},
 *                 "funcTable": {"name": [5, 6], "resource": [-1, 0], "source": [0, null], …},
 *                 "resourceTable": {"lib": [0], …}, "sources": {"filename": [7]},
 *                 "stringArray": ["main", …]},
 *      "threads": [{"name": "GeckoMain", "pid": "31", "tid": 31,
 *                   "samples": {"stack": [1, null], "time": [1.5, 2.5], "weight": null, …},
 *                   "nativeAllocations": {"stack": [1], "weight": [64], …}}, …]}
 *
 * Older versions have the tables in every thread.  Which columns there are is what counts, not the version.
 * A sample weighs one interval unless it has a weight.  Keys may come in any order.
 *
 * Not read: markers, categories, counters, pages; what is in files of symbols beside the profile. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/firefox_samples.h"
#include "read/firefox_tables.h"
#include "read/formats.h"

/* After the labels. */
enum member { SAMPLES = RN_FIREFOX_LABELS, NATIVE_ALLOCATIONS, JS_ALLOCATIONS, MEMBER_COUNT };

static const char *const member_names[MEMBER_COUNT] = {
    [SAMPLES] = "samples",
    [NATIVE_ALLOCATIONS] = "nativeAllocations",
    [JS_ALLOCATIONS] = "jsAllocations",
};

static const char *name_of_member(int member)
{
    return member < RN_FIREFOX_LABELS ? rn_firefox_label_names[member] : member_names[member];
}

enum { THREAD_DEPTH = 3, SHARED_DEPTH = 2 }; /* of their members */

typedef struct thread {
    size_t at[MEMBER_COUNT]; /* where the values begin; 0: not there */
    size_t tables[RN_FIREFOX_TABLES];
} thread;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t meta, libraries;
    size_t shared[RN_FIREFOX_TABLES];
    thread *threads;
    size_t thread_count, thread_capacity;
    rn_intern pids; /* the empty one is always there */
    size_t process_count;
    rn_firefox_tables tables;
    rn_firefox_samples samples;
} reader;

/* ---- detection -------------------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_bytes meta = rn_json_find_key(head, "meta");
    if (rn_json_find_key(meta, "preprocessedProfileVersion").size)
        return 100;
    rn_bytes first = rn_json_find_item(rn_json_find_key(head, "threads"));
    rn_bytes functions = rn_json_find_key(first, "funcTable");
    if (functions.size == 0)
        functions = rn_json_find_key(rn_json_find_key(head, "shared"), "funcTable");
    return rn_json_find_key(functions, "name").size ? 90 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- where everything is ---------------------------------------------------------------------- */

/* Where to note the table of the KEY at hand; NULL when it is none. */
static size_t *place_of_table(reader *r, size_t *tables)
{
    for (int i = 0; i < RN_FIREFOX_TABLES; i++)
        if (rn_json_is_key(&r->json, rn_firefox_table_names[i]))
            return &tables[i];
    return NULL;
}

static size_t *place_in_thread(reader *r, thread *t)
{
    for (int i = 0; i < MEMBER_COUNT; i++)
        if (rn_json_is_key(&r->json, name_of_member(i)))
            return &t->at[i];
    return place_of_table(r, t->tables);
}

static bool note_or_skip(reader *r, size_t *place)
{
    return place ? rn_json_note(&r->json, place) : rn_json_skip(&r->json);
}

static bool note_thread(reader *r)
{
    thread t = {{0}, {0}};
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!note_or_skip(r, place_in_thread(r, &t)))
            return false;
    if (r->json.token != RN_JSON_OBJECT_END)
        return false;
    if (!RN_GROW(r->threads, r->thread_capacity, r->thread_count + 1))
        return fail_memory(r);
    r->threads[r->thread_count++] = t;
    return true;
}

static bool note_threads(reader *r)
{
    r->thread_count = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of threads"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!note_thread(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a thread");
}

static bool note_shared(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object of tables"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!note_or_skip(r, place_of_table(r, r->shared)))
            return false;
    return r->json.token == RN_JSON_OBJECT_END;
}

static bool find_parts(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        if (rn_json_is_key(&r->json, "meta"))
            r->meta = r->json.at;
        if (rn_json_is_key(&r->json, "libs"))
            r->libraries = r->json.at;
        bool is_noted = rn_json_is_key(&r->json, "threads")  ? note_threads(r)
                        : rn_json_is_key(&r->json, "shared") ? note_shared(r)
                                                             : rn_json_skip(&r->json);
        if (!is_noted)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END && rn_json_expect(&r->json, RN_JSON_END, "the end");
}

/* ---- what all threads have in common ---------------------------------------------------------- */

static bool take_tables(reader *r, rn_firefox_set *set, const size_t *tables, size_t depth)
{
    for (int i = 0; i < RN_FIREFOX_TABLES; i++) {
        if (!tables[i])
            continue;
        rn_json_seek_inside(&r->json, tables[i], depth);
        if (!rn_firefox_tables_read(&r->tables, set, i, &r->json))
            return false;
    }
    return true;
}

static bool take_common(reader *r)
{
    rn_firefox_set *set = &r->tables.common;
    double start;
    if (r->meta)
        rn_json_seek(&r->json, r->meta);
    if (r->meta &&
        !rn_firefox_samples_read_meta(&r->samples, &r->json, &r->samples.interval, &start))
        return false;
    if (!take_tables(r, set, r->shared, SHARED_DEPTH))
        return false;
    if (!r->libraries)
        return true;
    rn_json_seek(&r->json, r->libraries);
    return rn_firefox_tables_read(&r->tables, set, RN_FIREFOX_LIBRARIES, &r->json);
}

/* ---- threads ---------------------------------------------------------------------------------- */

/* Goes to a member of a thread; false when it is not there. */
static bool seek(reader *r, const thread *t, int member)
{
    if (t->at[member])
        rn_json_seek_inside(&r->json, t->at[member], THREAD_DEPTH);
    return t->at[member];
}

static bool take_label(reader *r, const thread *t, int label)
{
    r->samples.labels[label].size = 0;
    return !seek(r, t, label) || rn_firefox_samples_read_label(&r->samples, &r->json, label);
}

static bool count_processes(reader *r)
{
    bool has_nameless = false;
    const rn_buffer *pid = &r->samples.labels[RN_FIREFOX_PID];
    for (size_t i = 0; i < r->thread_count; i++) {
        if (!take_label(r, &r->threads[i], RN_FIREFOX_PID))
            return false;
        if (rn_intern_add(&r->pids, rn_json_text(pid)) == RN_NONE)
            return fail_memory(r);
        has_nameless |= pid->size == 0;
    }
    r->process_count = r->pids.count - !has_nameless;
    return true;
}

static bool take_labels(reader *r, const thread *t)
{
    for (int i = 0; i < RN_FIREFOX_LABELS; i++)
        if (!take_label(r, t, i))
            return false;
    return true;
}

/* What passed since the time before becomes a time. */
static void sum_up(rn_column *deltas)
{
    double now = 0;
    for (size_t i = 0; i < deltas->count; i++) {
        now += isnan(deltas->items[i]) ? 0 : deltas->items[i];
        deltas->items[i] = now;
    }
}

static bool take_columns(reader *r)
{
    static const char *const names[] = {"stack", "weight", "time", "threadCPUDelta", "timeDeltas"};
    rn_firefox_samples *s = &r->samples;
    rn_column deltas = {0};
    rn_column *const columns[] = {&s->stack, &s->weight, &s->time, &s->cpu, &deltas};
    size_t at = r->json.at, depth = r->json.depth;
    bool is_read = rn_firefox_read_columns(&r->json, names, columns, 5);
    if (is_read && s->time.count == 0) {
        rn_column times = s->time;
        sum_up(&deltas);
        s->time = deltas;
        deltas = times;
    }
    rn_column_finish(&deltas);
    if (!is_read)
        return false;
    rn_json_seek_inside(&r->json, at, depth);
    rn_json_next(&r->json);
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!(rn_json_is_key(&r->json, "weightType") ? rn_json_next_text(&r->json, &s->weight_type)
                                                     : rn_json_skip(&r->json)))
            return false;
    return r->json.token == RN_JSON_OBJECT_END;
}

static bool take_allocations(reader *r, const thread *t, enum member member, const char *name)
{
    rn_firefox_samples_clear(&r->samples);
    if (!seek(r, t, member))
        return true;
    if (!take_columns(r))
        return false;
    rn_signed_metric metric =
        rn_signed_metric_of(r->builder, rn_bytes_of(name), RN_LITERAL("bytes"));
    return rn_firefox_samples_add_bytes(&r->samples, &metric);
}

static bool take_thread(reader *r, const thread *t)
{
    rn_firefox_tables_clear(&r->tables);
    rn_firefox_samples_clear(&r->samples);
    if (!take_tables(r, &r->tables.own, t->tables, THREAD_DEPTH))
        return false;
    r->samples.rows = rn_firefox_tables_begin(&r->tables);
    if (r->report->error.status)
        return false;
    if (!r->samples.rows)
        return rn_skip(r->report, 0, 0, "a thread without \"stackTable\"") == RENDER_OK;
    if (!take_labels(r, t) || (seek(r, t, SAMPLES) && !take_columns(r)))
        return false;
    return rn_firefox_samples_add(&r->samples, r->process_count > 1,
                                  r->thread_count > r->process_count) &&
           take_allocations(r, t, NATIVE_ALLOCATIONS, "native allocations") &&
           take_allocations(r, t, JS_ALLOCATIONS, "JS allocations");
}

static bool take_all(reader *r)
{
    if (!find_parts(r) || !take_common(r) || !count_processes(r))
        return false;
    for (size_t i = 0; i < r->thread_count; i++)
        if (!take_thread(r, &r->threads[i]))
            return false;
    return rn_firefox_samples_end(&r->samples);
}

static render_status read_firefox(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    rn_firefox_samples_init(&r.samples, builder, report);
    rn_firefox_tables_init(&r.tables, builder, report);
    if (rn_intern_init(&r.pids))
        take_all(&r);
    else
        fail_memory(&r);
    rn_json_finish(&r.json);
    rn_firefox_samples_finish(&r.samples);
    rn_firefox_tables_finish(&r.tables);
    rn_intern_finish(&r.pids);
    free(r.threads);
    return report->error.status;
}

const rn_format rn_format_firefox = {
    .info = &rn_format_infos[RN_FORMAT_firefox],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_firefox,
};

/* What Firefox' profiler writes itself, also from the old developer tools, and 'perf script report gecko':
 *
 *     {"meta": {"version": 34, "interval": 1, "startTime": 1795667073363.9, …},
 *      "libs": [{"start": 140000, "end": 150000, "name": "libxul.so", …}, …],
 *      "threads": [{"name": "GeckoMain", "processType": "tab", "pid": 31, "tid": 31,
 *                   "samples": {"schema": {"stack": 0, "time": 1, …}, "data": [[7, 51.85], …]},
 *                   "stackTable": {"schema": {"prefix": 0, "frame": 1}, "data": [[null, 0], …]},
 *                   "frameTable": {"schema": {"location": 0, …}, "data": [[88, false, 0], …]},
 *                   "stringTable": ["(root)", "f (a.js:3:1)[13]", "0x7f12", …]}, …],
 *      "processes": [… the same …]}
 *
 * Rows have their columns in the order of the schema, and may end early.  The developer tools put all that
 * into "profile".  All threads of all processes are read.  Threads that are texts of JSON, in very old files,
 * are read, too.  Keys may come in any order.
 *
 * Not read: markers, categories, pages, and ranges in which the profiler was paused: there are no samples in
 * them. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/firefox_samples.h"
#include "read/formats.h"
#include "read/gecko_frames.h"

/* After the labels. */
enum member { SAMPLES = RN_FIREFOX_LABELS, STACK_TABLE, FRAME_TABLE, STRING_TABLE, MEMBER_COUNT };

static const char *const member_names[MEMBER_COUNT] = {
    [SAMPLES] = "samples",
    [STACK_TABLE] = "stackTable",
    [FRAME_TABLE] = "frameTable",
    [STRING_TABLE] = "stringTable",
};

static const char *name_of_member(int member)
{
    return member < RN_FIREFOX_LABELS ? rn_firefox_label_names[member] : member_names[member];
}

typedef struct process {
    size_t meta, libs; /* where the values begin; 0: not there */
    size_t depth;      /* of the keys */
    uint32_t thread_count;
} process;

typedef struct thread {
    size_t at[MEMBER_COUNT]; /* where the values begin; 0: not there */
    size_t depth;
    uint32_t text; /* of reader.texts: the thread is that text; RN_NONE: it is not */
    uint32_t process;
} thread;

typedef struct reader {
    rn_json json;
    rn_json inner;    /* of a thread that is a text */
    rn_json *current; /* one of the two */
    rn_builder *builder;
    rn_report *report;
    process *processes;
    size_t process_count, process_capacity;
    uint32_t *open; /* processes that the place at hand is in */
    size_t open_count, open_capacity;
    thread *threads;
    size_t thread_count, thread_capacity;
    rn_texts texts;

    bool shows_processes, shows_threads; /* as there are several */
    uint32_t process;                    /* the one whose meta and libraries are at hand */
    double interval, start;              /* of the first process */
    rn_stack_rows rows;
    rn_firefox_samples samples;
    rn_gecko_frames frames;
} reader;

/* ---- detection -------------------------------------------------------------------------------- */

static bool starts_as_library(rn_bytes library)
{
    return rn_json_find_key(library, "start").size && rn_json_find_key(library, "breakpadId").size;
}

/* The old tools begin with what may be long. */
static bool starts_as_recording(rn_bytes head)
{
    return rn_json_find_key(head, "label").size && rn_json_find_key(head, "duration").size &&
           rn_json_find_key(head, "markers").size;
}

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes inner = rn_json_find_key(head, "profile");
    rn_bytes profile = inner.size ? inner : head;
    rn_bytes meta = rn_json_find_key(profile, "meta");
    rn_bytes threads = rn_json_find_key(profile, "threads");
    if (rn_json_find_key(meta, "preprocessedProfileVersion").size)
        return 0;
    rn_bytes samples = rn_json_find_key(rn_json_find_item(threads), "samples");
    if (rn_json_find_key(samples, "schema").size)
        return 95;
    bool is_meta = rn_json_find_key(meta, "version").size &&
                   rn_json_find_key(meta, "interval").size &&
                   rn_json_find_key(meta, "processType").size;
    if (is_meta && (threads.size || !whole))
        return 80;
    if (whole)
        return 0;
    bool is_library = starts_as_library(rn_json_find_item(rn_json_find_key(profile, "libs")));
    return is_library ? 80 : starts_as_recording(head) ? 60 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- where everything is ---------------------------------------------------------------------- */

static bool open_process(reader *r)
{
    if (!RN_GROW(r->processes, r->process_capacity, r->process_count + 1) ||
        !RN_GROW(r->open, r->open_capacity, r->open_count + 1))
        return fail_memory(r);
    r->open[r->open_count++] = (uint32_t)r->process_count;
    r->processes[r->process_count++] = (process){.depth = r->json.depth};
    return true;
}

/* The members of the object that was just begun. */
static bool note_members(rn_json *json, thread *t)
{
    t->depth = json->depth;
    while (rn_json_next(json) == RN_JSON_KEY) {
        int i = 0;
        while (i < MEMBER_COUNT && !rn_json_is_key(json, name_of_member(i)))
            i++;
        if (!(i < MEMBER_COUNT ? rn_json_note(json, &t->at[i]) : rn_json_skip(json)))
            return false;
    }
    return json->token == RN_JSON_OBJECT_END;
}

static bool note_thread(reader *r)
{
    thread t = {.text = RN_NONE, .process = r->open[r->open_count - 1]};
    bool is_text = r->json.token == RN_JSON_STRING;
    if (!is_text && r->json.token != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(&r->json, "a thread");
    if (is_text)
        t.text = (uint32_t)r->texts.count;
    if (is_text ? !rn_texts_add(&r->texts, r->report, r->json.text) : !note_members(&r->json, &t))
        return false;
    if (!RN_GROW(r->threads, r->thread_capacity, r->thread_count + 1))
        return fail_memory(r);
    r->threads[r->thread_count++] = t;
    r->processes[t.process].thread_count++;
    return true;
}

static bool note_threads(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of threads"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!note_thread(r))
            return false;
    return true;
}

static bool note_key(reader *r)
{
    process *p = &r->processes[r->open[r->open_count - 1]];
    if (rn_json_is_key(&r->json, "threads"))
        return note_threads(r);
    if (rn_json_is_key(&r->json, "processes"))
        return rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of processes");
    if (rn_json_is_key(&r->json, "profile"))
        return true;
    if (rn_json_is_key(&r->json, "meta"))
        p->meta = r->json.at;
    if (rn_json_is_key(&r->json, "libs"))
        p->libs = r->json.at;
    return rn_json_skip(&r->json);
}

/* Processes are within processes: here they are opened and closed like parentheses. */
static bool find_threads(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object") || !open_process(r))
        return false;
    while (r->open_count) {
        rn_json_token token = rn_json_next(&r->json);
        bool is_fine = token == RN_JSON_KEY            ? note_key(r)
                       : token == RN_JSON_OBJECT_BEGIN ? open_process(r)
                       : token == RN_JSON_OBJECT_END   ? r->open_count--
                       : token == RN_JSON_ARRAY_END    ? true
                                                       : rn_json_refuse(&r->json, "a process");
        if (!is_fine)
            return false;
    }
    return rn_json_expect(&r->json, RN_JSON_END, "the end");
}

/* ---- processes -------------------------------------------------------------------------------- */

/* Times of a process count from its own start. */
static bool enter_process(reader *r, uint32_t index)
{
    const process *p = &r->processes[index];
    double interval = NAN, start = NAN;
    if (r->process == index)
        return true;
    r->process = index;
    if (p->meta)
        rn_json_seek_inside(&r->json, p->meta, p->depth);
    if (p->meta && !rn_firefox_samples_read_meta(&r->samples, &r->json, &interval, &start))
        return false;
    if (isnan(r->interval))
        r->interval = interval;
    if (isnan(r->start))
        r->start = start;
    r->samples.interval = interval > 0 && isfinite(interval) ? interval : r->interval;
    r->samples.shift = isfinite(start - r->start) ? start - r->start : 0;
    rn_gecko_frames_clear_libraries(&r->frames);
    if (!p->libs)
        return true;
    rn_json_seek_inside(&r->json, p->libs, p->depth);
    return rn_gecko_frames_read_libraries(&r->frames, &r->json);
}

/* ---- tables ----------------------------------------------------------------------------------- */

enum { SLOTS_MAX = 64 }; /* columns of a table; there are about ten */

typedef struct table {
    const char *const *names;
    rn_column *const *columns;
    size_t count;
    int8_t slots[SLOTS_MAX]; /* which of the columns each value of a row is; -1: none */
} table;

static bool take_schema(reader *r, table *t)
{
    rn_json *json = r->current;
    size_t slot;
    memset(t->slots, -1, sizeof t->slots);
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object of columns"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY) {
        int8_t column = -1;
        for (size_t i = 0; i < t->count; i++)
            if (rn_json_is_key(json, t->names[i]))
                column = (int8_t)i;
        rn_json_next(json);
        if (!rn_json_take_index(json, SLOTS_MAX, "the place of a column", &slot))
            return false;
        t->slots[slot] = column;
    }
    return json->token == RN_JSON_OBJECT_END;
}

static bool take_row(reader *r, const table *t)
{
    rn_json *json = r->current;
    for (size_t i = 0; i < t->count; i++)
        if (!rn_column_add(t->columns[i], r->report, NAN))
            return false;
    if (json->token != RN_JSON_ARRAY_BEGIN)
        return rn_json_refuse(json, "a row");
    for (size_t at = 0; rn_json_next(json) != RN_JSON_ARRAY_END; at++) {
        double value;
        if (!rn_json_take_number(json, &value))
            return false;
        int slot = at < SLOTS_MAX ? t->slots[at] : -1;
        if (slot >= 0)
            t->columns[slot]->items[t->columns[slot]->count - 1] = value;
    }
    return true;
}

static bool take_rows(reader *r, const table *t)
{
    if (!rn_json_expect(r->current, RN_JSON_ARRAY_BEGIN, "an array of rows"))
        return false;
    while (rn_json_next(r->current) != RN_JSON_ARRAY_END)
        if (!take_row(r, t))
            return false;
    return true;
}

static bool take_table(reader *r, const thread *th, enum member member, table *t)
{
    size_t schema = 0, data = 0;
    rn_json_seek_inside(r->current, th->at[member], th->depth);
    if (!rn_json_expect(r->current, RN_JSON_OBJECT_BEGIN, "a table with a schema"))
        return false;
    while (rn_json_next(r->current) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(r->current, "schema") ? rn_json_note(r->current, &schema)
                     : rn_json_is_key(r->current, "data") ? rn_json_note(r->current, &data)
                                                          : rn_json_skip(r->current);
        if (!taken)
            return false;
    }
    if (r->current->token != RN_JSON_OBJECT_END || !schema || !data)
        return rn_json_refuse(r->current, "a table with a schema");
    rn_json_seek_inside(r->current, schema, th->depth + 1);
    if (!take_schema(r, t))
        return false;
    rn_json_seek_inside(r->current, data, th->depth + 1);
    return take_rows(r, t);
}

static bool take_tables(reader *r, const thread *t)
{
    static const char *const stack_names[] = {"prefix", "frame"};
    static const char *const frame_names[] = {"location", "line"};
    static const char *const sample_names[] = {"stack", "time", "threadCPUDelta"};
    rn_stack_rows *rows = &r->rows;
    rn_column *const stacks[] = {&rows->prefix, &rows->frame};
    rn_column *const frames[] = {&r->frames.location, &r->frames.line};
    rn_column *const samples[] = {&r->samples.stack, &r->samples.time, &r->samples.cpu};
    rn_firefox_samples_clear(&r->samples);
    rows->prefix.count = rows->frame.count = 0;
    r->frames.location.count = r->frames.line.count = 0;
    rn_json_seek_inside(r->current, t->at[STRING_TABLE], t->depth);
    return rn_texts_read(r->current, &r->frames.texts) &&
           take_table(r, t, FRAME_TABLE, &(table){frame_names, frames, 2, {0}}) &&
           take_table(r, t, STACK_TABLE, &(table){stack_names, stacks, 2, {0}}) &&
           take_table(r, t, SAMPLES, &(table){sample_names, samples, 3, {0}});
}

/* ---- threads ---------------------------------------------------------------------------------- */

static bool take_labels(reader *r, const thread *t)
{
    for (int i = 0; i < RN_FIREFOX_LABELS; i++) {
        r->samples.labels[i].size = 0;
        if (!t->at[i])
            continue;
        rn_json_seek_inside(r->current, t->at[i], t->depth);
        if (!rn_firefox_samples_read_label(&r->samples, r->current, i))
            return false;
    }
    return true;
}

static bool take_thread(reader *r, thread *t)
{
    r->current = &r->json;
    if (t->text != RN_NONE) {
        r->current = &r->inner;
        rn_json_finish(&r->inner);
        rn_json_init(&r->inner, rn_texts_get(&r->texts, t->text), r->json.limit, r->report);
        if (!rn_json_expect(&r->inner, RN_JSON_OBJECT_BEGIN, "a thread") ||
            !note_members(&r->inner, t))
            return false;
    }
    for (int i = SAMPLES; i < MEMBER_COUNT; i++)
        if (!t->at[i])
            return rn_skip(r->report, 0, 0, "a thread without \"%s\"", member_names[i]) ==
                   RENDER_OK;
    if (!enter_process(r, t->process) || !take_tables(r, t))
        return false;
    if (!rn_gecko_frames_begin(&r->frames) || !take_labels(r, t))
        return false;
    r->rows.frame_count = r->frames.location.count;
    return rn_firefox_samples_add(&r->samples, r->shows_processes, r->shows_threads);
}

static bool take_all(reader *r)
{
    if (!find_threads(r))
        return false;
    for (size_t i = 0; i < r->process_count; i++)
        r->shows_threads |= r->processes[i].thread_count > 1;
    for (size_t i = 1; i < r->thread_count; i++)
        r->shows_processes |= r->threads[i].process != r->threads[0].process;
    for (size_t i = 0; i < r->thread_count; i++)
        if (!take_thread(r, &r->threads[i]))
            return false;
    return rn_firefox_samples_end(&r->samples);
}

static render_status read_gecko(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {
        .builder = builder, .report = report, .process = RN_NONE, .interval = NAN, .start = NAN};
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    rn_firefox_samples_init(&r.samples, builder, report);
    rn_gecko_frames_init(&r.frames, builder, report);
    r.rows = (rn_stack_rows){.builder = builder, .report = report};
    r.rows.reader = &r.frames;
    r.rows.frame_of = rn_gecko_frame;
    r.samples.rows = &r.rows;
    take_all(&r);
    rn_json_finish(&r.json);
    rn_json_finish(&r.inner);
    rn_stack_rows_finish(&r.rows);
    rn_firefox_samples_finish(&r.samples);
    rn_gecko_frames_finish(&r.frames);
    rn_texts_finish(&r.texts);
    free(r.processes);
    free(r.open);
    free(r.threads);
    return report->error.status;
}

const rn_format rn_format_gecko = {
    .info = &rn_format_infos[RN_FORMAT_gecko],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_gecko,
};

/* See firefox_tables.h.  A stack has a frame, a frame a function and a line, a function a name, a file and a
 * resource, which may be a library.  Tables have columns; which ones there are is told by their keys, not by
 * the version of the file. */
#include "read/firefox_tables.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "read/script_module.h"
#include "read/symbol.h"

const char *const rn_firefox_table_names[RN_FIREFOX_TABLES] = {
    [RN_FIREFOX_STACKS] = "stackTable",       [RN_FIREFOX_FRAMES] = "frameTable",
    [RN_FIREFOX_FUNCTIONS] = "funcTable",     [RN_FIREFOX_RESOURCES] = "resourceTable",
    [RN_FIREFOX_SOURCES] = "sources",         [RN_FIREFOX_STRINGS] = "stringArray",
    [RN_FIREFOX_OLD_STRINGS] = "stringTable", [RN_FIREFOX_LIBRARIES] = "libs",
};

static uint32_t frame_of(void *reader, uint32_t frame);

static void init_set(rn_firefox_tables *t, rn_firefox_set *set)
{
    set->rows.builder = t->builder;
    set->rows.report = t->report;
    set->rows.reader = t;
    set->rows.frame_of = frame_of;
}

void rn_firefox_tables_init(rn_firefox_tables *t, rn_builder *builder, rn_report *report)
{
    *t = (rn_firefox_tables){.builder = builder, .report = report};
    init_set(t, &t->common);
    init_set(t, &t->own);
}

static void finish_set(rn_firefox_set *set)
{
    rn_stack_rows_finish(&set->rows);
    rn_column_finish(&set->function);
    rn_column_finish(&set->line);
    rn_column_finish(&set->depth);
    rn_column_finish(&set->name);
    rn_column_finish(&set->resource);
    rn_column_finish(&set->source);
    rn_column_finish(&set->file);
    rn_column_finish(&set->start);
    rn_column_finish(&set->library);
    rn_column_finish(&set->filename);
    rn_texts_finish(&set->strings);
    rn_texts_finish(&set->libraries);
}

void rn_firefox_tables_finish(rn_firefox_tables *t)
{
    finish_set(&t->common);
    finish_set(&t->own);
    free(t->made);
    rn_buffer_finish(&t->scratch);
}

void rn_firefox_tables_clear(rn_firefox_tables *t)
{
    memset(t->own.has, 0, sizeof t->own.has);
}

/* ---- reading ---------------------------------------------------------------------------------- */

bool rn_firefox_read_columns(rn_json *json, const char *const *names, rn_column *const *columns,
                             size_t count)
{
    for (size_t i = 0; i < count; i++)
        columns[i]->count = 0;
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object of columns"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY) {
        size_t i = 0;
        while (i < count && !rn_json_is_key(json, names[i]))
            i++;
        if (!(i < count ? rn_column_read(json, columns[i]) : rn_json_skip(json)))
            return false;
    }
    return json->token == RN_JSON_OBJECT_END;
}

/* Since version 66 a caller is told as the distance to it; 0 is none. */
static bool read_stacks(rn_firefox_set *set, rn_json *json)
{
    static const char *const names[] = {"prefix", "frame", "prefixOffset"};
    rn_column offsets = {0}, *prefix = &set->rows.prefix;
    rn_column *const columns[] = {prefix, &set->rows.frame, &offsets};
    bool is_read = rn_firefox_read_columns(json, names, columns, 3);
    bool has_offsets = prefix->count == 0;
    for (size_t i = 0; is_read && has_offsets && i < offsets.count; i++) {
        bool is_root = isnan(offsets.items[i]) || offsets.items[i] == 0;
        double caller = is_root ? NAN : (double)i - offsets.items[i];
        /* -1 would be none */
        is_read = rn_column_add(prefix, json->report, caller < 0 ? INFINITY : caller);
    }
    rn_column_finish(&offsets);
    return is_read;
}

static bool read_frames(rn_firefox_set *set, rn_json *json)
{
    static const char *const names[] = {"func", "line", "inlineDepth"};
    rn_column *const columns[] = {&set->function, &set->line, &set->depth};
    return rn_firefox_read_columns(json, names, columns, 3);
}

static bool read_functions(rn_firefox_set *set, rn_json *json)
{
    static const char *const names[] = {"name", "resource", "source", "fileName", "lineNumber"};
    rn_column *const columns[] = {&set->name, &set->resource, &set->source, &set->file,
                                  &set->start};
    return rn_firefox_read_columns(json, names, columns, 5);
}

static bool read_library(rn_json *json, rn_texts *texts, rn_buffer *name)
{
    name->size = 0;
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!(rn_json_is_key(json, "name") ? rn_json_next_text(json, name) : rn_json_skip(json)))
            return false;
    return json->token == RN_JSON_OBJECT_END &&
           rn_texts_add(texts, json->report, rn_json_text(name));
}

static bool read_libraries(rn_firefox_tables *t, rn_firefox_set *set, rn_json *json)
{
    rn_texts_clear(&set->libraries);
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of libraries"))
        return false;
    while (rn_json_next(json) == RN_JSON_OBJECT_BEGIN)
        if (!read_library(json, &set->libraries, &t->scratch))
            return false;
    return json->token == RN_JSON_ARRAY_END || rn_json_refuse(json, "a library");
}

static bool read_column(rn_json *json, const char *name, rn_column *column)
{
    return rn_firefox_read_columns(json, &name, (rn_column *const[]){column}, 1);
}

bool rn_firefox_tables_read(rn_firefox_tables *t, rn_firefox_set *set, int table, rn_json *json)
{
    set->has[table] = true;
    switch (table) {
    case RN_FIREFOX_STACKS:
        return read_stacks(set, json);
    case RN_FIREFOX_FRAMES:
        return read_frames(set, json);
    case RN_FIREFOX_FUNCTIONS:
        return read_functions(set, json);
    case RN_FIREFOX_RESOURCES:
        return read_column(json, "lib", &set->library);
    case RN_FIREFOX_SOURCES:
        return read_column(json, "filename", &set->filename);
    case RN_FIREFOX_LIBRARIES:
        return read_libraries(t, set, json);
    default:
        set->has[RN_FIREFOX_STRINGS] = true;
        return rn_texts_read(json, &set->strings);
    }
}

rn_stack_rows *rn_firefox_tables_begin(rn_firefox_tables *t)
{
    bool is_common = true;
    for (int i = 0; i < RN_FIREFOX_TABLES; i++) {
        t->from[i] = t->own.has[i] ? &t->own : &t->common;
        is_common &= i == RN_FIREFOX_STACKS || !t->own.has[i];
    }
    t->generation = is_common ? 1 : ++t->last_generation + 1;
    size_t count = t->from[RN_FIREFOX_FRAMES]->function.count, old = t->made_capacity;
    if (!RN_GROW(t->made, t->made_capacity, count)) {
        rn_fail_memory(t->report);
        return NULL;
    }
    for (size_t i = old; i < t->made_capacity; i++)
        t->made[i].generation = 0;
    rn_firefox_set *set = t->own.has[RN_FIREFOX_STACKS] ? &t->own : &t->common;
    set->rows.frame_count = count;
    return set->has[RN_FIREFOX_STACKS] ? &set->rows : NULL;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool find_string(rn_firefox_tables *t, const rn_column *column, size_t row, rn_bytes *text)
{
    const rn_texts *strings = &t->from[RN_FIREFOX_STRINGS]->strings;
    uint32_t index;
    if (!rn_column_index(column, row, strings->count, "a string", t->report, &index))
        return false;
    *text = rn_texts_get(strings, index);
    return true;
}

static bool find_file(rn_firefox_tables *t, uint32_t function, rn_bytes *file)
{
    const rn_firefox_set *functions = t->from[RN_FIREFOX_FUNCTIONS];
    const rn_column *filename = &t->from[RN_FIREFOX_SOURCES]->filename;
    uint32_t source;
    if (functions->source.count == 0)
        return find_string(t, &functions->file, function, file);
    if (!rn_column_index(&functions->source, function, filename->count, "a source", t->report,
                         &source))
        return false;
    return source == RN_NONE || find_string(t, filename, source, file);
}

static bool find_library(rn_firefox_tables *t, uint32_t function, rn_bytes *library)
{
    const rn_column *resources = &t->from[RN_FIREFOX_RESOURCES]->library;
    const rn_texts *libraries = &t->from[RN_FIREFOX_LIBRARIES]->libraries;
    uint32_t index;
    *library = RN_LITERAL("");
    if (!t->from[RN_FIREFOX_LIBRARIES]->has[RN_FIREFOX_LIBRARIES])
        return true;
    if (!rn_column_index(&t->from[RN_FIREFOX_FUNCTIONS]->resource, function, resources->count,
                         "a resource", t->report, &index))
        return false;
    if (index != RN_NONE &&
        !rn_column_index(resources, index, libraries->count, "a library", t->report, &index))
        return false;
    *library = rn_texts_get(libraries, index);
    return true;
}

static uint32_t line_of(const rn_column *column, size_t row)
{
    double line = rn_column_get(column, row);
    return line >= 1 && line <= UINT32_MAX ? (uint32_t)line : 0;
}

/* A function without a symbol is called by its address in the library. */
static bool make_key(rn_firefox_tables *t, uint32_t function, rn_function_key *key)
{
    uint64_t address;
    if (!find_string(t, &t->from[RN_FIREFOX_FUNCTIONS]->name, function, &key->name) ||
        !find_file(t, function, &key->file) || !find_library(t, function, &key->module))
        return false;
    if (key->module.size == 0)
        key->module = rn_script_module(key->file);
    key->line = line_of(&t->from[RN_FIREFOX_FUNCTIONS]->start, function);
    if (rn_parse_address(key->name, &address)) {
        t->scratch.size = 0;
        rn_symbol_put_address(&t->scratch, key->module, address);
        key->name = rn_json_text(&t->scratch);
    }
    if (key->name.size == 0)
        key->name = key->file.size ? RN_LITERAL("(anonymous)") : RN_LITERAL("[unknown]");
    if (t->scratch.failed)
        rn_fail_memory(t->report);
    return !t->scratch.failed;
}

static uint32_t make_frame(rn_firefox_tables *t, uint32_t frame)
{
    const rn_firefox_set *frames = t->from[RN_FIREFOX_FRAMES];
    rn_function_key key = {.name = RN_LITERAL("")};
    uint32_t function;
    if (!rn_column_index(&frames->function, frame, t->from[RN_FIREFOX_FUNCTIONS]->name.count,
                         "a function", t->report, &function) ||
        (function != RN_NONE && !make_key(t, function, &key)))
        return RN_NONE;
    if (function == RN_NONE || rn_bytes_equal(key.name, RN_LITERAL("(root)")))
        return RN_NONE;
    if (rn_column_get(&frames->depth, frame) > 0)
        key.flags = RN_FLAG_INLINED;
    return rn_builder_frame(t->builder, rn_builder_function(t->builder, &key),
                            line_of(&frames->line, frame));
}

static uint32_t frame_of(void *reader, uint32_t frame)
{
    rn_firefox_tables *t = reader;
    rn_firefox_made *made = &t->made[frame];
    if (made->generation != t->generation)
        *made = (rn_firefox_made){t->generation, make_frame(t, frame)};
    return made->frame;
}

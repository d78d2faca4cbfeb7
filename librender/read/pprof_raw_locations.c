/* 'NAME FILE:LINE[:COLUMN] s=START[(SYSTEM NAME)]' in the words of pprof: names may hold blanks. */
#include "read/pprof_raw_locations.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "read/symbol.h"

static bool fail_memory(const rn_pprof_raw_locations *t)
{
    rn_fail_memory(t->report);
    return false;
}

/* ---- lines of source -------------------------------------------------------------------------- */

static uint32_t line_number(uint64_t line)
{
    return line < UINT32_MAX ? (uint32_t)line : 0;
}

/* Where ' s=12' begins that ends the line, or that the system's name follows. */
static bool find_start(rn_bytes text, size_t *at, uint32_t *start, rn_bytes *system_name)
{
    size_t found;
    for (size_t from = 0; rn_find(rn_bytes_slice(text, from, text.size), RN_LITERAL(" s="), &found);
         from += found + 1) {
        size_t begin = from + found + 3, end = begin;
        uint64_t number;
        while (end < text.size && text.data[end] >= '0' && text.data[end] <= '9')
            end++;
        bool has_name = end < text.size && text.data[end] == '(' && text.data[text.size - 1] == ')';
        if (!rn_number_parse_uint(rn_bytes_slice(text, begin, end), &number) ||
            (end < text.size && !has_name))
            continue;
        *at = from + found;
        *start = line_number(number);
        *system_name = has_name ? rn_bytes_slice(text, end + 1, text.size - 1) : (rn_bytes){0};
        return true;
    }
    return false;
}

/* A file is one word, unless its path is absolute. */
static size_t find_file(rn_bytes text)
{
    const char *blank = text.size ? memrchr(text.data, ' ', text.size) : NULL;
    size_t at = blank ? (size_t)(blank - text.data) : 0, slash;
    bool is_absolute = at + 1 < text.size && text.data[at + 1] == '/';
    return !is_absolute && rn_find(text, RN_LITERAL(" /"), &slash) ? slash : at;
}

static rn_pprof_raw_line parse_line(rn_bytes text)
{
    rn_pprof_raw_line out = {0};
    rn_bytes system_name;
    size_t at;
    uint32_t column;
    if (!find_start(text, &at, &out.start, &system_name)) {
        if (!rn_bytes_equal(text, RN_LITERAL("??")))
            out.name = text;
        return out;
    }
    text = rn_bytes_slice(text, 0, at);
    at = find_file(text);
    out.name = rn_bytes_slice(text, 0, at);
    out.file = rn_trim(rn_bytes_slice(text, at, text.size));
    if (rn_symbol_cut_line(&out.file, &column) && !rn_symbol_cut_line(&out.file, &out.line))
        out.line = column; /* the only number is the line */
    if (out.name.size == 0)
        out.name = system_name;
    return out;
}

static bool add_line(rn_pprof_raw_locations *t, rn_bytes text)
{
    if (text.size == 0)
        return true;
    if (!RN_GROW(t->lines, t->line_capacity, t->line_count + 1))
        return fail_memory(t);
    t->lines[t->line_count++] = parse_line(text);
    t->locations[t->count - 1].line_count++;
    return true;
}

/* ---- sections --------------------------------------------------------------------------------- */

/* '12:' */
static bool parse_id(rn_bytes word, uint64_t *id)
{
    return word.size && word.data[word.size - 1] == ':' &&
           rn_number_parse_uint(rn_bytes_slice(word, 0, word.size - 1), id) && *id < UINT64_MAX;
}

/* Puts an id; an old one stays what it was. */
static bool put_id(rn_pprof_raw_locations *t, rn_map *ids, uint64_t id, size_t index)
{
    bool is_new;
    return (index < RN_NONE && rn_map_put(ids, id, (uint32_t)index, &is_new)) || fail_memory(t);
}

bool rn_pprof_raw_add_location(rn_pprof_raw_locations *t, const rn_lines *at, rn_bytes line)
{
    rn_bytes rest = line, word;
    uint64_t id, address, mapping = 0;
    if (!parse_id(rn_cut_first_word(&rest), &id) ||
        !rn_parse_address(rn_cut_first_word(&rest), &address)) {
        rn_bytes text = rn_trim(line);
        if (t->count == 0 && text.size)
            return !rn_skip(t->report, at->start, at->number, "a line without a location");
        return add_line(t, text);
    }
    rn_bytes text = rn_trim(rest);
    word = rn_cut_first_word(&rest);
    if (rn_bytes_start(word, RN_LITERAL("M=")) &&
        rn_number_parse_uint(rn_bytes_slice(word, 2, word.size), &mapping)) {
        text = rn_trim(rest);
        word = rn_cut_first_word(&rest);
    }
    if (rn_bytes_equal(word, RN_LITERAL("[F]")))
        text = rn_trim(rest);
    if (!put_id(t, &t->ids, id, t->count) || !RN_GROW(t->locations, t->capacity, t->count + 1))
        return fail_memory(t);
    t->locations[t->count++] =
        (rn_pprof_raw_location){mapping, address, t->line_count, 0, SIZE_MAX};
    return add_line(t, text);
}

/* 'ID: START/LIMIT/OFFSET FILE BUILDID [FN][FL]' */
bool rn_pprof_raw_add_mapping(rn_pprof_raw_locations *t, rn_bytes line)
{
    enum { BUILD_ID_DIGITS = 8 };
    uint64_t id;
    rn_bytes rest = line;
    if (!parse_id(rn_cut_first_word(&rest), &id))
        return true;
    rn_cut_first_word(&rest);
    rn_bytes file = rn_trim(rest), before = file, word = rn_cut_last_word(&before);
    if (word.size && word.data[0] == '[' && before.size) {
        file = before;
        word = rn_cut_last_word(&before);
    }
    bool is_build_id = word.size >= BUILD_ID_DIGITS && before.size;
    for (size_t i = 0; i < word.size; i++)
        is_build_id &= memchr("0123456789abcdefABCDEF", word.data[i], 22) != NULL;
    if (is_build_id)
        file = before;
    rn_bytes name = rn_symbol_base_name(file);
    if (!put_id(t, &t->mapping_ids, id, t->module_count) ||
        !RN_GROW(t->modules, t->module_capacity, t->module_count + 1))
        return fail_memory(t);
    t->modules[t->module_count++] = name.size ? name : file;
    return true;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool resolve_line(rn_pprof_raw_locations *t, rn_pprof_raw_line *line, bool is_outermost)
{
    rn_bytes empty = RN_LITERAL("");
    bool is_new;
    uint32_t name = rn_memo_put(&t->names, line->name.size ? line->name : empty);
    uint32_t file = rn_memo_put(&t->files, line->file.size ? line->file : empty);
    size_t count = t->functions.count;
    if (name == RN_NONE || file == RN_NONE)
        return fail_memory(t);
    uint32_t *id = rn_map_put(&t->functions, rn_map_pair(name, file), (uint32_t)count, &is_new);
    if (!id || !RN_GROW(t->is_called, t->called_capacity, *id + (size_t)1))
        return fail_memory(t);
    line->function = *id;
    t->is_called[*id] = (!is_new && t->is_called[*id]) || is_outermost;
    return true;
}

/* The last line of a location is that of the function that was called there. */
bool rn_pprof_raw_resolve(rn_pprof_raw_locations *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const rn_pprof_raw_location *l = &t->locations[i];
        for (size_t n = 0; n < l->line_count; n++)
            if (!resolve_line(t, &t->lines[l->first_line + n], n + 1 == l->line_count))
                return false;
    }
    return true;
}

static uint32_t make_nameless(rn_pprof_raw_locations *t, rn_bytes module, uint64_t address)
{
    rn_buffer name = {0};
    rn_symbol_put_address(&name, module, address);
    if (name.failed)
        fail_memory(t);
    rn_function_key key = {.name = rn_buffer_bytes(&name), .module = module};
    uint32_t function = rn_builder_function(t->builder, &key);
    rn_buffer_finish(&name);
    return function;
}

static void make_frames(rn_pprof_raw_locations *t, const rn_pprof_raw_location *l, uint32_t *frames)
{
    uint32_t mapping = rn_map_get(&t->mapping_ids, l->mapping, RN_NONE);
    rn_bytes module = mapping == RN_NONE ? RN_LITERAL("") : t->modules[mapping];
    if (l->line_count == 0)
        frames[0] = rn_builder_frame(t->builder, make_nameless(t, module, l->address), 0);
    for (size_t i = 0; i < l->line_count; i++) {
        const rn_pprof_raw_line *line = &t->lines[l->first_line + l->line_count - 1 - i];
        rn_function_key key = {.name = line->name,
                               .module = module,
                               .file = line->file,
                               .line = line->start,
                               .flags = t->is_called[line->function] ? 0 : RN_FLAG_INLINED};
        uint32_t function = key.name.size ? rn_builder_function(t->builder, &key)
                                          : make_nameless(t, module, l->address);
        frames[i] = rn_builder_frame(t->builder, function, line->line);
    }
}

const uint32_t *rn_pprof_raw_frames(rn_pprof_raw_locations *t, rn_bytes id, size_t *count)
{
    uint64_t number;
    if (!rn_number_parse_uint(id, &number) || number == UINT64_MAX)
        return NULL;
    uint32_t index = rn_map_get(&t->ids, number, RN_NONE);
    if (index == RN_NONE)
        return NULL;
    rn_pprof_raw_location *location = &t->locations[index];
    *count = location->line_count ? location->line_count : 1;
    if (location->first_frame == SIZE_MAX) {
        if (!RN_GROW(t->frames, t->frame_capacity, t->frame_count + *count)) {
            fail_memory(t);
            return NULL;
        }
        location->first_frame = t->frame_count;
        t->frame_count += *count;
        make_frames(t, location, t->frames + location->first_frame);
    }
    return t->frames + location->first_frame;
}

void rn_pprof_raw_finish(rn_pprof_raw_locations *t)
{
    rn_map_finish(&t->ids);
    free(t->locations);
    free(t->lines);
    rn_map_finish(&t->mapping_ids);
    free(t->modules);
    rn_memo_finish(&t->names);
    rn_memo_finish(&t->files);
    rn_map_finish(&t->functions);
    free(t->is_called);
    free(t->frames);
}

/* See gecko_frames.h.  Of JavaScript, the location has where the function begins and the row the line that
 * was at work.  Since version 34 the number of a source follows in brackets. */
#include "read/gecko_frames.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "read/script_module.h"
#include "read/symbol.h"

enum { NOT_MADE = RN_NONE, LEFT_OUT = RN_NONE - 1 };

void rn_gecko_frames_init(rn_gecko_frames *f, rn_builder *builder, rn_report *report)
{
    *f = (rn_gecko_frames){.builder = builder, .report = report};
}

void rn_gecko_frames_finish(rn_gecko_frames *f)
{
    rn_texts_finish(&f->texts);
    rn_column_finish(&f->location);
    rn_column_finish(&f->line);
    free(f->made);
    free(f->libraries);
    rn_texts_finish(&f->names);
    rn_buffer_finish(&f->scratch);
}

static uint32_t fail_memory(rn_gecko_frames *f)
{
    rn_fail_memory(f->report);
    return RN_NONE;
}

/* ---- libraries -------------------------------------------------------------------------------- */

void rn_gecko_frames_clear_libraries(rn_gecko_frames *f)
{
    f->library_count = 0;
    rn_texts_clear(&f->names);
}

static bool next_address(rn_json *json, uint64_t *address)
{
    double value;
    rn_json_next(json);
    if (!rn_json_take_number(json, &value))
        return false;
    *address = value >= 0 && value < 0x1p64 ? (uint64_t)value : 0;
    return true;
}

static bool take_library(rn_gecko_frames *f, rn_json *json)
{
    rn_gecko_library library = {.name = (uint32_t)f->names.count};
    f->scratch.size = 0;
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(json, "start")  ? next_address(json, &library.start)
                     : rn_json_is_key(json, "end")  ? next_address(json, &library.end)
                     : rn_json_is_key(json, "name") ? rn_json_next_text(json, &f->scratch)
                                                    : rn_json_skip(json);
        if (!taken)
            return false;
    }
    if (json->token != RN_JSON_OBJECT_END ||
        !rn_texts_add(&f->names, f->report, rn_json_text(&f->scratch)))
        return false;
    if (!RN_GROW(f->libraries, f->library_capacity, f->library_count + 1))
        return fail_memory(f) != RN_NONE;
    f->libraries[f->library_count++] = library;
    return true;
}

static int compare(const void *a, const void *b)
{
    uint64_t left = ((const rn_gecko_library *)a)->start;
    uint64_t right = ((const rn_gecko_library *)b)->start;
    return left < right ? -1 : left > right;
}

bool rn_gecko_frames_read_libraries(rn_gecko_frames *f, rn_json *json)
{
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of libraries"))
        return false;
    while (rn_json_next(json) == RN_JSON_OBJECT_BEGIN)
        if (!take_library(f, json))
            return false;
    if (json->token != RN_JSON_ARRAY_END)
        return rn_json_refuse(json, "a library");
    if (f->library_count)
        qsort(f->libraries, f->library_count, sizeof *f->libraries, compare);
    return true;
}

/* The last library that begins at or before the address, when it holds it. */
static const rn_gecko_library *find_library(const rn_gecko_frames *f, uint64_t address)
{
    size_t low = 0, high = f->library_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->libraries[middle].start <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low && address < f->libraries[low - 1].end ? &f->libraries[low - 1] : NULL;
}

/* ---- locations -------------------------------------------------------------------------------- */

/* Cuts ':12' off. */
static bool cut_number(rn_bytes *text, uint32_t *number)
{
    size_t at = text->size;
    uint64_t value;
    while (at && text->data[at - 1] >= '0' && text->data[at - 1] <= '9')
        at--;
    if (at < 2 || text->data[at - 1] != ':' ||
        !rn_number_parse_uint(rn_bytes_slice(*text, at, text->size), &value))
        return false;
    text->size = at - 1;
    *number = value <= UINT32_MAX ? (uint32_t)value : 0;
    return true;
}

/* Cuts '[13]' off. */
static rn_bytes cut_source(rn_bytes text)
{
    size_t at = text.size ? text.size - 1 : 0;
    if (text.size == 0 || text.data[at] != ']')
        return text;
    while (at && text.data[at - 1] >= '0' && text.data[at - 1] <= '9')
        at--;
    bool is_source = at >= 2 && at < text.size - 1 && text.data[at - 1] == '[';
    return is_source ? rn_bytes_slice(text, 0, at - 1) : text;
}

rn_function_key rn_gecko_location(rn_bytes text)
{
    rn_bytes whole = cut_source(text), file;
    size_t open;
    uint32_t line, before;
    if (whole.size < text.size && whole.data[whole.size - 1] != ')')
        return (rn_function_key){.name = whole, .module = rn_script_module(whole), .file = whole};
    if (!rn_find(whole, RN_LITERAL(" ("), &open) || whole.data[whole.size - 1] != ')')
        return (rn_function_key){.name = text};
    file = rn_bytes_slice(whole, open + 2, whole.size - 1);
    if (!cut_number(&file, &line))
        return (rn_function_key){.name = text};
    if (cut_number(&file, &before)) /* then that was the column */
        line = before;
    rn_bytes name = open ? rn_bytes_slice(whole, 0, open) : RN_LITERAL("(anonymous)");
    return (rn_function_key){
        .name = name, .module = rn_script_module(file), .file = file, .line = line};
}

/* ---- frames ----------------------------------------------------------------------------------- */

bool rn_gecko_frames_begin(rn_gecko_frames *f)
{
    if (!RN_GROW(f->made, f->made_capacity, f->location.count))
        return fail_memory(f) != RN_NONE;
    for (size_t i = 0; i < f->location.count; i++)
        f->made[i] = NOT_MADE;
    return true;
}

static rn_function_key key_of_address(rn_gecko_frames *f, uint64_t address)
{
    const rn_gecko_library *library = find_library(f, address);
    rn_bytes module = library ? rn_texts_get(&f->names, library->name) : RN_LITERAL("");
    f->scratch.size = 0;
    rn_symbol_put_address(&f->scratch, module, library ? address - library->start : address);
    return (rn_function_key){.name = rn_json_text(&f->scratch), .module = module};
}

static uint32_t make_frame(rn_gecko_frames *f, uint32_t frame)
{
    uint32_t index;
    uint64_t address;
    if (!rn_column_index(&f->location, frame, f->texts.count, "a string", f->report, &index))
        return NOT_MADE;
    rn_bytes text = rn_texts_get(&f->texts, index);
    if (rn_bytes_equal(text, RN_LITERAL("(root)")))
        return LEFT_OUT;
    rn_function_key key =
        rn_parse_address(text, &address) ? key_of_address(f, address) : rn_gecko_location(text);
    if (f->scratch.failed)
        return fail_memory(f);
    double line = rn_column_get(&f->line, frame);
    bool has_line = key.file.size && line >= 1 && line <= UINT32_MAX;
    return rn_builder_frame(f->builder, rn_builder_function(f->builder, &key),
                            has_line ? (uint32_t)line : 0);
}

uint32_t rn_gecko_frame(void *frames, uint32_t frame)
{
    rn_gecko_frames *f = frames;
    if (f->made[frame] == NOT_MADE)
        f->made[frame] = make_frame(f, frame);
    return f->made[frame] == LEFT_OUT ? RN_NONE : f->made[frame];
}

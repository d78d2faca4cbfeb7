/* The tables of a pprof profile.  Tables may refer to what comes later in the file, so they are read
 * whole and then resolved.  Frames are made for the locations that samples use: programs list
 * mappings and functions that no sample needs. */
#include "read/pprof_tables.h"

#include <stdlib.h>

#include "base/grow.h"
#include "read/symbol.h"

enum { MAPPING = 3, LOCATION = 4, FUNCTION = 5, STRING = 6 };

void rn_pprof_tables_finish(rn_pprof_tables *t)
{
    free(t->strings);
    free(t->mappings);
    free(t->functions);
    free(t->locations);
    free(t->lines);
    free(t->frames);
    free(t->alone);
    rn_map_finish(&t->mapping_ids.map);
    rn_map_finish(&t->function_ids.map);
    rn_map_finish(&t->location_ids.map);
    rn_map_finish(&t->made);
    rn_pprof_drop_finish(&t->drop);
}

bool rn_pprof_fail(rn_pprof_tables *t, const char *at, const char *message)
{
    rn_fail(t->report, RENDER_ERROR_MALFORMED, (uint64_t)(at - t->input.data), 0, "%s", message);
    return false;
}

bool rn_pprof_check_end(rn_pprof_tables *t, const rn_wire *wire)
{
    if (wire->state == RN_WIRE_FINE)
        return true;
    return rn_pprof_fail(t, wire->input.data + wire->start,
                         wire->state == RN_WIRE_CUT ? "a field that is longer than what holds it"
                                                    : "no field of a protobuf message");
}

static bool fail_memory(rn_pprof_tables *t)
{
    rn_fail_memory(t->report);
    return false;
}

/* ---- numbers of things ------------------------------------------------------------------------ */

static bool is_dense(const rn_pprof_ids *ids)
{
    return ids->map.count == 0;
}

/* Puts the numbers into the map that went without one so far. */
static bool make_map(rn_pprof_ids *ids)
{
    bool is_new;
    for (uint32_t i = 0; i < ids->count; i++)
        if (!rn_map_put(&ids->map, i + UINT64_C(1), i, &is_new))
            return false;
    return true;
}

/* Gives the number `id` to the next item. */
static bool add_id(rn_pprof_tables *t, rn_pprof_ids *ids, uint64_t id, const rn_wire *wire)
{
    bool is_new = true;
    if (id == 0 || id == UINT64_MAX || ids->count >= RN_NONE - 1)
        return rn_pprof_fail(t, wire->bytes.data, "a record without a number of its own");
    if (is_dense(ids) && id == ids->count + 1) {
        ids->count++;
        return true;
    }
    if (is_dense(ids) && !make_map(ids))
        return fail_memory(t);
    if (!rn_map_put(&ids->map, id, (uint32_t)ids->count, &is_new))
        return fail_memory(t);
    ids->count++;
    return is_new || rn_pprof_fail(t, wire->bytes.data, "two records with the same number");
}

static uint32_t find_id(const rn_pprof_ids *ids, uint64_t id)
{
    if (!is_dense(ids))
        return rn_map_get(&ids->map, id, RN_NONE);
    return id - 1 < ids->count ? (uint32_t)(id - 1) : RN_NONE;
}

/* ---- reading ---------------------------------------------------------------------------------- */

bool rn_pprof_numbers(rn_pprof_tables *t, rn_bytes message, uint64_t *numbers, uint32_t most)
{
    rn_wire w = rn_wire_of(message);
    while (rn_wire_next(&w)) {
        if (w.field > most)
            continue;
        if (w.type != RN_WIRE_VARINT)
            return rn_pprof_fail(t, w.input.data + w.start, "text where a number should be");
        numbers[w.field - 1] = w.number;
    }
    return rn_pprof_check_end(t, &w);
}

static bool add_string(rn_pprof_tables *t, const rn_wire *wire)
{
    if (t->string_count == 0 && wire->bytes.size)
        return rn_pprof_fail(t, wire->bytes.data, "the first string is not the empty one");
    if (!RN_GROW(t->strings, t->string_capacity, t->string_count + 1))
        return fail_memory(t);
    t->strings[t->string_count++] = wire->bytes;
    return true;
}

static bool add_mapping(rn_pprof_tables *t, const rn_wire *wire)
{
    uint64_t numbers[5] = {0}; /* id, start, limit, offset, file */
    size_t index = t->mapping_ids.count;
    if (!rn_pprof_numbers(t, wire->bytes, numbers, 5) ||
        !add_id(t, &t->mapping_ids, numbers[0], wire))
        return false;
    if (!RN_GROW(t->mappings, t->mapping_capacity, index + 1))
        return fail_memory(t);
    t->mappings[index] = numbers[4];
    return true;
}

static bool add_function(rn_pprof_tables *t, const rn_wire *wire)
{
    uint64_t numbers[5] = {0}; /* id, name, system name, file, line */
    size_t index = t->function_ids.count;
    if (!rn_pprof_numbers(t, wire->bytes, numbers, 5) ||
        !add_id(t, &t->function_ids, numbers[0], wire))
        return false;
    if (!RN_GROW(t->functions, t->function_capacity, index + 1))
        return fail_memory(t);
    t->functions[index] =
        (rn_pprof_function){numbers[1], numbers[2], numbers[3], numbers[4], false};
    return true;
}

static bool add_line(rn_pprof_tables *t, const rn_wire *wire)
{
    uint64_t numbers[2] = {0}; /* function, line */
    if (!rn_pprof_numbers(t, wire->bytes, numbers, 2))
        return false;
    if (!RN_GROW(t->lines, t->line_capacity, t->line_count + 1))
        return fail_memory(t);
    t->lines[t->line_count++] = (rn_pprof_line){numbers[0], numbers[1]};
    return true;
}

static bool add_location(rn_pprof_tables *t, const rn_wire *wire)
{
    uint64_t numbers[3] = {0}; /* id, mapping, address */
    size_t index = t->location_ids.count, first_line = t->line_count;
    if (!rn_pprof_numbers(t, wire->bytes, numbers, 3) ||
        !add_id(t, &t->location_ids, numbers[0], wire))
        return false;
    rn_wire w = rn_wire_of(wire->bytes);
    while (rn_wire_next(&w)) {
        if (w.field != 4)
            continue;
        if (w.type != RN_WIRE_BYTES)
            return rn_pprof_fail(t, w.input.data + w.start, "a number where a line should be");
        if (!add_line(t, &w))
            return false;
    }
    if (!RN_GROW(t->locations, t->location_capacity, index + 1))
        return fail_memory(t);
    if (t->line_count - first_line >= RN_NONE)
        return rn_pprof_fail(t, wire->bytes.data, "more lines than a location can have");
    t->locations[index] = (rn_pprof_location){
        numbers[1], numbers[2], first_line, (uint32_t)(t->line_count - first_line), SIZE_MAX, 0};
    return true;
}

bool rn_pprof_tables_add(rn_pprof_tables *t, const rn_wire *wire)
{
    switch (wire->field) {
    case MAPPING:
        return add_mapping(t, wire);
    case LOCATION:
        return add_location(t, wire);
    case FUNCTION:
        return add_function(t, wire);
    case STRING:
        return add_string(t, wire);
    default:
        return true;
    }
}

/* ---- resolving -------------------------------------------------------------------------------- */

bool rn_pprof_string(rn_pprof_tables *t, uint64_t index, rn_bytes *out)
{
    *out = RN_LITERAL("");
    if (index == 0)
        return true;
    if (index < t->string_count) {
        *out = t->strings[index];
        return true;
    }
    rn_fail(t->report, RENDER_ERROR_MALFORMED, 0, 0, "string %llu, where there are only %zu",
            (unsigned long long)index, t->string_count);
    return false;
}

static bool check_strings(rn_pprof_tables *t)
{
    rn_bytes text;
    for (size_t i = 0; i < t->mapping_ids.count; i++)
        if (!rn_pprof_string(t, t->mappings[i], &text))
            return false;
    for (size_t i = 0; i < t->function_ids.count; i++) {
        const rn_pprof_function *f = &t->functions[i];
        if (!rn_pprof_string(t, f->name, &text) || !rn_pprof_string(t, f->system_name, &text) ||
            !rn_pprof_string(t, f->file, &text))
            return false;
    }
    return true;
}

/* Turns a number, 0 for none, into an index. */
static bool resolve(rn_pprof_tables *t, const rn_pprof_ids *ids, uint64_t *id, const char *what)
{
    uint32_t index = *id ? find_id(ids, *id) : RN_NONE;
    if (*id && index == RN_NONE) {
        rn_fail(t->report, RENDER_ERROR_MALFORMED, 0, 0, "%s %llu is used, but not there", what,
                (unsigned long long)*id);
        return false;
    }
    *id = index;
    return true;
}

/* NULL where there are none. */
static rn_pprof_line *lines_of(const rn_pprof_tables *t, const rn_pprof_location *location)
{
    return location->line_count ? t->lines + location->first_line : NULL;
}

/* The last line of a location is that of the function that was called there. */
static bool resolve_lines(rn_pprof_tables *t, const rn_pprof_location *location)
{
    rn_pprof_line *lines = lines_of(t, location);
    for (uint32_t i = 0; i < location->line_count; i++) {
        if (!resolve(t, &t->function_ids, &lines[i].function, "function"))
            return false;
        if (i + 1 == location->line_count && lines[i].function != RN_NONE)
            t->functions[lines[i].function].is_called = true;
    }
    return true;
}

bool rn_pprof_tables_resolve(rn_pprof_tables *t)
{
    if (!check_strings(t))
        return false;
    for (size_t i = 0; i < t->location_ids.count; i++)
        if (!resolve(t, &t->mapping_ids, &t->locations[i].mapping, "mapping") ||
            !resolve_lines(t, &t->locations[i]))
            return false;
    t->alone = rn_array_new(t->location_ids.count, sizeof *t->alone);
    for (size_t i = 0; t->alone && i < t->location_ids.count; i++)
        t->alone[i] = RN_NONE;
    return t->alone || fail_memory(t);
}

/* ---- frames ----------------------------------------------------------------------------------- */

/* The file that a location is mapped from, without its folders. */
static rn_bytes module_of(rn_pprof_tables *t, uint64_t mapping)
{
    rn_bytes file = RN_LITERAL("");
    if (mapping != RN_NONE)
        rn_pprof_string(t, t->mappings[mapping], &file);
    rn_bytes name = rn_symbol_base_name(file);
    return name.size ? name : file;
}

static uint32_t line_number(uint64_t line)
{
    return line < UINT32_MAX ? (uint32_t)line : 0;
}

static uint32_t make_function(rn_pprof_tables *t, uint64_t function, uint64_t mapping)
{
    const rn_pprof_function *f = &t->functions[function];
    rn_function_key key = {.module = module_of(t, mapping),
                           .line = line_number(f->line),
                           .flags = f->is_called ? 0 : RN_FLAG_INLINED};
    rn_pprof_string(t, f->name ? f->name : f->system_name, &key.name);
    rn_pprof_string(t, f->file, &key.file);
    return rn_builder_function(t->builder, &key);
}

static uint32_t find_function(rn_pprof_tables *t, uint64_t function, uint64_t mapping)
{
    bool is_new;
    uint32_t *made =
        rn_map_put(&t->made, rn_map_pair((uint32_t)function, (uint32_t)mapping), 0, &is_new);
    if (!made) {
        fail_memory(t);
        return 0;
    }
    if (is_new)
        *made = make_function(t, function, mapping);
    return *made;
}

static uint32_t make_nameless(rn_pprof_tables *t, const rn_pprof_location *location)
{
    rn_buffer name = {0};
    rn_bytes module = module_of(t, location->mapping);
    rn_symbol_put_address(&name, module, location->address);
    if (name.failed)
        fail_memory(t);
    rn_function_key key = {.name = {name.data, name.failed ? 0 : name.size}, .module = module};
    uint32_t function = rn_builder_function(t->builder, &key);
    rn_buffer_finish(&name);
    return function;
}

static void make_frames(rn_pprof_tables *t, const rn_pprof_location *location, uint32_t *frames)
{
    const rn_pprof_line *lines = lines_of(t, location);
    if (location->line_count == 0)
        frames[0] = rn_builder_frame(t->builder, make_nameless(t, location), 0);
    for (uint32_t i = 0; i < location->line_count; i++) {
        const rn_pprof_line *line = &lines[location->line_count - 1 - i];
        uint32_t function = line->function == RN_NONE
                                ? make_nameless(t, location)
                                : find_function(t, line->function, location->mapping);
        frames[i] = rn_builder_frame(t->builder, function, line_number(line->line));
    }
}

/* Of a location the frames up to the outermost one that is dropped, which takes the others with it. */
static uint32_t count_kept(rn_pprof_tables *t, const rn_pprof_location *location)
{
    const rn_pprof_line *lines = lines_of(t, location);
    rn_bytes name;
    for (uint32_t i = location->line_count; i-- > 0;)
        if (lines[i].function != RN_NONE &&
            rn_pprof_string(t, t->functions[lines[i].function].name, &name) &&
            rn_pprof_drop_matches(&t->drop, name))
            return location->line_count - 1 - i;
    return location->line_count ? location->line_count : 1;
}

const uint32_t *rn_pprof_frames(rn_pprof_tables *t, uint64_t id, size_t *count, size_t *kept)
{
    if (!resolve(t, &t->location_ids, &id, "location"))
        return NULL;
    if (id == RN_NONE) {
        rn_fail(t->report, RENDER_ERROR_MALFORMED, 0, 0, "location 0 is used, but not there");
        return NULL;
    }
    rn_pprof_location *location = &t->locations[id];
    *count = location->line_count ? location->line_count : 1;
    if (location->first_frame == SIZE_MAX) {
        if (!RN_GROW(t->frames, t->frame_capacity, t->frame_count + *count)) {
            fail_memory(t);
            return NULL;
        }
        location->first_frame = t->frame_count;
        t->frame_count += *count;
        make_frames(t, location, t->frames + location->first_frame);
        location->kept = count_kept(t, location);
        if (*count == 1 && location->kept == 1)
            t->alone[id] = t->frames[location->first_frame];
    }
    *kept = location->kept;
    return t->frames + location->first_frame;
}

bool rn_pprof_add_numbers(rn_pprof_tables *tables, const rn_wire *w, uint64_t **numbers,
                          size_t *count, size_t *capacity)
{
    if (w->type != RN_WIRE_VARINT && w->type != RN_WIRE_BYTES)
        return rn_pprof_fail(tables, w->input.data + w->start,
                             "something else where numbers should be");
    size_t most = w->type == RN_WIRE_BYTES ? w->bytes.size : 1;
    if (!RN_GROW(*numbers, *capacity, *count + most)) {
        rn_fail_memory(tables->report);
        return false;
    }
    if (most == 0)
        return true;
    if (w->type == RN_WIRE_VARINT) {
        (*numbers)[(*count)++] = w->number;
        return true;
    }
    rn_wire packed = rn_wire_of(w->bytes);
    *count += rn_wire_numbers(&packed, *numbers + *count);
    return rn_pprof_check_end(tables, &packed);
}

#include "read/address_map.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "read/symbol.h"

void rn_address_map_finish(rn_address_map *m)
{
    free(m->mappings);
    rn_map_finish(&m->addresses);
    free(m->symbols);
}

/* ---- mappings --------------------------------------------------------------------------------- */

/* 'START-LIMIT' or 'START-LIMIT:' */
static bool parse_range(rn_bytes word, rn_mapping *out, bool *is_brief)
{
    *is_brief = word.size && word.data[word.size - 1] == ':';
    word.size -= *is_brief;
    const char *dash = word.size ? memchr(word.data, '-', word.size) : NULL;
    size_t at = dash ? (size_t)(dash - word.data) : 0;
    return dash && rn_parse_hex(rn_bytes_slice(word, 0, at), &out->start) &&
           rn_parse_hex(rn_bytes_slice(word, at + 1, word.size), &out->limit) &&
           out->start < out->limit;
}

bool rn_address_map_add_mapping(rn_address_map *m, rn_bytes line)
{
    static const rn_bytes deleted = RN_LITERAL(" (deleted)");
    rn_mapping mapping = {0};
    rn_bytes rest = line;
    bool is_brief;
    if (!parse_range(rn_cut_first_word(&rest), &mapping, &is_brief))
        return false;
    if (!is_brief) {
        rn_cut_first_word(&rest); /* permissions */
        if (!rn_parse_hex(rn_cut_first_word(&rest), &mapping.offset))
            return false;
        rn_cut_first_word(&rest); /* device */
        rn_cut_first_word(&rest); /* inode */
    }
    mapping.file = rn_trim(rest);
    if (rn_bytes_end(mapping.file, deleted))
        mapping.file.size -= deleted.size;
    if (RN_GROW(m->mappings, m->mapping_capacity, m->mapping_count + 1))
        m->mappings[m->mapping_count++] = mapping;
    else
        rn_fail_memory(m->report);
    return true;
}

static int compare(const void *a, const void *b)
{
    uint64_t x = ((const rn_mapping *)a)->start, y = ((const rn_mapping *)b)->start;
    return x < y ? -1 : x > y;
}

void rn_address_map_sort(rn_address_map *m)
{
    if (m->mapping_count)
        qsort(m->mappings, m->mapping_count, sizeof *m->mappings, compare);
}

const rn_mapping *rn_address_map_find(const rn_address_map *m, uint64_t address)
{
    size_t low = 0, high = m->mapping_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->mappings[middle].start <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low && address < m->mappings[low - 1].limit ? &m->mappings[low - 1] : NULL;
}

/* ---- symbols ---------------------------------------------------------------------------------- */

static rn_address_symbol parse_symbol(rn_bytes text)
{
    rn_address_symbol out = {.name = text};
    rn_bytes place, name = text;
    if (!rn_symbol_cut_parentheses(&name, &place) || !name.size ||
        !rn_is_blank(name.data[name.size - 1]))
        return out;
    out.name = rn_trim(name);
    if (rn_symbol_cut_line(&place, &out.line))
        out.file = place;
    else
        out.module = place;
    return out;
}

bool rn_address_map_add_symbol(rn_address_map *m, rn_bytes line)
{
    uint64_t address;
    bool is_new;
    rn_bytes rest = line;
    if (!rn_parse_address(rn_cut_first_word(&rest), &address) || address == UINT64_MAX)
        return false;
    rest = rn_trim(rest);
    if (rest.size == 0 || m->symbol_count == RN_NONE)
        return false;
    if (!rn_map_put(&m->addresses, address, (uint32_t)m->symbol_count, &is_new) ||
        !RN_GROW(m->symbols, m->symbol_capacity, m->symbol_count + 1))
        rn_fail_memory(m->report);
    else if (is_new)
        m->symbols[m->symbol_count++] = parse_symbol(rest);
    return true;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static uint32_t make_nameless(rn_address_map *m, uint64_t address)
{
    const rn_mapping *mapping = rn_address_map_find(m, address);
    rn_function_key key = {0};
    rn_buffer name = {0};
    if (mapping && mapping->file.size) {
        key.module = rn_symbol_base_name(mapping->file);
        rn_symbol_put_address(&name, key.module, address - mapping->start + mapping->offset);
    } else {
        rn_symbol_put_address(&name, key.module, address);
    }
    if (name.failed)
        rn_fail_memory(m->report);
    key.name = rn_buffer_bytes(&name);
    uint32_t frame = rn_builder_frame(m->builder, rn_builder_function(m->builder, &key), 0);
    rn_buffer_finish(&name);
    return frame;
}

uint32_t rn_address_map_frame(rn_address_map *m, uint64_t address, bool is_caller)
{
    uint32_t index = address == UINT64_MAX ? RN_NONE : rn_map_get(&m->addresses, address, RN_NONE);
    if (index == RN_NONE)
        return make_nameless(m, address - (is_caller && address));
    const rn_address_symbol *s = &m->symbols[index];
    rn_function_key key = {.name = s->name, .module = s->module, .file = s->file};
    return rn_builder_frame(m->builder, rn_builder_function(m->builder, &key), s->line);
}

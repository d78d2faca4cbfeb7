/* See cost_centre.h. */
#include "read/cost_centre.h"

#include "base/number.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the line begins: after the first ':' or ':(' before a digit. */
static size_t find_line(rn_bytes place, size_t *colon)
{
    for (size_t at = 0; at + 1 < place.size; at++) {
        size_t line = at + 1 + (place.data[at + 1] == '(');
        if (place.data[at] == ':' && line < place.size && is_digit(place.data[line])) {
            *colon = at;
            return line;
        }
    }
    return 0;
}

static void take_place(rn_bytes place, rn_function_key *key)
{
    size_t colon = place.size, from = find_line(place, &colon), to = from;
    uint64_t line = 0;
    if (place.size && place.data[0] == '<')
        return;
    key->file = rn_bytes_slice(place, 0, colon);
    while (from && to < place.size && is_digit(place.data[to]))
        to++;
    if (rn_number_parse_uint(rn_bytes_slice(place, from, to), &line) && line <= UINT32_MAX)
        key->line = (uint32_t)line;
}

uint32_t rn_cost_centre(rn_builder *builder, rn_bytes label, rn_bytes module, rn_bytes place,
                        rn_buffer *scratch)
{
    rn_function_key key = {.line = 0};
    scratch->size = 0;
    rn_put(scratch, module);
    if (module.size)
        rn_put_char(scratch, '.');
    rn_put(scratch, label);
    key.name = rn_buffer_bytes(scratch);
    take_place(place, &key);
    if (scratch->failed)
        rn_fail_memory(rn_builder_report(builder));
    return rn_builder_function(builder, &key);
}

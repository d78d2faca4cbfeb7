/* See gprof_name.h. */
#include "read/gprof_name.h"

#include "base/intern.h"
#include "base/number.h"
#include "base/words.h"

rn_bytes rn_gprof_trim(rn_bytes text)
{
    while (text.size && rn_is_blank(text.data[0]))
        text = rn_bytes_slice(text, 1, text.size);
    while (text.size && rn_is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

bool rn_gprof_cut_index(rn_bytes *text, uint32_t *index)
{
    uint64_t value;
    const char *open = text->size ? memrchr(text->data, '[', text->size) : NULL;
    size_t at = open ? (size_t)(open - text->data) : 0;
    if (!open || text->data[text->size - 1] != ']' ||
        !rn_number_parse_uint(rn_bytes_slice(*text, at + 1, text->size - 1), &value) ||
        value >= RN_NONE)
        return false;
    *index = (uint32_t)value;
    *text = rn_gprof_trim(rn_bytes_slice(*text, 0, at));
    return true;
}

rn_bytes rn_gprof_without_cycle(rn_bytes name)
{
    rn_bytes mark = RN_LITERAL(" <cycle ");
    const char *found = name.size ? memrchr(name.data, '<', name.size) : NULL;
    size_t at = found ? (size_t)(found - name.data) : 0;
    if (at && name.data[name.size - 1] == '>' &&
        rn_bytes_start(rn_bytes_slice(name, at - 1, name.size), mark))
        return rn_gprof_trim(rn_bytes_slice(name, 0, at));
    return name;
}

bool rn_gprof_is_whole_cycle(rn_bytes name)
{
    return rn_bytes_start(name, RN_LITERAL("<cycle ")) &&
           rn_bytes_end(name, RN_LITERAL(" as a whole>"));
}

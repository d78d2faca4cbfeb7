/*     phase:[parse it] step:[1]          texts
 *     bytes:[1024 2048] wait:[3 ms]      numbers, with their units or without
 *
 * Nothing is quoted: a text ends at the last ']' before the next 'key:['; texts of a key that has several
 * of them cannot be told apart, and are one. */
#include "read/pprof_raw_labels.h"

#include <math.h>

#include "base/words.h"

static const rn_bytes OPEN = RN_LITERAL(":[");

bool rn_pprof_raw_is_labels(rn_bytes line)
{
    size_t at;
    return rn_find(line, OPEN, &at);
}

/* Where the value that begins a text ends, and where the next key begins. */
static void find_end(rn_bytes text, size_t *end, size_t *next)
{
    size_t open, limit = text.size;
    if (rn_find(text, OPEN, &open))
        for (limit = open; limit && !rn_is_blank(text.data[limit - 1]);)
            limit--;
    const char *close = limit ? memrchr(text.data, ']', limit) : NULL;
    *end = close ? (size_t)(close - text.data) : limit;
    *next = limit;
}

static bool parse_integer(rn_bytes word, int64_t *number)
{
    double value;
    if (!rn_parse_whole(word, &value) || !(fabs(value) < 0x1p53))
        return false;
    *number = (int64_t)value;
    return true;
}

/* 'NUMBER [UNIT]', cut off the front of a text. */
static bool cut_number(rn_bytes *text, rn_label *label)
{
    int64_t next;
    if (!parse_integer(rn_cut_first_word(text), &label->number))
        return false;
    rn_bytes rest = *text, unit = rn_cut_first_word(&rest);
    label->unit = RN_LITERAL("");
    if (unit.size && !parse_integer(unit, &next)) {
        label->unit = unit;
        *text = rest;
    }
    return true;
}

static bool are_numbers(rn_bytes value)
{
    rn_label label;
    bool are = rn_trim(value).size;
    while (are && (value = rn_trim(value)).size)
        are = cut_number(&value, &label);
    return are;
}

static bool add_value(rn_pprof_labels *l, rn_bytes key, rn_bytes value)
{
    rn_label label = {.key = key, .text = value, .is_number = are_numbers(value)};
    if (!label.is_number)
        return rn_pprof_labels_add(l, label);
    while ((value = rn_trim(value)).size) {
        cut_number(&value, &label);
        if (!rn_pprof_labels_add(l, label))
            return false;
    }
    return true;
}

bool rn_pprof_raw_labels_add(rn_pprof_labels *l, rn_bytes line)
{
    size_t at, end, next;
    while (rn_find(line, OPEN, &at)) {
        rn_bytes key = rn_trim(rn_bytes_slice(line, 0, at));
        line = rn_bytes_slice(line, at + OPEN.size, line.size);
        find_end(line, &end, &next);
        if (!add_value(l, key, rn_bytes_slice(line, 0, end)))
            return false;
        line = rn_bytes_slice(line, next, line.size);
    }
    return true;
}

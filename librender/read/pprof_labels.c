/*  Label   1 key  2 str  3 num  4 num_unit      all but num are strings of the profile's table
 *
 * A label that is no text is a number.  Where the unit of a number is not told, the keys that gperftools
 * and Go write count bytes. */
#include "read/pprof_labels.h"

#include <stdlib.h>

#include "base/grow.h"

enum { LABEL = 3 }; /* of a sample */

void rn_pprof_labels_finish(rn_pprof_labels *l)
{
    free(l->items);
}

static bool is_of_bytes(rn_bytes key)
{
    return rn_bytes_equal(key, RN_LITERAL("bytes")) || rn_bytes_equal(key, RN_LITERAL("request")) ||
           rn_bytes_equal(key, RN_LITERAL("alignment"));
}

bool rn_pprof_labels_add(rn_pprof_labels *l, rn_label label)
{
    if (!RN_GROW(l->items, l->capacity, l->count + 1))
        return false;
    if (label.is_number && !label.unit.size && is_of_bytes(label.key))
        label.unit = RN_LITERAL("bytes");
    l->items[l->count++] = label;
    return true;
}

static bool add(rn_pprof_labels *l, rn_pprof_tables *tables, const rn_wire *wire)
{
    enum { KEY, TEXT, NUMBER, UNIT, FIELDS };
    uint64_t fields[FIELDS] = {0};
    rn_label label = {0};
    if (!rn_pprof_numbers(tables, wire->bytes, fields, FIELDS) ||
        !rn_pprof_string(tables, fields[KEY], &label.key) ||
        !rn_pprof_string(tables, fields[TEXT], &label.text) ||
        !rn_pprof_string(tables, fields[UNIT], &label.unit))
        return false;
    label.is_number = !fields[TEXT];
    label.number = (int64_t)fields[NUMBER];
    if (label.is_number && !fields[NUMBER] && !fields[UNIT])
        return true;
    if (!rn_pprof_labels_add(l, label))
        rn_fail_memory(tables->report);
    return !tables->report->error.status;
}

bool rn_pprof_labels_read(rn_pprof_labels *l, rn_pprof_tables *tables, rn_bytes sample)
{
    rn_wire w = rn_wire_of(sample);
    l->count = 0;
    while (rn_wire_next(&w)) {
        if (w.field != LABEL)
            continue;
        if (w.type != RN_WIRE_BYTES)
            return rn_pprof_fail(tables, w.input.data + w.start,
                                 "a number where a label should be");
        if (!add(l, tables, &w))
            return false;
    }
    return rn_pprof_check_end(tables, &w);
}

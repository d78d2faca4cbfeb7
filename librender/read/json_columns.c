#include "read/json_columns.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

/* ---- columns ---------------------------------------------------------------------------------- */

bool rn_column_add(rn_column *c, rn_report *report, double value)
{
    if (c->count >= c->capacity && !RN_GROW(c->items, c->capacity, c->count + 1)) {
        rn_fail_memory(report);
        return false;
    }
    c->items[c->count++] = value;
    return true;
}

double rn_column_get(const rn_column *c, size_t row)
{
    return row < c->count ? c->items[row] : NAN;
}

bool rn_column_index(const rn_column *c, size_t row, size_t count, const char *what,
                     rn_report *report, uint32_t *index)
{
    double value = rn_column_get(c, row);
    *index = RN_NONE;
    if (isnan(value) || value == -1)
        return true;
    if (!(value >= 0 && value < (double)count && value == floor(value)) || value >= RN_NONE) {
        rn_fail(report, RENDER_ERROR_MALFORMED, 0, 0,
                "%.17g is no number of %s, of which there are %zu", value, what, count);
        return false;
    }
    *index = (uint32_t)value;
    return true;
}

bool rn_json_take_number(rn_json *json, double *value)
{
    size_t depth = json->depth;
    *value = json->token == RN_JSON_NUMBER ? rn_json_number(json) : NAN;
    bool opens = json->token == RN_JSON_ARRAY_BEGIN || json->token == RN_JSON_OBJECT_BEGIN;
    while (opens && json->depth >= depth && json->token != RN_JSON_ERROR)
        rn_json_next(json);
    return json->token != RN_JSON_ERROR;
}

/* The whole numbers that follow one another. */
static bool read_small(rn_json *json, rn_column *c)
{
    enum { AT_ONCE = 64 };
    uint32_t values[AT_ONCE];
    size_t count;
    while ((count = rn_json_take_small(json, UINT32_MAX, values, AT_ONCE)))
        for (size_t i = 0; i < count; i++)
            if (!rn_column_add(c, json->report, values[i]))
                return false;
    return true;
}

bool rn_column_read(rn_json *json, rn_column *c)
{
    double value;
    c->count = 0;
    if (rn_json_next(json) == RN_JSON_NULL)
        return true;
    if (json->token != RN_JSON_ARRAY_BEGIN)
        return rn_json_refuse(json, "an array of numbers");
    for (;;) {
        if (!read_small(json, c))
            return false;
        if (rn_json_next(json) == RN_JSON_ARRAY_END)
            return true;
        if (!rn_json_take_number(json, &value) || !rn_column_add(c, json->report, value))
            return false;
    }
}

void rn_column_finish(rn_column *c)
{
    free(c->items);
}

/* ---- texts ------------------------------------------------------------------------------------ */

bool rn_texts_add(rn_texts *t, rn_report *report, rn_bytes text)
{
    rn_put(&t->bytes, text);
    if (t->bytes.failed || !RN_GROW(t->ends, t->capacity, t->count + 1)) {
        rn_fail_memory(report);
        return false;
    }
    t->ends[t->count++] = t->bytes.size;
    return true;
}

bool rn_texts_read(rn_json *json, rn_texts *t)
{
    double number;
    rn_texts_clear(t);
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of strings"))
        return false;
    while (rn_json_next(json) != RN_JSON_ARRAY_END) {
        bool is_text = json->token == RN_JSON_STRING;
        if (!rn_texts_add(t, json->report, is_text ? json->text : RN_LITERAL("")) ||
            !rn_json_take_number(json, &number))
            return false;
    }
    return true;
}

rn_bytes rn_texts_get(const rn_texts *t, uint32_t index)
{
    if (index >= t->count)
        return RN_LITERAL("");
    size_t start = index ? t->ends[index - 1] : 0;
    if (t->ends[index] == start)
        return RN_LITERAL("");
    return (rn_bytes){t->bytes.data + start, t->ends[index] - start};
}

void rn_texts_clear(rn_texts *t)
{
    t->bytes.size = t->count = 0;
}

void rn_texts_finish(rn_texts *t)
{
    rn_buffer_finish(&t->bytes);
    free(t->ends);
}

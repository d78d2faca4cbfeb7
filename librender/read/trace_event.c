/* See trace_event.h. */
#include "read/trace_event.h"

#include <math.h>

#include "base/number.h"

/* ---- members ---------------------------------------------------------------------------------- */

/* A string or a number; nothing when it is something else. */
static bool take_text(rn_json *json, rn_bytes *text)
{
    rn_bytes raw = rn_json_next_raw(json);
    if (json->token == RN_JSON_STRING || json->token == RN_JSON_NUMBER)
        *text = raw;
    return json->token > RN_JSON_END;
}

static bool take_time(rn_json *json, rn_trace_number *number)
{
    rn_bytes raw = rn_json_next_raw(json);
    bool is_number = json->token == RN_JSON_NUMBER;
    if (is_number || json->token == RN_JSON_STRING)
        *number = (rn_trace_number){raw, is_number && json->is_plain, json->is_negative,
                                    json->places, json->digits};
    return json->token > RN_JSON_END;
}

static bool take_phase(rn_json *json, rn_trace_event *event)
{
    rn_bytes text = RN_LITERAL("");
    bool taken = take_text(json, &text);
    event->phase = text.size == 1 ? text.data[0] : 0;
    return taken;
}

static bool take_weight(rn_json *json, double *weight)
{
    double value;
    rn_bytes text = RN_LITERAL("");
    bool taken = take_text(json, &text);
    if (rn_number_parse(text, &value) && isfinite(value) && value >= 0)
        *weight = value;
    return taken;
}

static bool take_line(rn_json *json, uint32_t *line)
{
    uint64_t value;
    rn_bytes text = RN_LITERAL("");
    bool taken = take_text(json, &text);
    *line = rn_number_parse_uint(text, &value) && value <= UINT32_MAX ? (uint32_t)value : 0;
    return taken;
}

/* Of ids that are local to a process or global: {"local": "0x7"}. */
static bool take_id(rn_json *json, rn_bytes *id)
{
    size_t depth = json->depth;
    rn_json_token token = rn_json_next(json);
    if (token == RN_JSON_STRING)
        *id = json->raw;
    else if (token == RN_JSON_NUMBER)
        *id = json->text;
    while (token > RN_JSON_END && json->depth > depth) {
        token = rn_json_next(json);
        if (token == RN_JSON_STRING)
            *id = json->raw;
    }
    return token > RN_JSON_END;
}

/* ---- args ------------------------------------------------------------------------------------- */

static bool take_argument(rn_json *json, rn_trace_event *event, bool *has_count)
{
    rn_bytes key = json->raw;
#define IS(text) rn_bytes_equal(key, RN_LITERAL(text))
    switch (key.size) {
    case 3:
        if (IS("url"))
            return take_text(json, &event->file);
        break;
    case 4:
        if (IS("name"))
            return take_text(json, &event->label);
        if (IS("line"))
            return take_line(json, &event->line);
        if (IS("data"))
            event->data = json->at;
        break;
    case 5:
        *has_count |= IS("count");
        break;
    case 6:
        if (IS("detail"))
            return take_text(json, &event->detail);
        event->is_total |= *has_count && IS("avg ms");
        break;
    case 8:
        if (IS("filename"))
            return take_text(json, &event->file);
        break;
    }
#undef IS
    return rn_json_skip(json);
}

static bool take_arguments(rn_json *json, rn_trace_event *event)
{
    bool has_count = false;
    size_t depth = json->depth, start = json->at;
    rn_json_token token = rn_json_next(json);
    while (token == RN_JSON_OBJECT_BEGIN && json->depth > depth)
        if (rn_json_next(json) == RN_JSON_KEY ? !take_argument(json, event, &has_count)
                                              : json->token != RN_JSON_OBJECT_END)
            return false;
    while (token == RN_JSON_ARRAY_BEGIN && json->depth > depth)
        if (rn_json_next(json) <= RN_JSON_END)
            return false;
    start = rn_json_blanks_end(json->input, start);
    event->args = rn_bytes_slice(json->input, start, json->at);
    return token > RN_JSON_END;
}

/* ---- events ----------------------------------------------------------------------------------- */

static bool take_member(rn_json *json, rn_trace_event *event)
{
    rn_bytes key = json->raw;
    const char *c = key.data;
    switch (key.size) {
    case 2:
        if (c[0] == 't' && c[1] == 's')
            return take_time(json, &event->time);
        if (c[0] == 'p' && c[1] == 'h')
            return take_phase(json, event);
        if (c[0] == 'i' && c[1] == 'd')
            return take_id(json, &event->id);
        if (c[0] == 's' && c[1] == 'f')
            return take_text(json, &event->frame);
        break;
    case 3:
        if (memcmp(c, "pid", 3) == 0)
            return take_text(json, &event->pid);
        if (memcmp(c, "tid", 3) == 0)
            return take_text(json, &event->tid);
        if (memcmp(c, "dur", 3) == 0)
            return take_time(json, &event->duration);
        if (memcmp(c, "cat", 3) == 0)
            return take_text(json, &event->category);
        if (memcmp(c, "id2", 3) == 0)
            return take_id(json, &event->id);
        break;
    case 4:
        if (memcmp(c, "name", 4) == 0)
            return take_text(json, &event->name);
        if (memcmp(c, "args", 4) == 0)
            return take_arguments(json, event);
        break;
    case 6:
        if (memcmp(c, "weight", 6) == 0)
            return take_weight(json, &event->weight);
        break;
    }
    return rn_json_skip(json);
}

/* Member by member, which is nothing but stores: copies of the whole, and of what was stored just before, take longer
 * than to read the members. */
static void clear(rn_trace_event *event)
{
    const rn_bytes none = RN_LITERAL("");
    event->phase = 0;
    event->name = none;
    event->category = none;
    event->pid = none;
    event->tid = none;
    event->id = none;
    event->frame = none;
    event->time.text = none;
    event->time.is_plain = false;
    event->duration.text = none;
    event->duration.is_plain = false;
    event->weight = 1;
    event->label = none;
    event->file = none;
    event->detail = none;
    event->args = none;
    event->line = 0;
    event->is_total = false;
    event->data = 0;
}

bool rn_trace_take_event(rn_json *json, rn_trace_event *event)
{
    clear(event);
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!take_member(json, event))
            return false;
    return json->token == RN_JSON_OBJECT_END;
}

/* ---- times ------------------------------------------------------------------------------------ */

enum { PLACES_MAX = 9 }; /* of a fraction */

typedef struct decimal {
    int64_t whole, fraction; /* both without the sign */
    int places;              /* of the fraction */
    bool negative;
} decimal;

/* Digits with a point, as almost all times are; false for others and very long ones. */
static bool parse_decimal(rn_bytes text, decimal *number)
{
    enum { WHOLE_MAX = 18 };
    *number = (decimal){0};
    size_t at = text.size && text.data[0] == '-', start = at;
    number->negative = at;
    for (; at < text.size && text.data[at] >= '0' && text.data[at] <= '9'; at++)
        if (at - start < WHOLE_MAX)
            number->whole = number->whole * 10 + (text.data[at] - '0');
    if (at == start || at - start > WHOLE_MAX)
        return false;
    if (at == text.size)
        return true;
    if (text.data[at++] != '.' || text.size - at > PLACES_MAX || at == text.size)
        return false;
    for (; at < text.size && text.data[at] >= '0' && text.data[at] <= '9'; at++, number->places++)
        number->fraction = number->fraction * 10 + (text.data[at] - '0');
    return at == text.size;
}

/* The same of what the tokenizer may have seen already. */
static bool take_decimal(const rn_trace_number *from, decimal *number)
{
    static const uint64_t powers[] = {1,      10,      100,      1000,      10000,
                                      100000, 1000000, 10000000, 100000000, 1000000000};
    if (!from->is_plain || from->places > PLACES_MAX)
        return parse_decimal(from->text, number);
    uint64_t scale = powers[from->places];
    uint64_t whole = from->places ? from->digits / scale : from->digits;
    *number = (decimal){.whole = (int64_t)whole,
                        .fraction = (int64_t)(from->digits - whole * scale),
                        .places = from->places,
                        .negative = from->is_negative};
    return true;
}

/* Whole ns come out exactly, however large the time is: a double holds the ns of 104 days. */
bool rn_trace_time(const rn_trace_number *time, int64_t base, double *ns)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    decimal number;
    if (take_decimal(time, &number)) {
        double whole = (double)((number.negative ? -number.whole : number.whole) - base);
        double scale = powers[number.places];
        double fraction = (double)(number.negative ? -number.fraction : number.fraction);
        *ns = number.places <= 3 ? whole * 1000 + fraction * (1000 / scale)
                                 : (whole * scale + fraction) / (scale / 1000);
        return true;
    }
    double us;
    if (!rn_number_parse(time->text, &us))
        return false;
    *ns = (us - (double)base) * 1000;
    return isfinite(*ns);
}

int64_t rn_trace_base(const rn_trace_number *time)
{
    decimal number;
    if (!take_decimal(time, &number))
        return 0;
    return number.negative ? -number.whole : number.whole;
}

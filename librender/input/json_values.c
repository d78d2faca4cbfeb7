/* See json_values.h. */
#include "input/json_values.h"

bool rn_json_refuse(rn_json *json, const char *what)
{
    rn_json_fail(json, what);
    return false;
}

bool rn_json_expect(rn_json *json, rn_json_token token, const char *what)
{
    return rn_json_next(json) == token || rn_json_refuse(json, what);
}

bool rn_json_note(rn_json *json, size_t *at)
{
    *at = json->at;
    return rn_json_pass(json);
}

bool rn_json_note_members(rn_json *json, const char *const *names, size_t count, size_t optional,
                          size_t *at)
{
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY) {
        size_t i = 0;
        while (i < count && !rn_json_is_key(json, names[i]))
            i++;
        if (!(i < count ? rn_json_note(json, &at[i]) : rn_json_skip(json)))
            return false;
    }
    if (json->token != RN_JSON_OBJECT_END || !rn_json_expect(json, RN_JSON_END, "the end"))
        return false;
    for (size_t i = optional; i < count; i++)
        if (!at[i]) {
            rn_fail(json->report, RENDER_ERROR_MALFORMED, 0, 0, "\"%s\" is missing", names[i]);
            return false;
        }
    return true;
}

bool rn_json_next_number(rn_json *json, double *number)
{
    if (!rn_json_expect(json, RN_JSON_NUMBER, "a number"))
        return false;
    *number = rn_json_number(json);
    return true;
}

bool rn_json_take_index(rn_json *json, size_t count, const char *what, size_t *index)
{
    uint64_t value;
    if (json->token != RN_JSON_NUMBER || !rn_json_whole(json, &value) || value >= count)
        return rn_json_refuse(json, what);
    *index = (size_t)value;
    return true;
}

bool rn_json_next_line(rn_json *json, uint32_t *line)
{
    *line = 0;
    if (rn_json_next(json) == RN_JSON_NULL)
        return true;
    if (json->token != RN_JSON_NUMBER)
        return rn_json_refuse(json, "a line or null");
    double value = rn_json_number(json);
    *line = value >= 1 && value <= UINT32_MAX ? (uint32_t)value : 0;
    return true;
}

bool rn_json_next_text(rn_json *json, rn_buffer *text)
{
    text->size = 0;
    if (rn_json_next(json) == RN_JSON_NULL)
        return true;
    if (json->token != RN_JSON_STRING)
        return rn_json_refuse(json, "a string or null");
    rn_put(text, json->text);
    if (text->failed)
        rn_fail_memory(json->report);
    return !text->failed;
}

void rn_json_unescape(rn_bytes raw, rn_buffer *text)
{
    if (!raw.size || !memchr(raw.data, '\\', raw.size)) {
        rn_put(text, raw);
        return;
    }
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, (rn_bytes){raw.data - 1, raw.size + 2}, 1, &report); /* with its quotes */
    if (rn_json_next(&json) == RN_JSON_STRING)
        rn_put(text, json.text);
    text->failed |= report.error.status == RENDER_ERROR_MEMORY;
    rn_json_finish(&json);
    rn_report_finish(&report);
}

/* ---- detection -------------------------------------------------------------------------------- */

/* Python's profile dumps begin with a brace, too. */
static bool may_be_object(rn_bytes head, size_t brace)
{
    size_t first = rn_json_blanks_end(head, brace + 1);
    return first == head.size || head.data[first] == '"' || head.data[first] == '}';
}

/* Past the closing quote of the string whose quote is at `at`. */
static size_t skip_string(rn_bytes head, size_t at)
{
    for (at++; at < head.size && head.data[at] != '"'; at++)
        at += head.data[at] == '\\';
    return at < head.size ? at + 1 : head.size;
}

rn_bytes rn_json_find_key(rn_bytes head, const char *key)
{
    size_t depth = 0, at = rn_json_blanks_end(head, 0);
    if (at == head.size || head.data[at] != '{' || !may_be_object(head, at))
        return RN_LITERAL("");
    while (at < head.size) {
        size_t start = at;
        char c = head.data[at];
        at = c == '"' ? skip_string(head, at) : at + 1;
        if (c == '{' || c == '[')
            depth++;
        if ((c == '}' || c == ']') && --depth == 0)
            break;
        if (c != '"' || depth != 1)
            continue;
        size_t colon = rn_json_blanks_end(head, at);
        if (colon == head.size || head.data[colon] != ':')
            continue;
        if (rn_bytes_equal(rn_bytes_slice(head, start + 1, at - 1), rn_bytes_of(key)))
            return rn_bytes_slice(head, rn_json_blanks_end(head, colon + 1), head.size);
    }
    return RN_LITERAL("");
}

rn_bytes rn_json_find_item(rn_bytes head)
{
    size_t at = rn_json_blanks_end(head, 0);
    if (at == head.size || head.data[at] != '[')
        return RN_LITERAL("");
    return rn_bytes_slice(head, rn_json_blanks_end(head, at + 1), head.size);
}

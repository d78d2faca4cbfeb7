/* Text:
 *
 *     @name[
 *         f+4
 *     , bash, 12]: 3
 *
 * JSON, one value a line:
 *
 *     {"type": "map", "data": {"@name": {"\n    f+4\n,bash,12": 3}}} */
#include "read/bpftrace_entry.h"

#include <math.h>

#include "base/words.h"

void rn_bpftrace_open(rn_bpftrace_file *f, rn_bytes input, uint32_t nesting, rn_report *report)
{
    *f = (rn_bpftrace_file){.report = report, .input = input, .lines = rn_lines_of(input)};
    rn_json_init(&f->json, input, nesting, report);
}

void rn_bpftrace_close(rn_bpftrace_file *f)
{
    rn_json_finish(&f->json);
    rn_buffer_finish(&f->map);
    rn_buffer_finish(&f->key);
}

/* ---- values ----------------------------------------------------------------------------------- */

/* The number after NAME. */
static bool find_number(rn_bytes text, rn_bytes name, double *number)
{
    size_t at;
    if (!rn_find(text, name, &at))
        return false;
    rn_bytes rest = rn_bytes_slice(text, at + name.size, text.size);
    rn_bytes word = rn_cut_first_word(&rest);
    word.size -= word.size && word.data[word.size - 1] == ',';
    return rn_parse_whole(word, number);
}

static void take_value(rn_bytes text, rn_bpftrace_entry *out)
{
    out->has_value = rn_parse_whole(text, &out->value);
    if (out->has_value || !rn_bytes_start(text, RN_LITERAL("count ")))
        return;
    out->is_summary = out->has_value = find_number(text, RN_LITERAL("count "), &out->count) &&
                                       find_number(text, RN_LITERAL("total "), &out->value);
}

/* ---- text ------------------------------------------------------------------------------------- */

/* '@name[' */
static bool is_beginning(rn_bytes line, size_t *name_end)
{
    size_t at = 1;
    if (line.size == 0 || line.data[0] != '@')
        return false;
    for (; at < line.size; at++) {
        char c = line.data[at], lower = (char)(c | 0x20);
        if (c != '_' && (lower < 'a' || lower > 'z') && (c < '0' || c > '9'))
            break;
    }
    *name_end = at;
    return at < line.size && line.data[at] == '[';
}

/* Where the last ']:' of a line stands, which ends the key. */
static bool find_end(rn_bytes line, size_t *end)
{
    for (size_t at = line.size; at >= 2; at--) {
        if (line.data[at - 1] == ':' && line.data[at - 2] == ']') {
            *end = at - 2;
            return true;
        }
    }
    return false;
}

/* The lines up to the end of the entry; one that cannot belong to it is left. */
static void take_text_entry(rn_bpftrace_file *f, rn_bytes line, size_t name_end,
                            rn_bpftrace_entry *out)
{
    const char *start = line.data + name_end + 1;
    size_t end;
    out->map = rn_bytes_slice(line, 1, name_end);
    rn_bytes rest = rn_bytes_slice(line, name_end + 1, line.size);
    while (!find_end(rest, &end)) {
        rn_lines before = f->lines;
        out->is_cut =
            !rn_lines_next(&f->lines, &rest) || rest.size == 0 || !memchr(" \t,]", rest.data[0], 4);
        if (out->is_cut) {
            f->lines = before;
            return;
        }
        if (rn_is_blank(rest.data[0])) /* a frame, whatever is in it */
            rest.size = 0;
    }
    out->key = (rn_bytes){start, (size_t)(rest.data + end - start)};
    take_value(rn_trim(rn_bytes_slice(rest, end + 2, rest.size)), out);
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static bool keep_text(rn_bpftrace_file *f, rn_buffer *to)
{
    to->size = 0;
    rn_put(to, f->json.text);
    if (to->failed)
        rn_fail_memory(f->report);
    return !to->failed;
}

/* Steps out of what is deeper. */
static void leave(rn_json *json, size_t depth)
{
    while (json->depth > depth && rn_json_next(json) != RN_JSON_ERROR)
        continue;
}

/* '{"type": "map"' and the like; lines of other types hold no maps. */
static bool has_maps(rn_bytes line, bool *is_average)
{
    static const rn_bytes types[] = {
        {"\"map\"", 5}, {"\"stats\"", 7}, {"\"hist\"", 6}, {"\"lhist\"", 7}};
    static const rn_bytes start = RN_LITERAL("{\"type\":");
    if (!rn_bytes_start(line, start))
        return false;
    rn_bytes rest = rn_trim(rn_bytes_slice(line, start.size, line.size));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (rn_bytes_start(rest, types[i])) {
            *is_average = i == 1;
            return true;
        }
    }
    return false;
}

/* Goes to the first map of the line at hand. */
static void enter_line(rn_bpftrace_file *f, rn_bytes line)
{
    rn_json *json = &f->json;
    json->input = (rn_bytes){f->input.data, f->lines.start + line.size};
    rn_json_seek_inside(json, f->lines.start, 0);
    rn_json_next(json);
    while (rn_json_next(json) == RN_JSON_KEY) {
        if (rn_json_is_key(json, "data")) {
            f->in_json = rn_json_next(json) == RN_JSON_OBJECT_BEGIN;
            return;
        }
        rn_json_skip(json);
    }
}

static void take_summary(rn_bpftrace_file *f, rn_bpftrace_entry *out)
{
    rn_json *json = &f->json;
    out->count = out->value = INFINITY;
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool is_count = rn_json_is_key(json, "count");
        if (!is_count && !rn_json_is_key(json, "total"))
            rn_json_skip(json);
        else if (!rn_json_next_number(json, is_count ? &out->count : &out->value))
            return;
    }
    out->is_summary = out->has_value = isfinite(out->count) && isfinite(out->value);
}

/* Takes the value of the key at hand. */
static void take_json_entry(rn_bpftrace_file *f, rn_bpftrace_entry *out)
{
    rn_json *json = &f->json;
    size_t depth = json->depth;
    out->is_json = true;
    out->map = rn_json_text(&f->map);
    if (out->map.size && out->map.data[0] == '@')
        out->map = rn_bytes_slice(out->map, 1, out->map.size);
    if (!keep_text(f, &f->key))
        return;
    out->key = rn_json_text(&f->key);
    if (rn_json_next(json) == RN_JSON_NUMBER) {
        out->value = rn_json_number(json);
        out->has_value = !f->is_average && isfinite(out->value);
    } else if (json->token == RN_JSON_OBJECT_BEGIN) {
        take_summary(f, out);
    }
    leave(json, depth);
}

/* The next entry of the line at hand; false at its end. */
static bool next_in_line(rn_bpftrace_file *f, rn_bpftrace_entry *out)
{
    enum { IN_DATA = 2, IN_MAP = 3 };
    rn_json *json = &f->json;
    while (f->in_json) {
        rn_json_token token = rn_json_next(json);
        f->in_json = token != RN_JSON_ERROR && token != RN_JSON_END;
        if (token != RN_JSON_KEY)
            continue;
        if (json->depth == IN_MAP) {
            take_json_entry(f, out);
            return !f->report->error.status;
        }
        if (json->depth == IN_DATA && keep_text(f, &f->map) &&
            rn_json_next(json) == RN_JSON_ARRAY_BEGIN)
            leave(json, IN_DATA);
        else if (json->depth < IN_DATA)
            rn_json_skip(json);
    }
    return false;
}

/* ---- entries ---------------------------------------------------------------------------------- */

bool rn_bpftrace_next(rn_bpftrace_file *f, rn_bpftrace_entry *out)
{
    rn_bytes line;
    size_t name_end;
    while (!f->report->error.status) {
        *out = (rn_bpftrace_entry){.offset = f->lines.start, .line = f->lines.number};
        if (f->in_json) {
            if (next_in_line(f, out))
                return true;
            continue;
        }
        if (!rn_lines_next(&f->lines, &line))
            return false;
        out->offset = f->lines.start;
        out->line = f->lines.number;
        if (is_beginning(line, &name_end)) {
            take_text_entry(f, line, name_end, out);
            return true;
        }
        if (has_maps(line, &f->is_average))
            enter_line(f, line);
    }
    return false;
}

/* ---- keys ------------------------------------------------------------------------------------- */

static bool is_newline(rn_bytes key, size_t at)
{
    return at < key.size && (key.data[at] == '\n' || key.data[at] == '\r');
}

/* Where the lines of a stack end: at a line that is not indented. */
static size_t find_stack_end(rn_bytes key, size_t at)
{
    while (at < key.size) {
        const char *end = memchr(key.data + at, '\n', key.size - at);
        at = end ? (size_t)(end + 1 - key.data) : key.size;
        if (at < key.size && !rn_is_blank(key.data[at]))
            break;
    }
    return at;
}

static size_t find_comma(const rn_bpftrace_entry *entry, size_t at)
{
    rn_bytes key = entry->key;
    for (const char *found; at < key.size; at++) {
        found = memchr(key.data + at, ',', key.size - at);
        at = found ? (size_t)(found - key.data) : key.size;
        if (entry->is_json || at + 1 >= key.size || key.data[at + 1] == ' ' ||
            is_newline(key, at + 1))
            break;
    }
    return at;
}

bool rn_bpftrace_next_part(const rn_bpftrace_entry *entry, size_t *at, rn_bpftrace_part *part)
{
    rn_bytes key = entry->key;
    if (*at > key.size)
        return false;
    part->is_stack = is_newline(key, *at);
    size_t end = part->is_stack ? find_stack_end(key, *at) : find_comma(entry, *at);
    part->text = rn_bytes_slice(key, *at, end);
    *at = end + 1;
    if (!entry->is_json && *at < key.size && key.data[*at] == ' ')
        ++*at;
    return true;
}

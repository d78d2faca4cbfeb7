/* See trace_frames.h.  Names of some writers also say where a function is:
 *
 *     parse (/srv/app/json.py:12)     viztracer
 *     parse(http://host/app.js:12:3)  Hermes
 *     json/decoder.py(332): decode    PyTorch's profiler
 */
#include "read/trace_frames.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "read/frame_text.h"
#include "read/lanes.h"

static bool fail_memory(rn_trace_frames *f)
{
    rn_fail_memory(rn_builder_report(f->builder));
    return false;
}

/* ---- texts ------------------------------------------------------------------------------------ */

bool rn_trace_text(rn_trace_frames *f, rn_bytes raw, uint32_t *text)
{
    uint32_t count = f->seen.count;
    *text = rn_memo_put(&f->seen, raw);
    if (*text >= RN_LANE_NAMES)
        return fail_memory(f);
    if (f->seen.count == count)
        return true;
    size_t old = f->plain_capacity;
    if (!RN_GROW(f->texts, f->text_capacity, *text + (size_t)1) ||
        !RN_GROW(f->plain, f->plain_capacity, *text + (size_t)1))
        return fail_memory(f);
    memset(f->plain + old, 0, (f->plain_capacity - old) * sizeof *f->plain);
    f->texts[*text] = raw;
    return true;
}

void rn_trace_put_text(const rn_trace_frames *f, uint32_t text, rn_buffer *out)
{
    rn_json_unescape(f->texts[text], out);
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool add_frame(rn_trace_frames *f, const rn_trace_frame *frame, uint32_t *id)
{
    if (f->count >= INT32_MAX || !RN_GROW(f->items, f->capacity, f->count + 1))
        return fail_memory(f);
    *id = (uint32_t)f->count;
    f->items[f->count++] = *frame;
    return true;
}

/* One step: the number of (before, text), new or old. */
static bool step(rn_trace_frames *f, rn_map *map, uint32_t before, uint32_t text, uint32_t *count,
                 uint32_t *id)
{
    bool is_new = false;
    uint32_t *found = rn_map_put(map, rn_map_pair(before, text), *count, &is_new);
    if (!found)
        return fail_memory(f);
    *id = *found;
    *count += is_new;
    return true;
}

static bool find_long(rn_trace_frames *f, const rn_trace_frame *frame, uint32_t *id)
{
    bool is_new = false;
    uint32_t at;
    if (!step(f, &f->extras, frame->name, frame->extra, &f->extra_count, &at) ||
        !step(f, &f->files, at, frame->file, &f->file_count, &at))
        return false;
    uint32_t *found =
        rn_map_put(&f->lines, rn_map_pair(at, frame->line), (uint32_t)f->count, &is_new);
    if (!found)
        return fail_memory(f);
    *id = *found;
    return !is_new || add_frame(f, frame, id);
}

bool rn_trace_find_frame(rn_trace_frames *f, const rn_trace_frame *frame, uint32_t *id)
{
    if (frame->extra != RN_NONE || frame->file != RN_NONE || frame->line)
        return find_long(f, frame, id);
    if (f->plain[frame->name]) {
        *id = f->plain[frame->name] - 1;
        return true;
    }
    if (!add_frame(f, frame, id))
        return false;
    f->plain[frame->name] = *id + 1;
    return true;
}

/* ---- names that say where --------------------------------------------------------------------- */

static bool cut_digits(rn_bytes *text, char before, uint32_t *number)
{
    uint64_t value;
    size_t at = text->size;
    while (at && text->data[at - 1] >= '0' && text->data[at - 1] <= '9')
        at--;
    if (at < 2 || text->data[at - 1] != before ||
        !rn_number_parse_uint(rn_bytes_slice(*text, at, text->size), &value) || value > UINT32_MAX)
        return false;
    *number = (uint32_t)value;
    text->size = at - 1;
    return true;
}

/* 'name(url:line:column)' */
static bool take_url(rn_bytes text, rn_frame_text *out)
{
    uint32_t column;
    const char *open = text.size ? memchr(text.data, '(', text.size) : NULL;
    if (!open || open == text.data || open[-1] == ' ' || text.data[text.size - 1] != ')')
        return false;
    size_t at = (size_t)(open - text.data);
    rn_bytes place = rn_bytes_slice(text, at + 1, text.size - 1);
    if (!cut_digits(&place, ':', &column) || !cut_digits(&place, ':', &out->line))
        return false;
    out->function.name = rn_bytes_slice(text, 0, at);
    out->function.file = place;
    return true;
}

/* 'file.py(line): name' */
static bool take_python(rn_bytes text, rn_frame_text *out)
{
    const char *found = text.size ? memmem(text.data, text.size, "): ", 3) : NULL;
    if (!found)
        return false;
    rn_bytes place = rn_bytes_slice(text, 0, (size_t)(found - text.data));
    if (!cut_digits(&place, '(', &out->function.line) || !rn_bytes_end(place, RN_LITERAL(".py")))
        return false;
    out->function.name = rn_bytes_slice(text, (size_t)(found - text.data) + 3, text.size);
    out->function.file = place;
    return out->function.name.size > 0;
}

/* viztracer's line is where the function begins. */
static rn_frame_text parse_name(rn_bytes text)
{
    rn_frame_text frame = {.function = {.name = text}};
    if (take_url(text, &frame) || take_python(text, &frame))
        return frame;
    frame = rn_frame_text_parse(text);
    if (!frame.function.file.size || !frame.line)
        return (rn_frame_text){.function = {.name = text}};
    frame.function.line = frame.line;
    frame.line = 0;
    return frame;
}

static void make_frame(rn_trace_frames *f, rn_trace_frame *frame)
{
    f->name.size = f->file.size = 0;
    if (frame->name != RN_NONE)
        rn_trace_put_text(f, frame->name, &f->name);
    if (frame->extra != RN_NONE) {
        rn_put_char(&f->name, ' ');
        if (f->extra_is_json)
            rn_put(&f->name, f->texts[frame->extra]);
        else
            rn_trace_put_text(f, frame->extra, &f->name);
    }
    if (f->name.size == 0)
        rn_put_text(&f->name, "(unnamed)");
    if (frame->file != RN_NONE)
        rn_trace_put_text(f, frame->file, &f->file);
    if (f->name.failed || f->file.failed)
        fail_memory(f);
    rn_bytes name = rn_json_text(&f->name);
    rn_frame_text text = {.function = {.name = name, .file = rn_json_text(&f->file)},
                          .line = frame->line};
    if (frame->file == RN_NONE && frame->extra == RN_NONE)
        text = parse_name(name);
    frame->function = rn_builder_function(f->builder, &text.function);
    frame->frame = rn_builder_frame(f->builder, frame->function, text.line);
}

const rn_trace_frame *rn_trace_builder_frame(rn_trace_frames *f, uint32_t id)
{
    rn_trace_frame *frame = &f->items[id];
    if (frame->frame == RN_NONE)
        make_frame(f, frame);
    return frame;
}

/* ---- stackFrames ------------------------------------------------------------------------------ */

static bool take_member(rn_trace_frames *f, rn_json *json, uint32_t *text)
{
    rn_json_token token = rn_json_next_scalar(json);
    if (token == RN_JSON_STRING)
        return rn_trace_text(f, json->raw, text);
    return token == RN_JSON_NUMBER ? rn_trace_text(f, json->text, text) : token > RN_JSON_END;
}

static bool take_stack(rn_trace_frames *f, rn_json *json, uint32_t key)
{
    bool is_new = false;
    rn_trace_stack stack = {RN_NONE, RN_NONE, RN_NONE, 0, RN_NONE};
    if (rn_json_next(json) != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(json, "a stack frame");
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(json, "name")     ? take_member(f, json, &stack.name)
                     : rn_json_is_key(json, "parent") ? take_member(f, json, &stack.parent)
                                                      : rn_json_skip(json);
        if (!taken)
            return false;
    }
    if (json->token != RN_JSON_OBJECT_END)
        return false;
    uint32_t *id = rn_map_put(&f->stack_of, key, (uint32_t)f->stack_count, &is_new);
    if (!id || !RN_GROW(f->stacks, f->stack_capacity, f->stack_count + 1))
        return fail_memory(f);
    f->stacks[*id] = stack;
    f->stack_count += is_new;
    return true;
}

bool rn_trace_take_stacks(rn_trace_frames *f, rn_json *json)
{
    if (rn_json_next(json) != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(json, "an object of stack frames");
    while (rn_json_next(json) == RN_JSON_KEY) {
        uint32_t key;
        if (!rn_trace_text(f, json->raw, &key) || !take_stack(f, json, key))
            return false;
    }
    return json->token == RN_JSON_OBJECT_END;
}

static uint32_t find_stack(const rn_trace_frames *f, uint32_t key)
{
    return key == RN_NONE ? RN_NONE : rn_map_get(&f->stack_of, key, RN_NONE);
}

static uint32_t stack_frame(rn_trace_frames *f, rn_trace_stack *stack)
{
    rn_trace_frame frame = RN_TRACE_FRAME(stack->name);
    if (stack->frame == RN_NONE) {
        make_frame(f, &frame);
        stack->frame = frame.frame;
    }
    return stack->frame;
}

/* Up to what has its stack on this lane already, then down again. */
bool rn_trace_push_stack(rn_trace_frames *f, uint32_t key, uint32_t root, uint32_t lane,
                         uint64_t most, uint32_t *out)
{
    size_t length = 0;
    uint32_t at = find_stack(f, key);
    *out = RN_NONE;
    if (at == RN_NONE)
        return true;
    for (; at != RN_NONE && f->stacks[at].lane != lane; at = find_stack(f, f->stacks[at].parent)) {
        if (length == f->stack_count) {
            rn_fail(rn_builder_report(f->builder), RENDER_ERROR_MALFORMED, 0, 0,
                    "a stack frame that is its own parent");
            return false;
        }
        if (!RN_GROW(f->path, f->path_capacity, length + 1))
            return fail_memory(f);
        f->path[length++] = at;
    }
    *out = at == RN_NONE ? root : f->stacks[at].stack;
    f->pushes += length;
    if (f->pushes > most) {
        rn_fail(rn_builder_report(f->builder), RENDER_ERROR_LIMIT, 0, 0,
                "stack frames that many threads share make too many stacks");
        return false;
    }
    while (length) {
        rn_trace_stack *stack = &f->stacks[f->path[--length]];
        *out = stack->stack = rn_builder_push(f->builder, *out, stack_frame(f, stack));
        stack->lane = lane;
    }
    return rn_builder_status(f->builder) == RENDER_OK;
}

void rn_trace_frames_finish(rn_trace_frames *f)
{
    rn_memo_finish(&f->seen);
    free(f->texts);
    free(f->items);
    free(f->plain);
    rn_map_finish(&f->extras);
    rn_map_finish(&f->files);
    rn_map_finish(&f->lines);
    free(f->stacks);
    rn_map_finish(&f->stack_of);
    free(f->path);
    rn_buffer_finish(&f->name);
    rn_buffer_finish(&f->file);
}

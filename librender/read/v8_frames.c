/* See v8_frames.h. */
#include "read/v8_frames.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "read/script_module.h"

enum { LONG_LINE = 200 }; /* columns; lines beyond were not written by people */

/* ---- frames ----------------------------------------------------------------------------------- */

static rn_v8_kind kind_of(const rn_v8_frame *frame)
{
    if (frame->url.size)
        return RN_V8_FUNCTION;
    if (rn_bytes_equal(frame->name, RN_LITERAL("(root)")))
        return RN_V8_ROOT;
    if (rn_bytes_equal(frame->name, RN_LITERAL("(idle)")))
        return RN_V8_IDLE;
    return rn_bytes_equal(frame->name, RN_LITERAL("(garbage collector)")) ? RN_V8_GC
                                                                          : RN_V8_FUNCTION;
}

/* A place from 1, of one from 0; 0: unknown. */
static uint32_t take_place(const rn_json *json)
{
    double place = rn_json_number(json) + 1;
    return place >= 1 && place <= UINT32_MAX ? (uint32_t)place : 0;
}

bool rn_v8_take_member(rn_json *json, rn_v8_frame *frame, bool *is_member)
{
    rn_bytes *text = rn_json_is_key(json, "functionName") ? &frame->name
                     : rn_json_is_key(json, "url")        ? &frame->url
                                                          : NULL;
    uint32_t *place = rn_json_is_key(json, "lineNumber")     ? &frame->line
                      : rn_json_is_key(json, "columnNumber") ? &frame->column
                                                             : NULL;
    *is_member = text || place;
    if (!*is_member)
        return true;
    rn_json_token token = rn_json_next_scalar(json);
    if (token == RN_JSON_STRING && text)
        *text = json->raw;
    if (token == RN_JSON_NUMBER && place)
        *place = take_place(json);
    return token > RN_JSON_END;
}

bool rn_v8_add_frame(rn_v8_frames *frames, rn_v8_frame frame, uint32_t *id)
{
    if (frames->count >= INT32_MAX ||
        !RN_GROW(frames->items, frames->capacity, frames->count + 1)) {
        rn_fail_memory(rn_builder_report(frames->builder));
        return false;
    }
    frame.kind = kind_of(&frame);
    frame.frame = RN_NONE;
    *id = (uint32_t)frames->count;
    frames->items[frames->count++] = frame;
    return true;
}

static bool take_members(rn_json *json, rn_v8_frame *frame)
{
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool is_member;
        if (!rn_v8_take_member(json, frame, &is_member) || (!is_member && !rn_json_skip(json)))
            return false;
    }
    return json->token == RN_JSON_OBJECT_END;
}

bool rn_v8_take_call_frame(rn_v8_frames *frames, rn_json *json, uint32_t *id)
{
    rn_v8_frame frame = RN_V8_NO_FRAME;
    size_t start = json->at;
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "a function") || !take_members(json, &frame))
        return false;
    uint32_t count = frames->seen.count;
    uint32_t seen = rn_memo_put(&frames->seen, rn_bytes_slice(json->input, start, json->at));
    if (seen == RN_NONE || !RN_GROW(frames->ids, frames->id_capacity, seen + (size_t)1)) {
        rn_fail_memory(rn_builder_report(frames->builder));
        return false;
    }
    if (frames->seen.count != count && !rn_v8_add_frame(frames, frame, &frames->ids[seen]))
        return false;
    *id = frames->ids[seen];
    return true;
}

/* ---- functions -------------------------------------------------------------------------------- */

static uint64_t hash_without_column(const rn_v8_frame *frame)
{
    uint64_t hash = XXH3_64bits_withSeed(frame->name.data, frame->name.size, frame->line);
    hash = XXH3_64bits_withSeed(frame->url.data, frame->url.size, hash);
    return hash == UINT64_MAX ? 0 : hash;
}

static bool are_twins(const rn_v8_frame *a, const rn_v8_frame *b)
{
    return a->column != b->column && a->line == b->line && rn_bytes_equal(a->name, b->name) &&
           rn_bytes_equal(a->url, b->url);
}

/* Marks the frames that only columns tell apart. */
static bool find_twins(rn_v8_frames *frames)
{
    rn_map firsts = {0};
    for (size_t i = 0; i < frames->count; i++) {
        bool is_new = false;
        rn_v8_frame *frame = &frames->items[i];
        uint32_t *first = rn_map_put(&firsts, hash_without_column(frame), (uint32_t)i, &is_new);
        if (!first) {
            rn_map_finish(&firsts);
            return false;
        }
        frames->items[*first].is_twin |= frame->line && are_twins(frame, &frames->items[*first]);
    }
    for (size_t i = 0; i < frames->count; i++) {
        rn_v8_frame *frame = &frames->items[i];
        const rn_v8_frame *first =
            &frames->items[rn_map_get(&firsts, hash_without_column(frame), 0)];
        frame->is_twin |=
            first->is_twin && (are_twins(frame, first) || frame->column == first->column);
    }
    rn_map_finish(&firsts);
    frames->compared = frames->count;
    return true;
}

/* After the name, or before its ')'. */
static void put_place(rn_buffer *name, const rn_v8_frame *frame)
{
    bool in_brackets = name->size && name->data[name->size - 1] == ')';
    name->size -= in_brackets;
    rn_put_char(name, ':');
    rn_put_uint(name, frame->line);
    rn_put_char(name, ':');
    rn_put_uint(name, frame->column);
    if (in_brackets)
        rn_put_char(name, ')');
}

static uint32_t make_frame(rn_v8_frames *frames, const rn_v8_frame *frame)
{
    frames->name.size = frames->url.size = 0;
    rn_json_unescape(frame->name, &frames->name);
    rn_json_unescape(frame->url, &frames->url);
    if (frames->name.size == 0)
        rn_put_text(&frames->name, "(anonymous)");
    if (frame->is_twin && frame->column > LONG_LINE)
        put_place(&frames->name, frame);
    if (frames->name.failed || frames->url.failed)
        rn_fail_memory(rn_builder_report(frames->builder));
    rn_function_key key = {.name = rn_json_text(&frames->name),
                           .file = rn_json_text(&frames->url),
                           .line = frame->line};
    key.module = rn_script_module(key.file);
    return rn_builder_frame(frames->builder, rn_builder_function(frames->builder, &key), 0);
}

uint32_t rn_v8_builder_frame(rn_v8_frames *frames, uint32_t id)
{
    rn_v8_frame *frame = &frames->items[id];
    if (frames->compared < frames->count && !find_twins(frames))
        rn_fail_memory(rn_builder_report(frames->builder));
    if (frame->frame == RN_NONE)
        frame->frame = make_frame(frames, frame);
    return frame->frame;
}

void rn_v8_frames_finish(rn_v8_frames *frames)
{
    rn_memo_finish(&frames->seen);
    rn_map_finish(&frames->nodes);
    free(frames->ids);
    free(frames->items);
    rn_buffer_finish(&frames->name);
    rn_buffer_finish(&frames->url);
}

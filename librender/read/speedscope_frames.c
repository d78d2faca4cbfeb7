/*  {"frames": [{"name": "main", "file": "a.c", "line": 3, "col": 1}, …]}
 *
 * Not read: columns. */
#include "read/speedscope_frames.h"

#include <stdlib.h>

#include "base/grow.h"
#include "read/frame_text.h"

void rn_speedscope_frames_finish(rn_speedscope_frames *f)
{
    rn_buffer_finish(&f->name);
    rn_buffer_finish(&f->file);
    free(f->items);
}

/* A frame without a file may come from a format where it is only a text. */
static uint32_t make_frame(rn_speedscope_frames *f, uint32_t line)
{
    rn_frame_text frame = {
        .function = {.name = rn_json_text(&f->name), .file = rn_json_text(&f->file)}, .line = line};
    if (f->file.size == 0)
        frame = rn_frame_text_parse(frame.function.name);
    return rn_builder_frame(f->builder, rn_builder_function(f->builder, &frame.function),
                            line ? line : frame.line);
}

static bool take_frame(rn_speedscope_frames *f, rn_json *json)
{
    uint32_t line = 0;
    f->name.size = f->file.size = 0;
    while (rn_json_next(json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(json, "name")   ? rn_json_next_text(json, &f->name)
                     : rn_json_is_key(json, "file") ? rn_json_next_text(json, &f->file)
                     : rn_json_is_key(json, "line") ? rn_json_next_line(json, &line)
                                                    : rn_json_skip(json);
        if (!taken)
            return false;
    }
    if (json->token != RN_JSON_OBJECT_END)
        return false;
    if (!RN_GROW(f->items, f->capacity, f->count + 1)) {
        rn_fail_memory(f->report);
        return false;
    }
    f->items[f->count++] = make_frame(f, line);
    return rn_builder_status(f->builder) == RENDER_OK;
}

static bool take_list(rn_speedscope_frames *f, rn_json *json)
{
    f->count = 0;
    if (!rn_json_expect(json, RN_JSON_ARRAY_BEGIN, "an array of frames"))
        return false;
    while (rn_json_next(json) == RN_JSON_OBJECT_BEGIN)
        if (!take_frame(f, json))
            return false;
    return json->token == RN_JSON_ARRAY_END || rn_json_refuse(json, "a frame");
}

bool rn_speedscope_frames_read(rn_speedscope_frames *f, rn_json *json, size_t at)
{
    rn_json_seek(json, at);
    if (!rn_json_expect(json, RN_JSON_OBJECT_BEGIN, "an object with frames"))
        return false;
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!(rn_json_is_key(json, "frames") ? take_list(f, json) : rn_json_skip(json)))
            return false;
    return json->token == RN_JSON_OBJECT_END;
}

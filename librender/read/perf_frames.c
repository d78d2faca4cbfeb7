/* Texts of frames, found again by a hash of the text, and what frames and functions they are.
 *
 * Functions are made when a stack holds them: only then it is known whether a line of source follows,
 * and what an inlined one is inlined into. */
#include "read/perf_frames.h"

#include <stdlib.h>

#include "base/grow.h"
#include "read/perf_line.h"
#include "read/rust_name.h"
#include "read/symbol.h"

bool rn_perf_frames_init(rn_perf_frames *f, rn_builder *builder, rn_report *report)
{
    *f = (rn_perf_frames){.builder = builder, .report = report};
    if (rn_intern_init(&f->owners))
        return true;
    rn_fail_memory(report);
    return false;
}

void rn_perf_frames_finish(rn_perf_frames *f)
{
    rn_memo_finish(&f->memo);
    free(f->texts);
    rn_map_finish(&f->inlined);
    rn_buffer_finish(&f->name);
    rn_intern_finish(&f->owners);
    free(f->files);
}

static uint32_t fail_memory(const rn_perf_frames *f)
{
    rn_fail_memory(f->report);
    return RN_NONE;
}

static rn_bytes name_in(const rn_buffer *buffer)
{
    return (rn_bytes){buffer->data, buffer->size};
}

/* A symbol as it is; '[libc.so.6]' for one that is unknown. */
static rn_bytes name_of(rn_perf_frames *f, const rn_perf_frame *frame)
{
    rn_bytes module = rn_symbol_base_name(frame->module);
    f->name.size = 0;
    if (frame->symbol.size)
        return rn_rust_name_repair(&f->name, frame->symbol) ? name_in(&f->name) : frame->symbol;
    if (module.size == 0)
        return RN_LITERAL("[unknown]");
    if (module.data[0] == '[')
        return module;
    rn_put_char(&f->name, '[');
    rn_put(&f->name, module);
    rn_put_char(&f->name, ']');
    return name_in(&f->name);
}

/* The file that a function was first seen in.  Code from other files is inlined there: were a file of
 * a line the function's, it would fall apart. */
static rn_bytes file_of(rn_perf_frames *f, const rn_function_key *key, rn_bytes file)
{
    rn_buffer owner = {0};
    rn_put(&owner, key->name);
    rn_put_char(&owner, '\0');
    rn_put(&owner, key->module);
    rn_put_char(&owner, (char)key->flags);
    size_t count = f->owners.count;
    uint32_t id = owner.failed ? RN_NONE : rn_intern_add(&f->owners, name_in(&owner));
    rn_buffer_finish(&owner);
    if (id == RN_NONE || !RN_GROW(f->files, f->file_capacity, id + (size_t)1)) {
        fail_memory(f);
        return file;
    }
    if (f->owners.count > count)
        f->files[id] = file;
    return f->files[id];
}

/* `host` is the frame that an inlined one stands in, or NULL. */
static uint32_t make_frame(rn_perf_frames *f, const rn_perf_text *t, const rn_perf_text *host)
{
    rn_perf_frame frame = rn_perf_frame_parse(t->text);
    if (host) {
        rn_perf_frame around = rn_perf_frame_parse(host->text);
        frame.module = around.module;
        frame.flags |= around.flags;
    }
    rn_function_key key = {.module = frame.module, .flags = frame.flags};
    key.name = name_of(f, &frame);
    if (f->name.failed)
        return fail_memory(f);
    if (frame.has_source_field)
        key.file = file_of(f, &key, frame.file);
    uint32_t line = rn_bytes_equal(key.file, frame.file) ? frame.line : 0;
    return rn_builder_frame(f->builder, rn_builder_function(f->builder, &key), line);
}

static uint32_t inlined_frame(rn_perf_frames *f, uint32_t text, uint32_t host)
{
    bool is_new;
    uint32_t *frame = rn_map_put(&f->inlined, rn_map_pair(host, text), RN_NONE, &is_new);
    if (!frame)
        return fail_memory(f);
    if (is_new)
        *frame = make_frame(f, &f->texts[text], host == RN_NONE ? NULL : &f->texts[host]);
    return *frame;
}

uint32_t rn_perf_frames_get(rn_perf_frames *f, uint32_t text, uint32_t host, rn_bytes command)
{
    rn_perf_text *t = &f->texts[text];
    if (t->frame != RN_NONE)
        return t->frame;
    if (t->kind == RN_PERF_INLINED)
        return inlined_frame(f, text, host);
    if (t->kind == RN_PERF_COMMAND && rn_bytes_equal(rn_perf_frame_parse(t->text).module, command))
        return RN_NONE;
    uint32_t frame = make_frame(f, t, NULL);
    if (t->kind == RN_PERF_FRAME)
        t->frame = frame;
    return frame;
}

static rn_perf_kind kind_of(rn_bytes text)
{
    rn_perf_frame frame = rn_perf_frame_parse(text);
    if (frame.flags & RN_FLAG_INLINED)
        return RN_PERF_INLINED;
    bool is_bare = frame.has_module_field && frame.module.size && text.data[0] == '(';
    return is_bare ? RN_PERF_COMMAND : RN_PERF_FRAME;
}

uint32_t rn_perf_frames_add(rn_perf_frames *f, rn_bytes text)
{
    uint32_t count = f->memo.count;
    uint32_t id = rn_memo_put(&f->memo, text);
    if (id == RN_NONE || id < count)
        return id == RN_NONE ? fail_memory(f) : id;
    if (!RN_GROW(f->texts, f->text_capacity, id + (size_t)1))
        return fail_memory(f);
    f->texts[id] = (rn_perf_text){text, RN_NONE, kind_of(text)};
    return id;
}

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
    *f = (rn_perf_frames){
        .builder = builder, .report = report, .options = rn_builder_options(builder)};
    if (rn_first_files_init(&f->files))
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
    rn_first_files_finish(&f->files);
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

/* A symbol as it is; '[libc.so.6]' or, with its address, '[libc.so.6 <7f12>]' for one that is
 * unknown. */
static rn_bytes name_of(rn_perf_frames *f, const rn_perf_frame *frame, rn_bytes address)
{
    rn_bytes module = rn_symbol_base_name(frame->module);
    f->name.size = 0;
    if (frame->symbol.size)
        return rn_rust_name_repair(&f->name, frame->symbol) ? name_in(&f->name) : frame->symbol;
    if (module.size == 0)
        module = RN_LITERAL("unknown");
    else if (module.size > 1 && module.data[0] == '[' && module.data[module.size - 1] == ']')
        module = rn_bytes_slice(module, 1, module.size - 1);
    rn_put_char(&f->name, '[');
    rn_put(&f->name, module);
    if (address.size) {
        rn_put_text(&f->name, " <");
        rn_put(&f->name, address);
        rn_put_char(&f->name, '>');
    }
    rn_put_char(&f->name, ']');
    return name_in(&f->name);
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
    key.name = name_of(f, &frame, t->address);
    if (f->name.failed)
        return fail_memory(f);
    if (f->options->source_lines) {
        key.file = frame.file;
        key.line = frame.line;
    } else if (frame.has_source_field && !rn_first_file(&f->files, &key, frame.file, &key.file)) {
        return fail_memory(f);
    }
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

static rn_perf_kind kind_of(const rn_perf_frames *f, rn_bytes text, const rn_perf_frame *frame)
{
    if (frame->flags & RN_FLAG_INLINED)
        return RN_PERF_INLINED;
    if (frame->has_module_field && frame->module.size && text.data[0] == '(')
        return RN_PERF_COMMAND;
    return f->options->addresses && frame->symbol.size == 0 ? RN_PERF_NAMELESS : RN_PERF_FRAME;
}

/* With its arguments or without. */
static bool is_called(rn_bytes name, rn_bytes wanted)
{
    return rn_bytes_start(name, wanted) &&
           (name.size == wanted.size || name.data[wanted.size] == '(');
}

static bool is_named_for_skipping(rn_perf_frames *f, const rn_perf_frame *frame)
{
    for (size_t i = 0; i < f->options->skip_after_count; i++)
        if (is_called(name_of(f, frame, (rn_bytes){0}), rn_bytes_of(f->options->skip_after[i])))
            return true;
    return false;
}

static uint32_t add(rn_perf_frames *f, rn_bytes whole, rn_bytes address, rn_bytes text)
{
    uint32_t count = f->memo.count, id = rn_memo_put(&f->memo, whole);
    if (id == RN_NONE || id < count)
        return id == RN_NONE ? fail_memory(f) : id;
    if (!RN_GROW(f->texts, f->text_capacity, id + (size_t)1))
        return fail_memory(f);
    rn_perf_frame frame = rn_perf_frame_parse(text);
    f->texts[id] = (rn_perf_text){
        .text = text,
        .address = address,
        .frame = RN_NONE,
        .kind = address.size ? RN_PERF_FRAME : kind_of(f, text, &frame),
        .has_skipped_callers = is_named_for_skipping(f, &frame),
    };
    return id;
}

uint32_t rn_perf_frames_add(rn_perf_frames *f, rn_bytes address, rn_bytes text)
{
    uint32_t id = add(f, text, (rn_bytes){0}, text);
    if (id == RN_NONE || f->texts[id].kind != RN_PERF_NAMELESS)
        return id;
    /* the address and the text are one slice */
    const char *end = text.data + text.size;
    return add(f, (rn_bytes){address.data, (size_t)(end - address.data)}, address, text);
}

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
    rn_lexicon_finish(&f->words);
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

/* The text of an id; the address before it, when that is a part of it, is cut off. */
static rn_bytes text_of(const rn_perf_frames *f, uint32_t id, rn_bytes *address)
{
    rn_bytes whole = rn_lexicon_text(&f->words, id), text = whole;
    size_t size = f->texts[id].address_size;
    *address = rn_bytes_slice(whole, 0, size);
    if (size)
        rn_perf_frame_split(whole, address, &text);
    return text;
}

/* `host` is the text that an inlined one stands in, or RN_NONE. */
static uint32_t make_frame(rn_perf_frames *f, uint32_t text, uint32_t host)
{
    rn_bytes address, host_address;
    rn_perf_frame frame = rn_perf_frame_parse(text_of(f, text, &address));
    if (host != RN_NONE) {
        rn_perf_frame around = rn_perf_frame_parse(text_of(f, host, &host_address));
        frame.module = around.module;
        frame.flags |= around.flags;
    }
    rn_function_key key = {.module = frame.module, .flags = frame.flags};
    key.name = name_of(f, &frame, address);
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
        *frame = make_frame(f, text, host);
    return *frame;
}

static bool is_command(const rn_perf_frames *f, uint32_t text, rn_bytes command)
{
    return rn_bytes_equal(rn_perf_frame_parse(rn_lexicon_text(&f->words, text)).module, command);
}

uint32_t rn_perf_frames_get(rn_perf_frames *f, uint32_t text, uint32_t host, rn_bytes command)
{
    rn_perf_text *t = &f->texts[text];
    if (t->frame != RN_NONE)
        return t->frame;
    if (t->kind == RN_PERF_INLINED)
        return inlined_frame(f, text, host);
    if (t->kind == RN_PERF_COMMAND && is_command(f, text, command))
        return RN_NONE;
    uint32_t frame = make_frame(f, text, RN_NONE);
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

static uint32_t add(rn_perf_frames *f, rn_bytes whole, uint64_t hash, size_t address_size,
                    rn_bytes text)
{
    uint32_t count = f->words.count, id = rn_lexicon_put(&f->words, whole, hash);
    if (id == RN_NONE || id < count)
        return id == RN_NONE ? fail_memory(f) : id;
    if (!RN_GROW(f->texts, f->text_capacity, id + (size_t)1))
        return fail_memory(f);
    rn_perf_frame frame = rn_perf_frame_parse(text);
    rn_perf_kind kind = address_size ? RN_PERF_FRAME : kind_of(f, text, &frame);
    f->texts[id] = (rn_perf_text){
        .address_size = (uint32_t)address_size,
        .frame = RN_NONE,
        .kind = (uint8_t)kind,
        .has_skipped_callers = is_named_for_skipping(f, &frame),
    };
    return id;
}

uint32_t rn_perf_frames_add(rn_perf_frames *f, rn_bytes address, rn_bytes text, uint64_t hash)
{
    uint32_t id = add(f, text, hash, 0, text);
    if (id == RN_NONE || f->texts[id].kind != RN_PERF_NAMELESS)
        return id;
    /* the address and the text are one slice */
    const char *end = text.data + text.size;
    rn_bytes whole = {address.data, (size_t)(end - address.data)};
    return add(f, whole, rn_lexicon_hash(&f->words, whole), address.size, text);
}

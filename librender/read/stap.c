/* Stacks that SystemTap prints with print_stack, print_backtrace and the like, each with its value
 * after it:
 *
 *      0xffffffff810b1f52 : do_idle+0x112/0x2c0 [kernel]
 *      0x401136 : main+0x10/0x20 at demo.c:12 [/usr/bin/demo] (inexact)
 *      0x7f12a3c4524a [/usr/lib/libc.so.6+0x2724a/0x1d5000]
 *     12
 *
 * The leaf comes first.  Address, size, file and module may be missing; a line may also hold nothing
 * but addresses, a whole stack.  Blank lines say nothing.  A value without a stack is one of
 * '[no stack]'.
 *
 * Left out: sizes of functions, and offsets into them unless they are asked for (include_offset). */
#include "base/words.h"
#include "input/lines.h"
#include "read/backtrace.h"
#include "read/first_file.h"
#include "read/formats.h"
#include "read/rust_name.h"
#include "read/signed_metric.h"
#include "read/symbol.h"

/* ---- lines ------------------------------------------------------------------------------------ */

typedef struct frame_line {
    uint64_t address;
    rn_bytes address_text;
    rn_bytes symbol; /* with its offset; may be empty */
    rn_bytes module; /* with the offset into it, if it has one; may be empty */
    rn_bytes file;
    uint32_t line;
} frame_line;

/* What a probe of a return says before an address. */
static rn_bytes cut_return(rn_bytes text)
{
    static const rn_bytes prefixes[] = {{"Returning from:", 15}, {"Returning to  :", 15}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (rn_bytes_start(text, prefixes[i]))
            return rn_trim(rn_bytes_slice(text, prefixes[i].size, text.size));
    return text;
}

/* 'ADDRESS :', 'ADDRESS', or nothing */
static rn_bytes cut_address(rn_bytes text, frame_line *out)
{
    rn_bytes rest = text, word = rn_cut_first_word(&rest);
    if (!rn_parse_address(word, &out->address))
        return text;
    out->address_text = word;
    rest = rn_trim(rest);
    bool has_colon = rest.size && rest.data[0] == ':' && (rest.size == 1 || rest.data[1] == ' ');
    return has_colon ? rn_trim(rn_bytes_slice(rest, 1, rest.size)) : rest;
}

/* Splits '…[MODULE]'. */
static void cut_module(rn_bytes *text, rn_bytes *module)
{
    const char *open = text->size ? memrchr(text->data, '[', text->size) : NULL;
    if (!open || text->data[text->size - 1] != ']')
        return;
    size_t at = (size_t)(open - text->data);
    *module = rn_bytes_slice(*text, at + 1, text->size - 1);
    *text = rn_trim(rn_bytes_slice(*text, 0, at));
}

/* Cuts '/0x2c0' off. */
static rn_bytes cut_size(rn_bytes text)
{
    const char *slash = text.size ? memrchr(text.data, '/', text.size) : NULL;
    size_t at = slash ? (size_t)(slash - text.data) : text.size;
    uint64_t size;
    bool is_size = slash && rn_parse_address(rn_bytes_slice(text, at + 1, text.size), &size);
    return is_size ? rn_bytes_slice(text, 0, at) : text;
}

/* Splits '… at FILE[:LINE]'. */
static void cut_source(rn_bytes *text, frame_line *out)
{
    size_t at;
    if (!rn_find(*text, RN_LITERAL(" at "), &at))
        return;
    out->file = rn_bytes_slice(*text, at + 4, text->size);
    *text = rn_trim(rn_bytes_slice(*text, 0, at));
    rn_symbol_cut_line(&out->file, &out->line);
}

static bool parse_frame(rn_bytes text, frame_line *out)
{
    static const rn_bytes inexact = RN_LITERAL("(inexact)");
    *out = (frame_line){0};
    text = cut_address(cut_return(text), out);
    if (rn_bytes_end(text, inexact))
        text = rn_trim(rn_bytes_slice(text, 0, text.size - inexact.size));
    cut_module(&text, &out->module);
    cut_source(&text, out);
    if (!out->module.size)
        cut_module(&text, &out->module);
    out->module = cut_size(out->module);
    out->symbol = cut_size(text);
    return out->address_text.size ||
           (out->symbol.size && rn_symbol_cut_offset(out->symbol).size < out->symbol.size);
}

/* '0x… 0x…' */
static bool is_addresses(rn_bytes text)
{
    uint64_t address;
    size_t count = 0;
    for (rn_bytes word; (word = rn_cut_first_word(&text)).size; count++)
        if (!rn_parse_address(word, &address))
            return false;
    return count > 0;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    bool has_frame = false, has_symbol = false, has_stack = false;
    frame_line frame;
    double value;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        rn_bytes text = rn_trim(line);
        if (parse_frame(text, &frame)) {
            has_frame |= frame.address_text.size || frame.module.size;
            bool has_offset = rn_symbol_cut_offset(frame.symbol).size < frame.symbol.size;
            has_symbol |= frame.module.size || (frame.address_text.size && has_offset);
        } else if (rn_parse_whole(text, &value)) {
            has_stack |= has_frame;
        }
    }
    if (!has_frame || !has_symbol)
        return has_stack ? 30 : 0;
    return has_stack ? 90 : 45;
}

/* ---- frames ----------------------------------------------------------------------------------- */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    bool include_offset;
    rn_backtrace trace;
    rn_first_files files;
    rn_buffer name;
    rn_signed_metric samples;
    uint64_t stacks;
    bool has_value;
} reader;

/* Modules of programs are paths. */
static bool is_kernel(const frame_line *frame)
{
    bool is_high = frame->address >> 48 == 0xffff;
    return is_high ? frame->module.size == 0 || frame->module.data[0] != '/'
                   : rn_bytes_equal(frame->module, RN_LITERAL("kernel"));
}

/* A symbol that is unknown is printed as its address; the offset into the module says more. */
static rn_bytes name_of(reader *r, const frame_line *frame, rn_bytes module)
{
    rn_bytes symbol = frame->symbol;
    uint64_t address, offset;
    r->name.size = 0;
    if (symbol.size && !rn_parse_address(symbol, &address)) {
        rn_bytes name = r->include_offset ? symbol : rn_symbol_cut_offset(symbol);
        return rn_rust_name_repair(&r->name, name) ? rn_buffer_bytes(&r->name) : name;
    }
    if (module.size == frame->module.size)
        return frame->address_text;
    rn_parse_address(rn_bytes_slice(frame->module, module.size + 1, frame->module.size), &offset);
    rn_symbol_put_address(&r->name, rn_symbol_base_name(module), offset);
    return rn_buffer_bytes(&r->name);
}

static void make_frame(void *user, rn_bytes text, bool marked)
{
    reader *r = user;
    frame_line frame;
    (void)marked;
    parse_frame(text, &frame);
    rn_function_key key = {.module = rn_symbol_cut_offset(frame.module),
                           .flags = is_kernel(&frame) ? RN_FLAG_KERNEL : 0};
    key.name = name_of(r, &frame, key.module);
    if (r->name.failed)
        rn_fail_memory(r->report);
    if (!rn_first_file(&r->files, &key, frame.file, &key.file))
        rn_fail_memory(r->report);
    uint32_t line = rn_bytes_equal(key.file, frame.file) ? frame.line : 0;
    rn_backtrace_make(&r->trace,
                      rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), line));
}

/* Where no unwinder helps, the last one is 0. */
static void add_addresses(reader *r, rn_bytes text)
{
    uint64_t address;
    for (rn_bytes word; (word = rn_cut_first_word(&text)).size;)
        if (rn_parse_address(word, &address) && address)
            rn_backtrace_add(&r->trace, word, false);
}

/* ---- the file --------------------------------------------------------------------------------- */

/* The form of nearly all lines: '0x… : …'. */
static bool is_quick_frame(rn_bytes text)
{
    enum { ADDRESS_SIZE = sizeof "0x0123456789abcdef" - 1 };
    size_t size = text.size < ADDRESS_SIZE + 2 ? text.size : ADDRESS_SIZE + 2;
    const char *colon = memchr(text.data, ':', size);
    uint64_t address;
    return colon && colon > text.data && colon[-1] == ' ' &&
           rn_parse_address(rn_bytes_slice(text, 0, (size_t)(colon - 1 - text.data)), &address);
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes text = rn_trim(line);
    frame_line frame;
    double value;
    if (text.size == 0)
        return RENDER_OK;
    if (is_quick_frame(text)) {
        rn_backtrace_add(&r->trace, text, false);
    } else if (rn_parse_whole(text, &value)) {
        rn_signed_metric_add(&r->samples, rn_backtrace_take(&r->trace), value);
        r->has_value |= value != 0;
        r->stacks++;
    } else if (is_addresses(text)) {
        add_addresses(r, text);
    } else if (parse_frame(text, &frame)) {
        rn_backtrace_add(&r->trace, text, false);
    } else if (!rn_bytes_start(text, RN_LITERAL("<no "))) { /* '<no user backtrace at …>' */
        return rn_skip(r->report, l->start, l->number, "neither a frame nor a value");
    }
    return r->report->error.status;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (take_line(r, &l, line))
            return r->report->error.status;
    if (r->trace.count && rn_skip(r->report, input.size, l.number, "a stack without a value"))
        return r->report->error.status;
    rn_report_sum_up(r->report, "line(s)");
    if (r->stacks == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no stack with a value in it");
    if (!r->has_value)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "every value is 0");
    return RENDER_OK;
}

static render_status read_stap(rn_bytes input, rn_builder *builder, rn_report *report)
{
    rn_bytes name = RN_LITERAL("samples");
    reader r = {.builder = builder,
                .report = report,
                .include_offset = rn_builder_options(builder)->include_offset,
                .samples = rn_signed_metric_of(builder, name, name)};
    rn_backtrace_init(&r.trace, builder, report, make_frame, &r);
    if (!rn_first_files_init(&r.files))
        rn_fail_memory(report);
    else
        take_lines(&r, input);
    rn_backtrace_finish(&r.trace);
    rn_first_files_finish(&r.files);
    rn_buffer_finish(&r.name);
    return report->error.status;
}

const rn_format rn_format_stap = {
    .info = &rn_format_infos[RN_FORMAT_stap],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_stap,
};

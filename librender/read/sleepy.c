/* What Very Sleepy saves (.sleepy): a zip archive of texts, of which two are read.  Symbols.txt:
 *
 *     sym0 "val3" "main" "c:\src\val3.c" 55
 *     0x7ff8c1e2 "ntdll" "RtlUserThreadStart" "[unknown]" 0
 *
 * and Callstacks.txt, seconds and symbols, leaf first:
 *
 *     0.074062 sym0 0x7ff8c1e2
 *
 * Symbols are functions, and the line is where one begins; in newer files they are addresses, and the
 * line is theirs.  Symbols of one module, name and file are one function.
 *
 * Left out: Stats.txt and IPCounts.txt, which repeat sums; minidumps. */
#include <stdlib.h>
#include <strings.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/lines.h"
#include "input/zip.h"
#include "read/formats.h"
#include "read/memo.h"

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_lines lines;
    uint32_t metric;
    rn_memo symbols;
    uint32_t *frames; /* [of the symbols] */
    size_t frame_capacity;
    uint32_t *path; /* of the call stack at hand, leaf first */
    size_t path_capacity;
    rn_buffer module, name, file;
    uint64_t stacks;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static render_status skip_line(reader *r, const char *why)
{
    return rn_skip(r->report, r->lines.start, r->lines.number, "%s", why);
}

/* ---- words ------------------------------------------------------------------------------------ */

static void drop(rn_bytes *text, size_t size)
{
    *text = rn_bytes_slice(*text, size, text->size);
    while (text->size && text->data[0] == ' ')
        *text = rn_bytes_slice(*text, 1, text->size);
}

static rn_bytes take_word(rn_bytes *text)
{
    const char *blank = text->size ? memchr(text->data, ' ', text->size) : NULL;
    rn_bytes word = {text->data, blank ? (size_t)(blank - text->data) : text->size};
    drop(text, word.size);
    return word;
}

/* A text in quotes.  Newer versions write a backslash before '"' and '\'; older ones do not, so that
 * one before anything else stays.  False when there is none. */
static bool take_quoted(rn_bytes *text, rn_buffer *out)
{
    size_t at = 1;
    out->size = 0;
    if (text->size == 0 || text->data[0] != '"')
        return false;
    while (at < text->size && text->data[at] != '"') {
        bool is_escaped = text->data[at] == '\\' && at + 1 < text->size &&
                          (text->data[at + 1] == '\\' || text->data[at + 1] == '"');
        at += is_escaped;
        rn_put_char(out, text->data[at++]);
    }
    if (at == text->size)
        return false;
    drop(text, at + 1);
    return true;
}

static rn_bytes known(const rn_buffer *text)
{
    rn_bytes bytes = rn_buffer_bytes(text);
    return rn_bytes_equal(bytes, RN_LITERAL("[unknown]")) ? RN_LITERAL("") : bytes;
}

/* ---- symbols ---------------------------------------------------------------------------------- */

static uint32_t make_frame(reader *r, rn_bytes id, uint32_t line)
{
    bool is_address = rn_bytes_start(id, RN_LITERAL("0x"));
    rn_function_key key = {.name = rn_buffer_bytes(&r->name),
                           .module = known(&r->module),
                           .file = known(&r->file),
                           .line = is_address ? 0 : line};
    uint32_t function = rn_builder_function(r->builder, &key);
    return rn_builder_frame(r->builder, function, is_address ? line : 0);
}

static render_status take_symbol(reader *r, rn_bytes text)
{
    uint64_t line;
    rn_bytes name = take_word(&text);
    if (!take_quoted(&text, &r->module) || !take_quoted(&text, &r->name) ||
        !take_quoted(&text, &r->file))
        return skip_line(r, "a symbol without module, name and file in quotes");
    if (!rn_number_parse_uint(take_word(&text), &line) || line >= RN_NONE)
        line = 0;
    uint32_t count = r->symbols.count, id = rn_memo_put(&r->symbols, name);
    if (id == RN_NONE || !RN_GROW(r->frames, r->frame_capacity, id + (size_t)1))
        return rn_fail_memory(r->report);
    if (id < count)
        return skip_line(r, "a symbol that is there already");
    r->frames[id] = make_frame(r, name, (uint32_t)line);
    return status_of(r);
}

static render_status take_symbols(reader *r, rn_bytes text)
{
    rn_bytes line;
    r->lines = rn_lines_of(text);
    while (rn_lines_next(&r->lines, &line))
        if (line.size && take_symbol(r, line))
            return status_of(r);
    if (r->module.failed || r->name.failed || r->file.failed)
        return rn_fail_memory(r->report);
    return RENDER_OK;
}

/* ---- call stacks ------------------------------------------------------------------------------ */

static bool take_path(reader *r, rn_bytes text, size_t *depth)
{
    *depth = 0;
    while (text.size) {
        uint32_t id = rn_memo_get(&r->symbols, take_word(&text));
        if (id == RN_NONE) {
            skip_line(r, "a call stack with a symbol that is not there");
            return false;
        }
        if (!RN_GROW(r->path, r->path_capacity, *depth + 1)) {
            rn_fail_memory(r->report);
            return false;
        }
        r->path[(*depth)++] = r->frames[id];
    }
    return true;
}

static render_status take_stack(reader *r, rn_bytes text)
{
    double seconds;
    size_t depth;
    uint32_t stack = 0;
    if (!rn_number_parse(take_word(&text), &seconds) || !(seconds >= 0 && seconds < 1e300))
        return skip_line(r, "a call stack without its time");
    if (!take_path(r, text, &depth))
        return status_of(r);
    if (depth == 0)
        return skip_line(r, "a call stack without a symbol");
    while (depth)
        stack = rn_builder_push(r->builder, stack, r->path[--depth]);
    rn_builder_add_self(r->builder, stack, r->metric, seconds);
    r->stacks++;
    return status_of(r);
}

static render_status take_stacks(reader *r, rn_bytes text)
{
    rn_bytes line;
    r->lines = rn_lines_of(text);
    r->metric = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("s"));
    while (rn_lines_next(&r->lines, &line))
        if (line.size && take_stack(r, line))
            return status_of(r);
    rn_report_sum_up(r->report, "line(s)");
    if (r->stacks == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there is no call stack in it");
    return status_of(r);
}

/* ---- the archive ------------------------------------------------------------------------------ */

static render_status unpack(const reader *r, rn_bytes archive, const char *name, rn_source *out)
{
    return rn_zip_read(archive, name, rn_builder_options(r->builder)->temporary,
                       rn_builder_limits(r->builder), out, r->report);
}

/* The names of symbols stay where they are until the call stacks are read. */
static void take_archive(reader *r, rn_bytes archive)
{
    rn_source symbols = {0}, stacks = {0};
    if (unpack(r, archive, "Symbols.txt", &symbols) == RENDER_OK &&
        unpack(r, archive, "Callstacks.txt", &stacks) == RENDER_OK &&
        take_symbols(r, symbols.bytes) == RENDER_OK)
        take_stacks(r, stacks.bytes);
    rn_source_close(&symbols);
    rn_source_close(&stacks);
}

static render_status read_sleepy(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    take_archive(&r, input);
    rn_memo_finish(&r.symbols);
    free(r.frames);
    free(r.path);
    rn_buffer_finish(&r.module);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.file);
    return status_of(&r);
}

static bool is_name(rn_bytes name, const char *want)
{
    return name.size == strlen(want) && strncasecmp(name.data, want, name.size) == 0;
}

/* How surely an archive with a member of that name is one of Very Sleepy. */
static int bid_for(rn_bytes name)
{
    if (is_name(name, "Callstacks.txt") || is_name(name, "Symbols.txt"))
        return 100;
    if (is_name(name, "IPCounts.txt"))
        return 90;
    return is_name(name, "Stats.txt") || is_name(name, "minidump.dmp") ? 60 : 0;
}

/* What stands before a member: 30 bytes, the size of its name at 26, then its name. */
static int sniff(rn_bytes head, bool whole)
{
    enum { HEADER = 30 };
    static const rn_bytes mark = RN_LITERAL("PK\x03\x04");
    int bid = 0;
    (void)whole;
    while (rn_bytes_start(head, mark) && head.size > HEADER) {
        const unsigned char *bytes = (const unsigned char *)head.data;
        size_t size = bytes[26] + 256u * bytes[27];
        if (size > head.size - HEADER)
            break;
        int found = bid_for((rn_bytes){head.data + HEADER, size});
        bid = found > bid ? found : bid;
        head = rn_bytes_slice(head, HEADER + size, head.size);
        const char *next = head.size ? memmem(head.data, head.size, mark.data, mark.size) : NULL;
        if (next)
            head = rn_bytes_slice(head, (size_t)(next - head.data), head.size);
    }
    return bid;
}

const rn_format rn_format_sleepy = {
    .info = &rn_format_infos[RN_FORMAT_sleepy],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_sleepy,
};

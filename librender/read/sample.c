/* The report of macOS' `sample` (and of "Sample Process" in the Activity Monitor):
 *
 *     Analysis of sampling demo (pid 64751) every 1 millisecond
 *     …
 *     Call graph:
 *         825 Thread_15758523   DispatchQueue_1: com.apple.main-thread  (serial)
 *         + 825 start  (in libdyld.dylib) + 1  [0x7fff737cf3d5]
 *         +   825 main  (in demo) + 41  [0x10384b549]  demo.c:12
 *         +     800 -[Thing run:]  (in Google Chrome Helper (Renderer)) + 9,44  [0x1038,0x105b]
 *         +     ! 800 ???  (in libother.dylib)  load address 0x10f000 + 0x1234  [0x110234]
 *
 *     Total number in stack (recursive counted multiple, when >=5):
 *
 * Each line counts the samples that hold it.  What indents it, of blanks and ' + ! : | ', says only what
 * it is below.  Several reports in one file add up.
 *
 * Left out: the lists behind the call graph, which follow from it; addresses. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/inclusive.h"
#include "read/memo.h"
#include "read/rust_name.h"
#include "read/source_frame.h"

enum { ROOT_INDENT = 4 };

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_memo texts;
    uint32_t *frames; /* [of texts] */
    size_t frame_capacity;
    rn_inclusive tree;
    rn_map files; /* of rn_source_frame */
    rn_buffer name;
    double interval; /* in ms; NaN: not known */
    bool in_graph, has_graph;
} reader;

/* ---- lines ------------------------------------------------------------------------------------ */

static size_t indent_of(rn_bytes line)
{
    size_t size = 0;
    while (size < line.size && line.data[size] && strchr(" +!:|", line.data[size]))
        size++;
    return size;
}

/* INDENT COUNT TEXT */
static bool split_call(rn_bytes line, size_t *indent, uint64_t *count, rn_bytes *text)
{
    size_t at = *indent = indent_of(line);
    while (at < line.size && line.data[at] >= '0' && line.data[at] <= '9')
        at++;
    if (at == *indent || at + 1 >= line.size || line.data[at] != ' ')
        return false;
    rn_number_parse_uint(rn_bytes_slice(line, *indent, at), count);
    *text = rn_bytes_slice(line, at + 1, line.size);
    return true;
}

static bool is_graph_start(rn_bytes line)
{
    return rn_bytes_equal(line, RN_LITERAL("Call graph:"));
}

static bool is_graph_end(rn_bytes line)
{
    return rn_bytes_start(line, RN_LITERAL("Total number in stack")) ||
           rn_bytes_start(line, RN_LITERAL("Sort by top of stack")) ||
           rn_bytes_start(line, RN_LITERAL("Binary Images:"));
}

/* 'Analysis of sampling demo (pid 64751) every 1 millisecond' */
static bool take_interval(rn_bytes line, double *interval)
{
    rn_bytes mark = RN_LITERAL(" every ");
    if (!rn_bytes_start(line, RN_LITERAL("Analysis of sampling ")))
        return false;
    *interval = NAN;
    for (size_t at = line.size; at-- > 0;) {
        rn_bytes rest = rn_bytes_slice(line, at, line.size);
        if (!rn_bytes_start(rest, mark))
            continue;
        rest = rn_bytes_slice(rest, mark.size, rest.size);
        const char *blank = rest.size ? memchr(rest.data, ' ', rest.size) : NULL;
        size_t size = blank ? (size_t)(blank - rest.data) : rest.size;
        if (!rn_bytes_start(rn_bytes_slice(rest, size, rest.size), RN_LITERAL(" millisecond")) ||
            !rn_number_parse(rn_bytes_slice(rest, 0, size), interval) ||
            !(*interval > 0 && *interval < 1e9))
            *interval = NAN;
        break;
    }
    return true;
}

static int sniff(rn_bytes head, bool whole)
{
    double interval;
    uint64_t count;
    size_t indent;
    rn_bytes line, text;
    bool has_title = false, has_graph = false;
    rn_lines l = rn_lines_of(head);
    (void)whole;
    while (rn_lines_next(&l, &line)) {
        if (has_graph && split_call(line, &indent, &count, &text))
            return has_title ? 100 : 60;
        has_title |= take_interval(line, &interval);
        has_graph |= is_graph_start(line);
    }
    return has_title ? 80 : 0;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static rn_bytes trim(rn_bytes text)
{
    while (text.size && text.data[0] == ' ')
        text = rn_bytes_slice(text, 1, text.size);
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

/* The text up to the ')' that belongs to the '(' before it. */
static rn_bytes in_parentheses(rn_bytes text)
{
    size_t depth = 1;
    for (size_t i = 0; i < text.size; i++) {
        depth += text.data[i] == '(';
        depth -= text.data[i] == ')';
        if (depth == 0)
            return rn_bytes_slice(text, 0, i);
    }
    return text;
}

/* '[0x1038,0x105b]  demo.c:12,14': the first line. */
static void take_source(rn_bytes text, rn_function_key *key, uint32_t *line)
{
    uint64_t number;
    size_t close = rn_bytes_find_last(text, RN_LITERAL("]")), size = 0;
    rn_bytes source = close < text.size ? trim(rn_bytes_slice(text, close + 1, text.size)) : text;
    size_t colon = rn_bytes_find_last(source, RN_LITERAL(":"));
    if (close == text.size || colon == 0 || colon + 1 >= source.size)
        return;
    rn_bytes digits = rn_bytes_slice(source, colon + 1, source.size);
    while (size < digits.size && digits.data[size] != ',')
        size++;
    if (!rn_number_parse_uint(rn_bytes_slice(digits, 0, size), &number))
        return;
    key->file = rn_bytes_slice(source, 0, colon);
    *line = number < UINT32_MAX ? (uint32_t)number : 0;
}

/* Without a module only ' + OFFSET  [ADDRESS]' is cut. */
static rn_bytes cut_offset(rn_bytes text)
{
    size_t at = rn_bytes_find_last(text, RN_LITERAL(" [0x"));
    text = trim(rn_bytes_slice(text, 0, at));
    at = rn_bytes_find_last(text, RN_LITERAL(" + "));
    bool has_offset = at + 3 < text.size;
    for (size_t i = at + 3; i < text.size; i++)
        has_offset &= (text.data[i] >= '0' && text.data[i] <= '9') || text.data[i] == ',';
    return has_offset ? rn_bytes_slice(text, 0, at) : text;
}

static rn_bytes parse_frame(rn_bytes text, rn_function_key *key, uint32_t *line)
{
    rn_bytes mark = RN_LITERAL("  (in "), suffix = RN_LITERAL(".dylib");
    size_t at = rn_bytes_find_last(text, mark);
    if (at == text.size)
        return cut_offset(text);
    rn_bytes rest = rn_bytes_slice(text, at + mark.size, text.size);
    key->module = in_parentheses(rest);
    take_source(rn_bytes_slice(rest, key->module.size, rest.size), key, line);
    if (rn_bytes_end(key->module, suffix))
        key->module.size -= suffix.size;
    return trim(rn_bytes_slice(text, 0, at));
}

static void put_squeezed(rn_buffer *out, rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ' || text.data[i - 1] != ' ')
            rn_put_char(out, text.data[i]);
}

/* 'Thread_1   DispatchQueue_1: main  (serial)' or 'Thread_1: main' with what it is called in
 * parentheses. */
static rn_bytes thread_name(reader *r, rn_bytes text)
{
    const char *blank = memchr(text.data, ' ', text.size);
    size_t size = blank ? (size_t)(blank - text.data) : text.size;
    rn_bytes title = trim(rn_bytes_slice(text, size, text.size));
    r->name.size = 0;
    rn_put(&r->name, rn_bytes_slice(text, 0, size - (text.data[size - 1] == ':')));
    if (title.size) {
        rn_put_text(&r->name, " (");
        put_squeezed(&r->name, title);
        rn_put_char(&r->name, ')');
    }
    return rn_buffer_bytes(&r->name);
}

static uint32_t make_frame(reader *r, size_t indent, rn_bytes text)
{
    uint32_t line = 0;
    rn_function_key key = {0};
    if (indent <= ROOT_INDENT && rn_bytes_start(text, RN_LITERAL("Thread_"))) {
        key.name = thread_name(r, text);
        key.kind = RN_THREAD;
    } else {
        key.name = parse_frame(text, &key, &line);
        r->name.size = 0;
        if (rn_rust_name_repair(&r->name, key.name))
            key.name = rn_buffer_bytes(&r->name);
    }
    if (key.name.size == 0)
        key.name = RN_LITERAL("???");
    if (rn_builder_options(r->builder)->no_modules)
        key.module.size = 0;
    rn_function_info info = {.name = rn_builder_text(r->builder, key.name),
                             .module = rn_builder_text(r->builder, key.module),
                             .file = rn_builder_text(r->builder, key.file),
                             .kind = key.kind};
    return rn_source_frame(r->builder, &r->files, &info, line);
}

static uint32_t frame_of(reader *r, size_t indent, rn_bytes text)
{
    uint32_t count = r->texts.count, id = rn_memo_put(&r->texts, text);
    if (id == RN_NONE || !RN_GROW(r->frames, r->frame_capacity, id + (size_t)1)) {
        rn_fail_memory(r->report);
        return 0;
    }
    if (id == count)
        r->frames[id] = make_frame(r, indent, text);
    return r->frames[id];
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static void add_metrics(reader *r)
{
    rn_bytes samples = RN_LITERAL("samples");
    r->tree.metrics[0] = rn_builder_metric(r->builder, samples, samples);
    r->tree.metric_count = 1;
    if (isnan(r->interval))
        return;
    r->tree.metrics[1] = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    r->tree.metric_count = 2;
}

static void close_graph(reader *r)
{
    rn_inclusive_close(&r->tree);
    r->in_graph = false;
}

static render_status take_call(reader *r, const rn_lines *l, rn_bytes line)
{
    uint64_t count = 0;
    size_t indent;
    rn_bytes text;
    if (!split_call(line, &indent, &count, &text))
        return indent == line.size
                   ? RENDER_OK
                   : rn_skip(r->report, l->start, l->number, "no line of a call graph");
    double costs[RN_INCLUSIVE_METRICS] = {(double)count, (double)count * r->interval};
    rn_inclusive_enter(&r->tree, indent, frame_of(r, indent, text), costs);
    return status_of(r);
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    double interval;
    if (r->in_graph && is_graph_end(line)) {
        close_graph(r);
    } else if (take_interval(line, &interval)) {
        close_graph(r);
        r->interval = interval;
    } else if (is_graph_start(line)) {
        close_graph(r);
        add_metrics(r);
        r->in_graph = r->has_graph = true;
    } else if (r->in_graph) {
        return take_call(r, l, line);
    }
    return RENDER_OK;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (take_line(r, &l, line))
            return status_of(r);
    close_graph(r);
    rn_report_sum_up(r->report, "line(s)");
    if (r->tree.contradictions)
        rn_warn(r->report, "%llu line(s) have fewer samples than what is below them",
                (unsigned long long)r->tree.contradictions);
    if (!status_of(r) && !r->tree.has_cost)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "%s",
                r->has_graph ? "there is no sample in the call graph"
                             : "there is no line 'Call graph:'");
    return status_of(r);
}

static render_status read_sample(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .interval = NAN};
    r.tree.builder = builder;
    render_status status = take_lines(&r, input);
    rn_inclusive_finish(&r.tree);
    rn_memo_finish(&r.texts);
    rn_map_finish(&r.files);
    rn_buffer_finish(&r.name);
    free(r.frames);
    return status;
}

const rn_format rn_format_sample = {
    .info = &rn_format_infos[RN_FORMAT_sample],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_sample,
};

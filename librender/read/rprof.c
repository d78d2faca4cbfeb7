/* The samples of R's Rprof(), one a line, in the order of time:
 *
 *     memory profiling: GC profiling: line profiling: sample.interval=20000
 *     #File 1: mix.R
 *     :207668:363324:16435776:0:"<GC>" "sin" 1#4 "hot" 1#21 "main"
 *
 * The innermost function comes first.  Behind a name stands where it was called from, which is a line of the
 * function that comes next; what stands before all names is a line of the innermost one, and what stands
 * behind them a line outside of all functions.  Operators have no lines: theirs is their caller's.  The interval is
 * in us, and each sample costs as much.  A file that was appended to has more than one head.
 *
 * Left out: the memory in use (":…:"), which cannot be added up over samples.  A name may hold quotes, but R
 * does not mark them: it ends at a quote with a blank behind it.  One with a line break goes on in the next line. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/formats.h"

static const rn_bytes interval_key = RN_LITERAL("sample.interval=");

/* ---- parsing ---------------------------------------------------------------------------------- */

/* 'memory profiling: sample.interval=20000' */
static bool parse_head(rn_bytes line, double *interval)
{
    size_t at;
    if (line.size == 0 || line.data[0] == '"' || !rn_find(line, interval_key, &at))
        return false;
    line = rn_trim(rn_bytes_slice(line, at + interval_key.size, line.size));
    return rn_parse_whole(line, interval);
}

/* '1#21 ': a file's number and a line. */
typedef struct place {
    uint64_t file, line;
} place;

static bool cut_place(rn_bytes *text, place *out)
{
    rn_bytes rest = *text, word = rn_cut_first_word(&rest);
    const char *hash = word.size ? memchr(word.data, '#', word.size) : NULL;
    size_t at = hash ? (size_t)(hash - word.data) : 0;
    if (!hash || !rn_number_parse_uint(rn_bytes_slice(word, 0, at), &out->file) ||
        !rn_number_parse_uint(rn_bytes_slice(word, at + 1, word.size), &out->line))
        return false;
    *text = rn_trim(rest);
    return true;
}

/* '"name" ' */
static bool cut_name(rn_bytes *text, rn_bytes *name)
{
    if (text->size < 2 || text->data[0] != '"')
        return false;
    rn_bytes rest = rn_bytes_slice(*text, 1, text->size);
    size_t end;
    if (!rn_find(rest, RN_LITERAL("\" "), &end)) {
        end = rest.size - 1;
        if (rest.data[end] != '"')
            return false;
    }
    *name = rn_bytes_slice(rest, 0, end);
    *text = rn_trim(rn_bytes_slice(rest, end + 1, rest.size));
    return end && rest.data[0] != ' ';
}

/* ':207668:363324:16435776:0:', if it is there. */
static bool cut_memory(rn_bytes *text)
{
    for (int i = 0; i < 4 && text->size && text->data[0] == ':'; i++) {
        const char *next = memchr(text->data + 1, ':', text->size - 1);
        if (!next)
            return false;
        *text = rn_bytes_slice(*text, (size_t)(next - text->data), text->size);
        if (i == 3)
            *text = rn_trim(rn_bytes_slice(*text, 1, text->size));
    }
    return true;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    double interval;
    return rn_lines_next(&l, &line) && parse_head(line, &interval) ? 100 : 0;
}

/* ---- samples ---------------------------------------------------------------------------------- */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    uint32_t metric, track;
    double interval, now;
    uint64_t samples;
    rn_bytes *files;
    size_t file_count, file_capacity;
    uint32_t *frames; /* of the sample at hand, the innermost first */
    size_t frame_count, frame_capacity;
} reader;

static bool add_frame(reader *r, rn_bytes name, place at)
{
    rn_function_key key = {.name = name};
    if (at.file && at.file <= r->file_count)
        key.file = r->files[at.file - 1];
    if (rn_bytes_equal(name, RN_LITERAL("<GC>")))
        key.flags = RN_FLAG_SYNTHETIC;
    if (!RN_GROW(r->frames, r->frame_capacity, r->frame_count + 1))
        return false;
    r->frames[r->frame_count++] =
        rn_builder_frame(r->builder, rn_builder_function(r->builder, &key),
                         key.file.size && at.line <= UINT32_MAX ? (uint32_t)at.line : 0);
    return true;
}

static render_status skip(reader *r, const rn_lines *l)
{
    return rn_skip(r->report, l->start, l->number, "a sample that ends early");
}

/* Whether the innermost function has its line from its caller, as R has it of '+'. */
static bool is_borrowed(const place *at, rn_bytes name, rn_bytes rest)
{
    place behind = {0};
    rn_bytes next;
    return at->file && cut_place(&rest, &behind) && behind.file == at->file &&
           behind.line == at->line && cut_name(&rest, &next) && !rn_bytes_equal(name, next);
}

static void add_sample(reader *r)
{
    uint32_t stack = 0;
    for (size_t i = r->frame_count; i-- > 0;)
        stack = rn_builder_push(r->builder, stack, r->frames[i]);
    rn_builder_add_self(r->builder, stack, r->metric, r->interval);
    rn_builder_add_run(r->builder, r->track, stack, r->now, r->interval);
    r->now += r->interval;
    r->samples++;
}

static render_status take_sample(reader *r, const rn_lines *l, rn_bytes text)
{
    rn_bytes name;
    r->frame_count = 0;
    if (!cut_memory(&text))
        return skip(r, l);
    for (;;) {
        place at = {0};
        bool has_place = cut_place(&text, &at);
        if (!text.size && !has_place && r->frame_count)
            break;
        if (!text.size)
            name = RN_LITERAL("(top level)");
        else if (!cut_name(&text, &name))
            return skip(r, l);
        if (r->frame_count == 0 && is_borrowed(&at, name, text))
            at = (place){0};
        if (!add_frame(r, name, at))
            return rn_fail_memory(r->report);
    }
    add_sample(r);
    return r->report->error.status;
}

/* ---- the file --------------------------------------------------------------------------------- */

/* '#File 1: mix.R', whose numbers are in order. */
static render_status take_file(reader *r, const rn_lines *l, rn_bytes line)
{
    size_t at;
    uint64_t number;
    if (!rn_bytes_start(line, RN_LITERAL("#File ")) || !rn_find(line, RN_LITERAL(": "), &at) ||
        !rn_number_parse_uint(rn_bytes_slice(line, 6, at), &number) || number != r->file_count + 1)
        return rn_skip(r->report, l->start, l->number, "not the name of the next file");
    if (!RN_GROW(r->files, r->file_capacity, r->file_count + 1))
        return rn_fail_memory(r->report);
    r->files[r->file_count++] = rn_trim(rn_bytes_slice(line, at + 2, line.size));
    return RENDER_OK;
}

static render_status take_head(reader *r, const rn_lines *l, double interval)
{
    if (interval <= 0)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, l->start, l->number,
                       "the sampling interval is 0");
    r->interval = interval;
    r->file_count = 0;
    return RENDER_OK;
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    double interval;
    if (line.size == 0)
        return RENDER_OK;
    if (parse_head(line, &interval))
        return take_head(r, l, interval);
    if (r->interval == 0)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, l->start, l->number,
                       "expected 'sample.interval='");
    return line.data[0] == '#' ? take_file(r, l, line) : take_sample(r, l, line);
}

/* Whether the next line begins inside a name. */
static bool goes_on(const rn_lines *l)
{
    rn_lines ahead = *l;
    rn_bytes line;
    double interval;
    if (!rn_lines_next(&ahead, &line) || !line.size || parse_head(line, &interval))
        return false;
    if (line.data[0] == '"')
        return line.size == 1 || line.data[1] == ' ';
    return !memchr(":#0123456789", line.data[0], 12);
}

static void take_more(rn_lines *l, rn_bytes *line)
{
    size_t start = l->start;
    rn_bytes next;
    rn_lines_next(l, &next);
    line->size = (size_t)(next.data + next.size - line->data);
    l->start = start;
}

static render_status read_rprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    r.metric = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("us"));
    rn_builder_set_time_unit(builder, RN_LITERAL("us"));
    r.track = rn_builder_track(builder, RN_LITERAL("R"));
    while (rn_lines_next(&l, &line)) {
        while (goes_on(&l))
            take_more(&l, &line);
        if (take_line(&r, &l, rn_trim(line)))
            break;
    }
    rn_report_sum_up(report, "line(s)");
    if (!report->error.status && r.samples == 0)
        rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "no sample in it");
    free(r.files);
    free(r.frames);
    return report->error.status;
}

const rn_format rn_format_rprof = {
    .info = &rn_format_infos[RN_FORMAT_rprof],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_rprof,
};

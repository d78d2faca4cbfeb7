/* The log of Wall Clock Profiler, which stops a program again and again in gdb:
 *
 *     Full stacks with at least one sample:
 *
 *      99.791% ===================================== (17194 samples)
 *            1: poll   (at poll.c:29)
 *            2: main   (at busy.c:12)
 *
 * The leaf comes first.  Left out: all that stands before 'Full stacks', which says the same by function,
 * and the percentages. */
#include "base/number.h"
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"

/* ---- lines ------------------------------------------------------------------------------------ */

/* ' 99.791% ==== (17194 samples)' */
static bool parse_count(rn_bytes line, double *count)
{
    size_t at;
    line = rn_trim(line);
    if (!line.size || !rn_is_digit(line.data[0]) || !rn_find(line, RN_LITERAL("% =="), &at) ||
        !rn_find_last_char(line, '(', &at))
        return false;
    rn_bytes number = rn_bytes_slice(line, at + 1, line.size);
    return (rn_cut_suffix(&number, " samples)") || rn_cut_suffix(&number, " sample)")) &&
           rn_number_parse(number, count) && *count >= 0;
}

static bool is_heading(rn_bytes line)
{
    return rn_bytes_start(rn_trim_start(line), RN_LITERAL("Full stacks"));
}

typedef struct frame_line {
    rn_bytes name, file;
    uint32_t line;
} frame_line;

/* '  1: poll   (at poll.c:29)' */
static bool parse_frame(rn_bytes line, frame_line *out)
{
    size_t at;
    uint64_t number;
    rn_bytes text = rn_trim(line);
    *out = (frame_line){0};
    if (!rn_cut_digits(&text).size || !rn_cut_prefix(&text, ":"))
        return false;
    out->name = text = rn_trim_start(text);
    if (rn_cut_suffix(&text, ")") && rn_find(text, RN_LITERAL(" (at "), &at)) {
        out->name = rn_trim_end(rn_bytes_slice(text, 0, at));
        out->file = rn_bytes_slice(text, at + 5, text.size);
    }
    if (rn_find_last_char(out->file, ':', &at) &&
        rn_number_parse_uint(rn_bytes_slice(out->file, at + 1, out->file.size), &number)) {
        out->file.size = at;
        out->line = number <= UINT32_MAX ? (uint32_t)number : 0;
    }
    return true;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    double count;
    bool has_heading = false, has_count = false;
    (void)whole;
    while (rn_lines_next(&l, &line)) {
        has_heading |= is_heading(line);
        has_count |= parse_count(line, &count);
    }
    return has_count ? has_heading ? 95 : 80 : 0;
}

/* ---- the file --------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    bool in_stacks, has_count;
    double count;
} reader;

static void finish_stack(void *user)
{
    reader *r = user;
    static const rn_dump_thread nobody = {.name = {"", 0}};
    if (r->has_count)
        rn_dump_take(&r->dump, &nobody, r->count);
    r->has_count = false;
}

static render_status take_frame(reader *r, const rn_lines *l, const frame_line *frame)
{
    rn_builder *b = r->dump.builder;
    if (!r->has_count)
        return rn_skip(r->dump.report, l->start, l->number, "a frame without a count before it");
    rn_function_key key = {.name = rn_dump_name(&r->dump, frame->name, frame->file),
                           .file = frame->file};
    rn_dump_add(&r->dump, rn_builder_frame(b, rn_builder_function(b, &key), frame->line));
    return RENDER_OK;
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    frame_line frame;
    double count;
    if (is_heading(line)) {
        finish_stack(r);
        r->in_stacks = true;
    } else if (r->in_stacks && parse_count(line, &count)) {
        finish_stack(r);
        r->has_count = true;
        r->count = count;
    } else if (r->in_stacks && parse_frame(line, &frame)) {
        return take_frame(r, l, &frame);
    } else if (r->in_stacks && rn_trim(line).size && !rn_is_blank(line.data[0])) {
        finish_stack(r);
        r->in_stacks = false;
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish_stack};

static render_status read_wcp(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    return rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
}

const rn_format rn_format_wcp = {
    .info = &rn_format_infos[RN_FORMAT_wcp],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_wcp,
};

/* The call graph that FreeBSD's `pmcstat -G` prints:
 *
 *     @ inst_retired.any [35705 samples]
 *
 *     20.86%  [7447]     zfs_lz4_compress @ /boot/kernel/zfs.ko
 *      100.0%  [7447]      zio_compress_data
 *       100.0%  [7447]       taskqueue_run_locked @ /boot/kernel/kernel
 *
 * Where samples were taken stands at the left, who called it below, one blank deeper a level; a module
 * goes for the lines after it, too.  What of a line's samples its callers below do not have ended
 * there.  Each event is a metric.
 *
 * Not read: the percentages, which the counts repeat. */
#include "base/number.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/caller_rows.h"
#include "read/formats.h"
#include "read/kernel_module.h"

/* ---- lines ------------------------------------------------------------------------------------ */

typedef struct row {
    size_t level;
    double count;
    rn_bytes name;
    rn_bytes module; /* empty: the one before */
} row;

/* '[123]' */
static bool take_count(rn_bytes word, double *count)
{
    return word.size > 2 && word.data[0] == '[' && word.data[word.size - 1] == ']' &&
           rn_parse_whole(rn_bytes_slice(word, 1, word.size - 1), count) && *count >= 0;
}

static bool parse_row(rn_bytes line, row *out)
{
    double percent;
    size_t at;
    *out = (row){0};
    while (out->level < line.size && line.data[out->level] == ' ')
        out->level++;
    rn_bytes rest = line, word = rn_cut_first_word(&rest);
    if (word.size < 2 || word.data[word.size - 1] != '%' ||
        !rn_number_parse(rn_bytes_slice(word, 0, word.size - 1), &percent) ||
        !take_count(rn_cut_first_word(&rest), &out->count))
        return false;
    out->name = rn_trim(rest);
    if (rn_find(out->name, RN_LITERAL(" @ "), &at)) {
        out->module = rn_trim(rn_bytes_slice(out->name, at + 3, out->name.size));
        out->name = rn_trim(rn_bytes_slice(out->name, 0, at));
    }
    return out->name.size > 0;
}

/* '@ EVENT [123 samples]' */
static bool parse_event(rn_bytes line, rn_bytes *event)
{
    static const rn_bytes start = RN_LITERAL("@ "), end = RN_LITERAL(" samples]");
    if (!rn_bytes_start(line, start) || !rn_bytes_end(line, end))
        return false;
    const char *open = memrchr(line.data, '[', line.size);
    *event = open ? rn_trim(rn_bytes_slice(line, start.size, (size_t)(open - line.data))) : line;
    return open && event->size;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line, event;
    bool has_event = false;
    row found;
    while (rn_lines_next(&l, &line)) {
        rn_bytes text = rn_trim(line);
        if (text.size == 0)
            continue;
        if (parse_row(line, &found))
            return 95;
        if (!parse_event(text, &event))
            break;
        has_event = true;
    }
    return has_event ? 50 : 0;
}

/* ---- state ------------------------------------------------------------------------------------ */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    bool has_metric;
    rn_bytes module;
    rn_caller_rows tree;
    bool has_rows;
} reader;

static void set_event(reader *r, rn_bytes event)
{
    r->tree.metric = rn_builder_metric(r->builder, event, RN_LITERAL("samples"));
    r->has_metric = true;
    r->module.size = 0;
}

static bool is_kernel(rn_bytes module)
{
    return rn_bytes_start(module, RN_LITERAL("/boot/")) || rn_kernel_module(module);
}

static uint32_t frame_of(reader *r, const row *line)
{
    if (line->module.size)
        r->module = line->module;
    rn_function_key key = {.name = line->name,
                           .module = r->module,
                           .flags = is_kernel(r->module) ? RN_FLAG_KERNEL : 0};
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status take_row(reader *r, const rn_lines *l, const row *line)
{
    rn_caller_rows_close(&r->tree, line->level);
    if (line->level > r->tree.count)
        return rn_skip(r->report, l->start, l->number, "a caller of nothing");
    if (!r->has_metric)
        set_event(r, RN_LITERAL("samples"));
    r->has_rows = true;
    rn_caller_rows_enter(&r->tree, line->level, frame_of(r, line), line->count);
    return r->report->error.status;
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    row found;
    rn_bytes event, text = rn_trim(line);
    if (text.size == 0)
        return RENDER_OK;
    if (parse_row(line, &found))
        return take_row(r, l, &found);
    if (!parse_event(text, &event))
        return rn_skip(r->report, l->start, l->number, "neither an event nor a function");
    rn_caller_rows_close(&r->tree, 0);
    set_event(r, event);
    return r->report->error.status;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (take_line(r, &l, line))
            return r->report->error.status;
    rn_caller_rows_close(&r->tree, 0);
    rn_report_sum_up(r->report, "line(s)");
    if (r->tree.contradictions)
        rn_warn(r->report, "callers have more samples than what they called");
    if (!r->has_rows)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no function in it");
    if (!r->tree.has_value)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "every count is 0");
    return r->report->error.status;
}

static render_status read_pmcstat(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .tree = {.builder = builder}};
    take_lines(&r, input);
    rn_caller_rows_finish(&r.tree);
    return report->error.status;
}

const rn_format rn_format_pmcstat = {
    .info = &rn_format_infos[RN_FORMAT_pmcstat],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_pmcstat,
};

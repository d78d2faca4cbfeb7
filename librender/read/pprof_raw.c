/* The text that `go tool pprof -raw` prints of a profile:
 *
 *     PeriodType: cpu nanoseconds
 *     Samples:
 *     samples/count cpu/nanoseconds
 *             17  170000000: 1 2 3
 *                     phase:[parse]
 *     Locations
 *          1: 0x4b7263 M=1 main.burn /demo/main.go:17:0 s=0
 *                 main.parse /demo/main.go:24:0 s=0
 *     Mappings
 *     1: 0x400000/0x4b8000/0x0 /demo/demo  [FN]
 *
 * As with pprof's own files every sample type is a metric, '[dflt]' or else the last first; values below
 * 0 are a metric of their own; the first line of a location is what is inlined into the next one.
 *
 * Locations come after the samples that use them: one pass finds and reads them, a second one the
 * samples.
 *
 * Left out: the period and the times. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/pprof_raw_labels.h"
#include "read/pprof_raw_locations.h"
#include "read/signed_metric.h"

/* ---- lines ------------------------------------------------------------------------------------ */

/* 'TYPE/UNIT' or 'TYPE/UNIT[dflt]' */
static bool parse_type(rn_bytes word, rn_bytes *name, rn_bytes *unit, bool *is_default)
{
    static const rn_bytes mark = RN_LITERAL("[dflt]");
    *is_default = rn_bytes_end(word, mark);
    if (*is_default)
        word.size -= mark.size;
    const char *slash = word.size ? memrchr(word.data, '/', word.size) : NULL;
    size_t at = slash ? (size_t)(slash - word.data) : 0;
    *name = rn_bytes_slice(word, 0, at);
    *unit = slash ? rn_bytes_slice(word, at + 1, word.size) : word;
    return slash;
}

static bool is_types(rn_bytes line)
{
    rn_bytes rest = line, name, unit;
    size_t count = 0;
    bool is_default;
    for (rn_bytes word; (word = rn_cut_first_word(&rest)).size; count++)
        if (!parse_type(word, &name, &unit, &is_default))
            return false;
    return count > 0;
}

/* 'VALUE …: LOCATION …' */
static bool split_sample(rn_bytes line, rn_bytes *values, rn_bytes *locations)
{
    const char *colon = line.size ? memchr(line.data, ':', line.size) : NULL;
    if (!colon)
        return false;
    size_t at = (size_t)(colon - line.data);
    *values = rn_bytes_slice(line, 0, at);
    *locations = rn_trim(rn_bytes_slice(line, at + 1, line.size));
    return true;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static bool is_heading(rn_bytes line)
{
    static const rn_bytes headings[] = {{"Comment: ", 9}, {"Doc: ", 5},  {"PeriodType: ", 12},
                                        {"Period: ", 8},  {"Time: ", 6}, {"Duration: ", 10}};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (rn_bytes_start(line, headings[i]))
            return true;
    return false;
}

static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    bool has_type = false;
    while (rn_lines_next(&l, &line)) {
        if (rn_bytes_equal(line, RN_LITERAL("Samples:")))
            return rn_lines_next(&l, &line) && is_types(line) ? 95 : 0;
        has_type |= rn_bytes_start(line, RN_LITERAL("PeriodType: "));
        if (l.number == 1 && !is_heading(line))
            return 0;
    }
    return has_type && !whole ? 60 : 0;
}

/* ---- state ------------------------------------------------------------------------------------ */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_pprof_raw_locations locations;
    size_t samples_at; /* where they begin in the input */
    uint64_t samples_line;

    rn_signed_metric *metrics; /* [value] */
    size_t metric_count, metric_capacity;
    double *values;
    size_t value_capacity;

    rn_memo lists; /* of locations, as they are printed */
    uint32_t *stacks;
    size_t stack_capacity;
    uint64_t samples;
    bool has_value;

    rn_labels labels;
    bool has_labels;             /* that are asked for */
    rn_pprof_labels labels_here; /* of the sample at hand */
} reader;

static bool fail_memory(const reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- the first pass --------------------------------------------------------------------------- */

enum section { HEAD, TYPES, SAMPLES, LOCATIONS, MAPPINGS };

static bool take_section(rn_bytes line, enum section *section)
{
    static const rn_bytes names[] = {
        [SAMPLES] = {"Samples:", 8}, [LOCATIONS] = {"Locations", 9}, [MAPPINGS] = {"Mappings", 8}};
    for (enum section s = SAMPLES; s <= MAPPINGS; s++) {
        if (rn_bytes_equal(line, names[s])) {
            *section = s == SAMPLES ? TYPES : s;
            return true;
        }
    }
    return false;
}

/* The index of the default type, of *count. */
static size_t find_default(rn_bytes line, size_t *count)
{
    rn_bytes name, unit;
    bool is_default;
    size_t found = SIZE_MAX;
    *count = 0;
    for (rn_bytes word; (word = rn_cut_first_word(&line)).size; ++*count) {
        parse_type(word, &name, &unit, &is_default);
        if (is_default && found == SIZE_MAX)
            found = *count;
    }
    return found == SIZE_MAX ? *count - 1 : found;
}

static bool are_distinct(const reader *r)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < r->metric_count; i++)
        sum += r->metrics[i].metric;
    return sum == (uint64_t)r->metric_count * (r->metric_count - 1) / 2;
}

/* The default metric comes first, because pictures are drawn by it. */
static bool add_types(reader *r, rn_bytes line)
{
    rn_bytes name, unit;
    bool is_default;
    size_t first = find_default(line, &r->metric_count);
    if (!RN_GROW(r->metrics, r->metric_capacity, r->metric_count) ||
        !RN_GROW(r->values, r->value_capacity, r->metric_count))
        return fail_memory(r);
    for (int pass = 0; pass < 2; pass++) {
        rn_bytes rest = line;
        for (size_t i = 0; i < r->metric_count; i++) {
            parse_type(rn_cut_first_word(&rest), &name, &unit, &is_default);
            if ((i == first) == (pass == 0))
                r->metrics[i] = rn_signed_metric_of(r->builder, name, unit);
        }
    }
    if (!r->report->error.status && !are_distinct(r))
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "two sample types of the same name");
    return !r->report->error.status;
}

static bool take_types(reader *r, const rn_lines *l, rn_bytes line, enum section *section)
{
    if (r->metric_count || !is_types(line)) {
        rn_fail(r->report, RENDER_ERROR_MALFORMED, l->start, l->number,
                r->metric_count ? "a second profile after the first: split them"
                                : "no sample types after 'Samples:'");
        return false;
    }
    r->samples_at = l->at;
    r->samples_line = l->number;
    *section = SAMPLES;
    return add_types(r, line);
}

/* Reads all but the samples. */
static bool take_tables(reader *r, rn_bytes input)
{
    enum section section = HEAD;
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        bool fine = true;
        if (section == TYPES)
            fine = take_types(r, &l, line, &section);
        else if (take_section(line, &section))
            continue;
        else if (section == LOCATIONS)
            fine = rn_pprof_raw_add_location(&r->locations, &l, line);
        else if (section == MAPPINGS)
            fine = rn_pprof_raw_add_mapping(&r->locations, line);
        if (!fine || r->report->error.status)
            return false;
    }
    if (r->metric_count == 0) {
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no line 'Samples:' with types after it");
        return false;
    }
    return true;
}

/* ---- samples ---------------------------------------------------------------------------------- */

static bool push_no_stack(reader *r, uint32_t *stack)
{
    rn_function_key key = {.name = RN_LITERAL("(no stack)"), .flags = RN_FLAG_SYNTHETIC};
    uint32_t function = rn_builder_function(r->builder, &key);
    *stack = rn_builder_push(r->builder, *stack, rn_builder_frame(r->builder, function, 0));
    return true;
}

/* Pushes locations on *stack, the leaf comes first; false when one is not there. */
static bool make_stack(reader *r, rn_bytes list, uint32_t *stack)
{
    size_t count, depth = 0, most = rn_builder_limits(r->builder)->stack_depth;
    if (list.size == 0)
        return push_no_stack(r, stack);
    for (rn_bytes word; (word = rn_cut_last_word(&list)).size;) {
        const uint32_t *frames = rn_pprof_raw_frames(&r->locations, word, &count);
        if (!frames)
            return false;
        for (size_t f = 0; f < count && depth <= most; f++, depth++)
            *stack = rn_builder_push(r->builder, *stack, frames[f]);
    }
    return true;
}

static bool find_stack(reader *r, rn_bytes list, uint32_t *stack)
{
    if (list.size == 0)
        list = RN_LITERAL("");
    uint32_t known = r->lists.count, id = rn_memo_put(&r->lists, list);
    if (id == RN_NONE || !RN_GROW(r->stacks, r->stack_capacity, id + (size_t)1))
        return fail_memory(r);
    if (id == known) {
        r->stacks[id] = 0;
        if (!make_stack(r, list, &r->stacks[id]))
            r->stacks[id] = RN_NONE;
    }
    *stack = r->stacks[id];
    return *stack != RN_NONE;
}

static bool find_labelled_stack(reader *r, rn_bytes list, uint32_t *stack)
{
    const rn_pprof_labels *here = &r->labels_here;
    *stack = rn_labels_push_roots(&r->labels, 0, here->items, here->count);
    if (!make_stack(r, list, stack))
        return false;
    *stack = rn_labels_push_leaves(&r->labels, *stack, here->items, here->count);
    return true;
}

static bool parse_values(reader *r, rn_bytes values)
{
    size_t count = 0;
    for (rn_bytes word; (word = rn_cut_first_word(&values)).size; count++)
        if (count == r->metric_count || !rn_parse_whole(word, &r->values[count]))
            return false;
    return count == r->metric_count;
}

/* The lines of labels that follow a sample. */
static bool take_labels(reader *r, rn_lines *l)
{
    rn_lines ahead = *l;
    rn_bytes line;
    r->labels_here.count = 0;
    while (rn_lines_next(&ahead, &line) && rn_pprof_raw_is_labels(line)) {
        *l = ahead;
        if (!rn_pprof_raw_labels_add(&r->labels_here, line))
            return fail_memory(r);
    }
    return true;
}

/* Whether the labels of a sample are asked for; false, too, with an error. */
static bool is_wanted(reader *r, rn_lines *l)
{
    return take_labels(r, l) &&
           rn_labels_keep(&r->labels, r->labels_here.items, r->labels_here.count);
}

static render_status take_sample(reader *r, rn_lines *l, rn_bytes line)
{
    uint32_t stack;
    rn_bytes values, list;
    uint64_t offset = r->samples_at + l->start, number = r->samples_line + l->number;
    if (!split_sample(line, &values, &list) || !parse_values(r, values))
        return rn_skip(r->report, offset, number, "not as many numbers as sample types");
    if (r->has_labels && !is_wanted(r, l))
        return r->report->error.status;
    if (r->has_labels ? !find_labelled_stack(r, list, &stack) : !find_stack(r, list, &stack))
        return rn_skip(r->report, offset, number, "a location that is not there");
    for (size_t i = 0; i < r->metric_count; i++) {
        rn_signed_metric_add(&r->metrics[i], stack, r->values[i]);
        r->has_value |= r->values[i] != 0;
    }
    r->samples++;
    return r->report->error.status;
}

static render_status take_samples(reader *r, rn_bytes input)
{
    size_t from = r->samples_at < input.size ? r->samples_at : input.size;
    rn_lines l = rn_lines_of(rn_bytes_slice(input, from, input.size));
    rn_bytes line;
    enum section section = SAMPLES;
    while (rn_lines_next(&l, &line) && !take_section(line, &section))
        if (rn_trim(line).size && !rn_pprof_raw_is_labels(line) && take_sample(r, &l, line))
            return r->report->error.status;
    rn_report_sum_up(r->report, "sample(s)");
    rn_labels_sum_up(&r->labels);
    if (r->has_value)
        return r->report->error.status;
    return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0,
                   r->has_labels        ? "no sample of the labels that were asked for has a value"
                   : r->samples         ? "every value of every sample is 0"
                   : r->report->skipped ? "no sample that can be used"
                                        : "the profile has no samples");
}

static render_status read_pprofraw(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {
        .builder = builder, .report = report, .locations = {.builder = builder, .report = report}};
    bool is_ready = rn_labels_init(&r.labels, builder, report);
    r.has_labels = rn_labels_are_wanted(&r.labels);
    if (is_ready && take_tables(&r, input) && rn_pprof_raw_resolve(&r.locations))
        take_samples(&r, input);
    rn_labels_finish(&r.labels);
    rn_pprof_labels_finish(&r.labels_here);
    rn_pprof_raw_finish(&r.locations);
    free(r.metrics);
    free(r.values);
    rn_memo_finish(&r.lists);
    free(r.stacks);
    return report->error.status;
}

const rn_format rn_format_pprofraw = {
    .info = &rn_format_infos[RN_FORMAT_pprofraw],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_pprofraw,
};

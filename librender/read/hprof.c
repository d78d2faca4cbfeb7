/* The text that Java's hprof agent writes (JDK 5 to 8; -agentlib:hprof=cpu=samples, cpu=times, or
 * heap=sites):
 *
 *     JAVA PROFILE 1.0.1, created Mon Aug  4 22:22:24 2008
 *     …
 *     THREAD START (obj=500005e6, id = 200001, name="main", group="main")
 *     TRACE 300001: (thread=200001)
 *             a.b.Tool.step(Tool.java:157)
 *             a.b.Tool.main(Tool.java:12)
 *     CPU SAMPLES BEGIN (total = 20) Mon Aug  4 22:25:01 2008
 *     rank   self  accum   count trace method
 *        1 14.59% 14.59%      37 300001 a.b.Tool.step
 *     CPU SAMPLES END
 *
 * Traces are written leaf first, and referred to by the rows of tables; so the first pass notes where
 * both are.  The tables of CPU are since the one before, and add up; those of the heap are as it was
 * then: the last one counts, with the class of what was allocated as leaf.
 *
 * Left out: heap dumps, monitors, groups of threads. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "read/formats.h"
#include "read/hprof_traces.h"
#include "read/local_number.h"

enum { DEFAULT_DEPTH = 4 }; /* of traces, when hprof is not told */

typedef enum table_kind { SAMPLES, TIMES, SITES, KIND_COUNT } table_kind;

static const rn_bytes table_headings[KIND_COUNT] = {
    [SAMPLES] = RN_LITERAL("CPU SAMPLES BEGIN ("),
    [TIMES] = RN_LITERAL("CPU TIME (ms) BEGIN ("),
    [SITES] = RN_LITERAL("SITES BEGIN ("),
};

typedef struct table {
    table_kind kind;
    rn_lines lines; /* its first row comes next */
    double total;   /* of the heading */
} table;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_lines lines;
    rn_hprof_traces traces;
    table *tables; /* of the CPU */
    size_t table_count, table_capacity;
    table sites;
    bool has_sites;
    uint64_t rows, strangers;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

/* ---- words ------------------------------------------------------------------------------------ */

static void skip_blanks(rn_bytes *text)
{
    while (text->size && (text->data[0] == ' ' || text->data[0] == '\t'))
        *text = rn_bytes_slice(*text, 1, text->size);
}

static rn_bytes take_word(rn_bytes *text)
{
    size_t size = 0;
    skip_blanks(text);
    while (size < text->size && text->data[size] != ' ' && text->data[size] != '\t')
        size++;
    rn_bytes word = rn_bytes_slice(*text, 0, size);
    *text = rn_bytes_slice(*text, size, text->size);
    return word;
}

/* ---- the first pass --------------------------------------------------------------------------- */

static render_status note_table(reader *r, table_kind kind, rn_bytes line)
{
    rn_bytes digits;
    table t = {.kind = kind, .lines = r->lines, .total = NAN};
    if (rn_hprof_between(line, RN_LITERAL("(total = "), ')', &digits))
        rn_number_parse(digits, &t.total);
    if (kind == SITES) {
        if (r->has_sites)
            rn_warn(r->report, "of several states of the heap only the last one is read");
        r->sites = t;
        r->has_sites = true;
        return RENDER_OK;
    }
    if (!RN_GROW(r->tables, r->table_capacity, r->table_count + 1))
        return rn_fail_memory(r->report);
    r->tables[r->table_count++] = t;
    return RENDER_OK;
}

static render_status note_line(reader *r, rn_bytes line)
{
    if (rn_bytes_start(line, RN_LITERAL("TRACE ")))
        rn_hprof_take_trace(&r->traces, &r->lines, line);
    if (rn_bytes_start(line, RN_LITERAL("THREAD START (")))
        rn_hprof_take_thread(&r->traces, line);
    for (int kind = 0; kind < KIND_COUNT; kind++)
        if (rn_bytes_start(line, table_headings[kind]))
            return note_table(r, (table_kind)kind, line);
    return status_of(r);
}

static render_status note_lines(reader *r)
{
    rn_bytes line;
    while (rn_lines_next(&r->lines, &line))
        if (line.size && line.data[0] >= 'A' && note_line(r, line))
            return status_of(r);
    return RENDER_OK;
}

/* ---- tables ----------------------------------------------------------------------------------- */

static bool take_percent(rn_bytes *row, double *value)
{
    rn_bytes word = take_word(row);
    if (word.size == 0 || word.data[word.size - 1] != '%')
        return false;
    word.size--;
    return rn_local_number_parse(word, value) && *value >= 0 && *value < 1e18;
}

static bool take_count(rn_bytes *row, double *value)
{
    uint64_t count = 0;
    bool parsed = rn_number_parse_uint(take_word(row), &count);
    *value = (double)count;
    return parsed;
}

typedef struct row {
    double share;     /* in per cent */
    double counts[4]; /* the one of CPU; bytes and objects alive, and allocated at all */
    uint64_t trace;
    rn_bytes name;
} row;

static bool parse_row(rn_bytes text, table_kind kind, row *out)
{
    double rank, accumulated;
    if (!take_count(&text, &rank) || !take_percent(&text, &out->share) ||
        !take_percent(&text, &accumulated))
        return false;
    for (int i = 0; i < (kind == SITES ? 4 : 1); i++)
        if (!take_count(&text, &out->counts[i]))
            return false;
    if (!rn_number_parse_uint(take_word(&text), &out->trace))
        return false;
    skip_blanks(&text);
    out->name = text;
    return true;
}

/* The stack of a row: its trace and what was allocated, or what it names when there is no trace. */
static rn_hprof_stack find_stack(reader *r, const row *found, table_kind kind)
{
    rn_hprof_stack end = {0, 0};
    r->strangers += !rn_hprof_find(&r->traces, found->trace, &end);
    if (kind != SITES && end.stack)
        return end;
    if (kind == SITES)
        rn_hprof_push_class(&r->traces, &end, found->name);
    else
        rn_hprof_push_method(&r->traces, &end, found->name);
    return end;
}

static void add_row(reader *r, const table *t, const row *found, const uint32_t *metrics)
{
    rn_hprof_stack end = find_stack(r, found, t->kind);
    if (t->kind == TIMES) {
        rn_builder_add_self(r->builder, end.stack, metrics[0], found->share / 100 * t->total);
        rn_builder_add_calls(r->builder, end.function, found->counts[0], NAN);
        return;
    }
    for (int i = 0; i < (t->kind == SITES ? 4 : 1); i++)
        rn_builder_add_self(r->builder, end.stack, metrics[i], found->counts[i]);
}

static void add_metrics(reader *r, table_kind kind, uint32_t *metrics)
{
    static const struct {
        rn_bytes name, unit;
    } names[KIND_COUNT][4] = {
        [SAMPLES] = {{RN_LITERAL("samples"), RN_LITERAL("samples")}},
        [TIMES] = {{RN_LITERAL("time"), RN_LITERAL("ms")}},
        [SITES] = {{RN_LITERAL("live bytes"), RN_LITERAL("bytes")},
                   {RN_LITERAL("live objects"), RN_LITERAL("objects")},
                   {RN_LITERAL("allocated bytes"), RN_LITERAL("bytes")},
                   {RN_LITERAL("allocated objects"), RN_LITERAL("objects")}},
    };
    for (int i = 0; i < 4 && names[kind][i].name.size; i++)
        metrics[i] = rn_builder_metric(r->builder, names[kind][i].name, names[kind][i].unit);
}

/* Rows begin with their rank; the names of columns stand above them. */
static bool is_row(rn_bytes line)
{
    skip_blanks(&line);
    return line.size && line.data[0] >= '0' && line.data[0] <= '9';
}

static bool ends_table(rn_bytes line)
{
    return line.size && line.data[0] >= 'A' && line.data[0] <= 'Z';
}

static render_status take_table(reader *r, table *t)
{
    uint32_t metrics[4];
    rn_bytes line;
    row found;
    if (t->kind == TIMES && !(t->total >= 0 && t->total < 1e18))
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, t->lines.start, t->lines.number,
                       "the total time is missing");
    add_metrics(r, t->kind, metrics);
    while (rn_lines_next(&t->lines, &line) && !ends_table(line) && !status_of(r)) {
        if (!is_row(line))
            continue;
        if (!parse_row(line, t->kind, &found)) {
            rn_skip(r->report, t->lines.start, t->lines.number, "a row that lacks something");
            continue;
        }
        add_row(r, t, &found, metrics);
        r->rows++;
    }
    return status_of(r);
}

/* Pictures are drawn by the first metric: that of the CPU, if there is one. */
static render_status take_tables(reader *r)
{
    for (size_t i = 0; i < r->table_count; i++)
        if (take_table(r, &r->tables[i]))
            return status_of(r);
    return r->has_sites ? take_table(r, &r->sites) : status_of(r);
}

/* ---- the file --------------------------------------------------------------------------------- */

static void tell_doubts(reader *r)
{
    rn_report_sum_up(r->report, "record(s)");
    if (r->strangers)
        rn_warn(r->report, "%llu row(s) are of traces that are not there",
                (unsigned long long)r->strangers);
    if (r->traces.deepest == DEFAULT_DEPTH && r->traces.deepest_count > 1)
        rn_warn(r->report,
                "no stack has more than %d frames: that is where hprof cuts them, "
                "unless it is told a depth",
                DEFAULT_DEPTH);
}

static render_status take_file(reader *r, rn_bytes input)
{
    if (memchr(input.data, '\0', input.size < 32 ? input.size : 32))
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0,
                       "it is a binary heap dump of hprof (format=b), not a profile");
    if (note_lines(r) || take_tables(r))
        return status_of(r);
    tell_doubts(r);
    if (r->rows == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0,
                       "there is no table of samples, times or sites in it");
    return status_of(r);
}

static render_status read_hprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .lines = rn_lines_of(input)};
    r.traces.builder = builder;
    r.traces.lines = r.lines;
    render_status status = take_file(&r, input);
    rn_hprof_finish(&r.traces);
    free(r.tables);
    return status;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    return rn_bytes_start(head, RN_LITERAL("JAVA PROFILE 1.0")) ? 100 : 0;
}

const rn_format rn_format_hprof = {
    .info = &rn_format_infos[RN_FORMAT_hprof],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_hprof,
};

/* Profiles as text, one stack a row, that gperftools, Go (debug=1) and Java's agents write:
 *
 *     heap profile:     13: 104868 [    66: 105249] @ heap_v2/524288
 *          1:   131072 [     6:   258048] @ 0x55e4c963a4a8 0x55e4c963a31e
 *     #	0x4b72f4	main.small+0x54		/demo/main.go:29
 *
 *     MAPPED_LIBRARIES:
 *     55e4c963a000-55e4c963b000 r-xp 00001000 00:00 10551335    /demo/heap
 *
 *     --- contentionz 1 ---         goroutine profile: total 3         --- threadz 1 ---
 *     cycles/second = 2596173768    1 @ 0x42d836 0x45da85              --- Thread 7f (name: x/1) stack: ---
 *     sampling period = 100                                            0x42d836 0x45da85
 *     226240757 79 @ 0x4b759f
 *
 * The leaf comes first.  Lines of '#' after a row name its frames; without them frames are offsets into
 * the mapped files, or what a Java agent calls them.  Rows that stand for more than themselves are
 * scaled: heaps by the chance that a block of their size had to be sampled, contentions by the period.
 *
 * Left out: labels, and Go's statistics of its memory. */
#include <math.h>

#include "base/words.h"
#include "input/lines.h"
#include "read/address_map.h"
#include "read/backtrace.h"
#include "read/formats.h"
#include "read/gperftools_line.h"
#include "read/signed_metric.h"
#include "read/symbol.h"

enum { JAVA_HEAP_RATE = 524288, METRICS_MAX = 4 };

/* The first line that is not blank. */
static bool next_head(rn_lines *l, rn_bytes *line)
{
    while (rn_lines_next(l, line))
        if (rn_trim(*line).size)
            return true;
    return false;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    return next_head(&l, &line) && rn_gperftools_head_parse(line).kind != RN_GPERFTOOLS_NONE ? 95
                                                                                             : 0;
}

/* ---- state ------------------------------------------------------------------------------------ */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_gperftools_head head;
    double period, cycles_per_second;
    rn_bytes resolution; /* of a Java agent's times */
    rn_address_map map;
    rn_backtrace trace;

    rn_signed_metric metrics[METRICS_MAX];
    size_t metric_count;

    bool in_row, has_names; /* lines of '#' name its frames */
    rn_gperftools_row row;
    bool in_thread;
    uint32_t last_stack; /* of a thread; RN_NONE: none so far */
    uint64_t rows;
    bool has_value;
} reader;

static bool is_java(const reader *r)
{
    return r->head.kind == RN_GPERFTOOLS_JAVA_HEAP || r->head.kind == RN_GPERFTOOLS_JAVA_CONTENTION;
}

/* ---- metrics ---------------------------------------------------------------------------------- */

static void add_metric(reader *r, rn_bytes name, rn_bytes unit)
{
    r->metrics[r->metric_count++] = rn_signed_metric_of(r->builder, name, unit);
}

static void add_heap_metrics(reader *r)
{
    rn_bytes bytes = RN_LITERAL("bytes"), count = RN_LITERAL("count");
    add_metric(r, RN_LITERAL("inuse_space"), bytes);
    add_metric(r, RN_LITERAL("inuse_objects"), count);
    if (!r->head.has_alloc)
        return;
    add_metric(r, RN_LITERAL("alloc_space"), bytes);
    add_metric(r, RN_LITERAL("alloc_objects"), count);
}

/* Attributes come before the rows: only then it is known what is measured. */
static void add_metrics(reader *r)
{
    rn_bytes count = RN_LITERAL("count");
    switch (r->head.kind) {
    case RN_GPERFTOOLS_HEAP:
    case RN_GPERFTOOLS_JAVA_HEAP:
        add_heap_metrics(r);
        break;
    case RN_GPERFTOOLS_CONTENTION:
        add_metric(r, RN_LITERAL("delay"),
                   r->cycles_per_second > 0 ? RN_LITERAL("ns") : RN_LITERAL("cycles"));
        add_metric(r, RN_LITERAL("contentions"), count);
        break;
    case RN_GPERFTOOLS_JAVA_CONTENTION:
        add_metric(r, RN_LITERAL("delay"), r->resolution);
        add_metric(r, RN_LITERAL("contentions"), count);
        break;
    case RN_GPERFTOOLS_THREADS:
        add_metric(r, RN_LITERAL("thread"), count);
        break;
    default:
        add_metric(r, r->head.name, count);
    }
}

/* How many blocks one sampled block stands for: it is sampled with the chance 1 - exp(-size/rate). */
static double scale_of(double count, double size, double rate)
{
    double average = count != 0 ? size / count : 0;
    return rate > 1 && average > 0 ? -1 / expm1(-average / rate) : 1;
}

static void get_heap_values(const reader *r, double *values)
{
    bool is_java_heap = is_java(r);
    const double *n = r->row.numbers;
    double rate = is_java_heap ? JAVA_HEAP_RATE : r->head.rate;
    for (size_t i = 0; i < r->metric_count; i += 2) {
        double count = is_java_heap ? n[1] : n[i], size = is_java_heap ? n[0] : n[i + 1];
        double scale = scale_of(count, size, rate);
        values[i] = size * scale;
        values[i + 1] = count * scale;
    }
}

static void get_values(const reader *r, double *values)
{
    double seconds = 1;
    switch (r->head.kind) {
    case RN_GPERFTOOLS_HEAP:
    case RN_GPERFTOOLS_JAVA_HEAP:
        get_heap_values(r, values);
        return;
    case RN_GPERFTOOLS_CONTENTION:
    case RN_GPERFTOOLS_JAVA_CONTENTION:
        if (r->cycles_per_second > 0)
            seconds = 1e9 / r->cycles_per_second;
        values[0] = r->row.numbers[0] * r->period * seconds;
        values[1] = r->row.numbers[1] * r->period;
        return;
    default:
        values[0] = r->row.numbers[0];
    }
}

static void add_values(reader *r, uint32_t stack, const double *values)
{
    for (size_t i = 0; i < r->metric_count; i++) {
        rn_signed_metric_add(&r->metrics[i], stack, values[i]);
        r->has_value |= values[i] != 0;
    }
    r->rows++;
}

/* ---- frames ----------------------------------------------------------------------------------- */

/* '0x4b72f4\tmain.small+0x54\t\t/demo/main.go:29' */
static uint32_t named_frame(reader *r, rn_bytes text)
{
    rn_function_key key = {0};
    rn_bytes rest = text;
    uint32_t line = 0;
    rn_cut_first_word(&rest);
    rest = rn_trim(rest);
    const char *tab = rest.size ? memchr(rest.data, '\t', rest.size) : NULL;
    size_t end = tab ? (size_t)(tab - rest.data) : rest.size;
    key.name = rn_symbol_cut_offset(rn_bytes_slice(rest, 0, end));
    key.file = rn_trim(rn_bytes_slice(rest, end, rest.size));
    rn_symbol_cut_line(&key.file, &line);
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), line);
}

static void make_frame(void *user, rn_bytes text, bool is_exact)
{
    reader *r = user;
    uint64_t address = 0;
    rn_bytes rest = text;
    rn_parse_address(rn_cut_first_word(&rest), &address);
    rn_backtrace_make(&r->trace, rest.size ? named_frame(r, text)
                                           : rn_address_map_frame(&r->map, address, !is_exact));
}

/* Of threads the address of the leaf is where it stands, of Java all are. */
static void add_addresses(reader *r, rn_bytes text)
{
    uint64_t address;
    for (rn_bytes word; (word = rn_cut_first_word(&text)).size;) {
        bool is_exact = is_java(r) || (r->in_thread && r->trace.count == 0);
        if (rn_parse_address(word, &address))
            rn_backtrace_add(&r->trace, word, is_exact);
    }
}

/* ---- rows ------------------------------------------------------------------------------------- */

static void end_row(reader *r)
{
    double values[METRICS_MAX];
    if (!r->in_row)
        return;
    r->in_row = false;
    if (!r->has_names)
        add_addresses(r, r->row.addresses);
    if (r->metric_count == 0)
        add_metrics(r);
    get_values(r, values);
    add_values(r, rn_backtrace_take(&r->trace), values);
}

/* Whether the row has as many numbers as its kind. */
static bool fits(const reader *r, const rn_gperftools_row *row)
{
    switch (r->head.kind) {
    case RN_GPERFTOOLS_HEAP:
        return row->count == 4 || (row->count == 2 && !r->head.has_alloc);
    case RN_GPERFTOOLS_COUNT:
        return row->count == 1;
    default:
        return row->count == 2;
    }
}

/* '#\t0x4b72f4\tmain.small+0x54…' */
static void take_name(reader *r, rn_bytes line)
{
    rn_bytes text = rn_trim(rn_bytes_slice(line, 1, line.size)), rest = text;
    uint64_t address;
    if (!r->in_row || !rn_parse_address(rn_cut_first_word(&rest), &address))
        return;
    if (rest.size == 0 && address == 0)
        return;
    r->has_names = true;
    rn_backtrace_add(&r->trace, text, false);
}

static void take_attribute(reader *r, rn_bytes key, rn_bytes value)
{
    bool is_contention = r->head.kind == RN_GPERFTOOLS_CONTENTION;
    double number;
    if (is_contention && rn_bytes_equal(key, RN_LITERAL("format")) &&
        rn_bytes_equal(value, RN_LITERAL("java")))
        r->head.kind = RN_GPERFTOOLS_JAVA_CONTENTION;
    else if (rn_bytes_equal(key, RN_LITERAL("resolution")))
        r->resolution = value;
    else if (!rn_parse_whole(value, &number) || number <= 0)
        return;
    else if (rn_bytes_equal(key, RN_LITERAL("sampling period")))
        r->period = number;
    else if (is_contention && rn_bytes_equal(key, RN_LITERAL("cycles/second")))
        r->cycles_per_second = number;
}

static render_status take_row(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes key, value, rest = line;
    rn_gperftools_row row;
    uint64_t address;
    if (line.data[0] == '#') {
        take_name(r, line);
        return r->report->error.status;
    }
    bool is_row = rn_gperftools_row_parse(line, &row);
    if (!is_row && rn_gperftools_attribute(line, &key, &value)) {
        take_attribute(r, key, value);
        return r->report->error.status;
    }
    if (is_java(r) && rn_parse_address(rn_cut_first_word(&rest), &address))
        return RENDER_OK; /* a symbol */
    end_row(r);
    if (!is_row || !fits(r, &row))
        return rn_skip(r->report, l->start, l->number, "not as many numbers as in other rows");
    r->row = row;
    r->in_row = true;
    r->has_names = false;
    return r->report->error.status;
}

/* ---- threads ---------------------------------------------------------------------------------- */

static void end_thread(reader *r)
{
    double one = 1;
    if (!r->in_thread)
        return;
    r->in_thread = false;
    if (r->metric_count == 0)
        add_metrics(r);
    if (r->trace.count)
        r->last_stack = rn_backtrace_take(&r->trace);
    if (r->last_stack != RN_NONE)
        add_values(r, r->last_stack, &one);
}

static void take_thread_line(reader *r, rn_bytes line)
{
    if (rn_bytes_start(line, RN_LITERAL("--- Thread "))) {
        end_thread(r);
        r->in_thread = true;
    } else if (r->in_thread) {
        add_addresses(r, line);
    }
}

/* ---- the file --------------------------------------------------------------------------------- */

/* What comes after the rows says what their addresses are. */
static render_status take_map(reader *r, rn_lines l)
{
    bool may_be_java =
        r->head.kind == RN_GPERFTOOLS_JAVA_HEAP || r->head.kind == RN_GPERFTOOLS_CONTENTION;
    bool in_map = false;
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        if (rn_gperftools_is_end(line))
            in_map = true;
        else if (in_map)
            rn_address_map_add_mapping(&r->map, line);
        else if (may_be_java)
            rn_address_map_add_symbol(&r->map, line);
    }
    rn_address_map_sort(&r->map);
    return r->report->error.status;
}

static render_status take_rows(reader *r, rn_lines l)
{
    rn_bytes line;
    while (rn_lines_next(&l, &line) && !rn_gperftools_is_end(line)) {
        if (r->head.kind == RN_GPERFTOOLS_THREADS)
            take_thread_line(r, line);
        else if (rn_trim(line).size && take_row(r, &l, line))
            return r->report->error.status;
    }
    end_row(r);
    end_thread(r);
    rn_report_sum_up(r->report, "line(s)");
    if (r->report->error.status || r->has_value)
        return r->report->error.status;
    return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0,
                   r->rows ? "every number is 0" : "the profile has no stacks");
}

static render_status take_all(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    if (next_head(&l, &line))
        r->head = rn_gperftools_head_parse(line);
    if (r->head.kind == RN_GPERFTOOLS_NONE)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 1,
                       "no first line of gperftools or Go, such as 'heap profile: …'");
    return take_map(r, l) ? r->report->error.status : take_rows(r, l);
}

static render_status read_gperftoolstext(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .period = 1,
                .resolution = RN_LITERAL(""),
                .last_stack = RN_NONE,
                .map = {.builder = builder, .report = report}};
    rn_backtrace_init(&r.trace, builder, report, make_frame, &r);
    take_all(&r, input);
    rn_backtrace_finish(&r.trace);
    rn_address_map_finish(&r.map);
    return report->error.status;
}

const rn_format rn_format_gperftoolstext = {
    .info = &rn_format_infos[RN_FORMAT_gperftoolstext],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_gperftoolstext,
};

/* The time and allocation report of Haskell programs that GHC compiled with -prof:
 *
 *     	Thu Nov 26 04:22 2026 Time and Allocation Profiling Report  (Final)
 *     	total time  =        0.20 secs   (204 ticks @ 1000 us, 1 processor)
 *     	total alloc = 350,659,168 bytes  (excludes profiling overheads)
 *                                             individual      inherited
 *     COST CENTRE MODULE SRC           no. entries  %time %alloc   %time %alloc  ticks     bytes
 *
 *     MAIN        MAIN   <built-in>    149       0    0.0    0.0   100.0  100.0      0     38224
 *      main       Main   Mix.hs:20:1-9 299       1    0.0    0.0   100.0  100.0      0     13736
 *
 * The report begins with a flat table, which follows from the tree and is not read.  Numbers are taken
 * from the end of a row; what stands before them is cut where the words of the header begin, counted in
 * characters, since names may hold blanks.  Versions before 8 have no SRC.
 *
 * Metrics are the time, which is that of the ticks of all processors, and the bytes.  Where neither is
 * printed (+RTS -p), they are the rounded percentages of the totals. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/cost_centre.h"
#include "read/formats.h"

enum { NAME_BYTES = 2048 }; /* of the head, in which the report's name must stand */

static const rn_bytes TITLE = RN_LITERAL("Time and Allocation Profiling Report");

enum column { NUMBER, ENTRIES, TIME, ALLOC, ALL_TIME, ALL_ALLOC, TICKS, BYTES, COLUMN_COUNT };

/* A tree's header: where its columns begin, in characters. */
typedef struct table {
    size_t module, source; /* source: 0 when there is none */
    size_t columns;        /* numbers in a row: all of COLUMN_COUNT, or none from TICKS on */
} table;

typedef struct level {
    size_t indent;
    uint32_t stack;
} level;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    double time, bytes; /* totals, in ms and bytes; NAN: not stated */
    double tick;        /* in ms */
    double printed[COLUMN_COUNT];
    uint32_t time_metric, bytes_metric;
    bool is_estimated; /* from percentages */
    rn_buffer name;
    level *levels;
    size_t depth, level_capacity;
    double sums[2]; /* of time and bytes */
    uint64_t rows;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    size_t size = head.size < NAME_BYTES ? head.size : NAME_BYTES;
    (void)whole;
    return size && memmem(head.data, size, TITLE.data, TITLE.size) ? 100 : 0;
}

/* ---- words ------------------------------------------------------------------------------------ */

static size_t count_blanks(rn_bytes text)
{
    size_t count = 0;
    while (count < text.size && rn_is_blank(text.data[count]))
        count++;
    return count;
}

/* The last word of a text, which is cut off with the blanks before it. */
static rn_bytes cut_last(rn_bytes *text)
{
    size_t at = text->size;
    while (at && !rn_is_blank(text->data[at - 1]))
        at--;
    rn_bytes word = rn_bytes_slice(*text, at, text->size);
    *text = rn_trim(rn_bytes_slice(*text, 0, at));
    return word;
}

/* The byte at which a character begins; the size when there are not so many. */
static size_t find_character(rn_bytes text, size_t character)
{
    size_t at = 0;
    for (; at < text.size; at++)
        if ((text.data[at] & 0xc0) != 0x80 && character-- == 0)
            break;
    return at;
}

/* ---- totals ----------------------------------------------------------------------------------- */

/* A number with commas between its digits. */
static double parse_grouped(rn_bytes word)
{
    double value = 0;
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9')
            value = value * 10 + (word.data[i] - '0');
        else if (word.data[i] != ',')
            return NAN;
    return word.size ? value : NAN;
}

/* What follows '=' when the line begins with `name`. */
static bool find_value(rn_bytes line, rn_bytes name, rn_bytes *value)
{
    rn_bytes text = rn_trim(line);
    const char *sign = rn_bytes_start(text, name) ? memchr(text.data, '=', text.size) : NULL;
    if (sign)
        *value = rn_bytes_slice(text, (size_t)(sign - text.data) + 1, text.size);
    return sign;
}

/* '(204 ticks @ 1000 us, 1 processor)' */
static void take_ticks(reader *r, rn_bytes text)
{
    double ticks, size;
    rn_bytes count = rn_cut_first_word(&text);
    if (count.size < 2 || !rn_number_parse(rn_bytes_slice(count, 1, count.size), &ticks))
        return;
    rn_cut_first_word(&text);
    rn_cut_first_word(&text);
    if (!rn_number_parse(rn_cut_first_word(&text), &size) || !(size > 0))
        return;
    r->tick = rn_bytes_start(rn_cut_first_word(&text), RN_LITERAL("ms")) ? size : size / 1e3;
    r->time = ticks * r->tick;
}

static void take_total(reader *r, rn_bytes line)
{
    rn_bytes value;
    double seconds;
    if (find_value(line, RN_LITERAL("total alloc"), &value))
        r->bytes = parse_grouped(rn_cut_first_word(&value));
    if (!find_value(line, RN_LITERAL("total time"), &value))
        return;
    if (rn_number_parse(rn_cut_first_word(&value), &seconds))
        r->time = seconds * 1e3;
    rn_cut_first_word(&value);
    take_ticks(r, rn_trim(value));
}

/* ---- the header of the tree ------------------------------------------------------------------- */

static size_t find_word(rn_bytes line, rn_bytes word)
{
    const char *found = memmem(line.data, line.size, word.data, word.size);
    return found ? (size_t)(found - line.data) : 0;
}

/* The flat table's header has no 'entries'. */
static bool parse_header(rn_bytes line, table *out)
{
    if (!rn_bytes_start(line, RN_LITERAL("COST CENTRE")))
        return false;
    *out =
        (table){find_word(line, RN_LITERAL(" MODULE ")) + 1, find_word(line, RN_LITERAL(" SRC ")),
                find_word(line, RN_LITERAL(" ticks ")) ? COLUMN_COUNT : TICKS};
    out->source += out->source > 0;
    return out->module > 1 && find_word(line, RN_LITERAL(" entries "));
}

static void add_metrics(reader *r, const table *t)
{
    bool percent = t->columns < COLUMN_COUNT;
    r->is_estimated |= percent;
    r->time_metric =
        rn_builder_metric(r->builder, RN_LITERAL("time"),
                          percent && isnan(r->time) ? RN_LITERAL("%") : RN_LITERAL("ms"));
    r->bytes_metric =
        rn_builder_metric(r->builder, RN_LITERAL("bytes"),
                          percent && isnan(r->bytes) ? RN_LITERAL("%") : RN_LITERAL("bytes"));
    r->depth = 0;
}

/* ---- rows ------------------------------------------------------------------------------------- */

static bool cut_numbers(reader *r, const table *t, rn_bytes *text)
{
    for (size_t i = t->columns; i-- > 0;) {
        double *value = &r->printed[i];
        if (!rn_number_parse(cut_last(text), value) || !(*value >= 0) || !isfinite(*value))
            return false;
    }
    return true;
}

/* Cuts off what stands before a column that begins where one may. */
static bool cut_column(rn_bytes *text, size_t characters, rn_bytes *out)
{
    size_t at = find_character(*text, characters);
    if (at == 0 || at >= text->size || text->data[at - 1] != ' ' || text->data[at] == ' ')
        return false;
    *out = rn_trim(rn_bytes_slice(*text, 0, at));
    *text = rn_bytes_slice(*text, at, text->size);
    return out->size;
}

/* `text` is a row without its numbers. */
static bool split_row(const table *t, rn_bytes text, rn_bytes parts[3])
{
    rn_bytes rest = text;
    bool fits = cut_column(&rest, t->module, &parts[0]) &&
                (!t->source || cut_column(&rest, t->source - t->module, &parts[1]));
    if (!fits) {
        rest = text;
        parts[0] = rn_cut_first_word(&rest);
        parts[1] = t->source ? rn_cut_first_word(&rest) : RN_LITERAL("");
    }
    parts[t->source ? 2 : 1] = rn_trim(rest);
    return parts[0].size && parts[1].size;
}

static bool push_row(reader *r, size_t indent, uint32_t function)
{
    while (r->depth && r->levels[r->depth - 1].indent >= indent)
        r->depth--;
    uint32_t parent = r->depth ? r->levels[r->depth - 1].stack : 0;
    if (!RN_GROW(r->levels, r->level_capacity, r->depth + 1)) {
        rn_fail_memory(r->report);
        return false;
    }
    uint32_t frame = rn_builder_frame(r->builder, function, 0);
    r->levels[r->depth++] = (level){indent, rn_builder_push(r->builder, parent, frame)};
    return rn_builder_status(r->builder) == RENDER_OK;
}

static double share(double percent, double total)
{
    return isnan(total) ? percent : percent / 100 * total;
}

static void add_values(reader *r, const table *t)
{
    bool exact = t->columns == COLUMN_COUNT;
    uint32_t stack = r->levels[r->depth - 1].stack;
    double time = exact ? r->printed[TICKS] * r->tick : share(r->printed[TIME], r->time);
    double bytes = exact ? r->printed[BYTES] : share(r->printed[ALLOC], r->bytes);
    rn_builder_add_self(r->builder, stack, r->time_metric, time);
    rn_builder_add_self(r->builder, stack, r->bytes_metric, bytes);
    r->sums[0] += time;
    r->sums[1] += bytes;
    r->rows++;
}

static render_status take_row(reader *r, const table *t, const rn_lines *lines, rn_bytes line)
{
    rn_bytes parts[3] = {{"", 0}, {"", 0}, {"", 0}}, text = rn_trim(line);
    size_t indent = count_blanks(line);
    if (!cut_numbers(r, t, &text) ||
        !split_row(t, rn_bytes_slice(line, 0, indent + text.size), parts))
        return rn_skip(r->report, lines->start, lines->number, "no cost centre with %zu numbers",
                       t->columns);
    uint32_t function = rn_cost_centre(r->builder, parts[0], parts[1], parts[2], &r->name);
    if (r->printed[ENTRIES] > 0)
        rn_builder_add_calls(r->builder, function, r->printed[ENTRIES], NAN);
    if (!push_row(r, indent, function))
        return r->report->error.status;
    add_values(r, t);
    return RENDER_OK;
}

/* ---- the file --------------------------------------------------------------------------------- */

/* The rows of a tree: after a blank line, up to another one. */
static render_status take_tree(reader *r, const table *t, rn_lines *lines)
{
    rn_bytes line;
    bool begun = false;
    add_metrics(r, t);
    while (rn_lines_next(lines, &line)) {
        bool is_blank = rn_trim(line).size == 0;
        if (is_blank && begun)
            break;
        begun |= !is_blank;
        if (!is_blank && take_row(r, t, lines, line) != RENDER_OK)
            return r->report->error.status;
    }
    return rn_builder_status(r->builder);
}

/* Rounded percentages may be more than the whole together. */
static void set_totals(reader *r)
{
    if (!r->is_estimated)
        return;
    if (!isnan(r->time))
        rn_builder_set_total(r->builder, r->time_metric, fmax(r->time, r->sums[0]));
    if (!isnan(r->bytes))
        rn_builder_set_total(r->builder, r->bytes_metric, fmax(r->bytes, r->sums[1]));
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines lines = rn_lines_of(input);
    rn_bytes line;
    table t;
    while (rn_lines_next(&lines, &line)) {
        take_total(r, line);
        if (parse_header(line, &t) && take_tree(r, &t, &lines) != RENDER_OK)
            return r->report->error.status;
    }
    rn_report_sum_up(r->report, "row(s)");
    if (r->rows == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no tree of cost centres in it");
    if (r->sums[0] + r->sums[1] == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no cost centre cost anything");
    set_totals(r);
    return RENDER_OK;
}

static render_status read_ghcprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .time = NAN, .bytes = NAN, .tick = 1};
    render_status status = take_lines(&r, input);
    rn_buffer_finish(&r.name);
    free(r.levels);
    return status;
}

const rn_format rn_format_ghcprof = {
    .info = &rn_format_infos[RN_FORMAT_ghcprof],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_ghcprof,
};

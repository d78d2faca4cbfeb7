/* What "Deep Copy" puts on the clipboard in Apple's Instruments: a call tree, columns separated by tabs:
 *
 *     Running Time    Self (ms)               Symbol Name
 *     4273.0ms   99.9%        0               start
 *     4273.0ms   99.9%        0                main
 *     2126.0ms   49.7%        693               delta()
 *
 * The first column may be Weight (4.93 s, 1.20 min, 3.10 Gc) or Bytes Used (429.93 MB); with the latter
 * there is a Count.  Blanks before the symbol say what it is below, however many all rows have.  The
 * figures are rounded: the column Self, where there is one, tells more than what is left of a total.
 *
 * Left out: percentages. */
#include <math.h>

#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/inclusive.h"

enum { COLUMNS_MAX = 64 };

typedef enum column { COST, SELF, COUNT, PATH, SYMBOL, COLUMN_COUNT } column;

typedef struct dimension {
    const char *metric, *unit;
} dimension;

static const dimension as_time = {"time", "ms"}, as_memory = {"memory", "bytes"},
                       as_cycles = {"cycles", "cycles"};

typedef struct scale {
    const char *unit;
    const dimension *dimension;
    double factor;
} scale;

static const scale scales[] = {
    {"ms", &as_time, 1},         {"s", &as_time, 1e3},         {"us", &as_time, 1e-3},
    {"\u00b5s", &as_time, 1e-3}, {"\u03bcs", &as_time, 1e-3},  {"ns", &as_time, 1e-6},
    {"min", &as_time, 6e4},      {"h", &as_time, 36e5},        {"Bytes", &as_memory, 1},
    {"Byte", &as_memory, 1},     {"B", &as_memory, 1},         {"KB", &as_memory, 1024},
    {"KiB", &as_memory, 1024},   {"MB", &as_memory, 1048576},  {"MiB", &as_memory, 1048576},
    {"GB", &as_memory, 1 << 30}, {"GiB", &as_memory, 1 << 30}, {"cycles", &as_cycles, 1},
    {"c", &as_cycles, 1},        {"Kc", &as_cycles, 1e3},      {"Mc", &as_cycles, 1e6},
    {"Gc", &as_cycles, 1e9},
};

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    int columns[COLUMN_COUNT];            /* where they are; -1: not there */
    const scale *cost_scale, *self_scale; /* of figures without a unit; NULL: as it is */
    const dimension *dimension;           /* NULL: not known yet */
    rn_inclusive tree;
    uint64_t first_indent;
    bool has_rows, has_self;
} reader;

/* ---- columns ---------------------------------------------------------------------------------- */

/* The text up to the next tab, which *rest then follows. */
static rn_bytes next_cell(rn_bytes *rest)
{
    const char *tab = rest->size ? memchr(rest->data, '\t', rest->size) : NULL;
    size_t size = tab ? (size_t)(tab - rest->data) : rest->size;
    rn_bytes cell = rn_bytes_slice(*rest, 0, size);
    *rest = rn_bytes_slice(*rest, tab ? size + 1 : size, rest->size);
    return cell;
}

/* The size of the blank that a text begins with, such as U+2007, a blank as wide as a figure. */
static size_t blank_size(rn_bytes text)
{
    static const rn_bytes blanks[] = {{" ", 1}, {"\u00a0", 2}, {"\u2007", 3}, {"\u202f", 3}};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
        if (rn_bytes_start(text, blanks[i]))
            return blanks[i].size;
    return 0;
}

static rn_bytes skip_blanks(rn_bytes text)
{
    size_t size;
    while ((size = blank_size(text)))
        text = rn_bytes_slice(text, size, text.size);
    return text;
}

static rn_bytes trim(rn_bytes text)
{
    text = skip_blanks(text);
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

static column column_of(rn_bytes name)
{
    if (rn_bytes_start(name, RN_LITERAL("Symbol Name")))
        return SYMBOL;
    if (rn_bytes_start(name, RN_LITERAL("Running Time")) ||
        rn_bytes_start(name, RN_LITERAL("Weight")) ||
        rn_bytes_start(name, RN_LITERAL("Bytes Used")))
        return COST;
    if (rn_bytes_start(name, RN_LITERAL("Self")))
        return SELF;
    if (rn_bytes_equal(name, RN_LITERAL("Count")))
        return COUNT;
    return rn_bytes_equal(name, RN_LITERAL("Source Path")) ? PATH : COLUMN_COUNT;
}

static const scale *find_scale(rn_bytes unit)
{
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
        if (rn_bytes_equal(unit, rn_bytes_of(scales[i].unit)))
            return &scales[i];
    return NULL;
}

/* 'Self (ms)' */
static const scale *scale_of_heading(rn_bytes name)
{
    const char *open = name.size ? memchr(name.data, '(', name.size) : NULL;
    if (!open || name.data[name.size - 1] != ')')
        return NULL;
    return find_scale(rn_bytes_slice(name, (size_t)(open - name.data) + 1, name.size - 1));
}

/* The symbol must be the last column. */
static bool take_heading(reader *r, rn_bytes line)
{
    const char *last = NULL;
    for (int i = 0; i < COLUMN_COUNT; i++)
        r->columns[i] = -1;
    for (int at = 0; at < COLUMNS_MAX && line.size; at++) {
        rn_bytes name = trim(next_cell(&line));
        column c = column_of(name);
        if (c == COLUMN_COUNT || r->columns[c] >= 0)
            continue;
        r->columns[c] = at;
        last = c == SYMBOL && line.size == 0 ? name.data : NULL;
        if (c == COST)
            r->cost_scale = scale_of_heading(name);
        if (c == SELF)
            r->self_scale = scale_of_heading(name);
    }
    return last && r->columns[SYMBOL] > 0;
}

static int sniff(rn_bytes head, bool whole)
{
    reader r = {0};
    rn_bytes line;
    rn_lines l = rn_lines_of(head);
    (void)whole;
    if (!rn_lines_next(&l, &line) || !take_heading(&r, line))
        return 0;
    return r.columns[COST] >= 0 ? 95 : 40;
}

/* ---- figures ---------------------------------------------------------------------------------- */

/* Digits with a point, or with a comma that stands for one or groups them. */
static bool parse_number(rn_bytes text, double *value)
{
    char plain[64];
    size_t size = 0;
    const char *point = text.size ? memchr(text.data, '.', text.size) : NULL;
    const char *comma = text.size ? memrchr(text.data, ',', text.size) : NULL;
    bool groups = point || (comma && text.data + text.size - comma == 4);
    for (size_t i = 0; i < text.size; i++) {
        if (size == sizeof plain)
            return false;
        if (text.data[i] != ',' || !groups)
            plain[size++] = text.data[i] == ',' ? '.' : text.data[i];
    }
    return rn_number_parse((rn_bytes){plain, size}, value) && *value >= 0 && *value < 1e18;
}

static rn_bytes take_word(rn_bytes *text, const char *set, bool in_set)
{
    size_t size = 0;
    while (size < text->size && !blank_size(rn_bytes_slice(*text, size, text->size)) &&
           (strchr(set, text->data[size]) && text->data[size]) == in_set)
        size++;
    rn_bytes word = rn_bytes_slice(*text, 0, size);
    *text = skip_blanks(rn_bytes_slice(*text, size, text->size));
    return word;
}

/* '4273.0ms   99.9%', '4.93 s  100.0%', '693': *unit_scale is what its unit says, or left as it is.  There
 * are only whole bytes and cycles. */
static bool parse_figure(rn_bytes text, double *value, const scale **unit_scale)
{
    static const char digits[] = "0123456789.,";
    text = skip_blanks(text);
    rn_bytes number = take_word(&text, digits, true);
    rn_bytes unit = take_word(&text, digits, false);
    if (!parse_number(number, value))
        return false;
    if (unit.size && !rn_bytes_equal(unit, RN_LITERAL("%"))) {
        *unit_scale = find_scale(unit);
        if (!*unit_scale)
            return false;
    }
    if (!*unit_scale)
        return true;
    *value *= (*unit_scale)->factor;
    if ((*unit_scale)->dimension != &as_time)
        *value = round(*value);
    return true;
}

/* ---- rows ------------------------------------------------------------------------------------- */

static render_status skip_row(reader *r, const rn_lines *l, const char *why)
{
    return rn_skip(r->report, l->start, l->number, "%s", why);
}

static void add_metrics(reader *r, const dimension *d)
{
    r->dimension = d;
    r->tree.metrics[0] =
        rn_builder_metric(r->builder, rn_bytes_of(d->metric), rn_bytes_of(d->unit));
    r->tree.metric_count = 1;
    if (r->columns[COUNT] < 0)
        return;
    rn_bytes name = RN_LITERAL("count");
    r->tree.metrics[1] = rn_builder_metric(r->builder, name, RN_LITERAL("allocations"));
    r->tree.metric_count = 2;
}

static bool ends_in_hex(rn_bytes name)
{
    rn_bytes mark = RN_LITERAL("  0x");
    size_t at = name.size;
    while (at && strchr("0123456789abcdefABCDEF", name.data[at - 1]) && name.data[at - 1])
        at--;
    return at < name.size && rn_bytes_end(rn_bytes_slice(name, 0, at), mark);
}

static bool ends_in_pid(rn_bytes name)
{
    size_t at = name.size ? name.size - 1 : 0;
    if (name.size == 0 || name.data[at] != ')')
        return false;
    while (at && name.data[at - 1] >= '0' && name.data[at - 1] <= '9')
        at--;
    return at + 1 < name.size && rn_bytes_end(rn_bytes_slice(name, 0, at), RN_LITERAL(" ("));
}

/* 'demo (4711)' at the top is a process, 'Main Thread  0x1c8f3b' a thread. */
static uint32_t make_frame(reader *r, uint64_t indent, rn_bytes name, rn_bytes path)
{
    rn_function_key key = {.name = name.size ? name : RN_LITERAL("[unknown]"), .file = path};
    if (indent == r->first_indent && ends_in_pid(name))
        key.kind = RN_PROCESS;
    else if (ends_in_hex(name))
        key.kind = RN_THREAD;
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
}

typedef struct figures {
    double cost, self, count; /* NaN: not told */
} figures;

static bool take_figures(reader *r, const rn_bytes *cells, figures *out)
{
    const scale *cost_scale = r->cost_scale, *self_scale = r->self_scale, *one = NULL;
    *out = (figures){NAN, NAN, NAN};
    if (!parse_figure(cells[COST], &out->cost, &cost_scale))
        return false;
    const dimension *d = cost_scale ? cost_scale->dimension : &as_time;
    if (!r->dimension)
        add_metrics(r, d);
    if (d != r->dimension && out->cost > 0)
        return false;
    if (r->columns[SELF] >= 0 && !parse_figure(cells[SELF], &out->self, &self_scale))
        return false;
    return r->columns[COUNT] < 0 || parse_figure(cells[COUNT], &out->count, &one);
}

static render_status take_row(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes cells[COLUMN_COUNT] = {0};
    figures f;
    for (int at = 0; at < r->columns[SYMBOL]; at++) {
        rn_bytes cell = next_cell(&line);
        for (int c = 0; c < SYMBOL; c++)
            if (r->columns[c] == at)
                cells[c] = cell;
        if (line.size == 0)
            return skip_row(r, l, "a row without a symbol");
    }
    if (!take_figures(r, cells, &f))
        return skip_row(r, l, "a row with a figure that is none");
    rn_bytes name = trim(line);
    uint64_t indent = (uint64_t)(name.data - line.data);
    if (!r->has_rows)
        r->first_indent = indent;
    r->has_rows = true;
    double costs[] = {isnan(f.self) ? f.cost : NAN, f.count};
    uint32_t frame = make_frame(r, indent, name, trim(cells[PATH]));
    if (rn_inclusive_enter(&r->tree, indent, frame, costs) && f.self > 0) {
        rn_builder_add_self(r->builder, r->tree.levels[r->tree.count - 1].stack, r->tree.metrics[0],
                            f.self);
        r->has_self = true;
    }
    return r->report->error.status;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_bytes line;
    rn_lines l = rn_lines_of(input);
    if (!rn_lines_next(&l, &line) || !take_heading(r, line) || r->columns[COST] < 0)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 1,
                       "expected columns Running Time, Weight or Bytes Used, and Symbol Name");
    while (rn_lines_next(&l, &line))
        if (trim(line).size && (take_row(r, &l, line) || rn_builder_status(r->builder)))
            return r->report->error.status;
    rn_inclusive_close(&r->tree);
    rn_report_sum_up(r->report, "row(s)");
    if (r->tree.contradictions)
        rn_warn(r->report, "%llu row(s) have a smaller figure than the rows below them",
                (unsigned long long)r->tree.contradictions);
    if (!r->has_self && !r->tree.has_cost)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no row has a cost");
    return r->report->error.status;
}

static render_status read_instruments(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    r.tree.builder = builder;
    r.tree.rounding = 0.02;
    render_status status = take_lines(&r, input);
    rn_inclusive_finish(&r.tree);
    return status ? status : rn_builder_status(builder);
}

const rn_format rn_format_instruments = {
    .info = &rn_format_infos[RN_FORMAT_instruments],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_instruments,
};

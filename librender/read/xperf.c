/* What Windows' xperf exports of its table of CPU samples ("Export Full Table"):
 *
 *     Process Name, Process, Stack, Module, Function, Thread ID, Weight, % Weight, Count, TimeStamp
 *     a.exe, a.exe (44), [Root]/a.exe!main/a.exe!f<b, c>, a.exe, f<b, c>, 51, 1.0012, 0.01, 1, 9.77
 *
 * Columns are found by their names.  Fields are not quoted, so that a row may have more of them than
 * the heading: the commas are those of names in Stack and Function.  A stack is written root first;
 * a '/' that begins no 'module!function' belongs to a name.  The sample's own function ends the stack,
 * if it does not already.
 *
 * Samples of the process Idle are left out.  Not read: addresses, processors. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/csv.h"
#include "read/formats.h"
#include "read/kernel_module.h"
#include "read/memo.h"

typedef enum column {
    PROCESS_NAME,
    PROCESS,
    STACK,
    MODULE,
    FUNCTION,
    THREAD,
    WEIGHT,
    COUNT,
    TIME,
    COLUMN_COUNT
} column;

static const rn_bytes column_names[COLUMN_COUNT] = {
    [PROCESS_NAME] = RN_LITERAL("Process Name"),
    [PROCESS] = RN_LITERAL("Process"),
    [STACK] = RN_LITERAL("Stack"),
    [MODULE] = RN_LITERAL("Module"),
    [FUNCTION] = RN_LITERAL("Function"),
    [THREAD] = RN_LITERAL("Thread ID"),
    [WEIGHT] = RN_LITERAL("Weight"),
    [COUNT] = RN_LITERAL("Count"),
    [TIME] = RN_LITERAL("TimeStamp"),
};

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_csv csv;
    size_t width;                 /* fields of the heading */
    size_t columns[COLUMN_COUNT]; /* SIZE_MAX: not there */
    uint32_t weight, count;       /* metrics */

    rn_bytes fields[COLUMN_COUNT]; /* of the row at hand */

    rn_memo memo;     /* what says which stack it is, as written */
    uint32_t *stacks; /* [of the memo] */
    size_t stack_capacity;
    uint64_t samples, idle;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static render_status skip_row(reader *r, const char *why)
{
    return rn_skip(r->report, r->csv.lines.start, r->csv.lines.number, "%s", why);
}

static bool has_column(const reader *r, column c)
{
    return r->columns[c] != SIZE_MAX;
}

/* ---- the heading ------------------------------------------------------------------------------ */

static void find_columns(reader *r)
{
    r->width = r->csv.count;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        r->columns[c] = SIZE_MAX;
        for (size_t i = r->width < RN_CSV_FIELDS ? r->width : RN_CSV_FIELDS; i-- > 0;)
            if (rn_bytes_equal(rn_csv_text(&r->csv, i), column_names[c]))
                r->columns[c] = i;
    }
}

static render_status take_heading(reader *r)
{
    bool has_place = has_column(r, STACK) || has_column(r, FUNCTION);
    if (!has_place || (!has_column(r, WEIGHT) && !has_column(r, COUNT)))
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 1,
                       "the first line does not name the columns 'Stack' and 'Weight'");
    if (has_column(r, WEIGHT))
        r->weight = rn_builder_metric(r->builder, RN_LITERAL("weight"), RN_LITERAL("ms"));
    r->count = rn_builder_metric(r->builder, RN_LITERAL("count"), RN_LITERAL("samples"));
    rn_builder_set_time_unit(r->builder, RN_LITERAL("s"));
    return status_of(r);
}

/* ---- fields ----------------------------------------------------------------------------------- */

/* Fields `from` to `to`, both included, with what stands between them. */
static rn_bytes join(const reader *r, size_t from, size_t to)
{
    rn_bytes first = r->csv.fields[from].text, last = r->csv.fields[to].text;
    return (rn_bytes){first.data, (size_t)(last.data + last.size - first.data)};
}

/* Where the columns with free text are, the left one first; SIZE_MAX: not there. */
typedef struct free_text {
    size_t first, second;
} free_text;

static free_text find_free_text(const reader *r)
{
    size_t a = r->columns[STACK], b = r->columns[FUNCTION];
    return (free_text){a < b ? a : b, a < b ? b : a};
}

/* The text of a column in a row with `extra` fields too many, `in_first` of which are the left
 * free text's. */
static rn_bytes field_at(const reader *r, column c, free_text texts, size_t in_first, size_t extra)
{
    size_t at = r->columns[c];
    if (at == SIZE_MAX)
        return RN_LITERAL("");
    if (at < texts.first)
        return join(r, at, at);
    if (at == texts.first)
        return join(r, at, at + in_first);
    if (at < texts.second)
        return join(r, at + in_first, at + in_first);
    if (at == texts.second)
        return join(r, at + in_first, at + extra);
    return join(r, at + extra, at + extra);
}

static bool is_unknown(rn_bytes text)
{
    return text.size == 0 || rn_bytes_equal(text, RN_LITERAL("?")) ||
           rn_bytes_equal(text, RN_LITERAL("Unknown"));
}

/* True when the stack ends in '!function'.  The module there may be of another name: 'ntkrnlmp.exe' is
 * how 'ntoskrnl.exe' was built. */
static bool ends_in(rn_bytes stack, rn_bytes function)
{
    if (!rn_bytes_end(stack, function))
        return false;
    stack.size -= function.size;
    return rn_bytes_end(stack, RN_LITERAL("!"));
}

static bool looks_like_module(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (strchr("<>(),!/", text.data[i]))
            return false;
    return text.size && memchr(text.data, '.', text.size);
}

/* How many of the fields too many belong to the left text: as many as make the stack end in the
 * function or, when it does not, as leave a module between the two. */
static size_t share_out(const reader *r, free_text texts, size_t extra)
{
    if (extra == 0 || texts.second == SIZE_MAX)
        return extra;
    for (size_t in_first = extra + 1; in_first-- > 0;)
        if (ends_in(field_at(r, STACK, texts, in_first, extra),
                    field_at(r, FUNCTION, texts, in_first, extra)))
            return in_first;
    for (size_t in_first = 0; in_first <= extra; in_first++)
        if (looks_like_module(field_at(r, MODULE, texts, in_first, extra)))
            return in_first;
    return extra;
}

/* False when the row cannot be one of the table. */
static bool take_fields(reader *r)
{
    if (r->csv.count < r->width || r->csv.count > RN_CSV_FIELDS)
        return false;
    size_t extra = r->csv.count - r->width;
    free_text texts = find_free_text(r);
    size_t in_first = share_out(r, texts, extra);
    for (int c = 0; c < COLUMN_COUNT; c++)
        r->fields[c] = field_at(r, (column)c, texts, in_first, extra);
    return true;
}

static bool take_number(const reader *r, column c, double *value)
{
    return rn_number_parse(r->fields[c], value) && *value >= 0 && *value < 1e300;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t push(reader *r, uint32_t stack, rn_bytes module, rn_bytes name)
{
    rn_function_key key = {.name = name, .module = module};
    key.flags = rn_kernel_module(module) ? RN_FLAG_KERNEL : 0;
    uint32_t function = rn_builder_function(r->builder, &key);
    return rn_builder_push(r->builder, stack, rn_builder_frame(r->builder, function, 0));
}

/* 'module!function' */
static uint32_t push_text(reader *r, uint32_t stack, rn_bytes text)
{
    const char *mark = text.size ? memchr(text.data, '!', text.size) : NULL;
    size_t at = mark ? (size_t)(mark - text.data) : 0;
    if (!mark)
        return push(r, stack, RN_LITERAL(""), text);
    return push(r, stack, rn_bytes_slice(text, 0, at), rn_bytes_slice(text, at + 1, text.size));
}

/* The size of the text up to the next '/', or all of it. */
static size_t part_size(rn_bytes text)
{
    const char *slash = text.size ? memchr(text.data, '/', text.size) : NULL;
    return slash ? (size_t)(slash - text.data) : text.size;
}

static bool begins_frame(rn_bytes part)
{
    return rn_bytes_equal(part, RN_LITERAL("?")) ||
           (part.size && memchr(part.data, '!', part.size));
}

/* Cuts the first frame off the front of a stack's text. */
static rn_bytes cut_frame(rn_bytes *text)
{
    size_t size = part_size(*text);
    rn_bytes whole = *text;
    while (size < whole.size) {
        rn_bytes rest = rn_bytes_slice(whole, size + 1, whole.size);
        size_t next = part_size(rest);
        if (begins_frame(rn_bytes_slice(rest, 0, next))) {
            *text = rest;
            return rn_bytes_slice(whole, 0, size);
        }
        size += 1 + next;
    }
    *text = rn_bytes_slice(whole, size, whole.size);
    return rn_bytes_slice(whole, 0, size);
}

static uint32_t push_process(reader *r)
{
    rn_function_key key = {.name = r->fields[PROCESS], .kind = RN_PROCESS};
    if (key.name.size == 0)
        key.name = r->fields[PROCESS_NAME];
    if (key.name.size == 0)
        return 0;
    uint32_t function = rn_builder_function(r->builder, &key);
    return rn_builder_push(r->builder, 0, rn_builder_frame(r->builder, function, 0));
}

/* Names that nobody knows are written in several ways. */
static bool is_same(rn_bytes last, rn_bytes function)
{
    return ends_in(last, function) ||
           (is_unknown(function) && (last.size == 1 || ends_in(last, RN_LITERAL("?"))));
}

static uint32_t make_stack(reader *r)
{
    uint32_t stack = push_process(r);
    rn_bytes text = r->fields[STACK], last = RN_LITERAL("");
    rn_bytes module = r->fields[MODULE], function = r->fields[FUNCTION];
    if (is_unknown(text))
        text.size = 0;
    while (text.size) {
        rn_bytes frame = cut_frame(&text);
        if (rn_bytes_equal(frame, RN_LITERAL("[Root]")))
            continue;
        stack = push_text(r, stack, frame);
        last = frame;
    }
    bool is_named = !is_unknown(module) || !is_unknown(function) || last.size == 0;
    if (is_named && !is_same(last, function))
        stack = push(r, stack, is_unknown(module) ? RN_LITERAL("") : module,
                     is_unknown(function) ? RN_LITERAL("?") : function);
    return stack;
}

/* The columns that a stack is made of are one slice of the row: the same slice, the same stack. */
static uint32_t find_stack(reader *r)
{
    static const column parts[] = {PROCESS_NAME, PROCESS, STACK, MODULE, FUNCTION};
    const char *start = r->csv.line.data + r->csv.line.size, *end = r->csv.line.data;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        rn_bytes field = r->fields[parts[i]];
        if (!has_column(r, parts[i]))
            continue;
        start = field.data < start ? field.data : start;
        end = field.data + field.size > end ? field.data + field.size : end;
    }
    uint32_t count = r->memo.count;
    uint32_t id = rn_memo_put(&r->memo, (rn_bytes){start, (size_t)(end - start)});
    if (id == RN_NONE || !RN_GROW(r->stacks, r->stack_capacity, id + (size_t)1)) {
        rn_fail_memory(r->report);
        return 0;
    }
    if (id == count)
        r->stacks[id] = make_stack(r);
    return r->stacks[id];
}

/* ---- rows ------------------------------------------------------------------------------------- */

/* A thread is a track; a sample tells of the time before it. */
static void add_run(reader *r, uint32_t stack, double weight)
{
    double time;
    if (!rn_builder_options(r->builder)->keep_order || !take_number(r, TIME, &time))
        return;
    rn_buffer name = {0};
    rn_put(&name, r->fields[PROCESS].size ? r->fields[PROCESS] : r->fields[PROCESS_NAME]);
    rn_put_text(&name, " thread ");
    rn_put(&name, r->fields[THREAD]);
    if (name.failed)
        rn_fail_memory(r->report);
    uint32_t track = rn_builder_track(r->builder, rn_buffer_bytes(&name));
    rn_builder_add_run(r->builder, track, stack, time - weight / 1000, weight / 1000);
    rn_buffer_finish(&name);
}

static bool is_idle(const reader *r)
{
    return rn_bytes_equal(r->fields[PROCESS_NAME], RN_LITERAL("Idle")) ||
           rn_bytes_start(r->fields[PROCESS], RN_LITERAL("Idle ("));
}

static render_status take_row(reader *r)
{
    double weight = 0, count = 1;
    if (!take_fields(r))
        return skip_row(r, "a row with fewer fields, or many more, than columns");
    if (has_column(r, WEIGHT) && !take_number(r, WEIGHT, &weight))
        return skip_row(r, "a weight that is no number");
    if (has_column(r, COUNT) && !take_number(r, COUNT, &count))
        return skip_row(r, "a count that is no number");
    if (is_idle(r)) {
        r->idle++;
        return RENDER_OK;
    }
    uint32_t stack = find_stack(r);
    if (has_column(r, WEIGHT))
        rn_builder_add_self(r->builder, stack, r->weight, weight);
    rn_builder_add_self(r->builder, stack, r->count, count);
    add_run(r, stack, weight);
    r->samples++;
    return status_of(r);
}

static render_status take_rows(reader *r)
{
    if (!rn_csv_next(&r->csv))
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there is no line in it");
    find_columns(r);
    if (take_heading(r))
        return status_of(r);
    while (rn_csv_next(&r->csv))
        if (take_row(r))
            return status_of(r);
    rn_report_sum_up(r->report, "row(s)");
    if (r->idle)
        rn_warn(r->report, "%llu samples of the process 'Idle' are left out",
                (unsigned long long)r->idle);
    if (r->samples == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there is no sample in it%s",
                       r->idle ? " but of the process 'Idle'" : "");
    return status_of(r);
}

static void open_csv(rn_csv *csv, rn_bytes input)
{
    rn_csv_init(csv, rn_lines_of(input), ',');
    csv->is_plain = true;
}

static render_status read_xperf(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    open_csv(&r.csv, input);
    take_rows(&r);
    rn_memo_finish(&r.memo);
    free(r.stacks);
    rn_csv_finish(&r.csv);
    return status_of(&r);
}

static int sniff(rn_bytes head, bool whole)
{
    static const column needed[] = {PROCESS_NAME, STACK, MODULE, FUNCTION, WEIGHT, COUNT};
    reader r = {0};
    (void)whole;
    open_csv(&r.csv, head);
    if (!rn_csv_next(&r.csv))
        return 0;
    find_columns(&r);
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (!has_column(&r, needed[i]))
            return 0;
    return 100;
}

const rn_format rn_format_xperf = {
    .info = &rn_format_infos[RN_FORMAT_xperf],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_xperf,
};

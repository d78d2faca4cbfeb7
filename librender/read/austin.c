/* Austin's samples of Python programs as text, one a line, in the order of time:
 *
 *     # austin: 3.3.0
 *     # mode: wall
 *     P6360;T6361;app.py:main:12;<frozen importlib._bootstrap>:_find_and_load:1007 105
 *     P6360;T0:6361;app.py:main:12 105,1,-4096          full: us, whether idle, bytes
 *
 * and of its versions before 3, which say nothing of their mode:
 *
 *     Thread 7fa0;main (app.py);L12 105                 also 'Process 7;Thread 7fa0;…'
 *     Thread 7fa0;main (app.py:12) 105 20 0             full: us, kB allocated, kB freed
 *
 * Metrics are the time, or in mode "cpu" that without idle samples, or the memory that was allocated and
 * freed, or all of these.  A single number is memory where the file says so, or where it says nothing
 * and numbers are negative; the old versions' memory cannot be told from time.
 *
 * Each sample is a run that ends where the next one of its thread starts; threads are brought together by
 * the order of their lines.  Austin's binary form is another format. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/split.h"
#include "read/stack_text.h"

enum { SURVEY_LINES = 1000, OLD_MEMORY_UNIT = 1024 };

typedef enum mode { MODE_TIME, MODE_CPU, MODE_MEMORY } mode;

/* A thread, when the order is kept. */
typedef struct thread {
    uint32_t track;
    double end; /* of its last run */
} thread;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_stack_text text;
    mode mode;                            /* of lines with one number */
    uint32_t time, cpu, allocated, freed; /* metrics; RN_NONE: not met yet */
    double sum;
    uint64_t samples;

    bool keeps_order;
    rn_memo heads;   /* what stands before the frames */
    thread *threads; /* by their number in `heads` */
    size_t thread_capacity;
    double now;
} reader;

/* ---- values ----------------------------------------------------------------------------------- */

typedef struct values {
    double time, memory; /* NAN: not there */
    bool idle, full;
} values;

/* The last word of a text, which is cut off with the blanks before it; those at its start stay. */
static rn_bytes cut_word(rn_bytes *text)
{
    rn_bytes all = rn_trim_end(*text);
    size_t at = all.size;
    while (at && !rn_is_blank(all.data[at - 1]))
        at--;
    *text = rn_trim_end(rn_bytes_slice(all, 0, at));
    return rn_bytes_slice(all, at, all.size);
}

static bool parse_whole(rn_bytes text, double *value)
{
    bool is_negative = text.size && text.data[0] == '-';
    uint64_t size;
    if (!rn_number_parse_uint(rn_bytes_slice(text, is_negative, text.size), &size))
        return false;
    *value = is_negative ? -(double)size : (double)size;
    return true;
}

static bool cut_whole(rn_bytes *text, double *value)
{
    rn_bytes rest = *text, word = cut_word(&rest);
    if (!parse_whole(word, value))
        return false;
    *text = rest;
    return true;
}

/* 'TIME,IDLE,MEMORY' */
static bool parse_full(rn_bytes word, size_t comma, values *out)
{
    rn_bytes rest = rn_bytes_slice(word, comma + 1, word.size);
    double idle;
    const char *second = memchr(rest.data, ',', rest.size);
    size_t at = second ? (size_t)(second - rest.data) : 0;
    out->full = true;
    if (!second || !parse_whole(rn_bytes_slice(word, 0, comma), &out->time) ||
        !parse_whole(rn_bytes_slice(rest, 0, at), &idle) ||
        !parse_whole(rn_bytes_slice(rest, at + 1, rest.size), &out->memory))
        return false;
    out->idle = idle != 0;
    return true;
}

/* 'TIME ALLOCATED FREED', of which the last number has been cut off. */
static void cut_old_full(rn_bytes *line, double last, values *out)
{
    rn_bytes rest = *line;
    double time, allocated;
    if (!cut_whole(&rest, &allocated) || !cut_whole(&rest, &time))
        return;
    *line = rest;
    *out = (values){time, (allocated - fabs(last)) * OLD_MEMORY_UNIT, false, true};
}

/* Cuts the values at the end of a line off; `single` says what a single number is. */
static bool cut_values(rn_bytes *line, mode single, values *out)
{
    double last;
    rn_bytes rest = *line, word = cut_word(&rest);
    const char *comma = word.size ? memchr(word.data, ',', word.size) : NULL;
    *out = (values){NAN, NAN, false, false};
    if (comma) {
        *line = rest;
        return parse_full(word, (size_t)(comma - word.data), out);
    }
    if (!parse_whole(word, &last))
        return false;
    *line = rest;
    if (single == MODE_MEMORY)
        out->memory = last;
    else
        out->time = last;
    cut_old_full(line, last, out);
    return true;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_digit(text.data[i]) && !memchr("abcdefABCDEF", text.data[i], 12))
            return false;
    return text.size;
}

/* What follows 'P' or 'T': '6360', '1f30' on Windows, or '0:6360' of an interpreter in a process. */
static bool is_id(rn_bytes text)
{
    size_t at = 0;
    while (at < text.size && is_digit(text.data[at]))
        at++;
    bool has_interpreter = at && at < text.size && text.data[at] == ':';
    return is_hex(rn_bytes_slice(text, has_interpreter ? at + 1 : 0, text.size));
}

static rn_kind kind_of(rn_bytes text)
{
    static const struct {
        rn_bytes head;
        rn_kind kind;
    } heads[] = {{RN_LITERAL("Process "), RN_PROCESS},
                 {RN_LITERAL("Thread "), RN_THREAD},
                 {RN_LITERAL("P"), RN_PROCESS},
                 {RN_LITERAL("T"), RN_THREAD}};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (rn_bytes_start(text, heads[i].head))
            return i < 2 || is_id(rn_bytes_slice(text, heads[i].head.size, text.size))
                       ? heads[i].kind
                       : RN_FUNCTION;
    return RN_FUNCTION;
}

/* Where the line is in 'main (app.py);L12'; 0 when there is none. */
static size_t find_old_line(rn_bytes text)
{
    size_t at = text.size;
    while (at && is_digit(text.data[at - 1]))
        at--;
    bool found = at > 2 && at < text.size && text.data[at - 1] == 'L' && text.data[at - 2] == ';';
    return found ? at : 0;
}

/* 'main (app.py)' or, by option -a, 'app:main'. */
static rn_function_key parse_old(rn_bytes text)
{
    const char *open = memrchr(text.data, '(', text.size);
    const char *colon = memrchr(text.data, ':', text.size);
    size_t at = open ? (size_t)(open - text.data) : 0;
    if (at > 1 && text.data[at - 1] == ' ' && text.data[text.size - 1] == ')')
        return (rn_function_key){.name = rn_bytes_slice(text, 0, at - 1),
                                 .file = rn_bytes_slice(text, at + 1, text.size - 1)};
    at = colon ? (size_t)(colon - text.data) : 0;
    if (at > 0 && at + 1 < text.size)
        return (rn_function_key){.name = rn_bytes_slice(text, at + 1, text.size),
                                 .file = rn_bytes_slice(text, 0, at)};
    return (rn_function_key){.name = text};
}

static rn_frame_text parse_with_line(rn_bytes text, size_t digits)
{
    uint64_t line = 0;
    rn_number_parse_uint(rn_bytes_slice(text, digits, text.size), &line);
    return (rn_frame_text){.function = parse_old(rn_bytes_slice(text, 0, digits - 2)),
                           .line = line <= UINT32_MAX ? (uint32_t)line : 0};
}

static rn_frame_text parse_frame(rn_bytes text)
{
    rn_kind kind = kind_of(text);
    if (kind != RN_FUNCTION)
        return (rn_frame_text){.function = {.name = text, .kind = (uint8_t)kind}};
    if (rn_bytes_equal(text, RN_LITERAL(":GC:")) || rn_bytes_equal(text, RN_LITERAL(":INVALID:")))
        return (rn_frame_text){.function = {.name = text, .flags = RN_FLAG_SYNTHETIC}};
    size_t digits = find_old_line(text);
    if (digits)
        return parse_with_line(text, digits);
    if (text.size && text.data[text.size - 1] == ')')
        return rn_frame_text_parse(text);
    rn_frame_text frame = rn_frame_text_parse_colons(text);
    if (rn_bytes_equal(frame.function.file, RN_LITERAL("kernel"))) {
        frame.function.file.size = 0;
        frame.function.flags = RN_FLAG_KERNEL;
    }
    return frame;
}

static size_t find_semicolon(rn_bytes text, size_t from)
{
    const char *found = from < text.size ? memchr(text.data + from, ';', text.size - from) : NULL;
    return found ? (size_t)(found - text.data) : text.size;
}

/* The line in 'main (app.py);L12;' belongs to its frame. */
static size_t frame_end(rn_bytes text, size_t start)
{
    size_t end = find_semicolon(text, start), at = end + 1;
    if (at >= text.size || text.data[at] != 'L')
        return end;
    size_t next = find_semicolon(text, at++);
    if (at == next)
        return end;
    while (at < next && is_digit(text.data[at]))
        at++;
    return at == next ? next : end;
}

static bool ends_surely(rn_bytes text, size_t start, size_t end)
{
    (void)start;
    return end + 1 >= text.size || text.data[end + 1] != 'L';
}

/* ---- detection -------------------------------------------------------------------------------- */

/* Where the frames begin: after the process and the thread. */
static size_t head_size(rn_bytes text)
{
    size_t end = find_semicolon(text, 0);
    if (kind_of(rn_bytes_slice(text, 0, end)) == RN_PROCESS && end < text.size)
        end = find_semicolon(text, end + 1);
    return end;
}

typedef struct survey {
    size_t lines, samples;
    size_t places; /* frames that only old versions or only new ones write */
    bool has_negatives;
} survey;

static void survey_line(survey *s, rn_bytes line)
{
    values v;
    s->lines++;
    if (!cut_values(&line, MODE_TIME, &v))
        return;
    size_t head = head_size(line), start = 0;
    bool process = kind_of(rn_bytes_slice(line, 0, find_semicolon(line, 0))) == RN_PROCESS;
    if (process)
        start = find_semicolon(line, 0) + 1;
    if (start > head || kind_of(rn_bytes_slice(line, start, head)) != RN_THREAD)
        return;
    s->samples++;
    s->has_negatives |= v.time < 0;
    s->places += line.data[0] == 'P' && line.data[1] != 'r';
    s->places += find_old_line(line) || (line.size && line.data[line.size - 1] == ')');
}

static survey survey_lines(rn_bytes input)
{
    survey s = {0};
    rn_lines lines = rn_lines_of(input);
    rn_bytes line;
    while (s.lines < SURVEY_LINES && rn_lines_next(&lines, &line))
        if (rn_trim_end(line).size && line.data[0] != '#')
            survey_line(&s, line);
    return s;
}

static int sniff(rn_bytes head, bool whole)
{
    if (rn_bytes_start(head, RN_LITERAL("# austin: ")))
        return 100;
    const char *end = head.size ? memrchr(head.data, rn_lines_of(head).end, head.size) : NULL;
    if (!whole)
        head.size = end ? (size_t)(end - head.data) : 0;
    survey s = survey_lines(head);
    return s.samples && s.samples * 10 >= s.lines * 9 && s.places * 2 >= s.samples ? 100 : 0;
}

/* ---- samples ---------------------------------------------------------------------------------- */

static void add_metric(reader *r, uint32_t *metric, const char *name, const char *unit)
{
    if (*metric == RN_NONE)
        *metric = rn_builder_metric(r->builder, rn_bytes_of(name), rn_bytes_of(unit));
}

static void add_metrics(reader *r, const values *v)
{
    if (v->full || r->mode == MODE_TIME)
        add_metric(r, &r->time, "time", "us");
    if (v->full || r->mode == MODE_CPU)
        add_metric(r, &r->cpu, "cpu", "us");
    if (v->full || r->mode == MODE_MEMORY) {
        add_metric(r, &r->allocated, "allocated", "bytes");
        add_metric(r, &r->freed, "freed", "bytes");
    }
}

static void add_value(reader *r, uint32_t stack, uint32_t metric, double value)
{
    if (!(value > 0))
        return;
    rn_builder_add_self(r->builder, stack, metric, value);
    r->sum += value;
}

static bool find_thread(reader *r, rn_bytes head, thread **out)
{
    uint32_t known = r->heads.count, id = rn_memo_put(&r->heads, head);
    if (id == RN_NONE || !RN_GROW(r->threads, r->thread_capacity, id + (size_t)1)) {
        rn_fail_memory(r->report);
        return false;
    }
    *out = &r->threads[id];
    if (id == known)
        **out = (thread){rn_builder_track(r->builder, head), 0};
    return true;
}

/* A thread that was not seen for a while goes on where the others are. */
static bool add_run(reader *r, rn_bytes head, uint32_t stack, double duration)
{
    thread *t;
    if (!find_thread(r, head, &t))
        return false;
    double start = fmax(t->end, r->now - duration);
    rn_builder_add_run(r->builder, t->track, stack, start, duration);
    t->end = start + duration;
    r->now = fmax(r->now, t->end);
    return true;
}

static bool add_sample(reader *r, rn_bytes line, const values *v)
{
    uint32_t stack;
    add_metrics(r, v);
    if (!rn_stack_text_push(&r->text, line, &stack))
        return false;
    bool is_cpu = !v->full && r->mode == MODE_CPU;
    if (!is_cpu)
        add_value(r, stack, r->time, v->time);
    if (is_cpu || (v->full && !v->idle))
        add_value(r, stack, r->cpu, v->time);
    add_value(r, stack, r->allocated, v->memory);
    add_value(r, stack, r->freed, -v->memory);
    r->samples++;
    return !r->keeps_order || !(v->time > 0) ||
           add_run(r, rn_bytes_slice(line, 0, head_size(line)), stack, v->time);
}

/* The mode that a comment tells; false when it tells none. */
static bool parse_mode(rn_bytes line, mode *out)
{
    rn_bytes key = RN_LITERAL("# mode: ");
    if (!rn_bytes_start(line, key))
        return false;
    rn_bytes value = rn_trim_end(rn_bytes_slice(line, key.size, line.size));
    *out = rn_bytes_equal(value, RN_LITERAL("memory")) ? MODE_MEMORY
           : rn_bytes_equal(value, RN_LITERAL("cpu"))  ? MODE_CPU
                                                       : MODE_TIME;
    return true;
}

static render_status take_sample(reader *r, const rn_lines *lines, rn_bytes line)
{
    values v;
    if (!cut_values(&line, r->mode, &v) || !line.size)
        return rn_skip(r->report, lines->start, lines->number, "no stack with a number");
    if (v.time < 0)
        return rn_skip(r->report, lines->start, lines->number, "a negative time");
    return add_sample(r, line, &v) ? RENDER_OK : r->report->error.status;
}

/* Other parts do not learn of a new mode.  False when the part is given up. */
static bool take_comment(reader *r, const rn_split_part *part, rn_bytes line)
{
    mode told = r->mode;
    if (parse_mode(line, &told) && told != r->mode && rn_split_give_up(part))
        return false;
    r->mode = told;
    return true;
}

/* False when there is nothing more to read. */
static bool take_line(reader *r, const rn_split_part *part, const rn_lines *lines, rn_bytes line)
{
    if (rn_trim_end(line).size == 0)
        return true;
    return line.data[0] == '#' ? take_comment(r, part, line)
                               : take_sample(r, lines, line) == RENDER_OK;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static void read_part(void *state, rn_split_part *part)
{
    reader *r = state;
    rn_lines lines = rn_split_lines(part);
    rn_bytes line;
    r->builder = r->text.builder = part->builder;
    r->report = part->report;
    rn_builder_set_time_unit(r->builder, RN_LITERAL("us"));
    while (rn_lines_next(&lines, &line))
        if (!take_line(r, part, &lines, line) || !rn_split_goes_on(part, lines.at) ||
            (r->keeps_order && rn_split_give_up(part)))
            break;
    part->lines = lines.number;
}

static bool add_part(void *state, const void *next, const rn_copied *copied)
{
    reader *r = state;
    const reader *other = next;
    (void)copied;
    r->sum += other->sum;
    r->samples += other->samples;
    return true;
}

static void finish(void *state)
{
    reader *r = state;
    rn_stack_text_finish(&r->text);
    rn_memo_finish(&r->heads);
    free(r->threads);
}

static const rn_split_format split = {
    .state_size = sizeof(reader),
    .find_record = rn_split_find_line,
    .read = read_part,
    .add = add_part,
    .finish = finish,
};

/* ---- the file --------------------------------------------------------------------------------- */

/* What the comments at the start say or, when they say nothing, the numbers. */
static mode find_mode(rn_bytes input)
{
    mode found = survey_lines(input).has_negatives ? MODE_MEMORY : MODE_TIME;
    rn_lines lines = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&lines, &line) && (!line.size || line.data[0] == '#'))
        parse_mode(line, &found);
    return found;
}

static void sum_up(const reader *r)
{
    rn_report_sum_up(r->report, "line(s)");
    if (r->samples == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no sample in it");
    else if (r->sum == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "every number is 0");
}

static render_status read_austin(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r, model = {.text = {.grammar = {parse_frame, frame_end, ends_surely}},
                       .mode = find_mode(input),
                       .time = RN_NONE,
                       .cpu = RN_NONE,
                       .allocated = RN_NONE,
                       .freed = RN_NONE,
                       .keeps_order = rn_builder_options(builder)->keep_order};
    rn_split_read(&split, &r, &model, input, builder, report);
    if (!report->error.status)
        sum_up(&r);
    finish(&r);
    return report->error.status;
}

const rn_format rn_format_austin = {
    .info = &rn_format_infos[RN_FORMAT_austin],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_austin,
};

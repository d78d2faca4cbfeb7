/* Folded stacks, one a line: frames from the root to the leaf, and how often they were seen.
 *
 *     main;parse (json.py:12);read_[k] 31
 *     main;emit 2.5
 *     # comment
 *
 * Taken in one pass over the mapped bytes; stack_text.c looks at each frame as seldom as it can.
 *
 * Two numbers at the end of nine lines in ten make the file a comparison (before, after), with the
 * metrics "after", which comes first because pictures are drawn by it, and "before".  A number at the
 * end of a frame's name otherwise belongs to the name.  Which form the file has, and which form its
 * frames have, is decided on its first thousand lines.  Line order means nothing, unless the options
 * say so.
 *
 * Not read: command names as labels (they are frames).  Austin's samples have a reader of their own. */
#include <math.h>

#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/stack_text.h"

enum { SURVEY_LINES = 1000 };

/* ---- blanks ----------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static rn_bytes trim_end(rn_bytes text)
{
    while (text.size && is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* Nothing to read: blank, or a comment. */
static bool is_silent(rn_bytes line)
{
    if (line.size && line.data[0] == '#')
        return line.size == 1 || is_blank(line.data[1]);
    return trim_end(line).size == 0;
}

/* Cuts the number at the end of a line off, with the blanks before it. */
static bool cut_number(rn_bytes *line, double *value)
{
    rn_bytes text = trim_end(*line);
    size_t at = text.size;
    uint64_t whole = 0, scale = 1;
    while (at && text.data[at - 1] >= '0' && text.data[at - 1] <= '9' && text.size - at < 15) {
        whole += (uint64_t)(text.data[--at] - '0') * scale;
        scale *= 10;
    }
    bool plain = at && at < text.size && is_blank(text.data[at - 1]);
    while (!plain && at && !is_blank(text.data[at - 1]))
        at--;
    if (at == 0)
        return false;
    *value = (double)whole;
    if (!plain && !rn_number_parse(rn_bytes_slice(text, at, text.size), value))
        return false;
    *line = trim_end(rn_bytes_slice(text, 0, at));
    return true;
}

/* ---- what kind of file it is ------------------------------------------------------------------ */

typedef struct survey {
    size_t lines;   /* that are not silent */
    size_t stacks;  /* end in a number after a stack that is more than numbers */
    size_t pairs;   /* of these: end in two */
    size_t deep;    /* of these: hold ';' */
    size_t threads; /* of these: begin with 'tid:' */
} survey;

static bool is_number_like(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!strchr("0123456789.,+-*x \t", text.data[i]) || !text.data[i])
            return false;
    return true;
}

static void survey_line(survey *s, rn_bytes line)
{
    double value;
    s->lines++;
    if (!cut_number(&line, &value))
        return;
    bool deep = memchr(line.data, ';', line.size);
    if (!deep && is_number_like(line))
        return;
    s->stacks++;
    s->deep += deep;
    s->threads += rn_bytes_start(line, RN_LITERAL("tid:"));
    s->pairs += cut_number(&line, &value) && line.size;
}

static survey survey_lines(rn_bytes input, size_t most)
{
    survey s = {0};
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (s.lines < most && rn_lines_next(&l, &line))
        if (!is_silent(line))
            survey_line(&s, line);
    return s;
}

/* The head without a last line that may go on beyond it. */
static rn_bytes whole_lines(rn_bytes head, bool whole)
{
    if (whole)
        return head;
    const char *end = memrchr(head.data, rn_lines_of(head).end, head.size);
    return (rn_bytes){head.data, end ? (size_t)(end - head.data) : 0};
}

/* A line so long that only its beginning is seen: any text may turn out to be a stack. */
static int bid_for_start(rn_bytes head)
{
    for (size_t i = 0; i < head.size; i++)
        if ((unsigned char)head.data[i] < 0x20 && head.data[i] != '\t')
            return 0;
    if (head.size == 0 || strchr("{[<", head.data[0]))
        return 0;
    return memchr(head.data, ';', head.size) ? 20 : 2;
}

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes text = whole_lines(head, whole);
    survey s = survey_lines(text, SURVEY_LINES);
    if (!whole && s.lines == 0)
        return text.size ? 0 : bid_for_start(head);
    if (s.stacks == 0)
        return 0;
    if (s.stacks * 10 >= s.lines * 9)
        return s.deep * 2 >= s.stacks ? 50 : 30;
    return s.stacks * 2 >= s.lines && s.deep ? 20 : 0;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static const rn_bytes PROCESS = RN_LITERAL("process ");

static size_t find_semicolon(rn_bytes text, size_t from)
{
    const char *found = from < text.size ? memchr(text.data + from, ';', text.size - from) : NULL;
    return found ? (size_t)(found - text.data) : text.size;
}

/* The brackets '[' that are open at `to`, when `open` are at `from`. */
static size_t count_open(rn_bytes text, size_t from, size_t to, size_t open)
{
    for (size_t i = from; i < to; i++)
        open += text.data[i] == '[' ? 1 : text.data[i] == ']' && open ? (size_t)-1 : 0;
    return open;
}

/* Whether what stands between the ';' at `end`, in an open bracket, and the next one belongs to the
 * frame before it: as in the Rust type '[u8; 8]'. */
static bool continues(rn_bytes text, size_t end)
{
    if (end + 1 >= text.size || text.data[end + 1] != ' ')
        return false;
    size_t next = find_semicolon(text, end + 1);
    return memchr(text.data + end, ']', next - end);
}

/* The command line in 'process 7:"sh -c a;b"' may hold ';' until its quote closes. */
static size_t process_end(rn_bytes text, size_t start, size_t semicolon)
{
    const char *quote = memchr(text.data + start, '"', semicolon - start);
    if (!quote)
        return semicolon;
    const char *rest = quote + 1, *end = text.data + text.size;
    const char *close = memmem(rest, (size_t)(end - rest), "\";", 2);
    return close ? (size_t)(close + 1 - text.data) : semicolon;
}

/* Processes come first, one below the other; so the same bytes are not looked through for each of them. */
static bool is_process(rn_bytes text, size_t start)
{
    return rn_bytes_start(rn_bytes_slice(text, start, text.size), PROCESS) &&
           (start < 2 || text.data[start - 2] == '"');
}

/* Where the frame that begins at `start` ends. */
static size_t frame_end(rn_bytes text, size_t start)
{
    size_t end = find_semicolon(text, start), open = 0;
    if (is_process(text, start))
        return process_end(text, start, end);
    for (size_t from = start; end < text.size; from = end, end = find_semicolon(text, end + 1)) {
        open = count_open(text, from, end, open);
        if (!open || !continues(text, end))
            break;
    }
    return end;
}

/* Where a frame ends may depend on what follows it: before '; ' and in a command line. */
static bool ends_surely(rn_bytes text, size_t start, size_t end)
{
    return (end + 1 >= text.size || text.data[end + 1] != ' ') &&
           !rn_bytes_start(rn_bytes_slice(text, start, text.size), PROCESS);
}

/* ---- the file --------------------------------------------------------------------------------- */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_stack_text text;
    uint32_t after, before; /* metrics */
    uint32_t track;
    double factor, at; /* the beginning of the line */
    bool pairs;
    double sum;
    uint64_t stacks;
} reader;

static const char *take_values(const reader *r, rn_bytes *line, double *after, double *before)
{
    if (!cut_number(line, after))
        return "no number at the end of the line";
    if (r->pairs && !cut_number(line, before))
        return "one number where the other lines have two";
    if (!isfinite(*after) || !isfinite(*before))
        return "a number too large";
    if (*after < 0 || *before < 0)
        return "a negative number";
    return NULL;
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    double after, before = 0;
    uint32_t stack;
    const char *wrong = take_values(r, &line, &after, &before);
    if (wrong)
        return rn_skip(r->report, l->start, l->number, "%s", wrong);
    if (!rn_stack_text_push(&r->text, line, &stack))
        return r->report->error.status;
    after *= r->factor;
    before *= r->factor;
    rn_builder_add_self(r->builder, stack, r->after, after);
    if (r->pairs)
        rn_builder_add_self(r->builder, stack, r->before, before);
    if (rn_builder_options(r->builder)->line_order)
        rn_builder_add_run(r->builder, r->track, stack, r->at, after);
    r->at += after;
    r->sum += after + before;
    r->stacks++;
    return RENDER_OK;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (!is_silent(line) && take_line(r, &l, line) != RENDER_OK)
            return r->report->error.status;
    rn_report_sum_up(r->report, "line(s)");
    if (r->stacks == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no stack with a number in it");
    if (r->sum == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "every number is 0");
    return RENDER_OK;
}

static render_status read_folded(rn_bytes input, rn_builder *builder, rn_report *report)
{
    survey s = survey_lines(input, SURVEY_LINES);
    reader r = {
        .builder = builder,
        .report = report,
        .text = {.builder = builder, .grammar = {rn_frame_text_parse, frame_end, ends_surely}},
        .pairs = s.pairs && s.pairs * 10 >= s.lines * 9};
    if (s.threads * 2 > s.stacks)
        r.text.grammar.parse = rn_frame_text_parse_colons;
    const render_read_options *options = rn_builder_options(builder);
    r.factor = options->factor > 0 ? options->factor : 1;
    rn_bytes unit = options->count_name ? rn_bytes_of(options->count_name) : RN_LITERAL("samples");
    if (options->line_order) {
        r.track = rn_builder_track(builder, RN_LITERAL("all"));
        rn_builder_set_time_unit(builder, unit);
    }
    r.after = rn_builder_metric(builder, r.pairs ? RN_LITERAL("after") : unit, unit);
    if (r.pairs) {
        r.before = rn_builder_metric(builder, RN_LITERAL("before"), unit);
        rn_builder_set_base(builder, r.after, r.before);
    }
    render_status status = take_lines(&r, input);
    rn_stack_text_finish(&r.text);
    return status;
}

const rn_format rn_format_folded = {
    .name = "folded",
    .title = "folded stacks (stackcollapse scripts, py-spy raw, async-profiler collapsed)",
    .suffixes = ".folded .collapsed .collapse .raw .stacks",
    .carries = "stacks; samples",
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_folded,
};

/* Folded stacks, one a line: frames from the root to the leaf, and how often they were seen.
 *
 *     main;parse (json.py:12);read_[k] 31
 *     main;emit 2.5
 *     # comment
 *
 * Two numbers at the end of nine lines in ten make the file a comparison (before, after), with the
 * metrics "after", which comes first because pictures are drawn by it, and "before".  A number at the
 * end of a frame's name otherwise belongs to the name.  Which form the file has, and which form its
 * frames have, is decided on its first thousand lines.  Line order means nothing, unless the options
 * say so.
 *
 * Austin's samples have a reader of their own. */
#include <math.h>
#include <stdlib.h>

#include "base/unit.h"
#include "read/folded_labels.h"
#include "read/folded_text.h"
#include "read/folded_wide.h"
#include "read/formats.h"
#include "read/split.h"

enum { SURVEY_LINES = 1000 };

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
    if (!rn_folded_cut_number(&line, &value))
        return;
    bool deep = memchr(line.data, ';', line.size);
    if (!deep && is_number_like(line))
        return;
    s->stacks++;
    s->deep += deep;
    s->threads += rn_bytes_start(line, RN_LITERAL("tid:"));
    s->pairs += rn_folded_cut_number(&line, &value) && line.size;
}

static survey survey_lines(rn_bytes input, size_t most)
{
    survey s = {0};
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (s.lines < most && rn_lines_next(&l, &line))
        if (!rn_folded_is_silent(line))
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

/* ---- reader ----------------------------------------------------------------------------------- */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    const render_read_options *options;
    rn_stack_text text;
    struct {
        double after, before;
    } values[RN_STACK_TEXTS_MAX]; /* of the lines at hand */
    rn_labels labels;
    bool has_labels; /* that are asked for */
    bool pairs;
    uint32_t after, before; /* metrics */
    uint32_t track;
    double factor;
    double now; /* where lines are in time */
    double sum;
    uint64_t lines; /* with stacks */
    bool is_whole;  /* all numbers are whole: they may be added in any order */
} reader;

/* What the numbers count. */
static rn_bytes unit_of(const render_read_options *options)
{
    rn_bytes unit = rn_bytes_of(options->count_name);
    return unit.size ? unit : RN_LITERAL("samples");
}

static rn_bytes metric_of(rn_bytes unit)
{
    if (rn_unit_factor(unit, RN_LITERAL("ns")) > 0)
        return RN_LITERAL("time");
    return rn_unit_factor(unit, RN_LITERAL("B")) > 0 ? RN_LITERAL("memory") : unit;
}

static bool add_metrics(reader *r)
{
    rn_bytes unit = unit_of(r->options), name = metric_of(unit);
    r->after = rn_builder_metric(r->builder, r->pairs ? RN_LITERAL("after") : name, unit);
    r->text.metric = r->after;
    if (r->pairs) {
        r->before = rn_builder_metric(r->builder, RN_LITERAL("before"), unit);
        rn_builder_set_base(r->builder, r->after, r->before);
    }
    if (r->options->line_order) {
        r->track = rn_builder_track(r->builder, RN_LITERAL("all"));
        rn_builder_set_time_unit(r->builder, unit);
    }
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* ---- lines ------------------------------------------------------------------------------------ */

static void add_values(reader *r, uint32_t stack, double after, double before)
{
    after *= r->factor;
    before *= r->factor;
    rn_builder_add_self(r->builder, stack, r->after, after);
    if (r->pairs)
        rn_builder_add_self(r->builder, stack, r->before, before);
    if (r->options->line_order)
        rn_builder_add_run(r->builder, r->track, stack, r->now, after);
    r->now += after;
    r->sum += after + before;
    r->lines++;
    r->is_whole = r->is_whole && after == trunc(after) && before == trunc(before);
}

/* Takes the lines at hand; false after an error. */
static bool take_batch(reader *r)
{
    size_t done;
    bool made = rn_stack_text_make(&r->text, 0, &done);
    for (size_t i = 0; i < done; i++)
        add_values(r, r->text.lines[i + 1].stack, r->values[i].after, r->values[i].before);
    rn_stack_text_next(&r->text);
    return made;
}

/* With labels a line is a batch of its own.  False after an error. */
static bool take_labelled(reader *r)
{
    rn_label items[RN_FOLDED_LABELS_MAX];
    rn_stack_line *line = &r->text.lines[1];
    size_t count = rn_folded_labels(&r->text, line, items), done;
    if (rn_labels_keep(&r->labels, items, count)) {
        uint32_t root = rn_labels_push_roots(&r->labels, 0, items, count);
        if (rn_stack_text_make(&r->text, root, &done))
            add_values(r, rn_labels_push_leaves(&r->labels, line->stack, items, count),
                       r->values[0].after, r->values[0].before);
    }
    rn_stack_text_forget(&r->text);
    return r->report->error.status == RENDER_OK;
}

/* False after an error. */
static bool take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    double after, before = 0;
    const char *wrong = rn_folded_take_values(&line, r->pairs, &after, &before);
    if (wrong) /* after what the lines before it have to say */
        return take_batch(r) && rn_skip(r->report, l->start, l->number, "%s", wrong) == RENDER_OK;
    size_t count = r->text.count;
    r->values[count].after = after;
    r->values[count].before = before;
    if (!rn_stack_text_add(&r->text, line))
        return false;
    if (r->has_labels)
        return take_labelled(r);
    return count + 1 < RN_STACK_TEXTS_MAX || take_batch(r);
}

/* Whether another part would have to know what was before it. */
static bool depends_on_order(const reader *r)
{
    return !r->is_whole || r->has_labels || r->options->line_order;
}

static void take_lines(reader *r, rn_split_part *part)
{
    rn_lines l = rn_split_lines(part);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        if (!rn_folded_is_silent(line) && !take_line(r, &l, line))
            break;
        if (!rn_split_goes_on(part, l.at) || (depends_on_order(r) && rn_split_give_up(part)))
            break;
    }
    if (!r->report->error.status)
        take_batch(r);
    part->lines = l.number;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static void read_part(void *state, rn_split_part *part)
{
    reader *r = state;
    r->builder = r->text.builder = part->builder;
    r->report = part->report;
    bool is_ready = rn_labels_init(&r->labels, part->builder, part->report);
    r->has_labels = rn_labels_are_wanted(&r->labels);
    if (is_ready && add_metrics(r))
        take_lines(r, part);
}

static bool add_part(void *state, const void *next, const rn_copied *copied)
{
    reader *r = state;
    const reader *other = next;
    (void)copied;
    r->sum += other->sum;
    r->lines += other->lines;
    return true;
}

static void finish(void *state)
{
    reader *r = state;
    rn_stack_text_finish(&r->text);
    rn_labels_finish(&r->labels);
}

static const rn_split_format split = {
    .state_size = sizeof(reader),
    .find_record = rn_split_find_line,
    .read = read_part,
    .add = add_part,
    .finish = finish,
};

/* ---- the file --------------------------------------------------------------------------------- */

static void sum_up(rn_report *report, const rn_labels *labels, double sum, uint64_t lines)
{
    rn_report_sum_up(report, "line(s)");
    if (labels)
        rn_labels_sum_up(labels);
    if (lines == 0)
        rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "no stack with a number in it");
    else if (sum == 0)
        rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "every number is 0");
}

/* False when all stacks are needed, as usual. */
static bool read_wide(const reader *model, rn_bytes input, rn_builder *builder, rn_report *report)
{
    rn_bytes unit = unit_of(model->options);
    rn_folded_kind kind = {metric_of(unit), unit, model->text.grammar.parse, model->factor};
    rn_folded_sums sums;
    if (model->pairs || !rn_folded_wide_read(&kind, input, builder, report, &sums))
        return false;
    if (!report->error.status)
        sum_up(report, NULL, sums.sum, sums.lines);
    return true;
}

static void read_all(const reader *model, rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r;
    rn_split_read(&split, &r, model, input, builder, report);
    if (!report->error.status)
        sum_up(report, &r.labels, r.sum, r.lines);
    finish(&r);
}

static render_status read_folded(rn_bytes input, rn_builder *builder, rn_report *report)
{
    survey s = survey_lines(input, SURVEY_LINES);
    reader model = {.options = rn_builder_options(builder), .is_whole = true};
    model.pairs = s.pairs && s.pairs * 10 >= s.lines * 9;
    model.text.grammar =
        (rn_stack_grammar){rn_frame_text_parse, rn_folded_frame_end, rn_folded_ends_surely};
    if (s.threads * 2 > s.stacks)
        model.text.grammar.parse = rn_frame_text_parse_colons;
    model.text.has_commands = model.options->command_first;
    model.factor = model.options->factor > 0 ? model.options->factor : 1;
    if (!read_wide(&model, input, builder, report))
        read_all(&model, input, builder, report);
    return report->error.status;
}

const rn_format rn_format_folded = {
    .info = &rn_format_infos[RN_FORMAT_folded],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_folded,
};

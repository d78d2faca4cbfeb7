/* Rules are read from their end: a value holds no parenthesis, a pattern may. */
#include "report/rules.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "base/regex.h"
#include "base/text.h"
#include "base/unit.h"
#include "report/table.h"
#include "style/units.h"

typedef struct rule {
    const char *text;
    rn_figure figure;
    rn_bytes pattern; /* behind the '=' */
    bool is_literal, is_optional;
    bool wants_less, wants_equal; /* '<', and '=' behind it */
    bool is_share;                /* '%' */
    bool is_change;
    double value;
} rule;

/* ---- reading ---------------------------------------------------------------------------------- */

static rn_bytes skip_blanks(rn_bytes text)
{
    while (text.size && text.data[0] == ' ') {
        text.data++;
        text.size--;
    }
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

static rn_bytes skip(rn_bytes text, size_t count)
{
    return skip_blanks(rn_bytes_slice(text, count, text.size));
}

static bool starts_with(rn_bytes text, char c)
{
    return text.size && text.data[0] == c;
}

static bool read_figure(rule *r, rn_bytes word)
{
    static const char *const words[] = {
        [RN_SELF] = "self", [RN_TOTAL] = "total", [RN_CALLS] = "calls"};
    for (rn_figure f = RN_SELF; f <= RN_CALLS; f++)
        if (rn_bytes_equal(word, rn_bytes_of(words[f]))) {
            r->figure = f;
            return true;
        }
    return false;
}

/* "self(parse)?"; what follows it is left in *rest. */
static bool read_subject(rule *r, rn_bytes text, rn_bytes *rest)
{
    const char *open = text.size ? memchr(text.data, '(', text.size) : NULL;
    const char *close = text.size ? memrchr(text.data, ')', text.size) : NULL;
    if (!open || !close || close <= open + 1)
        return false;
    size_t from = (size_t)(open - text.data), to = (size_t)(close - text.data);
    r->pattern = rn_bytes_slice(text, from + 1, to);
    r->is_literal = r->pattern.data[0] == '=';
    if (r->is_literal)
        r->pattern = rn_bytes_slice(r->pattern, 1, r->pattern.size);
    *rest = skip(text, to + 1);
    r->is_optional = starts_with(*rest, '?');
    if (r->is_optional)
        *rest = skip(*rest, 1);
    return read_figure(r, skip_blanks(rn_bytes_slice(text, 0, from)));
}

static bool read_operator(rule *r, rn_bytes *rest)
{
    r->wants_less = starts_with(*rest, '<');
    if (!r->wants_less && !starts_with(*rest, '>'))
        return false;
    *rest = rn_bytes_slice(*rest, 1, rest->size);
    r->wants_equal = starts_with(*rest, '=');
    *rest = skip(*rest, r->wants_equal);
    return true;
}

static size_t number_size(rn_bytes text)
{
    size_t size = 0;
    while (size < text.size && memchr("0123456789.", text.data[size], 11))
        size++;
    return size;
}

/* Times and sizes come out in the unit of the metric. */
static bool read_value(rule *r, rn_bytes rest, rn_bytes metric_unit)
{
    r->is_change = starts_with(rest, '+') || starts_with(rest, '-');
    double sign = starts_with(rest, '-') ? -1 : 1, factor = 1;
    rest = skip(rest, r->is_change);
    size_t size = number_size(rest);
    if (!rn_number_parse(rn_bytes_slice(rest, 0, size), &r->value))
        return false;
    rn_bytes unit = skip(rest, size);
    r->is_share = rn_bytes_equal(unit, RN_LITERAL("%"));
    if (r->is_share)
        factor = 0.01;
    else if (unit.size)
        factor = r->figure == RN_CALLS ? 0 : rn_unit_factor(unit, metric_unit);
    r->value *= sign * factor;
    return factor > 0;
}

static render_status read_rule(rule *r, const rn_table *table, rn_report *report)
{
    rn_bytes rest, text = skip_blanks(rn_bytes_of(r->text));
    if (!rn_text_is_clean(text))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a rule is not UTF-8 or holds control characters");
    if (!read_subject(r, text, &rest) || !read_operator(r, &rest) ||
        !read_value(r, rest, table->unit))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "'%s' is no rule such as 'self(parse) > 5%%'%s", r->text,
                       table->unit.size ? " with a value that fits the metric" : "");
    if (r->is_change && !table->is_compared)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the rule '%s' is about a change, but there is no base", r->text);
    if (r->figure == RN_CALLS && !table->profile->calls)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "the rule '%s' is about calls, but the profile does not count them",
                       r->text);
    return RENDER_OK;
}

/* ---- judging ---------------------------------------------------------------------------------- */

typedef struct judge {
    const rule *rule;
    const rn_table *table;
    rn_regex *regex;
    size_t fits;
    const rn_pstats_row *worst; /* of those that fit */
    double worst_value;
} judge;

static double figure_of(const rn_pstats_row *row, rn_figure figure, bool is_base)
{
    if (figure == RN_CALLS)
        return fmax(is_base ? row->base_calls : row->calls, 0);
    if (figure == RN_SELF)
        return is_base ? row->base_self : row->self;
    return is_base ? row->base_total : row->total;
}

/* The number that is held against the rule's value. */
static double value_of(const judge *j, const rn_pstats_row *row)
{
    const rule *r = j->rule;
    double now = figure_of(row, r->figure, false);
    double whole = r->figure == RN_CALLS ? j->table->calls : j->table->total;
    if (!r->is_change)
        return !r->is_share ? now : whole > 0 ? now / whole : 0;
    double base = figure_of(row, r->figure, true);
    if (!r->is_share)
        return now - base;
    return base > 0 ? now / base - 1 : now > 0 ? INFINITY : 0;
}

static bool is_tripped(const rule *r, double value)
{
    if (value == r->value)
        return r->wants_equal;
    return r->wants_less ? value < r->value : value > r->value;
}

static render_status fits(const judge *j, const rn_pstats_row *row, bool *found)
{
    *found =
        rn_bytes_equal(row->name, j->rule->pattern) || rn_bytes_equal(row->text, j->rule->pattern);
    if (j->rule->is_literal || *found)
        return RENDER_OK;
    render_status status = rn_regex_search(j->regex, row->name, found);
    return status || *found ? status : rn_regex_search(j->regex, row->text, found);
}

static render_status find_worst(judge *j, rn_report *report)
{
    const rn_pstats_rows *rows = &j->table->list.rows;
    for (uint32_t i = 0; i < rows->row_count; i++) {
        const rn_pstats_row *row = &rows->rows[i];
        bool found;
        if (j->table->profile->functions[row->function].kind != RN_FUNCTION)
            continue;
        render_status status = fits(j, row, &found);
        if (status)
            return rn_fail(report, status, 0, 0, "the pattern of '%s' takes too long to search for",
                           j->rule->text);
        if (!found)
            continue;
        double value = value_of(j, row);
        bool is_worse = j->rule->wants_less ? value < j->worst_value : value > j->worst_value;
        if (j->fits++ == 0 || is_worse) {
            j->worst = row;
            j->worst_value = value;
        }
    }
    return RENDER_OK;
}

/* ---- verdicts --------------------------------------------------------------------------------- */

static void put_figure(rn_buffer *out, const judge *j, double value)
{
    if (j->rule->figure == RN_CALLS) {
        rn_put_count(out, value);
        rn_put_text(out, value == 1 ? " call" : " calls");
    } else {
        rn_put_value(out, value, j->table->shown_unit);
    }
}

static void put_value(rn_buffer *out, const judge *j, double value)
{
    if (!isfinite(value)) {
        rn_put_text(out, "new");
        return;
    }
    if (j->rule->is_change && value > 0)
        rn_put_char(out, '+');
    if (j->rule->is_share)
        rn_put_share(out, value);
    else
        put_figure(out, j, value);
}

/* "parse (m.py:5): 6.2 % (1.2 s)" */
static void put_worst(rn_buffer *out, const judge *j)
{
    const rule *r = j->rule;
    double now = figure_of(j->worst, r->figure, false);
    rn_put(out, j->worst->text);
    rn_put_text(out, ": ");
    put_value(out, j, j->worst_value);
    if (r->is_change) {
        rn_put_text(out, " (");
        put_figure(out, j, figure_of(j->worst, r->figure, true));
        rn_put_text(out, " before, now ");
        put_figure(out, j, now);
        rn_put_char(out, ')');
    } else if (r->is_share) {
        rn_put_text(out, " (");
        put_figure(out, j, now);
        rn_put_char(out, ')');
    }
}

static render_status put_verdict(const judge *j, render_verdict *verdict, rn_report *report)
{
    rn_buffer out = {0};
    verdict->is_tripped = j->fits && is_tripped(j->rule, j->worst_value);
    verdict->function_count = j->fits;
    if (j->fits)
        put_worst(&out, j);
    else
        rn_put_text(&out, "no function fits");
    rn_bytes found = rn_text_cut(rn_buffer_bytes(&out), sizeof verdict->found - 1);
    memcpy(verdict->found, found.data, found.size);
    verdict->found[found.size] = '\0';
    bool failed = out.failed;
    rn_buffer_finish(&out);
    return failed ? rn_fail_memory(report) : RENDER_OK;
}

static render_status judge_rule(judge *j, render_verdict *verdict, rn_report *report)
{
    const rule *r = j->rule;
    if (!r->is_literal) {
        render_status status = rn_regex_new(&j->regex, r->pattern, j->table->profile->regex_steps);
        if (status == RENDER_ERROR_MEMORY)
            return rn_fail_memory(report);
        if (status)
            return rn_fail(report, status, 0, 0, "the pattern of '%s' is no regular expression",
                           r->text);
    }
    if (find_worst(j, report))
        return report->error.status;
    if (!j->fits && !r->is_optional)
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0,
                       "no function fits the rule '%s' (with '?' behind the ')' that is fine)",
                       r->text);
    return put_verdict(j, verdict, report);
}

render_status rn_rules_judge(const rn_rule_list *list, const rn_table *table, rn_report *report)
{
    for (size_t i = 0; i < list->count && !report->error.status; i++) {
        rule r = {.text = list->rules[i]};
        judge j = {.rule = &r, .table = table};
        if (read_rule(&r, table, report) == RENDER_OK)
            judge_rule(&j, &list->verdicts[i], report);
        rn_regex_free(j.regex);
    }
    return report->error.status;
}

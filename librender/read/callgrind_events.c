/* Names, units and formulas of events:
 *
 *     events: Ir Time_(10ns) Memory_(bytes)
 *     event: sysTime : sysTime (elapsed ns)
 *     event: CEst = Ir + 10 L1m : Cycle Estimation
 *
 * A unit stands in parentheses at the end of the name or the long name, as its last word, and may
 * begin with a factor.  Other events count something: their name is their unit. */
#include "read/callgrind_events.h"

#include <math.h>

#include "base/number.h"
#include "base/unit.h"
#include "base/words.h"

/* Cuts the first word off. */
static rn_bytes take_word(rn_bytes *text)
{
    *text = rn_trim(*text);
    size_t size = 0;
    while (size < text->size && !rn_is_blank(text->data[size]))
        size++;
    rn_bytes word = {text->data, size};
    *text = rn_bytes_slice(*text, size, text->size);
    return word;
}

/* Cuts off what stands before `mark`, and the mark; everything when there is none. */
static rn_bytes take_until(rn_bytes *text, char mark)
{
    const char *found = text->size ? memchr(text->data, mark, text->size) : NULL;
    size_t size = found ? (size_t)(found - text->data) : text->size;
    rn_bytes part = rn_trim((rn_bytes){text->data, size});
    *text = rn_bytes_slice(*text, size + (found != NULL), text->size);
    return part;
}

/* ---- units ------------------------------------------------------------------------------------ */

/* The last word in the parentheses that end `text`; empty when there is none.  `before` is what
 * stands before the parentheses. */
static rn_bytes find_unit(rn_bytes text, rn_bytes *before)
{
    const char *open = text.size ? memrchr(text.data, '(', text.size) : NULL;
    if (!open || text.data[text.size - 1] != ')')
        return RN_LITERAL("");
    size_t at = (size_t)(open - text.data);
    *before = rn_bytes_slice(text, 0, at);
    while (before->size && strchr("_ \t", before->data[before->size - 1]))
        before->size--;
    rn_bytes words = rn_bytes_slice(text, at + 1, text.size - 1), word = words;
    while (words.size)
        word = take_word(&words);
    return word;
}

static bool is_measure(rn_bytes unit)
{
    return rn_unit_factor(unit, RN_LITERAL("s")) > 0 || rn_unit_factor(unit, RN_LITERAL("B")) > 0;
}

/* Splits a unit such as "10ns"; false when it does not measure time or memory. */
static bool split_unit(rn_bytes *unit, double *factor)
{
    size_t digits = 0;
    while (digits < unit->size && unit->data[digits] >= '0' && unit->data[digits] <= '9')
        digits++;
    *factor = 1;
    if (digits > 9 || (digits && !rn_number_parse(rn_bytes_slice(*unit, 0, digits), factor)))
        return false;
    *unit = rn_bytes_slice(*unit, digits, unit->size);
    return *factor > 0 && is_measure(*unit);
}

static void make_metric(rn_callgrind_event *event, rn_builder *builder)
{
    rn_bytes name = event->name, before = {"", 0};
    rn_bytes unit = find_unit(event->name, &before);
    event->scale = 1;
    if (split_unit(&unit, &event->scale) && before.size) {
        name = before;
    } else {
        unit = find_unit(event->long_name, &before);
        if (!split_unit(&unit, &event->scale)) {
            unit = event->name;
            event->scale = 1;
        }
    }
    event->metric = rn_builder_metric(builder, name, unit);
}

/* ---- formulas --------------------------------------------------------------------------------- */

static size_t find_event(const rn_callgrind_event *events, size_t count, rn_bytes name)
{
    size_t i = 0;
    while (i < count && !rn_bytes_equal(events[i].name, name))
        i++;
    return i;
}

static bool take_sign(rn_bytes *text, double *sign)
{
    *text = rn_trim(*text);
    *sign = 1;
    if (!text->size || !strchr("+-", text->data[0]) || !text->data[0])
        return false;
    *sign = text->data[0] == '-' ? -1 : 1;
    *text = rn_bytes_slice(*text, 1, text->size);
    return true;
}

/* [NUMBER ['*']] NAME */
static bool take_term(rn_callgrind_events *e, size_t event, rn_bytes *text, double sign)
{
    double factor = 1;
    rn_bytes word = take_word(text);
    if (rn_number_parse(word, &factor))
        word = take_word(text);
    if (rn_bytes_equal(word, RN_LITERAL("*")))
        word = take_word(text);
    size_t operand = find_event(e->events, event, word);
    if (operand == event || !(fabs(factor) < 1e9))
        return false;
    if (operand < e->own)
        e->weight[event][operand] += sign * factor;
    else
        for (size_t i = 0; i < e->own; i++)
            e->weight[event][i] += sign * factor * e->weight[operand][i];
    return true;
}

static bool is_bounded(const rn_callgrind_events *e, size_t event)
{
    for (size_t i = 0; i < e->own; i++)
        if (!(fabs(e->weight[event][i]) < 1e9))
            return false;
    return true;
}

static bool parse_formula(rn_callgrind_events *e, size_t event)
{
    rn_bytes text = e->events[event].formula;
    double sign;
    memset(e->weight[event], 0, sizeof e->weight[event]);
    take_sign(&text, &sign);
    do {
        if (!take_term(e, event, &text, sign))
            return false;
    } while (take_sign(&text, &sign));
    return rn_trim(text).size == 0 && is_bounded(e, event);
}

static void add_formulas(rn_callgrind_events *e, rn_report *report)
{
    for (size_t i = 0; i < e->described_count; i++) {
        size_t known = find_event(e->events, e->count, e->described[i].name);
        if (known < e->count)
            e->events[known].long_name = e->described[i].long_name;
        if (known < e->count || !e->described[i].formula.size)
            continue;
        if (e->count < RN_CALLGRIND_EVENTS) {
            e->events[e->count] = e->described[i];
            e->count += parse_formula(e, e->count);
        }
        if (known == e->count)
            rn_warn(report, "events with formulas that cannot be computed are left out");
    }
}

/* ---- the lines -------------------------------------------------------------------------------- */

bool rn_callgrind_take_events(rn_callgrind_events *e, rn_bytes text, rn_report *report)
{
    rn_bytes name;
    e->column_count = 0;
    while ((name = take_word(&text)).size) {
        if (e->column_count == RN_CALLGRIND_EVENTS)
            return false;
        size_t event = find_event(e->events, e->own, name);
        if (event == e->own && e->is_fixed) {
            rn_warn(report, "events that only a later part has are left out");
            event = RN_CALLGRIND_EVENTS;
        } else if (event == e->own) {
            if (e->own == RN_CALLGRIND_EVENTS)
                return false;
            e->events[e->own++] = (rn_callgrind_event){.name = name};
            e->count = e->own;
        }
        e->columns[e->column_count++] = event;
    }
    return true;
}

void rn_callgrind_describe_event(rn_callgrind_events *e, rn_bytes text)
{
    if (e->is_fixed || e->described_count == RN_CALLGRIND_EVENTS)
        return;
    rn_bytes formula = take_until(&text, ':');
    rn_bytes name = take_until(&formula, '=');
    e->described[e->described_count++] =
        (rn_callgrind_event){.name = name, .formula = rn_trim(formula), .long_name = rn_trim(text)};
}

void rn_callgrind_fix_events(rn_callgrind_events *e, rn_builder *builder, rn_report *report)
{
    if (e->is_fixed)
        return;
    e->is_fixed = true;
    add_formulas(e, report);
    for (size_t i = 0; i < e->count; i++)
        make_metric(&e->events[i], builder);
}

void rn_callgrind_values(const rn_callgrind_events *e, const double *costs, double *values)
{
    for (size_t i = 0; i < e->own; i++)
        values[i] = costs[i] * e->events[i].scale;
    for (size_t i = e->own; i < e->count; i++) {
        double sum = 0;
        for (size_t k = 0; k < e->own; k++)
            sum += e->weight[i][k] * costs[k];
        values[i] = sum * e->events[i].scale;
    }
}

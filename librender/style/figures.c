/* Without options a function has the shares of its total and own cost in one line, total cost and calls in
 * the next.  A comparison has a line for each cost with its change.  Time formats are printf's for one
 * number of seconds; they come from outside and are checked before they are used. */
#include "style/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "style/units.h"

/* Digits of width and precision, and bytes of the whole. */
enum { FORMAT_DIGITS = 2, FORMAT_BYTES = 64, FORMATTED_BYTES = 512 };

/* ---- time formats ----------------------------------------------------------------------------- */

static size_t skip_digits(const char *text)
{
    size_t size = strspn(text, "0123456789");
    return size <= FORMAT_DIGITS ? size : 0;
}

/* The size of a conversion such as "%.3f", 0 when it is none. */
static size_t conversion_size(const char *text)
{
    size_t size = 1;
    size += strspn(text + size, "-+ #0");
    size += skip_digits(text + size);
    if (text[size] == '.') {
        size++;
        size += skip_digits(text + size);
    }
    return text[size] && strchr("eEfFgG", text[size]) && size < 16 ? size + 1 : 0;
}

const char *rn_time_format_check(const char *format)
{
    const char *at = strchr(format, '%');
    size_t size = at ? conversion_size(at) : 0;
    if (strlen(format) > FORMAT_BYTES)
        return "it is too long";
    if (!size || strchr(at + size, '%'))
        return "it wants one number such as %.3f";
    return NULL;
}

/* Whatever stands for the point in the locale of the program becomes one. */
static void put_without_locale(rn_buffer *out, const char *text)
{
    for (bool was_other = false; *text; text++) {
        bool is_number = strchr("0123456789eE+- infaINFA", *text);
        if (is_number || !was_other)
            rn_put_char(out, is_number ? *text : '.');
        was_other = !is_number;
    }
}

static void put_formatted(rn_buffer *out, const char *format, double seconds)
{
    const char *at = strchr(format, '%');
    size_t size = conversion_size(at);
    char conversion[24], text[FORMATTED_BYTES];
    snprintf(conversion, sizeof conversion, "%.*s", (int)size, at);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, conversion, seconds);
#pragma GCC diagnostic pop
    rn_put(out, (rn_bytes){format, (size_t)(at - format)});
    put_without_locale(out, text);
    rn_put_text(out, at + size);
}

void rn_put_cost(rn_buffer *out, const render_draw_options *options, double value, rn_bytes unit)
{
    double factor = options->time_format ? rn_unit_factor(unit, RN_LITERAL("s")) : 0;
    if (factor > 0)
        put_formatted(out, options->time_format, value * factor);
    else
        rn_put_value(out, value, unit);
}

/* ---- changes ---------------------------------------------------------------------------------- */

void rn_put_together(rn_buffer *out, double total, double self, double whole, double calls)
{
    rn_put_share(out, total / whole);
    rn_put_text(out, " (");
    rn_put_share(out, self / whole);
    rn_put_text(out, ")");
    if (!isnan(calls)) {
        rn_put_text(out, " \xc2\xb7 ");
        rn_put_times(out, calls);
    }
}

void rn_put_cycle_name(rn_buffer *out, uint32_t member_count)
{
    rn_put_text(out, "Cycle of ");
    rn_put_count(out, member_count);
    rn_put_text(out, " functions");
}

void rn_put_more(rn_buffer *out, uint32_t count, bool are_callers)
{
    rn_put_count(out, count);
    rn_put_text(out, are_callers ? " more caller" : " more callee");
    rn_put_text(out, count == 1 ? "" : "s");
}

bool rn_is_change(const render_draw_options *options, double value, double base, double noise)
{
    double change = (isnan(value) ? 0 : value) - (isnan(base) ? 0 : base);
    if (options->changes == RENDER_CHANGES_MORE && change < 0)
        return false;
    if (options->changes == RENDER_CHANGES_LESS && change > 0)
        return false;
    return fabs(change) > noise;
}

void rn_put_signed_cost(rn_buffer *out, const render_draw_options *options, double change,
                        rn_bytes unit)
{
    rn_put_text(out, change < 0 ? "\xe2\x88\x92" : "+");
    rn_put_cost(out, options, fabs(change), unit);
}

void rn_put_change(rn_buffer *out, const render_draw_options *options, double value, double base,
                   rn_bytes unit)
{
    double change = value - base;
    if (change == 0) {
        rn_put_text(out, "=");
        return;
    }
    rn_put_signed_cost(out, options, change, unit);
    if (!(base > 0) || !(value > 0))
        return;
    rn_put_text(out, change < 0 ? " (\xe2\x88\x92" : " (+");
    rn_put_share(out, fabs(change) / base);
    rn_put_text(out, ")");
}

static void put_compared(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                         const char *what, double value, double base)
{
    value = isnan(value) ? 0 : value;
    base = isnan(base) ? 0 : base;
    bool is_gone = !(f->total > 0) && f->base_total > 0, is_new = !(f->base_total > 0);
    if (!(value > 0) && !(base > 0))
        return;
    rn_put_text(out, what);
    rn_put_text(out, is_gone ? "was " : "");
    rn_put_cost(out, options, is_gone ? base : value, f->unit);
    if (!is_gone && !is_new && rn_is_change(options, value, base, f->noise)) {
        rn_put_text(out, "  ");
        rn_put_change(out, options, value, base, f->unit);
    }
}

static void put_state(rn_buffer *out, const render_draw_options *options, const rn_figures *f)
{
    bool is_now = f->total > 0, was = f->base_total > 0;
    if (is_now == was || !rn_is_change(options, f->total, f->base_total, 0))
        return;
    rn_put_text(out, is_now ? "new" : "vanished");
}

/* ---- lines ------------------------------------------------------------------------------------ */

void rn_put_times(rn_buffer *out, double calls)
{
    rn_put_count(out, calls);
    rn_put_text(out, "\xc3\x97");
}

static void put_calls(rn_buffer *out, const rn_figures *f, const char *before)
{
    if (isnan(f->calls))
        return;
    rn_put_text(out, before);
    rn_put_times(out, f->calls);
}

static void put_share(rn_buffer *out, double value, double whole, const char *before,
                      const char *after)
{
    if (isnan(value))
        return;
    rn_put_text(out, before);
    rn_put_share(out, value / whole);
    rn_put_text(out, after);
}

static void put_shares(rn_buffer *out, const rn_figures *f)
{
    put_share(out, f->total, f->whole, "", "");
    put_share(out, f->self, f->whole, isnan(f->total) ? "(" : " (", ")");
}

static void put_own(rn_buffer *out, const render_draw_options *options, const rn_figures *f)
{
    if (isnan(f->self))
        return;
    rn_put_char(out, '(');
    rn_put_cost(out, options, f->self, f->unit);
    rn_put_char(out, ')');
}

static void put_total(rn_buffer *out, const render_draw_options *options, const rn_figures *f)
{
    if (!isnan(f->total))
        rn_put_cost(out, options, f->total, f->unit);
}

static void put_asked(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                      render_node_line line)
{
    switch (line) {
    case RENDER_NODE_SELF:
        put_own(out, options, f);
        break;
    case RENDER_NODE_SELF_SHARE:
        put_share(out, f->self, f->whole, "(", ")");
        break;
    case RENDER_NODE_TOTAL:
        put_total(out, options, f);
        break;
    case RENDER_NODE_TOTAL_SHARE:
        put_share(out, f->total, f->whole, "", "");
        break;
    }
}

void rn_put_calls(rn_buffer *out, const rn_figures *f)
{
    double calls = isnan(f->calls) ? 0 : f->calls, base = isnan(f->base_calls) ? 0 : f->base_calls;
    if (f->is_compared && isnan(f->calls) && isnan(f->base_calls))
        return;
    if (f->is_compared && !isnan(f->base_calls) && base != calls) {
        rn_put_times(out, base);
        rn_put_text(out, " \xe2\x86\x92 ");
    }
    rn_put_times(out, calls);
}

static void put_default(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                        size_t index)
{
    if (index == 0) {
        put_shares(out, f);
        return;
    }
    put_total(out, options, f);
    put_calls(out, f, isnan(f->total) ? "" : " \xc2\xb7 ");
}

static void put_comparison(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                           size_t index)
{
    if (index == 0)
        put_state(out, options, f);
    else if (index == 1)
        put_compared(out, options, f, "", f->total, f->base_total);
    else if (index == 2)
        put_compared(out, options, f, "self ", f->self, f->base_self);
    else
        rn_put_calls(out, f);
}

size_t rn_figures_lines(const render_draw_options *options, const rn_figures *f)
{
    size_t own = options->show_samples;
    if (options->node_line_count)
        return options->node_line_count + 1 + own;
    return (f->is_compared ? 4 : 2) + own;
}

void rn_put_figures(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                    size_t index)
{
    if (options->show_samples && index + 1 == rn_figures_lines(options, f))
        put_own(out, options, f);
    else if (index < options->node_line_count)
        put_asked(out, options, f, options->node_lines[index]);
    else if (options->node_line_count)
        put_calls(out, f, "");
    else if (f->is_compared)
        put_comparison(out, options, f, index);
    else
        put_default(out, options, f, index);
}

/* Labels, tooltips and lines of the legend that pictures and DOT have in common. */
#include "style/graph_text.h"

#include <math.h>

#include "style/figures.h"
#include "style/units.h"

static double known_or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

bool rn_figures_are_gone(const rn_figures *f)
{
    return f->is_compared && !(f->total > 0) && f->base_total > 0;
}

/* ---- arrows ----------------------------------------------------------------------------------- */

/* What vanished and is not told as a change at least says what it was. */
static void put_arc_change(rn_buffer *out, const render_draw_options *options, const rn_figures *f)
{
    if (!f->is_compared || isnan(f->base_total))
        return;
    if (!rn_is_change(options, f->total, f->base_total, f->noise)) {
        rn_put_text(out, rn_figures_are_gone(f) ? "was " : "");
        if (rn_figures_are_gone(f))
            rn_put_cost(out, options, f->base_total, f->unit);
        return;
    }
    rn_put_text(out, out->size ? "  " : "");
    rn_put_signed_cost(out, options, known_or_zero(f->total) - known_or_zero(f->base_total),
                       f->unit);
}

void rn_put_arc_figures(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                        bool share, bool calls, const char *between)
{
    if (share && !isnan(f->total) && !rn_figures_are_gone(f))
        rn_put_share(out, f->total / f->whole);
    if (share)
        put_arc_change(out, options, f);
    if (calls && (!isnan(f->calls) || (f->is_compared && f->base_calls > 0))) {
        rn_put_text(out, out->size ? between : "");
        rn_put_calls(out, f);
    }
}

/* ---- tooltips --------------------------------------------------------------------------------- */

static void put_before(rn_buffer *out, const render_draw_options *options, double value,
                       double base, const rn_figures *f)
{
    if (!f->is_compared || isnan(base))
        return;
    rn_put_text(out, ", before: ");
    rn_put_cost(out, options, base, f->unit);
    rn_put_text(out, ", change: ");
    rn_put_change(out, options, known_or_zero(value), base, f->unit);
}

static void put_cost_line(rn_buffer *out, const render_draw_options *options, const char *what,
                          double value, double base, const rn_figures *f)
{
    rn_put_text(out, what);
    if (isnan(value)) {
        rn_put_text(out, "unknown");
    } else {
        rn_put_cost(out, options, value, f->unit);
        rn_put_text(out, " (");
        rn_put_share(out, value / f->whole);
        rn_put_text(out, ")");
    }
    put_before(out, options, value, base, f);
}

/* False when nobody counted them. */
static bool put_calls_line(rn_buffer *out, const rn_figures *f)
{
    bool was_counted = f->is_compared && !isnan(f->base_calls);
    if (isnan(f->calls) && !(was_counted && f->base_calls > 0))
        return false;
    rn_put_text(out, "\ncalls: ");
    rn_put_count(out, known_or_zero(f->calls));
    if (was_counted) {
        rn_put_text(out, ", before: ");
        rn_put_count(out, f->base_calls);
    }
    return true;
}

void rn_put_function_facts(rn_buffer *out, const render_draw_options *options,
                           const rn_profile *profile, uint32_t function, const rn_figures *f)
{
    const double *primitive = profile->primitive_calls;
    put_cost_line(out, options, "\ntotal: ", f->total, f->base_total, f);
    put_cost_line(out, options, "\nself: ", f->self, f->base_self, f);
    if (put_calls_line(out, f) && primitive && !isnan(primitive[function]) &&
        primitive[function] != f->calls) {
        rn_put_text(out, ", not recursive: ");
        rn_put_count(out, primitive[function]);
    }
}

void rn_put_arc_facts(rn_buffer *out, const render_draw_options *options, const rn_figures *f,
                      bool is_residual)
{
    if (is_residual)
        rn_put_text(out, "\nover functions that are left out");
    if (!isnan(f->total) || (f->is_compared && !isnan(f->base_total)))
        put_cost_line(out, options, "\n", known_or_zero(f->total), f->base_total, f);
    put_calls_line(out, f);
}

/* ---- legend ----------------------------------------------------------------------------------- */

static void put_whole(rn_buffer *legend, double part, double whole, rn_bytes unit)
{
    if (!(part < whole * 0.995))
        return;
    rn_put_text(legend, ", ");
    rn_put_share(legend, part / whole);
    rn_put_text(legend, " of the whole profile's ");
    rn_put_value(legend, whole, unit);
}

void rn_put_metric_line(rn_buffer *legend, const rn_profile *profile, uint32_t metric, double total)
{
    const rn_metric *m = &profile->metrics[metric];
    rn_bytes unit = rn_profile_unit(profile, metric);
    if (m->name != m->unit && !rn_bytes_equal(rn_profile_string(profile, m->name), unit)) {
        rn_put(legend, rn_profile_string(profile, m->name));
        rn_put_text(legend, ": ");
    }
    rn_put_value(legend, total, unit);
    rn_put_text(legend, " in total");
    put_whole(legend, total, m->total, unit);
    rn_put_text(legend, "\n");
    if (!profile->filtered)
        return;
    rn_put_text(legend, "Filtered: ");
    rn_put_text(legend, profile->filtered);
    rn_put_text(legend, profile->is_rescoped ? ". Shares are of what is left.\n"
                                             : ". Shares are of the whole profile.\n");
}

void rn_put_before_line(rn_buffer *legend, const render_draw_options *options, double now,
                        double before, rn_bytes unit)
{
    rn_put_text(legend, "Before: ");
    rn_put_value(legend, before, unit);
    rn_put_text(legend, " in total; change: ");
    rn_put_change(legend, options, now, before, unit);
    rn_put_text(legend, ". Changes up to ");
    rn_put_threshold(legend, options->tolerance);
    rn_put_text(legend, " of the total are not told");
    if (options->changes != RENDER_CHANGES_ALL)
        rn_put_text(legend, options->changes == RENDER_CHANGES_MORE ? ", nor what costs less"
                                                                    : ", nor what costs more");
    rn_put_text(legend, ".\n");
}

static void put_of(rn_buffer *out, double part, double whole, const char *what)
{
    rn_put_count(out, part);
    rn_put_text(out, " of ");
    rn_put_count(out, whole);
    rn_put_text(out, what);
}

void rn_put_drawn(rn_buffer *legend, double functions, double possible, double self_share,
                  double arcs, double arcs_possible)
{
    put_of(legend, functions, possible, possible == 1 ? " function (" : " functions (");
    rn_put_share(legend, self_share);
    rn_put_text(legend, " of the total is their own), ");
    put_of(legend, arcs, arcs_possible, arcs_possible == 1 ? " arc" : " arcs");
}

/* A Python profile dump: what pstats.Stats loads, in every Python from 2.7 on.  One dict in the codes of
 * marshal's version 2 without references; read/pstats.c says what is in it:
 *
 *   { (file, line, name): (primitive calls, calls, self, total, callers), … } 0
 *   callers = { (file, line, name): (calls, primitive calls, self, total) }, or { …: calls }
 *
 * Times become seconds.  Where a caller's calls are known and their cost is not, callers are counts.
 * What Python has no word for: unknown calls are -1; unknown primitive calls are all calls; an unknown
 * self cost is 0, an unknown total the self cost.  A function without a file is in '~' when it is
 * one of cProfile's built-ins, else in ''; one with a module but no file is in
 * the module; one with both has the module behind its name, 'name [module]', and flags are suffixes as
 * in folded stacks, so that different functions stay different keys.
 *
 * Stacks are written as their call graph.  Callers that have nothing but calls to others were read
 * from the dicts of callers, and are written only there. */
#include <math.h>
#include <stdlib.h>

#include "analyze/graph.h"
#include "base/group.h"
#include "base/grow.h"
#include "base/unit.h"
#include "output/output.h"
#include "profile/kind.h"
#include "write/writers.h"

typedef struct writer {
    const rn_profile *profile;
    const rn_graph *graph; /* of stacks; NULL: the recorded figures */
    uint32_t metric;
    double factor; /* to seconds */
    rn_buffer out;
    rn_buffer text;
    const rn_arc_info *arcs;
    uint32_t arc_count;
    uint32_t *first, *order; /* arcs by callee */
    bool *calls_others;      /* [function] */
} writer;

/* ---- marshal ---------------------------------------------------------------------------------- */

static void put_u32(rn_buffer *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        rn_put_char(out, (char)(value >> (8 * i) & 0xff));
}

static void put_text(rn_buffer *out, rn_bytes text)
{
    rn_put_char(out, 'u');
    put_u32(out, (uint32_t)text.size);
    rn_put(out, text);
}

/* Beyond 31 bits: digits of 15 bits.  `value` is a whole number. */
static void put_long(rn_buffer *out, double value)
{
    uint32_t digits = 0;
    for (double rest = value; rest >= 1; rest = floor(rest / 0x1p15))
        digits++;
    rn_put_char(out, 'l');
    put_u32(out, digits);
    for (; value >= 1; value = floor(value / 0x1p15)) {
        unsigned digit = (unsigned)fmod(value, 0x1p15);
        rn_put_char(out, (char)(digit & 0xff));
        rn_put_char(out, (char)(digit >> 8));
    }
}

/* Unknown counts are -1. */
static void put_count(rn_buffer *out, double count)
{
    double whole = isnan(count) || count < 0 ? -1 : count < 0x1p64 ? floor(count + .5) : 0x1p64;
    if (whole > INT32_MAX) {
        put_long(out, whole);
        return;
    }
    rn_put_char(out, 'i');
    put_u32(out, (uint32_t)(int32_t)whole);
}

static void put_time(rn_buffer *out, double time)
{
    uint64_t bits;
    memcpy(&bits, &time, sizeof bits);
    rn_put_char(out, 'g');
    put_u32(out, (uint32_t)bits);
    put_u32(out, (uint32_t)(bits >> 32));
}

static void put_tuple(rn_buffer *out, uint32_t size)
{
    rn_put_char(out, '(');
    put_u32(out, size);
}

/* ---- keys ------------------------------------------------------------------------------------- */

static rn_bytes file_of(const rn_profile *profile, const rn_function_info *f)
{
    if (f->file || f->module)
        return rn_profile_string(profile, f->file ? f->file : f->module);
    return f->flags & RN_FLAG_BUILTIN ? RN_LITERAL("~") : RN_LITERAL("");
}

static void put_key(writer *w, uint32_t function)
{
    const rn_function_info *f = &w->profile->functions[function];
    w->text.size = 0;
    rn_put(&w->text, rn_profile_string(w->profile, f->name));
    if (f->file && f->module) {
        rn_put_text(&w->text, " [");
        rn_put(&w->text, rn_profile_string(w->profile, f->module));
        rn_put_char(&w->text, ']');
    }
    for (size_t i = 0; i < rn_flag_count; i++)
        if (f->flags & rn_flags[i].flag)
            rn_put_text(&w->text, rn_flags[i].suffix);
    put_tuple(&w->out, 3);
    put_text(&w->out, file_of(w->profile, f));
    put_count(&w->out, f->line);
    put_text(&w->out, rn_buffer_bytes(&w->text));
}

/* ---- values ----------------------------------------------------------------------------------- */

static double or_else(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

static void put_caller(writer *w, uint32_t arc)
{
    const rn_profile *p = w->profile;
    double calls = NAN, primitive = NAN, self = NAN, total;
    if (w->graph) {
        total = w->graph->arc_total[arc];
    } else {
        calls = p->arc_calls[arc];
        primitive = p->arc_primitive_calls[arc];
        self = p->arc_self[w->metric][arc];
        total = p->arc_total[w->metric][arc];
    }
    put_key(w, w->arcs[arc].caller);
    if (isnan(self) && isnan(total)) {
        put_count(&w->out, calls);
        return;
    }
    self = or_else(self, 0);
    put_tuple(&w->out, 4);
    put_count(&w->out, calls);
    put_count(&w->out, or_else(primitive, calls));
    put_time(&w->out, self * w->factor);
    put_time(&w->out, or_else(total, self) * w->factor);
}

/* A function's own figures. */
typedef struct figures {
    double calls, primitive, self, total;
} figures;

static figures figures_of(const writer *w, uint32_t function)
{
    const rn_profile *p = w->profile;
    const rn_graph *g = w->graph;
    figures f = {.self = g ? g->self[function] : p->function_self[w->metric][function],
                 .total = g ? g->function_total[function] : p->function_total[w->metric][function],
                 .calls = p->calls ? p->calls[function] : NAN,
                 .primitive = p->calls ? p->primitive_calls[function] : NAN};
    f.primitive = or_else(f.primitive, f.calls);
    f.self = or_else(f.self, 0);
    f.total = or_else(f.total, f.self);
    return f;
}

static bool is_only_a_caller(const writer *w, uint32_t function, const figures *f)
{
    return w->calls_others[function] && w->first[function] == w->first[function + 1] &&
           isnan(f->calls) && f->self == 0 && f->total == 0;
}

static void put_function(writer *w, uint32_t function)
{
    figures f = figures_of(w, function);
    if (is_only_a_caller(w, function, &f))
        return;
    put_key(w, function);
    put_tuple(&w->out, 5);
    put_count(&w->out, f.primitive);
    put_count(&w->out, f.calls);
    put_time(&w->out, f.self * w->factor);
    put_time(&w->out, f.total * w->factor);
    rn_put_char(&w->out, '{');
    for (uint32_t i = w->first[function]; i < w->first[function + 1]; i++)
        put_caller(w, w->order[i]);
    rn_put_char(&w->out, '0');
}

/* ---- the dump --------------------------------------------------------------------------------- */

static bool order_arcs(writer *w)
{
    uint32_t function_count = w->profile->function_count;
    w->arcs = w->graph ? w->graph->arcs : w->profile->arcs;
    w->arc_count = w->graph ? w->graph->arc_count : w->profile->arc_count;
    w->first = rn_array_new(function_count + (size_t)1, sizeof *w->first);
    w->order = rn_array_new(w->arc_count, sizeof *w->order);
    w->calls_others = rn_array_zero(function_count, sizeof *w->calls_others);
    if (!w->first || !w->order || !w->calls_others)
        return false;
    rn_group(w->first, w->order, w->arc_count ? &w->arcs->callee : NULL, 2, w->arc_count,
             function_count);
    for (uint32_t a = 0; a < w->arc_count; a++)
        w->calls_others[w->arcs[a].caller] = true;
    return true;
}

static void write_dump(writer *w, render_sink sink, rn_report *report)
{
    if (!order_arcs(w)) {
        rn_fail_memory(report);
        return;
    }
    rn_put_char(&w->out, '{');
    for (uint32_t f = 0; f < w->profile->function_count; f++) {
        put_function(w, f);
        if (!rn_flush(&w->out, sink, RN_FLUSH_BYTES, report))
            return;
    }
    rn_put_char(&w->out, '0');
    if (w->text.failed)
        rn_fail_memory(report);
    else
        rn_flush(&w->out, sink, 0, report);
}

static double seconds_in(const rn_profile *profile, uint32_t metric)
{
    return rn_unit_factor(rn_profile_string(profile, profile->metrics[metric].unit),
                          RN_LITERAL("s"));
}

/* The metric that was asked for or, when none was, the first of time. */
static bool find_time(writer *w, const render_draw_options *options)
{
    w->factor = seconds_in(w->profile, w->metric);
    for (uint32_t m = 0; w->factor == 0 && !options->metric && m < w->profile->metric_count; m++) {
        w->factor = seconds_in(w->profile, m);
        w->metric = m;
    }
    return w->factor > 0;
}

render_status rn_write_pstats(const rn_profile *profile, uint32_t metric,
                              const render_draw_options *options, render_sink sink,
                              rn_report *report)
{
    writer w = {.profile = profile, .metric = metric};
    rn_graph *graph = NULL;
    if (!find_time(&w, options)) {
        rn_bytes unit = rn_profile_string(profile, profile->metrics[metric].unit);
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0,
                       "a Python dump holds times, but this profile holds %.*s", (int)unit.size,
                       unit.data);
    }
    if (profile->shape == RN_STACKS && rn_graph_new(&graph, profile, w.metric, report))
        return report->error.status;
    w.graph = graph;
    write_dump(&w, sink, report);
    rn_graph_free(graph);
    rn_buffer_finish(&w.out);
    rn_buffer_finish(&w.text);
    free(w.first);
    free(w.order);
    free(w.calls_others);
    return report->error.status;
}

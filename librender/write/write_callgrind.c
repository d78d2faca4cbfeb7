/* Callgrind's format, for KCachegrind and callgrind_annotate:
 *
 *     # callgrind format
 *     events: time_(ns) samples
 *
 *     ob=(1) libc.so.6
 *     fl=(1) a.c
 *     fn=(1) main
 *     3 100 1
 *     cfi=(2) b.c
 *     cfn=(2) parse
 *     calls=2 7
 *     3 400 5
 *
 * Functions with their own costs, and what their calls cost, of every metric.  The figures are those of
 * the call graph: of stacks each counts once for a function and a call, however often they recur.
 * Functions of one name in one file, which readers would add up, get their line behind the name.
 * Where nobody counted calls, 'desc: calls: not counted' says so, and 1 stands for their number, since
 * callgrind_annotate takes the cost of 0 calls for the caller's own.  Values are whole numbers: see whole_units.h. */
#include <math.h>
#include <stdlib.h>

#include "analyze/graph.h"
#include "base/grow.h"
#include "output/output.h"
#include "write/whole_units.h"
#include "write/writers.h"

typedef struct writer {
    const rn_profile *profile;
    render_sink sink;
    rn_report *report;
    rn_buffer out;
    rn_graph *graph;
    rn_whole_unit *units;                /* [metric] */
    double *self;                        /* [function * metric_count + metric] */
    double *arc_total;                   /* [arc * metric_count + metric] */
    bool *named_files, *named_functions; /* [string], [function]: its number has been told */
    bool *named_objects;
    bool *is_ambiguous; /* [function] */
    uint64_t *totals;   /* [metric]: of the own costs that were written */
    rn_buffer text;
} writer;

/* ---- names ------------------------------------------------------------------------------------ */

static int compare_keys(const void *left, const void *right, void *user)
{
    const rn_function_info *functions = user;
    const rn_function_info *a = &functions[*(const uint32_t *)left];
    const rn_function_info *b = &functions[*(const uint32_t *)right];
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->module > b->module) - (a->module < b->module);
}

static bool find_ambiguous(writer *w)
{
    const rn_profile *p = w->profile;
    uint32_t *order = rn_array_new(p->function_count, sizeof *order);
    w->is_ambiguous = rn_array_zero(p->function_count, sizeof *w->is_ambiguous);
    bool enough = order && w->is_ambiguous;
    for (uint32_t f = 0; enough && f < p->function_count; f++)
        order[f] = f;
    if (enough)
        qsort_r(order, p->function_count, sizeof *order, compare_keys, p->functions);
    for (uint32_t i = 1; enough && i < p->function_count; i++)
        if (compare_keys(&order[i - 1], &order[i], p->functions) == 0)
            w->is_ambiguous[order[i - 1]] = w->is_ambiguous[order[i]] = true;
    free(order);
    return enough;
}

static rn_bytes function_text(writer *w, uint32_t function)
{
    const rn_function_info *f = &w->profile->functions[function];
    rn_bytes name = rn_profile_string(w->profile, f->name);
    if (!w->is_ambiguous[function] || !f->line)
        return name;
    w->text.size = 0;
    rn_put(&w->text, name);
    rn_put_char(&w->text, ':');
    rn_put_uint(&w->text, f->line);
    w->out.failed |= w->text.failed;
    return rn_buffer_bytes(&w->text);
}

/* ---- the costs of all metrics ----------------------------------------------------------------- */

static bool measure(writer *w)
{
    const rn_profile *p = w->profile;
    rn_graph *g = w->graph;
    for (uint32_t m = 0; m < p->metric_count; m++) {
        if (m > 0 && rn_graph_measure(g, m, w->report))
            return false;
        for (uint32_t f = 0; f < g->function_count; f++)
            w->self[(size_t)f * p->metric_count + m] = g->self[f];
        for (uint32_t a = 0; a < g->arc_count; a++)
            w->arc_total[(size_t)a * p->metric_count + m] = g->arc_total[a];
    }
    return true;
}

static bool prepare(writer *w)
{
    const rn_profile *p = w->profile;
    if (rn_graph_new(&w->graph, p, 0, w->report))
        return false;
    size_t metrics = p->metric_count;
    w->units = rn_array_new(metrics, sizeof *w->units);
    w->totals = rn_array_zero(metrics, sizeof *w->totals);
    w->self = rn_array_new(p->function_count * metrics, sizeof *w->self);
    w->arc_total = rn_array_new(w->graph->arc_count * metrics, sizeof *w->arc_total);
    w->named_files = rn_array_zero(p->strings.count, sizeof *w->named_files);
    w->named_objects = rn_array_zero(p->strings.count, sizeof *w->named_objects);
    w->named_functions = rn_array_zero(p->function_count, sizeof *w->named_functions);
    if (!w->units || !w->totals || !w->self || !w->arc_total || !w->named_files ||
        !w->named_objects || !w->named_functions || !find_ambiguous(w)) {
        rn_fail_memory(w->report);
        return false;
    }
    for (uint32_t m = 0; m < p->metric_count; m++)
        w->units[m] = rn_whole_unit_of(p, m);
    return measure(w);
}

/* ---- lines ------------------------------------------------------------------------------------ */

/* A name of one word, with its unit in parentheses as the last part. */
static void put_event(writer *w, uint32_t metric)
{
    const rn_whole_unit *unit = &w->units[metric];
    rn_bytes name = rn_profile_string(w->profile, w->profile->metrics[metric].name);
    rn_put_char(&w->out, ' ');
    for (size_t i = 0; i < name.size; i++)
        rn_put_char(&w->out, name.data[i] == ' ' ? '_' : name.data[i]);
    if (!name.size)
        rn_put_text(&w->out, "cost");
    if (unit->is_time || unit->is_size)
        rn_put_text(&w->out, unit->is_time ? "_(ns)" : "_(bytes)");
    if (unit->is_thousandths)
        rn_put_text(&w->out, "_in_thousandths");
}

static void put_head(writer *w)
{
    rn_put_text(&w->out, "# callgrind format\nversion: 1\ncreator: profdraw\n");
    rn_put_text(&w->out, w->graph->arc_calls ? "" : "desc: calls: not counted\n");
    rn_put_text(&w->out, "positions: line\nevents:");
    for (uint32_t m = 0; m < w->profile->metric_count; m++)
        put_event(w, m);
    rn_put_char(&w->out, '\n');
}

/* "fn=(7) main"; the name stands there the first time only. */
static void put_position(writer *w, const char *key, uint32_t number, rn_bytes name, bool *named)
{
    rn_put_text(&w->out, key);
    rn_put_text(&w->out, "=(");
    rn_put_uint(&w->out, (uint64_t)number + 1);
    rn_put_char(&w->out, ')');
    if (!*named) {
        rn_put_char(&w->out, ' ');
        rn_put(&w->out, name.size ? name : RN_LITERAL("???"));
    }
    *named = true;
    rn_put_char(&w->out, '\n');
}

static void put_function(writer *w, uint32_t function, const char *object_key, const char *file_key,
                         const char *function_key)
{
    const rn_profile *p = w->profile;
    const rn_function_info *f = &p->functions[function];
    put_position(w, object_key, f->module, rn_profile_string(p, f->module),
                 &w->named_objects[f->module]);
    put_position(w, file_key, f->file, rn_profile_string(p, f->file), &w->named_files[f->file]);
    put_position(w, function_key, function, function_text(w, function),
                 &w->named_functions[function]);
}

static void put_costs(writer *w, uint32_t line, const double *values)
{
    rn_put_uint(&w->out, line);
    for (uint32_t m = 0; m < w->profile->metric_count; m++) {
        rn_put_char(&w->out, ' ');
        rn_put_uint(&w->out, rn_whole_value(&w->units[m], values[m]));
    }
    rn_put_char(&w->out, '\n');
}

static void put_call(writer *w, uint32_t arc)
{
    const rn_graph *g = w->graph;
    const rn_arc_info *info = &g->arcs[arc];
    double calls = g->arc_calls ? g->arc_calls[arc] : NAN;
    put_function(w, info->callee, "cob", "cfi", "cfn");
    rn_put_text(&w->out, "calls=");
    rn_put_uint(&w->out, calls >= 1 ? (uint64_t)fmin(calls, 0x1p63) : 1);
    rn_put_char(&w->out, ' ');
    rn_put_uint(&w->out, w->profile->functions[info->callee].line);
    rn_put_char(&w->out, '\n');
    put_costs(w, w->profile->functions[info->caller].line,
              &w->arc_total[(size_t)arc * w->profile->metric_count]);
}

static void put_own_costs(writer *w, uint32_t function)
{
    uint32_t metric_count = w->profile->metric_count;
    const double *self = &w->self[(size_t)function * metric_count];
    put_costs(w, w->profile->functions[function].line, self);
    for (uint32_t m = 0; m < metric_count; m++)
        w->totals[m] += rn_whole_value(&w->units[m], self[m]);
}

static void put_totals(writer *w)
{
    rn_put_text(&w->out, "\ntotals:");
    for (uint32_t m = 0; m < w->profile->metric_count; m++) {
        rn_put_char(&w->out, ' ');
        rn_put_uint(&w->out, w->totals[m]);
    }
    rn_put_char(&w->out, '\n');
}

/* Arcs are sorted by caller. */
static void put_functions(writer *w)
{
    const rn_profile *p = w->profile;
    uint32_t arc = 0;
    for (uint32_t f = 0; f < p->function_count; f++) {
        rn_put_char(&w->out, '\n');
        put_function(w, f, "ob", "fl", "fn");
        put_own_costs(w, f);
        for (; arc < w->graph->arc_count && w->graph->arcs[arc].caller == f; arc++)
            put_call(w, arc);
        if (!rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report))
            return;
    }
    put_totals(w);
    rn_flush(&w->out, w->sink, 0, w->report);
}

render_status rn_write_callgrind(const rn_profile *profile, uint32_t metric,
                                 const render_draw_options *options, render_sink sink,
                                 rn_report *report)
{
    (void)metric;
    (void)options;
    writer w = {.profile = profile, .sink = sink, .report = report};
    if (prepare(&w)) {
        put_head(&w);
        put_functions(&w);
    }
    rn_buffer_finish(&w.out);
    rn_graph_free(w.graph);
    free(w.units);
    free(w.totals);
    free(w.self);
    free(w.arc_total);
    free(w.named_files);
    free(w.named_objects);
    free(w.named_functions);
    free(w.is_ambiguous);
    rn_buffer_finish(&w.text);
    return report->error.status;
}

/* profdraw's own JSON: everything a profile holds, one record a line, in the order of the tables, so
 * that reading it back and writing it again gives the same bytes.
 *
 *     {"format":"profdraw-profile","version":1,"exact":true,
 *     "metrics":[{"name":"samples","unit":"samples"}],
 *     "total":[31],
 *     "functions":[
 *     {"name":"main","module":null,"file":"a.c","line":3,"calls":null,…,"self":[1],"total":[31]}],
 *     "arcs":[
 *     {"caller":0,"callee":1,"calls":null,"total":[30]}],
 *     "frames":[[0,12],[1,null]],
 *     "stacks":[[null,null],[0,0,1],[1,1,30]]}
 *
 * What is not known is null.  "exact" profiles hold stacks; totals of their functions and arcs count
 * each stack once, and follow from "stacks".  What ran when, if it was kept, follows: "runs" of
 * [track, stack, start, duration], and "tracks" and "time_unit", which they refer to.  A stack is [parent, frame, a value a metric]; values at
 * the end that are 0 are left out. */
#include <math.h>
#include <stdlib.h>

#include "analyze/graph.h"
#include "base/grow.h"
#include "output/output.h"
#include "profile/kind.h"
#include "write/writers.h"

/* What the functions and arcs of either shape cost; columns are [metric][id]. */
typedef struct costs {
    double **function_self, **function_total, **arc_self, **arc_total;
    const rn_arc_info *arcs;
    uint32_t arc_count;
    const double *arc_calls, *arc_primitive_calls;
} costs;

typedef struct writer {
    const rn_profile *profile;
    render_sink sink;
    rn_report *report;
    rn_buffer out;
} writer;

/* ---- values ----------------------------------------------------------------------------------- */

/* Names are valid UTF-8 without control characters: only these two need an escape. */
static void put_string(writer *w, rn_bytes text)
{
    size_t start = 0;
    rn_put_char(&w->out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '"' && text.data[i] != '\\')
            continue;
        rn_put(&w->out, rn_bytes_slice(text, start, i));
        rn_put_char(&w->out, '\\');
        start = i;
    }
    rn_put(&w->out, rn_bytes_slice(text, start, text.size));
    rn_put_char(&w->out, '"');
}

static void put_text(writer *w, uint32_t string)
{
    if (string)
        put_string(w, rn_profile_string(w->profile, string));
    else
        rn_put_text(&w->out, "null");
}

static void put_number(writer *w, double value)
{
    if (isfinite(value))
        rn_put_double(&w->out, value);
    else
        rn_put_text(&w->out, "null");
}

static void put_line(writer *w, uint32_t line)
{
    if (line)
        rn_put_uint(&w->out, line);
    else
        rn_put_text(&w->out, "null");
}

/* The count of an id in a column that may be missing as a whole. */
static void put_count(writer *w, const char *key, const double *column, uint32_t id)
{
    rn_put_text(&w->out, key);
    put_number(w, column ? column[id] : NAN);
}

/* What each metric says of one id. */
static void put_values(writer *w, const char *key, double *const *columns, uint32_t id)
{
    rn_put_text(&w->out, key);
    for (uint32_t m = 0; m < w->profile->metric_count; m++) {
        rn_put_char(&w->out, m ? ',' : '[');
        put_number(w, columns[m][id]);
    }
    rn_put_char(&w->out, ']');
}

/* Begins record `index` of an array on a line of its own. */
static bool begin_record(writer *w, uint32_t index)
{
    rn_put_text(&w->out, index ? ",\n" : "\n");
    return rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report);
}

/* ---- parts ------------------------------------------------------------------------------------ */

static void put_head(writer *w)
{
    const rn_profile *p = w->profile;
    rn_put_text(&w->out, "{\"format\":\"profdraw-profile\",\"version\":1,\"exact\":");
    rn_put_text(&w->out, p->shape == RN_STACKS ? "true" : "false");
    rn_put_text(&w->out, ",\n\"metrics\":");
    for (uint32_t m = 0; m < p->metric_count; m++) {
        rn_put_text(&w->out, m ? ",{\"name\":" : "[{\"name\":");
        put_string(w, rn_profile_string(p, p->metrics[m].name));
        rn_put_text(&w->out, ",\"unit\":");
        put_text(w, p->metrics[m].unit);
        if (p->metrics[m].base != RN_NONE) {
            rn_put_text(&w->out, ",\"base\":");
            rn_put_uint(&w->out, p->metrics[m].base);
        }
        rn_put_char(&w->out, '}');
    }
    rn_put_text(&w->out, "],\n\"total\":");
    for (uint32_t m = 0; m < p->metric_count; m++) {
        rn_put_char(&w->out, m ? ',' : '[');
        put_number(w, p->metrics[m].total);
    }
    rn_put_char(&w->out, ']');
}

static void put_flags(writer *w, uint8_t flags)
{
    const char *before = ",\"flags\":[\"";
    for (size_t i = 0; i < rn_flag_count; i++) {
        if (!(flags & rn_flags[i].flag))
            continue;
        rn_put_text(&w->out, before);
        rn_put_text(&w->out, rn_flags[i].name);
        before = "\",\"";
    }
    if (flags)
        rn_put_text(&w->out, "\"]");
}

static void put_function(writer *w, const costs *c, uint32_t id)
{
    const rn_profile *p = w->profile;
    const rn_function_info *f = &p->functions[id];
    rn_put_text(&w->out, "{\"name\":");
    put_string(w, rn_profile_string(p, f->name));
    rn_put_text(&w->out, ",\"module\":");
    put_text(w, f->module);
    rn_put_text(&w->out, ",\"file\":");
    put_text(w, f->file);
    rn_put_text(&w->out, ",\"line\":");
    put_line(w, f->line);
    if (f->kind != RN_FUNCTION) {
        rn_put_text(&w->out, ",\"kind\":\"");
        rn_put_text(&w->out, rn_kind_names[f->kind]);
        rn_put_char(&w->out, '"');
    }
    put_flags(w, f->flags);
    put_count(w, ",\"calls\":", p->calls, id);
    put_count(w, ",\"primitive_calls\":", p->primitive_calls, id);
    put_values(w, ",\"self\":", c->function_self, id);
    put_values(w, ",\"total\":", c->function_total, id);
    rn_put_char(&w->out, '}');
}

static bool put_functions(writer *w, const costs *c)
{
    rn_put_text(&w->out, ",\n\"functions\":[");
    for (uint32_t i = 0; i < w->profile->function_count; i++) {
        if (!begin_record(w, i))
            return false;
        put_function(w, c, i);
    }
    rn_put_char(&w->out, ']');
    return true;
}

static void put_arc(writer *w, const costs *c, uint32_t id)
{
    rn_put_text(&w->out, "{\"caller\":");
    rn_put_uint(&w->out, c->arcs[id].caller);
    rn_put_text(&w->out, ",\"callee\":");
    rn_put_uint(&w->out, c->arcs[id].callee);
    put_count(w, ",\"calls\":", c->arc_calls, id);
    if (c->arc_primitive_calls)
        put_count(w, ",\"primitive_calls\":", c->arc_primitive_calls, id);
    if (c->arc_self)
        put_values(w, ",\"self\":", c->arc_self, id);
    put_values(w, ",\"total\":", c->arc_total, id);
    rn_put_char(&w->out, '}');
}

static bool put_arcs(writer *w, const costs *c)
{
    rn_put_text(&w->out, ",\n\"arcs\":[");
    for (uint32_t i = 0; i < c->arc_count; i++) {
        if (!begin_record(w, i))
            return false;
        put_arc(w, c, i);
    }
    rn_put_char(&w->out, ']');
    return true;
}

static bool put_frames(writer *w)
{
    rn_put_text(&w->out, ",\n\"frames\":[");
    for (uint32_t i = 0; i < w->profile->frame_count; i++) {
        if (!begin_record(w, i))
            return false;
        rn_put_char(&w->out, '[');
        rn_put_uint(&w->out, w->profile->frames[i].function);
        rn_put_char(&w->out, ',');
        put_line(w, w->profile->frames[i].line);
        rn_put_char(&w->out, ']');
    }
    rn_put_char(&w->out, ']');
    return true;
}

static void put_stack(writer *w, uint32_t id)
{
    const rn_profile *p = w->profile;
    uint32_t values = p->metric_count;
    rn_put_text(&w->out, id ? "[" : "[null,null");
    if (id) {
        rn_put_uint(&w->out, p->stacks[id].parent);
        rn_put_char(&w->out, ',');
        rn_put_uint(&w->out, p->stacks[id].frame);
    }
    while (values && rn_stack_self(p, values - 1, id) == 0)
        values--;
    for (uint32_t m = 0; m < values; m++) {
        rn_put_char(&w->out, ',');
        rn_put_double(&w->out, rn_stack_self(p, m, id));
    }
    rn_put_char(&w->out, ']');
}

static bool put_stacks(writer *w)
{
    rn_put_text(&w->out, ",\n\"stacks\":[");
    for (uint32_t i = 0; i < w->profile->stack_count; i++) {
        if (!begin_record(w, i))
            return false;
        put_stack(w, i);
    }
    rn_put_char(&w->out, ']');
    return true;
}

static bool put_runs(writer *w)
{
    const rn_profile *p = w->profile;
    if (!p->run_count)
        return true;
    rn_put_text(&w->out, ",\n\"time_unit\":");
    put_text(w, p->time_unit);
    for (uint32_t i = 0; i < p->track_count; i++) {
        rn_put_text(&w->out, i ? "," : ",\n\"tracks\":[");
        put_string(w, rn_profile_string(p, p->tracks[i]));
    }
    rn_put_text(&w->out, "],\n\"runs\":[");
    for (uint32_t i = 0; i < p->run_count; i++) {
        const rn_run *run = &p->runs[i];
        if (!begin_record(w, i))
            return false;
        rn_put_char(&w->out, '[');
        rn_put_uint(&w->out, run->track);
        rn_put_char(&w->out, ',');
        rn_put_uint(&w->out, run->stack);
        rn_put_char(&w->out, ',');
        rn_put_double(&w->out, run->start);
        rn_put_char(&w->out, ',');
        rn_put_double(&w->out, run->duration);
        rn_put_char(&w->out, ']');
    }
    rn_put_char(&w->out, ']');
    return true;
}

static void put_roots(writer *w)
{
    for (uint32_t i = 0; i < w->profile->root_count; i++) {
        rn_put_text(&w->out, i ? "," : ",\n\"roots\":[");
        rn_put_uint(&w->out, w->profile->roots[i]);
    }
    if (w->profile->root_count)
        rn_put_char(&w->out, ']');
}

static void put_all(writer *w, const costs *c)
{
    put_head(w);
    if (!put_functions(w, c) || !put_arcs(w, c))
        return;
    if (w->profile->shape == RN_STACKS && (!put_frames(w) || !put_stacks(w) || !put_runs(w)))
        return;
    put_roots(w);
    rn_put_text(&w->out, "}\n");
    rn_flush(&w->out, w->sink, 0, w->report);
}

/* ---- costs ------------------------------------------------------------------------------------ */

static costs recorded_costs(const rn_profile *p)
{
    return (costs){.function_self = p->function_self,
                   .function_total = p->function_total,
                   .arc_self = p->arc_self,
                   .arc_total = p->arc_total,
                   .arcs = p->arcs,
                   .arc_count = p->arc_count,
                   .arc_calls = p->arc_calls,
                   .arc_primitive_calls = p->arc_primitive_calls};
}

static void free_columns(double **columns, uint32_t count)
{
    for (uint32_t m = 0; columns && m < count; m++)
        free(columns[m]);
    free(columns);
}

static void free_counted(costs *c, uint32_t metric_count)
{
    free_columns(c->function_self, metric_count);
    free_columns(c->function_total, metric_count);
    free_columns(c->arc_total, metric_count);
}

static double *copy_column(const double *values, uint32_t count)
{
    double *copy = rn_array_new(count, sizeof *copy);
    if (copy && count)
        memcpy(copy, values, count * sizeof *copy);
    return copy;
}

static bool copy_costs(costs *c, const rn_graph *graph)
{
    uint32_t m = graph->metric;
    c->function_self[m] = copy_column(graph->self, graph->function_count);
    c->function_total[m] = copy_column(graph->function_total, graph->function_count);
    c->arc_total[m] = copy_column(graph->arc_total, graph->arc_count);
    return c->function_self[m] && c->function_total[m] && c->arc_total[m];
}

/* Counts every metric of stacks; the arcs are those of `graph`. */
static bool count_costs(costs *c, rn_graph *graph, rn_report *report)
{
    uint32_t metric_count = graph->profile->metric_count;
    *c = (costs){.arcs = graph->arcs, .arc_count = graph->arc_count};
    c->function_self = rn_array_zero(metric_count, sizeof *c->function_self);
    c->function_total = rn_array_zero(metric_count, sizeof *c->function_total);
    c->arc_total = rn_array_zero(metric_count, sizeof *c->arc_total);
    bool enough = c->function_self && c->function_total && c->arc_total;
    for (uint32_t m = 0; enough && m < metric_count; m++)
        enough =
            (m == 0 || rn_graph_measure(graph, m, report) == RENDER_OK) && copy_costs(c, graph);
    if (!enough)
        rn_fail_memory(report);
    return enough;
}

/* Pictures leave threads and separators out of the call graph; data keep their arcs. */
static rn_function_info *copy_as_functions(const rn_profile *profile)
{
    rn_function_info *copy = rn_array_new(profile->function_count, sizeof *copy);
    for (uint32_t i = 0; copy && i < profile->function_count; i++) {
        copy[i] = profile->functions[i];
        copy[i].kind = RN_FUNCTION;
    }
    return copy;
}

static void put_counted(writer *w)
{
    rn_profile all = *w->profile;
    rn_graph *graph;
    costs c;
    all.functions = copy_as_functions(w->profile);
    if (!all.functions) {
        rn_fail_memory(w->report);
    } else if (rn_graph_new(&graph, &all, 0, w->report) == RENDER_OK) {
        if (count_costs(&c, graph, w->report))
            put_all(w, &c);
        free_counted(&c, w->profile->metric_count);
        rn_graph_free(graph);
    }
    free(all.functions);
}

render_status rn_write_json(const rn_profile *profile, uint32_t metric,
                            const render_draw_options *options, render_sink sink, rn_report *report)
{
    (void)metric;
    (void)options;
    writer w = {.profile = profile, .sink = sink, .report = report};
    if (profile->shape == RN_STACKS) {
        put_counted(&w);
    } else {
        costs c = recorded_costs(profile);
        put_all(&w, &c);
    }
    rn_buffer_finish(&w.out);
    return report->error.status;
}

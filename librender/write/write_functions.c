/* The functions that a call graph shows, as gprof2dot lists them: names, names with the numbers of
 * functions, or all that is known.  Entries are separated by a comma and a line break. */
#include <math.h>
#include <string.h>

#include "analyze/prune.h"
#include "base/match.h"
#include "base/report.h"
#include "output/output.h"
#include "style/figures.h"
#include "style/names.h"
#include "style/units.h"
#include "write/writers.h"

typedef struct lister {
    const render_draw_options *options;
    const rn_graph *graph;
    const char *pattern; /* NULL: all, with numbers */
    bool is_full;
    bool any;
    rn_buffer out;
} lister;

static void put_figure(lister *l, const char *what, double value, const rn_figures *f)
{
    if (isnan(value))
        return;
    rn_put_text(&l->out, what);
    rn_put_cost(&l->out, l->options, value, f->unit);
    rn_put_text(&l->out, " (");
    rn_put_share(&l->out, value / f->whole);
    rn_put_text(&l->out, ")");
}

static void put_full(lister *l, uint32_t function)
{
    static const rn_base_costs none = {0};
    rn_figures f = rn_figures_of(l->graph, &none, function, 0);
    rn_put_full_name(&l->out, l->graph->profile, function);
    put_figure(l, "\n\ttotal: ", f.total, &f);
    put_figure(l, "\n\tself: ", f.self, &f);
    if (!isnan(f.calls)) {
        rn_put_text(&l->out, "\n\tcalls: ");
        rn_put_count(&l->out, f.calls);
    }
}

static void put_function(lister *l, uint32_t function)
{
    rn_bytes name = rn_function_name(l->graph->profile, function);
    if (l->pattern && !rn_match_exact(l->pattern, name) && !rn_match_glob(l->pattern, name))
        return;
    rn_put_text(&l->out, l->any ? ",\n" : "");
    l->any = true;
    if (l->is_full) {
        put_full(l, function);
        return;
    }
    if (!l->pattern) {
        rn_put_uint(&l->out, function);
        rn_put_text(&l->out, ":\t");
    }
    rn_put(&l->out, name);
}

/* '%' in front asks for all that is known; "+" and "*" are no patterns, but all. */
static void read_pattern(lister *l)
{
    const char *text = l->options->list_functions ? l->options->list_functions : "+";
    l->is_full = text[0] == '%';
    text += l->is_full;
    bool all = !*text || strcmp(text, "+") == 0 || strcmp(text, "*") == 0;
    l->pattern = all ? NULL : text;
}

static render_status list(lister *l, const rn_selection *selection, render_sink sink,
                          rn_report *report)
{
    read_pattern(l);
    for (uint32_t f = 0; f < l->graph->function_count; f++)
        if (selection->node[f])
            put_function(l, f);
    rn_put_text(&l->out, l->any ? "\n" : "");
    rn_flush(&l->out, sink, 0, report);
    return report->error.status;
}

render_status rn_write_functions(const rn_profile *profile, uint32_t metric,
                                 const render_draw_options *options, render_sink sink,
                                 rn_report *report)
{
    rn_graph *graph = NULL;
    rn_base_costs base = {0};
    rn_selection selection = {0};
    rn_prune_options how = rn_prune_options_of(options);
    render_status status = rn_graph_new(&graph, profile, metric, report);
    if (status == RENDER_OK)
        status = rn_base_costs_init(&base, graph, report);
    if (status == RENDER_OK)
        status = rn_prune(&selection, graph, &base, &how, report);
    lister l = {.options = options, .graph = graph};
    if (status == RENDER_OK)
        status = list(&l, &selection, sink, report);
    rn_buffer_finish(&l.out);
    rn_selection_finish(&selection);
    rn_base_costs_finish(&base);
    rn_graph_free(graph);
    return status;
}

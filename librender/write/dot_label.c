/* What stands in boxes and at arrows of a call graph in Graphviz' language, and in their tooltips. */
#include "write/dot_writer.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/text.h"
#include "style/apart.h"
#include "style/figures.h"
#include "style/graph_text.h"
#include "style/link.h"
#include "style/names.h"
#include "style/strip.h"
#include "style/template.h"
#include "style/wrap.h"
#include "write/dot_text.h"

/* Columns of lines, as gprof2dot has them, and of a single or the last line. */
enum { WRAP_COLUMNS = 32, LINE_COLUMNS = 38, BROKEN_LINES = 3, WRAPPED_LINES = 8 };

/* Of the last line, and of a label that is compared. */
enum { LAST_BYTES_MAX = 120, LABEL_BYTES_MAX = 1 << 16 };

static rn_bytes written(const rn_dot_writer *w)
{
    return rn_buffer_bytes(&w->text);
}

rn_figures rn_dot_figures(const rn_dot_writer *w, uint32_t function)
{
    return rn_figures_of(w->graph, &w->base, function, w->options->tolerance);
}

rn_figures rn_dot_arc_figures(const rn_dot_writer *w, const rn_drawn_arc *arc)
{
    return rn_arc_figures(w->graph, &w->base, arc, w->options->tolerance);
}

/* ---- the graph -------------------------------------------------------------------------------- */

static void put_line(rn_dot_writer *w, const char *line)
{
    if (!line || !line[0])
        return;
    rn_put_text(&w->text, line);
    rn_put_char(&w->text, '\n');
}

static void put_legend(rn_dot_writer *w)
{
    const rn_graph *graph = w->graph;
    const rn_selection *s = w->selection;
    rn_bytes unit = rn_profile_unit(graph->profile, graph->metric);
    rn_put_metric_line(&w->text, graph->profile, graph->metric, graph->total);
    if (w->base.is_compared)
        rn_put_before_line(&w->text, w->options, graph->total, w->base.total, unit);
    rn_put_drawn(&w->text, s->node_count, s->nodes_possible, s->self_share, s->arc_count,
                 s->arcs_possible);
    rn_put_char(&w->text, '\n');
}

void rn_put_dot_graph_label(rn_dot_writer *w)
{
    const render_draw_options *options = w->options;
    w->text.size = 0;
    put_line(w, options->title ? options->title : "Call graph");
    put_line(w, options->subtitle ? options->subtitle : options->source);
    if (!options->no_legend)
        put_legend(w);
    if (!w->text.size)
        return;
    w->text.size--;
    rn_put_dot_string(&w->out, "label", written(w));
    rn_put_text(&w->out, ", labelloc=\"t\", fontsize=\"12\", ");
}

/* ---- names ------------------------------------------------------------------------------------ */

static double count_columns(void *user, rn_bytes part)
{
    (void)user;
    return (double)rn_text_length(part);
}

/* What does not fit on the last line ends in an ellipsis there. */
static void put_wrapped(rn_buffer *out, rn_bytes text, const rn_wrap *how)
{
    bool fits = count_columns(NULL, text) <= how->last_limit;
    for (int i = 1; !fits && i < how->lines && text.size; i++) {
        size_t size = rn_wrap_size(how, text);
        rn_put(out, rn_bytes_slice(text, 0, size));
        text = rn_bytes_slice(text, size, text.size);
        rn_put_text(out, text.size ? "\n" : "");
    }
    rn_bytes cut = rn_text_cut(text, LAST_BYTES_MAX);
    rn_put(out, cut);
    rn_put_text(out, cut.size < text.size ? "\xe2\x80\xa6" : "");
}

/* The label begins with the name, or is something else as a whole: then nothing is the rest. */
static rn_bytes rest_of(rn_bytes label, rn_bytes name)
{
    bool begins = name.size && rn_bytes_start(label, name);
    return rn_bytes_slice(label, begins ? name.size : label.size, label.size);
}

static void put_parts(rn_dot_writer *w, rn_bytes name, rn_bytes place)
{
    bool wraps = w->options->wrap;
    rn_buffer fitted = {0};
    rn_wrap how = {count_columns, NULL, WRAP_COLUMNS, wraps ? WRAP_COLUMNS : LINE_COLUMNS,
                   wraps ? WRAPPED_LINES : BROKEN_LINES};
    rn_put_fitting(&fitted, name, &how);
    put_wrapped(&w->text, rn_buffer_bytes(&fitted), &how);
    if (place.size) {
        rn_put_char(&w->text, '\n');
        put_wrapped(&w->text, place, &how);
    }
    w->text.failed |= fitted.failed;
    rn_buffer_finish(&fitted);
}

/* As in pictures: without -w long names have three lines, and are shortened to fit; where they are, which never is
 * shortened, stands behind them if there is room, else below. */
static void put_shown_name(rn_dot_writer *w, uint32_t function)
{
    rn_buffer label = {0}, name = {0};
    rn_bytes full = rn_function_name(w->graph->profile, function);
    rn_put_label(&label, w->graph->profile, function, w->ambiguous[function]);
    rn_bytes text = rn_buffer_bytes(&label), rest = rest_of(text, full);
    rn_bytes head = rn_bytes_slice(text, 0, text.size - rest.size);
    if (w->options->strip && !w->alike_stripped[function])
        rn_put_stripped(&name, head);
    else
        rn_put(&name, head);
    double columns = count_columns(NULL, rn_buffer_bytes(&name)) + count_columns(NULL, rest);
    if (rest.size && columns > (w->options->wrap ? WRAP_COLUMNS : LINE_COLUMNS)) {
        put_parts(w, rn_text_cut(rn_buffer_bytes(&name), RN_DOT_TEXT_MAX),
                  rn_bytes_slice(rest, rest.data[0] == ' ', rest.size));
    } else {
        rn_put(&name, rest);
        put_parts(w, rn_text_cut(rn_buffer_bytes(&name), RN_DOT_TEXT_MAX), (rn_bytes){"", 0});
    }
    w->text.failed |= label.failed || name.failed;
    rn_buffer_finish(&label);
    rn_buffer_finish(&name);
}

static bool keep_text(rn_dot_writer *w, rn_bytes *to)
{
    to->data = w->text.failed ? NULL : rn_arena_copy(&w->arena, written(w));
    to->size = w->text.size;
    return to->data;
}

static bool describe(rn_dot_writer *w, uint32_t function, rn_alike *out)
{
    w->text.size = 0;
    put_shown_name(w, function);
    if (!keep_text(w, &out->shown))
        return false;
    w->text.size = 0;
    rn_put_label(&w->text, w->graph->profile, function, w->ambiguous[function]);
    w->text.size = rn_text_cut(written(w), LABEL_BYTES_MAX).size;
    return keep_text(w, &out->full);
}

static bool take_names(rn_dot_writer *w, const rn_alike *names)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < w->graph->function_count; f++) {
        rn_bytes name;
        if (!w->selection->node[f])
            continue;
        w->text.size = 0;
        rn_put(&w->text, names[count].shown);
        if (names[count].apart) {
            rn_put_char(&w->text, '\n');
            rn_put_text(&w->text, names[count].apart);
        }
        if (!keep_text(w, &name))
            return false;
        w->names[f] = name.data;
        count++;
    }
    return true;
}

bool rn_dot_name_nodes(rn_dot_writer *w)
{
    uint32_t functions = w->graph->function_count, count = 0;
    rn_alike *names = rn_array_new(w->selection->node_count, sizeof *names);
    w->names = rn_array_zero(functions, sizeof *w->names);
    w->ambiguous = rn_names_ambiguous(w->graph->profile);
    bool done = names && w->names && w->ambiguous;
    if (done && w->options->strip)
        w->alike_stripped = rn_names_alike_stripped(w->graph->profile, w->ambiguous);
    done = done && (w->alike_stripped || !w->options->strip);
    for (uint32_t f = 0; done && f < functions; f++)
        if (w->selection->node[f])
            done = describe(w, f, &names[count++]);
    done = done && rn_tell_apart(names, count, &w->arena) && take_names(w, names);
    free(names);
    return done;
}

/* ---- boxes and arrows --------------------------------------------------------------------------- */

/* What a template of boxes or, with a caller, of arcs says. */
static void put_template(rn_dot_writer *w, const char *text, rn_template_values *values,
                         uint32_t caller)
{
    rn_buffer names[2] = {{0}, {0}};
    const rn_profile *profile = w->graph->profile;
    rn_put_label(&names[0], profile, values->function, w->ambiguous[values->function]);
    if (values->kind == RN_OF_ARC)
        rn_put_label(&names[1], profile, caller, w->ambiguous[caller]);
    values->profile = profile;
    values->options = w->options;
    values->name = rn_text_cut(rn_buffer_bytes(&names[0]), RN_DOT_TEXT_MAX);
    values->caller = rn_text_cut(rn_buffer_bytes(&names[1]), RN_DOT_TEXT_MAX);
    rn_put_templates(&w->text, text, values);
    w->text.failed |= names[0].failed || names[1].failed;
    rn_buffer_finish(&names[0]);
    rn_buffer_finish(&names[1]);
}

void rn_put_dot_node_label(rn_dot_writer *w, uint32_t function)
{
    rn_figures figures = rn_dot_figures(w, function);
    size_t lines = rn_figures_lines(w->options, &figures);
    w->text.size = 0;
    if (w->options->node_template) {
        rn_template_values values = {.kind = RN_OF_NODE, .figures = &figures, .function = function};
        put_template(w, w->options->node_template, &values, 0);
        rn_put_dot_string(&w->out, "label", written(w));
        return;
    }
    rn_put_text(&w->text, w->names[function]);
    for (size_t i = 0; i < lines; i++) {
        size_t before = w->text.size;
        rn_put_char(&w->text, '\n');
        rn_put_figures(&w->text, w->options, &figures, i);
        if (w->text.size == before + 1)
            w->text.size = before;
    }
    rn_put_dot_string(&w->out, "label", written(w));
}

void rn_put_dot_node_tooltip(rn_dot_writer *w, uint32_t function)
{
    rn_figures figures = rn_dot_figures(w, function);
    w->text.size = 0;
    rn_put_full_name(&w->text, w->graph->profile, function);
    w->text.size = rn_text_cut(written(w), RN_DOT_TEXT_MAX).size;
    rn_put_function_facts(&w->text, w->options, w->graph->profile, function, &figures);
    rn_put_dot_string(&w->out, "tooltip", written(w));
}

void rn_put_dot_link(rn_dot_writer *w, uint32_t function)
{
    const rn_color_rule *rule = rn_group_rule(&w->grouping, function);
    const char *link = rule && rule->link ? rule->link : w->options->link;
    w->text.size = 0;
    if (link)
        rn_put_link(&w->text, link, w->graph->profile, function, 0);
    if (!w->text.size || w->text.size > RN_DOT_TEXT_MAX)
        return;
    rn_put_text(&w->out, ", ");
    rn_put_dot_string(&w->out, "URL", written(w));
}

void rn_put_dot_arc_label(rn_dot_writer *w, const rn_drawn_arc *arc)
{
    rn_figures figures = rn_dot_arc_figures(w, arc);
    w->text.size = 0;
    if (w->options->edge_template) {
        rn_template_values values = {
            .kind = RN_OF_ARC, .figures = &figures, .function = arc->callee};
        put_template(w, w->options->edge_template, &values, arc->caller);
    } else {
        rn_put_arc_figures(&w->text, w->options, &figures, true, true, "\n");
    }
    rn_put_dot_string(&w->out, "label", written(w));
}

void rn_put_dot_arc_tooltip(rn_dot_writer *w, const rn_drawn_arc *arc)
{
    const rn_profile *profile = w->graph->profile;
    rn_figures figures = rn_dot_arc_figures(w, arc);
    w->text.size = 0;
    rn_put_label(&w->text, profile, arc->caller, 1);
    w->text.size = rn_text_cut(written(w), RN_DOT_TEXT_MAX / 2).size;
    bool leads_over = arc->is_residual && !arc->is_light;
    rn_put_text(&w->text, leads_over ? " \xe2\x87\xa2 " : " \xe2\x86\x92 ");
    rn_put_label(&w->text, profile, arc->callee, 1);
    w->text.size = rn_text_cut(written(w), RN_DOT_TEXT_MAX).size;
    rn_put_arc_facts(&w->text, w->options, &figures, leads_over);
    rn_put_dot_string(&w->out, "tooltip", written(w));
    rn_put_text(&w->out, ", ");
    rn_put_dot_string(&w->out, "labeltooltip", written(w));
}

/* The profile as columns. */
#include "page/page_data.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "page/page_json.h"
#include "page/page_maker.h"
#include "style/names.h"
#include "view/callgraph.h"

/* Each of the ramp's arms has so many steps. */
enum { RAMP_STEPS = 32 };

/* ---- colours ---------------------------------------------------------------------------------- */

void rn_put_page_paint(rn_buffer *out, rn_paint paint)
{
    rn_put_text(out, "[\"#");
    rn_put_hex(out, paint.light >> 8, 6);
    rn_put_text(out, "\",\"#");
    rn_put_hex(out, paint.dark >> 8, 6);
    rn_put_text(out, "\"]");
}

static void put_paint_item(rn_buffer *out, const void *user, size_t index)
{
    rn_put_page_paint(out, ((const rn_paint *)user)[index]);
}

/* Colours of changes, from the largest decrease to the largest increase. */
static void put_ramp_item(rn_buffer *out, const void *user, size_t index)
{
    rn_tint tint = *(const rn_tint *)user;
    double root = ((double)index - RAMP_STEPS) / RAMP_STEPS;
    tint.largest_change = 1;
    rn_put_page_paint(out, rn_tint_signed(&tint, copysign(root * root, root)));
}

static void put_page_color(rn_buffer *out, const char *key, rn_rgba light, rn_rgba dark)
{
    rn_put_json_key(out, key);
    rn_put_page_paint(out, (rn_paint){light, dark});
}

static void put_colors(rn_page_maker *m)
{
    const rn_scheme *light = m->data->view->theme->light, *dark = m->data->view->theme->dark;
    rn_put_json_column(m->out, "colors", m->paint_count, put_paint_item, m->paints);
    rn_put_json_column(m->out, "ramp", 2 * RAMP_STEPS + 1, put_ramp_item, m->data->tint);
    rn_put_json_key(m->out, "page");
    rn_put_char(m->out, '{');
    put_page_color(m->out, "background", light->background, dark->background);
    put_page_color(m->out, "text", light->text, dark->text);
    put_page_color(m->out, "band", rn_scheme_band(light), rn_scheme_band(dark));
    put_page_color(m->out, "rest", light->more_fill, dark->more_fill);
    put_page_color(m->out, "rest_text", light->more_text, dark->more_text);
    rn_put_char(m->out, '}');
}

static void put_text_member(rn_page_maker *m, const char *key, rn_bytes text)
{
    rn_put_json_key(m->out, key);
    rn_put_json_text(m->out, text);
}

static void put_word_member(rn_page_maker *m, const char *key, const char *word)
{
    rn_put_json_key(m->out, key);
    rn_put_text(m->out, word);
}

static const char *change_of(const rn_page_data *data)
{
    if (!data->functions->base.is_compared || data->tint->color_by != RENDER_COLOR_BY_CHANGE)
        return "null";
    return data->view->options->color_by == RENDER_COLOR_BY_SELF ? "\"self\"" : "\"total\"";
}

/* What a comparison's boxes are as wide as. */
static const char *widths_of(const rn_page_data *data)
{
    static const char *const names[] = {[RENDER_WIDTHS_MAX] = "\"max\"",
                                        [RENDER_WIDTHS_NEW] = "\"new\"",
                                        [RENDER_WIDTHS_OLD] = "\"old\"",
                                        [RENDER_WIDTHS_SUM] = "\"sum\""};
    return names[data->view->options->widths];
}

static void put_sections(rn_page_maker *m)
{
    static const char *const names[] = {[RENDER_SECTION_STATS] = "\"stats\"",
                                        [RENDER_SECTION_CALLERS] = "\"callers\"",
                                        [RENDER_SECTION_CALLEES] = "\"callees\""};
    const rn_page_data *data = m->data;
    put_word_member(m, "sections", "[");
    for (size_t i = 0; i < data->section_count; i++) {
        rn_put_text(m->out, i ? "," : "");
        rn_put_text(m->out, names[data->sections[i]]);
    }
    rn_put_text(m->out, data->section_count ? "]" : "\"stats\"]");
    put_word_member(m, "sort", data->sorted_by ? "[\"" : "null");
    if (data->sorted_by) {
        rn_put_text(m->out, data->sorted_by);
        rn_put_text(m->out, data->is_sorted_up ? "\",true]" : "\",false]");
    }
    put_word_member(m, "listed", data->listed ? "[" : "null");
    for (uint32_t i = 0; i < data->listed_count; i++) {
        rn_put_text(m->out, i ? "," : "");
        rn_put_uint(m->out, data->functions->place[data->listed[i]]);
    }
    rn_put_text(m->out, data->listed ? "]" : "");
}

static void put_functions_object(rn_page_maker *m)
{
    put_word_member(m, "functions", "{");
    rn_put_page_names(m);
    rn_put_page_function_costs(m, &m->data->functions->base);
    rn_put_page_calls(m);
    rn_put_page_function_colors(m, &m->data->metrics->items[0]);
    rn_put_char(m->out, '}');
}

static void put_arcs_object(rn_page_maker *m)
{
    put_word_member(m, "arcs", "{");
    rn_put_page_arcs(m);
    rn_put_page_arc_costs(m, &m->data->functions->base);
    rn_put_char(m->out, '}');
}

/* Places of highlighted functions; null when none were asked for. */
static void put_highlighted(rn_page_maker *m)
{
    const rn_page_functions *f = m->data->functions;
    const bool *highlighted = m->data->view->highlighted;
    uint32_t count = 0;
    if (!highlighted) {
        put_word_member(m, "highlighted", "null");
        return;
    }
    for (uint32_t i = 0; i < f->count; i++)
        if (highlighted[f->functions[i]])
            m->column[count++] = i;
    rn_put_page_column(m, "highlighted", count);
}

static const char *order_of(const render_draw_options *options)
{
    static const char *const names[] = {[RENDER_ORDER_DEFAULT] = "null",
                                        [RENDER_ORDER_NAME] = "\"name\"",
                                        [RENDER_ORDER_WEIGHT] = "\"weight\"",
                                        [RENDER_ORDER_FIRST] = "\"first\""};
    if (options->in_order)
        return names[RENDER_ORDER_FIRST];
    if (options->order == RENDER_ORDER_DEFAULT && options->style == RENDER_STYLE_SNAKEVIZ)
        return names[RENDER_ORDER_WEIGHT];
    return names[options->order];
}

/* How tabs look, where the options say so. */
static void put_looks(rn_page_maker *m)
{
    const render_draw_options *options = m->data->view->options;
    put_word_member(m, "looks", "{");
    put_word_member(m, "order", order_of(options));
    put_word_member(m, "inverted", options->inverted ? "true" : "false");
    put_word_member(m, "reversed", m->profile->is_reversed ? "true" : "false");
    put_word_member(m, "snakeviz", options->style == RENDER_STYLE_SNAKEVIZ ? "true" : "false");
    put_word_member(m, "areas", options->style == RENDER_STYLE_EQUAL_AREA ? "true" : "false");
    rn_put_char(m->out, '}');
}

/* What a function must cost to have a box in the call graph. */
static double least_in_graph(const rn_page_maker *m)
{
    const rn_page_functions *f = m->data->functions;
    double whole = f->graph->total;
    if (f->base.is_compared && f->base.total < whole)
        whole = f->base.total;
    return m->data->view->options->node_threshold * whole * (1 - 1e-9);
}

static void put_graph(rn_page_maker *m)
{
    const rn_page_functions *f = m->data->functions;
    double least = least_in_graph(m);
    bool first = true;
    put_word_member(m, "graph", "{");
    for (uint32_t i = 0; m->data->has_graph && i < f->count; i++) {
        if (rn_page_function_cost(f, f->functions[i]) < least)
            continue;
        rn_put_text(m->out, first ? "\"" : ",\"");
        rn_put_text(m->out, rn_callgraph_id_of(m->profile, f->functions[i]).text);
        rn_put_text(m->out, "\":");
        rn_put_uint(m->out, i);
        first = false;
    }
    rn_put_char(m->out, '}');
}

static void put_string_item(rn_buffer *out, const void *user, size_t index)
{
    rn_put_json_text(out, rn_intern_get(user, (uint32_t)index));
}

static void put_all(rn_page_maker *m, rn_report *report)
{
    const rn_page_data *data = m->data;
    rn_put_text(m->out, "{\"format\":\"profdraw-page\",\"version\":1");
    put_text_member(m, "tab", rn_bytes_of(data->tab));
    rn_put_page_metric(m, data->view->metric);
    put_sections(m);
    put_word_member(m, "estimated", data->estimated ? "true" : "false");
    put_looks(m);
    put_highlighted(m);
    put_word_member(m, "change", change_of(data));
    put_word_member(m, "widths", widths_of(data));
    put_functions_object(m);
    put_arcs_object(m);
    rn_put_page_tree(m, &data->metrics->items[0], true);
    rn_put_page_chart(m->out, data->chart, m->profile, data->functions->place);
    put_graph(m);
    rn_put_page_others(m, report);
    put_colors(m);
    rn_put_page_legend(m);
    rn_put_json_column(m->out, "strings", m->strings.count, put_string_item, &m->strings);
    rn_put_char(m->out, '}');
}

void rn_put_page_data(rn_buffer *out, const rn_page_data *data, rn_report *report)
{
    const rn_page_functions *f = data->functions;
    size_t most = f->count > f->arc_count ? f->count : f->arc_count;
    rn_page_maker m = {.data = data, .profile = data->view->profile, .out = out};
    m.column = rn_array_new(most, sizeof *m.column);
    m.ambiguous = rn_names_ambiguous(m.profile);
    m.enough = m.column && m.ambiguous && rn_intern_init(&m.strings);
    if (m.enough)
        put_all(&m, report);
    out->failed |= !m.enough || m.text.failed;
    rn_intern_finish(&m.strings);
    rn_map_finish(&m.colors);
    rn_buffer_finish(&m.text);
    free(m.paints);
    free(m.ambiguous);
    free(m.column);
}

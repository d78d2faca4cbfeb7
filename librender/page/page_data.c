/* The profile as columns. */
#include "page/page_data.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/unit.h"
#include "page/page_json.h"
#include "style/names.h"
#include "view/callgraph.h"

/* Each of the ramp's arms has so many steps. */
enum { RAMP_STEPS = 32 };

/* More than this is not counted one by one in the tree. */
static const double EXACT_MOST = 1e10;

typedef struct maker {
    const rn_page_data *data;
    const rn_profile *profile;
    rn_buffer *out;
    rn_intern strings;
    rn_map colors; /* light and dark → place */
    rn_paint *paints;
    size_t paint_count, paint_capacity;
    rn_buffer text;
    uint8_t *ambiguous;
    double *column; /* room for one of functions or arcs */
    bool enough;
} maker;

/* ---- columns ---------------------------------------------------------------------------------- */

static void put_number_item(rn_buffer *out, const void *user, size_t index)
{
    rn_put_json_number(out, ((const double *)user)[index]);
}

/* The function that stands at a place. */
static uint32_t function_at(const maker *m, size_t place)
{
    return m->data->functions->functions[place];
}

/* What a column of the profile says of the functions here. */
static void put_functions(maker *m, const char *key, const double *values)
{
    uint32_t count = m->data->functions->count;
    if (!values) {
        rn_put_json_key(m->out, key);
        rn_put_text(m->out, "null");
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = values[function_at(m, i)];
    rn_put_json_column(m->out, key, count, put_number_item, m->column);
}

static void put_arcs(maker *m, const char *key, const double *values)
{
    uint32_t count = m->data->functions->arc_count;
    if (!values) {
        rn_put_json_key(m->out, key);
        rn_put_text(m->out, "null");
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = values[m->data->functions->arcs[i]];
    rn_put_json_column(m->out, key, count, put_number_item, m->column);
}

/* ---- texts of functions ------------------------------------------------------------------------ */

typedef rn_bytes (*text_of)(maker *m, uint32_t function);

static rn_bytes name_of(maker *m, uint32_t function)
{
    return rn_function_name(m->profile, function);
}

static rn_bytes short_label_of(maker *m, uint32_t function)
{
    m->text.size = 0;
    rn_put_short_label(&m->text, m->profile, function);
    return rn_buffer_bytes(&m->text);
}

static rn_bytes label_of(maker *m, uint32_t function)
{
    m->text.size = 0;
    rn_put_label(&m->text, m->profile, function, m->ambiguous[function]);
    return rn_buffer_bytes(&m->text);
}

static rn_bytes module_of(maker *m, uint32_t function)
{
    return rn_profile_string(m->profile, m->profile->functions[function].module);
}

static rn_bytes file_of(maker *m, uint32_t function)
{
    return rn_profile_string(m->profile, m->profile->functions[function].file);
}

static void put_texts(maker *m, const char *key, text_of text)
{
    for (uint32_t i = 0; i < m->data->functions->count; i++) {
        uint32_t id = rn_intern_add(&m->strings, text(m, function_at(m, i)));
        m->enough &= id != RN_NONE;
        m->column[i] = id;
    }
    rn_put_json_column(m->out, key, m->data->functions->count, put_number_item, m->column);
}

static void put_places(maker *m)
{
    uint32_t count = m->data->functions->count;
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = m->profile->functions[function_at(m, i)].line;
    rn_put_json_column(m->out, "line", count, put_number_item, m->column);
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = m->profile->functions[function_at(m, i)].kind;
    rn_put_json_column(m->out, "kind", count, put_number_item, m->column);
}

/* ---- colours ---------------------------------------------------------------------------------- */

static double place_of_paint(maker *m, rn_paint paint)
{
    bool is_new;
    uint32_t *place = rn_map_put(&m->colors, rn_map_pair(paint.light, paint.dark),
                                 (uint32_t)m->paint_count, &is_new);
    if (!place || (is_new && !RN_GROW(m->paints, m->paint_capacity, m->paint_count + 1))) {
        m->enough = false;
        return 0;
    }
    if (is_new)
        m->paints[m->paint_count++] = paint;
    return *place;
}

static void put_function_colors(maker *m)
{
    uint32_t count = m->data->functions->count;
    for (uint32_t i = 0; i < count; i++)
        m->column[i] = place_of_paint(m, rn_tint_function(m->data->tint, function_at(m, i)));
    rn_put_json_column(m->out, "color", count, put_number_item, m->column);
}

static void put_paint(rn_buffer *out, rn_paint paint)
{
    rn_put_text(out, "[\"#");
    rn_put_hex(out, paint.light >> 8, 6);
    rn_put_text(out, "\",\"#");
    rn_put_hex(out, paint.dark >> 8, 6);
    rn_put_text(out, "\"]");
}

static void put_paint_item(rn_buffer *out, const void *user, size_t index)
{
    put_paint(out, ((const rn_paint *)user)[index]);
}

/* Colours of changes, from the largest decrease to the largest increase. */
static void put_ramp_item(rn_buffer *out, const void *user, size_t index)
{
    rn_tint tint = *(const rn_tint *)user;
    double root = ((double)index - RAMP_STEPS) / RAMP_STEPS;
    tint.largest_change = 1;
    put_paint(out, rn_tint_signed(&tint, copysign(root * root, root)));
}

static void put_page_color(rn_buffer *out, const char *key, rn_rgba light, rn_rgba dark)
{
    rn_put_json_key(out, key);
    put_paint(out, (rn_paint){light, dark});
}

static void put_colors(maker *m)
{
    const rn_scheme *light = m->data->view->theme->light, *dark = m->data->view->theme->dark;
    rn_put_json_column(m->out, "colors", m->paint_count, put_paint_item, m->paints);
    rn_put_json_column(m->out, "ramp", 2 * RAMP_STEPS + 1, put_ramp_item, m->data->tint);
    rn_put_json_key(m->out, "page");
    rn_put_char(m->out, '{');
    put_page_color(m->out, "background", light->background, dark->background);
    put_page_color(m->out, "text", light->text, dark->text);
    put_page_color(m->out, "rest", light->more_fill, dark->more_fill);
    put_page_color(m->out, "rest_text", light->more_text, dark->more_text);
    rn_put_char(m->out, '}');
}

/* ---- the tree --------------------------------------------------------------------------------- */

static void put_up_item(rn_buffer *out, const void *user, size_t index)
{
    const rn_page_node *node = (const rn_page_node *)user + index;
    rn_put_uint(out, index ? node[-1].depth + 1 - node->depth : 0);
}

static void put_node_function_item(rn_buffer *out, const void *user, size_t index)
{
    const rn_page_data *data = user;
    const rn_page_node *node = &data->tree->nodes[index];
    if (node->more) {
        rn_put_char(out, '-');
        rn_put_uint(out, node->more);
    } else if (index) {
        rn_put_uint(out, data->functions->place[node->function]);
    } else {
        rn_put_text(out, "null");
    }
}

/* What own costs are multiples of: 1 where they are whole numbers that can be told exactly. */
static double unit_of(const rn_page_tree *tree)
{
    double sum = 0;
    bool whole = true;
    for (size_t i = 0; i < tree->count; i++) {
        const rn_page_node *node = &tree->nodes[i];
        sum += fmax(node->self, node->base);
        whole &= node->self == floor(node->self) && node->base == floor(node->base);
    }
    if ((whole && sum < EXACT_MOST) || !(sum > 0 && isfinite(sum)))
        return 1;
    return pow(10, floor(log10(sum)) - 8);
}

/* What is lost in rounding one is made good at the next: sums of neighbours stay right. */
static void put_own_costs(maker *m, const char *key, double unit, bool is_base)
{
    const rn_page_tree *tree = m->data->tree;
    double sum = 0, told = 0;
    rn_put_json_key(m->out, key);
    for (size_t i = 0; i < tree->count; i++) {
        sum += is_base ? tree->nodes[i].base : tree->nodes[i].self;
        double value = round(sum / unit) - told;
        told += value;
        rn_put_char(m->out, i ? ',' : '[');
        rn_put_double(m->out, value);
    }
    rn_put_char(m->out, ']');
}

static void put_flags(maker *m)
{
    const rn_page_tree *tree = m->data->tree;
    rn_put_json_key(m->out, "flags");
    rn_put_char(m->out, '"');
    for (size_t i = 0; m->data->estimated && i < tree->count; i++)
        rn_put_uint(m->out, tree->nodes[i].flags & (RN_NODE_ESTIMATED | RN_NODE_CYCLE));
    rn_put_char(m->out, '"');
}

static void put_tree(maker *m)
{
    const rn_page_tree *tree = m->data->tree;
    rn_put_json_key(m->out, "tree");
    if (!tree) {
        rn_put_text(m->out, "null");
        return;
    }
    double unit = unit_of(tree);
    rn_put_text(m->out, "{");
    rn_put_json_key(m->out, "unit");
    rn_put_double(m->out, unit);
    rn_put_json_column(m->out, "up", tree->count, put_up_item, tree->nodes);
    rn_put_json_column(m->out, "function", tree->count, put_node_function_item, m->data);
    put_own_costs(m, "self", unit, false);
    if (m->data->functions->base.is_compared)
        put_own_costs(m, "base", unit, true);
    put_flags(m);
    rn_put_char(m->out, '}');
}

/* ---- the rest --------------------------------------------------------------------------------- */

static void put_text_member(maker *m, const char *key, rn_bytes text)
{
    rn_put_json_key(m->out, key);
    rn_put_json_text(m->out, text);
}

static void put_number_member(maker *m, const char *key, double value)
{
    rn_put_json_key(m->out, key);
    rn_put_json_number(m->out, value);
}

static void put_word_member(maker *m, const char *key, const char *word)
{
    rn_put_json_key(m->out, key);
    rn_put_text(m->out, word);
}

static void put_metric(maker *m)
{
    const rn_metric *metric = &m->profile->metrics[m->data->view->metric];
    rn_bytes unit = rn_profile_string(m->profile, metric->unit);
    bool compared = metric->base != RN_NONE;
    put_word_member(m, "metric", "{");
    put_text_member(m, "name", rn_profile_string(m->profile, metric->name));
    put_text_member(m, "unit", rn_profile_unit(m->profile, m->data->view->metric));
    put_number_member(m, "seconds", rn_unit_factor(unit, RN_LITERAL("s")));
    put_number_member(m, "bytes", rn_unit_factor(unit, RN_LITERAL("B")));
    put_number_member(m, "total", metric->total);
    put_number_member(m, "base", compared ? m->profile->metrics[metric->base].total : NAN);
    rn_put_char(m->out, '}');
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

static void put_sections(maker *m)
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
    put_word_member(m, "listed", data->listed ? "[" : "null");
    for (uint32_t i = 0; i < data->listed_count; i++) {
        rn_put_text(m->out, i ? "," : "");
        rn_put_uint(m->out, data->functions->place[data->listed[i]]);
    }
    rn_put_text(m->out, data->listed ? "]" : "");
}

static void put_functions_object(maker *m)
{
    const rn_page_functions *f = m->data->functions;
    put_word_member(m, "functions", "{");
    put_texts(m, "name", name_of);
    put_texts(m, "short", short_label_of);
    put_texts(m, "label", label_of);
    put_texts(m, "module", module_of);
    put_texts(m, "file", file_of);
    put_places(m);
    put_functions(m, "self", f->graph->self);
    put_functions(m, "total", f->graph->function_total);
    put_functions(m, "calls", m->profile->calls);
    put_functions(m, "primitive", m->profile->primitive_calls);
    put_functions(m, "base_self", f->base.self);
    put_functions(m, "base_total", f->base.function_total);
    put_functions(m, "base_calls", m->profile->base_calls);
    put_function_colors(m);
    rn_put_char(m->out, '}');
}

static void put_arcs_object(maker *m)
{
    const rn_page_functions *f = m->data->functions;
    put_word_member(m, "arcs", "{");
    for (uint32_t i = 0; i < f->arc_count; i++)
        m->column[i] = f->place[f->graph->arcs[f->arcs[i]].caller];
    rn_put_json_column(m->out, "caller", f->arc_count, put_number_item, m->column);
    for (uint32_t i = 0; i < f->arc_count; i++)
        m->column[i] = f->place[f->graph->arcs[f->arcs[i]].callee];
    rn_put_json_column(m->out, "callee", f->arc_count, put_number_item, m->column);
    put_arcs(m, "total", f->graph->arc_total);
    put_arcs(m, "calls", f->graph->arc_calls);
    put_arcs(m, "base", f->base.arc_total);
    rn_put_char(m->out, '}');
}

/* What a function must cost to have a box in the call graph. */
static double least_in_graph(const maker *m)
{
    const rn_page_functions *f = m->data->functions;
    double whole = f->graph->total;
    if (f->base.is_compared && f->base.total < whole)
        whole = f->base.total;
    return m->data->view->options->node_threshold * whole * (1 - 1e-9);
}

static void put_graph(maker *m)
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

static void put_all(maker *m)
{
    const rn_page_data *data = m->data;
    rn_put_text(m->out, "{\"format\":\"profdraw-page\",\"version\":1");
    put_text_member(m, "tab", rn_bytes_of(data->tab));
    put_metric(m);
    put_sections(m);
    put_word_member(m, "estimated", data->estimated ? "true" : "false");
    put_word_member(m, "ordered", data->keeps_order ? "true" : "false");
    put_word_member(m, "change", change_of(data));
    put_word_member(m, "widths", widths_of(data));
    put_functions_object(m);
    put_arcs_object(m);
    put_tree(m);
    put_graph(m);
    put_colors(m);
    rn_put_json_column(m->out, "strings", m->strings.count, put_string_item, &m->strings);
    rn_put_char(m->out, '}');
}

void rn_put_page_data(rn_buffer *out, const rn_page_data *data)
{
    const rn_page_functions *f = data->functions;
    size_t most = f->count > f->arc_count ? f->count : f->arc_count;
    maker m = {.data = data, .profile = data->view->profile, .out = out};
    m.column = rn_array_new(most, sizeof *m.column);
    m.ambiguous = rn_names_ambiguous(m.profile);
    m.enough = m.column && m.ambiguous && rn_intern_init(&m.strings);
    if (m.enough)
        put_all(&m);
    out->failed |= !m.enough || m.text.failed;
    rn_intern_finish(&m.strings);
    rn_map_finish(&m.colors);
    rn_buffer_finish(&m.text);
    free(m.paints);
    free(m.ambiguous);
    free(m.column);
}

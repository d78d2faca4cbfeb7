/* Cells on their way to a picture: tooltips, labels, ids that stay the same from run to run, and the
 * lines of the legend. */
#include "view/cell.h"

#include <math.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "analyze/tree_pair.h"
#include "base/grow.h"
#include "base/unit.h"
#include "scene/fit.h"
#include "style/names.h"
#include "style/units.h"

/* ---- life ------------------------------------------------------------------------------------- */

static bool hash_paths(rn_cells *cells)
{
    const rn_partition *partition = &cells->partition;
    cells->path = rn_array_new(partition->count, sizeof *cells->path);
    if (!cells->path)
        return false;
    cells->path[0] = 0;
    for (size_t i = 1; i < partition->count; i++) {
        const rn_cell *cell = &partition->cells[i];
        rn_bytes name = RN_LITERAL("more");
        if (!cell->more)
            name = rn_function_name(cells->input->profile, cells->tree->function[cell->node]);
        uint64_t seed = cells->path[cell->parent] + !cell->more;
        /* there, siblings may have the same name */
        if (cells->input->options->in_order)
            seed += (uint64_t)cell->node << 1;
        cells->path[i] = XXH3_64bits_withSeed(name.data, name.size, seed);
    }
    return true;
}

static render_status partition(rn_cells *cells, const rn_cells_room *room, rn_report *report)
{
    const render_draw_options *options = cells->input->options;
    rn_partition_options how = {
        .min_share = fmax(options->min_width / room->width_px, options->min_width_share),
        .max_depth = options->max_depth > 0 ? (uint32_t)options->max_depth : room->rows,
        .order = options->in_order                        ? RENDER_ORDER_FIRST
                 : options->order == RENDER_ORDER_DEFAULT ? room->order
                                                          : options->order,
    };
    if (rn_partition_init(&cells->partition, cells->tree, &how, report) || options->max_depth > 0)
        return report->error.status;
    how.max_depth = rn_partition_busy_depth(&cells->partition, room->busy);
    if (how.max_depth == cells->partition.depth)
        return RENDER_OK;
    rn_partition_finish(&cells->partition);
    return rn_partition_init(&cells->partition, cells->tree, &how, report);
}

static bool is_comparison(const rn_cells *cells)
{
    return cells->tree->sides.base_total;
}

/* What the node costs now, whatever its width says. */
double rn_cell_total(const rn_cells *cells, uint32_t node)
{
    const rn_tree *tree = cells->tree;
    return is_comparison(cells) ? tree->sides.now_total[node] : tree->total[node];
}

static double change_of(const rn_cells *cells, uint32_t node)
{
    const rn_tree_sides *sides = &cells->tree->sides;
    if (cells->input->options->color_by == RENDER_COLOR_BY_SELF)
        return sides->now_self[node] - sides->base_self[node];
    return sides->now_total[node] - sides->base_total[node];
}

static double most_change(const rn_cells *cells)
{
    double most = 0;
    for (uint32_t n = 0; is_comparison(cells) && n < cells->tree->count; n++)
        most = fmax(most, fabs(change_of(cells, n)));
    /* nothing changed: any scale shows that */
    return is_comparison(cells) && most == 0 ? 1 : most;
}

/* The whole may stand for more than the profile holds: the rest is nobody's. */
static void widen(rn_tree *tree, double total, rn_report *report)
{
    if (total > tree->total[0]) {
        tree->self[0] += total - tree->total[0];
        tree->total[0] = total;
    } else if (total > 0 && total < tree->total[0] * (1 - 1e-9)) {
        rn_warn(report, "the total that was asked for is less than the profile holds");
    }
}

static render_status make_tree(rn_cells *cells, rn_report *report)
{
    const rn_view_input *input = cells->input;
    const render_draw_options *options = input->options;
    const rn_profile *profile = input->profile;
    bool compares = profile->metrics[input->metric].base != RN_NONE;
    if (options->in_order)
        rn_tree_new_in_order(&cells->tree, profile, input->metric, report);
    else if (compares)
        rn_tree_pair(&cells->tree, profile, input->metric, options->min_share, report);
    else
        rn_tree_new(&cells->tree, profile, input->metric, options->min_share, report);
    if (report->error.status)
        return report->error.status;
    cells->held = rn_cell_total(cells, 0);
    widen(cells->tree, options->total, report);
    return RENDER_OK;
}

render_status rn_cells_init(rn_cells *cells, rn_scene *scene, const rn_view_input *input,
                            const rn_cells_room *room, rn_report *report)
{
    *cells = (rn_cells){.input = input, .scene = scene};
    rn_begin_stage(report, "analyze");
    if (make_tree(cells, report) ||
        rn_graph_new(&cells->graph, input->profile, input->metric, report))
        return report->error.status;
    rn_begin_stage(report, "view");
    if (partition(cells, room, report))
        return report->error.status;
    rn_tint_init(&cells->tint, input, cells->graph);
    rn_tint_compare_boxes(&cells->tint, most_change(cells));
    cells->ambiguous = rn_names_ambiguous(input->profile);
    if (!cells->ambiguous || !hash_paths(cells))
        return rn_fail_memory(report);
    return RENDER_OK;
}

void rn_cells_finish(rn_cells *cells)
{
    rn_partition_finish(&cells->partition);
    rn_tree_free(cells->tree);
    rn_graph_free(cells->graph);
    free(cells->ambiguous);
    free(cells->path);
    cells->scene->failed |= cells->label.failed || cells->fitted.failed || cells->tooltip.failed;
    rn_buffer_finish(&cells->label);
    rn_buffer_finish(&cells->fitted);
    rn_buffer_finish(&cells->tooltip);
}

/* ---- tooltip ---------------------------------------------------------------------------------- */

static rn_bytes unit_of(const rn_cells *cells)
{
    const rn_profile *profile = cells->input->profile;
    return rn_profile_string(profile, profile->metrics[cells->input->metric].unit);
}

static double options_total(const rn_cells *cells)
{
    return cells->input->options->total;
}

static double recorded_total(const rn_cells *cells)
{
    return fmax(cells->input->profile->metrics[cells->input->metric].total,
                cells->input->options->total);
}

/* What boxes are shares of, in labels and tooltips.  The recorded total and the sum of what the
 * functions cost differ a little: where all is drawn, all is 100 %. */
static double whole_of(const rn_cells *cells)
{
    return cells->input->profile->filtered ? recorded_total(cells)
                                           : fmax(rn_cell_total(cells, 0), options_total(cells));
}

static double base_total(const rn_cells *cells)
{
    const rn_profile *profile = cells->input->profile;
    return profile->metrics[profile->metrics[cells->input->metric].base].total;
}

static void put_cost(const rn_cells *cells, rn_buffer *out, const char *what, double value,
                     double whole)
{
    rn_put_text(out, what);
    rn_put_value(out, value, unit_of(cells));
    rn_put_text(out, " (");
    rn_put_share(out, value / whole);
    rn_put_text(out, ")");
}

/* The same of one more cost in a tooltip: what is only counted has been named before. */
static void put_other_cost(const rn_cells *cells, rn_buffer *out, const char *what, double value,
                           double whole)
{
    rn_bytes unit = unit_of(cells);
    bool is_word =
        rn_unit_factor(RN_LITERAL("s"), unit) == 0 && rn_unit_factor(RN_LITERAL("B"), unit) == 0;
    rn_put_text(out, what);
    rn_put_value(out, value, unit);
    if (is_word && out->size > unit.size + 1 && !out->failed &&
        rn_bytes_end(rn_buffer_bytes(out), unit) && out->data[out->size - unit.size - 1] == ' ')
        out->size -= unit.size + 1;
    rn_put_text(out, " (");
    rn_put_share(out, value / whole);
    rn_put_text(out, ")");
}

/* The change of what is named, in its unit and as a share of what it was. */
static void put_change(const rn_cells *cells, rn_buffer *out, const char *what, double now,
                       double base)
{
    rn_put_text(out, what);
    rn_put_signed(out, now - base, unit_of(cells));
    if (base > 0 && now > 0) {
        rn_put_text(out, now > base ? ", +" : now < base ? ", \xe2\x88\x92" : ", \xc2\xb1");
        rn_put_share(out, fabs(now - base) / base);
    } else if (base > 0 || now > 0) {
        rn_put_text(out, base > 0 ? ", vanished" : ", new");
    }
}

static void put_sides(const rn_cells *cells, rn_buffer *out, uint32_t node)
{
    const rn_tree_sides *sides = &cells->tree->sides;
    put_cost(cells, out, "\nhere now: ", sides->now_total[node], whole_of(cells));
    put_cost(cells, out, "\nhere before: ", sides->base_total[node], base_total(cells));
    put_change(cells, out, "\nchange: ", sides->now_total[node], sides->base_total[node]);
    if (node == 0 || (sides->now_self[node] == 0 && sides->base_self[node] == 0))
        return;
    put_cost(cells, out, "\nself now: ", sides->now_self[node], whole_of(cells));
    put_cost(cells, out, "\nself before: ", sides->base_self[node], base_total(cells));
    put_change(cells, out, "\nchange of self: ", sides->now_self[node], sides->base_self[node]);
}

static uint8_t flags_of(const rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    return cells->tree->flags && !cell->more ? cells->tree->flags[cell->node] : 0;
}

/* What a node costs; nothing is said twice: of its own cost only when there is some. */
static void put_here(const rn_cells *cells, rn_buffer *out, size_t index, uint32_t node)
{
    double total = cells->tree->total[node], self = cells->tree->self[node];
    bool is_estimated = flags_of(cells, index) & RN_NODE_ESTIMATED;
    put_cost(cells, out, is_estimated ? "\nabout " : "\n", total, whole_of(cells));
    if (self == total)
        rn_put_text(out, ", all self");
    else if (self > 0)
        put_other_cost(cells, out, ", self ", self, whole_of(cells));
}

/* Whether all that a function costs is in one node, so that one line tells both. */
static bool is_only_here(const rn_cells *cells, uint32_t node, double everywhere)
{
    return !is_comparison(cells) && cells->tree->total[node] == everywhere &&
           whole_of(cells) == recorded_total(cells);
}

void rn_cell_put_everywhere(const rn_cells *cells, rn_buffer *out, uint32_t node)
{
    const rn_profile *profile = cells->input->profile;
    uint32_t function = cells->tree->function[node];
    double everywhere = cells->graph->function_total[function];
    bool is_told = !isnan(everywhere) && profile->functions[function].kind == RN_FUNCTION &&
                   !is_only_here(cells, node, everywhere);
    if (is_told)
        put_other_cost(cells, out, is_comparison(cells) ? "\neverywhere now " : "\neverywhere ",
                       everywhere, recorded_total(cells));
    if (profile->calls && !isnan(profile->calls[function])) {
        rn_put_text(out, is_told ? ", calls " : "\ncalls everywhere ");
        rn_put_count(out, profile->calls[function]);
    }
}

static void put_function(const rn_cells *cells, rn_buffer *out, size_t index)
{
    const rn_tree *tree = cells->tree;
    const rn_profile *profile = cells->input->profile;
    uint32_t node = cells->partition.cells[index].node, function = tree->function[node];
    if (cells->input->options->name_type) {
        rn_put_text(out, cells->input->options->name_type);
        rn_put_text(out, " ");
    }
    rn_put_full_name(out, profile, function);
    if (is_comparison(cells))
        put_sides(cells, out, node);
    else
        put_here(cells, out, index, node);
    /* a script knows it once for all */
    if (!cells->input->options->interactive)
        rn_cell_put_everywhere(cells, out, node);
    if (flags_of(cells, index) & RN_NODE_CYCLE)
        rn_put_text(out, "\nrecursive: calls back to functions above it count there");
}

static void put_tooltip(const rn_cells *cells, rn_buffer *out, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    if (cell->more) {
        rn_put_count(out, cell->more);
        rn_put_text(out, cell->more == 1 ? " more function" : " more functions");
        if (!is_comparison(cells))
            put_cost(cells, out, "\n", (cell->to - cell->from) * cells->tree->total[0],
                     whole_of(cells));
    } else if (index == 0) {
        rn_put_text(out, "all");
        if (is_comparison(cells))
            put_sides(cells, out, 0);
        else
            put_cost(cells, out, "\n", cells->tree->total[0], whole_of(cells));
    } else {
        put_function(cells, out, index);
    }
}

/* Short, since there is one in every box: two of 5,000 are the same once in 5,000 pictures. */
static void format_id(char out[16], uint64_t hash)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    out[0] = 'c';
    for (int i = 1; i <= 6; i++, hash >>= 6)
        out[i] = digits[hash & 63];
    out[7] = '\0';
}

void rn_cell_open(rn_cells *cells, size_t index)
{
    char id[16];
    format_id(id, cells->path[index]);
    cells->tooltip.size = 0;
    put_tooltip(cells, &cells->tooltip, index);
    const rn_cell *cell = &cells->partition.cells[index];
    rn_bytes link = {"", 0};
    if (index && !cell->more)
        link = rn_view_link(cells->input, &cells->label, cells->tree->function[cell->node]);
    /* a script finds cells by their class, and names them by their path */
    bool is_live = cells->input->options->interactive;
    rn_scene_open(cells->scene,
                  cell->more ? "more"
                  : is_live  ? "cell"
                             : NULL,
                  is_live ? NULL : id, rn_buffer_bytes(&cells->tooltip), link);
}

/* ---- looks ------------------------------------------------------------------------------------ */

/* Whether it stands above a separator between joined stacks. */
static bool is_woken(const rn_cells *cells, const rn_cell *cell)
{
    const rn_profile *profile = cells->input->profile;
    while (cell->parent) {
        cell = &cells->partition.cells[cell->parent];
        if (profile->functions[cells->tree->function[cell->node]].kind == RN_SEPARATOR)
            return true;
    }
    return false;
}

static rn_paint woken_paint(const rn_cells *cells, const rn_cell *cell)
{
    rn_rgba color =
        rn_palette_function(RN_PALETTE_AQUA, cells->input->profile,
                            cells->tree->function[cell->node], cells->input->options->name_hash);
    return (rn_paint){color, color};
}

rn_paint rn_cell_fill(const rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    const rn_theme *theme = cells->input->theme;
    if (cell->more || index == 0)
        return (rn_paint){theme->light->more_fill, theme->dark->more_fill};
    if (cells->tint.color_by == RENDER_COLOR_BY_CHANGE)
        return rn_tint_signed(&cells->tint, change_of(cells, cell->node));
    if (cells->input->colormap->palette == RN_PALETTE_CHAIN && is_woken(cells, cell))
        return woken_paint(cells, cell);
    return rn_tint_function(&cells->tint, cells->tree->function[cell->node]);
}

void rn_cell_mark(const rn_cells *cells, size_t index, rn_paint fill, rn_item *item)
{
    if (!(flags_of(cells, index) & RN_NODE_ESTIMATED))
        return;
    rn_paint ink = rn_tint_readable(fill);
    rn_paint soft = {rn_color_mix(fill.light, ink.light, 0.55),
                     rn_color_mix(fill.dark, ink.dark, 0.55)};
    item->stroke = rn_scene_paint(cells->scene, soft);
    item->stroke_width = 0.75;
    item->dash = flags_of(cells, index) & RN_NODE_CYCLE ? RN_DASHED : RN_DOTTED;
}

/* How much a label says, from the least. */
enum { SAYS_NAME, SAYS_PLACE, SAYS_ESTIMATED, SAYS_SHARE };

static void put_label(const rn_cells *cells, rn_buffer *out, size_t index, int says)
{
    const rn_cell *cell = &cells->partition.cells[index];
    const rn_profile *profile = cells->input->profile;
    if (cell->more) {
        rn_put_text(out, "… ");
        rn_put_count(out, cell->more);
        rn_put_text(out, " more");
    } else if (index == 0) {
        rn_put_text(out, "all: ");
        rn_put_value(out, is_comparison(cells) ? cells->held : cells->tree->total[0],
                     unit_of(cells));
        if (is_comparison(cells))
            put_change(cells, out, " · ", cells->held, cells->tree->sides.base_total[0]);
    } else {
        uint32_t function = cells->tree->function[cell->node];
        if (says == SAYS_NAME)
            rn_put_short_label(out, profile, function);
        else
            rn_put_label(out, profile, function, cells->ambiguous[function]);
    }
}

static bool label_fits(const rn_cells *cells, double size, double width)
{
    rn_bytes label = rn_buffer_bytes(&cells->label);
    return rn_measure_width(cells->input->measure, label, size, false) <= width;
}

/* The share; of a comparison the change, too: nothing is told by colour alone. */
static void put_share_label(rn_cells *cells, uint32_t node)
{
    rn_buffer *out = &cells->label;
    double now = rn_cell_total(cells, node);
    double base = is_comparison(cells) ? cells->tree->sides.base_total[node] : now;
    if (!is_comparison(cells) || (now > 0 && base > 0))
        rn_put_share(out, now / whole_of(cells));
    else
        rn_put_text(out, base > 0 ? "vanished" : "new");
    if (is_comparison(cells)) {
        rn_put_text(out, " (");
        rn_put_signed(out, now - base, unit_of(cells));
        rn_put_text(out, ")");
    }
}

/* Where there is room, a function's label also says where it is, whether its share is estimated (the
 * outline says so anyway), and the share. */
static void put_roomy_label(rn_cells *cells, size_t index, double size, double width)
{
    bool is_function = index > 0 && !cells->partition.cells[index].more;
    bool is_estimated = flags_of(cells, index) & RN_NODE_ESTIMATED;
    for (int says = is_function ? SAYS_SHARE : SAYS_NAME; says >= SAYS_NAME; says--) {
        cells->label.size = 0;
        if (says >= SAYS_ESTIMATED && is_estimated)
            rn_put_text(&cells->label, "≈ ");
        put_label(cells, &cells->label, index, says);
        if (says == SAYS_SHARE) {
            rn_put_text(&cells->label, " · ");
            put_share_label(cells, cells->partition.cells[index].node);
        }
        if (says == SAYS_NAME || label_fits(cells, size, width))
            return;
    }
}

/* The label with as few of its outermost qualifiers given up as it takes to fit: a method's name tells
 * more than the packages it is in. */
static rn_bytes drop_qualifiers(const rn_cells *cells, size_t index, double size, double width)
{
    rn_bytes label = rn_buffer_bytes(&cells->label), tail = label;
    if (index == 0 || cells->partition.cells[index].more)
        return label;
    while (tail.size && rn_measure_width(cells->input->measure, tail, size, false) > width) {
        label = tail;
        tail = rn_name_tail(tail);
    }
    return tail.size ? tail : label;
}

rn_bytes rn_cell_label(rn_cells *cells, size_t index, double size, double width, double *measured)
{
    *measured = 0;
    /* nothing readable fits: save the formatting of a label that would be thrown away */
    if (width < 2 * size)
        return (rn_bytes){"", 0};
    put_roomy_label(cells, index, size, width);
    rn_bytes label = drop_qualifiers(cells, index, size, width);
    *measured = rn_fit_text(cells->input->measure, label, size, false, width, &cells->fitted);
    return rn_buffer_bytes(&cells->fitted);
}

/* ---- legend ----------------------------------------------------------------------------------- */

static void put_left_out(rn_buffer *out, const rn_partition *partition)
{
    if (partition->hidden) {
        rn_put_count(out, partition->hidden);
        rn_put_text(out, partition->hidden == 1 ? " box" : " boxes");
        rn_put_text(out, " too narrow to draw (");
        rn_put_share(out, partition->hidden_share);
        rn_put_text(
            out,
            " of the total): grey '… more' boxes stand for those that are wide enough together.\n");
    }
    if (partition->cut) {
        rn_put_text(out, "Cut at level ");
        rn_put_count(out, partition->depth);
        rn_put_text(out, ": callees that take ");
        rn_put_share(out, partition->cut_share);
        rn_put_text(out, " of the total are not drawn.\n");
    }
}

static bool has_cycles(const rn_cells *cells)
{
    for (size_t i = 0; i < cells->partition.count; i++)
        if (flags_of(cells, i) & RN_NODE_CYCLE)
            return true;
    return false;
}

void rn_put_cells_legend(rn_buffer *legend, const rn_cells *cells, const char *what)
{
    rn_put_metric_line(legend, cells->input, cells->held);
    if (!is_comparison(cells) && cells->tree->total[0] > cells->held) {
        rn_put_text(legend, "The whole width stands for ");
        rn_put_value(legend, cells->tree->total[0], unit_of(cells));
        rn_put_text(legend, ".\n");
    }
    if (is_comparison(cells)) {
        rn_put_text(legend, "Before: ");
        rn_put_value(legend, cells->tree->sides.base_total[0], unit_of(cells));
        put_change(cells, legend, ". Change: ", cells->held, cells->tree->sides.base_total[0]);
        rn_put_text(legend, ".\n");
    }
    rn_put_text(legend, what);
    rn_put_text(legend, is_comparison(cells) ? " of the larger cost of before and after.\n"
                                             : " of the total.\n");
    put_left_out(legend, &cells->partition);
    if (cells->tree->estimated)
        rn_put_text(legend,
                    "≈ estimated: the profile records callers and callees, not whole stacks. Below "
                    "a function with several callers, its cost is split in proportion to what each "
                    "caller's calls cost.\n");
    if (has_cycles(cells))
        rn_put_text(
            legend,
            "Dashed: functions that call each other in a circle. What repeats further in is "
            "counted "
            "further out, so they can look smaller than they are; the call graph shows their "
            "recorded cost.\n");
}

/* What a cell says when it is pointed at: its function, what it costs here and everywhere, and of a comparison
 * what changed. */
#include "view/cell_parts.h"

#include <math.h>

#include "base/unit.h"
#include "style/names.h"
#include "style/units.h"

static void put_cost(const rn_cells *cells, rn_buffer *out, const char *what, double value,
                     double whole)
{
    rn_put_text(out, what);
    rn_put_value(out, value, rn_cells_unit(cells));
    rn_put_text(out, " (");
    rn_put_share(out, value / whole);
    rn_put_text(out, ")");
}

/* One more cost: what is only counted has been named before. */
static void put_other_value(const rn_cells *cells, rn_buffer *out, const char *what, double value)
{
    rn_bytes unit = rn_cells_unit(cells);
    bool is_word =
        rn_unit_factor(RN_LITERAL("s"), unit) == 0 && rn_unit_factor(RN_LITERAL("B"), unit) == 0;
    rn_put_text(out, what);
    rn_put_value(out, value, unit);
    if (is_word && out->size > unit.size + 1 && !out->failed &&
        rn_bytes_end(rn_buffer_bytes(out), unit) && out->data[out->size - unit.size - 1] == ' ')
        out->size -= unit.size + 1;
}

/* The change of what is named, in its unit and as a share of what it was. */
void rn_put_cell_change(const rn_cells *cells, rn_buffer *out, const char *what, double now,
                        double base)
{
    rn_put_text(out, what);
    rn_put_signed(out, now - base, rn_cells_unit(cells));
    if (base > 0 && now > 0) {
        rn_put_text(out, now > base ? ", +" : now < base ? ", \xe2\x88\x92" : ", \xc2\xb1");
        rn_put_share(out, fabs(now - base) / base);
    } else if (base > 0 || now > 0) {
        rn_put_text(out, base > 0 ? ", vanished" : ", new");
    }
}

/* Where a reversed stack ends is no cost of its last frame. */
static bool tells_self(const rn_cells *cells, uint32_t node)
{
    const rn_tree *tree = cells->tree;
    bool any = rn_cells_compare(cells)
                   ? tree->sides.now_self[node] != 0 || tree->sides.base_self[node] != 0
                   : tree->self[node] > 0;
    return any && !cells->input->profile->is_reversed;
}

static void put_sides(const rn_cells *cells, rn_buffer *out, uint32_t node, bool is_estimated)
{
    const rn_tree_sides *sides = &cells->tree->sides;
    double whole = rn_cells_whole(cells), base_whole = rn_cells_base_whole(cells);
    put_cost(cells, out, is_estimated ? "\nhere now: ≈ " : "\nhere now: ", sides->now_total[node],
             whole);
    put_cost(cells, out,
             is_estimated ? "\nhere before: ≈ " : "\nhere before: ", sides->base_total[node],
             base_whole);
    rn_put_cell_change(cells, out, "\nchange: ", sides->now_total[node], sides->base_total[node]);
    if (node == 0 || !tells_self(cells, node))
        return;
    put_cost(cells, out, "\nself now: ", sides->now_self[node], whole);
    put_cost(cells, out, "\nself before: ", sides->base_self[node], base_whole);
    rn_put_cell_change(cells, out, "\nchange of self: ", sides->now_self[node],
                       sides->base_self[node]);
}

/* What a node costs; nothing is said twice, and of its own cost nothing unless there is some. */
static void put_here(const rn_cells *cells, rn_buffer *out, uint32_t node, bool is_estimated)
{
    double total = cells->tree->total[node], self = cells->tree->self[node];
    put_cost(cells, out, is_estimated ? "\n≈ " : "\n", total, rn_cells_whole(cells));
    if (!tells_self(cells, node))
        return;
    if (self == total)
        rn_put_text(out, ", all self");
    else
        put_other_value(cells, out, ", self ", self);
}

/* Whether all that a function costs is in one node, so that one line tells both. */
static bool is_only_here(const rn_cells *cells, uint32_t node, double everywhere)
{
    return !rn_cells_compare(cells) && cells->tree->total[node] == everywhere &&
           rn_cells_whole(cells) == rn_cells_recorded(cells);
}

void rn_cell_put_everywhere(const rn_cells *cells, rn_buffer *out, uint32_t node)
{
    const rn_profile *profile = cells->input->profile;
    uint32_t function = cells->tree->function[node];
    double everywhere = cells->graph->function_total[function];
    bool is_told = !isnan(everywhere) && profile->functions[function].kind == RN_FUNCTION &&
                   !is_only_here(cells, node, everywhere);
    if (is_told) {
        put_other_value(cells, out, rn_cells_compare(cells) ? "\neverywhere now " : "\neverywhere ",
                        everywhere);
        rn_put_text(out, " (");
        rn_put_share(out, everywhere / rn_cells_recorded(cells));
        rn_put_text(out, ")");
    }
    if (profile->calls && !isnan(profile->calls[function])) {
        rn_put_text(out, is_told ? ", calls " : "\ncalls everywhere ");
        rn_put_count(out, profile->calls[function]);
    }
}

/* px; what is narrower is hard to point at */
static const double POINTED = 4;

/* A script knows it once for all; else a function's outermost cell tells it, and those that can be pointed at. */
static bool tells_everywhere(const rn_cells *cells, size_t index, uint32_t function)
{
    const rn_cell *cell = &cells->partition.cells[index];
    bool is_wide = (cell->to - cell->from) * cells->width_px >= POINTED;
    bool is_first = !cells->is_told[function];
    cells->is_told[function] = true;
    return !cells->input->options->interactive && (is_wide || is_first);
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
    rn_put_tooltip_name(out, profile, function);
    bool is_estimated = rn_cell_flags(cells, index) & RN_NODE_ESTIMATED;
    if (rn_cells_compare(cells))
        put_sides(cells, out, node, is_estimated);
    else
        put_here(cells, out, node, is_estimated);
    if (tells_everywhere(cells, index, function))
        rn_cell_put_everywhere(cells, out, node);
    if (rn_cell_flags(cells, index) & RN_NODE_CYCLE)
        rn_put_text(out, "\nrecursive");
}

void rn_put_cell_tooltip(const rn_cells *cells, rn_buffer *out, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    if (cell->more) {
        rn_put_count(out, cell->more);
        rn_put_text(out, " more");
        if (!rn_cells_compare(cells))
            put_cost(cells, out, "\n", (cell->to - cell->from) * cells->tree->total[0],
                     rn_cells_whole(cells));
    } else if (index == 0) {
        rn_put_text(out, cells->root);
        if (rn_cells_compare(cells))
            put_sides(cells, out, 0, false);
        else
            put_cost(cells, out, "\n", cells->tree->total[0], rn_cells_whole(cells));
    } else {
        put_function(cells, out, index);
    }
}

/* What stands in a cell: as much as fits, the part that tells most first. */
#include "view/cell_parts.h"

#include "scene/fit.h"
#include "style/names.h"
#include "style/units.h"

/* How much a label says, from the least. */
enum { SAYS_NAME, SAYS_PLACE, SAYS_ESTIMATED, SAYS_SHARE };

static bool is_before(const rn_cells *cells)
{
    return rn_cells_compare(cells) && cells->tree->sides.widths == RENDER_WIDTHS_OLD;
}

static void put_root_label(const rn_cells *cells, rn_buffer *out, int says)
{
    const rn_tree *tree = cells->tree;
    double value = is_before(cells)          ? tree->sides.base_total[0]
                   : rn_cells_compare(cells) ? cells->held
                                             : tree->total[0];
    rn_put_text(out, cells->root);
    if (says == SAYS_NAME)
        return;
    rn_put_text(out, ": ");
    rn_put_value(out, value, rn_cells_unit(cells));
    if (says == SAYS_PLACE)
        return;
    if (rn_cells_compare(cells) && !is_before(cells))
        rn_put_cell_change(cells, out, " · ", cells->held, tree->sides.base_total[0]);
    else if (cells->held < rn_cells_whole(cells) * 0.9995 && !rn_cells_compare(cells)) {
        rn_put_text(out, " · ");
        rn_put_share(out, cells->held / rn_cells_whole(cells));
    }
}

static void put_label(const rn_cells *cells, rn_buffer *out, size_t index, int says)
{
    const rn_cell *cell = &cells->partition.cells[index];
    const rn_profile *profile = cells->input->profile;
    if (cell->more) {
        rn_put_text(out, "… ");
        rn_put_count(out, cell->more);
        rn_put_text(out, says == SAYS_NAME ? "" : " more");
    } else if (index == 0) {
        put_root_label(cells, out, says);
    } else {
        uint32_t function = cells->tree->function[cell->node];
        if (says == SAYS_NAME)
            rn_put_short_label(out, profile, function);
        else
            rn_put_label(out, profile, function, cells->ambiguous[function]);
    }
}

static double width_of(const rn_cells *cells, size_t index, rn_bytes label, double size)
{
    bool bold = rn_cell_stands_out(cells, index);
    return rn_measure_width(cells->input->measure, label, size, bold);
}

/* The share; of a comparison the change, too: nothing is told by colour alone. */
static void put_share_label(const rn_cells *cells, rn_buffer *out, uint32_t node)
{
    double now = rn_cell_total(cells, node);
    double base = rn_cells_compare(cells) ? cells->tree->sides.base_total[node] : now;
    if (is_before(cells) && base > 0)
        rn_put_share(out, base / rn_cells_base_whole(cells));
    else if (!rn_cells_compare(cells) || (now > 0 && base > 0))
        rn_put_share(out, now / rn_cells_whole(cells));
    else
        rn_put_text(out, base > 0 ? "vanished" : "new");
    if (rn_cells_compare(cells)) {
        rn_put_text(out, " (");
        rn_put_signed(out, now - base, rn_cells_unit(cells));
        rn_put_text(out, ")");
    }
}

static bool is_function(const rn_cells *cells, size_t index)
{
    return index > 0 && !cells->partition.cells[index].more;
}

static bool is_estimated(const rn_cells *cells, size_t index)
{
    return index > 0 && rn_cell_flags(cells, index) & RN_NODE_ESTIMATED;
}

/* Where there is room, a function's label also says where it is, whether its share is estimated (the
 * outline says so anyway), and the share.  Returns how much it says. */
static int put_roomy_label(rn_cells *cells, size_t index, double size, double width)
{
    for (int says = SAYS_SHARE;; says--) {
        cells->label.size = 0;
        if (says >= SAYS_ESTIMATED && is_estimated(cells, index))
            rn_put_text(&cells->label, "≈ ");
        put_label(cells, &cells->label, index, says);
        if (says == SAYS_SHARE && is_function(cells, index)) {
            rn_put_text(&cells->label, " · ");
            put_share_label(cells, &cells->label, cells->partition.cells[index].node);
        }
        if (says == SAYS_NAME ||
            width_of(cells, index, rn_buffer_bytes(&cells->label), size) <= width)
            return says;
    }
}

static rn_bytes shorten(rn_cells *cells, size_t index, double size, double width)
{
    rn_bytes label = rn_buffer_bytes(&cells->label);
    if (!is_function(cells, index))
        return label;
    return rn_fit_name(cells->input->measure, label, size, rn_cell_stands_out(cells, index), width,
                       &cells->shortened);
}

static rn_bytes fit(rn_cells *cells, size_t index, rn_bytes label, double size, double width,
                    double *measured)
{
    bool bold = rn_cell_stands_out(cells, index);
    *measured = rn_fit_text(cells->input->measure, label, size, bold, width, &cells->fitted);
    return rn_buffer_bytes(&cells->fitted);
}

/* A name alone may leave room for its share, or for the sign of an estimate. */
static bool add_share(rn_cells *cells, size_t index, rn_bytes name, double size, double width,
                      double *measured)
{
    rn_buffer *out = &cells->fitted;
    out->size = 0;
    rn_put_text(out, is_estimated(cells, index) ? "≈ " : "");
    rn_put(out, name);
    size_t sign_and_name = out->size;
    rn_put_text(out, " · ");
    put_share_label(cells, out, cells->partition.cells[index].node);
    *measured = width_of(cells, index, rn_buffer_bytes(out), size);
    if (*measured <= width)
        return true;
    out->size = sign_and_name;
    *measured = width_of(cells, index, rn_buffer_bytes(out), size);
    return *measured <= width;
}

rn_bytes rn_cell_label(rn_cells *cells, size_t index, double size, double width, double *measured)
{
    *measured = 0;
    /* nothing readable fits: save the formatting of a label that would be thrown away */
    if (width < 2 * size)
        return (rn_bytes){"", 0};
    int says = put_roomy_label(cells, index, size, width);
    rn_bytes label = shorten(cells, index, size, width);
    if (says == SAYS_NAME && is_function(cells, index) &&
        add_share(cells, index, label, size, width, measured))
        return rn_buffer_bytes(&cells->fitted);
    /* a number that is cut tells another one */
    if (cells->partition.cells[index].more && width_of(cells, index, label, size) > width)
        return (rn_bytes){"", 0};
    return fit(cells, index, label, size, width, measured);
}

/* ---- SnakeViz' labels ------------------------------------------------------------------------- */

rn_bytes rn_cell_place_label(rn_cells *cells, size_t index, double size, double width,
                             double *measured)
{
    const rn_profile *profile = cells->input->profile;
    const rn_cell *cell = &cells->partition.cells[index];
    if (index == 0 || cell->more)
        return rn_cell_label(cells, index, size, width, measured);
    const rn_function_info *info = &profile->functions[cells->tree->function[cell->node]];
    rn_bytes file = rn_profile_string(profile, info->file);
    rn_buffer *out = &cells->label;
    out->size = 0;
    if (file.size) {
        rn_put(out, rn_bytes_base_name(file));
        rn_put_char(out, ':');
        rn_put_uint(out, info->line);
        rn_put_char(out, '(');
    }
    rn_put(out, rn_profile_string(profile, info->name));
    rn_put_text(out, file.size ? ")" : "");
    if (width_of(cells, index, rn_buffer_bytes(out), size) > width)
        return rn_cell_label(cells, index, size, width, measured);
    return fit(cells, index, rn_buffer_bytes(out), size, width, measured);
}

rn_bytes rn_cell_cost_label(rn_cells *cells, size_t index, double size, double width,
                            double *measured)
{
    uint32_t node = cells->partition.cells[index].node;
    cells->label.size = 0;
    rn_put_text(&cells->label, rn_cell_flags(cells, index) & RN_NODE_ESTIMATED ? "≈ " : "");
    rn_put_value(&cells->label, rn_cell_total(cells, node), rn_cells_unit(cells));
    /* a number that is cut tells another one */
    *measured = width_of(cells, index, rn_buffer_bytes(&cells->label), size);
    if (*measured > width)
        *measured = 0;
    return rn_buffer_bytes(&cells->label);
}

/* What stands below a picture of cells. */
#include "view/cell_parts.h"

#include "analyze/tree_parts.h"
#include "style/graph_text.h"
#include "style/units.h"

const rn_cell_words rn_boxes = {"box", "boxes", "Each box", "width", "width"};
const rn_cell_words rn_pieces = {"piece", "pieces", "Each piece of a ring", "circle", "angle"};

/* Why: a wider picture shows more of what is too narrow, but an estimate ends where it ends. */
static void put_hidden(rn_buffer *out, const rn_left_out *what)
{
    const rn_partition *partition = what->partition;
    rn_put_text(out, "Left out: ");
    rn_put_count(out, partition->hidden);
    rn_put_char(out, ' ');
    rn_put_text(out, partition->hidden == 1 ? what->words->one : what->words->many);
    if (partition->merged) {
        rn_put_text(out, " narrower than ");
        rn_put_share(out, what->min_share);
        rn_put_text(out, " of the total");
    }
    if (partition->merged < partition->hidden)
        rn_put_text(out, partition->merged ? " or too narrow to draw" : " too narrow to draw");
    rn_put_text(out, ", with ");
    rn_put_share(out, partition->hidden_share * what->part);
    rn_put_text(out, partition->merged ? " of it" : " of the total");
    rn_put_text(out, "; grey ");
    rn_put_text(out, what->words->many);
    rn_put_text(out, " stand for neighbours that are wide enough together.\n");
}

void rn_put_left_out(rn_buffer *out, const rn_left_out *what)
{
    const rn_partition *partition = what->partition;
    if (partition->hidden)
        put_hidden(out, what);
    if (!partition->cut)
        return;
    rn_put_text(out, "Cut at level ");
    rn_put_count(out, partition->cut_depth);
    rn_put_text(out, what->has_callers ? ": callers of those that take " : ": callees that take ");
    rn_put_share(out, partition->cut_share * what->part);
    rn_put_text(out, " of the total are not drawn.\n");
}

void rn_put_cells_left_out(rn_buffer *legend, const rn_cells *cells, bool has_callers)
{
    const rn_tree *tree = cells->tree;
    /* of a comparison the width is neither what there is now nor what there was */
    double part = rn_cells_compare(cells) ? 1 : tree->total[0] / rn_cells_whole(cells);
    rn_put_left_out(legend, &(rn_left_out){cells->words, &cells->partition, part, tree->min_share,
                                           has_callers});
}

static const char *shares_of(const rn_cells *cells)
{
    static const char *const sides[] = {
        [RENDER_WIDTHS_MAX] = " of the larger cost of before and after.\n",
        [RENDER_WIDTHS_NEW] = " of the cost now.\n",
        [RENDER_WIDTHS_OLD] = " of the cost before.\n",
        [RENDER_WIDTHS_SUM] = " of the cost before and now together.\n",
    };
    return rn_cells_compare(cells) ? sides[cells->tree->sides.widths] : " of the total.\n";
}

static bool any_cell(const rn_cells *cells, bool (*is)(const rn_cells *, size_t))
{
    for (size_t i = 0; i < cells->partition.count; i++)
        if (is(cells, i))
            return true;
    return false;
}

/* What is only on the side that the widths do not tell of; how many calls it is. */
static double sum_unseen(const rn_cells *cells, const double *self, const double *other_total,
                         uint32_t *count)
{
    double sum = 0;
    *count = 0;
    for (uint32_t n = 1; n < cells->tree->count; n++) {
        if (other_total[n] > 0 || !(self[n] > 0))
            continue;
        sum += self[n];
        ++*count;
    }
    return sum;
}

static void put_unseen(rn_buffer *legend, const rn_cells *cells)
{
    const rn_tree_sides *sides = &cells->tree->sides;
    bool is_new = sides->widths == RENDER_WIDTHS_NEW;
    uint32_t count;
    double sum = is_new ? sum_unseen(cells, sides->base_self, sides->now_total, &count)
                        : sum_unseen(cells, sides->now_self, sides->base_total, &count);
    if (!count)
        return;
    rn_put_text(legend, is_new ? "Vanished calls have no " : "New calls have no ");
    rn_put_text(legend, cells->words->extent);
    rn_put_text(legend, " here: ");
    rn_put_value(legend, sum, rn_cells_unit(cells));
    rn_put_text(legend, is_new ? " before.\n" : " now.\n");
}

void rn_put_cells_states(rn_buffer *legend, bool any_new, bool any_gone)
{
    if (any_new)
        rn_put_text(legend, any_gone ? "Outlined: new. " : "Outlined: new.\n");
    if (any_gone)
        rn_put_text(legend, "Hatched: vanished.\n");
}

bool rn_cells_have_new(const rn_cells *cells)
{
    return any_cell(cells, rn_cell_is_new);
}

bool rn_cells_have_gone(const rn_cells *cells)
{
    return any_cell(cells, rn_cell_is_gone);
}

static void put_sides(rn_buffer *legend, const rn_cells *cells)
{
    render_widths widths = cells->tree->sides.widths;
    if (!rn_cells_compare(cells))
        return;
    rn_put_cells_states(legend, rn_cells_have_new(cells), rn_cells_have_gone(cells));
    if (widths == RENDER_WIDTHS_NEW || widths == RENDER_WIDTHS_OLD)
        put_unseen(legend, cells);
}

double rn_cells_highlighted(const rn_cells *cells)
{
    const rn_tree *tree = cells->tree;
    const double *totals = tree->sides.now_total ? tree->sides.now_total : tree->total;
    return rn_tree_marked(tree, totals, cells->input->highlighted);
}

void rn_put_cells_highlight(rn_buffer *legend, const rn_cells *cells)
{
    if (!cells->input->highlighted)
        return;
    double sum = rn_cells_highlighted(cells);
    legend->failed |= sum < 0;
    rn_put_highlight_line(legend, cells->input, sum, sum / rn_cells_whole(cells),
                          rn_cells_unit(cells));
}

bool rn_cells_have_cycles(const rn_cells *cells)
{
    for (size_t i = 0; i < cells->partition.count; i++)
        if (rn_cell_flags(cells, i) & RN_NODE_CYCLE)
            return true;
    return false;
}

void rn_put_cells_totals(rn_buffer *legend, const rn_cells *cells)
{
    rn_put_metric_line(legend, cells->input->profile, cells->input->metric, cells->held);
    if (!rn_cells_compare(cells) && cells->tree->total[0] > cells->held) {
        rn_put_text(legend, "The whole ");
        rn_put_text(legend, cells->words->whole);
        rn_put_text(legend, " stands for ");
        rn_put_value(legend, cells->tree->total[0], rn_cells_unit(cells));
        rn_put_text(legend, ".\n");
    }
    if (rn_cells_compare(cells)) {
        rn_put_text(legend, "Before: ");
        rn_put_value(legend, cells->tree->sides.base_total[0], rn_cells_unit(cells));
        rn_put_cell_change(cells, legend, ". Change: ", cells->held,
                           cells->tree->sides.base_total[0]);
        rn_put_text(legend, ".\n");
    }
}

void rn_put_cells_estimate(rn_buffer *legend, bool has_plain_edges)
{
    rn_put_text(legend, has_plain_edges ? "≈ estimated" : "≈ or dotted, estimated");
    rn_put_text(legend,
                ": the profile records callers and callees, not whole stacks. Where a function "
                "has several callers, its cost is split by what their calls cost.\n");
}

void rn_put_cells_notes(rn_buffer *legend, const rn_cells *cells)
{
    put_sides(legend, cells);
    rn_put_cells_highlight(legend, cells);
    if (cells->input->options->style == RENDER_STYLE_SNAKEVIZ) {
        rn_put_text(legend,
                    "Colours, order and levels as in SnakeViz; the numbers are those of the "
                    "profile: all roots, and no ");
        rn_put_text(legend, cells->words->one);
        rn_put_text(legend, " wider than its caller.\n");
    }
    rn_put_cells_left_out(legend, cells, cells->input->profile->is_reversed);
    if (cells->tree->estimated)
        rn_put_cells_estimate(legend, cells->has_plain_edges);
    if (rn_cells_have_cycles(cells))
        rn_put_cells_cycles(legend, cells->has_plain_edges);
}

void rn_put_cells_cycles(rn_buffer *legend, bool has_plain_edges)
{
    rn_put_text(legend, has_plain_edges ? "Recursive" : "Dashed, recursive");
    rn_put_text(legend,
                ": functions that call each other in a circle. What repeats is counted where it "
                "began, so that later runs can look too small.\n");
}

void rn_put_cells_legend(rn_buffer *legend, const rn_cells *cells, const char *neighbour,
                         const char *measure)
{
    bool is_reversed = cells->input->profile->is_reversed;
    rn_put_text(legend, cells->words->each);
    rn_put_text(legend, is_reversed ? " is a function that calls " : " is a function, called by ");
    rn_put_text(legend, neighbour);
    rn_put_text(legend, "; ");
    rn_put_text(legend, measure);
    rn_put_text(legend, shares_of(cells));
    rn_put_cells_notes(legend, cells);
}

/* The cells of a flame graph, icicle or sunburst for the script of an interactive picture. */
#include "view/cell.h"
#include "view/live.h"

static uint32_t name_of(const rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    return cell->more ? RN_LIVE_MORE : index ? cells->tree->function[cell->node] : RN_LIVE_ALL;
}

static void put_note(void *user, rn_buffer *out, size_t index)
{
    const rn_cells *cells = user;
    rn_cell_put_everywhere(cells, out, cells->partition.cells[index].node);
}

void rn_cells_tell(rn_cells *cells, const char *view, const rn_live_number *numbers, size_t count)
{
    rn_live live;
    const rn_tree *tree = cells->tree;
    rn_live_init(&live, cells->input, cells->ambiguous, view, tree->total[0]);
    live.put_note = put_note;
    live.user = cells;
    for (size_t i = 0; i < count; i++)
        rn_live_set(&live, numbers[i].key, numbers[i].value);
    for (size_t i = 0; i < cells->partition.count; i++) {
        const rn_cell *cell = &cells->partition.cells[i];
        rn_live_add(&live, name_of(cells, i), i ? (int64_t)cell->parent : -1, cell->from, cell->to);
    }
    rn_live_finish(&live, cells->scene);
}

/* The cells of a flame graph, icicle or sunburst for the script of an interactive picture. */
#include "view/cell.h"
#include "view/live.h"

void rn_cells_tell(rn_cells *cells, const char *view, const rn_live_number *numbers, size_t count)
{
    rn_live live;
    rn_live_init(&live, cells->input, cells->ambiguous, view);
    for (size_t i = 0; i < count; i++)
        rn_live_set(&live, numbers[i].key, numbers[i].value);
    for (size_t i = 0; i < cells->partition.count; i++) {
        const rn_cell *cell = &cells->partition.cells[i];
        rn_live_add(&live,
                    cell->more ? RN_LIVE_MORE
                    : i        ? cells->tree->function[cell->node]
                               : RN_LIVE_ALL,
                    i ? (int64_t)cell->parent : -1, cell->from, cell->to);
    }
    rn_live_finish(&live, cells->scene);
}

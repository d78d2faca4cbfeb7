/* One function in the middle, what called it above, what it calls below. */
#ifndef RN_SANDWICH_H
#define RN_SANDWICH_H

#include "view/cell.h"

render_status rn_layout_sandwich(rn_scene *scene, const rn_view_input *input,
                                 const rn_cells_room *room, rn_report *report);

#endif

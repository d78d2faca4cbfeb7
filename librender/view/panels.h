/* Several flame graphs or icicles in one picture, one below the other: threads, metrics, the sides of a comparison,
 * or inputs. */
#ifndef RN_PANELS_H
#define RN_PANELS_H

#include "view/rows.h"

render_status rn_layout_panels(rn_scene *scene, const rn_view_input *input,
                               const rn_cells_room *room, const rn_rows *rows, rn_report *report);

#endif

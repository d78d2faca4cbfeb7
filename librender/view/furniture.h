/* What stands around every picture: title and subtitle above, colour bar and legend below. */
#ifndef RN_FURNITURE_H
#define RN_FURNITURE_H

#include "base/buffer.h"
#include "view/tint.h"
#include "view/views.h"

enum { RN_MARGIN = 12 };

/* The narrowest picture that furniture looks well in, px. */
enum { RN_FURNITURE_MIN_WIDTH = 480 };

/* Draws title (options->title, else `title`) and subtitle, sets the scene's document title, fills the
 * background.  Returns the y where the picture may begin. */
double rn_furniture_head(rn_scene *scene, const rn_view_input *input, const char *title,
                         double width);

/* Draws the colour bar of `tint` and the lines of `legend` (each ends in '\n'; long ones are wrapped)
 * below y, and sets the scene's size and description.  Nothing but the size with no_legend. */
void rn_furniture_legend(rn_scene *scene, const rn_view_input *input, const rn_tint *tint,
                         const rn_buffer *legend, double y, double width);

/* The height that what stands above and below a picture of this width takes, with its margins.  Nothing
 * is drawn, but when memory is out the scene has failed. */
typedef struct rn_furniture_room {
    double head, legend;
} rn_furniture_room;

rn_furniture_room rn_furniture_measure(rn_scene *scene, const rn_view_input *input,
                                       const rn_tint *tint, const rn_buffer *legend, double width);

/* Appends what is highlighted, and that it costs `cost` of `unit`, which is `share` of the whole. */
void rn_put_highlight_line(rn_buffer *legend, const rn_view_input *input, double cost, double share,
                           rn_bytes unit);

#endif

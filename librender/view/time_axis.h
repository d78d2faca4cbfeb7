/* The axis of time above (and, of high pictures, also below) what ran when: where its ticks stand, and how they are
 * told. */
#ifndef RN_TIME_AXIS_H
#define RN_TIME_AXIS_H

#include "view/views.h"

/* Room for the ticks' labels. */
enum { RN_TIME_AXIS_HEIGHT = 20 };

typedef struct rn_time_axis {
    double from, to;    /* the window, counted from where the profile begins */
    double left, width; /* px */
    rn_bytes unit;      /* of time */
} rn_time_axis;

/* The time between two ticks. */
double rn_time_axis_step(const rn_time_axis *axis);

/* When something began, counted from where the profile begins: as precisely as the window shows it. */
void rn_time_axis_put_moment(const rn_time_axis *axis, rn_buffer *out, double time);

/* Draws lines from `top` to `bottom` with labels above, and below if they are asked for there, too. */
void rn_time_axis_draw(const rn_time_axis *axis, rn_scene *scene, const rn_view_input *input,
                       double top, double bottom, bool has_labels_below);

#endif

/* The numbers of an SVG picture, and what stands in d="…" of its shapes. */
#ifndef RN_SVG_SHAPE_H
#define RN_SVG_SHAPE_H

#include "base/buffer.h"
#include "scene/scene.h"

/* In what space coordinates are written: where its origin is in the scene, how many of its units a px has, and how many
 * digits they get behind the point. */
typedef struct rn_svg_space {
    double x, y, scale;
    int digits;
} rn_svg_space;

/* A number without what a reader can do without: ".5" for 0.5. */
void rn_svg_put_number(rn_buffer *out, double value, int digits);
/* The same after another number: a minus sign separates by itself. */
void rn_svg_put_next(rn_buffer *out, double value, int digits);

/* The steps of a square box, a sector or a path. */
void rn_svg_put_steps(rn_buffer *out, const rn_item *item, const rn_svg_space *space);

#endif

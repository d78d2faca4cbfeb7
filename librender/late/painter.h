/* Paints a scene with cairo: what the raster and page surfaces share. */
#ifndef RN_PAINTER_H
#define RN_PAINTER_H

#include <cairo.h>

#include "scene/scene.h"

/* Paints the light side of the scene, in px, on what `cairo` draws on; with links when the surface
 * has tags for them. */
void rn_paint_scene(cairo_t *cairo, const rn_scene *scene, bool with_links);

/* Paints a scene in parts.  What it needs for all of them it keeps. */
typedef struct rn_painter rn_painter;

/* NULL when memory is out. */
rn_painter *rn_painter_new(const rn_scene *scene);
/* What reaches between two heights of the scene, at least; what lies outside may be missing. */
void rn_painter_paint(rn_painter *painter, cairo_t *cairo, double top, double bottom);
void rn_painter_free(rn_painter *painter);

#endif

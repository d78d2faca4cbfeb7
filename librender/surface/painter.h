/* Paints a scene with cairo: what the raster and page surfaces share. */
#ifndef RN_PAINTER_H
#define RN_PAINTER_H

#include <cairo.h>

#include "scene/scene.h"

/* Paints the light side of the scene, in px, on what `cairo` draws on; with links when the surface
 * has tags for them. */
void rn_paint_scene(cairo_t *cairo, const rn_scene *scene, bool with_links);

#endif

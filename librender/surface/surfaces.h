/* The table of picture formats.  A surface paints a scene into a sink, and has no options but the
 * scale. */
#ifndef RN_SURFACES_H
#define RN_SURFACES_H

#include "base/report.h"
#include "scene/scene.h"

typedef struct rn_surface {
    /* RENDER_ERROR_MEMORY, and nothing written, for a scene that has failed. */
    render_status (*write)(const rn_scene *scene, double scale, render_sink sink,
                           rn_report *report);
} rn_surface;

extern const render_info rn_surface_infos[];
extern const rn_surface rn_surfaces[]; /* in the same order, as in all such tables */
extern const size_t rn_surface_count;
const rn_surface *rn_surface_find(const char *name);

render_status rn_write_svg(const rn_scene *scene, double scale, render_sink sink,
                           rn_report *report);
/* The display list as lines of text, for tests. */
render_status rn_write_scene(const rn_scene *scene, double scale, render_sink sink,
                             rn_report *report);

#endif

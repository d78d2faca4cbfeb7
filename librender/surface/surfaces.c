/* The table of picture formats. */
#include "surface/surfaces.h"

#include "base/info.h"
#include "base/late.h"

#define LATE(surface) \
    static render_status surface(const rn_scene *scene, double scale, render_sink sink, \
                                 rn_report *report) \
    { \
        const rn_late *late = rn_late_get(report); \
        return late ? late->surface(scene, scale, sink, report) : report->error.status; \
    }
LATE(write_png)
LATE(write_pdf)
LATE(write_ps)
LATE(write_eps)

/* One row each: what paints it, and what is told of it. */
/* clang-format off */
#define ROWS(ROW) \
    ROW(rn_write_svg, "svg", "Scalable Vector Graphics", ".svg", false) \
    ROW(write_png, "png", "Portable Network Graphics", ".png", true) \
    ROW(write_pdf, "pdf", "Portable Document Format", ".pdf", true) \
    ROW(write_ps, "ps", "PostScript", ".ps", false) \
    ROW(write_eps, "eps", "Encapsulated PostScript", ".eps", false) \
    ROW(rn_write_scene, "scene", "the display list as text, for tests of layouts", ".scene", false)
#define INFO(write, id, words, endings, binary) \
    {.name = (id), .title = (words), .suffixes = (endings), .is_binary = (binary)},
#define SURFACE(write, id, words, endings, binary) {write},
/* clang-format on */

const render_info rn_surface_infos[] = {ROWS(INFO)};
const rn_surface rn_surfaces[] = {ROWS(SURFACE)};
const size_t rn_surface_count = sizeof rn_surfaces / sizeof *rn_surfaces;

const rn_surface *rn_surface_find(const char *name)
{
    size_t i = rn_info_find(rn_surface_infos, rn_surface_count, name);
    return i < rn_surface_count ? &rn_surfaces[i] : NULL;
}

/* The table of picture formats. */
#include "surface/surfaces.h"

#include <string.h>

const rn_surface rn_surfaces[] = {
    {{"svg", "Scalable Vector Graphics", ".svg", .is_binary = false}, rn_write_svg},
    {{"png", "Portable Network Graphics", ".png", .is_binary = true}, rn_write_png},
    {{"pdf", "Portable Document Format", ".pdf", .is_binary = true}, rn_write_pdf},
    {{"ps", "PostScript", ".ps", .is_binary = false}, rn_write_ps},
    {{"eps", "Encapsulated PostScript", ".eps", .is_binary = false}, rn_write_eps},
    {{"scene", "the display list as text, for tests of layouts", ".scene", .is_binary = false},
     rn_write_scene},
};

const size_t rn_surface_count = sizeof rn_surfaces / sizeof *rn_surfaces;

const rn_surface *rn_surface_find(const char *name)
{
    for (size_t i = 0; name && i < rn_surface_count; i++)
        if (strcmp(rn_surfaces[i].entry.name, name) == 0)
            return &rn_surfaces[i];
    return NULL;
}

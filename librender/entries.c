/* The public API's lists of what can be read, drawn, written and chosen: rows of the tables, one by one. */
#include "librender.h"

#include "page/page.h"
#include "read/formats.h"
#include "report/reports.h"
#include "style/theme.h"
#include "surface/surfaces.h"
#include "view/views.h"
#include "write/writers.h"

bool render_format_at(size_t index, render_entry *out)
{
    if (index >= rn_format_count)
        return false;
    const rn_format *format = rn_formats[index];
    *out = (render_entry){.name = format->name,
                          .title = format->title,
                          .suffixes = format->suffixes,
                          .carries = format->carries};
    return true;
}

bool render_view_at(size_t index, render_entry *out)
{
    if (index >= rn_view_count)
        return false;
    *out = (render_entry){.name = rn_views[index].name, .title = rn_views[index].title};
    return true;
}

bool render_surface_at(size_t index, render_entry *out)
{
    if (index >= rn_surface_count)
        return false;
    *out = rn_surfaces[index].entry;
    return true;
}

bool render_report_at(size_t index, render_entry *out)
{
    if (index >= rn_report_type_count)
        return false;
    *out = rn_report_types[index].entry;
    return true;
}

bool render_page_at(size_t index, render_entry *out)
{
    if (index >= rn_page_type_count)
        return false;
    *out = rn_page_types[index].entry;
    return true;
}

bool render_writer_at(size_t index, render_entry *out)
{
    if (index >= rn_writer_count)
        return false;
    *out = rn_writers[index].entry;
    return true;
}

bool render_theme_at(size_t index, render_entry *out)
{
    if (index >= rn_theme_count)
        return false;
    *out = (render_entry){.name = rn_themes[index].name, .title = rn_themes[index].title};
    return true;
}

bool render_colormap_at(size_t index, render_entry *out)
{
    if (index >= rn_colormap_count)
        return false;
    *out = (render_entry){.name = rn_colormaps[index].name, .title = rn_colormaps[index].title};
    return true;
}

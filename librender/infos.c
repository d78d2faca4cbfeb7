/* The public API's lists of what can be read, drawn, written and chosen. */
#include "librender.h"

#include "page/page.h"
#include "read/formats.h"
#include "report/reports.h"
#include "style/theme.h"
#include "surface/surfaces.h"
#include "view/views.h"
#include "write/writers.h"

const render_info *render_formats(size_t *count)
{
    *count = RN_FORMAT_COUNT;
    return rn_format_infos;
}

const render_info *render_views(size_t *count)
{
    *count = rn_view_count;
    return rn_view_infos;
}

const render_info *render_surfaces(size_t *count)
{
    *count = rn_surface_count;
    return rn_surface_infos;
}

const render_info *render_reports(size_t *count)
{
    *count = rn_report_type_count;
    return rn_report_type_infos;
}

const render_info *render_pages(size_t *count)
{
    *count = rn_page_count;
    return rn_page_infos;
}

const render_info *render_writers(size_t *count)
{
    *count = rn_writer_count;
    return rn_writer_infos;
}

const render_info *render_themes(size_t *count)
{
    *count = rn_theme_count;
    return rn_theme_infos;
}

const render_info *render_colormaps(size_t *count)
{
    *count = rn_colormap_count;
    return rn_colormap_infos;
}

/* What librender finds in librender-late. */
#include "late/parts.h"

const rn_late rn_late_table = {
    .version = RENDER_VERSION,
    .ruler_new = rn_ruler_new,
    .ruler_free = rn_ruler_free,
    .ruler_width = rn_ruler_width,
    .place_graph = rn_graphviz_place,
    .write_png = rn_write_png,
    .write_pdf = rn_write_pdf,
    .write_ps = rn_write_ps,
    .write_eps = rn_write_eps,
    .is_zip_folder = rn_unzip_is_folder,
    .unzip = rn_unzip,
};

/* The functions of librender-late, which its table (base/late.h) leads to and describes. */
#ifndef RN_LATE_PARTS_H
#define RN_LATE_PARTS_H

#include "base/late.h"

rn_ruler *rn_ruler_new(const char *families);
void rn_ruler_free(rn_ruler *ruler);
double rn_ruler_width(rn_ruler *ruler, rn_bytes text, bool bold);

bool rn_graphviz_place(struct rn_dot_graph *graph, const struct rn_dot_plan *plan,
                       rn_report *report);

rn_late_surface rn_write_png, rn_write_pdf, rn_write_ps, rn_write_eps;

bool rn_unzip_is_folder(rn_bytes archive);
render_status rn_unzip(const struct rn_codec_job *job, const char *name);

#endif

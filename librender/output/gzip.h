/* A sink that packs what it gets by gzip and hands it on. */
#ifndef RN_GZIP_H
#define RN_GZIP_H

#include "base/report.h"

typedef struct rn_gzip rn_gzip;

/* NULL when memory is out.  The packed bytes are the same for the same input: no time, no name. */
rn_gzip *rn_gzip_new(render_sink to);
render_sink rn_gzip_sink(rn_gzip *gzip);
/* Hands over what is left; false when `to` did not take everything.  Frees the packer. */
bool rn_gzip_finish(rn_gzip *gzip);
/* Gives up.  NULL is allowed. */
void rn_gzip_discard(rn_gzip *gzip);

#endif

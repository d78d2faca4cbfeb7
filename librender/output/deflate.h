/* A sink that packs what it gets by deflate and hands it on, as gzip (RFC 1952) or zlib (RFC 1950) data. */
#ifndef RN_DEFLATE_H
#define RN_DEFLATE_H

#include "base/report.h"

typedef enum { RN_DEFLATE_GZIP, RN_DEFLATE_ZLIB } rn_deflate_form;

typedef struct rn_deflate rn_deflate;

/* NULL when memory is out.  Levels go from 1, fast, to 3, small.  The packed bytes are the same for the same input in
 * the same pieces on the same kind of processor: no time, no name. */
rn_deflate *rn_deflate_new(rn_deflate_form form, int level, render_sink to);
render_sink rn_deflate_sink(rn_deflate *deflate);
/* Hands over what is left; false when `to` did not take everything.  Frees the packer. */
bool rn_deflate_finish(rn_deflate *deflate);
/* Gives up.  NULL is allowed. */
void rn_deflate_discard(rn_deflate *deflate);

#endif

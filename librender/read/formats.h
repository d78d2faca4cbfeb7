/* The table of readers.  A format is one file beside this one and one row in formats.c. */
#ifndef RN_FORMATS_H
#define RN_FORMATS_H

#include "base/buffer.h"
#include "profile/builder.h"

enum { RN_SNIFF_BYTES = 16384 };

typedef struct rn_format {
    const char *name; /* for --format */
    const char *title;
    const char *suffixes; /* blank-separated; break ties of sniff only */
    const char *carries;  /* for `profdraw formats`: "arcs; time" and the like */
    rn_shape shape;
    /* How sure this format is of being in `head`, the first RN_SNIFF_BYTES of the decoded input (all
     * of it when shorter: `whole` tells): 0 not mine, 100 certain.  Allocates nothing. */
    int (*sniff)(rn_bytes head, bool whole);
    /* Reads all of `input` into the builder.  The status is also in the builder's report. */
    render_status (*read)(rn_bytes input, rn_builder *builder, rn_report *report);
} rn_format;

extern const rn_format *const rn_formats[];
extern const size_t rn_format_count;

extern const rn_format rn_format_pstats;
extern const rn_format rn_format_pprof;
extern const rn_format rn_format_speedscope;
extern const rn_format rn_format_gprof2dot;
extern const rn_format rn_format_stackprof;
extern const rn_format rn_format_ghcjson;
extern const rn_format rn_format_callgrind;
extern const rn_format rn_format_gprof;
extern const rn_format rn_format_json;
extern const rn_format rn_format_ghcprof;
extern const rn_format rn_format_importtime;
extern const rn_format rn_format_xdebug;
extern const rn_format rn_format_papyrus;
extern const rn_format rn_format_perf;
extern const rn_format rn_format_austin;
extern const rn_format rn_format_folded;

const rn_format *rn_format_find(const char *name);

/* Appends one line on what input that no reader takes looks like. */
void rn_format_hint(rn_bytes input, rn_buffer *out);

/* The best bidder, NULL when none bids.  `path` (may be NULL) breaks ties by suffix.  Writes one line
 * about the choice to `detection`. */
const rn_format *rn_format_detect(rn_bytes input, const char *path, rn_buffer *detection);

#endif

/* The table of readers.  A format is one file beside this one and one row in format_rows.h. */
#ifndef RN_FORMATS_H
#define RN_FORMATS_H

#include "base/buffer.h"
#include "profile/builder.h"

enum { RN_SNIFF_BYTES = 16384 };

typedef struct rn_format {
    const render_info *info; /* its row of rn_format_infos */
    rn_shape shape;
    /* How sure this format is of being in `head`, the first RN_SNIFF_BYTES of the decoded input (all
     * of it when shorter: `whole` tells): 0 not mine, 100 certain.  Allocates nothing. */
    int (*sniff)(rn_bytes head, bool whole);
    /* Reads all of `input` into the builder.  The status is also in the builder's report. */
    render_status (*read)(rn_bytes input, rn_builder *builder, rn_report *report);
} rn_format;

/* RN_FORMAT_pstats and so on: where a format's row is. */
enum {
#define RN_FORMAT(id, title, suffixes, carries) RN_FORMAT_##id,
#include "read/format_rows.h"
#undef RN_FORMAT
    RN_FORMAT_COUNT
};

extern const render_info rn_format_infos[RN_FORMAT_COUNT];
extern const rn_format *const rn_formats[RN_FORMAT_COUNT];

/* Each is defined by the file that reads it. */
#define RN_FORMAT(id, title, suffixes, carries) extern const rn_format rn_format_##id;
#include "read/format_rows.h"
#undef RN_FORMAT

const rn_format *rn_format_find(const char *name);

/* The suffix of the format that the name of a file ends in; empty when it has none of them. */
rn_bytes rn_format_suffix(const rn_format *format, const char *path);

/* The best bidder, NULL when none bids.  `path` (may be NULL) breaks ties by suffix.  Writes one line
 * about the choice to `detection`. */
const rn_format *rn_format_detect(rn_bytes input, const char *path, rn_buffer *detection);

#endif

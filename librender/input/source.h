/* Where input bytes come from: a path, a descriptor, memory.  Whatever it is, the rest of the
 * library sees one contiguous read-only slice: files are mapped, pipes and decoded streams are
 * spooled to an unnamed temporary file and mapped, small ones are held in memory. */
#ifndef RN_SOURCE_H
#define RN_SOURCE_H

#include "base/buffer.h"
#include "base/report.h"

typedef struct rn_source {
    rn_bytes bytes;
    void *mapped; /* what to unmap, or NULL */
    size_t mapped_size;
    void *owned; /* what to free, or NULL */
} rn_source;

/* `temporary` is the folder for spooled bytes.  On failure the source is empty and the report says
 * why.  The bytes are as they are on disk: see rn_source_decode. */
render_status rn_source_open(rn_source *out, const char *path, const char *temporary,
                             const render_limits *limits, rn_report *report);
render_status rn_source_read(rn_source *out, int descriptor, const char *temporary,
                             const render_limits *limits, rn_report *report);

/* Borrows `bytes`. */
void rn_source_borrow(rn_source *out, rn_bytes bytes);

/* Peels gzip, zstd and zip layers, then turns UTF-16 into UTF-8 and drops a byte order mark, in place:
 * the source then holds the decoded bytes.  What was done is appended to `detection`, in words such
 * as "gzip, UTF-16". */
render_status rn_source_decode(rn_source *source, const char *temporary,
                               const render_limits *limits, rn_buffer *detection,
                               rn_report *report);

void rn_source_close(rn_source *source);

#endif

/* A stream that becomes one slice: held in memory while small, in an unnamed temporary file and
 * mapped when not, so that a pipe of many gigabytes needs little memory. */
#ifndef RN_SPOOL_H
#define RN_SPOOL_H

#include "input/source.h"

enum { RN_SPOOL_CHUNK = 256 * 1024 }; /* a good size for the pieces handed over */

typedef struct rn_spool {
    const char *folder; /* of the temporary file; NULL: /tmp */
    rn_report *report;
    uint64_t limit; /* most bytes it takes */
    uint64_t size;
    char *memory; /* the bytes so far, while `file` is -1 */
    size_t capacity;
    int file;
} rn_spool;

void rn_spool_init(rn_spool *spool, const char *folder, uint64_t limit, rn_report *report);

/* Appends; false after a failure, which the report then tells. */
bool rn_spool_put(rn_spool *spool, const void *data, size_t size);

/* Hands the bytes over to `out` and empties the spool, also on failure. */
render_status rn_spool_finish(rn_spool *spool, rn_source *out);

/* Gives the bytes up. */
void rn_spool_discard(rn_spool *spool);

#endif

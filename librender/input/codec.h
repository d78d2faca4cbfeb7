/* The table of compressions that inputs may be packed in. */
#ifndef RN_CODEC_H
#define RN_CODEC_H

#include "input/spool.h"

typedef struct rn_codec_job {
    rn_bytes input;
    uint64_t first_size; /* of the input as it came, before any layer was peeled */
    uint32_t expansion;  /* decoded/encoded that is allowed after the first 16 MiB */
    rn_spool *spool;
    rn_report *report;
} rn_codec_job;

typedef struct rn_codec {
    const char *name;
    rn_bytes magic;
    /* True of an input with this magic that is not one packed file: it stays as it is, for a reader.
     * NULL: there is no such thing. */
    bool (*is_other)(rn_bytes input);
    /* Decodes all of the input into the spool.  An input that ends early gives what there was and a
     * warning; wrong bits and checksums are errors. */
    render_status (*decode)(const rn_codec_job *job);
} rn_codec;

/* The codec the bytes are packed with, or NULL. */
const rn_codec *rn_codec_find(rn_bytes input);

/* For codecs: spools a piece that was decoded from the first `consumed` bytes of the input; false after
 * a failure, such as an expansion beyond what is allowed. */
bool rn_codec_put(const rn_codec_job *job, const void *data, size_t size, uint64_t consumed);

/* What an input is that ended before its data did: a warning when something was decoded, else an error. */
render_status rn_codec_end_early(const rn_codec_job *job, const char *name);

/* Says that what follows the data is not used, unless it is zeros. */
void rn_codec_warn_of_tail(const rn_codec_job *job, size_t from, const char *name);

#endif

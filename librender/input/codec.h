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
    /* Decodes all of the input into the spool.  An input that ends early gives what there was and a
     * warning; wrong bits and checksums are errors. */
    render_status (*decode)(const rn_codec_job *job);
} rn_codec;

/* The codec the bytes are packed with, or NULL. */
const rn_codec *rn_codec_find(rn_bytes input);

#endif

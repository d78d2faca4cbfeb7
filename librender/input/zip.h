/* Zip archives in memory: members that are stored or deflated, nothing encrypted.  Names of members
 * are only compared, never used as paths. */
#ifndef RN_ZIP_H
#define RN_ZIP_H

#include "input/codec.h"

typedef struct rn_zip {
    void *archive; /* libzip's */
    rn_bytes bytes;
    rn_report *report;
} rn_zip;

#define RN_ZIP_NONE UINT64_MAX

/* Opens an archive, whose bytes must stay where they are. */
render_status rn_zip_open(rn_zip *zip, rn_bytes bytes, rn_report *report);
void rn_zip_close(rn_zip *zip);

/* The member of that name, its letters in either case, or RN_ZIP_NONE. */
uint64_t rn_zip_find(const rn_zip *zip, const char *name);

/* Unpacks a member.  `temporary` as in rn_source_open; the caller closes `out`. */
render_status rn_zip_read(const rn_zip *zip, uint64_t member, const char *temporary,
                          const render_limits *limits, rn_source *out);

/* The codec of archives that hold one file: see codec.h. */
bool rn_zip_is_folder(rn_bytes input);
render_status rn_zip_decode(const rn_codec_job *job);

#endif

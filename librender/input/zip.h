/* Zip archives in memory: members that are stored or deflated, nothing encrypted.  Names of members
 * are only compared, never used as paths. */
#ifndef RN_ZIP_H
#define RN_ZIP_H

#include "input/codec.h"

/* Unpacks the member of that name, its letters in either case.  `temporary` as in rn_source_open; the caller
 * closes `out`. */
render_status rn_zip_read(rn_bytes archive, const char *name, const char *temporary,
                          const render_limits *limits, rn_source *out, rn_report *report);

/* The codec of archives that hold one file: see codec.h. */
bool rn_zip_is_folder(rn_bytes input);
render_status rn_zip_decode(const rn_codec_job *job);

#endif

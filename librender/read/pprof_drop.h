/* The frames that a pprof profile asks to drop: drop_frames and keep_frames. */
#ifndef RN_PPROF_DROP_H
#define RN_PPROF_DROP_H

#include "base/buffer.h"
#include "base/regex.h"
#include "base/report.h"

/* Zeroed, it drops nothing. */
typedef struct rn_pprof_drop {
    rn_regex *drop, *keep; /* NULL: none */
    uint32_t steps;        /* of a search */
    rn_buffer name;
    rn_report *report;
} rn_pprof_drop;

/* Takes the patterns; one that is no regular expression, or takes too long, drops nothing, with a
 * warning. */
void rn_pprof_drop_init(rn_pprof_drop *drop, rn_bytes drop_frames, rn_bytes keep_frames,
                        const render_limits *limits, rn_report *report);
void rn_pprof_drop_finish(rn_pprof_drop *drop);

/* Whether a function of this name is dropped. */
bool rn_pprof_drop_matches(rn_pprof_drop *drop, rn_bytes name);

#endif

/* The text that Python's pstats prints: print_stats, print_callers, print_callees. */
#ifndef RN_PSTATS_TEXT_H
#define RN_PSTATS_TEXT_H

#include "profile/profile.h"

render_status rn_pstats_write(const rn_profile *profile, const render_report_options *options,
                              render_sink sink, rn_report *report);

#endif

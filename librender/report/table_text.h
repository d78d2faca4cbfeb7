/* A report of any profile. */
#ifndef RN_TABLE_TEXT_H
#define RN_TABLE_TEXT_H

#include "profile/profile.h"

render_status rn_table_write(const rn_profile *profile, uint32_t metric,
                             const render_report_options *options, render_sink sink,
                             rn_report *report);

#endif

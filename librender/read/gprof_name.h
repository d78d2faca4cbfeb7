/* Names of functions as reports in gprof's style have them: 'NAME <cycle 1> [INDEX]'. */
#ifndef RN_GPROF_NAME_H
#define RN_GPROF_NAME_H

#include "base/bytes.h"

/* Without blanks and tabs around it. */
rn_bytes rn_gprof_trim(rn_bytes text);

/* Cuts '[INDEX]' off the end; false leaves the text. */
bool rn_gprof_cut_index(rn_bytes *text, uint32_t *index);

/* Cuts ' <cycle 1>' off the end. */
rn_bytes rn_gprof_without_cycle(rn_bytes name);

/* '<cycle 1 as a whole>' */
bool rn_gprof_is_whole_cycle(rn_bytes name);

#endif

/* pstats' restrictions: which of the listed functions are printed. */
#ifndef RN_PSTATS_PICK_H
#define RN_PSTATS_PICK_H

#include "base/buffer.h"
#include "report/pstats_rows.h"

/* Cuts `order` (rows, *count of them) down to what the restriction keeps, and appends the line that
 * pstats prints about it.  A pattern that is no regular expression keeps all, with a line about it or,
 * when `is_strict`, an error. */
render_status rn_pstats_pick(const rn_pstats_rows *rows, uint32_t *order, uint32_t *count,
                             const render_restriction *restriction, bool is_strict,
                             rn_buffer *message, rn_report *report);

#endif

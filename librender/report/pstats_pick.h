/* pstats' restrictions: which of the listed functions are printed. */
#ifndef RN_PSTATS_PICK_H
#define RN_PSTATS_PICK_H

#include "base/buffer.h"
#include "report/pstats_rows.h"

/* Cuts `order` (rows, *count of them) down to what the restriction keeps, and appends the line that
 * pstats prints about it. */
render_status rn_pstats_pick(const rn_pstats_rows *rows, uint32_t *order, uint32_t *count,
                             const render_restriction *restriction, rn_buffer *message,
                             rn_report *report);

#endif

/* pstats' sort keys, with its abbreviations. */
#ifndef RN_PSTATS_SORT_H
#define RN_PSTATS_SORT_H

#include "base/buffer.h"
#include "report/pstats_rows.h"

/* Sorts `order` (rows), equal ones staying as they are, by comma-separated keys, and appends what the
 * keys are called, as in "cumulative time, function name". */
render_status rn_pstats_sort(const rn_pstats_rows *rows, uint32_t *order, uint32_t count,
                             const char *keys, rn_buffer *title, rn_report *report);

/* The key of the column of a table (report/table.h) that shows what the first of such keys sorts by, and whether
 * that is a text; NULL when none does. */
const char *rn_pstats_sort_column(const char *keys, bool *is_text);

#endif

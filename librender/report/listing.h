/* What a report lists: rows, sorted and restricted. */
#ifndef RN_LISTING_H
#define RN_LISTING_H

#include "base/buffer.h"
#include "report/pstats_rows.h"

typedef struct rn_listing {
    rn_pstats_rows rows;
    uint32_t *chosen; /* what the restrictions leave, sorted */
    uint32_t chosen_count;
    uint32_t *others; /* room for the callers or callees of one function */
    rn_buffer title;  /* the sort keys */
    rn_buffer cuts;   /* what the restrictions did, in lines */
} rn_listing;

/* Sorts and restricts listing->rows; `is_strict` as in rn_pstats_pick.  rn_listing_finish is called in either case. */
render_status rn_listing_choose(rn_listing *listing, const char *sort,
                                const render_report_options *options, bool is_strict,
                                rn_report *report);
void rn_listing_finish(rn_listing *listing);

/* The longest of the names listed. */
size_t rn_listing_width(const rn_listing *listing);

/* The links to the callers (`is_up`) or callees of a row, by file, line and name or, `by_cost`, the
 * costliest first; borrowed until the next call. */
const uint32_t *rn_listing_links(rn_listing *listing, uint32_t row, bool is_up, bool by_cost,
                                 uint32_t *count);

/* The row at the other end of a link. */
const rn_pstats_row *rn_listing_other(const rn_listing *listing, uint32_t link, bool is_up);

#endif

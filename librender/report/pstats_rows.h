/* A profile as the table that Python's pstats keeps: functions by (file, line, name), in the order of
 * the file, each with its callers, in their order. */
#ifndef RN_PSTATS_ROWS_H
#define RN_PSTATS_ROWS_H

#include "base/buffer.h"
#include "profile/profile.h"

typedef struct rn_pstats_row {
    rn_bytes file, name;
    uint32_t line;
    rn_bytes text; /* "file:line(name)", "{built-in}" */
    bool is_entry; /* else only named as a caller */
    double primitive_calls, calls, self, total;
    uint32_t function;                        /* of the profile; the first of several */
    double base_calls, base_self, base_total; /* of a comparison */
} rn_pstats_row;

/* What one function cost when called by another. */
typedef struct rn_pstats_link {
    uint32_t caller, callee; /* rows */
    bool is_counted_only;    /* the profile module counts calls and nothing else */
    double primitive_calls, calls, self, total;
    double base_total; /* of a comparison */
} rn_pstats_link;

typedef struct rn_pstats_rows {
    rn_intern texts; /* those of rows; when made from a profile, id - 1: row */
    rn_pstats_row *rows;
    uint32_t row_count, entry_count;
    rn_pstats_link *links;
    uint32_t link_count;
    uint32_t *first_caller,
        *by_callee; /* row r: by_callee[first_caller[r]] … [first_caller[r + 1]] */
    uint32_t *first_callee, *by_caller; /* the same for what it calls */
    uint32_t regex_steps;               /* the profile's */
} rn_pstats_rows;

/* Appends what pstats prints of a function: "file:line(name)", "{built-in}", where file may lose its
 * folders.  Returns where the name begins; 0 when all of it is the name. */
size_t rn_pstats_put_name(rn_buffer *out, const rn_profile *profile, uint32_t function, bool strip);

/* With `strip` without folders: functions and callers that become equal are added up as strip_dirs
 * does it.  rn_pstats_rows_finish is called in either case. */
render_status rn_pstats_rows_init(rn_pstats_rows *rows, const rn_profile *profile, bool strip,
                                  rn_report *report);
/* Fills first_caller to by_caller from the links. */
bool rn_pstats_rows_group(rn_pstats_rows *rows);
void rn_pstats_rows_finish(rn_pstats_rows *rows);

#endif

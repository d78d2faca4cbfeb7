/* A report as tables: what is listed, sorted and restricted, and in which columns.  The types of
 * reports write the same tables, each in its way.
 *
 * The figures are those of the call graph.  A metric that has a base is compared with it: there are
 * columns for before and after, and functions that changed too little to tell are left out. */
#ifndef RN_TABLE_H
#define RN_TABLE_H

#include "analyze/graph.h"
#include "report/listing.h"

typedef enum rn_cell {
    RN_CELL_NAME,   /* the function, in one text */
    RN_CELL_OTHER,  /* its caller or callee */
    RN_CELL_STATUS, /* "new", "vanished" or nothing */
    RN_CELL_COST,
    RN_CELL_SHARE, /* of the total */
    RN_CELL_COUNT, /* calls */
    RN_CELL_CHANGE,
    RN_CELL_COUNT_CHANGE,
    RN_CELL_GROWTH, /* the change as a share of what was before */
} rn_cell;

typedef enum rn_figure { RN_SELF, RN_TOTAL, RN_CALLS, RN_PRIMITIVE_CALLS } rn_figure;

typedef struct rn_column {
    const char *title; /* for people; "%" of a share that stands behind its value */
    const char *key;   /* for programs */
    rn_cell cell;
    rn_figure figure;
    bool is_base; /* the figure before */
} rn_column;

enum { RN_COLUMNS_MAX = 16 };

/* The columns of one section, without those of which nothing is known. */
typedef struct rn_columns {
    rn_column items[RN_COLUMNS_MAX];
    size_t count;
} rn_columns;

/* A line of a table: a function or, of callers and callees, one that stands beside it. */
typedef struct rn_record {
    const rn_pstats_row *row, *other;
    const rn_pstats_link *link;
    bool is_alone; /* in a section of callers or callees a function that has none */
} rn_record;

typedef struct rn_table {
    const rn_profile *profile;
    const render_report_options *options;
    rn_bytes metric, unit;
    rn_bytes shown_unit; /* the same as people read it */
    bool is_compared;
    double total, base_total;
    double calls, base_calls; /* of all functions */
    uint32_t quiet_count;     /* functions left out because they changed too little */
    rn_listing list;
} rn_table;

/* rn_table_finish is called in either case. */
render_status rn_table_init(rn_table *table, const rn_profile *profile, uint32_t metric,
                            const render_report_options *options, rn_report *report);
void rn_table_finish(rn_table *table);

/* The sections that are asked for, at least one. */
size_t rn_table_section_count(const rn_table *table);
render_section rn_table_section(const rn_table *table, size_t index);

rn_columns rn_table_columns(const rn_table *table, render_section section);
/* The same, the functions first. */
rn_columns rn_table_columns_by_name(const rn_table *table, render_section section);

/* The key of the column by which functions are sorted, and whether what is least stands first; NULL when it is none of
 * those that are shown. */
const char *rn_table_sorted_by(const rn_table *table, bool *is_up);

/* Whether a column holds text, which stands at the left. */
bool rn_column_is_text(const rn_column *column);

/* The number in a column that is none of text; NaN when it is not known. */
double rn_table_number(const rn_table *table, const rn_record *record, const rn_column *column);

/* Appends what stands in a column, as people read it: "" for what is not known. */
void rn_table_put(rn_buffer *out, const rn_table *table, const rn_record *record,
                  const rn_column *column);

/* Steps through the records of a section: start with a zeroed cursor. */
typedef struct rn_table_cursor {
    uint32_t row, link; /* the next ones */
} rn_table_cursor;

bool rn_table_next(rn_table *table, render_section section, rn_table_cursor *cursor,
                   rn_record *record);

/* "12 of 1,613 functions, …": what is listed of what there is, in words, without a line's end. */
void rn_table_put_summary(rn_buffer *out, const rn_table *table);

/* "called by" and its like: what a section says of its functions. */
const char *rn_section_title(render_section section);

/* Whether a profile has the figures of Python's report: seconds, and calls that were not recursive
 * or, where a writer did not know them, the own cost of callees by caller. */
bool rn_is_like_pstats(const rn_profile *profile, uint32_t metric);

#endif

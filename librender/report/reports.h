/* The table of types of reports: profile → words. */
#ifndef RN_REPORTS_H
#define RN_REPORTS_H

#include "output/output.h"
#include "report/table.h"

/* Where a type writes to. */
typedef struct rn_report_writer {
    rn_buffer out;
    rn_table *table;
    const render_report_options *options;
    render_sink sink;
    rn_report *report;
} rn_report_writer;

typedef struct rn_report_type {
    /* Puts the whole report; rn_report_flush in between is what bounds memory. */
    void (*put)(rn_report_writer *w);
} rn_report_type;

extern const render_info rn_report_type_infos[];
extern const rn_report_type rn_report_types[]; /* in the same order */
extern const size_t rn_report_type_count;
/* NULL is "text". */
const rn_report_type *rn_report_type_find(const char *name);

void rn_put_text_report(rn_report_writer *w);
void rn_put_markdown_report(rn_report_writer *w);
void rn_put_csv_report(rn_report_writer *w);
void rn_put_json_report(rn_report_writer *w);

/* Hands over what has come together; false when that failed. */
bool rn_report_flush(rn_report_writer *w);

/* Appends text of the caller's, such as the name of a file, as clean text. */
void rn_put_clean(rn_buffer *out, const char *text);

/* Rules with their verdicts, as lines of text. */
void rn_put_rule_lines(rn_buffer *out, const render_report_options *options);

/* The profile with file names without folders, what becomes equal added up; NULL after a failure. */
rn_profile *rn_report_strip_folders(const rn_profile *profile, rn_report *report);

render_status rn_report_write(const rn_report_type *type, const rn_profile *profile,
                              uint32_t metric, const render_report_options *options,
                              render_sink sink, rn_report *report);

#endif

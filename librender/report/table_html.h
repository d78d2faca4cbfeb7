/* Tables as HTML, for readers without script: the page's own tables hold the same. */
#ifndef RN_TABLE_HTML_H
#define RN_TABLE_HTML_H

#include "report/table.h"

/* Appends the verdicts of rules, if there are any. */
void rn_put_html_rules(rn_buffer *out, const render_report_options *options);

/* Appends a table for every section, each of at most `most` records; a line says what is not there. */
void rn_put_html_tables(rn_buffer *out, rn_table *table, uint32_t most);

#endif

/* The library's tables of formats, themes and so on. */
#ifndef CLI_TABLES_H
#define CLI_TABLES_H

#include "options.h"

/* render_formats and its like. */
typedef const render_info *(*cli_table)(size_t *count);

/* The row that `type` names, or, without a type, whose suffix `path` has; NULL when there is none. */
const render_info *cli_find_row(cli_table rows, const char *type, const char *path);

/* A usage error when neither of the tables (`more` may be NULL) has a row of that name; NULL is fine. */
int cli_check_name(const cli_verb *verb, const char *what, const char *name, cli_table rows,
                   cli_table more);

#endif

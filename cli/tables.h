/* The library's tables of formats, themes and so on. */
#ifndef CLI_TABLES_H
#define CLI_TABLES_H

#include "options.h"

/* render_format_at and its like. */
typedef bool (*cli_table)(size_t index, render_entry *out);

/* The row that `type` names, or, without a type, whose suffix `path` has. */
bool cli_find_row(cli_table rows, const char *type, const char *path, render_entry *out);

/* A usage error when a table has no row of that name; NULL is fine. */
int cli_check_name(const cli_verb *verb, const char *what, const char *name, cli_table rows);

#endif

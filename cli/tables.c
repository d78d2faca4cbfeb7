/* The library's tables, searched. */
#include "tables.h"

#include <stdlib.h>
#include <string.h>

static bool has_suffix(const char *suffixes, const char *path)
{
    size_t path_size = strlen(path);
    for (const char *at = suffixes ? suffixes : ""; *at;) {
        size_t size = strcspn(at, " ");
        if (path_size > size && memcmp(path + path_size - size, at, size) == 0)
            return true;
        at += size + strspn(at + size, " ");
    }
    return false;
}

bool cli_find_row(cli_table rows, const char *type, const char *path, render_entry *out)
{
    for (size_t i = 0; rows(i, out); i++)
        if (type ? strcmp(out->name, type) == 0 : has_suffix(out->suffixes, path))
            return true;
    return false;
}

/* The names in a table, blank-separated; NULL when memory is out. */
static char *names_of(cli_table rows)
{
    render_entry row;
    size_t size = 1;
    for (size_t i = 0; rows(i, &row); i++)
        size += strlen(row.name) + 1;
    char *names = calloc(size, 1);
    char *at = names;
    for (size_t i = 0; names && rows(i, &row); i++) {
        if (i)
            *at++ = ' ';
        at = stpcpy(at, row.name);
    }
    return names;
}

int cli_check_name(const cli_verb *verb, const char *what, const char *name, cli_table rows)
{
    render_entry row;
    if (!name || cli_find_row(rows, name, NULL, &row))
        return EXIT_FINE;
    char *names = names_of(rows);
    int status =
        cli_usage(verb, "no %s is named '%s'; there are: %s", what, name, names ? names : "");
    free(names);
    return status;
}

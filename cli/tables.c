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

const render_info *cli_find_row(cli_table rows, const char *type, const char *path)
{
    size_t count;
    const render_info *row = rows(&count);
    for (const render_info *end = row + count; row < end; row++)
        if (type ? strcmp(row->name, type) == 0 : has_suffix(row->suffixes, path))
            return row;
    return NULL;
}

static void put_names(FILE *out, cli_table rows, const char *before)
{
    size_t count;
    const render_info *row = rows(&count);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? " " : before, row[i].name);
}

/* The names in the tables, blank-separated; NULL when memory is out. */
static char *names_of(cli_table rows, cli_table more)
{
    char *names = NULL;
    size_t size;
    FILE *out = open_memstream(&names, &size);
    if (!out)
        return NULL;
    put_names(out, rows, "");
    if (more)
        put_names(out, more, " ");
    fclose(out);
    return names;
}

int cli_check_name(const cli_verb *verb, const char *what, const char *name, cli_table rows,
                   cli_table more)
{
    if (!name || cli_find_row(rows, name, "") || (more && cli_find_row(more, name, "")))
        return EXIT_FINE;
    char *names = names_of(rows, more);
    int status =
        cli_usage(verb, "no %s is named '%s'; there are: %s", what, name, names ? names : "");
    free(names);
    return status;
}

/* The verbs that list what there is. */
#include <string.h>

#include "tables.h"
#include "verbs.h"

static const char *known(const char *text)
{
    return text ? text : "";
}

static void print_rows(const char *heading, cli_table rows)
{
    size_t count;
    const render_info *row = rows(&count);
    printf("%s\n", heading);
    for (const render_info *end = row + count; row < end; row++) {
        printf("  %-12s %s", row->name, row->title);
        if (known(row->suffixes)[0])
            printf(" (%s)", row->suffixes);
        if (known(row->carries)[0])
            printf(": %s", row->carries);
        putchar('\n');
    }
}

int cli_formats(const cli_verb *verb, const cli_settings *settings)
{
    (void)verb, (void)settings;
    print_rows("read:", render_formats);
    print_rows("draw:", render_views);
    print_rows("pictures:", render_surfaces);
    print_rows("pages:", render_pages);
    print_rows("data:", render_writers);
    print_rows("reports:", render_reports);
    return EXIT_FINE;
}

int cli_themes(const cli_verb *verb, const cli_settings *settings)
{
    (void)verb, (void)settings;
    print_rows("themes:", render_themes);
    print_rows("colour maps:", render_colormaps);
    return EXIT_FINE;
}

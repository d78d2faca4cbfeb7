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
    render_entry row;
    printf("%s\n", heading);
    for (size_t i = 0; rows(i, &row); i++) {
        printf("  %-12s %s", row.name, row.title);
        if (known(row.suffixes)[0])
            printf(" (%s)", row.suffixes);
        if (known(row.carries)[0])
            printf(": %s", row.carries);
        putchar('\n');
    }
}

int cli_formats(const cli_verb *verb, const cli_settings *settings)
{
    (void)verb, (void)settings;
    print_rows("read:", render_format_at);
    print_rows("draw:", render_view_at);
    print_rows("pictures:", render_surface_at);
    print_rows("pages:", render_page_at);
    print_rows("data:", render_writer_at);
    print_rows("reports:", render_report_at);
    return EXIT_FINE;
}

int cli_themes(const cli_verb *verb, const cli_settings *settings)
{
    (void)verb, (void)settings;
    print_rows("themes:", render_theme_at);
    print_rows("colour maps:", render_colormap_at);
    return EXIT_FINE;
}

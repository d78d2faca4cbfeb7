/* The verb that prints a profile in words: report. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "profiles.h"
#include "verbs.h"

/* ---- headings --------------------------------------------------------------------------------- */

enum { TIME_SIZE = 32 };

/* "Fri Mar  1 09:05:07 2024    x.prof"; only the name when the input is no file. */
static char *new_heading(const char *path)
{
    struct stat info;
    struct tm local;
    char time_text[TIME_SIZE] = "";
    if (strcmp(path, "-") == 0)
        return strdup("standard input");
    if (stat(path, &info) == 0 && S_ISREG(info.st_mode) && localtime_r(&info.st_mtime, &local))
        strftime(time_text, sizeof time_text, "%a %b %e %H:%M:%S %Y    ", &local);
    size_t size = strlen(time_text) + strlen(path) + 1;
    char *heading = malloc(size);
    if (heading)
        snprintf(heading, size, "%s%s", time_text, path);
    return heading;
}

static void free_headings(char **headings, size_t count)
{
    for (size_t i = 0; headings && i < count; i++)
        free(headings[i]);
    free(headings);
}

static char **new_headings(const cli_settings *settings)
{
    char **headings = calloc(settings->file_count, sizeof *headings);
    for (size_t i = 0; headings && i < settings->file_count; i++) {
        headings[i] = new_heading(settings->files[i].path);
        if (!headings[i]) {
            free_headings(headings, settings->file_count);
            return NULL;
        }
    }
    return headings;
}

/* ---- the report ------------------------------------------------------------------------------- */

/* pstats.Stats(a, b, c) adds a, c, b: its reports list functions and files in that order. */
static void order_files(const cli_settings *settings)
{
    cli_file *low = settings->files + 1, *high = settings->files + settings->file_count - 1;
    for (; low < high; low++, high--) {
        cli_file swapped = *low;
        *low = *high;
        *high = swapped;
    }
}

typedef struct job {
    const render_profile *profile;
    const render_report_options *options;
} job;

static render_status write_job(void *user, render_sink sink, render_error *error)
{
    const job *j = user;
    return render_report(j->profile, j->options, sink, error);
}

int cli_report(const cli_verb *verb, const cli_settings *settings)
{
    (void)verb;
    int status;
    order_files(settings);
    render_profile *profile = cli_read(settings, &status);
    char **headings = new_headings(settings);
    if (profile && !headings)
        status = cli_fail_memory();
    if (profile && headings) {
        render_report_options options = settings->report;
        options.metric = settings->draw.metric;
        options.headings = (const char *const *)headings;
        options.heading_count = settings->file_count;
        options.restrictions = settings->restrictions;
        options.sections = settings->sections;
        job j = {profile, &options};
        status = cli_output(settings, write_job, &j);
    }
    free_headings(headings, settings->file_count);
    render_profile_free(profile);
    return status;
}

/* The verb that prints a profile in words: report. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "gate.h"
#include "inputs.h"
#include "profiles.h"
#include "tables.h"
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
    const render_draw_options *draw; /* of a page; NULL: it is none */
    const render_report_options *options;
} job;

static render_status write_job(void *user, render_sink sink, render_error *error)
{
    const job *j = user;
    if (j->draw)
        return render_page(j->profile, "table", j->draw, j->options, sink, error);
    return render_report(j->profile, j->options, sink, error);
}

/* Without a type, the suffix of the output says it. */
static const char *find_type(const cli_settings *settings)
{
    const char *output = settings->output ? settings->output : "";
    const render_info *row = NULL;
    if (!settings->report.type)
        row = cli_find_row(render_reports, NULL, output);
    if (!settings->report.type && !row)
        row = cli_find_row(render_pages, NULL, output);
    return row ? row->name : settings->report.type;
}

static bool is_page(const char *type)
{
    return type && cli_find_row(render_pages, type, "");
}

/* Of types other than text one: the name of the input and, of a comparison, of what it was before. */
static char **new_short_heading(const cli_settings *settings)
{
    char **headings = calloc(1, sizeof *headings);
    char *source = cli_source_name(settings);
    if (headings && source) {
        headings[0] = source;
        return headings;
    }
    free(source);
    free(headings);
    return NULL;
}

static int write_report(const cli_settings *settings, const render_profile *profile,
                        const cli_gate *gate)
{
    render_report_options options = settings->report;
    render_draw_options draw = settings->draw;
    options.type = find_type(settings);
    bool is_text = !options.type || strcmp(options.type, "text") == 0;
    size_t heading_count = is_text ? settings->file_count : 1;
    char **headings = is_text ? new_headings(settings) : new_short_heading(settings);
    if (!headings)
        return cli_fail_memory();
    options.metric = settings->draw.metric;
    options.headings = (const char *const *)headings;
    options.heading_count = heading_count;
    options.restrictions = settings->restrictions;
    options.sections = settings->sections;
    options.rules = settings->rules;
    options.verdicts = gate->verdicts;
    options.rule_count = settings->rule_count;
    cli_begin_stage(settings->timing, "report");
    job j = {profile, is_page(options.type) ? &draw : NULL, &options};
    int status = cli_output(settings, write_job, &j);
    free_headings(headings, heading_count);
    return status;
}

static int report(const cli_settings *settings, const render_profile *profile)
{
    cli_gate gate;
    int status = cli_gate_init(&gate, settings, profile);
    if (status == EXIT_FINE)
        status = write_report(settings, profile, &gate);
    if (status == EXIT_FINE)
        status = cli_gate_tell(&gate, settings);
    cli_gate_finish(&gate);
    return status;
}

int cli_report(const cli_verb *verb, const cli_settings *given)
{
    cli_settings settings = *given;
    int status =
        cli_check_name(verb, "type of report", settings.report.type, render_reports, render_pages);
    if (status)
        return status;
    order_files(&settings);
    /* it has a chart, where there is an order */
    settings.read.keep_order |= is_page(find_type(&settings));
    render_profile *profile = cli_read(verb, &settings, &status);
    if (profile)
        status = report(&settings, profile);
    cli_begin_stage(settings.timing, "free");
    render_profile_free(profile);
    return status;
}

/* The verbs that read a profile and write something: graph, flame, icicle, sunburst, convert, merge.  The
 * output's type is a picture (drawn by the verb's view) or a data format, by -T or the suffix. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"
#include "panel_inputs.h"
#include "profiles.h"
#include "tables.h"
#include "verbs.h"

typedef struct target {
    const render_info *info; /* NULL: none is known */
    enum { PICTURE, PAGE, DATA } kind;
} target;

static void find_row(target *out, bool draws, const char *type, const char *path)
{
    static const cli_table tables[] = {render_surfaces, render_pages, render_writers};
    int kind = draws ? PICTURE : DATA;
    while (!(out->info = cli_find_row(tables[kind], type, path)) && kind < DATA)
        kind++;
    out->kind = kind;
}

static int check_names(const cli_verb *verb, const cli_settings *settings)
{
    int status = cli_check_name(verb, "format", settings->read.format, render_formats, NULL);
    if (status == EXIT_FINE)
        status = cli_check_name(verb, "theme", settings->draw.theme, render_themes, NULL);
    if (status == EXIT_FINE)
        status =
            cli_check_name(verb, "colour map", settings->draw.colormap, render_colormaps, NULL);
    return status;
}

static bool is_to_terminal(const cli_settings *settings)
{
    bool to_output = !settings->output || strcmp(settings->output, "-") == 0;
    return to_output && isatty(STDOUT_FILENO);
}

static int find_target(const cli_verb *verb, const cli_settings *settings, target *out)
{
    const char *type = settings->type;
    const char *path = settings->output ? settings->output : "-";
    bool draws = verb->kind & FOR_DRAWING;
    if (!type && strcmp(path, "-") == 0)
        type = draws ? "svg" : verb->kind & FOR_MERGE ? "pstats" : "json";
    find_row(out, draws, type, path);
    if (!out->info) {
        if (type)
            return cli_usage(verb, "%s cannot write '%s'", verb->name, type);
        return cli_usage(verb, "%s: the suffix says no type that %s can write; give -T", path,
                         verb->name);
    }
    if (is_to_terminal(settings) && (out->info->is_binary || !settings->output))
        return cli_usage(verb, "%s is not for a terminal; give -o FILE", out->info->name);
    return EXIT_FINE;
}

/* The list of functions stands for the picture. */
static int find_list(target *out)
{
    out->kind = DATA;
    out->info = cli_find_row(render_writers, "functions", "");
    return out->info ? EXIT_FINE : EXIT_FAILED;
}

/* What the writing needs. */
typedef struct job {
    const cli_verb *verb;
    const target *to;
    const render_profile *profile; /* NULL: inputs of the options */
    const render_draw_options *options;
    const render_report_options *report; /* of a page */
} job;

static render_status write_job(void *user, render_sink sink, render_error *error)
{
    const job *j = user;
    if (j->to->kind == PAGE)
        return render_page(j->profile, j->verb->name, j->options, j->report, sink, error);
    if (j->to->kind == PICTURE)
        return render_draw(j->profile, j->verb->name, j->to->info->name, j->options, sink, error);
    return render_export(j->profile, j->to->info->name, j->options, sink, error);
}

static void warn(void *user, const char *message)
{
    const cli_settings *settings = user;
    if (!settings->quiet)
        cli_warn(settings->output ? settings->output : "standard output", message);
}

/* Writes what the job says, but for its options. */
static int write_to(const cli_settings *settings, job j, const cli_gate *gate)
{
    char *source = cli_source_name(settings);
    render_draw_options options = settings->draw;
    render_report_options report = settings->report;
    if (gate) {
        report.rules = settings->rules;
        report.verdicts = gate->verdicts;
        report.rule_count = settings->rule_count;
    }
    options.source = source;
    j.options = &options;
    options.warn = warn;
    options.warn_user = (void *)settings;
    cli_begin_stage(settings->timing, "write");
    j.report = &report;
    int status = !source                  ? cli_fail_memory()
                 : options.list_functions ? cli_list(settings, write_job, &j)
                                          : cli_output(settings, write_job, &j);
    free(source);
    return status;
}

int cli_draw_profile(const cli_verb *verb, const cli_settings *settings,
                     const render_profile *profile)
{
    target to;
    int status = find_target(verb, settings, &to);
    job j = {.verb = verb, .to = &to, .profile = profile};
    return status ? status : write_to(settings, j, NULL);
}

static int judge_and_write(const cli_verb *verb, const cli_settings *settings, const target *to,
                           const render_profile *profile)
{
    cli_gate gate;
    int status = cli_gate_init(&gate, settings, profile);
    if (status == EXIT_FINE)
        status = write_to(settings, (job){.verb = verb, .to = to, .profile = profile}, &gate);
    if (status == EXIT_FINE)
        status = cli_gate_tell(&gate, settings);
    cli_gate_finish(&gate);
    return status;
}

/* What has only one use, a picture, need not be read as a whole. */
static bool is_only_drawn(const cli_settings *settings, const target *to)
{
    return to->kind == PICTURE && settings->file_count == 1 && !settings->base &&
           !settings->filters && !settings->rule_count;
}

static int read_and_write(const cli_verb *verb, const cli_settings *given, const target *to)
{
    int status;
    cli_settings one = *given, *settings = &one;
    if (is_only_drawn(settings, to))
        settings->read.least_share = render_draw_least_share(verb->name, &settings->draw);
    render_profile *profile = cli_read(verb, settings, &status);
    if (profile)
        status = judge_and_write(verb, settings, to, profile);
    cli_begin_stage(settings->timing, "free");
    render_profile_free(profile);
    return status;
}

static int write_panels(const cli_verb *verb, const cli_settings *given, const target *to)
{
    cli_panels panels;
    cli_settings settings = *given;
    if (to->kind != PICTURE)
        return cli_usage(verb, "panels are for pictures");
    int status = cli_panels_read(&panels, verb, given);
    settings.draw.inputs = panels.items;
    settings.draw.input_count = panels.count;
    if (status == EXIT_FINE)
        status = write_to(&settings, (job){.verb = verb, .to = to}, NULL);
    cli_panels_finish(&panels);
    return status;
}

/* Adds a file that an option names; NULL: none is named. */
static int annotate(render_annotations **annotations, render_annotation_kind kind, const char *path)
{
    render_error error;
    if (path && render_annotations_read_file(annotations, kind, path, &error))
        return cli_fail(path, &error);
    return EXIT_FINE;
}

int cli_draw(const cli_verb *verb, const cli_settings *given)
{
    target to;
    cli_settings settings = *given;
    render_annotations *annotations = NULL;
    int status = settings.draw.list_functions ? find_list(&to) : find_target(verb, &settings, &to);
    /* it has a chart, where there is an order */
    settings.read.keep_order |= to.kind == PAGE;
    if (status == EXIT_FINE)
        status = check_names(verb, &settings);
    if (status == EXIT_FINE)
        status = annotate(&annotations, RENDER_COLOR_RULES, settings.color_rules);
    if (status == EXIT_FINE)
        status = annotate(&annotations, RENDER_NAME_ATTRIBUTES, settings.name_attributes);
    settings.draw.annotations = annotations;
    if (status == EXIT_FINE)
        status = settings.draw.panels == RENDER_PANELS_INPUTS
                     ? write_panels(verb, &settings, &to)
                     : read_and_write(verb, &settings, &to);
    render_annotations_free(annotations);
    return status;
}

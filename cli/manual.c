/* Manual pages, written in the man macros from the tables of verbs and options: manual. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "option_table.h"
#include "profiles.h"
#include "tables.h"
#include "verbs.h"

/* Text as roff takes it, wherever in a line it stands. */
static void put_size(FILE *out, const char *text, size_t size)
{
    for (const char *c = text; c < text + size; c++)
        if (*c == '\\')
            fputs("\\e", out);
        else if (*c == '-')
            fputs("\\-", out);
        else if (*c == '\'')
            fputs("\\(aq", out);
        else if (*c == '.' && c == text)
            fputs("\\&.", out);
        else
            fputc(*c, out);
}

static void put(FILE *out, const char *text)
{
    put_size(out, text, strlen(text));
}

/* A line of text. */
static void put_line(FILE *out, const char *text)
{
    put(out, text);
    fputc('\n', out);
}

static void put_head(FILE *out, const char *name, const char *purpose)
{
    char title[64];
    size_t size = strnlen(name, sizeof title - 1);
    for (size_t i = 0; i < size; i++)
        title[i] = name[i] >= 'a' && name[i] <= 'z' ? name[i] - 'a' + 'A' : name[i];
    title[size] = 0;
    fprintf(out, ".TH %s 1 \"\" \"profdraw %s\" \"profdraw\"\n.SH NAME\n", title, render_version());
    put(out, name);
    fputs(" \\- ", out);
    /* one phrase, as whatis lists it */
    fputc(purpose[0] >= 'A' && purpose[0] <= 'Z' ? purpose[0] - 'A' + 'a' : purpose[0], out);
    put_size(out, purpose + 1, strlen(purpose + 1) - 1);
    fputc('\n', out);
}

/* ---- options ---------------------------------------------------------------------------------- */

static void put_option(FILE *out, const cli_option *o)
{
    fputs(".TP\n", out);
    if (o->letter)
        fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
    fputs("\\fB\\-\\-", out);
    put(out, o->name);
    fputs("\\fR", out);
    if (o->argument) {
        fputs(" \\fI", out);
        put(out, o->argument);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    put_line(out, o->help);
    if (o->choices && cli_takes_value(o)) {
        fputs("(one of: ", out);
        put(out, o->choices);
        fputs(")\n", out);
    }
}

static void put_options(FILE *out, const cli_verb *verb)
{
    fputs(".SH OPTIONS\n", out);
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind)
            put_option(out, &cli_options[i]);
}

/* ---- sections of every page ------------------------------------------------------------------- */

static void put_exit_status(FILE *out)
{
    fputs(".SH EXIT STATUS\n"
          ".TP\n0\nDone.\n"
          ".TP\n1\nInput or output failed: one line on standard error says where and why, nothing "
          "is\n"
          "half\\-written, and an existing output is untouched.\n"
          ".TP\n2\nWrong usage.\n"
          ".TP\n3\nA rule of \\fB\\-\\-fail\\-if\\fR is tripped; the output is written.\n",
          out);
}

static void put_see_also(FILE *out, const cli_verb *but)
{
    fputs(".SH SEE ALSO\n", out);
    if (but)
        fputs(".BR profdraw (1),\n", out);
    for (int i = 0; i < cli_verb_count; i++)
        if (&cli_verbs[i] != but)
            fprintf(out, ".BR profdraw\\-%s (1),\n", cli_verbs[i].name);
    fputs(".BR librender (3)\n", out);
}

static void put_input(FILE *out)
{
    fputs(".PP\n\\fIINPUT\\fR is a file, a folder of files, or \\- for standard input; several are "
          "added up.\n"
          "The format is detected; gzip, zstd and zip archives of one file are read as they are.\n",
          out);
}

/* ---- pages ------------------------------------------------------------------------------------ */

static void put_verb_page(FILE *out, const cli_verb *verb)
{
    char name[64];
    snprintf(name, sizeof name, "profdraw-%s", verb->name);
    put_head(out, name, verb->purpose);
    fprintf(out, ".SH SYNOPSIS\n.B profdraw %s\n", verb->name);
    if (verb->arguments[0])
        put_line(out, verb->arguments + strspn(verb->arguments, " "));
    fputs(".SH DESCRIPTION\n", out);
    put_line(out, verb->purpose);
    if (!(verb->kind & FOR_LIST))
        put_input(out);
    put_options(out, verb);
    put_exit_status(out);
    put_see_also(out, verb);
}

static void put_rows(FILE *out, const char *heading, cli_table rows)
{
    size_t count;
    const render_info *row = rows(&count);
    fprintf(out, ".SH %s\n", heading);
    for (const render_info *end = row + count; row < end; row++) {
        fputs(".TP\n.B ", out);
        put_line(out, row->name);
        put(out, row->title);
        if (row->suffixes) {
            fputs(" (", out);
            put(out, row->suffixes);
            fputs(")", out);
        }
        fputc('\n', out);
    }
}

static void put_main_page(FILE *out)
{
    put_head(out, "profdraw", "Turns profiles into pictures.");
    fputs(
        ".SH SYNOPSIS\n.B profdraw\n\\fIVERB\\fR [\\fIOPTIONS\\fR] [\\fIINPUT\\fR...]\n"
        ".SH DESCRIPTION\nDraws call graphs, flame graphs, icicles, sunbursts and flame charts of "
        "profiles as SVG,\nPNG, PDF, PostScript and EPS, and writes their numbers as text, tables "
        "and data.\n",
        out);
    put_input(out);
    fputs(".SH VERBS\n", out);
    for (int i = 0; i < cli_verb_count; i++) {
        fprintf(out, ".TP\n.B %s\n", cli_verbs[i].name);
        put_line(out, cli_verbs[i].purpose);
    }
    fputs(".PP\nThe options of a verb stand in its own page, and in\n"
          ".BR \"profdraw \\fIVERB\\fP \\-\\-help\" .\n",
          out);
    put_rows(out, "INPUT FORMATS", render_formats);
    put_rows(out, "PICTURES", render_surfaces);
    put_rows(out, "DATA", render_writers);
    put_rows(out, "REPORTS", render_reports);
    put_exit_status(out);
    fputs(".SH ENVIRONMENT\n.TP\n.B TMPDIR\nFolder for what has to be spooled of pipes and packed "
          "input; default: /tmp.\n",
          out);
    fputs(".SH EXAMPLES\n.EX\n"
          "profdraw graph x.prof \\-o x.svg\n"
          "profdraw flame new.prof \\-\\-base old.prof \\-o changes.svg\n"
          "profdraw report x.prof \\-\\-sort cumulative \\-\\-limit 20\n"
          "profdraw merge profiling/ \\-o sum.prof\n.EE\n",
          out);
    put_see_also(out, NULL);
}

/* ---- the verb --------------------------------------------------------------------------------- */

static int fail_file(const char *path)
{
    render_error error = {.status = RENDER_ERROR_IO};
    snprintf(error.message, sizeof error.message, "%s", strerror(errno));
    return cli_fail(path, &error);
}

static int write_page(const char *folder, const cli_verb *verb)
{
    size_t size = strlen(folder) + 80;
    char *path = malloc(size);
    if (!path)
        return cli_fail_memory();
    snprintf(path, size, "%s/profdraw%s%s.1", folder, verb ? "-" : "", verb ? verb->name : "");
    FILE *out = fopen(path, "w");
    if (out && verb)
        put_verb_page(out, verb);
    else if (out)
        put_main_page(out);
    bool failed = !out || ferror(out);
    failed |= out && fclose(out) != 0;
    int status = failed ? fail_file(path) : EXIT_FINE;
    free(path);
    return status;
}

static int write_all(const char *folder)
{
    int status = write_page(folder, NULL);
    for (int i = 0; status == EXIT_FINE && i < cli_verb_count; i++)
        status = write_page(folder, &cli_verbs[i]);
    return status;
}

int cli_manual(const cli_verb *verb, const cli_settings *settings)
{
    if (settings->input_count > 1 || (settings->output && settings->input_count))
        return cli_usage(verb, "manual wants one verb, or -o FOLDER");
    if (settings->output)
        return write_all(settings->output);
    const cli_verb *about = settings->input_count ? cli_find_verb(settings->inputs[0]) : NULL;
    if (settings->input_count && !about)
        return cli_usage(verb, "there is no verb '%s'", settings->inputs[0]);
    if (about)
        put_verb_page(stdout, about);
    else
        put_main_page(stdout);
    return EXIT_FINE;
}

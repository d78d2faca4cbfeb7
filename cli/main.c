/* profdraw VERB [OPTIONS] [INPUT…] */
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guard.h"
#include "inputs.h"
#include "verbs.h"

static int finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_FINE;
    fputs("profdraw: standard output: cannot be written\n", stderr);
    return EXIT_FAILED;
}

static void print_help(void)
{
    puts("usage: profdraw VERB [OPTIONS] [INPUT...]\n\n"
         "Draws profiles.  INPUT is a file, a folder of files, or - for standard input; several\n"
         "are added up.  The format is detected; gzip, zstd, xz, bzip2, lz4 and zip are read as they\n"
         "are.\n");
    for (int i = 0; i < cli_verb_count; i++)
        printf("  %-10s %s\n", cli_verbs[i].name, cli_verbs[i].purpose);
    puts("\n'profdraw VERB --help' tells the options of a verb.\n\n"
         "exit status: 0 done, 1 input or output failed, 2 wrong usage, 3 a rule of --fail-if is "
         "tripped");
}

/* Standard input serves where no file is given, unless that would wait for a person to type. */
static int default_input(const cli_verb *verb, cli_settings *settings)
{
    static char standard_input[] = "-";
    if (settings->input_count || verb->kind & FOR_LIST)
        return EXIT_FINE;
    if (isatty(STDIN_FILENO))
        return cli_usage(verb, "%s wants a file to read", verb->name);
    settings->inputs[settings->input_count++] = standard_input;
    return EXIT_FINE;
}

static int run_timed(const cli_verb *verb, cli_settings *settings)
{
    settings->timing = settings->timed ? cli_timing_new() : NULL;
    if (settings->timed && !settings->timing)
        return cli_fail_memory();
    settings->draw.stages = cli_timing_stages(settings->timing);
    int status = verb->kind & FOR_LIST ? EXIT_FINE : cli_find_files(verb, settings);
    /* Several files are read by several threads: no one stage is under way. */
    if (settings->file_count == 1)
        settings->read.stages = settings->draw.stages;
    if (status == EXIT_FINE) {
        cli_guard_files(settings);
        status = verb->run(verb, settings);
    }
    cli_timing_print(settings->timing);
    cli_timing_free(settings->timing);
    return status;
}

static int run_with(const cli_verb *verb, int count, char **arguments, cli_settings *settings)
{
    render_read_options_init(&settings->read);
    settings->read.temporary = getenv("TMPDIR");
    render_draw_options_init(&settings->draw);
    render_filter_options_init(&settings->filter);
    render_report_options_init(&settings->report);
    int status = cli_parse(verb, count, arguments, settings);
    if (status == EXIT_FINE && settings->help) {
        cli_print_verb_help(verb, stdout);
        status = finish_output();
    } else {
        settings->read.keep_order |= verb->kind == FOR_CHART || settings->draw.in_order;
        settings->read.line_order |= settings->draw.in_order;
        settings->draw.total *= settings->read.factor;
        settings->read.mangled |= verb->kind & FOR_CONVERT && !settings->demangle;
        if (status == EXIT_FINE)
            status = default_input(verb, settings);
        if (status == EXIT_FINE)
            status = run_timed(verb, settings);
        if (status == EXIT_FINE && verb->kind & FOR_LIST)
            status = finish_output();
    }
    return status;
}

static int run(const cli_verb *verb, int count, char **arguments)
{
    size_t room = (size_t)count + 1;
    cli_settings settings = {
        .inputs = calloc(room, sizeof *settings.inputs),
        .restrictions = calloc(room, sizeof *settings.restrictions),
        .rules = calloc(room, sizeof *settings.rules),
        .paths = calloc(room, sizeof *settings.paths),
        .skip_after = calloc(room, sizeof *settings.skip_after),
    };
    int status = settings.inputs && settings.restrictions && settings.rules && settings.paths &&
                         settings.skip_after
                     ? run_with(verb, count, arguments, &settings)
                     : cli_fail_memory();
    cli_free_files(&settings);
    free(settings.inputs);
    free(settings.restrictions);
    free(settings.rules);
    free(settings.paths);
    free(settings.skip_after);
    return status;
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

/* Profiles are many blocks that come and go, file after file: asking the system for each of them again
 * took a fifth of the time of merging 500 files. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
#endif
}

int main(int argc, char **argv)
{
    keep_memory();
    /* a closed pipe and a file that may not grow are errors like any other, with their line and exit
     * status */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    if (argc < 2)
        return cli_usage(NULL, "what shall be drawn");
    if (is_one_of(argv[1], "--version", "-V", "version")) {
        printf("profdraw %s\n", render_version());
        return finish_output();
    }
    if (is_one_of(argv[1], "--help", "-h", "help")) {
        const cli_verb *about = argc > 2 ? cli_find_verb(argv[2]) : NULL;
        if (about)
            cli_print_verb_help(about, stdout);
        else
            print_help();
        return finish_output();
    }
    const cli_verb *verb = cli_find_verb(argv[1]);
    if (!verb)
        return cli_usage(NULL, "there is no verb '%s'", argv[1]);
    return run(verb, argc - 2, argv + 2);
}

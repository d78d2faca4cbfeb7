/* Input files become one profile; output goes to a file or standard output; what goes wrong is said
 * in one line. */
#include "profiles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inputs.h"
#include "read_ahead.h"

/* ---- messages --------------------------------------------------------------------------------- */

/* How many bytes at `c` are a control character, such as U+0085, a line end or a change of direction (U+2028
 * to U+202E, U+2066 to U+2069), by which a message could look like another one. */
static int control_size(const unsigned char *c)
{
    if (*c < 0x20 || *c == 0x7f)
        return 1;
    if (*c == 0xc2)
        return c[1] >= 0x80 && c[1] < 0xa0 ? 2 : 0;
    bool is_layout = *c == 0xe2 && ((c[1] == 0x80 && c[2] >= 0xa8 && c[2] <= 0xae) ||
                                    (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9));
    return is_layout ? 3 : 0;
}

void cli_print_clean(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    while (*c) {
        int size = control_size(c);
        if (!size)
            fputc(*c++, stderr);
        for (; size; size--)
            fprintf(stderr, "\\x%02x", *c++);
    }
}

int cli_fail(const char *name, const render_error *error)
{
    fputs("profdraw: ", stderr);
    cli_print_clean(name);
    if (error->line)
        fprintf(stderr, ":%llu", (unsigned long long)error->line);
    fputs(": ", stderr);
    cli_print_clean(error->message);
    if (!error->line && error->offset)
        fprintf(stderr, " (at byte %llu)", (unsigned long long)error->offset);
    fputc('\n', stderr);
    return error->status == RENDER_ERROR_ARGUMENT ? EXIT_USAGE : EXIT_FAILED;
}

void cli_warn(const char *name, const char *message)
{
    fputs("profdraw: ", stderr);
    cli_print_clean(name);
    fputs(": ", stderr);
    cli_print_clean(message);
    fputc('\n', stderr);
}

static const char *display_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static char *new_name_of_inputs(const cli_settings *settings)
{
    bool is_one = settings->input_count == 1;
    const char *first = is_one ? settings->inputs[0] : settings->files[0].path;
    first = cli_base_name(display_name(first));
    size_t size = strlen(first) + 40;
    char *name = malloc(size);
    if (!name)
        return NULL;
    if (settings->file_count == 1)
        snprintf(name, size, "%s", cli_base_name(display_name(settings->files[0].path)));
    else if (is_one)
        snprintf(name, size, "%s (%zu files)", first, settings->file_count);
    else
        snprintf(name, size, "%s and %zu more", first, settings->file_count - 1);
    return name;
}

char *cli_source_name(const cli_settings *settings)
{
    char *name = new_name_of_inputs(settings);
    if (!name || !settings->base)
        return name;
    const char *base = cli_base_name(display_name(settings->base));
    size_t size = strlen(name) + strlen(base) + 16;
    char *both = malloc(size);
    if (both)
        snprintf(both, size, "%s, before: %s", name, base);
    free(name);
    return both;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static void tell(const cli_settings *settings, const char *path, const render_profile *profile,
                 cli_notes *notes)
{
    const char *name = display_name(path);
    const render_facts *facts = render_profile_facts(profile);
    char text[400];
    snprintf(text, sizeof text, "read as %s (%s)", facts->format, facts->detection);
    if (settings->verbose)
        cli_note_warning(notes, name, text);
    for (size_t i = 0; !settings->quiet && i < facts->warning_count; i++)
        cli_note_warning(notes, name, facts->warnings[i]);
}

static bool is_files_fault(const render_error *error)
{
    return error->status != RENDER_ERROR_ARGUMENT && error->status != RENDER_ERROR_MEMORY;
}

/* NULL with status EXIT_FINE: the file is left out. */
static render_profile *take_next(const cli_settings *settings, cli_read_ahead *ahead,
                                 const cli_file *file, cli_notes *notes, int *status)
{
    render_error error;
    render_profile *profile = cli_read_ahead_next(ahead, &error);
    *status = EXIT_FINE;
    if (profile)
        tell(settings, file->path, profile, notes);
    else if (file->folder && !settings->read.strict && is_files_fault(&error))
        cli_note_skip(notes, file->path, &error);
    else
        *status = cli_fail(display_name(file->path), &error);
    return profile;
}

/* The sum so far.  A single profile is its own sum. */
typedef struct adding {
    render_profile *first;
    render_merger *merger;
} adding;

static render_status add_second(adding *to, const render_profile *profile, render_error *error)
{
    render_status status = RENDER_OK;
    if (!to->merger)
        status = render_merger_new(&to->merger, error);
    if (status == RENDER_OK && to->first)
        status = render_merger_add(to->merger, to->first, error);
    render_profile_free(to->first);
    to->first = NULL;
    return status ? status : render_merger_add(to->merger, profile, error);
}

/* Takes the profile over. */
static int add(adding *to, render_profile *profile, const char *path)
{
    render_error error;
    if (!to->first && !to->merger) {
        to->first = profile;
        return EXIT_FINE;
    }
    render_status status = add_second(to, profile, &error);
    render_profile_free(profile);
    if (status == RENDER_OK)
        return EXIT_FINE;
    cli_fail(display_name(path), &error);
    return EXIT_FAILED;
}

static render_profile *finish(adding *to, int *status)
{
    render_profile *sum = to->first;
    render_error error;
    if (*status != EXIT_FINE) {
        render_profile_free(to->first);
        render_merger_free(to->merger);
        return NULL;
    }
    if (to->merger && render_merger_finish(&sum, to->merger, &error))
        *status = cli_fail("the inputs", &error);
    return sum;
}

/* A filtered profile has the warnings of the one that it came from, then its own. */
static void note_new_warnings(const cli_settings *settings, const render_profile *from,
                              const render_profile *kept, cli_notes *notes)
{
    const render_facts *facts = render_profile_facts(kept);
    for (size_t i = render_profile_facts(from)->warning_count; i < facts->warning_count; i++)
        cli_note_warning(notes, display_name(settings->inputs[0]), facts->warnings[i]);
}

static render_profile *filter(const cli_settings *settings, render_profile *profile,
                              cli_notes *notes, int *status)
{
    render_filter_options options = settings->filter;
    render_error error;
    render_profile *kept;
    if (!profile || !settings->filters)
        return profile;
    cli_begin_stage(settings->timing, "filter");
    options.metric = settings->draw.metric;
    options.paths = settings->paths;
    options.merge_threads = settings->threads;
    options.fold_recursion = settings->recursion;
    if (render_profile_filter(&kept, profile, &options, &error))
        *status = cli_fail(display_name(settings->inputs[0]), &error);
    else if (!settings->quiet)
        note_new_warnings(settings, profile, kept, notes);
    render_profile_free(profile);
    return kept;
}

/* The library tells the stages of reading itself, unless several threads read. */
static void begin_stage(const cli_settings *settings, const char *stage)
{
    if (!settings->read.stages)
        cli_begin_stage(settings->timing, stage);
}

render_profile *cli_read_files(const cli_settings *settings, cli_notes *notes, int *status)
{
    adding sum = {NULL, NULL};
    cli_read_ahead *ahead = cli_read_ahead_new(settings);
    *status = ahead ? EXIT_FINE : cli_fail_memory();
    for (size_t i = 0; *status == EXIT_FINE && i < settings->file_count; i++) {
        const cli_file *file = &settings->files[i];
        begin_stage(settings, "read");
        render_profile *profile = take_next(settings, ahead, file, notes, status);
        begin_stage(settings, "merge");
        if (profile)
            *status = add(&sum, profile, file->path);
    }
    cli_read_ahead_free(ahead);
    return filter(settings, finish(&sum, status), notes, status);
}

int cli_fail_unread(const cli_settings *settings, const cli_notes *notes)
{
    const cli_note *first = &notes->items[0];
    render_error error = {.status = RENDER_ERROR_EMPTY};
    if (notes->count)
        snprintf(error.message, sizeof error.message, "no file in it can be read: %s: %s",
                 cli_base_name(first->name), first->text);
    else
        snprintf(error.message, sizeof error.message, "no file in it can be read");
    return cli_fail(settings->inputs[0], &error);
}

static render_profile *read_side(const cli_settings *settings, int *status)
{
    cli_notes notes = {0};
    render_profile *profile = cli_read_files(settings, &notes, status);
    if (profile)
        cli_notes_print(&notes, settings->quiet);
    else if (*status == EXIT_FINE)
        *status = cli_fail_unread(settings, &notes);
    cli_notes_finish(&notes);
    return profile;
}

render_profile *cli_read_one(const cli_verb *verb, const cli_settings *settings, const char *path,
                             int *status)
{
    cli_settings one = *settings;
    char *input = strdup(path);
    one.inputs = &input;
    one.input_count = 1;
    one.files = NULL;
    one.file_count = 0;
    *status = input ? cli_find_files(verb, &one) : cli_fail_memory();
    if (one.file_count != 1)
        one.read.stages = NULL;
    render_profile *profile = *status == EXIT_FINE ? read_side(&one, status) : NULL;
    cli_free_files(&one);
    free(input);
    return profile;
}

/* Takes the profile over. */
static render_profile *compare(const cli_verb *verb, const cli_settings *settings,
                               render_profile *profile, int *status)
{
    render_error error;
    render_profile *both = NULL, *base = cli_read_one(verb, settings, settings->base, status);
    cli_begin_stage(settings->timing, "compare");
    if (base && render_profile_compare(&both, profile, base, &error))
        *status = cli_fail(settings->base, &error);
    render_profile_free(base);
    render_profile_free(profile);
    return both;
}

render_profile *cli_read(const cli_verb *verb, const cli_settings *settings, int *status)
{
    render_profile *profile = read_side(settings, status);
    return profile && settings->base ? compare(verb, settings, profile, status) : profile;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static bool write_descriptor(void *user, const void *data, size_t size)
{
    int descriptor = *(int *)user;
    const char *bytes = data;
    while (size) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static int write_to_descriptor(const cli_settings *settings, int descriptor, const char *name,
                               cli_write write_all, void *user)
{
    render_error error;
    render_sink sink = {write_descriptor, &descriptor};
    if (write_all(user, sink, &error) == RENDER_OK)
        return EXIT_FINE;
    bool is_input = error.status != RENDER_ERROR_IO;
    return cli_fail(is_input ? display_name(settings->inputs[0]) : name, &error);
}

int cli_list(const cli_settings *settings, cli_write write_all, void *user)
{
    return write_to_descriptor(settings, STDERR_FILENO, "standard error", write_all, user);
}

int cli_output(const cli_settings *settings, cli_write write_all, void *user)
{
    if (!settings->output || strcmp(settings->output, "-") == 0)
        return write_to_descriptor(settings, STDOUT_FILENO, "standard output", write_all, user);
    render_error error;
    render_output *output;
    render_sink sink;
    if (render_output_open(&output, &sink, settings->output, &error))
        return cli_fail(settings->output, &error);
    if (write_all(user, sink, &error)) {
        render_output_discard(output);
        bool is_input = error.status != RENDER_ERROR_IO;
        return cli_fail(is_input ? display_name(settings->inputs[0]) : settings->output, &error);
    }
    if (render_output_commit(output, &error))
        return cli_fail(settings->output, &error);
    return EXIT_FINE;
}

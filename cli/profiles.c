/* Input files become one profile; output goes to a file or standard output; what goes wrong is said
 * in one line. */
#include "profiles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- messages --------------------------------------------------------------------------------- */

/* Without control characters: names may hold any. */
static void print_clean(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (*c < 0x20 || *c == 0x7f)
            fprintf(stderr, "\\x%02x", *c);
        else
            fputc(*c, stderr);
}

/* Prints "profdraw: NAME:LINE: message" and returns the exit status that fits. */
static int fail(const char *name, const render_error *error)
{
    fputs("profdraw: ", stderr);
    print_clean(name);
    if (error->line)
        fprintf(stderr, ":%llu", (unsigned long long)error->line);
    fputs(": ", stderr);
    print_clean(error->message);
    if (!error->line && error->offset)
        fprintf(stderr, " (at byte %llu)", (unsigned long long)error->offset);
    fputc('\n', stderr);
    return error->status == RENDER_ERROR_ARGUMENT ? EXIT_USAGE : EXIT_FAILED;
}

void cli_warn(const char *name, const char *message)
{
    fputs("profdraw: ", stderr);
    print_clean(name);
    fputs(": ", stderr);
    print_clean(message);
    fputc('\n', stderr);
}

static const char *display_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

char *cli_source_name(const cli_settings *settings)
{
    const char *first = base_name(display_name(settings->inputs[0]));
    size_t size = strlen(first) + 32;
    char *name = malloc(size);
    if (!name)
        return NULL;
    if (settings->input_count == 1)
        snprintf(name, size, "%s", first);
    else
        snprintf(name, size, "%s and %zu more", first, settings->input_count - 1);
    return name;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static render_profile *read_one(const cli_settings *settings, const char *path, int *status)
{
    render_read_options options;
    render_error error;
    render_profile *profile;
    render_read_options_init(&options);
    options.format = settings->format;
    options.strict = settings->strict;
    options.temporary = getenv("TMPDIR");
    if (strcmp(path, "-") == 0)
        render_profile_read_descriptor(&profile, STDIN_FILENO, &options, &error);
    else
        render_profile_read_file(&profile, path, &options, &error);
    if (!profile)
        *status = fail(display_name(path), &error);
    return profile;
}

static void tell(const cli_settings *settings, const char *path, const render_profile *profile)
{
    if (settings->verbose) {
        fputs("profdraw: ", stderr);
        print_clean(display_name(path));
        fprintf(stderr, ": read as %s (%s)\n", render_profile_format(profile),
                render_profile_detection(profile));
    }
    for (size_t i = 0; !settings->quiet && i < render_profile_warning_count(profile); i++)
        cli_warn(display_name(path), render_profile_warning(profile, i));
}

static render_profile *merge(render_profile **profiles, size_t count, int *status)
{
    render_error error;
    render_profile *merged;
    if (count == 1) {
        merged = profiles[0];
        profiles[0] = NULL;
        return merged;
    }
    if (render_profile_merge(&merged, (const render_profile *const *)profiles, count, &error))
        *status = fail("the inputs", &error);
    return merged;
}

static render_profile *filter(const cli_settings *settings, render_profile *profile, int *status)
{
    const render_filter_options *options = &settings->filter;
    render_error error;
    render_profile *kept;
    if (!profile || (!options->root && !options->leaf && options->depth < 0))
        return profile;
    if (render_profile_filter(&kept, profile, options, &error))
        *status = fail(display_name(settings->inputs[0]), &error);
    render_profile_free(profile);
    return kept;
}

render_profile *cli_read(const cli_settings *settings, int *status)
{
    size_t count = settings->input_count;
    render_profile **profiles = calloc(count, sizeof *profiles);
    render_profile *result = NULL;
    bool all = profiles != NULL;
    *status = all ? EXIT_FAILED : cli_fail_memory();
    for (size_t i = 0; all && i < count; i++) {
        profiles[i] = read_one(settings, settings->inputs[i], status);
        all = profiles[i] != NULL;
    }
    for (size_t i = 0; all && i < count; i++)
        tell(settings, settings->inputs[i], profiles[i]);
    if (all)
        result = filter(settings, merge(profiles, count, status), status);
    for (size_t i = 0; profiles && i < count; i++)
        render_profile_free(profiles[i]);
    free(profiles);
    return result;
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

static int write_standard_output(const cli_settings *settings, cli_write write_all, void *user)
{
    int descriptor = STDOUT_FILENO;
    render_error error;
    render_sink sink = {write_descriptor, &descriptor};
    if (write_all(user, sink, &error) == RENDER_OK)
        return EXIT_FINE;
    bool is_input = error.status != RENDER_ERROR_IO;
    return fail(is_input ? display_name(settings->inputs[0]) : "standard output", &error);
}

int cli_output(const cli_settings *settings, cli_write write_all, void *user)
{
    if (!settings->output || strcmp(settings->output, "-") == 0)
        return write_standard_output(settings, write_all, user);
    render_error error;
    render_output *output;
    if (render_output_open(&output, settings->output, &error))
        return fail(settings->output, &error);
    if (write_all(user, render_output_sink(output), &error)) {
        render_output_discard(output);
        bool is_input = error.status != RENDER_ERROR_IO;
        return fail(is_input ? display_name(settings->inputs[0]) : settings->output, &error);
    }
    if (render_output_commit(output, &error))
        return fail(settings->output, &error);
    return EXIT_FINE;
}

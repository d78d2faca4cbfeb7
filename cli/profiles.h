/* Reading the inputs of a command line, and writing its output. */
#ifndef CLI_PROFILES_H
#define CLI_PROFILES_H

#include "notes.h"
#include "options.h"

/* Reads, merges, filters and compares what the settings say.  NULL after saying why on standard error; *status
 * is then the exit status. */
render_profile *cli_read(const cli_verb *verb, const cli_settings *settings, int *status);

/* Reads and filters one file or folder, whatever the settings' inputs are. */
render_profile *cli_read_one(const cli_verb *verb, const cli_settings *settings, const char *path,
                             int *status);

/* As cli_read without a comparison and without a word about what is worth saying, which goes to `notes`.  NULL with status EXIT_FINE:
 * all files were found in folders, and none could be read. */
render_profile *cli_read_files(const cli_settings *settings, cli_notes *notes, int *status);
/* Says that. */
int cli_fail_unread(const cli_settings *settings, const cli_notes *notes);

/* Writes text to standard error without control characters. */
void cli_print_clean(const char *text);

/* Prints "profdraw: NAME:LINE: message" and returns the exit status that fits. */
int cli_fail(const char *name, const render_error *error);
/* Prints "profdraw: NAME: message", both without control characters. */
void cli_warn(const char *name, const char *message);

/* Calls `write` with a sink for settings->output. */
typedef render_status (*cli_write)(void *user, render_sink sink, render_error *error);
int cli_output(const cli_settings *settings, cli_write write, void *user);
/* The same to standard error, whatever settings->output says. */
int cli_list(const cli_settings *settings, cli_write write, void *user);

/* The display name of the inputs: "x.prof", "x.prof and 2 more", "profiling (500 files)", "standard
 * input"; of a comparison "x.prof, before: old.prof".  free() it. */
char *cli_source_name(const cli_settings *settings);

#endif

/* Reading the inputs of a command line, and writing its output. */
#ifndef CLI_PROFILES_H
#define CLI_PROFILES_H

#include "options.h"

/* Reads, merges and filters what the settings say.  NULL after saying why on standard error; *status
 * is then the exit status. */
render_profile *cli_read(const cli_settings *settings, int *status);

/* Prints "profdraw: NAME: message", both without control characters. */
void cli_warn(const char *name, const char *message);

/* Calls `write` with a sink for settings->output. */
typedef render_status (*cli_write)(void *user, render_sink sink, render_error *error);
int cli_output(const cli_settings *settings, cli_write write, void *user);

/* The display name of the inputs: "x.prof", "x.prof and 2 more", "standard input"; free() it. */
char *cli_source_name(const cli_settings *settings);

#endif

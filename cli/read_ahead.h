/* Reads files in advance, on as many threads as there are processors, and hands the profiles over in the
 * order of the files. */
#ifndef CLI_READ_AHEAD_H
#define CLI_READ_AHEAD_H

#include "options.h"

typedef struct cli_read_ahead cli_read_ahead;

/* Of settings->files, which must outlive it, as everything in `settings`.  NULL when memory is out. */
cli_read_ahead *cli_read_ahead_new(const cli_settings *settings);

/* What became of the next file: a profile to free, or NULL and the error.  At most as often as there are
 * files. */
render_profile *cli_read_ahead_next(cli_read_ahead *ahead, render_error *error);

/* Waits for what is being read, and frees it.  NULL is allowed. */
void cli_read_ahead_free(cli_read_ahead *ahead);

#endif

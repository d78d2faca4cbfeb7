/* What each stage of a run cost, for --timing. */
#ifndef CLI_TIMING_H
#define CLI_TIMING_H

#include <librender.h>

/* A stage that is begun again is added up in the row that it has. */
typedef struct cli_timing cli_timing;

/* NULL when memory is out. */
cli_timing *cli_timing_new(void);
void cli_timing_free(cli_timing *timing);

/* The stage before is over, this one begins.  Nothing when `timing` is NULL. */
void cli_begin_stage(cli_timing *timing, const char *stage);

/* For the library, which tells its own stages; lives as long as `timing`, and is NULL as it is. */
const render_stages *cli_timing_stages(const cli_timing *timing);

/* Ends the last stage and prints a line for each on standard error. */
void cli_timing_print(cli_timing *timing);

#endif

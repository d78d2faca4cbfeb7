/* The inputs of --panels inputs: a profile each. */
#ifndef CLI_PANEL_INPUTS_H
#define CLI_PANEL_INPUTS_H

#include "options.h"

typedef struct cli_panels {
    render_panel *items; /* names are borrowed from the settings */
    size_t count;
} cli_panels;

/* Reads each input, or each file where one folder is the only input.  Returns the exit status after saying why on
 * standard error; cli_panels_finish is called in either case. */
int cli_panels_read(cli_panels *panels, const cli_verb *verb, const cli_settings *settings);
void cli_panels_finish(cli_panels *panels);

#endif

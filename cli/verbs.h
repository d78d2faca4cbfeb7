/* What each verb runs. */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

#include "options.h"

int cli_draw(const cli_verb *verb, const cli_settings *settings); /* graph, flame, … */
int cli_formats(const cli_verb *verb, const cli_settings *settings);
int cli_themes(const cli_verb *verb, const cli_settings *settings);

#endif

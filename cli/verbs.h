/* What each verb runs. */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

#include "options.h"

int cli_draw(const cli_verb *verb, const cli_settings *settings); /* graph, flame, … */
int cli_report(const cli_verb *verb, const cli_settings *settings);
/* Draws or writes the profile where the settings say. */
int cli_draw_profile(const cli_verb *verb, const cli_settings *settings,
                     const render_profile *profile);
int cli_merge(const cli_verb *verb, const cli_settings *settings);
int cli_formats(const cli_verb *verb, const cli_settings *settings);
int cli_themes(const cli_verb *verb, const cli_settings *settings);

#endif

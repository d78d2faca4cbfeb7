/* The verbs, and what each runs. */
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
int cli_metrics(const cli_verb *verb, const cli_settings *settings);
int cli_completion(const cli_verb *verb, const cli_settings *settings);
int cli_manual(const cli_verb *verb, const cli_settings *settings);

extern const cli_verb cli_verbs[];
extern const int cli_verb_count;

/* NULL when there is none of that name. */
const cli_verb *cli_find_verb(const char *name);

#endif

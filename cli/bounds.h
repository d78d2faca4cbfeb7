/* --limits NAME=VALUE,…: bounds on what an input, or a picture, may ask for. */
#ifndef CLI_BOUNDS_H
#define CLI_BOUNDS_H

#include "options.h"

/* Returns EXIT_FINE, or EXIT_USAGE after saying why on standard error. */
int cli_set_limits(const cli_verb *verb, const char *text, cli_settings *settings);

#endif

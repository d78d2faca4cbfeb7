/* From the inputs of a command line to the files to read. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "options.h"

/* Fills settings->files.  `convert` turns one profile into another and takes no folders.  Returns
 * EXIT_FINE, or another status after saying why on standard error. */
int cli_find_files(const cli_verb *verb, cli_settings *settings);
void cli_free_files(cli_settings *settings);

const char *cli_base_name(const char *path);

/* The size of `name` without the suffix of a readable format, also when packed: x.prof, x.prof.gz. */
size_t cli_stem_size(const char *name);

/* True when both paths lead to the same existing file or folder. */
bool cli_is_same_file(const char *a, const char *b);

#endif

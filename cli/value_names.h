/* What the value of an option can be, for those who complete or describe it. */
#ifndef CLI_VALUE_NAMES_H
#define CLI_VALUE_NAMES_H

#include "option_table.h"

typedef enum cli_value_names {
    NAMES_NONE,    /* anything */
    NAMES_WORDS,   /* the words of cli_each_value */
    NAMES_FILE,    /* any file */
    NAMES_PROFILE, /* a file or folder to read */
    NAMES_METRIC,  /* a metric of the files on the command line */
    NAMES_COUNT,
} cli_value_names;

cli_value_names cli_names_of(const cli_option *o);

/* Calls `take` with each word that can be the option's value. */
typedef void (*cli_take_word)(void *user, const char *word, size_t size);
void cli_each_value(const cli_option *o, cli_take_word take, void *user);

/* The same of what follows the options. */
cli_value_names cli_names_of_arguments(const cli_verb *verb);
void cli_each_argument(const cli_verb *verb, cli_take_word take, void *user);

/* Calls `take` with each suffix of a readable format, such as ".prof", once. */
void cli_each_suffix(cli_take_word take, void *user);

#endif

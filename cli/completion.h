/* Completion scripts, one file a shell, all from the tables of verbs and options. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include <stdio.h>

#include "value_names.h"

void cli_complete_bash(FILE *out);
void cli_complete_zsh(FILE *out);
void cli_complete_fish(FILE *out);

/* Text inside '…' of a shell, without control characters. */
void cli_put_quoted(FILE *out, const char *text);

/* A cli_take_word: a blank and the word into the FILE. */
void cli_put_word(void *out, const char *word, size_t size);

/* How a shell is told what can be offered; words stand behind their beginning and before their end. */
typedef struct cli_offers {
    const char *begin[NAMES_COUNT], *end_of_words;
} cli_offers;

void cli_put_values(FILE *out, const cli_offers *offers, const cli_option *o);
void cli_put_arguments(FILE *out, const cli_offers *offers, const cli_verb *verb);

#endif

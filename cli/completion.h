/* Completion scripts, one file a shell, all from the tables of verbs and options. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include <stdio.h>

void cli_complete_bash(FILE *out);
void cli_complete_zsh(FILE *out);
void cli_complete_fish(FILE *out);

/* Text inside '…' of a shell, without control characters. */
void cli_put_quoted(FILE *out, const char *text);

/* A cli_take_word: a blank and the word into the FILE. */
void cli_put_word(void *out, const char *word, size_t size);

#endif

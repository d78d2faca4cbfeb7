/* What is worth saying about inputs, kept until all went well: an error is exactly one line.  The same
 * about several files is said once. */
#ifndef CLI_NOTES_H
#define CLI_NOTES_H

#include <librender.h>
#include <stddef.h>

typedef struct cli_note {
    char *name, *text;
    size_t others; /* files of which the same is true */
    bool is_skip;
} cli_note;

typedef struct cli_notes {
    cli_note *items;
    size_t count, capacity;
} cli_notes;

void cli_note_warning(cli_notes *notes, const char *name, const char *text);
/* A file is left out. */
void cli_note_skip(cli_notes *notes, const char *name, const render_error *error);

/* Prints all of them; with `quiet` none about files left out. */
void cli_notes_print(const cli_notes *notes, bool quiet);
void cli_notes_finish(cli_notes *notes);

#endif

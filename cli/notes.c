/* Notes are lost, not fatal, when memory is out: they are no results. */
#include "notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "profiles.h"

/* Takes the texts over. */
static void add(cli_notes *notes, char *name, char *text, bool is_skip)
{
    if (name && text && notes->count == notes->capacity) {
        size_t capacity = notes->capacity * 2 + 16;
        cli_note *items = realloc(notes->items, capacity * sizeof *items);
        if (items) {
            notes->items = items;
            notes->capacity = capacity;
        }
    }
    if (name && text && notes->count < notes->capacity) {
        notes->items[notes->count++] = (cli_note){name, text, 0, is_skip};
    } else {
        free(name);
        free(text);
    }
}

void cli_note_warning(cli_notes *notes, const char *name, const char *text)
{
    for (size_t i = 0; i < notes->count; i++)
        if (!notes->items[i].is_skip && strcmp(notes->items[i].text, text) == 0) {
            notes->items[i].others++;
            return;
        }
    add(notes, strdup(name), strdup(text), false);
}

void cli_note_skip(cli_notes *notes, const char *name, const render_error *error)
{
    char text[sizeof error->message + 64];
    size_t size = (size_t)snprintf(text, sizeof text, "%s", error->message);
    if (error->line)
        snprintf(text + size, sizeof text - size, " (in line %llu)",
                 (unsigned long long)error->line);
    else if (error->offset)
        snprintf(text + size, sizeof text - size, " (at byte %llu)",
                 (unsigned long long)error->offset);
    add(notes, strdup(name), strdup(text), true);
}

void cli_notes_print(const cli_notes *notes, bool quiet)
{
    for (size_t i = 0; i < notes->count; i++) {
        const cli_note *note = &notes->items[i];
        if (note->is_skip && quiet)
            continue;
        fputs("profdraw: ", stderr);
        cli_print_clean(note->name);
        if (note->others)
            fprintf(stderr, " and %zu more", note->others);
        fputs(note->is_skip ? ": left out: " : ": ", stderr);
        cli_print_clean(note->text);
        fputc('\n', stderr);
    }
}

void cli_notes_finish(cli_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        free(notes->items[i].name);
        free(notes->items[i].text);
    }
    free(notes->items);
}

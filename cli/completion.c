/* The verb that writes completions: completion. */
#include "completion.h"

#include <string.h>

#include "verbs.h"

void cli_put_quoted(FILE *out, const char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fputc(*text, out);
}

void cli_put_word(void *out, const char *word, size_t size)
{
    fprintf(out, " %.*s", (int)size, word);
}

int cli_completion(const cli_verb *verb, const cli_settings *settings)
{
    static const struct {
        const char *name;
        void (*write)(FILE *out);
    } shells[] = {
        {"bash", cli_complete_bash}, {"zsh", cli_complete_zsh}, {"fish", cli_complete_fish}};
    for (size_t i = 0; settings->input_count == 1 && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(settings->inputs[0], shells[i].name) == 0) {
            shells[i].write(stdout);
            return EXIT_FINE;
        }
    return cli_usage(verb, "completion wants one of: bash zsh fish");
}

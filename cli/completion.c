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

void cli_put_values(FILE *out, const cli_offers *offers, const cli_option *o)
{
    cli_value_names names = cli_names_of(o);
    fputs(offers->begin[names], out);
    cli_each_value(o, cli_put_word, out);
    fputs(names == NAMES_WORDS ? offers->end_of_words : "", out);
}

void cli_put_arguments(FILE *out, const cli_offers *offers, const cli_verb *verb)
{
    cli_value_names names = cli_names_of_arguments(verb);
    fputs(offers->begin[names], out);
    cli_each_argument(verb, cli_put_word, out);
    fputs(names == NAMES_WORDS ? offers->end_of_words : "", out);
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

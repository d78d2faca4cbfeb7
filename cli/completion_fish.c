/* Completion for fish 3.0 and later. */
#include "completion.h"
#include "verbs.h"

static const char helpers[] =
    "function __profdraw_profiles\n"
    "    set -l suffixes (string join '|' (string escape --style=regex -- $__profdraw_suffixes))\n"
    "    set -l paths (__fish_complete_path (commandline -ct) | string replace -r '\\t.*' '')\n"
    "    if not string match -e -r -- \"/\\$|(?:$suffixes)(?:\\.gz|\\.zst|\\.zip)?\\$\" $paths\n"
    "        printf '%s\\n' $paths\n"
    "    end\n"
    "end\n"
    "\n"
    "function __profdraw_metrics\n"
    "    set -l words (commandline -opc)\n"
    "    for word in $words[3..-1]\n"
    "        if test -f $word\n"
    "            $words[1] metrics -q -- $word 2>/dev/null\n"
    "            return\n"
    "        end\n"
    "    end\n"
    "end\n"
    "\n"
    "complete -c profdraw -f\n";

static void put_verbs(FILE *out)
{
    for (int i = 0; i < cli_verb_count; i++) {
        fprintf(out, "complete -c profdraw -n __fish_use_subcommand -a %s -d '", cli_verbs[i].name);
        cli_put_quoted(out, cli_verbs[i].purpose);
        fputs("'\n", out);
    }
}

static void put_start(FILE *out, const cli_verb *verb)
{
    fprintf(out, "complete -c profdraw -n '__fish_seen_subcommand_from %s'", verb->name);
}

static const cli_offers values = {
    {
        [NAMES_NONE] = " -x",
        [NAMES_WORDS] = " -x -a '",
        [NAMES_FILE] = " -r -F",
        [NAMES_PROFILE] = " -x -a '(__profdraw_profiles)'",
        [NAMES_METRIC] = " -x -a '(__profdraw_metrics)'",
    },
    "'",
};
static const cli_offers arguments = {
    {[NAMES_NONE] = "", [NAMES_WORDS] = " -a '", [NAMES_PROFILE] = " -a '(__profdraw_profiles)'"},
    "'",
};

static void put_option(FILE *out, const cli_verb *verb, const cli_option *o)
{
    put_start(out, verb);
    fprintf(out, " -l %s", o->name);
    if (o->letter)
        fprintf(out, " -s %c", o->letter);
    if (cli_takes_value(o))
        cli_put_values(out, &values, o);
    fputs(" -d '", out);
    cli_put_quoted(out, o->help);
    fputs("'\n", out);
}

static void put_verb(FILE *out, const cli_verb *verb)
{
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind)
            put_option(out, verb, &cli_options[i]);
    if (cli_names_of_arguments(verb) == NAMES_NONE)
        return;
    put_start(out, verb);
    cli_put_arguments(out, &arguments, verb);
    fputs("\n", out);
}

void cli_complete_fish(FILE *out)
{
    fputs("# fish completion of profdraw\nset -g __profdraw_suffixes", out);
    cli_each_suffix(cli_put_word, out);
    fputs("\n\n", out);
    fputs(helpers, out);
    put_verbs(out);
    for (int i = 0; i < cli_verb_count; i++)
        put_verb(out, &cli_verbs[i]);
}

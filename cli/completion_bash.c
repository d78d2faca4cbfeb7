/* Completion for bash 3.2 and later, without the package bash-completion.
 *
 * '--option=value' arrives as three words, because '=' breaks words; so does ':', which no value
 * here has. */
#include "completion.h"
#include "verbs.h"

/* What every script has: words, files by suffix, metrics of the files on the command line. */
static const char helpers[] =
    "_profdraw_words() {\n"
    "    COMPREPLY=($(compgen -W \"$1\" -- \"$cur\"))\n"
    "}\n"
    "\n"
    "_profdraw_files() {\n"
    "    local IFS=$'\\n'\n"
    "    type compopt >/dev/null 2>&1 && compopt -o filenames\n"
    "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
    "}\n"
    "\n"
    "_profdraw_profiles() {\n"
    "    local IFS=$'\\n' path all pattern=${_profdraw_suffixes# }\n"
    "    pattern=${pattern//./\\\\.}\n"
    "    pattern=\"(${pattern// /|})(\\\\.gz|\\\\.zst|\\\\.zip)?\\$\"\n"
    "    type compopt >/dev/null 2>&1 && compopt -o filenames\n"
    "    all=($(compgen -f -- \"$cur\"))\n"
    "    for path in \"${all[@]}\"; do\n"
    "        [[ -d $path || $path =~ $pattern ]] && COMPREPLY+=(\"$path\")\n"
    "    done\n"
    "    [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=(\"${all[@]}\")\n"
    "}\n"
    "\n"
    "# Names come from a file: they are quoted, and never expanded.\n"
    "_profdraw_metrics() {\n"
    "    local word file name\n"
    "    for word in \"${COMP_WORDS[@]:2}\"; do\n"
    "        word=${word/#\\~/$HOME}\n"
    "        [[ -f $word ]] && file=$word\n"
    "    done\n"
    "    [[ -n $file ]] || return\n"
    "    while IFS=$'\\t' read -r name _; do\n"
    "        [[ $name == \"$cur\"* ]] && COMPREPLY+=(\"$(printf '%q' \"$name\")\")\n"
    "    done < <(\"${COMP_WORDS[0]}\" metrics -q -- \"$file\" 2>/dev/null)\n"
    "}\n"
    "\n"
    "_profdraw_verb_help() {\n"
    "    _profdraw_words \"$_profdraw_verbs\"\n"
    "}\n";

static const char dispatcher[] = "_profdraw() {\n"
                                 "    local cur=${COMP_WORDS[COMP_CWORD]} "
                                 "prev=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]}\n"
                                 "    COMPREPLY=()\n"
                                 "    if [[ $cur == '=' ]]; then\n"
                                 "        cur=\n"
                                 "    elif [[ $prev == '=' && $COMP_CWORD -gt 2 ]]; then\n"
                                 "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
                                 "    fi\n"
                                 "    if [[ $COMP_CWORD -eq 1 ]]; then\n"
                                 "        _profdraw_words \"$_profdraw_verbs\"\n"
                                 "    elif type \"_profdraw_verb_$verb\" >/dev/null 2>&1; then\n"
                                 "        \"_profdraw_verb_$verb\" \"$prev\"\n"
                                 "    fi\n"
                                 "}\n"
                                 "complete -F _profdraw profdraw\n";

static void put_verbs(FILE *out)
{
    fputs("_profdraw_verbs='help", out);
    for (int i = 0; i < cli_verb_count; i++)
        fprintf(out, " %s", cli_verbs[i].name);
    fputs("'\n\n", out);
}

static const cli_offers offers = {
    {
        [NAMES_NONE] = ":",
        [NAMES_WORDS] = "_profdraw_words '",
        [NAMES_FILE] = "_profdraw_files",
        [NAMES_PROFILE] = "_profdraw_profiles",
        [NAMES_METRIC] = "_profdraw_metrics",
    },
    "'",
};

static void put_option(FILE *out, const cli_option *o)
{
    fprintf(out, "    --%s", o->name);
    if (o->letter)
        fprintf(out, "|-%c", o->letter);
    fputs(") ", out);
    cli_put_values(out, &offers, o);
    fputs(" ;;\n", out);
}

static void put_options(FILE *out, const cli_verb *verb)
{
    fputs("    *)\n        case $cur in\n        -*) _profdraw_words '", out);
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind) {
            if (cli_options[i].letter)
                fprintf(out, " -%c", cli_options[i].letter);
            fprintf(out, " --%s", cli_options[i].name);
        }
    fputs("' ;;\n        *) ", out);
    cli_put_arguments(out, &offers, verb);
    fputs(" ;;\n        esac\n    esac\n}\n\n", out);
}

static void put_verb(FILE *out, const cli_verb *verb)
{
    fprintf(out, "_profdraw_verb_%s() {\n    case $1 in\n", verb->name);
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind && cli_takes_value(&cli_options[i]))
            put_option(out, &cli_options[i]);
    put_options(out, verb);
}

void cli_complete_bash(FILE *out)
{
    fputs("# bash completion of profdraw\n", out);
    fputs("_profdraw_suffixes='", out);
    cli_each_suffix(cli_put_word, out);
    fputs("'\n", out);
    put_verbs(out);
    fputs(helpers, out);
    fputc('\n', out);
    for (int i = 0; i < cli_verb_count; i++)
        put_verb(out, &cli_verbs[i]);
    fputs(dispatcher, out);
}

/* Completion for zsh, by its _arguments. */
#include "completion.h"
#include "verbs.h"

static const char helpers[] =
    "_profdraw_profiles() {\n"
    "    _files -g \"*(${(j:|:)_profdraw_suffixes})(|.gz|.zst|.zip)(-.)\"\n"
    "}\n"
    "\n"
    "_profdraw_metrics() {\n"
    "    local word file\n"
    "    local -a names\n"
    "    for word in ${words[2,-1]}; do\n"
    "        word=${(Q)word}\n"
    "        [[ -f $word ]] && file=$word\n"
    "    done\n"
    "    [[ -n $file ]] || return 1\n"
    "    names=(${${(f)\"$(${(Q)words[1]} metrics -q -- $file 2>/dev/null)\"}%%$'\\t'*})\n"
    "    compadd -a names\n"
    "}\n\n";

/* Inside '[…]' of a specification, itself inside '…'. */
static void put_help(FILE *out, const char *text)
{
    for (; *text; text++) {
        char letter[2] = {*text, 0};
        if (*text == '[' || *text == ']' || *text == ':' || *text == '\\')
            fputc('\\', out);
        cli_put_quoted(out, letter);
    }
}

static const cli_offers offers = {
    {
        [NAMES_NONE] = " ",
        [NAMES_WORDS] = "(",
        [NAMES_FILE] = "_files",
        [NAMES_PROFILE] = "_profdraw_profiles",
        [NAMES_METRIC] = "_profdraw_metrics",
    },
    ")",
};

/* One specification; '*' lets the option stand several times. */
static void put_spelling(FILE *out, const cli_option *o, const char *dashes, const char *spelling)
{
    fprintf(out, "        '*%s%s", dashes, spelling);
    if (cli_takes_value(o))
        fputs(dashes[1] ? "=" : "+", out);
    fputc('[', out);
    put_help(out, o->help);
    fputc(']', out);
    if (cli_takes_value(o)) {
        fputs(":value:", out);
        cli_put_values(out, &offers, o);
    }
    fputs("' \\\n", out);
}

static void put_option(FILE *out, const cli_option *o)
{
    char letter[2] = {o->letter, 0};
    if (o->letter)
        put_spelling(out, o, "-", letter);
    put_spelling(out, o, "--", o->name);
}

static void put_verb(FILE *out, const cli_verb *verb)
{
    fprintf(out, "_profdraw_verb_%s() {\n    _arguments -s -S \\\n", verb->name);
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind)
            put_option(out, &cli_options[i]);
    fputs("        '*:argument:", out);
    cli_put_arguments(out, &offers, verb);
    fputs("'\n}\n\n", out);
}

static void put_verbs(FILE *out)
{
    fputs("_profdraw() {\n    local -a verbs\n    verbs=(\n", out);
    for (int i = 0; i < cli_verb_count; i++) {
        fprintf(out, "        '%s:", cli_verbs[i].name);
        cli_put_quoted(out, cli_verbs[i].purpose);
        fputs("'\n", out);
    }
    fputs("    )\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe verb verbs\n"
          "    elif (( $+functions[_profdraw_verb_$words[2]] )); then\n"
          "        local verb=$words[2] program=$words[1]\n"
          "        shift words\n"
          "        (( CURRENT-- ))\n"
          "        words[1]=$program\n"
          "        _profdraw_verb_$verb\n"
          "    fi\n"
          "}\n\n",
          out);
}

void cli_complete_zsh(FILE *out)
{
    fputs("#compdef profdraw\n_profdraw_suffixes=(", out);
    cli_each_suffix(cli_put_word, out);
    fputs(")\n\n", out);
    fputs(helpers, out);
    for (int i = 0; i < cli_verb_count; i++)
        put_verb(out, &cli_verbs[i]);
    put_verbs(out);
    fputs("if [[ $funcstack[1] == _profdraw ]]; then\n"
          "    _profdraw \"$@\"\n"
          "else\n"
          "    compdef _profdraw profdraw\n"
          "fi\n",
          out);
}

/* What the values of options can be: it follows from the setting that they go to. */
#include "value_names.h"

#include <string.h>

#include "tables.h"
#include "verbs.h"

/* Settings whose values are names in tables of the library, or some of these words. */
static const struct {
    size_t offset;
    cli_value_names names;
    cli_table tables[2];
    const char *words;
} known[] = {
    {CLI_AT(output), NAMES_FILE, {NULL}, NULL},
    {CLI_AT(color_rules), NAMES_FILE, {NULL}, NULL},
    {CLI_AT(name_attributes), NAMES_FILE, {NULL}, NULL},
    {CLI_AT(base), NAMES_PROFILE, {NULL}, NULL},
    {CLI_AT(draw.metric), NAMES_METRIC, {NULL}, NULL},
    {CLI_AT(read.format), NAMES_WORDS, {render_formats}, NULL},
    {CLI_AT(type), NAMES_WORDS, {render_surfaces, render_writers}, NULL},
    {CLI_AT(report.type), NAMES_WORDS, {render_reports}, NULL},
    {CLI_AT(draw.theme), NAMES_WORDS, {render_themes}, NULL},
    {CLI_AT(draw.colormap), NAMES_WORDS, {render_colormaps}, NULL},
    {CLI_AT(draw.background), NAMES_WORDS, {NULL}, "yellow blue green grey"},
    {CLI_AT(draw.cluster), NAMES_WORDS, {NULL}, "module file class package"},
    {CLI_AT(filter.group), NAMES_WORDS, {NULL}, "module file class package"},
    {CLI_AT(report.sort),
     NAMES_WORDS,
     {NULL},
     "calls cumulative filename line module name nfl pcalls stdname time self total"},
    {CLI_AT(read.states), NAMES_WORDS, {NULL}, "running io blocked waiting other all"},
    {CLI_AT(read.count_name), NAMES_WORDS, {NULL}, "samples ns us ms s bytes calls"},
};

enum { KNOWN_COUNT = sizeof known / sizeof *known };

/* The row of an option's setting, KNOWN_COUNT when there is none. */
static int find_known(const cli_option *o)
{
    int row = 0;
    while (row < KNOWN_COUNT && (o->kind != VALUE_TEXT || known[row].offset != o->offset))
        row++;
    return row;
}

cli_value_names cli_names_of(const cli_option *o)
{
    int row = find_known(o);
    if (row < KNOWN_COUNT)
        return known[row].names;
    return o->kind == VALUE_CHOICE || o->kind == VALUE_LINE ? NAMES_WORDS : NAMES_NONE;
}

static void each_word(const char *words, cli_take_word take, void *user)
{
    for (const char *at = words ? words : ""; *at;) {
        size_t size = strcspn(at, " ");
        take(user, at, size);
        at += size + strspn(at + size, " ");
    }
}

static void each_row(cli_table rows, cli_take_word take, void *user)
{
    size_t count = 0;
    const render_info *row = rows ? rows(&count) : NULL;
    for (size_t i = 0; i < count; i++)
        take(user, row[i].name, strlen(row[i].name));
}

void cli_each_value(const cli_option *o, cli_take_word take, void *user)
{
    int row = find_known(o);
    if (row < KNOWN_COUNT) {
        each_row(known[row].tables[0], take, user);
        each_row(known[row].tables[1], take, user);
        each_word(known[row].words, take, user);
    } else if (cli_names_of(o) == NAMES_WORDS) {
        each_word(o->choices, take, user);
    }
}

/* ---- arguments -------------------------------------------------------------------------------- */

/* The verb lists the words that it takes: "bash|zsh|fish". */
static bool has_words(const cli_verb *verb)
{
    return strchr(verb->arguments, '|') != NULL;
}

cli_value_names cli_names_of_arguments(const cli_verb *verb)
{
    if (!(verb->kind & FOR_LIST))
        return NAMES_PROFILE;
    return has_words(verb) || verb->kind & FOR_MANUAL ? NAMES_WORDS : NAMES_NONE;
}

void cli_each_argument(const cli_verb *verb, cli_take_word take, void *user)
{
    for (const char *at = verb->arguments; has_words(verb) && *at;) {
        at += strspn(at, " |");
        take(user, at, strcspn(at, "|"));
        at += strcspn(at, "|");
    }
    for (int i = 0; verb->kind & FOR_MANUAL && i < cli_verb_count; i++)
        take(user, cli_verbs[i].name, strlen(cli_verbs[i].name));
}

/* ---- suffixes --------------------------------------------------------------------------------- */

static const char *suffixes_of(const render_info *format)
{
    return format->suffixes ? format->suffixes : "";
}

typedef struct suffix_job {
    const render_info *format, *first;
    cli_take_word take;
    void *user;
} suffix_job;

static void take_new_suffix(void *user, const char *word, size_t size)
{
    const suffix_job *job = user;
    for (const render_info *earlier = job->first; earlier < job->format; earlier++)
        if (cli_find_word(suffixes_of(earlier), word, size) >= 0)
            return;
    job->take(job->user, word, size);
}

void cli_each_suffix(cli_take_word take, void *user)
{
    size_t count;
    const render_info *first = render_formats(&count);
    for (suffix_job job = {first, first, take, user}; job.format < first + count; job.format++)
        each_word(suffixes_of(job.format), take_new_suffix, &job);
}

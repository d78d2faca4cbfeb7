/* The parser of the command line, and the help, both from the table of options. */
#include "option_table.h"

#include <stdarg.h>
#include <string.h>

int cli_usage(const cli_verb *verb, const char *format, ...)
{
    va_list arguments;
    fputs("profdraw: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "; see 'profdraw %s%s--help'\n", verb ? verb->name : "", verb ? " " : "");
    return EXIT_USAGE;
}

int cli_fail_memory(void)
{
    fputs("profdraw: out of memory\n", stderr);
    return EXIT_FAILED;
}
typedef struct parser {
    const cli_verb *verb;
    char **arguments;
    int count, at;
    cli_settings *settings;
} parser;

static const cli_option *find_long(const cli_verb *verb, const char *name, size_t size)
{
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind && strlen(cli_options[i].name) == size &&
            memcmp(cli_options[i].name, name, size) == 0)
            return &cli_options[i];
    return NULL;
}

static const cli_option *find_letter(const cli_verb *verb, char letter)
{
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].verbs & verb->kind && cli_options[i].letter == letter)
            return &cli_options[i];
    return NULL;
}

static int take_value(parser *p, const cli_option *o, const char *attached)
{
    if (!cli_takes_value(o))
        return cli_set_value(p->verb, o, NULL, p->settings);
    if (attached)
        return cli_set_value(p->verb, o, attached, p->settings);
    if (p->at == p->count)
        return cli_usage(p->verb, "--%s wants a value", o->name);
    return cli_set_value(p->verb, o, p->arguments[p->at++], p->settings);
}

static int parse_long(parser *p, const char *text)
{
    size_t size = strcspn(text, "=");
    const cli_option *o = find_long(p->verb, text, size);
    if (!o)
        return cli_usage(p->verb, "%s has no option --%.*s", p->verb->name, (int)size, text);
    if (!cli_takes_value(o) && text[size])
        return cli_usage(p->verb, "--%s takes no value", o->name);
    return take_value(p, o, text[size] ? text + size + 1 : NULL);
}

static int parse_letters(parser *p, const char *text)
{
    for (; *text; text++) {
        const cli_option *o = find_letter(p->verb, *text);
        if (!o)
            return cli_usage(p->verb, "%s has no option -%c", p->verb->name, *text);
        if (cli_takes_value(o))
            return take_value(p, o, text[1] ? text + 1 : NULL);
        int status = take_value(p, o, NULL);
        if (status)
            return status;
    }
    return EXIT_FINE;
}

/* gprof2dot's order: the old file first. */
static int take_base(const cli_verb *verb, cli_settings *settings)
{
    if (settings->base || settings->input_count != 2)
        return cli_usage(verb, "--compare wants two inputs, the old one first, and no --base");
    settings->base = settings->inputs[0];
    settings->inputs[0] = settings->inputs[1];
    settings->input_count = 1;
    return EXIT_FINE;
}

/* Options that are other names of others. */
static int settle(const cli_verb *verb, cli_settings *settings)
{
    if (settings->by_change)
        settings->draw.color_by = RENDER_COLOR_BY_CHANGE;
    if (settings->by_self)
        settings->draw.color_by = RENDER_COLOR_BY_SELF;
    if (settings->only_slower && settings->only_faster)
        return cli_usage(verb,
                         "--compare-only-slower and --compare-only-faster exclude each other");
    if (settings->only_slower)
        settings->draw.changes = RENDER_CHANGES_MORE;
    if (settings->only_faster)
        settings->draw.changes = RENDER_CHANGES_LESS;
    if (settings->draw.width > 0 && settings->draw.page_width > 0)
        return cli_usage(verb, "--width and --size exclude each other");
    /* some formats tell of threads only by what ran when */
    settings->read.keep_order |= settings->draw.panels == RENDER_PANELS_THREADS;
    settings->draw.own_scale = settings->panel_scale;
    return settings->compare && !settings->help ? take_base(verb, settings) : EXIT_FINE;
}

int cli_parse(const cli_verb *verb, int count, char **arguments, cli_settings *settings)
{
    parser p = {.verb = verb, .arguments = arguments, .count = count, .settings = settings};
    bool options_ended = false;
    while (p.at < count) {
        char *argument = arguments[p.at++];
        int status = EXIT_FINE;
        if (options_ended || argument[0] != '-' || !argument[1])
            settings->inputs[settings->input_count++] = argument;
        else if (strcmp(argument, "--") == 0)
            options_ended = true;
        else if (argument[1] == '-')
            status = parse_long(&p, argument + 2);
        else
            status = parse_letters(&p, argument + 1);
        if (status)
            return status;
    }
    settings->read.keep_order |= settings->read.line_order;
    settings->read.skip_after = settings->skip_after;
    return settle(verb, settings);
}

/* ---- help ------------------------------------------------------------------------------------- */

void cli_print_verb_help(const cli_verb *verb, FILE *out)
{
    fprintf(out, "usage: profdraw %s%s\n\n%s\n\n", verb->name, verb->arguments, verb->purpose);
    for (int i = 0; i < cli_option_count; i++) {
        const cli_option *o = &cli_options[i];
        if (!(o->verbs & verb->kind))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
                 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
        fprintf(out, "  %-30s %s\n", left, o->help);
    }
}

/* What the values of options do to the settings. */
#include "option_table.h"

#include "bounds.h"

#include "page_size.h"

#include <stdlib.h>
#include <string.h>

int cli_find_word(const char *words, const char *word, size_t size)
{
    int index = 0;
    for (const char *at = words; *at; index++) {
        size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, word, size) == 0)
            return index;
        at += length + strspn(at + length, " ");
    }
    return -1;
}

/* Wide enough for every picture that can be made. */
#define LARGEST 1000000
#define STRING(number) STRING_OF(number)
#define STRING_OF(number) #number

static int set_number(const cli_verb *verb, const cli_option *o, const char *text, double *to)
{
    static const char *const wanted[] = {
        [VALUE_NUMBER] = "a number above 0, up to " STRING(LARGEST),
        [VALUE_AMOUNT] = "a number from 0 to " STRING(LARGEST),
        [VALUE_LENGTH] = "a number from 0 to " STRING(LARGEST) ", or a percentage",
        [VALUE_PERCENT] = "a percentage from 0 to 100",
    };
    char *end;
    double value = strtod(text, &end);
    bool is_percent = o->kind == VALUE_PERCENT;
    bool fits = value >= 0 && value <= (is_percent ? 100 : LARGEST);
    if (end == text || *end || !fits || (o->kind == VALUE_NUMBER && value == 0))
        return cli_usage(verb, "--%s wants %s, not '%s'", o->name, wanted[o->kind], text);
    *to = is_percent ? value / 100 : value;
    return EXIT_FINE;
}

static int set_count(const cli_verb *verb, const cli_option *o, const char *text, int *to)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < o->least || value > 1000000000)
        return cli_usage(verb, "--%s wants a whole number from %d, not '%s'", o->name, o->least,
                         text);
    *to = (int)value;
    return EXIT_FINE;
}

/* A number without a unit counts seconds, or whatever the profile counts. */
static int set_time(const cli_verb *verb, const cli_option *o, const char *text, double *to)
{
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"", 1},      {"s", 1},    {"ms", 1e-3}, {"us", 1e-6},
                 {"ns", 1e-9}, {"min", 60}, {"h", 3600}};
    char *end;
    double value = strtod(text, &end);
    for (size_t i = 0; end > text && value >= 0 && i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0) {
            *to = value * units[i].seconds;
            return EXIT_FINE;
        }
    return cli_usage(verb, "--%s wants a time such as 250ms or 1.5s, not '%s'", o->name, text);
}

const char *cli_parse_bytes(const char *text, uint64_t *out)
{
    char *end;
    unsigned long long value = strtoull(text, &end, 10);
    const char *factors = "kMG", *factor = *end ? strchr(factors, *end) : NULL;
    int shift = factor ? 10 * (int)(factor - factors + 1) : 0;
    if (text[0] < '0' || text[0] > '9' || value > UINT64_MAX >> shift >> 1)
        return text;
    *out = value << shift;
    return end + (factor != NULL);
}

static int set_bytes(const cli_verb *verb, const cli_option *o, const char *text, uint64_t *to)
{
    uint64_t value = 0;
    if (*cli_parse_bytes(text, &value) || value == 0)
        return cli_usage(verb, "--%s wants a number of bytes such as 65536, 64k or 1M, not '%s'",
                         o->name, text);
    *to = value;
    return EXIT_FINE;
}

static int set_sum(const cli_verb *verb, const cli_option *o, const char *text, double *to)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !(value > 0 && value <= 1e300))
        return cli_usage(verb, "--%s wants a number above 0, not '%s'", o->name, text);
    *to = value;
    return EXIT_FINE;
}

/* Without the % at its end. */
static int set_share(const cli_verb *verb, const cli_option *o, const char *text, double *to)
{
    cli_option percent = *o;
    char number[64];
    percent.kind = VALUE_PERCENT;
    snprintf(number, sizeof number, "%.*s", (int)strcspn(text, "%"), text);
    return set_number(verb, &percent, number, to);
}

/* Pixels in one member, or a percentage in the next. */
static int set_length(const cli_verb *verb, const cli_option *o, const char *text, double *to)
{
    size_t size = strlen(text);
    if (size > 1 && size < 60 && strchr(text, '%') == text + size - 1)
        return set_share(verb, o, text, to + 1);
    return set_number(verb, o, text, to);
}

static int set_choice(const cli_verb *verb, const cli_option *o, const char *text, int *to)
{
    int index = cli_find_word(o->choices, text, strlen(text));
    if (index < 0)
        return cli_usage(verb, "--%s wants one of: %s; not '%s'", o->name, o->choices, text);
    *to = index + o->least;
    return EXIT_FINE;
}

static int add_restriction(cli_settings *settings, render_restriction restriction)
{
    settings->restrictions[settings->report.restriction_count++] = restriction;
    return EXIT_FINE;
}

static int add_limit(const cli_verb *verb, const cli_option *o, const char *text,
                     cli_settings *settings)
{
    char *end;
    double amount = strtod(text, &end);
    if (end == text || *end || strspn(text, "+-.0123456789eE") != strlen(text))
        return cli_usage(verb, "--%s wants a count or a share such as 0.3, not '%s'", o->name,
                         text);
    bool is_share = strpbrk(text, ".eE");
    return add_restriction(
        settings,
        (render_restriction){is_share ? RENDER_KEEP_SHARE : RENDER_KEEP_COUNT, amount, NULL});
}

static int add_section(cli_settings *settings, render_section section)
{
    render_report_options *report = &settings->report;
    for (size_t i = 0; i < report->section_count; i++)
        if (settings->sections[i] == section)
            return EXIT_FINE;
    settings->sections[report->section_count++] = section;
    return EXIT_FINE;
}

static int add_line(const cli_verb *verb, const cli_option *o, const char *text,
                    cli_settings *settings)
{
    int line = 0, status = set_choice(verb, o, text, &line);
    if (status)
        return status;
    for (size_t i = 0; i < settings->draw.node_line_count; i++)
        if (settings->node_lines[i] == (render_node_line)line)
            return EXIT_FINE;
    settings->node_lines[settings->draw.node_line_count++] = (render_node_line)line;
    settings->draw.node_lines = settings->node_lines;
    return EXIT_FINE;
}

static int set_page(const cli_verb *verb, const cli_option *o, const char *text, double *to)
{
    if (cli_read_page(text, to))
        return EXIT_FINE;
    return cli_usage(verb,
                     "--%s wants a size from %d to %d px, such as 800x600, 29.7x21cm, A4 or "
                     "A3-landscape, not '%s'",
                     o->name, PAGE_LEAST, PAGE_MOST, text);
}

/* Whether an option is one of the filter's. */
static bool is_of_filter(const cli_option *o)
{
    bool is_member =
        o->offset >= CLI_AT(filter) && o->offset < CLI_AT(filter) + sizeof(render_filter_options);
    return is_member || o->kind == VALUE_PATH || o->offset == CLI_AT(threads) ||
           o->offset == CLI_AT(recursion);
}

bool cli_takes_value(const cli_option *o)
{
    return o->kind != VALUE_FLAG && o->kind != VALUE_NO_FLAG && o->kind != VALUE_SECTION &&
           o->kind != VALUE_WORD && o->kind != VALUE_BITS;
}

int cli_set_value(const cli_verb *verb, const cli_option *o, const char *text,
                  cli_settings *settings)
{
    void *to = (char *)settings + o->offset;
    settings->filters |= is_of_filter(o);
    switch (o->kind) {
    case VALUE_FLAG:
        *(bool *)to = true;
        return EXIT_FINE;
    case VALUE_NO_FLAG:
        *(bool *)to = false;
        return EXIT_FINE;
    case VALUE_TEXT:
        *(const char **)to = text;
        return EXIT_FINE;
    case VALUE_COUNT:
        return set_count(verb, o, text, to);
    case VALUE_CHOICE:
        return set_choice(verb, o, text, to);
    case VALUE_SECTION:
        return add_section(settings, (render_section)o->least);
    case VALUE_LIMIT:
        return add_limit(verb, o, text, settings);
    case VALUE_MATCH:
        return add_restriction(settings, (render_restriction){RENDER_KEEP_MATCH, 0, text});
    case VALUE_PATH:
        settings->paths[settings->filter.path_count++] = text;
        return EXIT_FINE;
    case VALUE_RULE:
        settings->rules[settings->rule_count++] = text;
        return EXIT_FINE;
    case VALUE_LINE:
        return add_line(verb, o, text, settings);
    case VALUE_WORD:
        *(const char **)to = o->choices ? o->choices : o->name;
        return EXIT_FINE;
    case VALUE_TIME:
        return set_time(verb, o, text, to);
    case VALUE_BYTES:
        return set_bytes(verb, o, text, to);
    case VALUE_LENGTH:
        return set_length(verb, o, text, to);
    case VALUE_PAGE:
        return set_page(verb, o, text, to);
    case VALUE_SUM:
        return set_sum(verb, o, text, to);
    case VALUE_LIMITS:
        return cli_set_limits(verb, text, settings);
    case VALUE_UNUSED:
        return EXIT_FINE;
    case VALUE_BITS:
        *(unsigned *)to |= (unsigned)o->least;
        return EXIT_FINE;
    case VALUE_SYMBOL:
        settings->skip_after[settings->read.skip_after_count++] = text;
        return EXIT_FINE;
    case VALUE_NUMBER:
    case VALUE_AMOUNT:
    case VALUE_PERCENT:
        break;
    }
    return set_number(verb, o, text, to);
}

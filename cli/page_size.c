/* The size of a page, as --size has it: 800x600, 29.7x21cm, A4, "A3 landscape". */
#include "page_size.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* px to a mm: 96 to an inch, as CSS counts. */
static const double MM = 96 / 25.4;

typedef struct paper {
    const char *name;
    double width, height; /* in mm, upright */
} paper;

static const paper papers[] = {
    {"A0", 841, 1189},       {"A1", 594, 841},          {"A2", 420, 594}, {"A3", 297, 420},
    {"A4", 210, 297},        {"A5", 148, 210},          {"A6", 105, 148}, {"letter", 215.9, 279.4},
    {"legal", 215.9, 355.6}, {"tabloid", 279.4, 431.8},
};

static bool read_paper(const char *text, double size[2])
{
    static const char *const ends[] = {"", "-portrait", "-landscape"};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        size_t length = strlen(papers[i].name);
        if (strncasecmp(text, papers[i].name, length) != 0)
            continue;
        for (int end = 0; end < 3; end++) {
            bool has_end = text[length] == ' '
                               ? end && !strcasecmp(text + length + 1, ends[end] + 1)
                               : !strcasecmp(text + length, ends[end]);
            if (!has_end)
                continue;
            size[end == 2] = papers[i].width * MM;
            size[end != 2] = papers[i].height * MM;
            return true;
        }
    }
    return false;
}

/* The px of the unit that `*at` begins with, 0 when there is none. */
static double read_unit(const char **at)
{
    static const struct {
        const char *name;
        double px;
    } units[] = {{"px", 1}, {"in", 96}, {"cm", 960 / 25.4}, {"mm", 96 / 25.4}, {"pt", 96.0 / 72}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strncasecmp(*at, units[i].name, 2) == 0) {
            *at += 2;
            return units[i].px;
        }
    return 0;
}

static bool read_length(const char **at, double *value, double *unit)
{
    char *end;
    if (!strchr("0123456789.", **at) || !**at)
        return false;
    /* "0x60" is no hexadecimal number here */
    if (**at == '0' && strchr("xX", (*at)[1]))
        return false;
    *value = strtod(*at, &end);
    if (end == *at)
        return false;
    *at = end;
    *unit = read_unit(at);
    return true;
}

/* A unit that stands behind the second number only is that of both. */
static bool read_lengths(const char *text, double size[2])
{
    double units[2];
    if (!read_length(&text, &size[0], &units[0]))
        return false;
    if (strncmp(text, "\xc3\x97", 2) == 0)
        text++;
    else if (*text != 'x' && *text != 'X')
        return false;
    text++;
    if (!read_length(&text, &size[1], &units[1]) || *text)
        return false;
    if (!units[1])
        units[1] = units[0] ? units[0] : 1;
    if (!units[0])
        units[0] = units[1];
    size[0] *= units[0];
    size[1] *= units[1];
    return true;
}

bool cli_read_page(const char *text, double size[2])
{
    return (read_paper(text, size) || read_lengths(text, size)) && size[0] >= PAGE_LEAST &&
           size[1] >= PAGE_LEAST && size[0] <= PAGE_MOST && size[1] <= PAGE_MOST;
}

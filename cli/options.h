/* The command line's options: one table makes the parser and the help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <librender.h>
#include <stdio.h>

#include "timing.h"

enum {
    EXIT_FINE = 0,
    EXIT_FAILED = 1, /* input or output */
    EXIT_USAGE = 2,
    EXIT_TRIPPED = 3, /* a rule of --fail-if */
};

/* Which verbs take an option. */
enum {
    FOR_GRAPH = 1,
    FOR_CELLS = 2, /* flame, icicle, sunburst */
    FOR_CONVERT = 4,
    FOR_CHART = 64,
    FOR_STACKED = 128, /* flame, icicle: a verb FOR_CELLS, too */
    FOR_ROWS = FOR_CELLS | FOR_CHART,
    FOR_DRAWING = FOR_GRAPH | FOR_CELLS | FOR_CHART,
    FOR_READING = FOR_DRAWING | FOR_CONVERT,
    FOR_LIST = 8,   /* verbs that read no profile: formats, themes, … */
    FOR_MERGE = 16, /* a verb FOR_CONVERT, too */
    FOR_REPORT = 32,
    FOR_METRICS = 4096,
    FOR_MANUAL = 8192, /* a verb FOR_LIST, too */
    FOR_INPUT = FOR_READING | FOR_REPORT | FOR_METRICS,
};

struct cli_settings;

typedef struct cli_verb {
    const char *name;
    const char *arguments; /* for the usage line */
    const char *purpose;
    unsigned kind; /* of FOR_… */
    int (*run)(const struct cli_verb *verb, const struct cli_settings *settings);
} cli_verb;

/* A file to read. */
typedef struct cli_file {
    char *path;
    const char *folder; /* the input it was found in; NULL: it was given itself */
} cli_file;

typedef enum cli_group_by { GROUP_BY_NOTHING, GROUP_BY_NAME_PART, GROUP_BY_FOLDER } cli_group_by;

typedef struct cli_settings {
    const char *output; /* NULL or "-": standard output */
    const char *type;
    bool verbose, quiet, help, timed;
    cli_timing *timing; /* NULL: not timed */
    bool by_self, by_change;
    bool compare; /* the first input is the base */
    bool only_slower, only_faster;
    int total;                      /* accepted, and of no effect */
    render_node_line node_lines[4]; /* of the drawing */
    bool unused;                    /* options of other tools that change nothing here */
    render_read_options read;
    render_draw_options draw;
    const char *color_rules, *name_attributes; /* files */
    int panel_scale;                           /* 0 same, 1 own */
    render_filter_options filter;
    bool demangle;
    bool filters;                 /* it is asked for anything */
    render_report_options report; /* its lists are the two arrays here */
    render_restriction *restrictions;
    const char **skip_after; /* of read */
    render_section sections[3];
    const char **paths;     /* of the filter */
    int threads, recursion; /* of the filter: 0 split, merge; 0 keep, fold */
    const char *base;       /* what to compare with */
    const char **rules;     /* --fail-if */
    size_t rule_count;
    char **inputs; /* files and folders as given */
    size_t input_count;
    const char *match; /* names of files in folders */
    int group_by;      /* cli_group_by */
    cli_file *files;   /* what the inputs stand for */
    size_t file_count;
} cli_settings;

/* Parses what follows the verb; `inputs`, `restrictions`, `rules`, `paths` and `skip_after` must have room
 * for all arguments.  Returns EXIT_FINE, or EXIT_USAGE after saying why on standard error. */
int cli_parse(const cli_verb *verb, int count, char **arguments, cli_settings *settings);

/* Writes the usage, the purpose and the options of a verb. */
void cli_print_verb_help(const cli_verb *verb, FILE *out);

/* Prints "profdraw: out of memory" and returns EXIT_FAILED. */
int cli_fail_memory(void);

/* Prints "profdraw: …; see 'profdraw VERB --help'" and returns EXIT_USAGE.  `verb` may be NULL. */
int cli_usage(const cli_verb *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

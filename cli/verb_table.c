/* Every verb of the command line: one row makes it known to the parser, help, manuals and completions. */
#include <string.h>

#include "verbs.h"

#define INPUTS " [OPTIONS] [INPUT...]"

const cli_verb cli_verbs[] = {
    {"graph", INPUTS, "Draws the call graph: who calls whom, and what it costs.", FOR_GRAPH,
     cli_draw},
    {"flame", INPUTS, "Draws a flame graph: stacks as rows of boxes, the total at the bottom.",
     FOR_CELLS | FOR_STACKED, cli_draw},
    {"icicle", INPUTS, "Draws an icicle: a flame graph with the total at the top.",
     FOR_CELLS | FOR_STACKED, cli_draw},
    {"sunburst", INPUTS, "Draws a sunburst: an icicle rolled up into rings.", FOR_CELLS, cli_draw},
    {"chart", INPUTS, "Draws a flame chart: time from left to right, a band for each thread.",
     FOR_CHART, cli_draw},
    {"convert", INPUTS, "Writes the profile as data: see --type.", FOR_CONVERT, cli_draw},
    {"report", INPUTS, "Prints functions, callers and callees; of Python's dumps as pstats does.",
     FOR_REPORT, cli_report},
    {"merge", INPUTS, "Adds profiles up and writes the sum: .prof, or what convert writes.",
     FOR_CONVERT | FOR_MERGE, cli_merge},
    {"metrics", INPUTS, "Lists the values that a profile holds, with their units and totals.",
     FOR_METRICS, cli_metrics},
    {"formats", "", "Lists what can be read and written.", FOR_LIST, cli_formats},
    {"themes", "", "Lists the themes and colour maps.", FOR_LIST, cli_themes},
    {"completion", " bash|zsh|fish", "Writes what makes a shell complete profdraw's words.",
     FOR_LIST, cli_completion},
    {"manual", " [OPTIONS] [VERB]", "Writes the manual page of a verb, or that of all of them.",
     FOR_LIST | FOR_MANUAL, cli_manual},
};

const int cli_verb_count = sizeof cli_verbs / sizeof *cli_verbs;

const cli_verb *cli_find_verb(const char *name)
{
    for (int i = 0; i < cli_verb_count; i++)
        if (strcmp(cli_verbs[i].name, name) == 0)
            return &cli_verbs[i];
    return NULL;
}

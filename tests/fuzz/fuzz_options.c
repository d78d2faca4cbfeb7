/* What users type: each line of the input is the text of one option, used on one small profile. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../sinks.h"
#include "small_profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE_COUNT = 16 };

/* The first lines, NULL where there is none or it is empty. */
static char *split(const uint8_t *data, size_t size, const char *lines[LINE_COUNT])
{
    char *text = malloc(size + 1), *at = text;
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    for (size_t i = 0; i < LINE_COUNT; i++) {
        char *line = at ? strsep(&at, "\n") : NULL;
        lines[i] = line && *line ? line : NULL;
    }
    return text;
}

static void filter(const render_profile *profile, const char *const *lines)
{
    render_profile *filtered;
    render_filter_options options;
    render_filter_options_init(&options);
    options.focus = lines[0];
    options.hide = lines[1];
    options.root = lines[2];
    options.group = lines[3];
    options.show_from = lines[4];
    if (render_profile_filter(&filtered, profile, &options, NULL) == RENDER_OK)
        render_export(filtered, "folded", NULL, nowhere, NULL);
    render_profile_free(filtered);
}

static void draw(const render_profile *profile, const char *const *lines)
{
    render_draw_options options;
    render_draw_options_init(&options);
    options.font = "fixed";
    options.node_template = lines[5];
    options.edge_template = lines[6];
    options.link = lines[7];
    options.time_format = lines[8];
    options.highlight = lines[9];
    options.title = lines[10];
    options.background = lines[11];
    render_draw(profile, "graph", "svg", &options, nowhere, NULL);
    options.highlight = NULL;
    options.sandwich = lines[9];
    render_draw(profile, "flame", "svg", &options, nowhere, NULL);
    options.list_functions = lines[12];
    render_export(profile, "functions", &options, nowhere, NULL);
}

static void judge(const render_profile *profile, const char *const *lines)
{
    render_verdict verdict;
    render_report_options options;
    if (lines[13])
        render_judge(profile, NULL, &lines[13], 1, &verdict, NULL);
    render_report_options_init(&options);
    options.sort = lines[14];
    render_restriction restriction = {RENDER_KEEP_MATCH, 0, lines[15]};
    options.restrictions = &restriction;
    options.restriction_count = lines[15] != NULL;
    render_report(profile, &options, nowhere, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *lines[LINE_COUNT];
    char *text = split(data, size, lines);
    const render_profile *profile = small_profile();
    filter(profile, lines);
    draw(profile, lines);
    judge(profile, lines);
    free(text);
    return 0;
}

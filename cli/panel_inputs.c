/* Inputs that are not added up, but drawn beside each other. */
#include "panel_inputs.h"

#include <stdlib.h>

#include "inputs.h"
#include "profiles.h"

static const char *path_of(const cli_settings *settings, size_t index)
{
    return settings->input_count > 1 ? settings->inputs[index] : settings->files[index].path;
}

int cli_panels_read(cli_panels *panels, const cli_verb *verb, const cli_settings *settings)
{
    size_t count = settings->input_count > 1 ? settings->input_count : settings->file_count;
    *panels = (cli_panels){.items = calloc(count, sizeof *panels->items)};
    if (settings->base || settings->rule_count)
        return cli_usage(verb, "--panels inputs does not go with --base or --fail-if");
    if (!panels->items)
        return cli_fail_memory();
    for (size_t i = 0; i < count; i++) {
        int status;
        const char *path = path_of(settings, i);
        panels->items[i].name = cli_base_name(path);
        panels->items[i].profile = cli_read_one(verb, settings, path, &status);
        if (!panels->items[i].profile)
            return status;
        panels->count++;
    }
    return EXIT_FINE;
}

void cli_panels_finish(cli_panels *panels)
{
    for (size_t i = 0; i < panels->count; i++)
        render_profile_free((render_profile *)panels->items[i].profile);
    free(panels->items);
}

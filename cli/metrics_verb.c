/* The verb that lists the values of a profile: metrics. */
#include <string.h>

#include "profiles.h"
#include "verbs.h"

static bool put(render_sink sink, const char *text)
{
    return sink.write(sink.user, text, strlen(text));
}

/* A line for each: its name, unit and total, separated by tabs. */
static render_status write_metrics(void *user, render_sink sink, render_error *error)
{
    const render_facts *facts = render_profile_facts(user);
    for (size_t i = 0; i < facts->metric_count; i++) {
        const render_metric *metric = &facts->metrics[i];
        char total[64];
        snprintf(total, sizeof total, "\t%.15g\n", metric->total);
        if (!put(sink, metric->name) || !put(sink, "\t") || !put(sink, metric->unit) ||
            !put(sink, total)) {
            *error = (render_error){.status = RENDER_ERROR_IO, .message = "cannot be written"};
            return RENDER_ERROR_IO;
        }
    }
    return RENDER_OK;
}

int cli_metrics(const cli_verb *verb, const cli_settings *settings)
{
    int status;
    render_profile *profile = cli_read(verb, settings, &status);
    if (profile)
        status = cli_output(settings, write_metrics, profile);
    render_profile_free(profile);
    return status;
}

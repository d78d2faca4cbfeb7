/* Rules are judged by the library; here is what becomes of the verdicts. */
#include "gate.h"

#include <stdlib.h>

#include "profiles.h"

int cli_gate_init(cli_gate *gate, const cli_settings *settings, const render_profile *profile)
{
    render_error error;
    gate->verdicts = NULL;
    if (!settings->rule_count)
        return EXIT_FINE;
    cli_begin_stage(settings->timing, "judge");
    gate->verdicts = calloc(settings->rule_count, sizeof *gate->verdicts);
    if (!gate->verdicts)
        return cli_fail_memory();
    if (render_judge(profile, settings->draw.metric, settings->rules, settings->rule_count,
                     gate->verdicts, &error))
        return cli_fail(settings->inputs[0], &error);
    return EXIT_FINE;
}

void cli_gate_finish(cli_gate *gate)
{
    free(gate->verdicts);
}

int cli_gate_tell(const cli_gate *gate, const cli_settings *settings)
{
    int status = EXIT_FINE;
    for (size_t i = 0; i < settings->rule_count; i++) {
        const render_verdict *verdict = &gate->verdicts[i];
        if (verdict->is_tripped)
            status = EXIT_TRIPPED;
        if (!verdict->is_tripped && !settings->verbose)
            continue;
        fputs(verdict->is_tripped ? "profdraw: rule tripped: " : "profdraw: rule kept: ", stderr);
        cli_print_clean(settings->rules[i]);
        fputs(": ", stderr);
        cli_print_clean(verdict->found);
        fputc('\n', stderr);
    }
    return status;
}

/* The rules of --fail-if. */
#ifndef CLI_GATE_H
#define CLI_GATE_H

#include "options.h"

typedef struct cli_gate {
    render_verdict *verdicts; /* [rule] */
} cli_gate;

/* Judges the profile before anything is written.  EXIT_FINE also when rules are tripped.  cli_gate_finish
 * is called in either case. */
int cli_gate_init(cli_gate *gate, const cli_settings *settings, const render_profile *profile);
void cli_gate_finish(cli_gate *gate);

/* Says on standard error which rules are tripped (with --verbose also which are kept); EXIT_TRIPPED when
 * one is. */
int cli_gate_tell(const cli_gate *gate, const cli_settings *settings);

#endif

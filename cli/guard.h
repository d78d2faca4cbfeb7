/* Inputs are mapped: when another process shortens one that is being read, the kernel ends this process
 * with SIGBUS.  Here that becomes an error like any other. */
#ifndef CLI_GUARD_H
#define CLI_GUARD_H

#include "options.h"

/* Watches over the files of the settings, which must live as long as the process reads. */
void cli_guard_files(const cli_settings *settings);

#endif

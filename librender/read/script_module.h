/* What a script belongs to. */
#ifndef RN_SCRIPT_MODULE_H
#define RN_SCRIPT_MODULE_H

#include "base/bytes.h"

/* Of a script's address or path: the package in node_modules, "node", or the host; empty when there is none. */
rn_bytes rn_script_module(rn_bytes url);

#endif

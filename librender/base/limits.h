/* The default limits. */
#ifndef RN_LIMITS_H
#define RN_LIMITS_H

#include "librender.h"

void rn_limits_init(render_limits *limits);

#endif

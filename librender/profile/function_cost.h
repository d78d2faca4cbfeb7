/* What a function costs, with what it cost before in a comparison. */
#ifndef RN_FUNCTION_COST_H
#define RN_FUNCTION_COST_H

#include "base/bytes.h"

typedef struct rn_figures {
    double self, total, calls; /* NaN where unknown */
    double whole;              /* what shares are of */
    rn_bytes unit;
    bool is_compared; /* with these: */
    double base_self, base_total, base_calls;
    double noise; /* changes up to this are none */
} rn_figures;

#endif

/* Cost centres of GHC's profiles: where its two formats say the same. */
#ifndef RN_COST_CENTRE_H
#define RN_COST_CENTRE_H

#include "base/buffer.h"
#include "profile/builder.h"

/* The function "MODULE.LABEL" at `place`: 'src/A.hs:8:1-62', 'A.hs:(20,1)-(25,19)', or
 * '<built-in>' and the like for none.  `scratch` is used for its name. */
uint32_t rn_cost_centre(rn_builder *builder, rn_bytes label, rn_bytes module, rn_bytes place,
                        rn_buffer *scratch);

#endif

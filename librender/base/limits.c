/* What no real profile comes near. */
#include "base/limits.h"

void rn_limits_init(render_limits *limits)
{
    *limits = (render_limits){
        .decoded_bytes = UINT64_C(64) << 30,
        .codec_layers = 2,
        .expansion = 1000,
        .nesting = 64,
        .stack_depth = 2000000,
        .name_bytes = 16u << 20,
        .functions = INT32_MAX,
        .stacks = INT32_MAX,
        .regex_steps = 1000000,
    };
}

/* The words of kind.h. */
#include "profile/kind.h"

const char *const rn_kind_names[] = {
    [RN_FUNCTION] = "function",
    [RN_PROCESS] = "process",
    [RN_THREAD] = "thread",
    [RN_SEPARATOR] = "separator",
};

const rn_flag_info rn_flags[] = {
    {RN_FLAG_KERNEL, "kernel", "_[k]"},     {RN_FLAG_INLINED, "inlined", "_[i]"},
    {RN_FLAG_JIT, "jit", "_[j]"},           {RN_FLAG_WAKER, "waker", "_[w]"},
    {RN_FLAG_SYNTHETIC, "synthetic", ""},   {RN_FLAG_INTERPRETED, "interpreted", "_[0]"},
    {RN_FLAG_COMPILED, "compiled", "_[1]"}, {RN_FLAG_BUILTIN, "builtin", ""},
};
const size_t rn_flag_count = sizeof rn_flags / sizeof rn_flags[0];

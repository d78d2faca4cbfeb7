/* What kind of code a function is: how it runs, or the language it is written in. */
#ifndef RN_FUNCTION_TYPE_H
#define RN_FUNCTION_TYPE_H

#include "profile/profile.h"
#include "style/color.h"

typedef enum rn_type {
    RN_TYPE_OTHER, /* nothing tells */
    RN_TYPE_GROUP, /* a thread or process */
    RN_TYPE_KERNEL,
    RN_TYPE_JIT,
    RN_TYPE_INLINED,
    RN_TYPE_INTERPRETED,
    RN_TYPE_BUILTIN,
    RN_TYPE_PYTHON,
    RN_TYPE_SCRIPT, /* JavaScript, TypeScript */
    RN_TYPE_JVM,
    RN_TYPE_GO,
    RN_TYPE_RUST,
    RN_TYPE_CPP,
    RN_TYPE_C,
    RN_TYPE_RUBY,
    RN_TYPE_PHP,
    RN_TYPE_PERL,
    RN_TYPE_HASKELL,
    RN_TYPE_DOTNET,
    RN_TYPE_NATIVE, /* a library or program, nobody knows in which language */
} rn_type;

/* How it runs says more than its language: the kernel's C is the kernel. */
rn_type rn_function_type(const rn_profile *profile, uint32_t function);
const char *rn_type_label(rn_type type);
rn_rgba rn_type_color(rn_type type, bool dark);

#endif

/* Kinds and flags of functions in words: how data files spell them. */
#ifndef RN_KIND_H
#define RN_KIND_H

#include "profile/profile.h"

extern const char *const rn_kind_names[]; /* by rn_kind */
enum { RN_KIND_COUNT = RN_SEPARATOR + 1 };

typedef struct rn_flag_info {
    uint8_t flag;
    const char *name;
    const char *suffix; /* at the end of a frame of folded stacks; "" when there is none */
} rn_flag_info;

extern const rn_flag_info rn_flags[];
extern const size_t rn_flag_count;

#endif

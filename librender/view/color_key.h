/* What colours stand for, where they tell groups of functions apart. */
#ifndef RN_COLOR_KEY_H
#define RN_COLOR_KEY_H

#include "view/tint.h"

typedef struct rn_color_key_item {
    rn_bytes label; /* of the profile or of the rules */
    rn_paint paint;
    double share; /* of the own cost of all functions */
} rn_color_key_item;

enum { RN_COLOR_KEY_USUAL = 9, RN_COLOR_KEY_MAX = 24 };

typedef struct rn_color_key {
    rn_color_key_item items[RN_COLOR_KEY_MAX]; /* those that cost most first */
    size_t count, more;                        /* groups that have no item */
    double more_share;
} rn_color_key;

/* False when memory is out; the key is then empty. */
bool rn_color_key_init(rn_color_key *key, const rn_tint *tint);

#endif

/* The palettes of flamegraph.pl and inferno-flamegraph by their names: a hue, or one that the name of a
 * function chooses, and within it a shade that follows the name, too. */
#ifndef RN_PALETTE_H
#define RN_PALETTE_H

#include "profile/profile.h"
#include "style/color.h"

/* The first ten are hues, the others choose one of them. */
typedef enum rn_palette {
    RN_PALETTE_NONE,
    RN_PALETTE_HOT,
    RN_PALETTE_MEM,
    RN_PALETTE_IO,
    RN_PALETTE_RED,
    RN_PALETTE_GREEN,
    RN_PALETTE_BLUE,
    RN_PALETTE_YELLOW,
    RN_PALETTE_PURPLE,
    RN_PALETTE_AQUA,
    RN_PALETTE_ORANGE,
    RN_PALETTE_WAKEUP,
    RN_PALETTE_CHAIN,
    RN_PALETTE_JAVA,
    RN_PALETTE_JS,
    RN_PALETTE_PERL,
    RN_PALETTE_PYTHON,
    RN_PALETTE_RUST,
} rn_palette;

/* What a function looks like, in every picture and on every page.  Its shade comes from a hash of the
 * whole name or, with `by_beginning`, from flamegraph.pl's --hash, which gives names that begin and end
 * alike a like shade. */
rn_rgba rn_palette_function(rn_palette palette, const rn_profile *profile, uint32_t function,
                            bool by_beginning);

/* The hue that the palette gives a function. */
rn_palette rn_palette_hue(rn_palette palette, const rn_profile *profile, uint32_t function);

/* A weight in 0 … 1 (arcs of a call graph): from the palest shade of the palette's first hue to the
 * deepest. */
rn_rgba rn_palette_weight(rn_palette palette, double weight);

#endif

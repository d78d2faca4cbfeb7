/* The titles of boxes: 'NAME (1,234 samples, 12.34%)', '… ; +0.50%)' in pictures of a difference. */
#ifndef RN_SVG_TITLE_H
#define RN_SVG_TITLE_H

#include "base/bytes.h"

typedef struct rn_svg_title {
    rn_bytes name, unit;
    double count;  /* NaN, and the name the whole text: a title of another form */
    double change; /* in percent; NaN: not told */
} rn_svg_title;

rn_svg_title rn_svg_title_parse(rn_bytes text);

#endif

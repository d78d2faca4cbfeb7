/* The style sheet of an SVG picture: which paints and fonts its items use, and the rules for them. */
#ifndef RN_SVG_STYLE_H
#define RN_SVG_STYLE_H

#include "scene/scene.h"

/* What the class of a text says. */
typedef struct rn_svg_face {
    double size;
    uint32_t fill;
    rn_anchor anchor;
    bool bold;
    uint64_t uses;
} rn_svg_face;

/* What the class of a line says. */
typedef struct rn_svg_pen {
    double width;
    rn_dash dash;
} rn_svg_pen;

/* Arrows of a large call graph are all of another width: those that find no room say it themselves.  RN_SVG_OWN_PEN
 * is in the class of the line's colour, all lines of which are drawn with it. */
enum { RN_SVG_PENS = 32, RN_SVG_OWN_PEN = RN_SVG_PENS, RN_SVG_MIXED_PENS };

/* A disc is written in tenths of a px around its middle: whole numbers are the shortest. */
enum { RN_SVG_DISC_SCALE = 10 };

typedef struct rn_svg_style {
    bool *filled;     /* [paint]: used so */
    uint8_t *stroked; /* [paint]: 0, or the pen of all its lines, plus 1, or RN_SVG_MIXED_PENS */
    rn_svg_face *faces;
    size_t face_count, face_capacity;
    rn_svg_pen pens[RN_SVG_PENS]; /* [0]: without a class */
    size_t pen_count;
    bool is_named[RN_SVG_PENS]; /* [pen]: it has a class */
    uint32_t *item_looks;       /* [item]: the face of texts, the pen of shapes */
    size_t plain;               /* the face of <text> without a class: the most used */
    char css_class[10];         /* of the root element: all rules are for what is within it */
} rn_svg_style;

/* False when memory is out; finish it in any case. */
bool rn_svg_style_init(rn_svg_style *style, const rn_scene *scene);
void rn_svg_style_finish(rn_svg_style *style);

/* Appends the <style> element. */
void rn_svg_put_style(rn_buffer *out, const rn_svg_style *style, const rn_scene *scene);

#endif

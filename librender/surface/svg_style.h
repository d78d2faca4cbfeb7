/* The style sheet of an SVG picture: which paints and fonts its items use, and the rules for them. */
#ifndef RN_SVG_STYLE_H
#define RN_SVG_STYLE_H

#include "base/map.h"
#include "scene/scene.h"

/* What the class of a text says. */
typedef struct rn_svg_face {
    double size;
    uint32_t fill;
    rn_anchor anchor;
    bool bold;
    uint64_t uses;
    char name[6];
} rn_svg_face;

/* What the class of a shape says. */
typedef struct rn_svg_look {
    uint32_t fill, stroke; /* paints */
    double width;          /* of the stroke; 0 without one */
    rn_dash dash;
    uint64_t uses;
    uint32_t next; /* another look with the same paints, or UINT32_MAX */
    char name[6];
} rn_svg_look;

/* A disc is written in tenths of a px around its middle: whole numbers are the shortest. */
enum { RN_SVG_DISC_SCALE = 10 };

typedef struct rn_svg_style {
    rn_svg_face *faces;
    rn_svg_look *looks;
    size_t face_count, face_capacity, look_count, look_capacity;
    uint32_t plain_face, plain_look; /* without a class: the most used ones */
    uint32_t background;             /* the look of the page */
    uint32_t *item_looks;            /* [item]: the face of a text, the look of a shape */
    uint32_t *order;                 /* the looks by their names */
    char name[6];                    /* of the root element's class */
    rn_map looks_of;                 /* (fill, stroke) → the first such look */
    rn_map names;                    /* that are taken */
} rn_svg_style;

/* False when memory is out; finish it in any case. */
bool rn_svg_style_init(rn_svg_style *style, const rn_scene *scene);
void rn_svg_style_finish(rn_svg_style *style);

/* Appends the <style> element. */
void rn_svg_put_style(rn_buffer *out, const rn_svg_style *style, const rn_scene *scene);

#endif

/* Text along a circle. */
#ifndef RN_ARC_TEXT_H
#define RN_ARC_TEXT_H

#include "scene/measure.h"
#include "scene/scene.h"

typedef struct rn_arc_text {
    double x, y;   /* centre */
    double radius; /* of the middle of the letters */
    double angle;  /* of the middle of the text, radians clockwise from 12 o'clock */
    double size;
    bool bold;
    uint32_t fill;
} rn_arc_text;

/* Whether the text can be drawn letter by letter: no marks that combine, no letters that join. */
bool rn_arc_text_can(rn_bytes text);

/* Draws such text, read from left to right wherever it stands: above the centre with its feet inwards, below it
 * outwards. */
void rn_arc_text_draw(rn_scene *scene, rn_measure *measure, const rn_arc_text *how, rn_bytes text);

#endif

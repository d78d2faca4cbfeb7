/* What makes an SVG picture interactive: rules for the controls, the data of the scene, and one script.
 * Without the script, as in <img> or under a content security policy, the picture is what it is without
 * them: they draw nothing by themselves. */
#ifndef RN_SVG_LIVE_H
#define RN_SVG_LIVE_H

#include "base/buffer.h"
#include "scene/scene.h"

/* Appends the rules of the controls: for inside of <style>. */
void rn_svg_put_live_style(rn_buffer *out, const rn_scene *scene);

/* Appends the data and the script. */
void rn_svg_put_live(rn_buffer *out, const rn_scene *scene);

#endif

/* One or two sentences for those who do not see the picture. */
#ifndef RN_DESCRIBE_H
#define RN_DESCRIBE_H

#include "view/tint.h"

/* Sets the description of the scene, whose title is known: what it is of, what that cost, where most of it is, and of a
 * comparison what changed. */
void rn_describe(rn_scene *scene, const rn_view_input *input, const rn_tint *tint);

#endif

/* What files say of functions beside the profile: one of each kind. */
#ifndef RN_ANNOTATIONS_H
#define RN_ANNOTATIONS_H

#include "style/color_rules.h"
#include "style/name_attributes.h"

typedef struct render_annotations {
    rn_color_rules *rules; /* NULL: none */
    rn_name_attributes *attributes;
} render_annotations;

/* Reads what a file of that kind holds, in the place of what was read of it before. */
render_status rn_annotations_parse(render_annotations *annotations, render_annotation_kind kind,
                                   rn_bytes text, rn_report *report);

/* May be NULL; frees it itself, too. */
void rn_annotations_free(render_annotations *annotations);

/* NULL where the options have none. */
const rn_color_rules *rn_color_rules_of(const render_draw_options *options);
const rn_name_attributes *rn_name_attributes_of(const render_draw_options *options);

#endif

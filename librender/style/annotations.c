/* Both kinds of annotations behind one handle. */
#include "style/annotations.h"

#include <stdlib.h>

render_status rn_annotations_parse(render_annotations *a, render_annotation_kind kind,
                                   rn_bytes text, rn_report *report)
{
    switch (kind) {
    case RENDER_COLOR_RULES:
        rn_color_rules_free(a->rules);
        return rn_color_rules_parse(&a->rules, text, report);
    case RENDER_NAME_ATTRIBUTES:
        rn_name_attributes_free(a->attributes);
        return rn_name_attributes_parse(&a->attributes, text, report);
    }
    return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "there is no such kind of annotations");
}

void rn_annotations_free(render_annotations *a)
{
    if (!a)
        return;
    rn_color_rules_free(a->rules);
    rn_name_attributes_free(a->attributes);
    free(a);
}

const rn_color_rules *rn_color_rules_of(const render_draw_options *options)
{
    return options->annotations ? options->annotations->rules : NULL;
}

const rn_name_attributes *rn_name_attributes_of(const render_draw_options *options)
{
    return options->annotations ? options->annotations->attributes : NULL;
}

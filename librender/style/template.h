/* What stands in boxes and at arrows of a call graph by a template: "{name}\n{total} ({total%})\n{calls}×". */
#ifndef RN_TEMPLATE_H
#define RN_TEMPLATE_H

#include "base/buffer.h"
#include "librender.h"
#include "profile/function_cost.h"
#include "profile/profile.h"

/* Templates are for functions or for arcs, which have other fields. */
typedef enum rn_template_kind { RN_OF_NODE = 1, RN_OF_ARC = 2 } rn_template_kind;

typedef struct rn_template_values {
    rn_template_kind kind;
    const rn_profile *profile;
    const render_draw_options *options;
    const rn_figures *figures;
    uint32_t function;     /* of an arc its callee */
    rn_bytes name, caller; /* labels; the second one of an arc */
} rn_template_values;

/* Why `text` is no template, in `why`; false then. */
bool rn_template_check(const char *text, rn_template_kind kind, char *why, size_t size);

/* Line `index` of a template ("\n" or a line feed ends one) before anything is put in; false past the last. */
bool rn_template_line(const char *text, size_t index, rn_bytes *line);

/* Whether a field of this name stands in a line, perhaps with nothing else. */
bool rn_template_has(rn_bytes line, const char *field);
bool rn_template_is_only(rn_bytes line, const char *field);

/* Appends a line.  A word with a field that is not known is left out, a line with no others, too. */
void rn_put_template(rn_buffer *out, rn_bytes line, const rn_template_values *values);

/* Appends all lines that say something.  Returns out->size after the first of them. */
size_t rn_put_templates(rn_buffer *out, const char *text, const rn_template_values *values);

#endif

/* flamegraph.pl's file of attributes: each line is a function and what the SVG says of it, parted by tabs:
 *
 *     FUNCTION TAB KEY=VALUE TAB KEY=VALUE …
 *
 * FUNCTION is a name as it stands in folded text ("parse", "parse (m.py)", "parse (m.py:5)"); of two lines
 * the last counts.  Keys are href, target (_top), title (instead of the tooltip), id, class, rel, role, lang,
 * hreflang, download, data-… and aria-…; g_extra and a_extra hold several of them as SVG writes them
 * (a="x" b="y").  What could run a script is refused: on… and style are no keys, and addresses are http:, https:,
 * ftp:, file: or mailto: ones, or without a scheme. */
#ifndef RN_NAME_ATTRIBUTES_H
#define RN_NAME_ATTRIBUTES_H

#include "librender.h"
#include "profile/profile.h"

typedef struct rn_attribute {
    const char *name, *value;
} rn_attribute;

typedef struct rn_name_entry {
    const char *href, *title, *id, *css_class; /* NULL: none */
    rn_attribute *attributes;                  /* all others */
    size_t count, capacity;
} rn_name_entry;

typedef struct rn_name_attributes {
    rn_name_entry *entries; /* [id of the name] */
    size_t capacity;
    rn_intern names;
    rn_arena arena;
} rn_name_attributes;

/* RENDER_ERROR_MALFORMED with the line that is wrong.  The caller frees *out. */
render_status rn_name_attributes_parse(rn_name_attributes **out, rn_bytes text,
                                       rn_report *report);
void rn_name_attributes_free(rn_name_attributes *attributes);

/* [function]: its entry, or RN_NONE.  The caller frees *out. */
render_status rn_name_attributes_assign(uint32_t **out, const rn_name_attributes *attributes,
                                        const rn_profile *profile, rn_report *report);

#endif

/* A file of rules that colour functions: each line
 *
 *     REGEX -> COLOUR, GROUP, LINK
 *
 * The regular expression (Python's syntax; '=NAME' is that name) is searched for in the name, the file and
 * the module of a function; the first rule that finds one counts.  COLOUR is #rgb, #rrggbb, or a hue (red
 * green blue yellow purple aqua orange hot mem io grey) whose shade follows the name.  GROUP is what the
 * legend calls them (nothing: the regular expression), LINK where they lead to (as in link.h; nothing: where
 * others do); both may be left out.  Empty lines and those that begin with '#' say nothing. */
#ifndef RN_COLOR_RULES_H
#define RN_COLOR_RULES_H

#include "profile/profile.h"
#include "style/palette.h"

typedef struct rn_color_rule {
    const char *pattern, *group, *link; /* link NULL: none of its own */
    uint32_t line;
    rn_palette hue; /* RN_PALETTE_NONE: the colour */
    rn_rgba color;
} rn_color_rule;

typedef struct rn_color_rules {
    rn_color_rule *items;
    size_t count, capacity;
    rn_arena arena;
} rn_color_rules;

/* RENDER_ERROR_MALFORMED with the line that is no rule.  The caller frees *out. */
render_status rn_color_rules_parse(rn_color_rules **out, rn_bytes text, rn_report *report);
void rn_color_rules_free(rn_color_rules *rules);

/* [function]: the index of its rule, or RN_NONE.  The caller frees *out. */
render_status rn_color_rules_assign(uint32_t **out, const rn_color_rules *rules,
                                    const rn_profile *profile, rn_report *report);

/* What a function looks like by its rule, and the rule's group as a whole. */
rn_rgba rn_color_rule_fill(const rn_color_rule *rule, const rn_profile *profile, uint32_t function);
rn_rgba rn_color_rule_key(const rn_color_rule *rule);

#endif

/* Rules that a profile must keep to: "self(parse) > 5%", "total(=main)? > +50ms", "calls(^get) >= 1000".
 *
 *   FIGURE(PATTERN)[?] OPERATOR VALUE
 *
 * FIGURE is self, total or calls; PATTERN a regular expression that is searched for in the function's
 * name and in its text in reports, or =NAME for one name; OPERATOR > >= < or <=.  VALUE is a share of
 * the total (5%), a time, a size or a count (200ms, 3MiB, 1000) or, with a sign, a change against the
 * base: +10% of what was before, +50ms.  The rule is tripped when that holds of one function at least.
 * A rule that no function fits is an error unless '?' stands behind the pattern. */
#ifndef RN_RULES_H
#define RN_RULES_H

#include "base/bytes.h"
#include "librender.h"

struct rn_table;
struct rn_report;

typedef struct rn_rule_list {
    const char *const *rules;
    size_t count;
    render_verdict *verdicts; /* [rule] */
} rn_rule_list;

/* Fills the verdicts.  RENDER_ERROR_ARGUMENT: a rule that cannot be read, or that asks for what the
 * profile does not have; RENDER_ERROR_EMPTY: one that no function fits. */
render_status rn_rules_judge(const rn_rule_list *list, const struct rn_table *table,
                             struct rn_report *report);

#endif

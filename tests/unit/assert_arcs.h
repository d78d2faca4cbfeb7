/* What a profile of arcs must hold. */
#ifndef ASSERT_ARCS_H
#define ASSERT_ARCS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "profile/profile.h"

static inline uint32_t find(const rn_profile *p, const char *name, const char *file)
{
    for (uint32_t f = 0; f < p->function_count; f++)
        if (rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(name)) &&
            rn_bytes_equal(rn_profile_string(p, p->functions[f].file), rn_bytes_of(file)))
            return f;
    fail_msg("there is no %s in '%s'", name, file);
    return 0;
}

static inline void assert_near(double got, double want)
{
    if (!(fabs(got - want) < 1e-9) && !(isnan(got) && isnan(want)))
        fail_msg("%g, expected %g", got, want);
}

static inline void assert_function(const rn_profile *p, const char *name, double self, double total,
                                   double calls)
{
    uint32_t f = find(p, name, "");
    assert_near(p->function_self[0][f], self);
    assert_near(p->function_total[0][f], total);
    assert_near(p->calls ? p->calls[f] : NAN, calls);
}

static inline void assert_arc(const rn_profile *p, const char *caller, const char *callee,
                              double calls, double total)
{
    uint32_t from = find(p, caller, ""), to = find(p, callee, ""), a = 0;
    while (a < p->arc_count && (p->arcs[a].caller != from || p->arcs[a].callee != to))
        a++;
    assert_true(a < p->arc_count);
    assert_near(p->arc_calls ? p->arc_calls[a] : NAN, calls);
    assert_near(p->arc_total[0][a], total);
}

#endif

/* Small profiles for tests, written down as text or tables. */
#ifndef MAKE_PROFILE_H
#define MAKE_PROFILE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "profile/builder.h"
#include "profile/merge.h"

#define UNKNOWN NAN

static inline const render_limits *default_limits(void)
{
    static render_limits limits;
    rn_limits_init(&limits);
    return &limits;
}

/* '@x' is a thread, '-' and '--' are separators, 'f:7' is function f at line 7. */
static inline uint32_t make_frame(rn_builder *builder, rn_bytes text)
{
    rn_function_key key = {.name = text};
    uint32_t line = 0;
    const char *colon = memchr(text.data, ':', text.size);
    if (colon) {
        key.name.size = (size_t)(colon - text.data);
        line = (uint32_t)atoi(colon + 1);
    }
    if (text.data[0] == '@')
        key.kind = RN_THREAD;
    else if (text.data[0] == '-')
        key.kind = RN_SEPARATOR;
    return rn_builder_frame(builder, rn_builder_function(builder, &key), line);
}

static inline uint32_t make_stack(rn_builder *builder, rn_bytes frames)
{
    uint32_t stack = 0;
    while (frames.size) {
        const char *semicolon = memchr(frames.data, ';', frames.size);
        size_t size = semicolon ? (size_t)(semicolon - frames.data) : frames.size;
        stack = rn_builder_push(builder, stack, make_frame(builder, (rn_bytes){frames.data, size}));
        frames = rn_bytes_slice(frames, semicolon ? size + 1 : size, frames.size);
    }
    return stack;
}

static inline rn_profile *finish_made(rn_builder *builder)
{
    rn_report *report = rn_builder_report(builder);
    rn_profile *profile = NULL;
    assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    assert_null(rn_profile_check(profile));
    rn_report_finish(report);
    return profile;
}

/* Lines 'a;b;c 10', or with a value of the second metric: 'a;b 10 20'. */
static inline rn_profile *make_stacks(const char *text)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    rn_builder_metric(builder, RN_LITERAL("space"), RN_LITERAL("KiB"));
    while (*text) {
        const char *blank = strchr(text, ' ');
        uint32_t stack = make_stack(builder, (rn_bytes){text, (size_t)(blank - text)});
        char *end = NULL;
        rn_builder_add_self(builder, stack, 0, strtod(blank, &end));
        if (*end == ' ')
            rn_builder_add_self(builder, stack, 1, strtod(end, &end));
        text = *end == '\n' ? end + 1 : end;
    }
    return finish_made(builder);
}

typedef struct made_function {
    const char *name;
    double calls, primitive, self, total;
} made_function;

typedef struct made_arc {
    const char *caller, *callee;
    double calls, self, total;
} made_arc;

static inline uint32_t made_function_id(rn_builder *builder, const char *name)
{
    return rn_builder_function(builder, &(rn_function_key){.name = rn_bytes_of(name)});
}

static inline rn_profile *make_arcs(const made_function *functions, size_t function_count,
                                    const made_arc *arcs, size_t arc_count)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (size_t i = 0; i < function_count; i++) {
        uint32_t id = made_function_id(builder, functions[i].name);
        rn_builder_add_calls(builder, id, functions[i].calls, functions[i].primitive);
        rn_builder_add_cost(builder, id, 0, functions[i].self, functions[i].total);
    }
    for (size_t i = 0; i < arc_count; i++) {
        uint32_t arc = rn_builder_arc(builder, made_function_id(builder, arcs[i].caller),
                                      made_function_id(builder, arcs[i].callee));
        rn_builder_add_arc_calls(builder, arc, arcs[i].calls, UNKNOWN);
        rn_builder_add_arc_cost(builder, arc, 0, arcs[i].self, arcs[i].total);
    }
    return finish_made(builder);
}

#define MAKE_ARCS(functions, arcs)                                                                 \
    make_arcs(functions, sizeof(functions) / sizeof *(functions), arcs,                            \
              sizeof(arcs) / sizeof *(arcs))

/* The function of that name, failing the test when there is none. */
static inline uint32_t find_function(const rn_profile *profile, const char *name)
{
    for (uint32_t f = 0; f < profile->function_count; f++)
        if (rn_bytes_equal(rn_function_name(profile, f), rn_bytes_of(name)))
            return f;
    fail_msg("no function '%s'", name);
    return RN_NONE;
}

static inline void assert_near(double value, double expected)
{
    if (!(fabs(value - expected) <= 1e-9 * (1 + fabs(expected))))
        fail_msg("%.17g is not %.17g", value, expected);
}

/* The sum of some profiles, as render_merger makes it. */
static inline render_status merge_profiles(rn_profile **out, const rn_profile *const *profiles,
                                           size_t count, rn_report *report)
{
    rn_merger *merger = rn_merger_new(report);
    render_status status = RENDER_OK;
    *out = NULL;
    for (size_t i = 0; i < count && !status; i++)
        status = rn_merger_add(merger, profiles[i]);
    if (!status)
        status = rn_merger_finish(merger, out);
    rn_merger_free(merger);
    return status;
}

#endif

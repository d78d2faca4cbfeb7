/* pprof's protobuf format (profile.proto), in gzip: for `go tool pprof` and everything else that reads it.
 *
 * Every metric is a sample type, the first one the default; values are whole numbers (whole_units.h).
 * A frame is a location with the frames that were inlined into it.  Threads and processes are frames.
 * Functions have no system name: pprof would take it for a C++ symbol and cut everything in '<…>' off.
 * Strings keep their numbers, since both tables begin with the empty one.  Profiles of arcs are
 * written as their estimated tree, one metric, and say so in a comment. */
#include <stdlib.h>

#include "analyze/tree_stacks.h"
#include "base/grow.h"
#include "base/map.h"
#include "output/deflate.h"
#include "output/output.h"
#include "write/whole_units.h"
#include "write/writers.h"

enum { GZIP_LEVEL = 3 };

enum wire { VARINT = 0, BYTES = 2 };

enum profile_field {
    SAMPLE_TYPE = 1,
    SAMPLE = 2,
    MAPPING = 3,
    LOCATION = 4,
    FUNCTION = 5,
    STRING = 6,
    COMMENT = 13,
    DEFAULT_TYPE = 14
};

/* A frame and the frame (as a group) that it was inlined into. */
typedef struct group {
    uint32_t host, frame; /* host RN_NONE: none */
} group;

typedef struct writer {
    const rn_profile *profile;
    render_sink sink;
    rn_report *report;
    rn_buffer out, message, inner;
    rn_map group_ids; /* (host + 1, frame) */
    group *groups;
    size_t group_count, group_capacity;
    uint32_t *stack_groups; /* [stack] */
    bool *is_used;          /* [group] */
} writer;

/* ---- the wire format -------------------------------------------------------------------------- */

static void put_varint(rn_buffer *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        rn_put_char(out, (char)(value | 0x80));
    rn_put_char(out, (char)value);
}

/* Fields that are 0 are left out. */
static void put_number(rn_buffer *out, uint32_t field, uint64_t value)
{
    if (!value)
        return;
    put_varint(out, field << 3 | VARINT);
    put_varint(out, value);
}

static void put_bytes(rn_buffer *out, uint32_t field, rn_bytes bytes)
{
    put_varint(out, field << 3 | BYTES);
    put_varint(out, bytes.size);
    rn_put(out, bytes);
}

/* Ends the message that was put together. */
static bool put_message(writer *w, uint32_t field)
{
    put_bytes(&w->out, field, rn_buffer_bytes(&w->message));
    w->out.failed |= w->message.failed | w->inner.failed;
    w->message.size = 0;
    return rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report);
}

/* ---- groups of inlined frames ----------------------------------------------------------------- */

static bool is_inlined(const rn_profile *p, uint32_t frame)
{
    return p->functions[p->frames[frame].function].flags & RN_FLAG_INLINED;
}

static uint32_t add_group(writer *w, uint32_t host, uint32_t frame)
{
    bool is_new;
    uint32_t *id =
        rn_map_put(&w->group_ids, rn_map_pair(host + 1, frame), (uint32_t)w->group_count, &is_new);
    if (!id || !RN_GROW(w->groups, w->group_capacity, w->group_count + 1))
        return RN_NONE;
    if (is_new)
        w->groups[w->group_count++] = (group){host, frame};
    return *id;
}

static bool find_groups(writer *w)
{
    const rn_profile *p = w->profile;
    w->stack_groups = rn_array_new(p->stack_count, sizeof *w->stack_groups);
    if (!w->stack_groups)
        return false;
    w->stack_groups[0] = RN_NONE;
    for (uint32_t s = 1; s < p->stack_count; s++) {
        uint32_t frame = p->stacks[s].frame;
        uint32_t host = is_inlined(p, frame) ? w->stack_groups[p->stacks[s].parent] : RN_NONE;
        w->stack_groups[s] = add_group(w, host, frame);
        if (w->stack_groups[s] == RN_NONE)
            return false;
    }
    w->is_used = rn_array_zero(w->group_count, sizeof *w->is_used);
    return w->is_used;
}

/* ---- tables ----------------------------------------------------------------------------------- */

/* Strings that the profile does not have come after its own: the units, then the comment. */
static void put_types(writer *w)
{
    const rn_profile *p = w->profile;
    for (uint32_t m = 0; m < p->metric_count; m++) {
        put_number(&w->message, 1, p->metrics[m].name);
        put_number(&w->message, 2, p->strings.count + m);
        put_message(w, SAMPLE_TYPE);
    }
    put_number(&w->out, DEFAULT_TYPE, p->metrics[0].name);
}

static void put_strings(writer *w, const rn_whole_unit *units, const char *comment)
{
    const rn_profile *p = w->profile;
    for (uint32_t i = 0; i < p->strings.count; i++) {
        put_bytes(&w->out, STRING, rn_profile_string(p, i));
        if (!rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report))
            return;
    }
    for (uint32_t m = 0; m < p->metric_count; m++) {
        rn_put(&w->inner, units[m].unit);
        rn_put_text(&w->inner, units[m].is_thousandths ? " in thousandths" : "");
        put_bytes(&w->out, STRING, rn_buffer_bytes(&w->inner));
        w->inner.size = 0;
    }
    if (!comment)
        return;
    put_bytes(&w->out, STRING, rn_bytes_of(comment));
    put_number(&w->out, COMMENT, p->strings.count + (uint64_t)p->metric_count);
}

static void put_functions(writer *w)
{
    const rn_profile *p = w->profile;
    bool more = true;
    for (uint32_t f = 0; more && f < p->function_count; f++) {
        put_number(&w->message, 1, (uint64_t)f + 1);
        put_number(&w->message, 2, p->functions[f].name);
        put_number(&w->message, 4, p->functions[f].file);
        put_number(&w->message, 5, p->functions[f].line);
        more = put_message(w, FUNCTION);
    }
}

/* One for each module, with the number of its name; they say that functions, files, lines and inlined
 * frames are known, so that nobody looks for the program. */
static bool put_mappings(writer *w)
{
    const rn_profile *p = w->profile;
    bool *told = rn_array_zero(p->strings.count, sizeof *told);
    for (uint32_t f = 0; told && f < p->function_count; f++) {
        uint32_t module = p->functions[f].module;
        if (!module || told[module])
            continue;
        told[module] = true;
        put_number(&w->message, 1, module);
        put_number(&w->message, 5, module);
        for (uint32_t has = 7; has <= 10; has++)
            put_number(&w->message, has, 1);
        put_message(w, MAPPING);
    }
    free(told);
    return told;
}

/* The frame that was inlined last comes first. */
static void put_locations(writer *w)
{
    const rn_profile *p = w->profile;
    bool more = true;
    for (uint32_t i = 0; more && i < w->group_count; i++) {
        if (!w->is_used[i])
            continue;
        const rn_function_info *function = &p->functions[p->frames[w->groups[i].frame].function];
        put_number(&w->message, 1, (uint64_t)i + 1);
        put_number(&w->message, 2, function->module);
        for (uint32_t g = i; g != RN_NONE; g = w->groups[g].host) {
            const rn_frame_info *frame = &p->frames[w->groups[g].frame];
            put_number(&w->inner, 1, (uint64_t)frame->function + 1);
            put_number(&w->inner, 2,
                       frame->line ? frame->line : p->functions[frame->function].line);
            put_bytes(&w->message, 4, rn_buffer_bytes(&w->inner));
            w->inner.size = 0;
        }
        more = put_message(w, LOCATION);
    }
}

/* ---- samples ---------------------------------------------------------------------------------- */

static bool has_cost(const rn_profile *p, uint32_t stack)
{
    if (!p->samples[stack])
        return false;
    for (uint32_t m = 0; m < p->metric_count; m++)
        if (rn_stack_self(p, m, stack) != 0)
            return true;
    return false;
}

/* The stack that is not in the same location; its own location is in *location. */
static uint32_t leave_location(writer *w, uint32_t stack, uint32_t *location)
{
    const rn_profile *p = w->profile;
    uint32_t hosts = w->stack_groups[stack];
    *location = hosts + 1;
    w->is_used[hosts] = true;
    for (; hosts != RN_NONE; hosts = w->groups[hosts].host)
        stack = p->stacks[stack].parent;
    return stack;
}

static bool put_sample(writer *w, uint32_t stack, const rn_whole_unit *units)
{
    const rn_profile *p = w->profile;
    for (uint32_t s = stack, location; s;) {
        s = leave_location(w, s, &location);
        put_varint(&w->inner, location);
    }
    put_bytes(&w->message, 1, rn_buffer_bytes(&w->inner));
    w->inner.size = 0;
    for (uint32_t m = 0; m < p->metric_count; m++)
        put_varint(&w->inner, rn_whole_value(&units[m], rn_stack_self(p, m, stack)));
    put_bytes(&w->message, 2, rn_buffer_bytes(&w->inner));
    w->inner.size = 0;
    return put_message(w, SAMPLE);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void put_all(writer *w, const rn_whole_unit *units, const char *comment)
{
    put_types(w);
    for (uint32_t s = 1; s < w->profile->stack_count; s++)
        if (has_cost(w->profile, s) && !put_sample(w, s, units))
            return;
    if (!put_mappings(w)) {
        rn_fail_memory(w->report);
        return;
    }
    put_locations(w);
    put_functions(w);
    put_strings(w, units, comment);
    rn_flush(&w->out, w->sink, 0, w->report);
}

static void write_stacks(writer *w, const char *comment)
{
    const rn_profile *p = w->profile;
    rn_whole_unit *units = rn_array_new(p->metric_count, sizeof *units);
    if (!units || !find_groups(w))
        rn_fail_memory(w->report);
    for (uint32_t m = 0; units && m < p->metric_count; m++)
        units[m] = rn_whole_unit_of(p, m);
    if (!w->report->error.status)
        put_all(w, units, comment);
    free(units);
    rn_map_finish(&w->group_ids);
    free(w->groups);
    free(w->stack_groups);
    free(w->is_used);
    rn_buffer_finish(&w->out);
    rn_buffer_finish(&w->message);
    rn_buffer_finish(&w->inner);
}

static void write_packed(const rn_profile *profile, const char *comment, render_sink sink,
                         rn_report *report)
{
    rn_deflate *gzip = rn_deflate_new(RN_DEFLATE_GZIP, GZIP_LEVEL, sink);
    if (!gzip) {
        rn_fail_memory(report);
        return;
    }
    writer w = {.profile = profile, .sink = rn_deflate_sink(gzip), .report = report};
    write_stacks(&w, comment);
    if (report->error.status)
        rn_deflate_discard(gzip);
    else if (!rn_deflate_finish(gzip))
        rn_fail(report, RENDER_ERROR_IO, 0, 0, "cannot be written");
}

render_status rn_write_pprof(const rn_profile *profile, uint32_t metric,
                             const render_draw_options *options, render_sink sink,
                             rn_report *report)
{
    (void)options;
    rn_profile *estimate;
    if (profile->shape == RN_STACKS) {
        write_packed(profile, NULL, sink, report);
    } else if (rn_tree_stacks(&estimate, profile, metric, report) == RENDER_OK) {
        write_packed(estimate, "stacks estimated from callers and callees", sink, report);
        rn_profile_free(estimate);
    }
    return report->error.status;
}

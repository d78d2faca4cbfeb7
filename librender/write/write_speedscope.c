/* speedscope's file format:
 *
 *     {"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"profdraw",
 *     "shared":{"frames":[
 *     {"name":"main","file":"a.c","line":3}]},
 *     "profiles":[
 *     {"type":"sampled","name":"samples","unit":"none","startValue":0,"endValue":31,
 *     "samples":[[0],[0,1]],
 *     "weights":[1,30]}]}
 *
 * The profile of one metric, in which a stack is one sample.  When the order in time was kept, each track
 * is a profile of events instead.  Profiles of arcs are written as their estimated tree. */
#include <stdlib.h>

#include "analyze/tree_stacks.h"
#include "base/grow.h"
#include "base/unit.h"
#include "output/output.h"
#include "write/writers.h"

typedef struct writer {
    const rn_profile *profile;
    render_sink sink;
    rn_report *report;
    rn_buffer out;
    uint32_t *path, *before; /* frames from the root on */
    size_t path_capacity, before_capacity, before_size;
    const char *separator;
} writer;

static bool flush(writer *w)
{
    return rn_flush(&w->out, w->sink, RN_FLUSH_BYTES, w->report);
}

/* Clean text: only these two need an escape. */
static void put_string(writer *w, rn_bytes text)
{
    rn_put_char(&w->out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            rn_put_char(&w->out, '\\');
        rn_put_char(&w->out, text.data[i]);
    }
    rn_put_char(&w->out, '"');
}

/* ---- frames ----------------------------------------------------------------------------------- */

static void put_frame(writer *w, uint32_t frame)
{
    const rn_profile *p = w->profile;
    const rn_function_info *f = &p->functions[p->frames[frame].function];
    uint32_t line = p->frames[frame].line ? p->frames[frame].line : f->line;
    uint32_t file = f->file ? f->file : f->module;
    rn_put_text(&w->out, "{\"name\":");
    put_string(w, rn_profile_string(p, f->name));
    if (file) {
        rn_put_text(&w->out, ",\"file\":");
        put_string(w, rn_profile_string(p, file));
    }
    if (line) {
        rn_put_text(&w->out, ",\"line\":");
        rn_put_uint(&w->out, line);
    }
    rn_put_char(&w->out, '}');
}

static bool put_frames(writer *w)
{
    rn_put_text(&w->out, "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\","
                         "\"exporter\":\"profdraw\",\n\"shared\":{\"frames\":[");
    for (uint32_t i = 0; i < w->profile->frame_count; i++) {
        rn_put_text(&w->out, i ? ",\n" : "\n");
        put_frame(w, i);
        if (!flush(w))
            return false;
    }
    rn_put_text(&w->out, "]},\n\"profiles\":[");
    return true;
}

/* The frames of a stack, the root first, in w->path; their number, or SIZE_MAX when memory is out. */
static size_t find_path(writer *w, uint32_t stack)
{
    const rn_profile *p = w->profile;
    size_t depth = 0;
    for (uint32_t s = stack; s; s = p->stacks[s].parent)
        depth++;
    if (!RN_GROW(w->path, w->path_capacity, depth + 1)) {
        rn_fail_memory(w->report);
        return SIZE_MAX;
    }
    size_t at = depth;
    for (uint32_t s = stack; s; s = p->stacks[s].parent)
        w->path[--at] = p->stacks[s].frame;
    return depth;
}

/* ---- metrics ---------------------------------------------------------------------------------- */

/* speedscope knows these and "none". */
static const char *unit_of(rn_bytes unit)
{
    static const char *const units[] = {"nanoseconds", "microseconds", "milliseconds", "seconds",
                                        "bytes"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (rn_unit_factor(unit, rn_bytes_of(units[i])) == 1)
            return units[i];
    return "none";
}

static void put_head(writer *w, const char *type, rn_bytes name, rn_bytes unit, double start,
                     double end)
{
    rn_put_text(&w->out, w->separator);
    rn_put_text(&w->out, "{\"type\":\"");
    rn_put_text(&w->out, type);
    rn_put_text(&w->out, "\",\"name\":");
    put_string(w, name);
    rn_put_text(&w->out, ",\"unit\":\"");
    rn_put_text(&w->out, unit_of(unit));
    rn_put_text(&w->out, "\",\"startValue\":");
    rn_put_double(&w->out, start);
    rn_put_text(&w->out, ",\"endValue\":");
    rn_put_double(&w->out, end);
    w->separator = ",\n";
}

static bool put_sample(writer *w, uint32_t stack, bool is_first)
{
    size_t depth = find_path(w, stack);
    if (depth == SIZE_MAX)
        return false;
    rn_put_text(&w->out, is_first ? "[" : ",[");
    for (size_t i = 0; i < depth; i++) {
        rn_put_text(&w->out, i ? "," : "");
        rn_put_uint(&w->out, w->path[i]);
    }
    rn_put_char(&w->out, ']');
    return flush(w);
}

static void put_metric(writer *w, uint32_t metric)
{
    const rn_profile *p = w->profile;
    bool is_first = true;
    double sum = 0;
    for (uint32_t s = 1; s < p->stack_count; s++)
        sum += rn_stack_self(p, metric, s);
    put_head(w, "sampled", rn_profile_string(p, p->metrics[metric].name),
             rn_profile_string(p, p->metrics[metric].unit), 0, sum);
    rn_put_text(&w->out, ",\n\"samples\":[");
    for (uint32_t s = 1; s < p->stack_count; s++)
        if (rn_stack_self(p, metric, s) != 0) {
            if (!put_sample(w, s, is_first))
                return;
            is_first = false;
        }
    rn_put_text(&w->out, "],\n\"weights\":[");
    is_first = true;
    for (uint32_t s = 1; s < p->stack_count; s++)
        if (rn_stack_self(p, metric, s) != 0) {
            rn_put_text(&w->out, is_first ? "" : ",");
            rn_put_double(&w->out, rn_stack_self(p, metric, s));
            is_first = false;
        }
    rn_put_text(&w->out, "]}");
}

/* ---- order in time ---------------------------------------------------------------------------- */

static void put_event(writer *w, char type, uint32_t frame, double at, bool *is_first)
{
    rn_put_text(&w->out, *is_first ? "{\"type\":\"" : ",\n{\"type\":\"");
    rn_put_char(&w->out, type);
    rn_put_text(&w->out, "\",\"frame\":");
    rn_put_uint(&w->out, frame);
    rn_put_text(&w->out, ",\"at\":");
    rn_put_double(&w->out, at);
    rn_put_char(&w->out, '}');
    *is_first = false;
}

/* Closes what is open beyond the first `keep` frames. */
static void close_to(writer *w, size_t keep, double at, bool *is_first)
{
    while (w->before_size > keep)
        put_event(w, 'C', w->before[--w->before_size], at, is_first);
}

/* What the run shares with the one before stays open, unless there was a pause. */
static bool put_run(writer *w, const rn_run *run, double *ended, bool *is_first)
{
    size_t depth = find_path(w, run->stack), common = 0;
    if (depth == SIZE_MAX || !RN_GROW(w->before, w->before_capacity, depth + 1)) {
        rn_fail_memory(w->report);
        return false;
    }
    bool goes_on = run->start <= *ended;
    while (goes_on && common < depth && common < w->before_size &&
           w->path[common] == w->before[common])
        common++;
    close_to(w, common, *ended, is_first);
    double start = run->start > *ended ? run->start : *ended;
    for (size_t i = common; i < depth; i++) {
        put_event(w, 'O', w->path[i], start, is_first);
        w->before[w->before_size++] = w->path[i];
    }
    double end = run->start + run->duration;
    *ended = end > start ? end : start;
    return flush(w);
}

static bool put_track(writer *w, uint32_t first, uint32_t end)
{
    const rn_profile *p = w->profile;
    double start = p->runs[first].start, ended = start, last = start;
    bool is_first = true;
    for (uint32_t i = first; i < end; i++)
        if (p->runs[i].start + p->runs[i].duration > last)
            last = p->runs[i].start + p->runs[i].duration;
    put_head(w, "evented", rn_profile_string(p, p->tracks[p->runs[first].track]),
             rn_profile_string(p, p->time_unit), start, last);
    rn_put_text(&w->out, ",\n\"events\":[");
    w->before_size = 0;
    for (uint32_t i = first; i < end; i++)
        if (!put_run(w, &p->runs[i], &ended, &is_first))
            return false;
    close_to(w, 0, ended, &is_first);
    rn_put_text(&w->out, "]}");
    return flush(w);
}

static void put_tracks(writer *w)
{
    const rn_profile *p = w->profile;
    for (uint32_t first = 0, end; first < p->run_count; first = end) {
        for (end = first; end < p->run_count && p->runs[end].track == p->runs[first].track;)
            end++;
        if (!put_track(w, first, end))
            return;
    }
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void write_stacks(const rn_profile *profile, uint32_t metric, render_sink sink,
                         rn_report *report)
{
    writer w = {.profile = profile, .sink = sink, .report = report, .separator = "\n"};
    bool more = put_frames(&w);
    if (more && profile->run_count)
        put_tracks(&w);
    else if (more)
        put_metric(&w, metric);
    rn_put_text(&w.out, "]}\n");
    if (!report->error.status)
        rn_flush(&w.out, sink, 0, report);
    rn_buffer_finish(&w.out);
    free(w.path);
    free(w.before);
}

render_status rn_write_speedscope(const rn_profile *profile, uint32_t metric,
                                  const render_draw_options *options, render_sink sink,
                                  rn_report *report)
{
    (void)options;
    rn_profile *estimate;
    if (profile->shape == RN_STACKS) {
        write_stacks(profile, metric, sink, report);
    } else if (rn_tree_stacks(&estimate, profile, metric, report) == RENDER_OK) {
        write_stacks(estimate, 0, sink, report);
        rn_profile_free(estimate);
    }
    return report->error.status;
}

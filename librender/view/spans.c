/* One pass over the runs of a track: what a run shares with the one before it, without a pause between,
 * stays open.  What ends is a span, or goes into the short ones of its level. */
#include "view/spans.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "profile/caller.h"

typedef struct level {
    uint32_t stack; /* that is open */
    double start;
    rn_span rest; /* short spans that follow each other; more is 0: none */
} level;

typedef struct maker {
    rn_spans *out;
    const rn_profile *profile;
    const rn_spans_options *options;
    double shortest; /* in time */
    level *levels;
    size_t open, used, level_capacity; /* levels open, and ever used on the track */
    uint32_t *path;                    /* the functions of a run's stack, the outermost first */
    size_t path_capacity;
    double ended, lasted; /* the run before */
} maker;

/* Samples do not come to the moment: a pause of so small a share of the run before it is none. */
static const double JITTER = 0.05;

/* ---- spans ------------------------------------------------------------------------------------ */

static bool add_span(maker *m, rn_span span)
{
    if (!RN_GROW(m->out->spans, m->out->capacity, m->out->count + 1))
        return false;
    m->out->spans[m->out->count++] = span;
    return true;
}

static bool flush_rest(maker *m, level *l)
{
    bool added = !l->rest.more || add_span(m, l->rest);
    l->rest.more = 0;
    return added;
}

/* A pause that cannot be seen does not part short spans. */
static bool add_short(maker *m, level *l, rn_span span)
{
    m->out->hidden++;
    if (l->rest.more && span.from - l->rest.to <= m->shortest) {
        l->rest.to = span.to;
        l->rest.more++;
        return true;
    }
    if (!flush_rest(m, l))
        return false;
    l->rest = span;
    l->rest.more = 1;
    return true;
}

static bool close_level(maker *m, size_t at, double end)
{
    level *l = &m->levels[at];
    rn_span span = {l->stack, (uint32_t)at, 0, l->start, end};
    if (at >= m->options->max_levels)
        return true;
    if (span.to - span.from < m->shortest)
        return add_short(m, l, span);
    return flush_rest(m, l) && add_span(m, span);
}

static bool close_down_to(maker *m, size_t keep, double end)
{
    while (m->open > keep)
        if (!close_level(m, --m->open, end))
            return false;
    return true;
}

static bool open_level(maker *m, uint32_t stack, double start)
{
    if (!RN_GROW(m->levels, m->level_capacity, m->open + 1))
        return false;
    if (m->open == m->used)
        m->levels[m->used++] = (level){0};
    m->levels[m->open].stack = stack;
    m->levels[m->open++].start = start;
    return true;
}

/* ---- runs ------------------------------------------------------------------------------------- */

/* The stacks of the functions from the outermost to the innermost; threads and the like are none. */
static bool find_path(maker *m, uint32_t stack, size_t *depth)
{
    const rn_profile *p = m->profile;
    size_t count = 0;
    for (uint32_t s = stack; s; s = p->stacks[s].parent)
        count += rn_is_function(p, p->frames[p->stacks[s].frame].function);
    *depth = count;
    if (!RN_GROW(m->path, m->path_capacity, count + 1))
        return false;
    for (uint32_t s = stack; s; s = p->stacks[s].parent)
        if (rn_is_function(p, p->frames[p->stacks[s].frame].function))
            m->path[--count] = s;
    return true;
}

static bool take_run(maker *m, const rn_run *run, double *busy)
{
    double start = fmax(run->start, m->out->from),
           end = fmin(run->start + run->duration, m->out->to);
    size_t depth, common = 0;
    start = fmax(start, m->ended);
    if (!(end > start))
        return true;
    if (!find_path(m, run->stack, &depth))
        return false;
    bool goes_on = start <= m->ended + JITTER * m->lasted;
    while (goes_on && common < depth && common < m->open &&
           m->levels[common].stack == m->path[common])
        common++;
    if (!close_down_to(m, common, m->ended))
        return false;
    while (m->open < depth)
        if (!open_level(m, m->path[m->open], start))
            return false;
    /* what stays open over a pause is drawn at work in it, too */
    *busy += end - (common ? m->ended : start);
    m->ended = end;
    m->lasted = end - start;
    return true;
}

/* ---- tracks ----------------------------------------------------------------------------------- */

static int compare_spans(const void *left, const void *right)
{
    const rn_span *a = left, *b = right;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static bool take_track(maker *m, const rn_run *runs, uint32_t count)
{
    rn_spans *out = m->out;
    rn_spans_track track = {.track = runs->track, .first = out->count};
    m->open = m->used = 0;
    m->ended = -INFINITY;
    m->lasted = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!take_run(m, &runs[i], &track.busy))
            return false;
    if (!close_down_to(m, 0, m->ended))
        return false;
    for (size_t i = 0; i < m->used; i++)
        if (!flush_rest(m, &m->levels[i]))
            return false;
    track.end = out->count;
    track.levels = m->used < m->options->max_levels ? (uint32_t)m->used : m->options->max_levels;
    track.cut = (uint32_t)m->used - track.levels;
    if (track.first == track.end)
        return true;
    qsort(out->spans + track.first, track.end - track.first, sizeof *out->spans, compare_spans);
    if (!RN_GROW(out->tracks, out->track_capacity, out->track_count + 1))
        return false;
    out->tracks[out->track_count++] = track;
    return true;
}

static bool take_tracks(maker *m)
{
    const rn_profile *p = m->profile;
    for (uint32_t first = 0, end; first < p->run_count; first = end) {
        for (end = first; end < p->run_count && p->runs[end].track == p->runs[first].track;)
            end++;
        if (!take_track(m, &p->runs[first], end - first))
            return false;
    }
    return true;
}

static void find_window(rn_spans *out, const rn_profile *p, const rn_spans_options *options)
{
    double start = INFINITY, end = -INFINITY;
    for (uint32_t i = 0; i < p->run_count; i++) {
        start = fmin(start, p->runs[i].start);
        end = fmax(end, p->runs[i].start + p->runs[i].duration);
    }
    out->from = start + options->from;
    out->to = fmin(end, start + options->to);
}

render_status rn_spans_init(rn_spans *out, const rn_profile *profile,
                            const rn_spans_options *options, rn_report *report)
{
    *out = (rn_spans){0};
    maker m = {.out = out, .profile = profile, .options = options};
    if (!profile->run_count)
        return rn_fail(
            report, RENDER_ERROR_EMPTY, 0, 0,
            "the profile does not tell what ran when ('profdraw formats' says which do)");
    find_window(out, profile, options);
    if (!(out->to > out->from))
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "nothing ran in that window of time");
    m.shortest = (out->to - out->from) * options->shortest;
    bool enough = take_tracks(&m);
    free(m.levels);
    free(m.path);
    if (!enough)
        return rn_fail_memory(report);
    if (!out->track_count)
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "nothing ran in that window of time");
    return RENDER_OK;
}

void rn_spans_finish(rn_spans *spans)
{
    free(spans->spans);
    free(spans->tracks);
}

uint32_t rn_spans_levels_filled(const rn_spans *spans, const rn_spans_track *track, double share,
                                double least)
{
    double all = 0, sum = 0, longest = 0;
    uint32_t filled = 0;
    for (size_t i = track->first; i < track->end; i++) {
        const rn_span *span = &spans->spans[i];
        double time = span->to - span->from;
        if (span->level != filled) {
            if (sum < share * all || longest < least)
                return filled;
            sum = longest = 0;
            filled = span->level;
        }
        sum += time;
        all += filled ? 0 : time;
        longest = span->more ? longest : fmax(longest, time);
    }
    return sum < share * all || longest < least ? filled : filled + 1;
}

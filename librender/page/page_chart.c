/* Spans as whole ticks of time, each from the end of the one before it. */
#include "page/page_chart.h"

#include <math.h>

#include "base/unit.h"
#include "page/page_json.h"

/* Of the window: the shortest span that can be told, and the shortest that is tried first. */
static const double TICK = 1e-8, SHORTEST = 1e-6;

enum { LEVELS = 1500 };

static double seconds_of(const rn_profile *profile)
{
    return rn_unit_factor(rn_profile_string(profile, profile->time_unit), RN_LITERAL("s"));
}

static double start_of(const rn_profile *profile)
{
    double start = INFINITY;
    for (uint32_t i = 0; i < profile->run_count; i++)
        start = fmin(start, profile->runs[i].start);
    return start;
}

/* Nothing where nothing ran. */
static render_status make(rn_spans *out, const rn_profile *profile, const rn_spans_options *how,
                          rn_report *report)
{
    rn_report own = {0};
    if (rn_spans_init(out, profile, how, &own)) {
        rn_spans_finish(out);
        *out = (rn_spans){0};
    }
    bool enough = own.error.status != RENDER_ERROR_MEMORY;
    rn_report_finish(&own);
    return enough ? RENDER_OK : rn_fail_memory(report);
}

render_status rn_page_chart_init(rn_page_chart *out, const rn_view_input *view, size_t most,
                                 rn_report *report)
{
    const rn_profile *profile = view->profile;
    const render_draw_options *options = view->options;
    *out = (rn_page_chart){0};
    if (!profile->run_count)
        return RENDER_OK;
    double second = seconds_of(profile) > 0 ? 1 / seconds_of(profile) : 1;
    rn_spans_options how = {
        .from = options->from * second,
        .to = options->to > 0 ? options->to * second : INFINITY,
        .shortest = SHORTEST,
        .max_levels = options->max_depth > 0 ? (uint32_t)options->max_depth : LEVELS,
    };
    out->start = start_of(profile);
    while (make(&out->spans, profile, &how, report) == RENDER_OK && out->spans.count > most &&
           how.shortest < 0.01) {
        rn_spans_finish(&out->spans);
        how.shortest *= 4;
    }
    return report->error.status;
}

void rn_page_chart_finish(rn_page_chart *chart)
{
    rn_spans_finish(&chart->spans);
    *chart = (rn_page_chart){0};
}

static uint32_t function_of(const rn_profile *profile, const rn_span *span)
{
    return profile->frames[profile->stacks[span->stack].frame].function;
}

void rn_page_chart_mark(const rn_page_chart *chart, const rn_profile *profile, bool *marks)
{
    for (size_t i = 0; i < chart->spans.count; i++)
        if (!chart->spans.spans[i].more)
            marks[function_of(profile, &chart->spans.spans[i])] = true;
}

/* ---- as JSON ---------------------------------------------------------------------------------- */

static void put_number(rn_buffer *out, const char *key, double value)
{
    rn_put_json_key(out, key);
    rn_put_json_number(out, value);
}

/* How many spans each level has. */
static void put_levels(rn_buffer *out, const rn_spans *spans, const rn_spans_track *track)
{
    rn_put_json_key(out, "levels");
    rn_put_char(out, '[');
    for (size_t s = track->first, end; s < track->end; s = end) {
        for (end = s; end < track->end && spans->spans[end].level == spans->spans[s].level;)
            end++;
        rn_put_text(out, s > track->first ? "," : "");
        rn_put_uint(out, end - s);
    }
    rn_put_char(out, ']');
}

static void put_tracks(rn_buffer *out, const rn_spans *spans, const rn_profile *profile)
{
    rn_put_json_key(out, "tracks");
    rn_put_char(out, '[');
    for (size_t i = 0; i < spans->track_count; i++) {
        const rn_spans_track *track = &spans->tracks[i];
        rn_put_text(out, i ? ",{" : "{");
        rn_put_json_key(out, "name");
        rn_put_json_text(out, rn_profile_string(profile, profile->tracks[track->track]));
        put_number(out, "busy", track->busy / (spans->to - spans->from));
        put_number(out, "cut", track->cut);
        put_levels(out, spans, track);
        rn_put_char(out, '}');
    }
    rn_put_char(out, ']');
}

typedef struct span_columns {
    const rn_spans *spans;
    const rn_profile *profile;
    const uint32_t *places;
} span_columns;

static void put_function_item(rn_buffer *out, const void *user, size_t index)
{
    const span_columns *c = user;
    const rn_span *span = &c->spans->spans[index];
    if (span->more)
        rn_put_char(out, '-');
    rn_put_uint(out, span->more ? span->more : c->places[function_of(c->profile, span)]);
}

static double ticks_at(const rn_spans *spans, double time)
{
    return round((time - spans->from) / ((spans->to - spans->from) * TICK));
}

static void put_gaps(rn_buffer *out, const rn_spans *spans)
{
    rn_put_json_key(out, "gap");
    rn_put_char(out, '[');
    for (size_t t = 0; t < spans->track_count; t++) {
        const rn_spans_track *track = &spans->tracks[t];
        for (size_t s = track->first; s < track->end; s++) {
            const rn_span *span = &spans->spans[s];
            bool is_next = s > track->first && span[-1].level == span->level;
            double before = is_next ? ticks_at(spans, span[-1].to) : 0;
            rn_put_text(out, s ? "," : "");
            rn_put_double(out, ticks_at(spans, span->from) - before);
        }
    }
    rn_put_char(out, ']');
}

static void put_size_item(rn_buffer *out, const void *user, size_t index)
{
    const rn_spans *spans = ((const span_columns *)user)->spans;
    const rn_span *span = &spans->spans[index];
    rn_put_double(out, ticks_at(spans, span->to) - ticks_at(spans, span->from));
}

void rn_put_page_chart(rn_buffer *out, const rn_page_chart *chart, const rn_profile *profile,
                       const uint32_t *places)
{
    const rn_spans *spans = &chart->spans;
    const span_columns columns = {spans, profile, places};
    rn_put_json_key(out, "chart");
    if (!spans->count) {
        rn_put_text(out, "null");
        return;
    }
    rn_put_char(out, '{');
    rn_put_json_key(out, "unit");
    rn_put_json_text(out, rn_profile_string(profile, profile->time_unit));
    put_number(out, "seconds", seconds_of(profile));
    put_number(out, "start", spans->from - chart->start);
    put_number(out, "span", spans->to - spans->from);
    put_number(out, "tick", (spans->to - spans->from) * TICK);
    put_tracks(out, spans, profile);
    rn_put_json_column(out, "function", spans->count, put_function_item, &columns);
    put_gaps(out, spans);
    rn_put_json_column(out, "size", spans->count, put_size_item, &columns);
    rn_put_char(out, '}');
}

/* See lanes.h.  A lane is first looked at: its spans are stored.  When it keeps the order for
 * LOOKED_AT spans it is taken as it comes from then on, only the spans at one time being held back;
 * when it does not, it is stored to its end and sorted. */
#include "read/lanes.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "read/lane_order.h"
#include "read/lane_stack.h"

enum { LOOKED_AT = 1 << 16 };

static bool fail_memory(rn_lanes *s)
{
    rn_fail_memory(s->report);
    return false;
}

static const rn_lane new_lane = {
    .last = -INFINITY, .last_end = -INFINITY, .latest = -INFINITY, .by_end = true, .root = RN_NONE};

bool rn_lanes_add(rn_lanes *s, uint32_t *lane)
{
    if (s->lane_count >= INT32_MAX || !RN_GROW(s->lanes, s->lane_capacity, s->lane_count + 1))
        return fail_memory(s);
    *lane = (uint32_t)s->lane_count;
    s->lanes[s->lane_count++] = new_lane;
    return true;
}

bool rn_lanes_is_used(const rn_lanes *s, uint32_t lane)
{
    return s->lanes[lane].root != RN_NONE;
}

void rn_lanes_finish(rn_lanes *s)
{
    for (size_t i = 0; i < s->lane_count; i++) {
        free(s->lanes[i].spans);
        free(s->lanes[i].open);
    }
    free(s->lanes);
    free(s->nodes);
    free(s->runs);
    free(s->begun);
    free(s->ended);
    rn_map_finish(&s->children);
}

/* ---- in which order they come ----------------------------------------------------------------- */

/* All but the spans at the last time are taken. */
static bool stop_looking(rn_lanes *s, rn_lane *lane)
{
    size_t rest = lane->span_count;
    while (rest && lane->spans[rest - 1].at == lane->last)
        rest--;
    if (!rn_lane_take(s, lane, rest))
        return false;
    lane->span_count -= rest;
    memmove(lane->spans, lane->spans + rest, lane->span_count * sizeof *lane->spans);
    lane->mode = RN_IN_ORDER;
    return true;
}

static void note_order(rn_lane *lane, const rn_lane_span *span)
{
    if (span->at < lane->last)
        lane->mode = RN_STORING;
    if (span->type != RN_LANE_WHOLE)
        return;
    double end = span->at + span->duration;
    lane->by_end &= end >= lane->last_end;
    lane->last_end = end;
}

bool rn_lanes_put(rn_lanes *s, uint32_t id, const rn_lane_span *span)
{
    rn_lane *lane = &s->lanes[id];
    if (lane->mode == RN_LATE || lane->mode == RN_DONE)
        return true;
    if (lane->mode != RN_IN_ORDER) {
        note_order(lane, span);
    } else if (span->at < lane->last) {
        lane->mode = RN_LATE;
        return true;
    } else if (span->at > lane->last) {
        if (!rn_lane_take(s, lane, lane->span_count))
            return false;
        lane->span_count = 0;
    }
    lane->last = span->at;
    if (!RN_GROW(lane->spans, lane->span_capacity, lane->span_count + 1))
        return fail_memory(s);
    lane->spans[lane->span_count++] = *span;
    return lane->mode != RN_LOOKING || lane->span_count < LOOKED_AT || stop_looking(s, lane);
}

/* ---- the end ---------------------------------------------------------------------------------- */

static bool end_lane(rn_lanes *s, rn_lane *lane)
{
    if (lane->mode == RN_STORING && !rn_lanes_sort(lane->spans, lane->span_count))
        return fail_memory(s);
    if (!rn_lane_take(s, lane, lane->span_count) || !rn_lane_close(s, lane))
        return false;
    free(lane->spans);
    lane->spans = NULL;
    lane->span_count = lane->span_capacity = 0;
    lane->mode = RN_DONE;
    return true;
}

/* Forgets what was taken of lanes that broke the order. */
static void start_again(rn_lanes *s)
{
    for (size_t i = 0; i < s->node_count; i++) {
        uint32_t lane = s->nodes[i].lane;
        if (lane != RN_NONE && s->lanes[lane].mode == RN_LATE)
            s->nodes[i].lane = RN_NONE;
    }
    for (size_t i = 0; i < s->lane_count; i++) {
        rn_lane *lane = &s->lanes[i];
        if (lane->mode != RN_LATE)
            continue;
        free(lane->spans);
        free(lane->open);
        *lane = new_lane;
        lane->mode = RN_STORING;
    }
}

static void warn(rn_report *report, uint64_t count, const char *what)
{
    if (count)
        rn_warn(report, "%llu %s", (unsigned long long)count, what);
}

static bool sum_up(rn_lanes *s)
{
    uint64_t unopened = 0, crossing = 0, cut = 0, unclosed = 0;
    for (size_t i = 0; i < s->lane_count; i++) {
        unopened += s->lanes[i].unopened;
        crossing += s->lanes[i].crossing;
        cut += s->lanes[i].cut;
        unclosed += s->lanes[i].unclosed;
    }
    if (unopened && s->report->strict) {
        rn_fail(s->report, RENDER_ERROR_MALFORMED, 0, 0, "the end of a span that is not open");
        return false;
    }
    warn(s->report, unopened, "end(s) of spans that are not open");
    warn(s->report, crossing, "span(s) that end before what they call");
    warn(s->report, cut, "span(s) that outlast the one around them are cut");
    warn(s->report, unclosed, "span(s) without an end: they end with their thread");
    return true;
}

bool rn_lanes_end(rn_lanes *s, bool *again)
{
    *again = false;
    for (size_t i = 0; i < s->lane_count; i++)
        *again |= s->lanes[i].mode == RN_LATE;
    for (size_t i = 0; i < s->lane_count; i++)
        if (s->lanes[i].mode != RN_LATE && s->lanes[i].mode != RN_DONE &&
            !end_lane(s, &s->lanes[i]))
            return false;
    if (*again)
        start_again(s);
    return *again || sum_up(s);
}

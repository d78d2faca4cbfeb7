/* See lane_stack.h. */
#include "read/lane_stack.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "read/lane_order.h"

enum {
    DEPTH_SEARCHED = 256
}; /* for what an END ends: hostile input must not take the square of time */

/* What clocks and roundings cannot tell: 1 µs. */
static const double SAME_NS = 1000;

static bool fail_memory(rn_lanes *s)
{
    rn_fail_memory(s->report);
    return false;
}

/* ---- nodes ------------------------------------------------------------------------------------ */

static bool add_node(rn_lanes *s, rn_lane_node node, uint32_t *id)
{
    if (s->node_count >= INT32_MAX) {
        rn_fail(s->report, RENDER_ERROR_LIMIT, 0, 0, "more than 2147483647 stacks");
        return false;
    }
    if (!RN_GROW(s->nodes, s->node_capacity, s->node_count + 1))
        return fail_memory(s);
    *id = (uint32_t)s->node_count;
    s->nodes[s->node_count++] = node;
    return true;
}

static bool find_sibling(rn_lanes *s, uint32_t parent, uint32_t frame, uint32_t *id)
{
    bool is_new = false;
    uint32_t *found =
        rn_map_put(&s->children, rn_map_pair(parent, frame), (uint32_t)s->node_count, &is_new);
    if (!found)
        return fail_memory(s);
    *id = *found;
    return !is_new ||
           add_node(s, (rn_lane_node){parent, frame, s->nodes[parent].lane, 0, 0, 0}, id);
}

static bool find_child(rn_lanes *s, uint32_t parent, uint32_t frame, uint32_t *id)
{
    *id = s->nodes[parent].first_child;
    if (*id && s->nodes[*id].frame == frame)
        return true;
    if (*id)
        return find_sibling(s, parent, frame, id);
    if (!add_node(s, (rn_lane_node){parent, frame, s->nodes[parent].lane, 0, 0, 0}, id))
        return false;
    s->nodes[parent].first_child = *id;
    return true;
}

/* ---- time ------------------------------------------------------------------------------------- */

static bool add_run(rn_lanes *s, rn_lane_run run)
{
    if (!RN_GROW(s->runs, s->run_capacity, s->run_count + 1))
        return fail_memory(s);
    s->runs[s->run_count++] = run;
    return true;
}

static bool advance(rn_lanes *s, rn_lane *lane, double at)
{
    double start = lane->now, passed = at - start;
    lane->now = at;
    if (lane->open_count == 0 || !(passed > 0))
        return true;
    uint32_t node = lane->open[lane->open_count - 1].node;
    s->nodes[node].self += passed;
    return !s->keeps_runs || add_run(s, (rn_lane_run){node, start, passed});
}

static double top_end(const rn_lane *lane)
{
    return lane->open_count ? lane->open[lane->open_count - 1].end : INFINITY;
}

/* Goes on to `at`; what ends by itself until then ends. */
static bool pass_time(rn_lanes *s, rn_lane *lane, double at)
{
    while (top_end(lane) <= at) {
        if (!advance(s, lane, top_end(lane)))
            return false;
        lane->open_count--;
    }
    return advance(s, lane, at);
}

/* ---- nesting ---------------------------------------------------------------------------------- */

/* Times that were rounded may let a span end a little after the next one begins. */
static void leave_touching(rn_lane *lane, double at, double end)
{
    while (lane->open_count && lane->open[lane->open_count - 1].name == RN_NONE) {
        double overlap = top_end(lane) - at;
        if (overlap > 0 && (overlap >= SAME_NS || overlap >= end - top_end(lane)))
            return;
        lane->open_count--;
    }
}

static bool push(rn_lanes *s, rn_lane *lane, uint32_t frame, uint32_t name, double end)
{
    uint32_t node;
    if (lane->root == RN_NONE) {
        uint32_t id = (uint32_t)(lane - s->lanes);
        if (!add_node(s, (rn_lane_node){RN_NONE, 0, id, 0, 0, 0}, &lane->root))
            return false;
    }
    uint32_t parent = lane->open_count ? lane->open[lane->open_count - 1].node : lane->root;
    if (!find_child(s, parent, frame, &node))
        return false;
    if (!RN_GROW(lane->open, lane->open_capacity, lane->open_count + 1))
        return fail_memory(s);
    lane->open[lane->open_count++] = (rn_level){end, node, name};
    return true;
}

static void count(rn_lanes *s, const rn_lane *lane, double amount)
{
    s->nodes[lane->open[lane->open_count - 1].node].count += amount;
}

static bool take_begin(rn_lanes *s, rn_lane *lane, const rn_lane_span *span)
{
    while (top_end(lane) <= span->at)
        lane->open_count--;
    if (!push(s, lane, span->frame, span->name, top_end(lane)))
        return false;
    count(s, lane, 1);
    return true;
}

static bool take_whole(rn_lanes *s, rn_lane *lane, const rn_lane_span *span)
{
    double end = span->at + span->duration;
    leave_touching(lane, span->at, end);
    if (end > top_end(lane)) {
        lane->cut += end - top_end(lane) > SAME_NS;
        end = top_end(lane);
    }
    if (!push(s, lane, span->frame, RN_NONE, end))
        return false;
    if (end > lane->latest)
        lane->latest = end;
    count(s, lane, 1);
    return true;
}

static bool take_sample(rn_lanes *s, rn_lane *lane, const rn_lane_span *span)
{
    if (lane->samples++ == 0)
        lane->first_sample = span->at;
    lane->open_count = 0;
    if (!push(s, lane, span->frame, RN_NONE, INFINITY))
        return false;
    count(s, lane, span->duration);
    return true;
}

/* An END that does not fit the innermost span ends what that is called by, with all in between: the
 * ends of those are missing, or cross. */
static void take_end(rn_lane *lane, uint32_t name)
{
    size_t at = lane->open_count, least = at > DEPTH_SEARCHED ? at - DEPTH_SEARCHED : 0;
    while (at > least) {
        uint32_t open = lane->open[--at].name;
        if (open != name && (name != RN_LANE_ANY || open == RN_NONE))
            continue;
        lane->crossing += at + 1 < lane->open_count;
        lane->open_count = at;
        return;
    }
    lane->unopened++;
}

/* ---- spans at one time ------------------------------------------------------------------------ */

static bool grow_zero(uint32_t **items, size_t *capacity, size_t need)
{
    size_t old = *capacity;
    if (need <= old)
        return true;
    if (!RN_GROW(*items, *capacity, need))
        return false;
    memset(*items + old, 0, (*capacity - old) * sizeof **items);
    return true;
}

static bool reserve_names(rn_lanes *s, const rn_lane_span *spans, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        if (spans[i].type != RN_LANE_WHOLE && spans[i].name != RN_LANE_ANY && spans[i].name >= most)
            most = (size_t)spans[i].name + 1;
    return (grow_zero(&s->begun, &s->begun_capacity, most) &&
            grow_zero(&s->ended, &s->ended_capacity, most)) ||
           fail_memory(s);
}

/* Marks the ENDs of what began before: their duration becomes 1. */
static void mark_outer_ends(rn_lanes *s, rn_lane_span *spans, size_t count)
{
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        rn_lane_span *span = &spans[i];
        if (span->type == RN_LANE_BEGIN) {
            s->begun[span->name]++;
            open++;
        }
        if (span->type != RN_LANE_END)
            continue;
        bool is_inner = span->name == RN_LANE_ANY ? open > 0 : s->begun[span->name] > 0;
        open -= is_inner;
        if (is_inner && span->name != RN_LANE_ANY)
            s->begun[span->name]--;
        span->duration = is_inner ? 0 : 1;
    }
    for (size_t i = 0; i < count; i++)
        if (spans[i].type == RN_LANE_BEGIN)
            s->begun[spans[i].name] = 0;
}

/* Takes the ENDs with this mark, each as soon as it fits. */
static void take_ends(rn_lanes *s, rn_lane *lane, const rn_lane_span *spans, size_t count,
                      double mark)
{
    size_t any = 0;
    for (size_t i = 0; i < count; i++)
        if (spans[i].type == RN_LANE_END && spans[i].duration == mark) {
            if (spans[i].name == RN_LANE_ANY)
                any++;
            else
                s->ended[spans[i].name]++;
        }
    while (top_end(lane) <= lane->now)
        lane->open_count--;
    for (; lane->open_count; lane->open_count--) {
        uint32_t name = lane->open[lane->open_count - 1].name;
        if (name < s->ended_capacity && s->ended[name])
            s->ended[name]--;
        else if (name != RN_NONE && any)
            any--;
        else
            break;
    }
    for (size_t i = 0; i < count; i++) {
        bool is_any = spans[i].name == RN_LANE_ANY;
        if (spans[i].type != RN_LANE_END || spans[i].duration != mark ||
            (is_any ? any == 0 : s->ended[spans[i].name] == 0))
            continue;
        if (is_any)
            any--;
        else
            s->ended[spans[i].name]--;
        take_end(lane, spans[i].name);
    }
}

static bool take_one(rn_lanes *s, rn_lane *lane, const rn_lane_span *span)
{
    switch ((rn_lane_type)span->type) {
    case RN_LANE_BEGIN:
        return take_begin(s, lane, span);
    case RN_LANE_WHOLE:
        return take_whole(s, lane, span);
    case RN_LANE_SAMPLE:
        return take_sample(s, lane, span);
    case RN_LANE_END:
        break;
    }
    take_end(lane, span->name);
    return true;
}

static bool take_many(rn_lanes *s, rn_lane *lane, rn_lane_span *spans, size_t count)
{
    if (!reserve_names(s, spans, count))
        return false;
    if (!rn_lanes_nest(spans, count, lane->mode == RN_STORING && lane->by_end))
        return fail_memory(s);
    mark_outer_ends(s, spans, count);
    take_ends(s, lane, spans, count, 1);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && spans[end].type == RN_LANE_END; end++)
            ;
        take_ends(s, lane, spans + i, end - i, 0);
        if (end < count && !take_one(s, lane, &spans[end++]))
            return false;
    }
    return true;
}

/* Takes the spans at one time. */
static bool take(rn_lanes *s, rn_lane *lane, rn_lane_span *spans, size_t count)
{
    if (count == 0)
        return true;
    if (!pass_time(s, lane, spans->at))
        return false;
    return count == 1 ? take_one(s, lane, spans) : take_many(s, lane, spans, count);
}

/* Takes what is stored, which is in order, up to `count`. */
bool rn_lane_take(rn_lanes *s, rn_lane *lane, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && lane->spans[end].at == lane->spans[i].at; end++)
            ;
        if (!take(s, lane, lane->spans + i, end - i))
            return false;
    }
    return true;
}

/* What is open ends with the lane; its last sample lasts as long as they did on average. */
bool rn_lane_close(rn_lanes *s, rn_lane *lane)
{
    double end = lane->latest > lane->now ? lane->latest : lane->now;
    if (lane->samples > 1)
        end = lane->now + (lane->now - lane->first_sample) / (double)(lane->samples - 1);
    if (!pass_time(s, lane, end))
        return false;
    if (lane->samples == 0)
        lane->unclosed += lane->open_count;
    lane->open_count = 0;
    return true;
}

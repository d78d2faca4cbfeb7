/* A merge sort from the bottom up that leaves alone what is in order already, as most of a trace
 * is. */
#include "read/lane_order.h"

#include <stdlib.h>

#include "base/grow.h"

enum { SHORT = 16 }; /* spans sorted by insertion */

static void sort_short(rn_lane_span *spans, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        rn_lane_span moved = spans[i];
        size_t at = i;
        for (; at && spans[at - 1].at > moved.at; at--)
            spans[at] = spans[at - 1];
        spans[at] = moved;
    }
}

/* Joins two sorted parts; `space` has room for the first. */
static void merge(rn_lane_span *spans, size_t middle, size_t count, rn_lane_span *space)
{
    if (spans[middle - 1].at <= spans[middle].at)
        return;
    memcpy(space, spans, middle * sizeof *spans);
    size_t left = 0, right = middle, to = 0;
    while (left < middle && right < count)
        spans[to++] = spans[right].at < space[left].at ? spans[right++] : space[left++];
    memcpy(spans + to, space + left, (middle - left) * sizeof *spans);
}

bool rn_lanes_sort(rn_lane_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i += SHORT)
        sort_short(spans + i, count - i < SHORT ? count - i : SHORT);
    if (count <= SHORT)
        return true;
    rn_lane_span *space = rn_array_new(count, sizeof *space);
    for (size_t width = SHORT; space && width < count; width *= 2)
        for (size_t i = 0; i + width < count; i += 2 * width)
            merge(spans + i, width, count - i < 2 * width ? count - i : 2 * width, space);
    free(space);
    return space;
}

static bool is_nested(const rn_lane_span *spans, size_t count, bool reversed)
{
    const rn_lane_span *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (spans[i].type != RN_LANE_WHOLE)
            continue;
        if (last &&
            (reversed ? last->duration <= spans[i].duration : last->duration < spans[i].duration))
            return false;
        last = &spans[i];
    }
    return true;
}

/* Copies the WHOLE ones, with the duration as the time to sort by. */
static size_t take_whole(rn_lane_span *to, const rn_lane_span *spans, size_t count, bool reversed)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        const rn_lane_span *span = &spans[reversed ? count - 1 - i : i];
        if (span->type != RN_LANE_WHOLE)
            continue;
        to[taken] = *span;
        to[taken++].at = -span->duration;
    }
    return taken;
}

bool rn_lanes_nest(rn_lane_span *spans, size_t count, bool reversed)
{
    if (is_nested(spans, count, reversed))
        return true;
    rn_lane_span *whole = rn_array_new(count, sizeof *whole);
    if (!whole || !rn_lanes_sort(whole, take_whole(whole, spans, count, reversed))) {
        free(whole);
        return false;
    }
    const rn_lane_span *next = whole;
    double at = spans->at;
    for (size_t i = 0; i < count; i++) {
        if (spans[i].type != RN_LANE_WHOLE)
            continue;
        spans[i] = *next++;
        spans[i].at = at;
    }
    free(whole);
    return true;
}

/* Lanes of spans: the same tree whatever order they come in, also when the order breaks late. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/intern.h"
#include "read/lane_order.h"

enum { CALLS = 60000, LANES = 2 };

typedef struct order {
    rn_lane_span *spans;
    size_t count;
} order;

static rn_lane_span span(rn_lane_type type, double at, double duration, uint32_t frame)
{
    return (rn_lane_span){
        .at = at, .duration = duration, .frame = frame, .type = type, .name = frame};
}

/* Calls of 10 us; within each a call of 6, in which there is one of 2. */
static order make_spans(void)
{
    order o = {calloc(3 * CALLS, sizeof *o.spans), 0};
    assert_non_null(o.spans);
    for (uint32_t i = 0; i < CALLS; i++) {
        double at = i * 10e3;
        o.spans[o.count++] = span(RN_LANE_WHOLE, at, 9e3, 1);
        o.spans[o.count++] = span(RN_LANE_WHOLE, at + 2e3, 6e3, 2 + i % 2);
        o.spans[o.count++] = span(RN_LANE_WHOLE, at + 3e3, 2e3, 4);
    }
    return o;
}

static void put(rn_lanes *lanes, uint32_t lane, rn_lane_span span)
{
    assert_true(rn_lanes_put(lanes, lane, &span));
}

static void put_all(rn_lanes *lanes, uint32_t lane, const order *o)
{
    for (size_t i = 0; i < o->count; i++)
        put(lanes, lane, o->spans[i]);
}

/* Goes through the same spans as often as asked; returns how often that was. */
static int read_order(rn_lanes *lanes, rn_report *report, const order *o)
{
    uint32_t ids[LANES];
    bool again = true;
    int times = 0;
    *lanes = (rn_lanes){.report = report, .keeps_runs = true};
    for (int i = 0; i < LANES; i++)
        assert_true(rn_lanes_add(lanes, &ids[i]));
    for (; again; times++) {
        for (int i = 0; i < LANES; i++)
            put_all(lanes, ids[i], o);
        assert_true(rn_lanes_end(lanes, &again));
    }
    return times;
}

static const rn_lane_node *find_node(const rn_lanes *lanes, uint32_t lane, uint32_t parent,
                                     uint32_t frame)
{
    const rn_lane_node *found = NULL;
    for (size_t i = 0; i < lanes->node_count; i++) {
        const rn_lane_node *node = &lanes->nodes[i];
        if (node->lane != lane || node->parent == RN_NONE || node->frame != frame)
            continue;
        const rn_lane_node *around = &lanes->nodes[node->parent];
        if ((around->parent == RN_NONE ? 0 : around->frame) != parent)
            continue;
        assert_null(found);
        found = node;
    }
    assert_non_null(found);
    return found;
}

static void assert_node(const rn_lanes *lanes, uint32_t lane, uint32_t parent, uint32_t frame,
                        double self, double count)
{
    const rn_lane_node *node = find_node(lanes, lane, parent, frame);
    assert_true(node->self == self);
    assert_true(node->count == count);
}

static void assert_tree(const rn_lanes *lanes)
{
    double runs = 0;
    for (uint32_t lane = 0; lane < LANES; lane++) {
        assert_true(rn_lanes_is_used(lanes, lane));
        assert_node(lanes, lane, 0, 1, CALLS * 3e3, CALLS);
        assert_node(lanes, lane, 1, 2, CALLS / 2 * 4e3, CALLS / 2);
        assert_node(lanes, lane, 1, 3, CALLS / 2 * 4e3, CALLS / 2);
        assert_node(lanes, lane, 2, 4, CALLS / 2 * 2e3, CALLS / 2);
        assert_node(lanes, lane, 3, 4, CALLS / 2 * 2e3, CALLS / 2);
    }
    for (size_t i = 0; i < lanes->run_count; i++)
        if (lanes->nodes[lanes->runs[i].node].lane != RN_NONE)
            runs += lanes->runs[i].duration;
    assert_true(runs == LANES * CALLS * 9e3);
}

static void assert_order(const order *o, int times)
{
    rn_report report = {0};
    rn_lanes lanes;
    assert_int_equal(read_order(&lanes, &report, o), times);
    assert_tree(&lanes);
    assert_int_equal(report.warning_count, 0);
    rn_lanes_finish(&lanes);
    rn_report_finish(&report);
}

static void spans_in_order_are_taken_as_they_come(void **state)
{
    (void)state;
    order o = make_spans();
    assert_order(&o, 1);
    free(o.spans);
}

static void swap(order *o, size_t i, size_t j)
{
    rn_lane_span held = o->spans[i];
    o->spans[i] = o->spans[j];
    o->spans[j] = held;
}

static void spans_by_their_ends_are_sorted(void **state)
{
    (void)state;
    order o = make_spans();
    for (size_t i = 0; i < o.count; i += 3)
        swap(&o, i, i + 2);
    assert_order(&o, 1);
    free(o.spans);
}

static void spans_in_no_order_are_sorted(void **state)
{
    (void)state;
    order o = make_spans();
    uint32_t random = 1;
    for (size_t i = o.count - 1; i > 0; i--) {
        random = random * 1664525u + 1013904223u;
        swap(&o, i, random % (i + 1));
    }
    assert_order(&o, 1);
    free(o.spans);
}

static void an_order_that_breaks_late_costs_a_second_time(void **state)
{
    (void)state;
    order o = make_spans();
    swap(&o, o.count - 1, o.count - 2);
    assert_order(&o, 2);
    free(o.spans);
}

static void begins_and_ends_give_the_same_tree(void **state)
{
    (void)state;
    order o = {calloc(6 * CALLS, sizeof *o.spans), 0};
    static const struct {
        double at;
        uint32_t frame;
    } events[] = {{0, 1}, {2e3, 2}, {3e3, 4}, {5e3, 4}, {8e3, 2}, {9e3, 1}};
    for (uint32_t i = 0; i < CALLS; i++)
        for (size_t k = 0; k < 6; k++)
            o.spans[o.count++] = span(k < 3 ? RN_LANE_BEGIN : RN_LANE_END, i * 10e3 + events[k].at,
                                      0, events[k].frame == 2 ? 2 + i % 2 : events[k].frame);
    assert_order(&o, 1);
    free(o.spans);
}

/* Neither the ends of a deep stack nor many at one time may take the square of time. */
/* No name was needed before, so that there is no room for those of what is open. */
static void ends_without_a_name_at_one_time_end_what_is_open(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_lanes lanes = {.report = &report};
    uint32_t lane;
    bool again;
    assert_true(rn_lanes_add(&lanes, &lane));
    put(&lanes, lane, span(RN_LANE_BEGIN, 0, 0, 1));
    put(&lanes, lane, span(RN_LANE_BEGIN, 1e3, 0, 1 << 20));
    put(&lanes, lane, span(RN_LANE_END, 9e3, 0, RN_LANE_ANY));
    put(&lanes, lane, span(RN_LANE_END, 9e3, 0, RN_LANE_ANY));
    put(&lanes, lane, span(RN_LANE_BEGIN, 12e3, 0, 1));
    put(&lanes, lane, span(RN_LANE_END, 14e3, 0, 1));
    assert_true(rn_lanes_end(&lanes, &again));
    assert_int_equal(report.warning_count, 0);
    assert_int_equal(lanes.node_count, 3);
    assert_true(lanes.nodes[1].self == 3e3);
    assert_true(lanes.nodes[2].self == 8e3);
    rn_lanes_finish(&lanes);
    rn_report_finish(&report);
}

static void strange_ends_take_no_square_of_time(void **state)
{
    (void)state;
    enum { DEEP = 300000 };
    rn_report report = {0};
    rn_lanes lanes = {.report = &report};
    uint32_t lane;
    bool again;
    assert_true(rn_lanes_add(&lanes, &lane));
    for (uint32_t i = 0; i < DEEP; i++)
        put(&lanes, lane, span(RN_LANE_BEGIN, i, 0, i % 7));
    for (uint32_t i = 0; i < DEEP; i++)
        put(&lanes, lane, span(RN_LANE_END, DEEP + i, 0, 9));
    for (uint32_t i = 0; i < DEEP; i++)
        put(&lanes, lane, span(RN_LANE_END, 2 * DEEP, 0, i % 7));
    assert_true(rn_lanes_end(&lanes, &again));
    assert_false(again);
    assert_int_equal(report.warning_count, 1); /* the strange ends; all others fit */
    assert_string_equal(report.warnings[0], "300000 end(s) of spans that are not open");
    assert_int_equal(lanes.node_count, DEEP + 1);
    rn_lanes_finish(&lanes);
    rn_report_finish(&report);
}

static void sorting_keeps_the_order_of_equals(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    rn_lane_span spans[COUNT];
    uint32_t random = 7;
    for (uint32_t i = 0; i < COUNT; i++) {
        random = random * 1664525u + 1013904223u;
        spans[i] = span(RN_LANE_WHOLE, random >> 28, 0, i);
    }
    assert_true(rn_lanes_sort(spans, COUNT));
    for (size_t i = 1; i < COUNT; i++) {
        assert_true(spans[i - 1].at <= spans[i].at);
        if (spans[i - 1].at == spans[i].at)
            assert_true(spans[i - 1].frame < spans[i].frame);
    }
}

static void long_spans_are_around_short_ones(void **state)
{
    (void)state;
    rn_lane_span spans[] = {span(RN_LANE_WHOLE, 5, 1, 1), span(RN_LANE_BEGIN, 5, 0, 2),
                            span(RN_LANE_WHOLE, 5, 3, 3), span(RN_LANE_WHOLE, 5, 1, 4)};
    static const uint32_t want[] = {3, 2, 1, 4}, reversed[] = {3, 2, 4, 1};
    assert_true(rn_lanes_nest(spans, 4, false));
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(spans[i].frame, want[i]);
    assert_true(rn_lanes_nest(spans, 4, true));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(spans[i].frame, reversed[i]);
        assert_true(spans[i].at == 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_in_order_are_taken_as_they_come),
        cmocka_unit_test(spans_by_their_ends_are_sorted),
        cmocka_unit_test(spans_in_no_order_are_sorted),
        cmocka_unit_test(an_order_that_breaks_late_costs_a_second_time),
        cmocka_unit_test(begins_and_ends_give_the_same_tree),
        cmocka_unit_test(ends_without_a_name_at_one_time_end_what_is_open),
        cmocka_unit_test(strange_ends_take_no_square_of_time),
        cmocka_unit_test(sorting_keeps_the_order_of_equals),
        cmocka_unit_test(long_spans_are_around_short_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Stacks of pprof's samples: those that are made together and begin where others did are what each would be alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/map.h"
#include "make_message.h"
#include "random_profile.h"
#include "read/beginnings.h"
#include "read/formats.h"
#include "read/pprof_ends.h"

enum { LOCATIONS = 400, BASES = 60, DEEPEST = 50 };

/* ---- a profile and what it should become ------------------------------------------------------ */

static void put_message(rn_buffer *out, uint32_t field, rn_buffer *message)
{
    put_data(out, field, rn_buffer_bytes(message));
    message->size = 0;
}

/* Every seventh location is of two functions, one inlined into the other. */
static uint32_t functions_of(uint32_t location, uint32_t functions[2])
{
    functions[0] = location;
    functions[1] = location % 7 == 0 ? location / 7 : 0;
    return location % 7 == 0 ? 2 : 1;
}

static void put_location(rn_buffer *out, uint32_t location)
{
    uint32_t functions[2], count = functions_of(location, functions);
    rn_buffer message = {0}, line = {0};
    put_number(&message, 1, location);
    while (count--) {
        put_number(&line, 1, functions[count]);
        put_message(&message, 4, &line);
    }
    put_message(out, 4, &message);
    rn_buffer_finish(&message);
    rn_buffer_finish(&line);
}

/* The function and the location of each number. */
static void put_tables(rn_buffer *out)
{
    rn_buffer message = {0};
    char name[16];
    put_number(&message, 1, 1);
    put_number(&message, 2, 2);
    put_message(out, 1, &message);
    put_data(out, 6, RN_LITERAL(""));
    put_data(out, 6, RN_LITERAL("samples"));
    put_data(out, 6, RN_LITERAL("count"));
    for (uint32_t i = 1; i <= LOCATIONS; i++) {
        snprintf(name, sizeof name, "f%u", i);
        put_data(out, 6, rn_bytes_of(name));
        put_number(&message, 1, i);
        put_number(&message, 2, i + 2);
        put_message(out, 5, &message);
        put_location(out, i);
    }
    rn_buffer_finish(&message);
}

typedef struct list {
    uint32_t ids[2 * DEEPEST]; /* the outermost first */
    uint32_t count;
} list;

static void add_random(list *l, random_source *source, uint32_t count)
{
    while (count--)
        l->ids[l->count++] = 1 + pick(source, LOCATIONS);
}

/* One number in a field of its own, or all in one, or in two. */
static void put_sample(rn_buffer *out, const list *l, random_source *source)
{
    rn_buffer message = {0}, packed = {0};
    bool is_alone = chance(source, 5);
    uint32_t split = chance(source, 5) ? l->count / 2 : 0;
    for (uint32_t i = l->count; i-- > 0;) {
        if (is_alone)
            put_number(&message, 1, l->ids[i]);
        else
            put_varint(&packed, l->ids[i]);
        if (i && i == split && !is_alone)
            put_message(&message, 1, &packed);
    }
    if (packed.size)
        put_message(&message, 1, &packed);
    put_number(&message, 2, 1);
    put_message(out, 2, &message);
    rn_buffer_finish(&message);
    rn_buffer_finish(&packed);
}

static uint32_t push(rn_builder *b, uint32_t stack, const char *name)
{
    return rn_builder_push(b, stack, make_frame(b, rn_bytes_of(name)));
}

static void add_sample(rn_builder *b, const list *l)
{
    uint32_t stack = 0;
    char name[16];
    for (uint32_t i = 0; i < l->count; i++) {
        uint32_t functions[2], count = functions_of(l->ids[i], functions);
        for (uint32_t f = 0; f < count; f++) {
            snprintf(name, sizeof name, "f%u", functions[f]);
            stack = push(b, stack, name);
        }
    }
    if (!l->count)
        stack = push(b, stack, "(no stack)");
    rn_builder_add_self(b, stack, 0, 1);
}

/* ---- what they become ------------------------------------------------------------------------- */

static rn_bytes name_of(const rn_profile *p, uint32_t stack)
{
    return rn_function_name(p, p->frames[p->stacks[stack].frame].function);
}

static void assert_same(const rn_profile *a, const rn_profile *b)
{
    assert_null(rn_profile_check(a));
    assert_int_equal(a->stack_count, b->stack_count);
    for (uint32_t s = 1; s < a->stack_count; s++) {
        assert_int_equal(a->stacks[s].parent, b->stacks[s].parent);
        assert_true(rn_bytes_equal(name_of(a, s), name_of(b, s)));
        assert_true(rn_stack_self(a, 0, s) == rn_stack_self(b, 0, s));
    }
}

static rn_profile *read_all(const rn_buffer *bytes, const render_limits *limits)
{
    rn_report report = {0};
    rn_profile *profile;
    rn_builder *b = rn_builder_new(RN_STACKS, limits, &report);
    if (rn_format_pprof.read(rn_buffer_bytes(bytes), b, &report))
        fail_msg("%s", report.error.message);
    assert_int_equal(rn_builder_finish(b, &profile), RENDER_OK);
    rn_report_finish(&report);
    return profile;
}

/* Samples on some bases, with up to `ends` locations of their own. */
static void check_samples(uint32_t samples, uint32_t ends, uint32_t stack_depth)
{
    random_source source = {samples + ends};
    static list bases[BASES];
    rn_report report = {0};
    rn_buffer bytes = {0};
    render_limits limits = *default_limits();
    limits.stack_depth = stack_depth;
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
    rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("count"));
    put_tables(&bytes);
    for (uint32_t i = 0; i < BASES; i++) {
        bases[i] = i ? bases[pick(&source, i)] : (list){.count = 0};
        bases[i].count = pick(&source, bases[i].count + 1);
        add_random(&bases[i], &source, pick(&source, DEEPEST - bases[i].count));
    }
    for (uint32_t i = 0; i < samples; i++) {
        list l = bases[pick(&source, BASES)];
        add_random(&l, &source, pick(&source, ends + 1));
        put_sample(&bytes, &l, &source);
        add_sample(b, &l);
    }
    rn_profile *wanted, *read = read_all(&bytes, &limits);
    assert_int_equal(rn_builder_finish(b, &wanted), RENDER_OK);
    assert_same(read, wanted);
    rn_profile_free(read);
    rn_profile_free(wanted);
    rn_report_finish(&report);
    rn_buffer_finish(&bytes);
}

static void equal_lists_are_one_stack(void **state)
{
    (void)state;
    check_samples(3000, 0, 1000);
}

static void lists_that_end_alike_share_stacks(void **state)
{
    (void)state;
    check_samples(3000, 3, 1000);
    check_samples(3000, 40, 1000);
}

static void deep_stacks_are_cut_in_their_turn(void **state)
{
    (void)state;
    check_samples(3000, 3, 20);
}

/* So many different lists that they are not kept in mind. */
static void lists_are_forgotten(void **state)
{
    (void)state;
    check_samples(80000, 4, 1000);
}

/* ---- beginnings ------------------------------------------------------------------------------- */

static void the_longest_beginning_is_found(void **state)
{
    (void)state;
    const uint64_t first = rn_map_mix(1), second = rn_map_mix(2);
    const uint64_t a[] = {first, second, rn_map_mix(3)}, b[] = {first, second, rn_map_mix(4)};
    rn_beginnings *known = rn_beginnings_new();
    assert_int_equal(rn_beginnings_find(known, a, 3), RN_NONE);
    assert_int_equal(rn_beginnings_keep(known), RN_NONE);
    assert_int_equal(rn_beginnings_find(known, a, 3), RN_NONE);
    uint32_t place = rn_beginnings_keep(known);
    assert_int_not_equal(place, RN_NONE);
    assert_int_equal(rn_beginnings_find(known, b, 3), place);
    assert_int_equal(rn_beginnings_keep(known), RN_NONE);
    assert_int_equal(rn_beginnings_find(known, b, 3), place);
    uint32_t other = rn_beginnings_keep(known);
    assert_int_not_equal(other, RN_NONE);
    assert_int_not_equal(other, place);
    assert_int_equal(rn_beginnings_find(known, b, 3), other);
    assert_int_equal(rn_beginnings_find(known, a, 3), place);
    rn_beginnings_clear(known);
    assert_int_equal(rn_beginnings_find(known, a, 3), RN_NONE);
    rn_beginnings_free(known);
}

static uint32_t find_common(rn_pprof_ends *ends, rn_bytes bytes, rn_bytes kept)
{
    uint32_t common = 0;
    rn_pprof_search search;
    for (int i = 0; i < 2; i++) {
        rn_pprof_ends_begin(ends, &search, kept);
        rn_pprof_ends_look(ends, &search);
    }
    if (search.place != RN_NONE)
        ends->lists[search.place] = (rn_pprof_list){.bytes = kept};
    rn_pprof_ends_begin(ends, &search, bytes);
    rn_pprof_ends_look(ends, &search);
    rn_pprof_ends_go_near(ends, &search);
    return rn_pprof_ends_find(ends, &search, &common) ? common : 0;
}

/* A number that is the last part of a longer one is not shared. */
static void whole_numbers_are_shared(void **state)
{
    (void)state;
    rn_pprof_ends ends;
    assert_true(rn_pprof_ends_init(&ends));
    assert_int_equal(find_common(&ends, RN_LITERAL("\x85\x01\x02\x03\x04\x05\x06\x07\x08\x09"),
                                 RN_LITERAL("\x86\x01\x02\x03\x04\x05\x06\x07\x08\x09")),
                     8);
    assert_int_equal(find_common(&ends, RN_LITERAL("\x11\x12\x13\x14\x15\x16\x17\x18"),
                                 RN_LITERAL("\x11\x12\x13\x14\x15\x16\x17\x18")),
                     8);
    assert_int_equal(find_common(&ends, RN_LITERAL("\x21\x22"), RN_LITERAL("\x21\x22")), 0);
    rn_pprof_ends_finish(&ends);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_lists_are_one_stack),
        cmocka_unit_test(lists_that_end_alike_share_stacks),
        cmocka_unit_test(deep_stacks_are_cut_in_their_turn),
        cmocka_unit_test(lists_are_forgotten),
        cmocka_unit_test(the_longest_beginning_is_found),
        cmocka_unit_test(whole_numbers_are_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

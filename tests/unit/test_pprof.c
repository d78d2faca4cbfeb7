/* pprof profiles: metrics, stacks and names, on messages written here field by field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "make_message.h"
#include "read/formats.h"

/* ---- help ------------------------------------------------------------------------------------- */

/* A message of numbers: fields 1 to `count`; 0 leaves one out. */
static void put_record(rn_buffer *out, uint32_t field, size_t count, const uint64_t *numbers)
{
    rn_buffer message = {0};
    for (uint32_t i = 0; i < count; i++)
        if (numbers[i])
            put_number(&message, i + 1, numbers[i]);
    put_data(out, field, (rn_bytes){message.data, message.size});
    rn_buffer_finish(&message);
}

#define PUT(out, field, ...)                                                                       \
    put_record(out, field, sizeof((uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t),                   \
               (const uint64_t[]){__VA_ARGS__})

static void put_strings(rn_buffer *out)
{
    static const char *const texts[] = {"", "objects", "count", "space", "bytes", "f", "/x/app"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        put_data(out, 6, rn_bytes_of(texts[i]));
}

/* Two metrics, location 1 in function 1 (f of app), strings. */
static void put_tables(rn_buffer *out)
{
    static const char location[] = "\x08\1\x10\1\x22\4\x08\1\x10\7";
    PUT(out, 1, 1, 2);
    PUT(out, 1, 3, 4);
    PUT(out, 3, 1, 0, 0, 0, 6);
    PUT(out, 5, 1, 5);
    put_data(out, 4, RN_LITERAL(location));
    put_strings(out);
}

static rn_profile *read_asked(const rn_buffer *bytes, const render_limits *limits,
                              const render_read_options *options, rn_report *report)
{
    rn_profile *profile = NULL;
    rn_builder *builder = rn_builder_new(RN_STACKS, limits, report);
    if (options)
        rn_builder_set_options(builder, options);
    if (rn_format_pprof.read((rn_bytes){bytes->data, bytes->size}, builder, report))
        rn_builder_free(builder);
    else
        assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

static rn_profile *read_bytes(const rn_buffer *bytes, const render_limits *limits,
                              rn_report *report)
{
    return read_asked(bytes, limits, NULL, report);
}

static rn_profile *read_message(rn_buffer *bytes)
{
    render_limits limits;
    rn_report report = {0};
    rn_limits_init(&limits);
    rn_profile *profile = read_bytes(bytes, &limits, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    rn_report_finish(&report);
    return profile;
}

static void assert_name(const rn_profile *p, uint32_t function, const char *name)
{
    assert_string_equal(rn_function_name(p, function).data, name);
}

static void assert_metric(const rn_profile *p, uint32_t metric, const char *name, double total)
{
    assert_string_equal(rn_profile_string(p, p->metrics[metric].name).data, name);
    assert_true(p->metrics[metric].total == total);
}

/* ---- tests ------------------------------------------------------------------------------------ */

static void the_last_type_is_the_default(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    put_data(&bytes, 2, RN_LITERAL("\x0a\1\1\x12\2\3\x64"));
    put_data(&bytes, 2, RN_LITERAL("\x08\1\x10\4\x10\x0a"));
    rn_profile *p = read_message(&bytes);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "space", 110);
    assert_metric(p, 1, "objects", 7);
    assert_int_equal(p->stack_count, 2);
    assert_name(p, 0, "f");
    assert_string_equal(rn_profile_string(p, p->functions[0].module).data, "app");
    assert_int_equal(p->frames[0].line, 7);
    assert_int_equal(p->functions[0].flags, 0);
    rn_profile_free(p);
    rn_buffer_finish(&bytes);
}

static void the_file_may_name_the_default(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    put_data(&bytes, 2, RN_LITERAL("\x0a\1\1\x12\2\3\x64"));
    put_number(&bytes, 14, 1);
    rn_profile *p = read_message(&bytes);
    assert_metric(p, 0, "objects", 3);
    assert_metric(p, 1, "space", 100);
    rn_profile_free(p);
    rn_buffer_finish(&bytes);
}

/* Location 2 is g inlined into f; f is called elsewhere, g is not. */
static void inlined_calls_are_frames(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    put_data(&bytes, 6, RN_LITERAL("g"));
    PUT(&bytes, 5, 2, 0, 7);
    put_data(&bytes, 4, RN_LITERAL("\x08\2\x22\2\x08\2\x22\2\x08\1"));
    put_data(&bytes, 2, RN_LITERAL("\x0a\2\2\1\x12\2\1\1"));
    rn_profile *p = read_message(&bytes);
    assert_int_equal(p->stack_count, 4);
    for (uint32_t s = 1; s < 4; s++)
        assert_int_equal(p->stacks[s].parent, s - 1);
    uint32_t leaf = p->frames[p->stacks[3].frame].function;
    assert_name(p, leaf, "g");
    assert_int_equal(p->functions[leaf].flags, RN_FLAG_INLINED);
    uint32_t caller = p->frames[p->stacks[2].frame].function;
    assert_name(p, caller, "f");
    assert_int_equal(p->functions[caller].flags, 0);
    rn_profile_free(p);
    rn_buffer_finish(&bytes);
}

static void addresses_have_names(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    PUT(&bytes, 4, 2, 1, 0x4abc);
    PUT(&bytes, 4, 3, 0, UINT64_MAX);
    PUT(&bytes, 4, 4);
    put_data(&bytes, 2, RN_LITERAL("\x0a\3\4\3\2\x12\2\1\1"));
    rn_profile *p = read_message(&bytes);
    assert_name(p, 0, "[app+0x4abc]");
    assert_name(p, 1, "0xffffffffffffffff");
    assert_name(p, 2, "0x0");
    rn_profile_free(p);
    rn_buffer_finish(&bytes);
}

/* Lists that are scattered in their sample, packed or not, mean the same stack. */
static void lists_may_be_scattered(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    put_data(&bytes, 2, RN_LITERAL("\x08\1\x10\1\x08\1\x10\2"));
    put_data(&bytes, 2, RN_LITERAL("\x0a\2\1\1\x12\2\1\2"));
    put_data(&bytes, 2, RN_LITERAL("\x12\1\1\x0a\2\1\1\x10\2"));
    rn_profile *p = read_message(&bytes);
    assert_int_equal(p->stack_count, 3);
    assert_true(rn_stack_self(p, 0, 2) == 6 && rn_stack_self(p, 1, 2) == 3 &&
                rn_stack_self(p, 0, 1) == 0);
    rn_profile_free(p);
    rn_buffer_finish(&bytes);
}

static void values_may_be_negative_and_large(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    put_data(&bytes, 2,
             RN_LITERAL("\x08\1\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"
                        "\x10\xff\xff\xff\xff\xff\xff\xff\xff\x7f"));
    put_data(&bytes, 2, RN_LITERAL("\x08\1\x10\0\x10\xff\xff\xff\xff\xff\xff\xff\xff\x7f"));
    rn_profile *p = read_message(&bytes);
    assert_metric(p, 0, "space", 0x1p64);
    assert_metric(p, 1, "objects", 0);
    assert_metric(p, 2, "objects (negative)", 1);
    rn_profile_free(p);
    rn_buffer_finish(&bytes);
}

static void deep_stacks_are_cut(void **state)
{
    (void)state;
    render_limits limits;
    rn_report report = {0};
    rn_buffer bytes = {0};
    rn_limits_init(&limits);
    limits.stack_depth = 2;
    put_tables(&bytes);
    put_data(&bytes, 2, RN_LITERAL("\x0a\5\1\1\1\1\1\x12\2\1\1"));
    rn_profile *p = read_bytes(&bytes, &limits, &report);
    assert_non_null(p);
    assert_int_equal(p->stack_count, 4);
    assert_name(p, p->frames[p->stacks[3].frame].function, "(truncated)");
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&bytes);
}

/* ---- what a user may ask for ------------------------------------------------------------------ */

/* Samples of f with the labels 'thread: main', 'size: 64 bytes', and none. */
static void put_labelled(rn_buffer *out)
{
    put_tables(out);
    put_data(out, 6, RN_LITERAL("thread"));
    put_data(out, 6, RN_LITERAL("main"));
    put_data(out, 2, RN_LITERAL("\x0a\1\1\x12\2\1\1\x1a\4\x08\7\x10\x08"));
    put_data(out, 2, RN_LITERAL("\x0a\1\1\x12\2\2\2\x1a\4\x08\4\x18\x40"));
    put_data(out, 2, RN_LITERAL("\x0a\1\1\x12\2\4\4"));
}

/* What is left of the metric 'space'. */
static double space_of(const char *focus, const char *ignore)
{
    render_limits limits;
    render_read_options options = {.tag_focus = focus, .tag_ignore = ignore};
    rn_report report = {0};
    rn_buffer bytes = {0};
    rn_limits_init(&limits);
    put_labelled(&bytes);
    rn_profile *p = read_asked(&bytes, &limits, &options, &report);
    double space = p ? p->metrics[0].total : 0;
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&bytes);
    return space;
}

static void labels_choose_samples(void **state)
{
    (void)state;
    assert_true(space_of(NULL, NULL) == 7);
    assert_true(space_of("thread", NULL) == 1);
    assert_true(space_of("thread=ma,x", NULL) == 1);
    assert_true(space_of("thread=x", NULL) == 0);
    assert_true(space_of(NULL, "thread:main") == 6);
    assert_true(space_of("64b", NULL) == 2);
    assert_true(space_of("bytes=:0kb", NULL) == 0);
    assert_true(space_of("bytes=0kb:1kb", NULL) == 2);
    assert_true(space_of("64s", NULL) == 0);
}

static void labels_become_frames(void **state)
{
    (void)state;
    render_limits limits;
    render_read_options options = {.tag_roots = "thread,bytes", .tag_leaves = "thread"};
    rn_report report = {0};
    rn_buffer bytes = {0};
    rn_limits_init(&limits);
    put_labelled(&bytes);
    rn_profile *p = read_asked(&bytes, &limits, &options, &report);
    assert_non_null(p);
    assert_int_equal(p->stack_count, 7);
    assert_name(p, p->frames[p->stacks[1].frame].function, "thread:main");
    assert_int_equal(p->stacks[3].parent, 2);
    assert_name(p, p->frames[p->stacks[3].frame].function, "thread:main");
    assert_name(p, p->frames[p->stacks[4].frame].function, "bytes:64 bytes");
    assert_true(rn_stack_self(p, 0, 3) == 1 && rn_stack_self(p, 0, 5) == 2 &&
                rn_stack_self(p, 0, 6) == 4);
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&bytes);
}

/* f calls g(int), which is to be dropped. */
static size_t depth_with(render_drop_frames when, const char *pattern, size_t warnings)
{
    render_limits limits;
    render_read_options options = {.drop_frames = when};
    rn_report report = {0};
    rn_buffer bytes = {0};
    rn_limits_init(&limits);
    put_tables(&bytes);
    put_data(&bytes, 6, RN_LITERAL("operator()(g)(int)"));
    put_data(&bytes, 6, rn_bytes_of(pattern));
    PUT(&bytes, 5, 2, 7);
    put_data(&bytes, 4, RN_LITERAL("\x08\2\x22\2\x08\2"));
    put_data(&bytes, 2, RN_LITERAL("\x0a\2\2\1\x12\2\1\1"));
    put_number(&bytes, 7, 8);
    rn_profile *p = read_asked(&bytes, &limits, &options, &report);
    assert_non_null(p);
    assert_int_equal(report.warning_count, warnings);
    size_t depth = p->stack_count - 1;
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&bytes);
    return depth;
}

static void frames_are_dropped_when_asked(void **state)
{
    (void)state;
    static const char pattern[] = "x|operator\\(\\)";
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_AUTO, pattern, 0), 2);
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_NEVER, pattern, 0), 2);
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_ALWAYS, pattern, 0), 1);
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_ALWAYS, "operator", 0), 2);
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_ALWAYS, "x(", 1), 2);
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_ALWAYS, "x\n", 1), 2);
    assert_int_equal(depth_with(RENDER_DROP_FRAMES_ALWAYS, "(((.*)*)*)*[xz]", 1), 2);
}

static int bid_of(const rn_buffer *bytes, size_t size, bool whole)
{
    return rn_format_pprof.sniff((rn_bytes){bytes->data, size}, whole);
}

static void bids_by_its_fields(void **state)
{
    (void)state;
    rn_buffer bytes = {0};
    put_tables(&bytes);
    assert_int_equal(bid_of(&bytes, bytes.size, true), 95);
    assert_int_equal(bid_of(&bytes, bytes.size - 1, false), 90);
    assert_int_equal(bid_of(&bytes, bytes.size - 1, true), 40);
    assert_int_equal(bid_of(&bytes, 5, true), 0);
    put_number(&bytes, 16, 1);
    assert_int_equal(bid_of(&bytes, bytes.size, true), 0);
    bytes.size = 0;
    put_strings(&bytes);
    assert_int_equal(bid_of(&bytes, bytes.size - 1, false), 60);
    assert_int_equal(bid_of(&bytes, bytes.size, true), 0);
    rn_buffer_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_type_is_the_default),
        cmocka_unit_test(the_file_may_name_the_default),
        cmocka_unit_test(inlined_calls_are_frames),
        cmocka_unit_test(addresses_have_names),
        cmocka_unit_test(lists_may_be_scattered),
        cmocka_unit_test(values_may_be_negative_and_large),
        cmocka_unit_test(deep_stacks_are_cut),
        cmocka_unit_test(labels_choose_samples),
        cmocka_unit_test(labels_become_frames),
        cmocka_unit_test(frames_are_dropped_when_asked),
        cmocka_unit_test(bids_by_its_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

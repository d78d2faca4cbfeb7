/* gperftools: rows of text and how they are scaled, binary records, and what addresses stand for. */
#include <math.h>

#include "base/bytes.h"
#include "read/address_map.h"
#include "read/gperftools_line.h"
#include "read_text.h"

static void assert_text(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_gperftoolstext, text, want, warnings);
}

static rn_profile *read_fine(const rn_format *format, const char *text)
{
    static rn_report report;
    report = (rn_report){0};
    rn_profile *p = read_text(format, text, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    return p;
}

/* ---- text ------------------------------------------------------------------------------------- */

static void heads_say_what_is_counted(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        rn_gperftools_kind kind;
        double rate;
        bool has_alloc;
    } cases[] = {
        {"heap profile:  13: 14 [ 15: 16] @ heapprofile", RN_GPERFTOOLS_HEAP, 1, true},
        {"heap profile: 1: 2 [1: 2] @ heap_v2/524288", RN_GPERFTOOLS_HEAP, 524288, false},
        {"heap profile: 1: 2 [0: 0] @ heapz_v2/100", RN_GPERFTOOLS_HEAP, 100, false},
        {"heap profile: 1: 2 [3: 4] @ heap/8192", RN_GPERFTOOLS_HEAP, 4096, true},
        {"heap profile: 1: 2 @ growthz", RN_GPERFTOOLS_HEAP, 1, false},
        {"heap profile: 1: 2 [1: 2] @ fragmentationz/5", RN_GPERFTOOLS_HEAP, 1, false},
        {"heap profile: 1: 2 [1: 2]", RN_GPERFTOOLS_NONE, 1, false},
        {"heap profile: 1 @ heapprofile", RN_GPERFTOOLS_NONE, 1, false},
        {"goroutine profile: total 3", RN_GPERFTOOLS_COUNT, 1, false},
        {"my profile profile: total 3", RN_GPERFTOOLS_NONE, 1, false},
        {"goroutine profile: total x", RN_GPERFTOOLS_NONE, 1, false},
        {"--- contentionz 1 ---", RN_GPERFTOOLS_CONTENTION, 1, false},
        {"--- contention:", RN_GPERFTOOLS_CONTENTION, 1, false},
        {"--- mutex:", RN_GPERFTOOLS_CONTENTION, 1, false},
        {"--- threadz 1 ---", RN_GPERFTOOLS_THREADS, 1, false},
        {"--- heapz 1 ---", RN_GPERFTOOLS_JAVA_HEAP, 1, false},
        {"", RN_GPERFTOOLS_NONE, 1, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rn_gperftools_head head = rn_gperftools_head_parse(rn_bytes_of(cases[i].line));
        bool is_heap = head.kind == RN_GPERFTOOLS_HEAP;
        if (head.kind != cases[i].kind ||
            (is_heap && (head.rate != cases[i].rate || head.has_alloc != cases[i].has_alloc)))
            fail_msg("'%s' is misread", cases[i].line);
        int bid = rn_format_gperftoolstext.sniff(rn_bytes_of(cases[i].line), true);
        assert_int_equal(bid, head.kind == RN_GPERFTOOLS_NONE ? 0 : 95);
    }
}

static void heaps_count_what_is_and_was_in_use(void **state)
{
    (void)state;
    rn_profile *p = read_fine(&rn_format_gperftoolstext,
                              "\nheap profile: 2: 20 [ 5: 50] @ heapprofile\n"
                              "  2:  20 [ 3:  30] @ 0x11 0x21\n -1: -10 [ 2:  20] @ 0x12 0x21\n");
    assert_int_equal(p->metric_count, 6);
    assert_metric(p, 0, "inuse_space", "bytes");
    assert_stacks(p, 0, "0x20;0x10 20\n");
    assert_metric(p, 1, "inuse_objects", "count");
    assert_metric(p, 2, "alloc_space", "bytes");
    assert_stacks(p, 2, "0x20;0x10 30\n0x20;0x11 20\n");
    assert_metric(p, 3, "alloc_objects", "count");
    assert_metric(p, 4, "inuse_space (negative)", "bytes");
    assert_stacks(p, 4, "0x20;0x11 10\n");
    rn_profile_free(p);
    p = read_fine(&rn_format_gperftoolstext, "heap profile: 2: 20 @ growth\n 2: 20 @ 0x11\n");
    assert_int_equal(p->metric_count, 2);
    rn_profile_free(p);
}

static void samples_of_heaps_are_scaled(void **state)
{
    (void)state;
    rn_profile *p =
        read_fine(&rn_format_gperftoolstext,
                  "heap profile: 4: 400 [4: 400] @ heap_v2/1000\n 4: 400 [4: 400] @ 0x11\n"
                  " 0: 0 [0: 0] @ 0x12\n 0: 7 [0: 0] @ 0x13\n");
    double scale = 1 / (1 - exp(-100.0 / 1000));
    assert_float_equal(p->metrics[0].total, 400 * scale + 7, 1e-9);
    assert_float_equal(p->metrics[1].total, 4 * scale, 1e-9);
    rn_profile_free(p);
}

static void contentions_have_clocks_and_periods(void **state)
{
    (void)state;
    rn_profile *p =
        read_fine(&rn_format_gperftoolstext, "--- contentionz 1 ---\ncycles/second = 2000000000\n"
                                             "sampling period = 100\n   50  3 @ 0x11 0x21\n");
    assert_metric(p, 0, "delay", "ns");
    assert_stacks(p, 0, "0x20;0x10 2500\n");
    assert_metric(p, 1, "contentions", "count");
    assert_stacks(p, 1, "0x20;0x10 300\n");
    rn_profile_free(p);
    p = read_fine(&rn_format_gperftoolstext, "--- mutex:\n50 3 @ 0x11\n");
    assert_metric(p, 0, "delay", "cycles");
    assert_stacks(p, 0, "0x10 50\n");
    rn_profile_free(p);
}

static void comments_name_the_frames(void **state)
{
    (void)state;
    assert_text("goroutine profile: total 5\n3 @ 0x11 0x12 0x21\n# labels: {\"a\":\"b\"}\n"
                "#\t0x10\tmain.leaf+0x24\t\t/a b.go:846\n#\t0x20\tmain.main+0x1\t/a.go:7\n\n"
                "2 @ 0x11\n#\t0x0\n\n# runtime.MemStats\n# Alloc = 12\n",
                "main.main (/a.go:7);main.leaf (/a b.go:846) 3\n0x10 2\n", 0);
}

static void threads_with_the_same_stack_add_up(void **state)
{
    (void)state;
    assert_text(
        "--- threadz 1 ---\n\n--- Thread 7f (name: main/1) stack: ---\n  PC: 0x10 0x21\n  0x31\n"
        "--- Thread 7e (name: x/2) stack: ---\n   same as previous thread\n"
        "--- Thread 7d (name: y/3) stack: ---\n  0x10\n--- Memory map: ---\n"
        "00000020-00000030: /bin/x\n",
        "0x30;x`[x+0x0];0x10 2\n0x10 1\n", 0);
}

static void agents_of_java_name_addresses(void **state)
{
    (void)state;
    assert_text("--- contentionz 1 ---\nformat = java\nresolution = microseconds\n"
                "sampling period = 10\n  7  2 @ 0x1 0x2 0x3\n"
                "  0x1 a.B.c (B.java:12)\n  0x2 start (/lib/x.so)\n  0x3 main\n",
                "main;/lib/x.so`start;a.B.c (B.java:12) 70\n", 0);
    rn_profile *p = read_fine(&rn_format_gperftoolstext,
                              "--- heapz 1 ---\nformat = java\n  1000000000 1 @ 0x1\n  0x1 f\n");
    assert_stacks(p, 0, "f 1000000000\n");
    assert_stacks(p, 1, "f 1\n");
    rn_profile_free(p);
}

static void odd_rows_are_counted(void **state)
{
    (void)state;
    assert_text(
        "goroutine profile: total 5\n3 @ 0x11\n3 4 @ 0x11\nx @ 0x11\nodd\n1 2 3 4 5 @ 0x1\n",
        "0x10 3\n", 5);
}

/* ---- addresses -------------------------------------------------------------------------------- */

static void mappings_have_two_forms(void **state)
{
    (void)state;
    rn_address_map map = {0};
    assert_true(rn_address_map_add_mapping(
        &map, RN_LITERAL("7f00-7f80 r-xp 00001000 08:01 12   /lib/a b.so (deleted)")));
    assert_true(rn_address_map_add_mapping(&map, RN_LITERAL("  00400000-00500000: /bin/x")));
    assert_true(rn_address_map_add_mapping(&map, RN_LITERAL("10-20 rw-p 00000000 00:00 0 ")));
    assert_false(rn_address_map_add_mapping(&map, RN_LITERAL("20-10: /bin/x")));
    assert_false(rn_address_map_add_mapping(&map, RN_LITERAL("10-20 rw-p")));
    assert_false(rn_address_map_add_mapping(&map, RN_LITERAL("build=/x")));
    rn_address_map_sort(&map);
    assert_true(rn_bytes_equal(rn_address_map_find(&map, 0x7f7f)->file, RN_LITERAL("/lib/a b.so")));
    assert_int_equal(rn_address_map_find(&map, 0x400000)->offset, 0);
    assert_int_equal(rn_address_map_find(&map, 0x1f)->file.size, 0);
    assert_null(rn_address_map_find(&map, 0x7f80));
    assert_null(rn_address_map_find(&map, 0xf));
    rn_address_map_finish(&map);
}

/* ---- binary ----------------------------------------------------------------------------------- */

static rn_profile *read_words(const uint64_t *words, size_t count, const char *text,
                              rn_report *report)
{
    render_limits limits;
    rn_profile *p = NULL;
    rn_buffer input = {0};
    rn_limits_init(&limits);
    rn_put(&input, (rn_bytes){(const char *)words, count * sizeof *words});
    rn_put_text(&input, text);
    rn_builder *builder = rn_builder_new(RN_STACKS, &limits, report);
    assert_int_equal(rn_format_gperftoolscpu.sniff(rn_buffer_bytes(&input), true), 95);
    assert_int_equal(rn_format_gperftoolscpu.read(rn_buffer_bytes(&input), builder, report), 0);
    assert_int_equal(rn_builder_finish(builder, &p), RENDER_OK);
    assert_null(rn_profile_check(p));
    rn_buffer_finish(&input);
    return p;
}

#define MAPS                                                                                       \
    "00001000-00002000 r-xp 00000000 00:00 0 /bin/x\n"                                             \
    "00003000-00004000 r-xp 00000000 00:00 0 /lib/libc.so.6\n"

static void records_are_stacks(void **state)
{
    (void)state;
    static const uint64_t words[] = {0, 3, 0,      250,    0, /* 250 us */
                                     3, 2, 0x1010, 0x1021,    /* as it is; a caller */
                                     2, 1, 0x3010, 3,      2, 0x1010, 0x1021, 0, 1, 0};
    rn_report report = {0};
    rn_profile *p = read_words(words, sizeof words / sizeof *words, MAPS, &report);
    assert_metric(p, 0, "cpu", "ns");
    assert_stacks(p, 0, "x`[x+0x20];x`[x+0x10] 1500000\nlibc.so.6`[libc.so.6+0x10] 500000\n");
    assert_metric(p, 1, "samples", "count");
    assert_stacks(p, 1, "x`[x+0x20];x`[x+0x10] 6\nlibc.so.6`[libc.so.6+0x10] 2\n");
    assert_int_equal(report.warning_count, 0);
    rn_profile_free(p);
}

static void traces_of_the_signal_are_no_frames(void **state)
{
    (void)state;
    /* the leaf twice, then a trampoline in the C library */
    static const uint64_t words[] = {0,      3,      0,      1000,   0,      1,      4,      0x1010,
                                     0x1010, 0x3001, 0x1021, 1,      3,      0x1014, 0x3001, 0x1021,
                                     1,      3,      0x3500, 0x3001, 0x1031, 0,      1,      0};
    rn_report report = {0};
    rn_profile *p = read_words(words, sizeof words / sizeof *words, MAPS, &report);
    assert_stacks(p, 1,
                  "x`[x+0x20];x`[x+0x10] 1\nx`[x+0x20];x`[x+0x14] 1\n"
                  "x`[x+0x30];libc.so.6`[libc.so.6+0x500] 1\n");
    rn_profile_free(p);
    /* a program's function is no trampoline, and without mappings nothing is known */
    static const uint64_t caller[] = {0,      3, 0, 1000,   0,      1, 2, 0x1010,
                                      0x1021, 1, 2, 0x1014, 0x1021, 0, 1, 0};
    p = read_words(caller, sizeof caller / sizeof *caller, MAPS, &report);
    assert_stacks(p, 1, "x`[x+0x20];x`[x+0x10] 1\nx`[x+0x20];x`[x+0x14] 1\n");
    rn_profile_free(p);
    p = read_words(caller, sizeof caller / sizeof *caller, "", &report);
    assert_stacks(p, 1, "0x1020;0x1010 1\n0x1020;0x1014 1\n");
    rn_profile_free(p);
}

static void what_is_cut_off_is_told(void **state)
{
    (void)state;
    static const uint64_t words[] = {0, 3, 0, 1000, 0, 1, 1, 0x1010, 1, 9, 0x1010};
    rn_report report = {0};
    rn_profile *p = read_words(words, sizeof words / sizeof *words, "", &report);
    assert_stacks(p, 1, "0x1010 1\n");
    assert_int_equal(report.skipped, 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void bids_for_its_first_words(void **state)
{
    (void)state;
    static const uint64_t good[] = {0, 3, 0, 1000, 0}, bad[] = {0, 3, 2, 1000, 0};
    static const char zeros[64];
    assert_int_equal(rn_format_gperftoolscpu.sniff((rn_bytes){(const char *)good, 40}, true), 95);
    assert_int_equal(rn_format_gperftoolscpu.sniff((rn_bytes){(const char *)good, 39}, true), 0);
    assert_int_equal(rn_format_gperftoolscpu.sniff((rn_bytes){(const char *)bad, 40}, true), 0);
    assert_int_equal(rn_format_gperftoolscpu.sniff((rn_bytes){zeros, 64}, true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_say_what_is_counted),
        cmocka_unit_test(heaps_count_what_is_and_was_in_use),
        cmocka_unit_test(samples_of_heaps_are_scaled),
        cmocka_unit_test(contentions_have_clocks_and_periods),
        cmocka_unit_test(comments_name_the_frames),
        cmocka_unit_test(threads_with_the_same_stack_add_up),
        cmocka_unit_test(agents_of_java_name_addresses),
        cmocka_unit_test(odd_rows_are_counted),
        cmocka_unit_test(mappings_have_two_forms),
        cmocka_unit_test(records_are_stacks),
        cmocka_unit_test(traces_of_the_signal_are_no_frames),
        cmocka_unit_test(what_is_cut_off_is_told),
        cmocka_unit_test(bids_for_its_first_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

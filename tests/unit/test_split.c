/* Text that is read in parts becomes what one thread makes of it, byte by byte: ids, sums, warnings,
 * errors and their lines. */
#include "read_text.h"

#include <unistd.h>

#include "input/source.h"

/* ---- what comes out --------------------------------------------------------------------------- */

typedef struct outcome {
    rn_buffer text; /* the profile as JSON, the error, the warnings */
} outcome;

static void put_report(rn_buffer *out, const rn_report *report)
{
    const render_error *error = &report->error;
    char line[400];
    snprintf(line, sizeof line, "\nstatus %d at %llu, line %llu: %s\nskipped %llu\n", error->status,
             (unsigned long long)error->offset, (unsigned long long)error->line, error->message,
             (unsigned long long)report->skipped);
    rn_put_text(out, line);
    for (size_t i = 0; i < report->warning_count; i++) {
        rn_put_text(out, report->warnings[i]);
        rn_put_char(out, '\n');
    }
}

static outcome read_as(const rn_format *format, rn_bytes text, const render_limits *limits,
                       const render_read_options *options, rn_reading reading, bool strict)
{
    outcome out = {0};
    rn_report report = {.strict = strict};
    rn_profile *profile = NULL;
    rn_builder *builder = rn_builder_new(RN_STACKS, limits, &report);
    rn_builder_set_options(builder, options);
    rn_builder_set_reading(builder, reading);
    if (format->read(text, builder, &report))
        rn_builder_free(builder);
    else
        rn_builder_finish(builder, &profile);
    if (profile) {
        render_draw_options draw;
        render_draw_options_init(&draw);
        assert_null(rn_profile_check(profile));
        rn_writer_find("json")->write(profile, 0, &draw, (render_sink){put_bytes, &out.text},
                                      &report);
    }
    put_report(&out.text, &report);
    rn_put_char(&out.text, '\0');
    rn_profile_free(profile);
    rn_report_finish(&report);
    return out;
}

static outcome read_with(const rn_format *format, rn_bytes text, const render_limits *limits,
                         const render_read_options *options, size_t part_bytes, bool strict)
{
    return read_as(format, text, limits, options, (rn_reading){.part_bytes = part_bytes}, strict);
}

static void assert_same(const rn_format *format, rn_bytes text, const render_limits *limits,
                        const render_read_options *asked, bool strict)
{
    static const size_t sizes[] = {20, 150, 1000, 7000};
    render_read_options options = *asked;
    options.thread_count = 1;
    outcome want = read_with(format, text, limits, &options, 1, strict);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (unsigned threads = 2; threads <= 7; threads += 5) {
            options.thread_count = threads;
            outcome got = read_with(format, text, limits, &options, sizes[i], strict);
            if (strcmp(got.text.data, want.text.data) != 0)
                fail_msg("parts of %zu bytes, %u threads:\n%.2000s\ninstead of\n%.2000s", sizes[i],
                         threads, got.text.data, want.text.data);
            rn_buffer_finish(&got.text);
        }
    }
    rn_buffer_finish(&want.text);
}

static void assert_parts(const rn_format *format, rn_bytes text)
{
    static const render_read_options options = {.size = sizeof options};
    render_limits limits;
    rn_limits_init(&limits);
    assert_same(format, text, &limits, &options, false);
    assert_same(format, text, &limits, &options, true);
}

/* ---- texts ------------------------------------------------------------------------------------ */

static uint32_t seed;

static uint32_t roll(uint32_t sides)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % sides;
}

static void put_number(rn_buffer *out, const char *word, uint32_t number)
{
    rn_put_text(out, word);
    rn_put_uint(out, number);
}

/* What is put in a while. */
typedef struct odds {
    const char *line;
    uint32_t in; /* so many records; 0: never */
} odds;

static void put_odd(rn_buffer *out, odds odd)
{
    if (odd.in && roll(odd.in) == 0)
        rn_put_text(out, odd.line);
}

static rn_buffer make_folded(size_t lines, odds odd)
{
    rn_buffer out = {0};
    for (size_t i = 0; i < lines; i++) {
        put_odd(&out, odd);
        put_number(&out, "main", roll(2));
        for (uint32_t depth = roll(9); depth--;)
            put_number(&out, ";f", roll(3) ? roll(4) : roll(300));
        put_number(&out, " ", roll(20));
        rn_put_text(&out, roll(50) ? "\n" : "\r\n");
    }
    return out;
}

static rn_buffer make_perf(size_t samples, odds odd)
{
    rn_buffer out = {0};
    rn_put_text(&out, "# captured on: today\n#\n");
    for (size_t i = 0; i < samples; i++) {
        put_number(&out, roll(3) ? "cc " : "dd 1 ", roll(5));
        put_number(&out, " 10.", (uint32_t)i);
        put_number(&out, ": ", roll(1000));
        rn_put_text(&out, roll(9) ? " cycles:u:\n" : " page-faults:\n");
        for (uint32_t depth = roll(9); depth--;) {
            put_number(&out, roll(9) ? "\t " : "  ", roll(900));
            put_number(&out, roll(9) ? " f" : " [unknown] (/lib/", roll(3) ? roll(4) : roll(300));
            rn_put_text(&out, roll(7) ? "+0x1f (/bin/a b)\n" : " (inlined)\n");
        }
        put_odd(&out, odd);
        rn_put_text(&out, roll(20) ? "\n" : "\n\n");
    }
    return out;
}

static rn_buffer make_austin(size_t lines, odds odd)
{
    rn_buffer out = {0};
    rn_put_text(&out, "# austin: 3.3.0\n# mode: wall\n\n");
    for (size_t i = 0; i < lines; i++) {
        put_odd(&out, odd);
        put_number(&out, "P63;T0:", roll(3));
        for (uint32_t depth = roll(9); depth--;) {
            put_number(&out, ";app.py:f", roll(3) ? roll(4) : roll(300));
            put_number(&out, ":", roll(3));
        }
        put_number(&out, " ", roll(20));
        rn_put_text(&out, roll(50) ? "\n" : "\r\n");
    }
    return out;
}

static void assert_austin(size_t lines, odds odd)
{
    rn_buffer text = make_austin(lines, odd);
    assert_parts(&rn_format_austin, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
}

static void assert_folded(size_t lines, odds odd)
{
    rn_buffer text = make_folded(lines, odd);
    assert_parts(&rn_format_folded, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
}

static void assert_perf(size_t samples, odds odd)
{
    rn_buffer text = make_perf(samples, odd);
    assert_parts(&rn_format_perf, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
}

/* ---- tests ------------------------------------------------------------------------------------ */

static void texts_of_any_size(void **state)
{
    (void)state;
    for (size_t count = 1; count < 3000; count += count + 1) {
        assert_folded(count, (odds){0});
        assert_perf(count, (odds){0});
        assert_austin(count, (odds){0});
    }
}

static void skipped_records_keep_their_lines(void **state)
{
    (void)state;
    assert_folded(700, (odds){"no number\n", 60});
    assert_folded(700, (odds){"main;a -1\n", 5});
    assert_perf(300, (odds){"neither\n", 60});
    assert_austin(700, (odds){"no number\n", 60});
    assert_austin(700, (odds){"P63;T1;a.py:f:1 -1\n", 9});
    assert_perf(300, (odds){"\n\nneither\n", 9});
}

static void what_depends_on_the_order_is_read_by_one(void **state)
{
    (void)state;
    assert_folded(500, (odds){"main;a 0.1\nmain;a 0.7\n", 3});
    assert_folded(500, (odds){"main;a 9007199254740993\n", 40});
    rn_buffer text = {0};
    for (int i = 0; i < 60; i++) {
        put_number(&text, "t 1 1.5: 7 x:\n\t 1 f (/bin/a)\n  a", (uint32_t)i / 3);
        put_number(&text, ".c:", (uint32_t)i);
        rn_put_text(&text, "\n\n");
    }
    assert_parts(&rn_format_perf, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
    assert_perf(300, (odds){"\na 7 [0] 11.5: sched:sched_switch: a:7 [120] S ==> b:8 [120]\n"
                            "\t 1 nap (/a)\n",
                            40});
}

static void other_forms(void **state)
{
    (void)state;
    assert_austin(500, (odds){"# mode: cpu\n", 90});
    assert_austin(500, (odds){"# mode: wall\n\n# comment\n", 90});
    assert_austin(500, (odds){"P63;T1;a.py:f:1 5,1,-4096\n", 40});
    assert_austin(500, (odds){"Thread 7f;main (app.py);L12 105 20 0\n", 40});
    assert_folded(500, (odds){"process 7:\"a;b\";main;x[u8; 8] 3\n", 3});
    assert_folded(500, (odds){"La/b/C;::run;main 3\n\n# comment\n", 3});
    assert_folded(500, (odds){"m\xe4in\x01 3\n", 40});
    assert_perf(300, (odds){"one 7 12.5: 3 cycles:  7f12 hot (/bin/a)\n", 3});
    assert_perf(300, (odds){"t 1 1.5: 99999999999999999999999999 x:\n", 90});
    assert_perf(300, (odds){"t 1 1.5: PERF_RECORD_COMM: x\n", 3});
    assert_parts(&rn_format_folded, RN_LITERAL("a;b 1\ra 2\ra;c 3\ra;b 5\ra 6\r"));
    assert_parts(&rn_format_folded, RN_LITERAL("nothing\nnothing\nnothing\nnothing\nnothing\n"));
    assert_parts(&rn_format_perf,
                 RN_LITERAL("\t 1 f (/a)\n\t 1 f (/a)\n\t 1 f (/a)\n\t 1 f (/a)\n"));
}

static void options_and_limits(void **state)
{
    (void)state;
    static const char *const symbols[] = {"f2"};
    static const render_read_options asked[] = {
        {.event = "cycles"},
        {.event = "none"},
        {.tid = true, .addresses = true},
        {.keep_order = true},
        {.keep_order = true, .line_order = true},
        {.tag_roots = "pid", .tag_ignore = "tid=11"},
        {.skip_after = symbols, .skip_after_count = 1},
    };
    render_limits limits;
    rn_limits_init(&limits);
    rn_buffer perf = make_perf(300, (odds){0}), folded = make_folded(300, (odds){0});
    rn_buffer austin = make_austin(300, (odds){0});
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        assert_same(&rn_format_perf, rn_buffer_bytes(&perf), &limits, &asked[i], false);
        assert_same(&rn_format_folded, rn_buffer_bytes(&folded), &limits, &asked[i], false);
        assert_same(&rn_format_austin, rn_buffer_bytes(&austin), &limits, &asked[i], false);
    }
    limits.stack_depth = 3;
    limits.name_bytes = 3;
    assert_same(&rn_format_perf, rn_buffer_bytes(&perf), &limits, &asked[0], false);
    assert_same(&rn_format_folded, rn_buffer_bytes(&folded), &limits, &asked[0], false);
    limits.stacks = 40;
    assert_same(&rn_format_perf, rn_buffer_bytes(&perf), &limits, &asked[0], false);
    assert_same(&rn_format_folded, rn_buffer_bytes(&folded), &limits, &asked[0], false);
    limits.functions = 9;
    assert_same(&rn_format_perf, rn_buffer_bytes(&perf), &limits, &asked[0], false);
    assert_same(&rn_format_folded, rn_buffer_bytes(&folded), &limits, &asked[0], false);
    rn_buffer_finish(&perf);
    rn_buffer_finish(&folded);
    rn_buffer_finish(&austin);
}

/* Neither the first nor the last part has a sample. */
static void parts_may_hold_nothing(void **state)
{
    (void)state;
    rn_buffer text = {0};
    for (int i = 0; i < 300; i++)
        rn_put_text(&text, "# comment\n\n");
    rn_put_text(&text, "t 1 1.5: 7 x:\n\t 1 f (/bin/a)\n\n");
    for (int i = 0; i < 300; i++)
        rn_put_text(&text, i % 3 ? "# comment\n" : "t 1 1.5: PERF_RECORD_COMM: x\n");
    assert_parts(&rn_format_perf, rn_buffer_bytes(&text));
    text.size = 0;
    for (int i = 0; i < 600; i++)
        rn_put_text(&text, i == 300 ? "a;b 3\n" : "# comment\n");
    assert_parts(&rn_format_folded, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
}

static void sums_beyond_whole_numbers(void **state)
{
    (void)state;
    rn_buffer text = {0};
    for (int i = 0; i < 20; i++)
        rn_put_text(&text, i % 3 ? "a;b 3\n" : "a;b 9007199254740992\n");
    assert_parts(&rn_format_folded, rn_buffer_bytes(&text));
    rn_buffer_finish(&text);
}

/* Large enough that pages of the file are given back while it is read. */
static void pages_that_were_given_back_come_again(void **state)
{
    (void)state;
    char path[] = "/tmp/profdraw-split-XXXXXX";
    int file = mkstemp(path);
    rn_buffer text = make_folded(500000, (odds){"main;only here 1\n", 100000});
    assert_true(text.size > 10 << 20);
    assert_int_equal(write(file, text.data, text.size), text.size);
    close(file);
    render_limits limits;
    render_read_options options = {.thread_count = 2};
    rn_report report = {0};
    rn_source source;
    rn_limits_init(&limits);
    assert_int_equal(rn_source_open(&source, path, NULL, &limits, &report), RENDER_OK);
    unlink(path);
    rn_reading mapped = {.is_mapped = true, .part_bytes = 5 << 20},
               held = {.part_bytes = text.size};
    outcome want =
        read_as(&rn_format_folded, rn_buffer_bytes(&text), &limits, &options, held, false);
    outcome got = read_as(&rn_format_folded, source.bytes, &limits, &options, mapped, false);
    assert_string_equal(got.text.data, want.text.data);
    assert_memory_equal(source.bytes.data, text.data, text.size);
    rn_buffer_finish(&got.text);
    rn_buffer_finish(&want.text);
    rn_buffer_finish(&text);
    rn_source_close(&source);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_any_size),
        cmocka_unit_test(skipped_records_keep_their_lines),
        cmocka_unit_test(what_depends_on_the_order_is_read_by_one),
        cmocka_unit_test(other_forms),
        cmocka_unit_test(options_and_limits),
        cmocka_unit_test(parts_may_hold_nothing),
        cmocka_unit_test(pages_that_were_given_back_come_again),
        cmocka_unit_test(sums_beyond_whole_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

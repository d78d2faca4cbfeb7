/* Detection: every sample of tests/format is won by its own format, the runner-up bids at most half
 * as much, and what is no profile is named. */
#include "each_sample.h"

#include "read/stranger.h"

static int bid_of(const rn_format *format, rn_bytes input)
{
    bool whole = input.size <= RN_SNIFF_BYTES;
    return format->sniff((rn_bytes){input.data, whole ? input.size : RN_SNIFF_BYTES}, whole);
}

static void check_bids(const rn_format *own, const char *path, rn_bytes input)
{
    rn_buffer told = {0};
    int own_bid = bid_of(own, input);
    if (own == &rn_format_paths) {
        assert_int_equal(own_bid, 0); /* only read when asked for */
        return;
    }
    if (own_bid == 0)
        fail_msg("%s: %s does not bid", path, own->info->name);
    for (size_t i = 0; i < RN_FORMAT_COUNT; i++)
        if (rn_formats[i] != own && bid_of(rn_formats[i], input) * 2 > own_bid)
            fail_msg("%s: %s bids %d against %d of %s", path, rn_format_infos[i].name,
                     bid_of(rn_formats[i], input), own_bid, own->info->name);
    assert_ptr_equal(rn_format_detect(input, NULL, &told), own);
    rn_buffer_finish(&told);
}

static void samples_are_won_by_their_format(void **state)
{
    (void)state;
    each_sample(check_bids);
}

static void formats_have_names_and_suffixes(void **state)
{
    (void)state;
    for (size_t i = 0; i < RN_FORMAT_COUNT; i++) {
        const rn_format *format = rn_formats[i];
        const render_info *info = format->info;
        assert_ptr_equal(info, &rn_format_infos[i]);
        assert_ptr_equal(rn_format_find(info->name), format);
        assert_true(info->suffixes[0] == '.' && info->title[0] && info->carries[0]);
        assert_int_equal(bid_of(format, RN_LITERAL("")), 0);
    }
    assert_null(rn_format_find("no-such-format"));
}

static void tells_why_a_format_was_taken(void **state)
{
    (void)state;
    rn_buffer told = {0};
    rn_put_text(&told, "gzip");
    assert_ptr_equal(rn_format_detect(RN_LITERAL("a;b 1\n"), "x.json", &told), &rn_format_folded);
    rn_put_char(&told, '\0');
    assert_string_equal(told.data, "gzip, then folded 50 %");
    rn_buffer_finish(&told);
}

static void assert_folded_bid(rn_bytes text, int want)
{
    assert_int_equal(bid_of(&rn_format_folded, text), want);
}

static void folded_bids_by_its_lines(void **state)
{
    (void)state;
    char long_line[RN_SNIFF_BYTES + 1], lines[RN_SNIFF_BYTES + 1];
    assert_folded_bid(RN_LITERAL("a;b 1\n"), 50);
    assert_folded_bid(RN_LITERAL("idle 90\nbusy 10\n"), 30);
    assert_folded_bid(RN_LITERAL("a;b 1\nodd\nodd\na;c 2\n"), 20);
    assert_folded_bid(RN_LITERAL("a;b 1\nodd\nodd\n"), 0);
    assert_folded_bid(RN_LITERAL("1 5\n2 7\n+3 0x5 7\n"), 0);
    assert_folded_bid(RN_LITERAL("main;a\nmain;b\n"), 0);
    assert_folded_bid(RN_LITERAL("12345678901234567890"), 0);
    for (size_t i = 0; i < sizeof lines; i++)
        lines[i] = "main;a 1\r"[i % 9];
    assert_folded_bid((rn_bytes){lines, sizeof lines}, 50);
    memset(long_line, 'x', sizeof long_line);
    assert_folded_bid((rn_bytes){long_line, sizeof long_line}, 2);
    long_line[100] = ';';
    assert_folded_bid((rn_bytes){long_line, sizeof long_line}, 20);
    long_line[0] = '{';
    assert_folded_bid((rn_bytes){long_line, sizeof long_line}, 0);
    long_line[0] = '\1';
    assert_folded_bid((rn_bytes){long_line, sizeof long_line}, 0);
}

static void assert_hint(rn_bytes input, const char *part)
{
    rn_buffer told = {0}, hint = {0};
    const rn_format *taken = rn_format_detect(input, "x.prof", &told);
    if (taken)
        fail_msg("%s takes what should be called '%s'", taken->info->name, part);
    rn_stranger_tell(input, "x.prof", &hint);
    rn_put_char(&hint, '\0');
    if (!strstr(hint.data, part))
        fail_msg("'%s' does not say '%s'", hint.data, part);
    rn_buffer_finish(&told);
    rn_buffer_finish(&hint);
}

static void names_what_is_no_profile(void **state)
{
    (void)state;
    assert_hint(RN_LITERAL("\x7f"
                           "ELF\2\1\1"),
                "program");
    assert_hint(RN_LITERAL("\x80\4\x95\0\0"), "pickle");
    assert_hint(RN_LITERAL("gmon\1\0\0\0"), "gprof");
    assert_hint(RN_LITERAL("PERFILE2"), "perf script");
    assert_hint(RN_LITERAL("FLR\0\0\2"), "flight recording");
    assert_hint(RN_LITERAL("memray\0\1"), "memray transform");
    assert_hint(RN_LITERAL("MOJ\1"), "mojo2austin");
    assert_hint(RN_LITERAL("HCAT\1\0\0\0"), "--collapsed");
    assert_hint(RN_LITERAL("{\"type\": \"meta\", \"v\": 1}\n{}\n"), "--collapsed");
    assert_hint(RN_LITERAL("\x5e\x97\xca\xfd\1"), "sysprof capture");
    assert_hint(RN_LITERAL("Nettrace\x14"), "dotnet-trace convert");
    assert_hint(RN_LITERAL("v 10500 3\nX ./a.out\n"), "heaptrack_print");
    assert_hint(RN_LITERAL("{\"files\": {}, \"elapsed_time_sec\": 1.5}"), "scalene");
    assert_hint(RN_LITERAL("{\"snapshot\":{\"meta\":{}}}"), "heap snapshot");
    assert_hint(RN_LITERAL("CPU: Core 2\nCounted CPU_CLK events\n"), "OProfile");
    assert_hint(RN_LITERAL("SQLite format 3\0\x10"), "SQLite");
    assert_hint(RN_LITERAL("bplist00"), "xctrace export");
    assert_hint(RN_LITERAL("?"), "no reader takes it");
    assert_hint(RN_LITERAL("?"), "files named .prof are mostly pstats, pprof, ");
    assert_hint(RN_LITERAL("\n <!DOCTYPE html><p>"), "web page");
    assert_hint(RN_LITERAL("\x89PNG\r\n"), "picture");
    assert_hint(RN_LITERAL("PK\3\4"), "zip");
    assert_hint(RN_LITERAL("{\"name\": 1}"), "JSON");
    assert_hint(RN_LITERAL("Dear reader,\nno stacks.\n"), "text");
    assert_hint(RN_LITERAL("\1\2\3\4\5\6"), "binary");
    assert_hint(RN_LITERAL(" \n\t"), "blank");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_won_by_their_format),
        cmocka_unit_test(formats_have_names_and_suffixes),
        cmocka_unit_test(tells_why_a_format_was_taken),
        cmocka_unit_test(folded_bids_by_its_lines),
        cmocka_unit_test(names_what_is_no_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

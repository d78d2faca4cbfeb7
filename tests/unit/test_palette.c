/* Palettes: figures worked out by hand from flamegraph.pl's formulas, which kind gets which hue, and text
 * that can be read on all of them. */
#include "make_profile.h"
#include "style/theme.h"

typedef struct expected {
    rn_palette palette;
    rn_function_key key;
    rn_palette hue;
} expected;

#define NAMED(text)                                                                                \
    {                                                                                              \
        .name = RN_LITERAL(text)                                                                   \
    }
#define FLAGGED(text, with)                                                                        \
    {                                                                                              \
        .name = RN_LITERAL(text), .flags = (with)                                                  \
    }

static rn_profile *profile_of(const rn_function_key *keys, size_t count)
{
    rn_report *report = calloc(1, sizeof *report);
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), report);
    uint32_t metric = rn_builder_metric(builder, RN_LITERAL("n"), RN_LITERAL("n"));
    for (size_t i = 0; i < count; i++) {
        uint32_t function = rn_builder_function(builder, &keys[i]);
        uint32_t stack = rn_builder_push(builder, 0, rn_builder_frame(builder, function, 0));
        rn_builder_add_self(builder, stack, metric, 1);
    }
    rn_profile *profile = finish_made(builder);
    free(report);
    return profile;
}

static void test_hues(void **state)
{
    (void)state;
    static const expected cases[] = {
        {RN_PALETTE_JAVA, FLAGGED("sys_read", RN_FLAG_KERNEL), RN_PALETTE_ORANGE},
        {RN_PALETTE_JAVA, FLAGGED("a.b", RN_FLAG_INLINED), RN_PALETTE_AQUA},
        {RN_PALETTE_JAVA, NAMED("java/lang/String.hash"), RN_PALETTE_GREEN},
        {RN_PALETTE_JAVA, NAMED("Main"), RN_PALETTE_GREEN},
        {RN_PALETTE_JAVA, NAMED("[libjvm.so]"), RN_PALETTE_RED},
        {RN_PALETTE_JAVA, NAMED("JavaThread::run"), RN_PALETTE_YELLOW},
        {RN_PALETTE_JAVA, NAMED("read"), RN_PALETTE_RED},
        {RN_PALETTE_JS, FLAGGED("Builtin", RN_FLAG_JIT), RN_PALETTE_AQUA},
        {RN_PALETTE_JS, NAMED("f /srv/app.js"), RN_PALETTE_GREEN},
        {RN_PALETTE_JS, NAMED("f /srv/node_modules/x.js"), RN_PALETTE_PURPLE},
        {RN_PALETTE_JS, NAMED("v8::Run"), RN_PALETTE_YELLOW},
        {RN_PALETTE_JS, NAMED("Stub:x"), RN_PALETTE_AQUA},
        {RN_PALETTE_JS, NAMED("read"), RN_PALETTE_RED},
        {RN_PALETTE_PERL, NAMED("Perl_runops"), RN_PALETTE_YELLOW},
        {RN_PALETTE_PERL, NAMED("read"), RN_PALETTE_RED},
        {RN_PALETTE_PYTHON,
         {.name = RN_LITERAL("f"), .file = RN_LITERAL("/lib/python3.11/re.py")},
         RN_PALETTE_YELLOW},
        {RN_PALETTE_PYTHON,
         {.name = RN_LITERAL("f"), .file = RN_LITERAL("/lib/python3.11/site-packages/x.py")},
         RN_PALETTE_AQUA},
        {RN_PALETTE_PYTHON,
         {.name = RN_LITERAL("f"), .file = RN_LITERAL("/lib/python3/dist-packages/x.py")},
         RN_PALETTE_AQUA},
        {RN_PALETTE_PYTHON,
         {.name = RN_LITERAL("f"), .file = RN_LITERAL("/srv/mypython3.py")},
         RN_PALETTE_RED},
        {RN_PALETTE_RUST, NAMED("app`core::fmt"), RN_PALETTE_ORANGE},
        {RN_PALETTE_RUST, NAMED("serde::de"), RN_PALETTE_AQUA},
        {RN_PALETTE_RUST, NAMED("main"), RN_PALETTE_YELLOW},
        {RN_PALETTE_CHAIN, FLAGGED("f", RN_FLAG_WAKER), RN_PALETTE_AQUA},
        {RN_PALETTE_CHAIN, NAMED("g"), RN_PALETTE_BLUE},
        {RN_PALETTE_WAKEUP, NAMED("g"), RN_PALETTE_AQUA},
        {RN_PALETTE_HOT, NAMED("g"), RN_PALETTE_HOT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rn_profile *profile = profile_of(&cases[i].key, 1);
        rn_palette hue = rn_palette_hue(cases[i].palette, profile, 0);
        if (hue != cases[i].hue)
            fail_msg("%s: hue %d, expected %d", cases[i].key.name.data, hue, cases[i].hue);
        rn_profile_free(profile);
    }
}

static void test_shades(void **state)
{
    (void)state;
    static const rn_function_key keys[] = {NAMED("abc"),
                                           NAMED("lib`abc"),
                                           NAMED("abXXXbc"),
                                           {.name = RN_LITERAL("--"), .kind = RN_SEPARATOR},
                                           {.name = RN_LITERAL("-"), .kind = RN_SEPARATOR}};
    rn_profile *profile = profile_of(keys, 5);
    /* a 97 % 10 = 7, b 98 % 11 = 10, c 99 % 12 = 3: 1 - (7/9 + .7 + .49 × 3/11)/3.19 = .4948, and backwards
     * c 9, b 10, a 1: 1 - (1 + .7 + .49/11)/3.19 = .4531 */
    assert_int_equal(rn_palette_function(RN_PALETTE_HOT, profile, 0, true), RN_RGB(0xe37118));
    assert_int_equal(rn_palette_function(RN_PALETTE_HOT, profile, 1, true), RN_RGB(0xe37118));
    assert_int_not_equal(rn_palette_function(RN_PALETTE_HOT, profile, 0, false),
                         rn_palette_function(RN_PALETTE_HOT, profile, 2, false));
    assert_int_equal(rn_palette_function(RN_PALETTE_JAVA, profile, 3, false), RN_RGB(0xa0a0a0));
    assert_int_equal(rn_palette_function(RN_PALETTE_HOT, profile, 4, true), RN_RGB(0xc8c8c8));
    assert_int_equal(rn_palette_weight(RN_PALETTE_HOT, 1), RN_RGB(0xcd0000));
    assert_int_equal(rn_palette_weight(RN_PALETTE_ORANGE, 0), RN_RGB(0xff9b00));
    assert_int_equal(rn_palette_weight(RN_PALETTE_CHAIN, NAN), RN_RGB(0x8c8cff));
    rn_profile_free(profile);
}

static void test_text_on_palettes(void **state)
{
    (void)state;
    for (int palette = RN_PALETTE_HOT; palette <= RN_PALETTE_RUST; palette++)
        for (int step = 0; step <= 100; step++) {
            rn_rgba fill = rn_palette_weight((rn_palette)palette, step / 100.0);
            assert_true(rn_color_contrast(rn_color_readable(fill), fill) >= 4.5);
        }
}

static void test_pages(void **state)
{
    (void)state;
    rn_rgba color = 0;
    assert_true(rn_page_color("#12abEF", &color));
    assert_int_equal(color, RN_RGB(0x12abef));
    assert_true(rn_page_color("grey", &color));
    assert_false(rn_page_color("#12abE", &color));
    assert_false(rn_page_color("#12abEg", &color));
    assert_false(rn_page_color("", &color));
    for (uint32_t level = 0; level < 256; level += 5) {
        rn_scheme page =
            rn_scheme_on(rn_theme_find("light")->light, RN_RGB(level << 16 | level << 8 | level));
        assert_true(rn_color_contrast(page.text, page.background) >= 4.5);
        assert_true(rn_color_contrast(page.muted, page.background) >= 4.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hues),
        cmocka_unit_test(test_shades),
        cmocka_unit_test(test_text_on_palettes),
        cmocka_unit_test(test_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

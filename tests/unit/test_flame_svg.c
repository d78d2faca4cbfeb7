/* Flame graphs read back: dialects, direction, titles, differences, what was not drawn. */
#include "read_text.h"

#define SVG(boxes) "<svg xmlns=\"http://www.w3.org/2000/svg\">" boxes "</svg>"
#define FRAMES(boxes) SVG("<rect x=\"0\" y=\"0\" width=\"9\"/><g id=\"frames\">" boxes "</g>")
#define BOX(title, x, y, width)                                                                    \
    "<g><title>" title "</title><rect x=\"" x "\" y=\"" y "\" width=\"" width                      \
    "\" height=\"15\"/><text>..</text></g>"
#define EXACT(title, y, at, width)                                                                 \
    "<g><title>" title "</title><rect x=\"1%\" y=\"" y "\" width=\"1%\" fg:x=\"" at                \
    "\" fg:w=\"" width "\"/></g>"

static void assert_svg(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_svg, text, want, warnings);
}

static void boxes_stand_on_boxes(void **state)
{
    (void)state;
    assert_svg(FRAMES(BOX("all (1,000 samples, 100%)", "10", "50", "1000.0")
                          BOX("a (900 samples, 90.00%)", "10.0", "34", "900.0")
                              BOX("b (100 samples, 10.00%)", "910.0", "34", "100.0")
                                  BOX("c (300 samples, 30.00%)", "610.0", "18", "300.0")
                                      BOX("d (60 samples, 6.00%)", "950.1", "18", "59.9")),
               "a 600\nb 40\na;c 300\nb;d 60\n", 0);
}

static void the_widest_end_is_the_root(void **state)
{
    (void)state;
    assert_svg(FRAMES(BOX("x (5 ms, 50%)", "0", "34", "50") BOX("y (4 ms, 40%)", "0", "50", "40")
                          BOX("all (10 ms, 100%)", "0", "18", "100")),
               "x 1\nx;y 4\n(not drawn) 5\n", 0);
    assert_svg(
        FRAMES(BOX("a (10 ms, 100%)", "0", "34", "100") BOX("all (10 ms, 100%)", "0", "18", "100")),
        "a 10\n", 0);
    assert_svg(
        FRAMES(BOX("a (10 ms, 100%)", "0", "34", "100") BOX("b (10 ms, 100%)", "0", "18", "100")),
        "a;b 10\n", 0);
}

static void without_a_box_all_there_are_more_roots(void **state)
{
    (void)state;
    assert_svg(FRAMES(BOX("a (10 ms, 50%)", "0", "34", "100") BOX(
                   "b (10 ms, 50%)", "100", "34", "100") BOX("c (4 ms, 20%)", "100", "18", "40")),
               "a 10\nb 6\nb;c 4\n", 0);
}

static void old_pictures_have_a_class_and_links(void **state)
{
    (void)state;
    assert_svg(SVG("<g><title>x (1 samples, 1%)</title><rect x=\"0\" y=\"0\" width=\"1\"/></g>"
                   "<g class=\"func_g\" onclick=\"zoom(this)\"><title>all (4 samples, 100%)</title>"
                   "<rect x=\"10\" y=\"50\" width=\"40\"/></g>"
                   "<g class=\"func_g\"><title>f (4 samples, 100%)</title><a xlink:href=\"u\">"
                   "<rect x=\"10\" y=\"34\" width=\"40\"/></a></g>"
                   "<a class=\"func_g\" xlink:href=\"u\"><title>g (3 samples, 75%)</title>"
                   "<rect x=\"10\" y=\"18\" width=\"30\"/></a>"),
               "f 1\nf;g 3\n", 0);
}

static void places_in_samples_decide(void **state)
{
    (void)state;
    assert_svg(SVG("<svg id=\"frames\" x=\"10\" width=\"1180\" total_samples=\"5\">" EXACT(
                   "all (5 samples, 100%)", "9", "0", "5")
                       EXACT("a (2 samples, 40.00%)", "25", "0", "2")
                           EXACT("b (3 samples, 60.00%)", "25", "2", "3")
                               EXACT("c (3 samples, 60.00%)", "41", "2", "3") "</svg>"),
               "a 2\nb;c 3\n", 0);
}

static void titles_have_a_grammar(void **state)
{
    (void)state;
    assert_svg(FRAMES(BOX("all (9 samples, 100%)", "0", "50", "90")
                          BOX("f(int) (x) (3 samples, 33.33%)", "0", "34", "30")
                              BOX("g (2 samples, 1%) (3 samples, 33.33%)", "30", "34", "30")
                                  BOX(" (3 samples, 33.33%)", "60", "34", "30")),
               "f(int) (x) 3\ng (2 samples, 1%) 3\n[unknown] 3\n", 0);
}

/* Then the width counts, by the scale of a box that tells. */
static void other_titles_have_the_width_of_the_box(void **state)
{
    (void)state;
    assert_svg(FRAMES(BOX("all (200 samples, 100%)", "0", "50", "100.0") BOX(
                   "the parser", "0", "34", "50.2") BOX("x (1 samples)", "60", "34", "10")
                          BOX("y (z samples, 4%)", "80", "34", "20")),
               "the parser 100\nx (1 samples) 20\ny (z samples, 4%) 40\n(not drawn) 40\n", 0);
    assert_svg(SVG("<svg id=\"frames\">" EXACT("one", "9", "0", "5")
                       EXACT("two", "25", "0", "4") "</svg>"),
               "one 1\none;two 4\n", 0);
}

static void units_make_metrics(void **state)
{
    (void)state;
    static const struct {
        const char *unit, *name;
    } cases[] = {{"samples", "samples"},
                 {"ms", "time"},
                 {"us", "time"},
                 {"bytes", "memory"},
                 {"cache misses", "cache misses"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_report report = {0};
        char text[512];
        snprintf(text, sizeof text, FRAMES(BOX("f (5 %s, 100%%)", "0", "50", "90")), cases[i].unit);
        rn_profile *p = read_text(&rn_format_svg, text, &report);
        assert_non_null(p);
        assert_metric(p, 0, cases[i].name, cases[i].unit);
        rn_profile_free(p);
        rn_report_finish(&report);
    }
}

static void differences_have_after_and_before(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text(&rn_format_svg,
                  FRAMES(BOX("all (1,000 samples, 100%)", "0", "50",
                             "1000") BOX("a (900 samples, 90.00%; 0.00%)", "0", "34", "900")
                             BOX("b (400 samples, 40.00%; +10.00%)", "0", "18", "400")
                                 BOX("c (300 samples, 30.00%; -20.00%)", "400", "18", "300")
                                     BOX("d (100 samples, 10.00%; +10.00%)", "900", "34", "100")),
                  &report);
    assert_non_null(p);
    assert_metric(p, 0, "after", "samples");
    assert_metric(p, 1, "before", "samples");
    assert_stacks(p, 0, "a 200\nd 100\na;b 400\na;c 300\n");
    assert_stacks(p, 1, "a 200\na;b 300\na;c 500\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void what_was_too_narrow_is_told(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_svg,
                              FRAMES(BOX("all (1,000 samples, 100%)", "0", "50", "1000")
                                         BOX("a (500 samples, 50%)", "0", "34", "500")
                                             BOX("b (470 samples, 47%)", "510", "34", "470")),
                              &report);
    assert_non_null(p);
    assert_stacks(p, 0, "a 500\nb 470\n(not drawn) 30\n");
    assert_int_equal(report.warning_count, 1);
    assert_string_equal(report.warnings[0],
                        "boxes too narrow to be drawn (about 3.0 %) count as own "
                        "cost of their callers");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void boxes_that_do_not_fit_are_told(void **state)
{
    (void)state;
    assert_svg(FRAMES(BOX("all (10 samples, 100%)", "0", "50", "100")
                          BOX("a (5 samples, 50%)", "0", "34", "50")
                              BOX("stray (5 samples, 50%)", "60", "18", "40")
                                  BOX("lost (5 samples, 50%)", "left", "18", "40")
                                      BOX("b (9 samples, 90%)", "0", "18", "40")),
               "a;b 9\n(not drawn) 5\n", 4);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_svg.sniff(rn_bytes_of(text), whole);
}

static void bids_by_what_the_tools_write(void **state)
{
    (void)state;
    assert_int_equal(bid_of(FRAMES(""), true), 95);
    assert_int_equal(bid_of(SVG("<g class=\"func_g\">"), true), 95);
    assert_int_equal(bid_of(SVG("<text id=\"details\"> </text>"), false), 80);
    assert_int_equal(bid_of(SVG("<text id=\"details\"> </text>"), true), 0);
    assert_int_equal(bid_of(SVG("<g id=\"graph0\" class=\"graph\"/>"), false), 0);
    assert_int_equal(bid_of("<html><svg id=\"frames\">", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_stand_on_boxes),
        cmocka_unit_test(the_widest_end_is_the_root),
        cmocka_unit_test(without_a_box_all_there_are_more_roots),
        cmocka_unit_test(old_pictures_have_a_class_and_links),
        cmocka_unit_test(places_in_samples_decide),
        cmocka_unit_test(titles_have_a_grammar),
        cmocka_unit_test(other_titles_have_the_width_of_the_box),
        cmocka_unit_test(units_make_metrics),
        cmocka_unit_test(differences_have_after_and_before),
        cmocka_unit_test(what_was_too_narrow_is_told),
        cmocka_unit_test(boxes_that_do_not_fit_are_told),
        cmocka_unit_test(bids_by_what_the_tools_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tables as text, and numbers as users' languages have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "input/csv.h"
#include "read/local_number.h"

static void assert_text(rn_bytes got, const char *want)
{
    if (!rn_bytes_equal(got, rn_bytes_of(want)))
        fail_msg("'%.*s', expected '%s'", (int)got.size, got.data, want);
}

/* The fields of all rows, each with its blanks before it in front: '0:a|2:b', a row a line. */
static void assert_rows(const char *text, char delimiter, bool is_plain, const char *want)
{
    static rn_csv csv;
    rn_buffer out = {0};
    rn_csv_init(&csv, rn_lines_of(rn_bytes_of(text)), delimiter);
    csv.is_plain = is_plain;
    while (rn_csv_next(&csv)) {
        for (size_t i = 0; i < csv.count; i++) {
            rn_put_text(&out, i ? "|" : "");
            rn_put_uint(&out, csv.fields[i].indent);
            rn_put_text(&out, ":");
            rn_put(&out, rn_csv_text(&csv, i));
        }
        rn_put_text(&out, "\n");
    }
    assert_text(rn_buffer_bytes(&out), want);
    rn_buffer_finish(&out);
    rn_csv_finish(&csv);
}

static void splits_rows(void **state)
{
    (void)state;
    assert_rows("a,b,c\r\nd,,\n\n \t\n,e", ',', false, "0:a|0:b|0:c\n0:d|0:|0:\n0:|0:e\n");
    assert_rows("a;b,c\rd;e\r", ';', false, "0:a|0:b,c\n0:d|0:e\n");
    assert_rows("a\tb c\t\td", '\t', false, "0:a|0:b c|0:|0:d\n");
    assert_rows("", ',', false, "");
}

static void counts_blanks_before_fields(void **state)
{
    (void)state;
    assert_rows("  a , \tb  ,   ", ',', false, "2:a|2:b|3:\n");
    assert_rows("  \" a \",\"   b\"  ,c", ',', false, "3:a|3:b|0:c\n");
    assert_rows(" a\t \tb", '\t', false, "1:a|1:|0:b\n");
}

static void takes_quotes_off(void **state)
{
    (void)state;
    assert_rows("\"a,b\",\"c\"", ',', false, "0:a,b|0:c\n");
    assert_rows("\"operator\"\"\"\" _x\",\"\",\"\"\"\"", ',', false, "0:operator\"\" _x|0:|0:\"\n");
    assert_rows("a\"b,c\"\"d", ',', false, "0:a\"b|0:c\"\"d\n");
    assert_rows("\"a\"tail,b", ',', false, "0:a|0:b\n");
    assert_rows("\"a,b\nc,d", ',', false, "0:a,b\n0:c|0:d\n");
    assert_rows("\"", ',', false, "0:\n");
    assert_rows("\"a\"\"", ',', false, "0:a\"\n");
    assert_rows("\"a,b\", c", ',', true, "0:\"a|0:b\"|1:c\n");
}

static void keeps_no_more_than_it_has_room_for(void **state)
{
    (void)state;
    static rn_csv csv;
    rn_buffer text = {0};
    for (int i = 0; i < RN_CSV_FIELDS + 9; i++)
        rn_put_text(&text, "x,");
    rn_put_text(&text, "x\ny");
    rn_csv_init(&csv, rn_lines_of(rn_buffer_bytes(&text)), ',');
    assert_true(rn_csv_next(&csv));
    assert_int_equal(csv.count, RN_CSV_FIELDS + 10);
    assert_text(rn_csv_text(&csv, RN_CSV_FIELDS - 1), "x");
    assert_text(rn_csv_text(&csv, RN_CSV_FIELDS), "");
    assert_text(rn_csv_text(&csv, SIZE_MAX), "");
    assert_true(rn_csv_next(&csv));
    assert_int_equal(csv.count, 1);
    assert_int_equal(csv.lines.number, 2);
    assert_text(rn_csv_text(&csv, 1), "");
    rn_csv_finish(&csv);
    rn_buffer_finish(&text);
}

static void finds_delimiters_of_headings(void **state)
{
    (void)state;
    rn_bytes first = RN_LITERAL("Level");
    assert_int_equal(rn_csv_heading(RN_LITERAL("Level,Name"), first), ',');
    assert_int_equal(rn_csv_heading(RN_LITERAL("Level;Name"), first), ';');
    assert_int_equal(rn_csv_heading(RN_LITERAL("\"Level\"\tName"), first), '\t');
    assert_int_equal(rn_csv_heading(RN_LITERAL("Level Name"), first), 0);
    assert_int_equal(rn_csv_heading(RN_LITERAL("Level"), first), 0);
    assert_int_equal(rn_csv_heading(RN_LITERAL("\"Level\""), first), 0);
    assert_int_equal(rn_csv_heading(RN_LITERAL("Levels,Name"), first), 0);
    assert_int_equal(rn_csv_heading(RN_LITERAL(""), first), 0);
}

/* ---- numbers ---------------------------------------------------------------------------------- */

typedef bool parse_number(rn_bytes text, double *value);

static void assert_number(parse_number *parse, const char *text, double want)
{
    double got;
    if (!parse(rn_bytes_of(text), &got))
        fail_msg("'%s' is no number", text);
    if (got != want)
        fail_msg("'%s' is %g, expected %g", text, got, want);
}

static void assert_none(parse_number *parse, const char *text)
{
    double got;
    if (parse(rn_bytes_of(text), &got))
        fail_msg("'%s' is %g", text, got);
}

static void reads_groups_of_digits(void **state)
{
    (void)state;
    static const char *const same[] = {
        "2893824",
        "2,893,824",
        "2.893.824",
        "2 893 824",
        "2'893'824",
        "28,93,824",
        "2\xc2\xa0"
        "893\xc2\xa0"
        "824",
        "2\xa0"
        "893\xa0"
        "824",
        "2\xe2\x80\xaf"
        "893\xe2\x80\xaf"
        "824",
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        assert_number(rn_local_count_parse, same[i], 2893824);
    assert_number(rn_local_count_parse, "1,234", 1234);
    assert_number(rn_local_count_parse, "471.00", 471);
    assert_number(rn_local_count_parse, "0", 0);
    assert_number(rn_local_count_parse, "1,234.5", 1234.5);
    assert_none(rn_local_count_parse, "");
    assert_none(rn_local_count_parse, "x");
    assert_none(rn_local_count_parse, "1,,234");
    assert_none(rn_local_count_parse, "1 234 ");
}

static void reads_points_and_commas(void **state)
{
    (void)state;
    assert_number(rn_local_number_parse, "91.25", 91.25);
    assert_number(rn_local_number_parse, "91,25", 91.25);
    assert_number(rn_local_number_parse, "1,234", 1.234);
    assert_number(rn_local_number_parse, "1.234,5", 1234.5);
    assert_number(rn_local_number_parse, "1,234.5", 1234.5);
    assert_number(rn_local_number_parse,
                  "1\xc2\xa0"
                  "234,5",
                  1234.5);
    assert_number(rn_local_number_parse, "1.234.567", 1234567);
    assert_number(rn_local_number_parse, "-0,5", -0.5);
    assert_number(rn_local_number_parse, ",5", 0.5);
    assert_number(rn_local_number_parse, "1e-3", 1e-3);
    assert_none(rn_local_number_parse, "");
    assert_none(rn_local_number_parse, ",");
    assert_none(rn_local_number_parse, "1 2 x");
    assert_none(rn_local_number_parse, " 1");
    assert_none(rn_local_number_parse, "nan");
    assert_none(rn_local_number_parse, "1,0000000000000000000000000000000000000000000000000000000"
                                       "00000000000000000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_rows),
        cmocka_unit_test(counts_blanks_before_fields),
        cmocka_unit_test(takes_quotes_off),
        cmocka_unit_test(keeps_no_more_than_it_has_room_for),
        cmocka_unit_test(finds_delimiters_of_headings),
        cmocka_unit_test(reads_groups_of_digits),
        cmocka_unit_test(reads_points_and_commas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

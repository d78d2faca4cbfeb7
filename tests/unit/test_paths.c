/* Sizes of files. */
#include "dump_text.h"

static void assert_sizes(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_paths, text, want, warnings);
}

static void paths_are_stacks(void **state)
{
    (void)state;
    rn_report report = {0};
    assert_sizes("./a/b c 3\n./a/b c 4\n./a 5\n\n./a//d/ 6\n", ".;a 5\n.;a;b c 7\n.;a;d 6\n", 0);
    assert_sizes("/ 1\n/usr 2\n/usr/bin/x 3\n/var 1e3\n",
                 "/ 1\n/;usr 2\n/;usr;bin;x 3\n/;var 1000\n", 0);
    assert_sizes("3 ./a/b c 7\n4 ./a\n", ".;a 4\n.;a;b c 7 3\n", 0);
    assert_sizes("ab 1\nabc/d 2\na 3\nab/d 4\n", "ab 1\nabc;d 2\na 3\nab;d 4\n", 0);
    rn_profile *p = read_text(&rn_format_paths, "./a 3\n", &report);
    assert_metric(p, 0, "size", "bytes");
    rn_profile_free(p);
    rn_report_finish(&report);
}

/* du counts what is in a folder as the folder's. */
static void folders_of_du_are_totals(void **state)
{
    (void)state;
    assert_sizes("3\t./a/b\n4\t./a/c 7\n17\t./a\n20\t.\n", ". 3\n.;a 10\n.;a;b 3\n.;a;c 7 4\n", 0);
    assert_sizes("3\t./a/b\n2\t./a\n", ".;a;b 3\n", 1);
    assert_sizes("3\t./a/b\n3\t./a/b\n8\t./a\n", ".;a 2\n.;a;b 6\n", 0);
}

static void odd_lines_are_counted(void **state)
{
    (void)state;
    assert_sizes("./a 3\n./b -1\n./c\n./d x\n", ".;a 3\n", 4);
}

static void never_bids(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_paths, "3\t./a\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_stacks),
        cmocka_unit_test(folders_of_du_are_totals),
        cmocka_unit_test(odd_lines_are_counted),
        cmocka_unit_test(never_bids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

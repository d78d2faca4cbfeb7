/* python3 -X importtime: who imports whom. */
#include "read_text.h"

#define HEADER "import time: self [us] | cumulative | imported package\n"

static void assert_importtime(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_importtime, text, want, warnings);
}

static void modules_stand_before_their_importer(void **state)
{
    (void)state;
    assert_importtime(HEADER "import time:        92 |         92 |     _codecs\n"
                             "import time:       560 |        651 |   codecs\n"
                             "import time:       400 |        400 |   encodings.aliases\n"
                             "import time:       470 |       1522 | encodings\n"
                             "import time:        20 |         20 | _signal\n",
                      "main;encodings 470\nmain;encodings;codecs 560\n"
                      "main;encodings;codecs;_codecs 92\nmain;encodings;encodings.aliases 400\n"
                      "main;_signal 20\n",
                      0);
    assert_importtime("import time:         5 |          5 |       d\r\n"
                      "import time:         4 |          9 |     c\r\n"
                      "import time:         3 |          3 |     e\r\n"
                      "import time:         2 |         14 |   b\r\n"
                      "import time:         1 |         15 | a",
                      "main;a 1\nmain;a;b 2\nmain;a;b;c 4\nmain;a;b;c;d 5\nmain;a;b;e 3\n", 0);
}

static void what_the_program_writes_is_stepped_over(void **state)
{
    (void)state;
    assert_importtime("hello\n" HEADER "import time:         7 |          7 |   b\n"
                      "import\nno end import time:         1 |          8 | a\n"
                      "import time: cached    | cached     | sys\n",
                      "main;a 1\nmain;a;b 7\n", 0);
}

static void imports_that_never_end_have_no_importer(void **state)
{
    (void)state;
    assert_importtime(HEADER "import time:         1 |          1 | a\n"
                             "import time:         2 |          2 |     c\n" HEADER
                             "import time:         4 |          4 |   e\n"
                             "import time:         3 |          7 | d\n",
                      "main;a 1\nmain;c 2\nmain;d 3\nmain;d;e 4\n", 0);
}

static void missing_lines_are_noticed(void **state)
{
    (void)state;
    assert_importtime("import time:         1 |          9 | a\n"
                      "import time:         2 |          5 | b\n",
                      "main;a 1\nmain;b 2\n", 1);
    assert_importtime("import time:         2 |          5 | b\n", "main;b 2\n", 1);
    assert_importtime("import time:         2 |          4 | b\n", "main;b 2\n", 0);
}

static void broken_lines_are_counted(void **state)
{
    (void)state;
    assert_importtime("import time:         1 |          1 | a\n"
                      "import time:         x |          1 | b\n"
                      "import time:         1 |            | c\n"
                      "import time:         1 |          1 |\n"
                      "import time:         1\n",
                      "main;a 1\n", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modules_stand_before_their_importer),
        cmocka_unit_test(what_the_program_writes_is_stepped_over),
        cmocka_unit_test(imports_that_never_end_have_no_importer),
        cmocka_unit_test(missing_lines_are_noticed),
        cmocka_unit_test(broken_lines_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Regular expressions of Python's syntax. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/regex.h"

enum { STEPS = 1000000 };

static bool is_taken(const char *pattern)
{
    rn_regex *regex;
    render_status status = rn_regex_new(&regex, rn_bytes_of(pattern), STEPS);
    assert_true(status == RENDER_OK || (status == RENDER_ERROR_ARGUMENT && !regex));
    rn_regex_free(regex);
    return status == RENDER_OK;
}

static bool finds(const char *pattern, const char *text)
{
    rn_regex *regex;
    bool found = false;
    assert_int_equal(rn_regex_new(&regex, rn_bytes_of(pattern), STEPS), RENDER_OK);
    assert_int_equal(rn_regex_search(regex, rn_bytes_of(text), &found), RENDER_OK);
    rn_regex_free(regex);
    return found;
}

static void searches_anywhere(void **state)
{
    (void)state;
    assert_true(finds("", ""));
    assert_true(finds("b+c", "aabbc"));
    assert_false(finds("^b", "ab"));
    assert_true(finds("(?i)MAIN", "m.py:1(main)"));
    assert_true(finds("\\w\\.py", "\xc3\xa9.py"));
    assert_true(finds("^.$", "\xc3\xa9"));
    assert_true(finds("(?P<x>a)(?P=x)", "baa"));
    assert_true(finds("(?<=a)b(?!c)|(?:d){2}", "dd"));
}

static void differences_are_translated(void **state)
{
    (void)state;
    assert_true(finds("^a{,2}$", "aa"));
    assert_false(finds("^a{,2}$", "aaa"));
    assert_true(finds("a\\Z", "ba"));
    assert_true(finds("\\x41\\u00e9", "A\xc3\xa9"));
    assert_true(finds("^[[:a]+$", "[:a"));
    assert_true(finds("^[]a]+$", "]a"));
    assert_false(finds("\\v", "a\xc2\x85"));
    assert_true(finds("{built", "{built-in}"));
    assert_true(finds("a{x}", "a{x}"));
}

static void what_python_refuses_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "(",    ")",       "*",     "a**",     "a{2}{3}", "^*",     "\\b+",     "[",
        "[a",   "[z-a]",   "\\",    "\\q",     "\\Qa\\E", "\\h",    "\\K",      "\\x4",
        "\\u1", "(*FAIL)", "(?|a)", "(?R)",    "(?1)",    "(?P>x)", "(?'x'a)",  "\\1",
        "a|*",  "(?",      "(?P",   "(?P<x>a", "(?<x>a)", "[\\Z]",  "(?<=a+)b", "\xff",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (is_taken(bad[i]))
            fail_msg("'%s' is taken", bad[i]);
    }
    static const char *const good[] = {
        "a*?",          "a{2}?", "a*+",   "(?:a)*", "(?#x)a",
        "(?(1)a|b)|()", "[^]]",  "[\\b]", "(?i:a)", "a{,}",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!is_taken(good[i]))
            fail_msg("'%s' is refused", good[i]);
    }
}

static void endless_searches_end(void **state)
{
    (void)state;
    rn_regex *regex;
    bool found;
    assert_int_equal(rn_regex_new(&regex, RN_LITERAL("(a|aa)+$"), STEPS), RENDER_OK);
    rn_bytes text = RN_LITERAL("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    assert_int_equal(rn_regex_search(regex, text, &found), RENDER_ERROR_LIMIT);
    rn_regex_free(regex);
}

static void steps_are_bounded(void **state)
{
    (void)state;
    rn_regex *regex;
    bool found;
    for (uint32_t steps = 1; steps <= STEPS; steps *= 1000) {
        assert_int_equal(rn_regex_new(&regex, RN_LITERAL("a.*b.*c.*[de]"), steps), RENDER_OK);
        assert_int_equal(rn_regex_search(regex, RN_LITERAL("a1b2a3b4cc55"), &found),
                         steps == 1 ? RENDER_ERROR_LIMIT : RENDER_OK);
        assert_false(found);
        rn_regex_free(regex);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searches_anywhere),
        cmocka_unit_test(differences_are_translated),
        cmocka_unit_test(what_python_refuses_is_refused),
        cmocka_unit_test(endless_searches_end),
        cmocka_unit_test(steps_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

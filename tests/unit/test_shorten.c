/* Names that are shortened, broken into lines, and told apart where they look alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "style/apart.h"
#include "style/names.h"
#include "style/shorten.h"
#include "style/wrap.h"

static void assert_short(const char *name, int step, const char *expected)
{
    rn_buffer out = {0};
    rn_put_shortened(&out, rn_bytes_of(name), step);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, expected);
    rn_buffer_finish(&out);
}

static void names_keep_what_they_are_called(void **state)
{
    (void)state;
    static const char tree[] = "bool std::_Rb_tree<std::pair<int, long>, std::less<int> >::erase<"
                               "void>(std::pair<int, long> const&)";
    assert_short(tree, 0, tree);
    assert_short(tree, 1,
                 "bool std::_Rb_tree<pair<int, long>, less<int> >::erase<void>(pair<int, long> "
                 "const&)");
    assert_short(tree, 2, "std::_Rb_tree<pair<int, long>, less<int> >::erase<void>(…)");
    assert_short(tree, 3, "std::_Rb_tree<pair<…>, less<…> >::erase<void>(…)");
    assert_short(tree, 4, "std::_Rb_tree<…>::erase<…>(…)");
    assert_short(tree, 5, "…_Rb_tree<…>::erase<…>(…)");
    assert_short(tree, 9, "…erase<…>(…)");
}

static void languages_keep_their_own(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int step;
        const char *expected;
    } cases[] = {
        {"<alloc::vec::Vec<T> as core::iter::FromIterator<T>>::from_iter", 1,
         "<Vec<T> as FromIterator<T>>::from_iter"},
        {"<alloc::vec::Vec<T> as core::iter::FromIterator<T>>::from_iter", 4,
         "<Vec<…> as FromIterator<…>>::from_iter"},
        {"<alloc::vec::Vec<T> as core::iter::FromIterator<T>>::from_iter", 9, "…from_iter"},
        {"core::ptr::drop_in_place<alloc::vec::Vec<alloc::string::String>>", 1,
         "core::ptr::drop_in_place<Vec<String>>"},
        {"encoding/json.(*decodeState).object", 4, "encoding/json.(*decodeState).object"},
        {"encoding/json.(*decodeState).object", 5, "…json.(*decodeState).object"},
        {"java.util.concurrent.ThreadPoolExecutor$Worker.run(java.lang.Runnable)", 2,
         "java.util.concurrent.ThreadPoolExecutor$Worker.run(…)"},
        {"std::vector<(anonymous namespace)::circle>::~vector()", 1,
         "std::vector<circle>::~vector()"},
        {"(anonymous namespace)::twice(int)", 2, "(anonymous namespace)::twice(…)"},
        {"std::function<void (int)>::operator()(int) const", 2,
         "std::function<void (int)>::operator()(…) const"},
        {"operator new(unsigned long)", 2, "operator new(…)"},
        {"std::operator<< <std::char_traits<char> >(std::ostream&, char const*)", 4,
         "std::operator<< <…>(…)"},
        {"non-virtual thunk to a::B::run(int)", 2, "non-virtual thunk to a::B::run(…)"},
        {"main::{lambda(a::B const&)#1}::operator()(a::B const&) const", 2,
         "main::{lambda(…)#1}::operator()(…) const"},
        {"<built-in method builtins.exec>", 9, "<built-in method builtins.exec>"},
        {"Object.<anonymous>", 4, "Object.<anonymous>"},
        {"(anonymous)", 9, "(anonymous)"},
        {"(anonymous) (file:///index.js)", 2, "(anonymous) (…)"},
        {"a<b", 4, "a<b"},
        {"f(g", 4, "f(g"},
        {"", 4, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_short(cases[i].name, cases[i].step, cases[i].expected);
}

static void brackets_may_be_hostile(void **state)
{
    (void)state;
    static const char signs[] = "<>(){}[]:, a-*&.";
    unsigned seed = 1;
    char name[5000];
    for (int round = 0; round < 3000; round++) {
        size_t size = round % 100 ? (size_t)round % 60 : 4000 + (size_t)round % 999;
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1103515245 + 12345;
            name[i] = round % 50 == 49 ? '<' : signs[seed / 65536 % (sizeof signs - 1)];
        }
        for (int step = 1; step < RN_SHORTEN_STEPS; step++) {
            rn_buffer out = {0};
            rn_put_shortened(&out, (rn_bytes){name, size}, step);
            assert_false(out.failed);
            /* every bracket that becomes an ellipsis may be 3 bytes for 1 */
            assert_true(out.size <= 3 * size + 3);
            rn_buffer_finish(&out);
        }
    }
}

/* ---- lines ------------------------------------------------------------------------------------ */

static double columns(void *user, rn_bytes part)
{
    (void)user;
    return (double)rn_text_length(part);
}

static void assert_lines(const char *name, double limit, const char *expected)
{
    rn_wrap how = {columns, NULL, limit, limit, 99};
    rn_bytes text = rn_bytes_of(name);
    rn_buffer out = {0};
    while (text.size) {
        size_t size = rn_wrap_size(&how, text);
        assert_true(size >= 1 && size <= text.size);
        rn_put(&out, rn_bytes_slice(text, 0, size));
        text = rn_bytes_slice(text, size, text.size);
        rn_put_char(&out, text.size ? '|' : '\0');
    }
    assert_string_equal(out.data, expected);
    rn_buffer_finish(&out);
}

static void lines_end_where_names_may_be_broken(void **state)
{
    (void)state;
    assert_lines("std::vector<circle>::push_back", 22, "std::vector<circle>::|push_back");
    assert_lines("std::allocator_traits<circle>::f", 22, "std::allocator_traits<|circle>::f");
    assert_lines("get_signing_serializer", 14, "get_signing_|serializer");
    assert_lines("parseHTTPHeaderLine", 10, "parse|HTTPHeader|Line");
    assert_lines("java.util.concurrent.Executor", 12, "java.util.|concurrent.|Executor");
    assert_lines("Vec<Vec<int> >::f", 16, "Vec<Vec<int> >::|f");
    assert_lines("unbreakable", 4, "unbreakable");
}

static void assert_fits(const char *name, double limit, int lines, const char *expected)
{
    rn_wrap how = {columns, NULL, limit, limit, lines};
    rn_buffer out = {0};
    rn_put_fitting(&out, rn_bytes_of(name), &how);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, expected);
    rn_buffer_finish(&out);
}

static void names_are_shortened_no_more_than_needed(void **state)
{
    (void)state;
    static const char name[] =
        "shop::Index<std::string, std::vector<shop::Item> >::find(std::string)";
    assert_fits(name, 80, 1, name);
    assert_fits(name, 56, 1, "shop::Index<string, vector<Item> >::find(string)");
    assert_fits(name, 44, 1, "shop::Index<string, vector<Item> >::find(…)");
    assert_fits(name, 24, 1, "shop::Index<…>::find(…)");
    assert_fits(name, 24, 2, "shop::Index<string, vector<Item> >::find(…)");
}

/* ---- apart ------------------------------------------------------------------------------------ */

static void assert_apart(rn_alike *names, size_t count, const char *const *expected)
{
    rn_arena arena = RN_ARENA_EMPTY;
    assert_true(rn_tell_apart(names, count, &arena));
    for (size_t i = 0; i < count; i++) {
        if (expected[i])
            assert_string_equal(names[i].apart, expected[i]);
        else
            assert_null(names[i].apart);
    }
    rn_arena_finish(&arena);
}

#define ALIKE(shown, full)                                                                         \
    {                                                                                              \
        RN_LITERAL(shown), RN_LITERAL(full), NULL                                                  \
    }

static void alike_names_show_where_they_differ(void **state)
{
    (void)state;
    rn_alike names[] = {
        ALIKE("drop<…>", "core::drop<alloc::Vec<f64>>"),
        ALIKE("drop<…>", "core::drop<alloc::Vec<lexer::Token>>"),
        ALIKE("drop<…>", "core::drop<alloc::Rc<lexer::Token>>"),
        ALIKE("main", "main"),
        ALIKE("same", "same"),
        ALIKE("same", "same"),
        ALIKE("a…", "app_one"),
        ALIKE("a…", "app"),
    };
    static const char *const expected[] = {"…Vec<f64…", "…Vec<lexer…", "…Rc…",    NULL,
                                           "#1",        "#2",          "app_one", "app"};
    assert_apart(names, sizeof names / sizeof *names, expected);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of few letters have many branches, and some of them are equal. */
static void no_two_are_told_alike(void **state)
{
    (void)state;
    enum { COUNT = 300 };
    unsigned seed = 7;
    static char texts[COUNT][90];
    rn_alike names[COUNT];
    const char *sorted[COUNT];
    for (int round = 0; round < 40; round++) {
        rn_arena arena = RN_ARENA_EMPTY;
        for (size_t i = 0; i < COUNT; i++) {
            size_t size = 1 + (size_t)round * 2;
            for (size_t k = 0; k < size; k++) {
                seed = seed * 1103515245 + 12345;
                texts[i][k] = "ab:<"[seed / 65536 % (round % 3 ? 2 : 4)];
            }
            names[i] = (rn_alike){RN_LITERAL("x"), {texts[i], size}, NULL};
        }
        assert_true(rn_tell_apart(names, COUNT, &arena));
        for (size_t i = 0; i < COUNT; i++)
            sorted[i] = names[i].apart;
        qsort(sorted, COUNT, sizeof *sorted, compare_texts);
        for (size_t i = 1; i < COUNT; i++)
            assert_string_not_equal(sorted[i - 1], sorted[i]);
        rn_arena_finish(&arena);
    }
}

/* Names that are the same get numbers, but none that tells another name already. */
static void numbers_that_are_names_are_left_to_them(void **state)
{
    (void)state;
    rn_alike names[] = {ALIKE("x", ""), ALIKE("x", ""), ALIKE("x", "#1")};
    static const char *const expected[] = {"#2", "#3", "#1"};
    assert_apart(names, sizeof names / sizeof *names, expected);
}

static void letters_stay_whole(void **state)
{
    (void)state;
    rn_alike names[] = {ALIKE("x", "検索する"), ALIKE("x", "検紡する"), ALIKE("x", "検")};
    rn_arena arena = RN_ARENA_EMPTY;
    assert_true(rn_tell_apart(names, 3, &arena));
    for (size_t i = 0; i < 3; i++)
        assert_true(rn_text_is_clean(rn_bytes_of(names[i].apart)));
    assert_string_not_equal(names[0].apart, names[1].apart);
    rn_arena_finish(&arena);
}

static void check_row(rn_bytes line)
{
    rn_bytes name = rn_cut_part(&line, '\t'), signature = rn_cut_part(&line, '\t'),
             rest = rn_cut_part(&line, '\t');
    rn_buffer out = {0};
    if (!rn_put_signature(&out, name))
        rn_put(&out, name);
    rn_bytes tail = rn_name_tail(name), made = rn_buffer_bytes(&out);
    if (!rn_bytes_equal(made, signature) ||
        !rn_bytes_equal(tail.size ? tail : RN_LITERAL("-"), rest) ||
        !rn_bytes_equal(rn_bytes_slice(name, 0, rn_telling_size(name)), line))
        fail_msg("%.*s: '%.*s', '%.*s', %zu", (int)name.size, name.data, (int)made.size, made.data,
                 (int)tail.size, tail.data, rn_telling_size(name));
    rn_buffer_finish(&out);
}

/* tests/browser/short_names.py holds the scripts of pictures and pages against the same table. */
static void names_are_shortened_as_in_script(void **state)
{
    (void)state;
    static char text[1 << 14];
    FILE *file = fopen(TEST_SOURCE_DIR "/browser/short_names.txt", "r");
    assert_non_null(file);
    rn_bytes rest = {text, fread(text, 1, sizeof text, file)};
    fclose(file);
    assert_true(rest.size < sizeof text);
    int rows = 0;
    while (rest.size) {
        rn_bytes line = rn_cut_part(&rest, '\n');
        if (line.size && line.data[0] != '#') {
            check_row(line);
            rows++;
        }
    }
    assert_true(rows > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_keep_what_they_are_called),
        cmocka_unit_test(languages_keep_their_own),
        cmocka_unit_test(brackets_may_be_hostile),
        cmocka_unit_test(lines_end_where_names_may_be_broken),
        cmocka_unit_test(names_are_shortened_no_more_than_needed),
        cmocka_unit_test(alike_names_show_where_they_differ),
        cmocka_unit_test(no_two_are_told_alike),
        cmocka_unit_test(numbers_that_are_names_are_left_to_them),
        cmocka_unit_test(letters_stay_whole),
        cmocka_unit_test(names_are_shortened_as_in_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

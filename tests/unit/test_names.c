/* Labels, full names, and stripping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "style/names.h"
#include "style/strip.h"

typedef struct row {
    const char *name, *module, *file;
    uint32_t line;
    const char *label, *shared_label, *full;
    int is_shared; /* what tells it apart: 0: nothing has to, 1: the end of its path, 2: all of it */
} row;

static const row rows[] = {
    {"parse", "", "/app/m.py", 5, "parse (m.py:5)", "parse (app/m.py:5)", "parse (/app/m.py:5)", 0},
    {"<module>", "", "/app/m.py", 1, "<module> m.py", "<module> app/m.py", "<module> (/app/m.py:1)",
     0},
    {"loads", "", "/usr/lib/python3.11/json/__init__.py", 299, "loads (json/__init__.py:299)",
     "loads (python3.11/json/__init__.py:299)", "loads (/usr/lib/python3.11/json/__init__.py:299)",
     0},
    {"main", "", "a/u.py", 3, "main (u.py:3)", "main (a/u.py:3)", "main (a/u.py:3)", 1},
    {"main", "", "b/u.py", 3, "main (u.py:3)", "main (b/u.py:3)", "main (b/u.py:3)", 1},
    {"<built-in method builtins.exec>", "", "", 0, "builtins.exec",
     "<built-in method builtins.exec>", "<built-in method builtins.exec>", 0},
    {"<method 'append' of 'list' objects>", "", "", 0, "list.append",
     "<method 'append' of 'list' objects>", "<method 'append' of 'list' objects>", 1},
    {"<built-in method list.append>", "", "", 0, "list.append", "<built-in method list.append>",
     "<built-in method list.append>", 1},
    {"_find", "", "<frozen importlib._bootstrap>", 7, "_find (importlib._bootstrap:7)",
     "_find (importlib._bootstrap:7)", "_find (<frozen importlib._bootstrap>:7)", 0},
    {"run", "", "src/run.cpp", 9, "run", "run (run.cpp:9)", "run (src/run.cpp:9)", 1},
    {"run", "/lib/libx.so", "", 0, "run", "run (libx.so)", "run (/lib/libx.so)", 1},
    {"step", "libx.so", "x.c", 2, "step", "step (x.c:2)", "step (libx.so, x.c:2)", 0},
    {"<built-in method __new__ of type object at 0x9d1E80>", "", "", 0, "__new__ of type object",
     "<built-in method __new__ of type object at 0x9d1E80>",
     "<built-in method __new__ of type object at 0x9d1E80>", 0},
    {"<function C.f at 0x7fb390e02660>", "", "", 0, "<function C.f>",
     "<function C.f at 0x7fb390e02660>", "<function C.f at 0x7fb390e02660>", 0},
    {"visit", "", "/a/src/tree.c", 3, "visit", "visit (tree.c:3)", "visit (/a/src/tree.c:3)", 2},
    {"visit", "", "/b/src/tree.c", 3, "visit", "visit (tree.c:3)", "visit (/b/src/tree.c:3)", 2},
    {"visit", "", "/b/src/list.c", 3, "visit", "visit (list.c:3)", "visit (/b/src/list.c:3)", 1},
    {"", "", "", 0, "(unknown)", "", "(unknown)", 0},
};

enum { ROWS = sizeof rows / sizeof *rows };

typedef struct fixture {
    rn_profile profile;
    rn_function_info functions[ROWS];
} fixture;

static uint32_t intern(fixture *made, const char *text)
{
    return rn_intern_add(&made->profile.strings, rn_bytes_of(text));
}

static void make(fixture *made)
{
    *made = (fixture){.profile = {.function_count = ROWS}};
    made->profile.functions = made->functions;
    assert_true(rn_intern_init(&made->profile.strings));
    for (size_t i = 0; i < ROWS; i++) {
        made->functions[i].name = intern(made, rows[i].name);
        made->functions[i].module = intern(made, rows[i].module);
        made->functions[i].file = intern(made, rows[i].file);
        made->functions[i].line = rows[i].line;
    }
}

static void check(rn_buffer *out, const char *expected)
{
    rn_put_char(out, '\0');
    assert_string_equal(out->data, expected);
    rn_buffer_finish(out);
}

static void test_labels(void **state)
{
    (void)state;
    fixture made;
    make(&made);
    for (uint32_t f = 0; f < ROWS; f++) {
        rn_buffer label = {0}, shared = {0}, full = {0};
        rn_put_label(&label, &made.profile, f, 0);
        check(&label, rows[f].label);
        rn_put_label(&shared, &made.profile, f, 1);
        check(&shared, rows[f].shared_label);
        rn_put_full_name(&full, &made.profile, f);
        check(&full, rows[f].full);
        rn_buffer whole = {0};
        rn_put_label(&whole, &made.profile, f, 2);
        check(&whole, rows[f].full);
    }
    rn_intern_finish(&made.profile.strings);
}

static void check_short(const fixture *made, uint32_t function, const char *expected)
{
    rn_buffer label = {0};
    rn_put_short_label(&label, &made->profile, function);
    check(&label, expected);
}

static void test_short_labels(void **state)
{
    (void)state;
    fixture made;
    make(&made);
    check_short(&made, 0, "parse");
    check_short(&made, 1, "m.py");
    check_short(&made, 5, "builtins.exec");
    rn_intern_finish(&made.profile.strings);
}

/* Tooltips leave out where packages are, and nothing else. */
static void test_tooltips(void **state)
{
    (void)state;
    static const char *const files[][2] = {
        {"/usr/lib/python3/dist-packages/django/test/client.py", "f (django/test/client.py:7)"},
        {"/v/lib/python3.11/site-packages/a.py", "f (a.py:7)"},
        {"/a/site-packages/b/site-packages/c.py", "f (c.py:7)"},
        {"/a/site-packages/", "f (/a/site-packages/:7)"},
        {"site-packages/a.py", "f (site-packages/a.py:7)"},
        {"/app/m.py", "f (/app/m.py:7)"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        fixture made;
        rn_buffer text = {0};
        make(&made);
        made.functions[0].name = intern(&made, "f");
        made.functions[0].file = intern(&made, files[i][0]);
        made.functions[0].line = 7;
        rn_put_tooltip_name(&text, &made.profile, 0);
        check(&text, files[i][1]);
        rn_intern_finish(&made.profile.strings);
    }
}

static void test_shared_labels_are_found(void **state)
{
    (void)state;
    fixture made;
    make(&made);
    uint8_t *shared = rn_names_ambiguous(&made.profile);
    assert_non_null(shared);
    for (uint32_t f = 0; f < ROWS; f++)
        assert_int_equal(shared[f], rows[f].is_shared);
    free(shared);
    rn_intern_finish(&made.profile.strings);
}

static void test_stripping(void **state)
{
    static const char *const pairs[][2] = {
        {"f(int, char)", "f"},
        {"ns::f(std::pair<int, int>) const", "ns::f"},
        {"std::vector<int, std::allocator<int> >::push_back(int&&)", "std::vector::push_back"},
        {"operator()(int)", "operator()"},
        {"Foo::operator()(int) const", "Foo::operator()"},
        {"operator<<(std::ostream&, A<int> const&)", "operator<<"},
        {"A::operator<(A const&)", "A::operator<"},
        {"A::operator->() const", "A::operator->"},
        {"A::operator<=>(A const&)", "A::operator<=>"},
        {"my_operator<int>(int)", "my_operator"},
        {"(anonymous namespace)::f(int)", "(anonymous namespace)::f"},
        {"a::(anonymous namespace)::f", "a::(anonymous namespace)::f"},
        {"runtime.(*mheap).alloc", "runtime.(*mheap).alloc"},
        {"main.(*T[go.shape.int]).Do(...)", "main.(*T[go.shape.int]).Do"},
        {"<T as Foo>::bar", "<T as Foo>::bar"},
        {"<alloc::vec::Vec<T> as Drop>::drop", "<alloc::vec::Vec<T> as Drop>::drop"},
        {"<lambda>", "<lambda>"},
        {"<built-in method builtins.sum>", "<built-in method builtins.sum>"},
        {"<module>", "<module>"},
        {"(truncated)", "(truncated)"},
        {"f<(a->b)>(x)", "f"},
        {"f(unbalanced", "f(unbalanced"},
        {"f>g)", "f>g)"},
        {"", ""},
        {" const", " const"},
        {"plain", "plain"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rn_buffer out = {0};
        rn_put_stripped(&out, rn_bytes_of(pairs[i][0]));
        check(&out, pairs[i][1]);
    }
}

static void test_tails(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"java.util.List.add(java.lang.Object)", "util.List.add(java.lang.Object)"},
        {"std::vector<a::b>::push(c::d)", "vector<a::b>::push(c::d)"},
        {"vector<a::b>::push(c::d)", "push(c::d)"},
        {"push(c::d)", ""},
        {"net/http.(*conn).serve", "http.(*conn).serve"},
        {"http.(*conn).serve", "(*conn).serve"},
        {"(*conn).serve", "serve"},
        {"do_write.isra.10", ""},
        {"memcpy@@GLIBC_2.14", ""},
        {"<module> settings.py", ""},
        {"[libc.so.6]", ""},
        {"ends.", ""},
        {"settings.py", ""},
        {"query.js:12", ""},
        {"/usr/lib/libgtk.so.0.18", "lib/libgtk.so.0.18"},
        {"lib/libgtk.so.0.18", "libgtk.so.0.18"},
        {"libgtk.so.0.18", ""},
        {"ntdll.dll", ""},
        {"a.sort", "sort"},
        {"<alloc::vec::Vec<T> as core::iter::Extend<T>>::extend", "extend"},
        {"<a::B>::c::d", "c::d"},
        {"<init>", ""},
        {"io.Reader.<init>", "Reader.<init>"},
        {"Reader.<init>", ""},
        {"exports.load/<", "load/<"},
        {"load/</<", ""},
        {"core::num::<impl u64>::pow", "num::<impl u64>::pow"},
        {"num::<impl u64>::pow", "<impl u64>::pow"},
        {"quest..f", "f"},
        {"Module._extensions..js", "_extensions..js"},
        {"_extensions..js", ""},
        {"file:///srv/a", "srv/a"},
        {"<a", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rn_bytes tail = rn_name_tail(rn_bytes_of(pairs[i][0]));
        assert_true(rn_bytes_equal(tail, rn_bytes_of(pairs[i][1])));
    }
}

static void check_path(const char *path, const char *rest)
{
    char name[128];
    snprintf(name, sizeof name, "%s%s", path, rest);
    if (rn_name_path_size(rn_bytes_of(name)) != strlen(path))
        fail_msg("not the path of %s", name);
}

/* What is only a part of a name in C++, Rust, Python or JavaScript is no package. */
static void test_paths(void **state)
{
    (void)state;
    check_path("cmd/compile/internal/", "obj.(*Link).populate");
    check_path("github.com/go-chi/chi/", "v5.(*Mux).ServeHTTP");
    check_path("net/", "http.HandlerFunc.ServeHTTP");
    check_path("", "slices.SortFunc[go.shape.[]*cmd/go.T]");
    check_path("org/mozilla/javascript/", "ScriptRuntime:.name");
    check_path("com.example.", "Shop.sell");
    check_path("java.util.", "List.add(java.lang.Object)");
    check_path("file:///srv/app/", "main.js:30");
    check_path("/usr/lib/", "libc.so.6");
    check_path("", "/");
    check_path("", "Vector::operator/");
    check_path("", "Vector::operator/=");
    check_path("", "operator/<int>(a/b)");
    check_path("", "collections.OrderedDict.pop");
    check_path("", "os.path.join");
    check_path("", "a..B.c");
    check_path("", "<alloc::vec::Vec<T> as a/b>::f");
    check_path("", "require node:internal/modules/cjs");
    check_path("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),    cmocka_unit_test(test_short_labels),
        cmocka_unit_test(test_tooltips),  cmocka_unit_test(test_shared_labels_are_found),
        cmocka_unit_test(test_stripping), cmocka_unit_test(test_tails),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

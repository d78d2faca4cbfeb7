/* Addresses by template: what may stand in one, and what a profile's names cannot do to it. */
#include "make_profile.h"

#include "style/link.h"

static rn_profile *make_function(const char *name, const char *file, uint32_t line)
{
    rn_report report = {0};
    rn_builder *b = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("s"));
    rn_function_key key = {.name = rn_bytes_of(name), .file = rn_bytes_of(file), .line = line};
    rn_builder_push(b, 0, rn_builder_frame(b, rn_builder_function(b, &key), 0));
    return finish_made(b);
}

static void assert_link(const char *text, const char *name, const char *file, uint32_t line,
                        const char *want)
{
    rn_buffer out = {0};
    rn_profile *p = make_function(name, file, line);
    rn_put_link(&out, text, p, 0, 0);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, want);
    rn_buffer_finish(&out);
    rn_profile_free(p);
}

static void fills_in(void **state)
{
    (void)state;
    assert_link("https://h/{file}#L{line}", "f", "src/a b.c", 7, "https://h/src/a%20b.c#L7");
    assert_link("/{name}", "std::f<a/b>&'\"", "", 0, "/std%3a%3af%3ca%2fb%3e%26%27%22");
    assert_link("/x#{line}", "f", "", 0, "/x#1");
    assert_link("https://h/{file}", "f", "", 3, "");
    assert_link("./{file}", "f", "javascript:alert(1)", 0, "./javascript%3aalert%281%29");
}

static void refuses_what_could_run(void **state)
{
    (void)state;
    static const char *const fine[] = {"https://h/{file}#L{line}", "http://h", "/x/{name}",
                                       "../{module}"};
    static const char *const wrong[] = {
        "javascript:{name}", "{file}", "data:text/html,x", "https://h/{what}", "/a b",
        "/\"onclick=x",      "",       "HTTPS://h",        "https://h/{file"};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_null(rn_link_check(fine[i]));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_non_null(rn_link_check(wrong[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_in),
        cmocka_unit_test(refuses_what_could_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

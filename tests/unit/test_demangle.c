/* Names of the linker, turned back; and that functions get them, once the reader may. */
#include "read_text.h"

#include "base/demangle.h"

static void assert_demangled(const char *name, const char *want)
{
    rn_buffer out = {0};
    assert_int_equal(rn_demangle(&out, rn_bytes_of(name)), want != NULL);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, want ? want : "");
    rn_buffer_finish(&out);
}

static void knows_three_languages(void **state)
{
    (void)state;
    assert_demangled("_Z3foov", "foo()");
    assert_demangled("__ZNSt6vectorIiSaIiEE9push_backERKi",
                     "std::vector<int, std::allocator<int> >::push_back(int const&)");
    assert_demangled("_Znwm@@GLIBCXX_3.4", "operator new(unsigned long)@@GLIBCXX_3.4");
    assert_demangled("_ZL3hoti.constprop.0", "hot(int) [clone .constprop.0]");
    assert_demangled("_ZN4core3fmt5write17h0123456789abcdefE", "core::fmt::write");
    assert_demangled("_RNvC6_123foo3bar", "123foo::bar");
    assert_demangled("_D8demangle4testFaZv", "demangle.test(char)");
}

static void leaves_other_names(void **state)
{
    (void)state;
    assert_demangled("main", NULL);
    assert_demangled("", NULL);
    assert_demangled("_Zebra", NULL);
    assert_demangled("_ZN", NULL);
    assert_demangled("_Run", NULL);
}

static uint32_t name_of(rn_builder *b, const char *name)
{
    return rn_builder_function(b, &(rn_function_key){.name = rn_bytes_of(name)});
}

static void functions_get_the_names_that_were_asked_for(void **state)
{
    (void)state;
    render_limits limits;
    rn_limits_init(&limits);
    for (int mangled = 0; mangled < 2; mangled++) {
        rn_report report = {0};
        rn_profile *p;
        render_read_options options = {.mangled = mangled};
        rn_builder *b = rn_builder_new(RN_STACKS, &limits, &report);
        rn_builder_set_options(b, &options);
        rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("samples"));
        uint32_t constructor = name_of(b, "_ZN1AC1Ev"), other = name_of(b, "_ZN1AC2Ev");
        assert_int_equal(name_of(b, "_ZN1AC1Ev"), constructor);
        assert_int_equal(constructor == other, !mangled);
        assert_int_equal(rn_builder_finish(b, &p), RENDER_OK);
        assert_string_equal(rn_function_name(p, constructor).data,
                            mangled ? "_ZN1AC1Ev" : "A::A()");
        rn_profile_free(p);
        rn_report_finish(&report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_three_languages),
        cmocka_unit_test(leaves_other_names),
        cmocka_unit_test(functions_get_the_names_that_were_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How a function runs, or the language that it is written in. */
#include <string.h>

#include "make_profile.h"
#include "style/function_type.h"

static void check(rn_function_key key, const char *label)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    uint32_t frame = rn_builder_frame(builder, rn_builder_function(builder, &key), 0);
    rn_builder_add_self(builder, rn_builder_push(builder, 0, frame), 0, 1);
    rn_profile *p = finish_made(builder);
    assert_string_equal(rn_type_label(rn_function_type(p, 0)), label);
    rn_profile_free(p);
}

#define NAMED(text) .name = RN_LITERAL(text)
#define OF_FILE(text) .name = RN_LITERAL("f"), .file = RN_LITERAL(text)
#define OF_MODULE(text) .name = RN_LITERAL("f"), .module = RN_LITERAL(text)

static void test_types(void **state)
{
    (void)state;
    check((rn_function_key){OF_FILE("a/b.c"), .flags = RN_FLAG_KERNEL}, "kernel");
    check((rn_function_key){OF_MODULE("[kernel.kallsyms]")}, "kernel");
    check((rn_function_key){OF_MODULE("/lib/modules/6.1/ext4.ko")}, "kernel");
    check((rn_function_key){NAMED("f"), .flags = RN_FLAG_JIT}, "JIT-compiled");
    check((rn_function_key){OF_FILE("a.rs"), .flags = RN_FLAG_INLINED}, "inlined");
    check((rn_function_key){NAMED("@x"), .kind = RN_THREAD}, "threads");
    check((rn_function_key){OF_FILE("lib/x.py")}, "Python");
    check((rn_function_key){OF_FILE("<frozen importlib>")}, "Python");
    check((rn_function_key){OF_FILE("node:fs")}, "JavaScript");
    check((rn_function_key){OF_FILE("x.cpp")}, "C++");
    check((rn_function_key){OF_FILE("x.go")}, "Go");
    check((rn_function_key){NAMED("java.util.List.add")}, "Java");
    check((rn_function_key){NAMED("std::sort")}, "C++");
    check((rn_function_key){NAMED("core::iter::next")}, "Rust");
    check((rn_function_key){OF_MODULE("libc.so.6")}, "native");
    check((rn_function_key){NAMED("f")}, "other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_types)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

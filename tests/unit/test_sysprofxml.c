/* sysprof 1's XML: parents anywhere, processes, the kernel. */
#include "read_text.h"

#define OBJECT(id, name) "<object id=\"" id "\"><name>" name "</name><total>9</total></object>"
#define NODE(id, object, parent, self)                                                             \
    "<node id=\"" id "\"><object>" object "</object><siblings>77</siblings><parent>" parent        \
    "</parent><self>" self "</self><toplevel>0</toplevel></node>"
#define PROFILE(objects, nodes)                                                                    \
    "<profile><size>9</size>\n<objects>" objects "</objects><nodes>" nodes "</nodes></profile>"
#define OBJECTS OBJECT("1", "\"[sh]\"") OBJECT("2", "\"main\"") OBJECT("3", "\"a &lt;b\"")

static void assert_sysprof(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_sysprofxml, text, want, warnings);
}

static void nodes_are_stacks(void **state)
{
    (void)state;
    assert_sysprof(PROFILE(OBJECTS, NODE("1", "1", "0", "0") NODE("2", "2", "1", "3")
                                        NODE("3", "3", "2", "4") NODE("4", "2", "3", "5")),
                   "[sh];main 3\n[sh];main;a <b 4\n[sh];main;a <b;main 5\n", 0);
}

static void parents_may_come_later(void **state)
{
    (void)state;
    assert_sysprof("<profile><nodes>" NODE("4", "2", "9", "5") NODE("9", "3", "1", "4")
                       NODE("1", "1", "0", "1") "</nodes><objects>" OBJECTS "</objects></profile>",
                   "[sh] 1\n[sh];a <b 4\n[sh];a <b;main 5\n", 0);
}

static void equal_stacks_add_up(void **state)
{
    (void)state;
    assert_sysprof(PROFILE(OBJECTS, NODE("1", "2", "0", "1") NODE("2", "2", "0", "2")), "main 3\n",
                   0);
}

static void counts_that_cannot_be_are_left_out(void **state)
{
    (void)state;
    assert_sysprof(PROFILE(OBJECTS, NODE("1", "2", "0", "-1") NODE("2", "3", "1", " 2 ")),
                   "main;a <b 2\n", 2);
}

static uint32_t find(const rn_profile *p, const char *name)
{
    for (uint32_t i = 0; i < p->function_count; i++)
        if (strcmp(rn_profile_string(p, p->functions[i].name).data, name) == 0)
            return i;
    fail_msg("no function %s", name);
    return 0;
}

static void assert_function(const rn_profile *p, const char *name, rn_kind kind, unsigned flags)
{
    const rn_function_info *f = &p->functions[find(p, name)];
    assert_int_equal(f->kind, kind);
    assert_int_equal(f->flags, flags);
}

static void pseudo_objects_have_kinds_and_flags(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_sysprofxml,
        PROFILE(OBJECT("1", "\"Everything\"") OBJECT("2", "\"[sh]\"")
                    OBJECT("3", "\"- - kernel - -\"") OBJECT("4", "\"vfs_read\"")
                        OBJECT("5", "\"in kernel\"") OBJECT("6", "\"In file /lib/libc.so\""),
                NODE("1", "1", "0", "0") NODE("2", "2", "1", "0") NODE("3", "3", "2", "0")
                    NODE("4", "4", "3", "7") NODE("5", "5", "2", "1") NODE("6", "6", "2", "2")),
        &report);
    assert_non_null(p);
    assert_metric(p, 0, "samples", "samples");
    assert_function(p, "Everything", RN_FUNCTION, RN_FLAG_SYNTHETIC);
    assert_function(p, "[sh]", RN_PROCESS, 0);
    assert_function(p, "- - kernel - -", RN_SEPARATOR, 0);
    assert_function(p, "vfs_read", RN_FUNCTION, RN_FLAG_KERNEL);
    assert_function(p, "in kernel", RN_FUNCTION, RN_FLAG_SYNTHETIC | RN_FLAG_KERNEL);
    assert_function(p, "In file /lib/libc.so", RN_FUNCTION, RN_FLAG_SYNTHETIC);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static int bid_of(const char *text)
{
    return rn_format_sysprofxml.sniff(rn_bytes_of(text), true);
}

static void bids_by_its_elements(void **state)
{
    (void)state;
    assert_int_equal(bid_of("<?xml version='1.0'?>\n<profile>\n <size>1</size><objects>"), 95);
    assert_int_equal(bid_of("<profile><name>x</name></profile>"), 10);
    assert_int_equal(bid_of("<profiles><objects>"), 0);
    assert_int_equal(bid_of("{\"profile\": \"<objects>\"}"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_stacks),
        cmocka_unit_test(parents_may_come_later),
        cmocka_unit_test(equal_stacks_add_up),
        cmocka_unit_test(counts_that_cannot_be_are_left_out),
        cmocka_unit_test(pseudo_objects_have_kinds_and_flags),
        cmocka_unit_test(bids_by_its_elements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

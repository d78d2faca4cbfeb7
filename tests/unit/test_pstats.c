/* Profiles of Python's dumps: functions, arcs, doubts.  Whole real dumps are in tests/format/pstats. */
#include "pstats_dumps.h"

/* ---- what is read ------------------------------------------------------------------------------ */

static void a_plain_dump(void **state)
{
    (void)state;
    result r;
    read_good(&r, new_plain());
    const rn_profile *p = r.profile;
    assert_int_equal(p->shape, RN_ARCS);
    assert_string_equal(rn_profile_string(p, p->metrics[0].name).data, "time");
    assert_string_equal(rn_profile_string(p, p->metrics[0].unit).data, "s");
    assert_true(p->metrics[0].total == 3);
    assert_int_equal(p->function_count, 2);
    assert_string_equal(name_of(p, 1), "leaf");
    assert_string_equal(rn_profile_string(p, p->functions[1].file).data, "m.py");
    assert_int_equal(p->functions[1].line, 9);
    assert_true(p->calls[1] == 5 && p->primitive_calls[1] == 4);
    assert_true(p->function_self[0][1] == 2 && p->function_total[0][0] == 3);
    assert_int_equal(p->arc_count, 1);
    assert_int_equal(p->arcs[0].caller, 0);
    assert_int_equal(p->arcs[0].callee, 1);
    assert_true(p->arc_calls[0] == 5 && p->arc_primitive_calls[0] == 4);
    assert_true(p->arc_self[0][0] == 2 && p->arc_total[0][0] == 2);
    assert_int_equal(r.report.warning_count, 0);
    finish(&r);
}

static void built_ins_have_no_file(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    key(d, "~", 0, "<built-in method builtins.exec>");
    value(d, 1, 1, 1, 1);
    byte(d, '0');
    key(d, "", 0, "exec");
    value(d, 1, 1, 1, 1);
    byte(d, '0');
    key(d, "m.py", -1, "negative");
    value(d, 1, 1, 1, 1);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(r.profile->functions[i].file, 0);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(r.profile->functions[i].line, 0);
    finish(&r);
}

/* m calls f 3 times, g calls f once, f calls itself 6 times: what each of that cost is not known. */
static void counted_callers_have_no_cost(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    entry(d, "m", 1, 10);
    entry(d, "g", 1, 3);
    key(d, "m.py", 1, "f");
    value(d, 4, 10, 8, 8);
    static const struct {
        const char *name;
        int calls;
    } callers[] = {{"m", 3}, {"g", 1}, {"f", 6}};
    for (int i = 0; i < 3; i++) {
        key(d, "m.py", 1, callers[i].name);
        number(d, callers[i].calls);
    }
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    const rn_profile *p = r.profile;
    assert_int_equal(p->arc_count, 3);
    assert_true(p->arc_calls[0] == 3 && isnan(p->arc_primitive_calls[0]));
    assert_true(isnan(p->arc_self[0][0]));
    for (int i = 0; i < 3; i++)
        assert_true(isnan(p->arc_total[0][i]));
    finish(&r);
}

static void a_caller_without_an_entry(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    key(d, "m.py", 9, "leaf");
    value(d, 1, 1, 2, 2);
    caller(d, "stranger", 1, 1, 2, 2);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    const rn_profile *p = r.profile;
    assert_int_equal(p->function_count, 2);
    assert_string_equal(name_of(p, 1), "stranger");
    assert_true(p->function_self[0][1] == 0 && p->function_total[0][1] == 0);
    assert_true(isnan(p->calls[1]));
    finish(&r);
}

static void the_last_of_equal_keys_counts(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    key(d, "m.py", 1, "f");
    value(d, 9, 9, 9, 9);
    caller(d, "lost", 9, 9, 9, 9);
    byte(d, '0');
    entry(d, "g", 1, 1);
    key(d, "m.py", 1, "f");
    value(d, 2, 2, 2, 2);
    caller(d, "g", 7, 7, 7, 7);
    caller(d, "g", 2, 2, 2, 2);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    const rn_profile *p = r.profile;
    assert_int_equal(p->function_count, 2);
    assert_string_equal(name_of(p, 0), "f");
    assert_true(p->calls[0] == 2 && p->function_self[0][0] == 2);
    assert_int_equal(p->arc_count, 1);
    assert_true(p->arc_calls[0] == 2 && p->arc_total[0][0] == 2);
    finish(&r);
}

static void groups_of_an_old_merge_are_added(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    key(d, "m.py", 1, "f");
    value(d, 3, 3, 3, 3);
    key(d, "m.py", 1, "f");
    tuple(d, 8);
    four(d, 1, 1, 0.5, 1);
    four(d, 2, 1, 0.25, 2);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    const rn_profile *p = r.profile;
    assert_true(p->arc_calls[0] == 3 && p->arc_primitive_calls[0] == 2);
    assert_true(p->arc_self[0][0] == 0.75 && p->arc_total[0][0] == 3);
    finish(&r);
}

static void samples_are_no_calls(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    tuple(d, 1);
    text(d, 'u', "__sampled__");
    byte(d, 'T');
    entry(d, "main", 1, 3);
    key(d, "m.py", 9, "leaf");
    value(d, 0, 20, 2, 2);
    key(d, "m.py", 1, "main");
    number(d, 20);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    const rn_profile *p = r.profile;
    assert_int_equal(p->function_count, 2);
    assert_null(p->calls);
    assert_true(isnan(p->arc_calls[0]) && p->arc_total[0][0] == 2);
    assert_int_equal(r.report.warning_count, 0);
    finish(&r);
}

/* ---- doubts ------------------------------------------------------------------------------------ */

static void times_that_are_none(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    entry(d, "a", NAN, INFINITY);
    entry(d, "b", -1, 1e300);
    entry(d, "c", 1, 1);
    byte(d, '0');
    result r;
    read_good(&r, d);
    for (int i = 0; i < 2; i++)
        assert_true(r.profile->function_self[0][i] == 0 && r.profile->function_total[0][i] == 0);
    assert_int_equal(r.report.warning_count, 1);
    assert_true(has_warning(&r.report, "count as 0"));
    finish(&r);
}

static void mixed_threads_are_named(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    entry(d, "main", 1, 5);
    key(d, "m.py", 9, "leaf");
    value(d, 0, 5, 2, 2);
    caller(d, "main", 0, 0, 0, 0);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    assert_int_equal(r.report.warning_count, 1);
    assert_true(has_warning(&r.report, "Python 3.12"));
    finish(&r);
}

static void lost_time_is_named(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    entry(d, "main", 1, 5);
    byte(d, '0');
    result r;
    read_good(&r, d);
    assert_int_equal(r.report.warning_count, 1);
    assert_true(has_warning(&r.report, "exceeds the sum"));
    finish(&r);
}

/* A name of 40 kB that 30,000 functions refer to would be 1.2 GB of text. */
static void references_do_not_multiply(void **state)
{
    (void)state;
    static const size_t NAME = 40000, COUNT = 30000, EACH = 7 + 5 + 5 + 2 + 28 + 2;
    char *data = malloc(NAME + COUNT * EACH + 1000);
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    tuple(d, 3);
    byte(d, 'u' | 0x80);
    u32(d, (uint32_t)NAME);
    memcpy(data, d->data, d->size);
    size_t size = d->size;
    memset(data + size, 'x', NAME);
    size += NAME;
    for (size_t i = 0; i < COUNT; i++) {
        d->size = 0;
        if (i) {
            tuple(d, 3);
            reference(d, 0);
        }
        number(d, (int32_t)i);
        reference(d, 0);
        value(d, 1, 1, 1, 1);
        byte(d, '0');
        memcpy(data + size, d->data, d->size);
        size += d->size;
    }
    data[size++] = '0';
    result r;
    assert_int_equal(read_bytes(&r, data, size), RENDER_ERROR_LIMIT);
    finish(&r);
    free(data);
    free(d);
}

/* ---- recognition ------------------------------------------------------------------------------- */

static int sniff(const char *data, size_t size)
{
    return rn_format_pstats.sniff((rn_bytes){data, size}, true);
}

static void the_first_bytes_are_recognised(void **state)
{
    (void)state;
    dump *d = new_plain();
    assert_int_equal(sniff(d->data, d->size), 100);
    free(d);
    assert_int_equal(sniff("\xfb)\3\xfa\7tiny.py", 12), 100);
    assert_int_equal(sniff("{(\3\0\0\0t\1\0\0\0~", 12), 100);
    assert_int_equal(sniff("\xfb\xa9\1\xda\13__sampled__", 15), 100);
    assert_int_equal(sniff("{0", 2), 100);
    assert_true(sniff("{0 1\n", 5) <= 10);
    assert_true(sniff("{)", 2) <= 10);
    assert_int_equal(sniff("", 0), 0);
    assert_int_equal(sniff("{", 1), 0);
    assert_int_equal(sniff("{\"a\": 1}", 8), 0);
    assert_int_equal(sniff("{)\2u\0\0\0\0", 8), 0);
    assert_int_equal(sniff("{(\3\0\0\1t\0\0\0\0", 11), 0);
    assert_int_equal(sniff("main;f 3\n", 9), 0);
    assert_int_equal(sniff("\x80\4\x95", 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_dump),
        cmocka_unit_test(built_ins_have_no_file),
        cmocka_unit_test(counted_callers_have_no_cost),
        cmocka_unit_test(a_caller_without_an_entry),
        cmocka_unit_test(the_last_of_equal_keys_counts),
        cmocka_unit_test(groups_of_an_old_merge_are_added),
        cmocka_unit_test(samples_are_no_calls),
        cmocka_unit_test(times_that_are_none),
        cmocka_unit_test(mixed_threads_are_named),
        cmocka_unit_test(lost_time_is_named),
        cmocka_unit_test(references_do_not_multiply),
        cmocka_unit_test(the_first_bytes_are_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

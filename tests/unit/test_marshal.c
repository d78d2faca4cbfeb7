/* The marshal grammar under Python's profile dumps: every code, references, limits, broken bytes. */
#include "pstats_dumps.h"

/* ---- values ------------------------------------------------------------------------------------ */

/* One function whose calls are the number given in marshal. */
static double read_calls(const char *data, size_t size, bool *saturated)
{
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    key(d, "m.py", 1, "f");
    tuple(d, 5);
    number(d, 1);
    put(d, data, size);
    real(d, 1);
    real(d, 1);
    put(d, "{00", 3);
    result r;
    read_good(&r, d);
    double calls = r.profile->calls[0];
    *saturated = has_warning(&r.report, "64 bits");
    finish(&r);
    return calls;
}

static void every_code_of_a_number(void **state)
{
    (void)state;
    bool cut;
    assert_true(read_calls("i\x07\0\0\0", 5, &cut) == 7 && !cut);
    assert_true(read_calls("I\0\0\0\0\0\1\0\0", 9, &cut) == 0x1p40 && !cut);
    assert_true(read_calls("l\x03\0\0\0\0\0\0\0\1\0", 11, &cut) == 0x1p30 && !cut);
    assert_true(read_calls("l\0\0\0\0", 5, &cut) == 0 && !cut);
    assert_true(isnan(read_calls("l\xff\xff\xff\xff\1\0", 7, &cut)) && !cut);
    assert_true(read_calls("l\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0", 17, &cut) == 0x1p64 && cut);
    assert_true(read_calls("l\x05\0\0\0\0\0\0\0\0\0\0\0\0\1", 15, &cut) == 0x1p64 && cut);
    assert_true(read_calls("g\0\0\0\0\0\0\x08\x40", 9, &cut) == 3 && !cut);
    assert_true(read_calls("f\x03\x32.0", 5, &cut) == 2 && !cut);
    assert_true(isnan(read_calls("f\x03nan", 5, &cut)) && !cut);
    assert_true(isnan(read_calls("i\xff\xff\xff\xff", 5, &cut)) && !cut);
}

static void every_code_of_a_text(void **state)
{
    (void)state;
    const char *codes = "stuaAzZ";
    for (const char *code = codes; *code; code++) {
        dump *d = calloc(1, sizeof *d);
        byte(d, '{');
        tuple(d, 3);
        text(d, *code | 0x80, "file");
        number(d, 3);
        text(d, *code, "name");
        value(d, 1, 1, 1, 1);
        put(d, "00", 2);
        result r;
        read_good(&r, d);
        assert_string_equal(name_of(r.profile, 0), "name");
        assert_string_equal(rn_profile_string(r.profile, r.profile->functions[0].file).data,
                            "file");
        finish(&r);
    }
}

static void interned_texts_of_python_2(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    put(d, "(\3\0\0\0", 5);
    text(d, 't', "m.py");
    number(d, 1);
    text(d, 't', "f");
    value(d, 1, 1, 1, 1);
    byte(d, '0');
    tuple(d, 3);
    put(d, "R\0\0\0\0", 5);
    number(d, 2);
    put(d, "R\1\0\0\0", 5);
    value(d, 1, 1, 1, 1);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    assert_int_equal(r.profile->function_count, 2);
    assert_string_equal(name_of(r.profile, 1), "f");
    assert_int_equal(r.profile->functions[1].file, r.profile->functions[0].file);
    finish(&r);
}

/* Slots: 0 the key, 1 its file, 2 the value, 3 a count, 4 a time, 5 the callers, 6 a caller's value. */
static void references_to_anything(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    put(d, "\xa9\3", 2);
    text(d, 'u' | 0x80, "m.py");
    number(d, 1);
    text(d, 'u', "f");
    put(d, "\xa9\5\xe9\2\0\0\0", 7);
    reference(d, 3);
    put(d, "\xe7\0\0\0\0\0\0\xe0\x3f", 9);
    reference(d, 4);
    byte(d, '{' | 0x80);
    reference(d, 0);
    put(d, "\xa9\4", 2);
    for (uint32_t i = 0; i < 4; i++)
        reference(d, 3 + i / 2);
    byte(d, '0');
    tuple(d, 3);
    reference(d, 1);
    reference(d, 3);
    text(d, 'u', "g");
    reference(d, 2);
    key(d, "m.py", 3, "h");
    tuple(d, 5);
    for (uint32_t i = 0; i < 4; i++)
        reference(d, 3 + i / 2);
    byte(d, '{');
    reference(d, 0);
    reference(d, 6);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    const rn_profile *p = r.profile;
    assert_int_equal(p->function_count, 3);
    assert_int_equal(p->arc_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(p->arcs[i].caller, 0);
        assert_int_equal(p->arcs[i].callee, i);
        assert_true(p->arc_calls[i] == 2 && p->arc_total[0][i] == 0.5);
        assert_true(p->calls[i] == 2 && p->function_self[0][i] == 0.5);
    }
    finish(&r);
}

/* Never remembered, whatever the bit says: the next slot is the first. */
static void constants_take_no_slot(void **state)
{
    (void)state;
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    tuple(d, 1);
    text(d, 'u', "__sampled__");
    byte(d, 'T' | 0x80);
    tuple(d, 3);
    text(d, 'u' | 0x80, "both");
    number(d, 1);
    reference(d, 0);
    value(d, 1, 1, 1, 1);
    put(d, "00", 2);
    result r;
    read_good(&r, d);
    assert_string_equal(name_of(r.profile, 0), "both");
    finish(&r);
}

/* ---- code objects ------------------------------------------------------------------------------ */

static const struct {
    int ints, tail;
} layouts[] = {{5, 2}, {6, 1}, {5, 1}, {4, 1}};

/* A code object whose constants hold every kind of value. */
static void code(dump *d, int layout, const char *constants, size_t size)
{
    byte(d, 'c');
    for (int i = 0; i < layouts[layout].ints; i++)
        u32(d, 0);
    text(d, 's', "code");
    put(d, constants, size);
    for (int i = 0; i < (layouts[layout].tail == 2 ? 3 : 4); i++)
        tuple(d, 0);
    text(d, 'u', "run.py");
    text(d, 'u', "<module>");
    if (layouts[layout].tail == 2)
        text(d, 'u', "qualified");
    u32(d, 7);
    for (int i = 0; i < layouts[layout].tail; i++)
        text(d, 's', "table");
}

static const char CONSTANTS[] = ")\x0e"
                                "NTF.S"
                                "y0123456789abcdef"
                                "x\1\x31\1\x32"
                                "[\1\0\0\0N<\0\0\0\0>\1\0\0\0T"
                                ":NNN"
                                "{NNTT0{0(\0\0\0\0";

static dump *new_profiled(int layout)
{
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    tuple(d, 3);
    text(d, 'u', "profile");
    number(d, 0);
    code(d, layout, CONSTANTS, sizeof CONSTANTS - 1);
    value(d, 1, 1, 1, 3);
    byte(d, '0');
    key(d, "run.py", 7, "<module>");
    value(d, 1, 1, 2, 2);
    tuple(d, 3);
    text(d, 'u', "profile");
    number(d, 0);
    code(d, layout, CONSTANTS, sizeof CONSTANTS - 1);
    number(d, 1);
    put(d, "00", 2);
    return d;
}

/* Python 2 writes the code object again wherever the name stands. */
static void code_objects_as_names(void **state)
{
    (void)state;
    for (int layout = 0; layout < 4; layout++) {
        result r;
        read_good(&r, new_profiled(layout));
        const rn_profile *p = r.profile;
        assert_int_equal(p->function_count, 2);
        assert_string_equal(name_of(p, 0), "<module>");
        assert_string_equal(rn_profile_string(p, p->functions[0].module).data, "profile");
        assert_string_equal(rn_profile_string(p, p->functions[0].file).data, "run.py");
        assert_int_equal(p->functions[0].line, 7);
        assert_int_equal(p->functions[1].module, 0);
        assert_int_equal(p->arc_count, 1);
        assert_true(p->arc_calls[0] == 1);
        assert_int_equal(r.report.warning_count, 0);
        finish(&r);
    }
}

static void bytes_after_the_dump(void **state)
{
    (void)state;
    for (int layout = 0; layout < 4; layout++) {
        dump *d = new_profiled(layout);
        put(d, "junk", 4);
        result r;
        read_good(&r, d);
        assert_int_equal(r.profile->functions[0].line, 7);
        assert_true(has_warning(&r.report, "4 byte(s) after"));
        finish(&r);
    }
}

/* ---- what is refused --------------------------------------------------------------------------- */

static void every_cut_is_noticed(void **state)
{
    (void)state;
    dump *dumps[] = {new_plain(), new_profiled(0), new_profiled(3)};
    for (int i = 0; i < 3; i++) {
        for (size_t size = 0; size < dumps[i]->size; size++) {
            result r;
            assert_int_equal(read_bytes(&r, dumps[i]->data, size), RENDER_ERROR_MALFORMED);
            finish(&r);
        }
        free(dumps[i]);
    }
}

static void every_changed_byte_is_survived(void **state)
{
    (void)state;
    dump *dumps[] = {new_plain(), new_profiled(0), new_profiled(3)};
    for (int i = 0; i < 3; i++) {
        for (size_t at = 0; at < dumps[i]->size; at++) {
            for (int mask = 1; mask < 256; mask = mask * 2 + 1) {
                dumps[i]->data[at] ^= (char)mask;
                result r;
                read_bytes(&r, dumps[i]->data, dumps[i]->size);
                finish(&r);
                dumps[i]->data[at] ^= (char)mask;
            }
        }
        free(dumps[i]);
    }
}

/* A function whose name is a code object with constants so many tuples deep. */
static dump *new_deep(int tuples)
{
    char constants[256];
    for (int i = 0; i < tuples; i++)
        memcpy(constants + 2 * i, ")\1", 2);
    constants[2 * tuples] = 'N';
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    tuple(d, 3);
    text(d, 'u', "profile");
    number(d, 0);
    code(d, 0, constants, 2 * (size_t)tuples + 1);
    value(d, 1, 1, 1, 1);
    put(d, "00", 2);
    return d;
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    result r;
    read_good(&r, new_deep(61)); /* in a dict, a key and a code object: 64 */
    finish(&r);
    refuse(new_deep(62), RENDER_ERROR_LIMIT, "nested more than 64 deep");
    render_limits limits;
    rn_limits_init(&limits);
    dump *d = new_plain();
    limits.nesting = 3;
    assert_int_equal(read_limited(&r, d->data, d->size, &limits), RENDER_ERROR_LIMIT);
    finish(&r);
    limits.nesting = 4;
    assert_int_equal(read_limited(&r, d->data, d->size, &limits), RENDER_OK);
    finish(&r);
    limits.functions = 1;
    assert_int_equal(read_limited(&r, d->data, d->size, &limits), RENDER_ERROR_LIMIT);
    finish(&r);
    free(d);
}

static void sizes_are_not_trusted(void **state)
{
    (void)state;
    static const char *codes = "([<>stuaAl";
    for (const char *code = codes; *code; code++) {
        static const uint32_t sizes[] = {0x7fffffff, 0x80000000, 0xffffffff, 1000};
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            dump *d = calloc(1, sizeof *d);
            byte(d, '{');
            byte(d, *code);
            u32(d, sizes[i]);
            put(d, "ab", 2);
            refuse(d, RENDER_ERROR_MALFORMED, "");
        }
    }
}

/* The hostile table: bytes that end in an error, and a part of what it says. */
static void hostile_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        size_t size;
        render_status status;
        const char *message;
    } rows[] = {
        {"", 0, RENDER_ERROR_MALFORMED, "before it is complete"},
        {"{0", 2, RENDER_ERROR_EMPTY, "empty profile"},
        {"\xfb\x30", 2, RENDER_ERROR_EMPTY, "empty profile"},
        {"{0junk", 6, RENDER_ERROR_EMPTY, "empty profile"},
        {"(\xff\xff\xff\x7f", 5, RENDER_ERROR_MALFORMED, "a tuple of size 2147483647"},
        {"(\xff\xff\xff\xff", 5, RENDER_ERROR_MALFORMED, "a tuple of negative size"},
        {"u\xff\xff\xff\x7f"
         "ab",
         7, RENDER_ERROR_MALFORMED, "a text of size 2147483647"},
        {"r\5\0\0\0", 5, RENDER_ERROR_MALFORMED, "does not exist"},
        {"\xa9\1r\0\0\0\0", 7, RENDER_ERROR_MALFORMED, "not complete"},
        {"\xfbr\0\0\0\0N0", 8, RENDER_ERROR_MALFORMED, "not complete"},
        {"\xfbi\0\0\0\0r\0\0\0\0\x30", 12, RENDER_ERROR_MALFORMED, "a key that is not"},
        {"{i\0\0\0\0\x30", 7, RENDER_ERROR_MALFORMED, "a key that is not"},
        {"{)\3z\1ai\1\0\0\0z\1b0", 16, RENDER_ERROR_MALFORMED, "the end of a dict"},
        {"{)\3z\1ai\1\0\0\0\x30", 12, RENDER_ERROR_MALFORMED, "the end of a dict"},
        {"{)\3Ni\1\0\0\0z\1b", 13, RENDER_ERROR_MALFORMED, "the file of a function"},
        {"0", 1, RENDER_ERROR_MALFORMED, "the end of a dict"},
        {"N", 1, RENDER_ERROR_MALFORMED, "no dict of functions"},
        {"c", 1, RENDER_ERROR_MALFORMED, "inside a code object"},
        {"?", 1, RENDER_ERROR_MALFORMED, "byte 0x3f"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dump *d = calloc(1, sizeof *d);
        put(d, rows[i].data, rows[i].size);
        refuse(d, rows[i].status, rows[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_of_a_number),         cmocka_unit_test(every_code_of_a_text),
        cmocka_unit_test(interned_texts_of_python_2),     cmocka_unit_test(references_to_anything),
        cmocka_unit_test(constants_take_no_slot),         cmocka_unit_test(code_objects_as_names),
        cmocka_unit_test(bytes_after_the_dump),           cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(every_changed_byte_is_survived), cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(sizes_are_not_trusted),          cmocka_unit_test(hostile_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

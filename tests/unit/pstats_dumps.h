/* Writes Python's profile dumps value by value, and reads them.  For tests. */
#ifndef PSTATS_DUMPS_H
#define PSTATS_DUMPS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "read/formats.h"

/* ---- dumps ------------------------------------------------------------------------------------ */

typedef struct dump {
    char data[1 << 16];
    size_t size;
} dump;

static inline void put(dump *d, const void *data, size_t size)
{
    assert_true(d->size + size <= sizeof d->data);
    memcpy(d->data + d->size, data, size);
    d->size += size;
}

static inline void byte(dump *d, int value)
{
    char c = (char)value;
    put(d, &c, 1);
}

static inline void u32(dump *d, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        byte(d, (int)(value >> 8 * i & 0xff));
}

static inline void number(dump *d, int32_t value)
{
    byte(d, 'i');
    u32(d, (uint32_t)value);
}

static inline void real(dump *d, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    byte(d, 'g');
    u32(d, (uint32_t)bits);
    u32(d, (uint32_t)(bits >> 32));
}

static inline void text(dump *d, int code, const char *value)
{
    byte(d, code);
    if ((code & 0x7f) == 'z' || (code & 0x7f) == 'Z')
        byte(d, (int)strlen(value));
    else
        u32(d, (uint32_t)strlen(value));
    put(d, value, strlen(value));
}

static inline void tuple(dump *d, int count)
{
    byte(d, ')');
    byte(d, count);
}

static inline void reference(dump *d, uint32_t index)
{
    byte(d, 'r');
    u32(d, index);
}

static inline void key(dump *d, const char *file, int line, const char *name)
{
    tuple(d, 3);
    text(d, 'u', file);
    number(d, line);
    text(d, 'u', name);
}

static inline void four(dump *d, int first, int second, double self, double total)
{
    number(d, first);
    number(d, second);
    real(d, self);
    real(d, total);
}

/* A value up to its dict of callers. */
static inline void value(dump *d, int primitive, int calls, double self, double total)
{
    tuple(d, 5);
    four(d, primitive, calls, self, total);
    byte(d, '{');
}

static inline void caller(dump *d, const char *name, int calls, int primitive, double self,
                          double total)
{
    key(d, "m.py", 1, name);
    tuple(d, 4);
    four(d, calls, primitive, self, total);
}

/* One function without callers. */
static inline void entry(dump *d, const char *name, double self, double total)
{
    key(d, "m.py", 1, name);
    value(d, 1, 1, self, total);
    byte(d, '0');
}

/* main calls leaf. */
static inline dump *new_plain(void)
{
    dump *d = calloc(1, sizeof *d);
    byte(d, '{');
    entry(d, "main", 1, 3);
    key(d, "m.py", 9, "leaf");
    value(d, 4, 5, 2, 2);
    caller(d, "main", 5, 4, 2, 2);
    byte(d, '0');
    byte(d, '0');
    return d;
}

/* ---- reading them ----------------------------------------------------------------------------- */

typedef struct result {
    rn_report report;
    rn_profile *profile;
} result;

static inline render_status read_limited(result *r, const char *data, size_t size,
                                         const render_limits *limits)
{
    *r = (result){0};
    rn_builder *builder = rn_builder_new(RN_ARCS, limits, &r->report);
    assert_non_null(builder);
    /* exactly as large as the input, so that a sanitizer sees a byte too many */
    char *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    render_status status = rn_format_pstats.read((rn_bytes){copy, size}, builder, &r->report);
    assert_int_equal(status, r->report.error.status);
    free(copy);
    if (status == RENDER_OK) {
        assert_int_equal(rn_builder_finish(builder, &r->profile), RENDER_OK);
        assert_null(rn_profile_check(r->profile));
    } else {
        assert_true(r->report.error.message[0]);
        assert_true(r->report.error.offset <= size);
        rn_builder_free(builder);
    }
    return status;
}

static inline render_status read_bytes(result *r, const char *data, size_t size)
{
    render_limits limits;
    rn_limits_init(&limits);
    return read_limited(r, data, size, &limits);
}

static inline void finish(result *r)
{
    if (r->profile)
        rn_profile_free(r->profile);
    rn_report_finish(&r->report);
}

static inline void read_good(result *r, dump *d)
{
    render_status status = read_bytes(r, d->data, d->size);
    if (status != RENDER_OK)
        print_message("byte %d: %s\n", (int)r->report.error.offset, r->report.error.message);
    assert_int_equal(status, RENDER_OK);
    free(d);
}

static inline void refuse(dump *d, render_status status, const char *message)
{
    result r;
    assert_int_equal(read_bytes(&r, d->data, d->size), status);
    if (!strstr(r.report.error.message, message))
        fail_msg("expected \"%s\", got \"%s\"", message, r.report.error.message);
    finish(&r);
    free(d);
}

static inline const char *name_of(const rn_profile *p, uint32_t function)
{
    return rn_function_name(p, function).data;
}

static inline bool has_warning(const rn_report *report, const char *text)
{
    for (size_t i = 0; i < report->warning_count; i++)
        if (strstr(report->warnings[i], text))
            return true;
    return false;
}

#endif

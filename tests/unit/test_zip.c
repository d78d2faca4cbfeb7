/* Zip archives: of one file they are a compression, of several a folder; and how they can be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "input/zip.h"
#include "make_zip.h"

enum { STORED = 0, DEFLATED = 8, BZIPPED = 12 };

static const rn_bytes TEXT = RN_LITERAL("main;parse 1\nmain;parse 1\nmain;parse 1\n");

typedef struct input {
    render_limits limits;
    rn_report report;
    rn_source source;
    rn_buffer detection;
} input;

static input decode_within(rn_bytes bytes, uint64_t decoded_bytes)
{
    input in = {0};
    rn_limits_init(&in.limits);
    in.limits.decoded_bytes = decoded_bytes;
    rn_source_borrow(&in.source, bytes);
    rn_source_decode(&in.source, NULL, &in.limits, &in.detection, &in.report);
    return in;
}

static void end(input *in)
{
    rn_source_close(&in->source);
    rn_report_finish(&in->report);
    rn_buffer_finish(&in->detection);
}

static void assert_bytes(rn_bytes got, rn_bytes want)
{
    assert_int_equal(got.size, want.size);
    assert_memory_equal(got.data, want.data, want.size);
}

static void assert_decodes(rn_bytes bytes, rn_bytes want, const char *told)
{
    input in = decode_within(bytes, UINT64_MAX);
    if (in.report.error.status)
        fail_msg("%s", in.report.error.message);
    assert_bytes(in.source.bytes, want);
    assert_bytes(rn_buffer_bytes(&in.detection), rn_bytes_of(told));
    end(&in);
}

static void assert_refuses(rn_bytes bytes, render_status status, const char *message)
{
    input in = decode_within(bytes, 1 << 30);
    if (!strstr(in.report.error.message, message))
        fail_msg("'%s' does not say '%s'", in.report.error.message, message);
    assert_int_equal(in.report.error.status, status);
    end(&in);
}

/* ---- archives of one file --------------------------------------------------------------------- */

static void one_file_is_read_as_that_file(void **state)
{
    (void)state;
    static const unsigned methods[] = {STORED, DEFLATED};
    for (size_t i = 0; i < 2; i++) {
        zip_maker zip = {.method = methods[i]};
        zip_add(&zip, "a.folded", TEXT);
        assert_decodes(zip_end(&zip), TEXT, "zip");
        zip_free(&zip);
    }
}

static void folders_and_what_macos_adds_are_no_files(void **state)
{
    (void)state;
    zip_maker zip = {0};
    zip_add(&zip, "profiles/", RN_LITERAL(""));
    zip_add(&zip, "profiles/a.folded", TEXT);
    zip_add(&zip, "__MACOSX/profiles/._a.folded", RN_LITERAL("beside"));
    assert_decodes(zip_end(&zip), TEXT, "zip");
    zip_free(&zip);
}

static void layers_are_counted(void **state)
{
    (void)state;
    zip_maker zips[3] = {{.method = DEFLATED}, {.method = STORED}, {.method = STORED}};
    rn_bytes content = TEXT;
    for (size_t i = 0; i < 3; i++) {
        zip_add(&zips[i], "x", content);
        content = zip_end(&zips[i]);
        if (i == 1)
            assert_decodes(content, TEXT, "zip, zip");
    }
    assert_refuses(content, RENDER_ERROR_LIMIT, "packed more than 2 times");
    for (size_t i = 0; i < 3; i++)
        zip_free(&zips[i]);
}

/* ---- archives of several files ---------------------------------------------------------------- */

static void several_files_stay_an_archive(void **state)
{
    (void)state;
    zip_maker zip = {.method = DEFLATED};
    render_limits limits;
    rn_report report = {0};
    rn_source member;
    zip_add(&zip, "Symbols.txt", RN_LITERAL("symbols"));
    zip_add(&zip, "stacks.TXT", TEXT);
    rn_bytes bytes = zip_end(&zip);
    assert_decodes(bytes, bytes, "");
    rn_limits_init(&limits);
    assert_int_equal(rn_zip_read(bytes, "Stacks.txt", NULL, &limits, &member, &report), RENDER_OK);
    assert_bytes(member.bytes, TEXT);
    rn_source_close(&member);
    assert_int_equal(rn_zip_read(bytes, "symbols.txt", NULL, &limits, &member, &report), RENDER_OK);
    assert_bytes(member.bytes, RN_LITERAL("symbols"));
    rn_source_close(&member);
    assert_int_equal(rn_zip_read(bytes, "stacks", NULL, &limits, &member, &report),
                     RENDER_ERROR_MALFORMED);
    assert_string_equal(report.error.message, "there is no stacks in it");
    rn_report_finish(&report);
    zip_free(&zip);
}

static void no_file_is_no_packed_file(void **state)
{
    (void)state;
    zip_maker zip = {0};
    zip_add(&zip, "empty/", RN_LITERAL(""));
    rn_bytes bytes = zip_end(&zip);
    assert_decodes(bytes, bytes, "");
    zip_free(&zip);
}

/* ---- what is wrong or too much ---------------------------------------------------------------- */

static void assert_refuses_one(zip_maker zip, rn_bytes data, render_status status,
                               const char *message)
{
    zip_add(&zip, "x", data);
    assert_refuses(zip_end(&zip), status, message);
    zip_free(&zip);
}

static void other_methods_and_encryption_are_refused(void **state)
{
    (void)state;
    assert_refuses_one((zip_maker){.method = BZIPPED}, TEXT, RENDER_ERROR_MALFORMED, "method 12");
    assert_refuses_one((zip_maker){.flags = 1}, TEXT, RENDER_ERROR_MALFORMED, "encrypted");
}

static void wrong_checksums_are_damage(void **state)
{
    (void)state;
    assert_refuses_one((zip_maker){.sum_error = 1}, TEXT, RENDER_ERROR_MALFORMED, "CRC");
    assert_refuses_one((zip_maker){.method = DEFLATED, .sum_error = 1}, TEXT,
                       RENDER_ERROR_MALFORMED, "damaged zip archive");
}

static void cut_archives_are_damaged(void **state)
{
    (void)state;
    zip_maker zip = {.method = DEFLATED};
    zip_add(&zip, "x", TEXT);
    rn_bytes bytes = zip_end(&zip);
    for (size_t size = 4; size < bytes.size; size++) {
        char *cut = malloc(size); /* a memory checker sees reads beyond it */
        memcpy(cut, bytes.data, size);
        assert_refuses((rn_bytes){cut, size}, RENDER_ERROR_MALFORMED, "damaged zip archive");
        free(cut);
    }
    zip_free(&zip);
}

static void changed_bytes_do_no_harm(void **state)
{
    (void)state;
    zip_maker zip = {.method = DEFLATED};
    zip_add(&zip, "x", TEXT);
    rn_bytes bytes = zip_end(&zip);
    char *changed = malloc(bytes.size);
    for (size_t at = 0; at < 8 * bytes.size; at++) {
        memcpy(changed, bytes.data, bytes.size);
        changed[at / 8] ^= (char)(1 << at % 8);
        input in = decode_within((rn_bytes){changed, bytes.size}, 1 << 20);
        if (in.report.error.status == RENDER_OK && in.detection.size)
            assert_bytes(in.source.bytes, TEXT);
        end(&in);
    }
    free(changed);
    zip_free(&zip);
}

static void bombs_are_stopped(void **state)
{
    (void)state;
    static const size_t size = 40 << 20;
    char *zeros = calloc(1, size);
    assert_refuses_one((zip_maker){.method = DEFLATED}, (rn_bytes){zeros, size}, RENDER_ERROR_LIMIT,
                       "more than 1000 times");
    /* also one that says that it is small */
    assert_refuses_one((zip_maker){.method = DEFLATED, .size_error = -(uint32_t)size + 1},
                       (rn_bytes){zeros, size}, RENDER_ERROR_LIMIT, "more than 1000 times");
    free(zeros);
}

static void decoded_bytes_are_limited(void **state)
{
    (void)state;
    static const uint32_t errors[] = {0, (uint32_t)-30};
    for (size_t i = 0; i < 2; i++) {
        zip_maker zip = {.size_error = errors[i], .method = DEFLATED};
        zip_add(&zip, "x", TEXT);
        input in = decode_within(zip_end(&zip), TEXT.size - 1);
        assert_int_equal(in.report.error.status, RENDER_ERROR_LIMIT);
        end(&in);
        zip_free(&zip);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_file_is_read_as_that_file),
        cmocka_unit_test(folders_and_what_macos_adds_are_no_files),
        cmocka_unit_test(layers_are_counted),
        cmocka_unit_test(several_files_stay_an_archive),
        cmocka_unit_test(no_file_is_no_packed_file),
        cmocka_unit_test(other_methods_and_encryption_are_refused),
        cmocka_unit_test(wrong_checksums_are_damage),
        cmocka_unit_test(cut_archives_are_damaged),
        cmocka_unit_test(changed_bytes_do_no_harm),
        cmocka_unit_test(bombs_are_stopped),
        cmocka_unit_test(decoded_bytes_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Inputs: files, pipes, compression and encodings, and how each of them can be wrong. */
#include <bzlib.h>
#include <fcntl.h>
#include <lz4frame.h>
#include <lzma.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "input/source.h"

typedef struct input {
    render_limits limits;
    rn_report report;
    rn_source source;
    rn_buffer detection;
} input;

static input new_input(void)
{
    input in = {0};
    rn_limits_init(&in.limits);
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

/* ---- files and pipes -------------------------------------------------------------------------- */

static int temporary_file(char path[64], const char *data, size_t size)
{
    snprintf(path, 64, "/tmp/test_source-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    while (size) {
        ssize_t done = write(file, data, size);
        assert_true(done > 0);
        data += done;
        size -= (size_t)done;
    }
    return file;
}

static char *pattern(size_t size)
{
    char *data = malloc(size);
    assert_non_null(data);
    for (size_t i = 0; i < size; i++)
        data[i] = (char)(i * 31 + i / 251);
    return data;
}

static void reads_files_of_any_size(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 65535, 65536, 1 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char path[64], *data = pattern(sizes[i] + 1);
        close(temporary_file(path, data, sizes[i]));
        input in = new_input();
        assert_int_equal(rn_source_open(&in.source, path, NULL, &in.limits, &in.report), RENDER_OK);
        assert_bytes(in.source.bytes, (rn_bytes){data, sizes[i]});
        end(&in);
        unlink(path);
        free(data);
    }
}

static void reads_descriptors_from_where_they_are(void **state)
{
    (void)state;
    char path[64], *data = pattern(200000);
    int file = temporary_file(path, data, 200000);
    lseek(file, 1000, SEEK_SET);
    input in = new_input();
    assert_int_equal(rn_source_read(&in.source, file, NULL, &in.limits, &in.report), RENDER_OK);
    assert_bytes(in.source.bytes, (rn_bytes){data + 1000, 199000});
    end(&in);
    close(file);
    unlink(path);
    free(data);
}

/* Writes from a process of its own; returns the end to read from. */
static int pipe_of(const char *data, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    if (fork() == 0) {
        close(ends[0]);
        while (size) {
            ssize_t done = write(ends[1], data, size < 100000 ? size : 100000);
            if (done <= 0)
                _exit(1);
            data += done;
            size -= (size_t)done;
        }
        _exit(0);
    }
    close(ends[1]);
    return ends[0];
}

static void spools_pipes(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 5, 4 << 20, (4 << 20) + 1, 9 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *data = pattern(sizes[i] + 1);
        int file = pipe_of(data, sizes[i]);
        input in = new_input();
        assert_int_equal(rn_source_read(&in.source, file, "/tmp", &in.limits, &in.report),
                         RENDER_OK);
        assert_bytes(in.source.bytes, (rn_bytes){data, sizes[i]});
        assert_int_equal(in.source.mapped != NULL, sizes[i] > 4 << 20);
        end(&in);
        close(file);
        wait(NULL);
        free(data);
    }
}

static void fails_to_spool_into_a_missing_folder(void **state)
{
    (void)state;
    char *data = pattern(5 << 20);
    int file = pipe_of(data, 5 << 20);
    input in = new_input();
    assert_int_equal(
        rn_source_read(&in.source, file, "/tmp/no-such-folder", &in.limits, &in.report),
        RENDER_ERROR_IO);
    assert_string_equal(in.report.error.message,
                        "cannot spool to /tmp/no-such-folder: No such file or directory");
    end(&in);
    close(file);
    wait(NULL);
    free(data);
}

static void limits_streams(void **state)
{
    (void)state;
    char *data = pattern(1000);
    int file = pipe_of(data, 1000);
    input in = new_input();
    in.limits.decoded_bytes = 999;
    assert_int_equal(rn_source_read(&in.source, file, NULL, &in.limits, &in.report),
                     RENDER_ERROR_LIMIT);
    end(&in);
    close(file);
    wait(NULL);
    free(data);
}

static void says_why_a_path_is_not_read(void **state)
{
    (void)state;
    input in = new_input();
    assert_int_equal(rn_source_open(&in.source, "/tmp/no-such-file", NULL, &in.limits, &in.report),
                     RENDER_ERROR_IO);
    assert_string_equal(in.report.error.message, "No such file or directory");
    end(&in);
    in = new_input();
    assert_int_equal(rn_source_open(&in.source, "/tmp", NULL, &in.limits, &in.report),
                     RENDER_ERROR_IO);
    assert_string_equal(in.report.error.message, "is a directory");
    end(&in);
}

/* ---- compression ------------------------------------------------------------------------------ */

/* Appends a gzip member. */
static void put_gzip(rn_buffer *out, rn_bytes data)
{
    uLong size = compressBound(data.size) + 64;
    char *packed = malloc(size);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)data.data,
                       .avail_in = (uInt)data.size,
                       .next_out = (Bytef *)packed,
                       .avail_out = (uInt)size};
    assert_non_null(packed);
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    rn_put(out, (rn_bytes){packed, stream.total_out});
    deflateEnd(&stream);
    free(packed);
}

static void put_zstd(rn_buffer *out, rn_bytes data)
{
    size_t size = ZSTD_compressBound(data.size);
    char *packed = malloc(size);
    size_t done = ZSTD_compress(packed, size, data.data, data.size, 1);
    assert_false(ZSTD_isError(done));
    rn_put(out, (rn_bytes){packed, done});
    free(packed);
}

static void put_xz(rn_buffer *out, rn_bytes data)
{
    size_t size = lzma_stream_buffer_bound(data.size), done = 0;
    uint8_t *packed = malloc(size);
    assert_int_equal(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, NULL, (const uint8_t *)data.data,
                                             data.size, packed, &done, size),
                     LZMA_OK);
    rn_put(out, (rn_bytes){(char *)packed, done});
    free(packed);
}

static void put_bzip2(rn_buffer *out, rn_bytes data)
{
    unsigned size = (unsigned)(data.size + data.size / 100 + 600);
    char *packed = malloc(size);
    assert_int_equal(BZ2_bzBuffToBuffCompress(packed, &size, (char *)(uintptr_t)data.data,
                                              (unsigned)data.size, 1, 0, 0),
                     BZ_OK);
    rn_put(out, (rn_bytes){packed, size});
    free(packed);
}

static void put_lz4(rn_buffer *out, rn_bytes data)
{
    LZ4F_preferences_t preferences = {.frameInfo.contentChecksumFlag = 1};
    size_t size = LZ4F_compressFrameBound(data.size, &preferences);
    char *packed = malloc(size);
    size_t done = LZ4F_compressFrame(packed, size, data.data, data.size, &preferences);
    assert_false(LZ4F_isError(done));
    rn_put(out, (rn_bytes){packed, done});
    free(packed);
}

static render_status decode(input *in, rn_bytes bytes)
{
    rn_source_borrow(&in->source, bytes);
    return rn_source_decode(&in->source, NULL, &in->limits, &in->detection, &in->report);
}

static void assert_decodes(rn_bytes bytes, rn_bytes want, size_t warnings, const char *told)
{
    input in = new_input();
    assert_int_equal(decode(&in, bytes), RENDER_OK);
    assert_bytes(in.source.bytes, want);
    assert_int_equal(in.report.warning_count, warnings);
    assert_bytes(rn_buffer_bytes(&in.detection), rn_bytes_of(told));
    end(&in);
}

static void assert_refuses(rn_bytes bytes, render_status status, const char *message)
{
    input in = new_input();
    assert_int_equal(decode(&in, bytes), status);
    assert_non_null(strstr(in.report.error.message, message));
    end(&in);
}

typedef void put_packed(rn_buffer *out, rn_bytes data);

static void decodes(put_packed *put, const char *name)
{
    rn_bytes half = RN_LITERAL("main;a 1\n"), whole = RN_LITERAL("main;a 1\nmain;a 1\n");
    rn_buffer packed = {0};
    put(&packed, half);
    assert_decodes(rn_buffer_bytes(&packed), half, 0, name);
    put(&packed, half);
    assert_decodes(rn_buffer_bytes(&packed), whole, 0, name);
    rn_put(&packed, RN_LITERAL("\0\0\0\0"));
    assert_decodes(rn_buffer_bytes(&packed), whole, 0, name);
    rn_put(&packed, RN_LITERAL("tail"));
    assert_decodes(rn_buffer_bytes(&packed), whole, 1, name);
    rn_buffer_finish(&packed);
}

static void decodes_members_and_frames(void **state)
{
    (void)state;
    decodes(put_gzip, "gzip");
    decodes(put_zstd, "zstd");
    decodes(put_xz, "xz");
    decodes(put_bzip2, "bzip2");
    decodes(put_lz4, "lz4");
}

/* Where the input is cut there is either a beginning of the data and a warning, or an error. */
static void cuts(put_packed *put)
{
    char *data = pattern(300000);
    rn_buffer packed = {0};
    put(&packed, (rn_bytes){data, 300000});
    for (size_t i = 1; i < 16; i++) {
        input in = new_input();
        rn_bytes cut = {packed.data, packed.size * i / 16};
        if (decode(&in, cut) == RENDER_OK) {
            assert_int_equal(in.report.warning_count, 1);
            assert_true(in.source.bytes.size >= 1 && in.source.bytes.size <= 300000);
            assert_memory_equal(in.source.bytes.data, data, in.source.bytes.size);
        } else {
            assert_int_equal(in.report.error.status, RENDER_ERROR_MALFORMED);
        }
        end(&in);
    }
    assert_refuses((rn_bytes){packed.data, 6}, RENDER_ERROR_MALFORMED, "ends early");
    rn_buffer_finish(&packed);
    free(data);
}

static void uses_the_beginning_of_what_is_cut(void **state)
{
    (void)state;
    cuts(put_gzip);
    cuts(put_zstd);
    cuts(put_xz);
    cuts(put_bzip2);
    cuts(put_lz4);
}

static void refuses_wrong_checksums(void **state)
{
    (void)state;
    rn_buffer packed = {0};
    put_gzip(&packed, RN_LITERAL("main;a 1\n"));
    packed.data[packed.size - 6] ^= 1;
    assert_refuses(rn_buffer_bytes(&packed), RENDER_ERROR_MALFORMED, "wrong checksum");
    packed.data[packed.size - 6] ^= 1;
    packed.data[12] ^= 0x7f;
    assert_refuses(rn_buffer_bytes(&packed), RENDER_ERROR_MALFORMED, "damaged gzip data");
    rn_buffer_finish(&packed);
}

/* A bit of the data is wrong, wherever: nothing is made up. */
static void refuses_wrong_bits(void **state)
{
    (void)state;
    static put_packed *const codecs[] = {put_xz, put_bzip2, put_lz4};
    char *data = pattern(5000);
    for (size_t i = 0; i < 3; i++) {
        rn_buffer packed = {0};
        codecs[i](&packed, (rn_bytes){data, 5000});
        packed.data[packed.size / 2] ^= 0x10;
        assert_refuses(rn_buffer_bytes(&packed), RENDER_ERROR_MALFORMED, "damaged ");
        rn_buffer_finish(&packed);
    }
    free(data);
}

static void leaves_text_that_starts_like_bzip2(void **state)
{
    (void)state;
    assert_decodes(RN_LITERAL("BZh9;main 1\n"), RN_LITERAL("BZh9;main 1\n"), 0, "");
    assert_decodes(RN_LITERAL("BZh"), RN_LITERAL("BZh"), 0, "");
}

static void stops_bombs_of_every_kind(void **state)
{
    (void)state;
    static const size_t size = 40 << 20;
    static put_packed *const codecs[] = {put_xz, put_bzip2, put_lz4};
    char *zeros = calloc(1, size);
    for (size_t i = 0; i < 3; i++) {
        rn_buffer packed = {0};
        codecs[i](&packed, (rn_bytes){zeros, size});
        input in = new_input();
        in.limits.decoded_bytes = 1 << 20;
        assert_int_equal(decode(&in, rn_buffer_bytes(&packed)), RENDER_ERROR_LIMIT);
        end(&in);
        rn_buffer_finish(&packed);
    }
    free(zeros);
}

static void peels_two_layers_but_not_three(void **state)
{
    (void)state;
    rn_buffer one = {0}, two = {0}, three = {0};
    put_gzip(&one, RN_LITERAL("x 1"));
    put_zstd(&two, rn_buffer_bytes(&one));
    put_gzip(&three, rn_buffer_bytes(&two));
    assert_decodes(rn_buffer_bytes(&two), RN_LITERAL("x 1"), 0, "zstd, gzip");
    assert_refuses(rn_buffer_bytes(&three), RENDER_ERROR_LIMIT, "more than 2 times");
    rn_buffer_finish(&one);
    rn_buffer_finish(&two);
    rn_buffer_finish(&three);
}

static void stops_bombs(void **state)
{
    (void)state;
    static const size_t size = 40 << 20;
    char *zeros = calloc(1, size);
    rn_buffer packed = {0}, twice = {0};
    put_gzip(&packed, (rn_bytes){zeros, size});
    assert_true(size / packed.size > 1000);
    assert_refuses(rn_buffer_bytes(&packed), RENDER_ERROR_LIMIT, "more than 1000 times");
    put_gzip(&twice, rn_buffer_bytes(&packed));
    assert_refuses(rn_buffer_bytes(&twice), RENDER_ERROR_LIMIT, "more than 1000 times");
    input in = new_input();
    in.limits.decoded_bytes = 1 << 20;
    assert_int_equal(decode(&in, rn_buffer_bytes(&packed)), RENDER_ERROR_LIMIT);
    end(&in);
    rn_buffer_finish(&packed);
    rn_buffer_finish(&twice);
    free(zeros);
}

/* ---- encodings -------------------------------------------------------------------------------- */

static void decodes_utf16(void **state)
{
    (void)state;
    static const rn_bytes want = RN_LITERAL("a;\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80 1\n");
    static const rn_bytes little = RN_LITERAL("\xff\xfe"
                                              "a\0;\0\xe4\0\xac\x20\x3d\xd8\x00\xde \0001\0\n");
    assert_decodes((rn_bytes){little.data, little.size + 1}, want, 0, "UTF-16");
    assert_decodes(RN_LITERAL("\xfe\xff\0a\0;\0\xe4\x20\xac\xd8\x3d\xde\x00\0 \0001\0\n"), want, 0,
                   "UTF-16");
}

static void decodes_utf16_without_a_mark(void **state)
{
    (void)state;
    assert_decodes(RN_LITERAL("a\0;\0b\0 \0001\0\n\0"), RN_LITERAL("a;b 1\n"), 0, "UTF-16");
    assert_decodes(RN_LITERAL("\0a\0;\0b\0 \0001\0\n"), RN_LITERAL("a;b 1\n"), 0, "UTF-16");
}

static void replaces_halves_of_pairs(void **state)
{
    (void)state;
    assert_decodes(RN_LITERAL("\xff\xfe\x00\xd8x\0\x00\xdcy\0"),
                   RN_LITERAL("\xef\xbf\xbdx\xef\xbf\xbdy"), 0, "UTF-16");
    assert_decodes(RN_LITERAL("\xff\xfex\0\x00\xd8"), RN_LITERAL("x\xef\xbf\xbd"), 0, "UTF-16");
    assert_decodes(RN_LITERAL("\xff\xfex\0y"), RN_LITERAL("x"), 1, "UTF-16");
}

static void leaves_other_bytes_alone(void **state)
{
    (void)state;
    assert_decodes(RN_LITERAL("\xef\xbb\xbfmain 1"), RN_LITERAL("main 1"), 0, "");
    assert_decodes(RN_LITERAL("caf\xe9 1"), RN_LITERAL("caf\xe9 1"), 0, "");
    assert_decodes(RN_LITERAL("\0\0\0\0\0\0\0\0"), RN_LITERAL("\0\0\0\0\0\0\0\0"), 0, "");
    assert_decodes(RN_LITERAL("{(\x03\0\0\0t\x01\0\0\0~i\0\0\0\0"),
                   RN_LITERAL("{(\x03\0\0\0t\x01\0\0\0~i\0\0\0\0"), 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_files_of_any_size),
        cmocka_unit_test(reads_descriptors_from_where_they_are),
        cmocka_unit_test(spools_pipes),
        cmocka_unit_test(fails_to_spool_into_a_missing_folder),
        cmocka_unit_test(limits_streams),
        cmocka_unit_test(says_why_a_path_is_not_read),
        cmocka_unit_test(decodes_members_and_frames),
        cmocka_unit_test(uses_the_beginning_of_what_is_cut),
        cmocka_unit_test(refuses_wrong_checksums),
        cmocka_unit_test(peels_two_layers_but_not_three),
        cmocka_unit_test(stops_bombs),
        cmocka_unit_test(stops_bombs_of_every_kind),
        cmocka_unit_test(refuses_wrong_bits),
        cmocka_unit_test(leaves_text_that_starts_like_bzip2),
        cmocka_unit_test(decodes_utf16),
        cmocka_unit_test(decodes_utf16_without_a_mark),
        cmocka_unit_test(replaces_halves_of_pairs),
        cmocka_unit_test(leaves_other_bytes_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

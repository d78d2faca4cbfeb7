/* What is packed unpacks again, and the bytes do not depend on where the packer lies in memory. */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <zlib.h>

#include "base/buffer.h"
#include "output/deflate.h"

static bool keep(void *user, const void *data, size_t size)
{
    rn_put((rn_buffer *)user, (rn_bytes){data, size});
    return true;
}

/* Packs `data` in pieces. */
static rn_buffer packed(rn_bytes data, size_t piece, rn_deflate_form form, int level)
{
    rn_buffer out = {0};
    rn_deflate *deflate = rn_deflate_new(form, level, (render_sink){keep, &out});
    render_sink sink = rn_deflate_sink(deflate);
    for (size_t at = 0; at < data.size; at += piece) {
        rn_bytes part = rn_bytes_slice(data, at, data.size - at < piece ? data.size : at + piece);
        assert_true(sink.write(sink.user, part.data, part.size));
    }
    assert_true(rn_deflate_finish(deflate));
    return out;
}

static void assert_unpacks(rn_buffer packed_data, rn_bytes want)
{
    char *got = malloc(want.size + 1);
    z_stream stream = {.next_in = (Bytef *)packed_data.data,
                       .avail_in = (uInt)packed_data.size,
                       .next_out = (Bytef *)got,
                       .avail_out = (uInt)want.size + 1};
    assert_int_equal(inflateInit2(&stream, 32 + MAX_WBITS), Z_OK); /* either form */
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, want.size);
    assert_int_equal(stream.avail_in, 0);
    assert_memory_equal(got, want.data, want.size);
    inflateEnd(&stream);
    free(got);
}

static void put_random(char *to, size_t size)
{
    static uint32_t state = 1;
    for (size_t i = 0; i < size; i++) {
        state = state * 1664525 + 1013904223;
        to[i] = (char)(state >> 24);
    }
}

/* Near the beginning of each window of 32 KiB, which is where a slot of ISA-L's that should be empty leads to, four
 * bytes that come again later, and that no slot leads to, because they lie on the border of two repetitions.  So
 * whatever slot is filled by mistake, a few windows in 32,768 tell.  The slot is filled with the place of the third byte,
 * or of the third after the first piece. */
static void fill_with_traps(char *data, size_t size)
{
    enum { WINDOW = 32768, WORD = 20, TRAP = 4 };
    memset(data, 0, size);
    for (size_t i = 1; (i + 1) * WINDOW <= size; i++) {
        char *at = data + i * WINDOW;
        char *one = at - 400, *other = at - 300, *trap = at + (i % 2 ? 2 : 10), *again = at + 300;
        put_random(one, WORD);
        put_random(other, WORD);
        memcpy(trap + TRAP / 2 - WORD, one, WORD);
        memcpy(trap + TRAP / 2, other, WORD);
        put_random(again, WORD);
        memcpy(again + 8, trap, TRAP);
    }
}

static void everything_unpacks(void **state)
{
    (void)state;
    static char data[70000];
    static const size_t sizes[] = {0, 1, 3, 7, 8, 9, 16, 300, sizeof data},
                        pieces[] = {1, 5, 8, 1000, 65536};
    put_random(data, sizeof data / 2);
    memcpy(data + sizeof data / 2, data, sizeof data / 2);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
            for (int level = 1; level <= 3; level++) {
                rn_bytes part = {data, sizes[s]};
                rn_deflate_form form = p % 2 ? RN_DEFLATE_ZLIB : RN_DEFLATE_GZIP;
                rn_buffer out = packed(part, pieces[p], form, level);
                assert_unpacks(out, part);
                rn_buffer_finish(&out);
            }
}

/* Each packer finds the place of the one before taken, and lies elsewhere. */
static void places_do_not_matter(void **state)
{
    (void)state;
    enum { PLACES = 12000, TAKEN = 64 * 1024, PIECE = 256 * 1024 + 1000 };
    static char data[1 << 22];
    static void *taken[PLACES];
    rn_bytes all = {data, sizeof data};
    fill_with_traps(data, sizeof data);
    rn_buffer first = packed(all, PIECE, RN_DEFLATE_ZLIB, 2);
    for (size_t i = 0; i < PLACES; i++) {
        rn_buffer again = packed(all, PIECE, RN_DEFLATE_ZLIB, 2);
        assert_int_equal(again.size, first.size);
        assert_memory_equal(again.data, first.data, first.size);
        rn_buffer_finish(&again);
        taken[i] = mmap(NULL, TAKEN, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    for (size_t i = 0; i < PLACES; i++)
        munmap(taken[i], TAKEN);
    assert_unpacks(first, all);
    rn_buffer_finish(&first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_unpacks),
        cmocka_unit_test(places_do_not_matter),
    };
    mallopt(M_MMAP_THRESHOLD, 64 * 1024); /* each packer is mapped */
    return cmocka_run_group_tests(tests, NULL, NULL);
}

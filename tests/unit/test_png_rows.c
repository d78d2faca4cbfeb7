/* Rows of pixels: packed here, unpacked by zlib, their filters undone as PNG's specification says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <zlib.h>

#include <cmocka.h>

#include "surface/png_rows.h"

typedef struct picture {
    uint32_t width, height, unit;
    uint32_t *pixels;
} picture;

static uint32_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

static picture picture_new(uint32_t width, uint32_t height, uint32_t unit)
{
    picture p = {width, height, unit, calloc((size_t)width * height, sizeof(uint32_t))};
    assert_non_null(p.pixels);
    return p;
}

static size_t pack(const picture *p, rn_buffer *out)
{
    rn_png_rows *rows = malloc(sizeof *rows);
    assert_non_null(rows);
    assert_true(rn_png_rows_init(rows, p->width, p->unit, out));
    for (uint32_t y = 0; y < p->height; y++)
        rn_png_rows_put(rows, p->pixels + (size_t)y * p->width);
    rn_png_rows_end(rows);
    rn_png_rows_finish(rows);
    free(rows);
    assert_false(out->failed);
    return out->size;
}

/* zlib also compares the checksum at the end. */
static unsigned char *unpack(const picture *p, const rn_buffer *packed)
{
    uLongf size = (uLongf)(p->width * p->unit + 1) * p->height, room = size + 1;
    unsigned char *bytes = malloc(room);
    assert_non_null(bytes);
    assert_int_equal(uncompress(bytes, &room, (const Bytef *)packed->data, packed->size), Z_OK);
    assert_int_equal(room, size);
    return bytes;
}

static void undo_filter(unsigned char *row, const unsigned char *above, size_t size)
{
    assert_true(row[0] == 0 || (row[0] == 2 && above));
    for (size_t i = 1; row[0] == 2 && i < size; i++)
        row[i] = (unsigned char)(row[i] + above[i]);
}

static void check_pixels(const picture *p, const unsigned char *row, uint32_t y)
{
    for (uint32_t x = 0; x < p->width; x++)
        for (uint32_t i = 0; i < p->unit; i++)
            assert_int_equal(row[1 + x * p->unit + i],
                             p->pixels[y * p->width + x] >> (8 * (p->unit - 1 - i)) & 0xff);
}

/* The packed size. */
static size_t check(picture *p)
{
    rn_buffer packed = {0};
    size_t size = pack(p, &packed), stride = (size_t)p->width * p->unit + 1;
    unsigned char *bytes = unpack(p, &packed);
    for (uint32_t y = 0; y < p->height; y++) {
        unsigned char *row = bytes + y * stride;
        undo_filter(row, y ? row - stride : NULL, stride);
        check_pixels(p, row, y);
    }
    free(bytes);
    free(p->pixels);
    rn_buffer_finish(&packed);
    return size;
}

static void test_noise(void **state)
{
    (void)state;
    static const uint32_t widths[] = {1, 2, 3, 4, 5, 85, 86, 87, 129, 257, 258, 259, 1000, 11000};
    static const uint32_t units[] = {1, 3, 4};
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
        for (size_t u = 0; u < 3; u++) {
            picture p = picture_new(widths[w], 40, units[u]);
            for (uint32_t i = 0; i < p.width * p.height; i++)
                p.pixels[i] = chance(1 << 24) * 256 + chance(256);
            check(&p);
        }
}

/* Runs, rows that come again at once and later, pieces from elsewhere, single pixels. */
static void scribble(picture *p)
{
    uint32_t count = p->width * p->height;
    for (uint32_t i = 0; i < count;) {
        uint32_t length = 1 + chance(chance(8) ? 9 : 3 * p->width + 9), kind = chance(4);
        uint32_t back = kind == 0   ? p->width
                        : kind == 1 ? 1
                        : kind == 2 ? 1 + chance(i + 1)
                                    : UINT32_MAX;
        for (uint32_t end = i + length; i < end && i < count; i++)
            p->pixels[i] = back <= i ? p->pixels[i - back] : chance(6) * 0x2f3b47c5;
    }
}

static void test_flat_pictures(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t width = 1 + chance(round % 10 ? 300 : 12000);
        picture p = picture_new(width, 1 + chance(round % 50 ? 60 : 700), round % 3 ? 3 : 1);
        if (round % 7 == 0)
            p.unit = 4;
        scribble(&p);
        check(&p);
    }
}

static void test_one_color_costs_next_to_nothing(void **state)
{
    (void)state;
    for (uint32_t unit = 1; unit <= 4; unit += unit == 1 ? 2 : 1) {
        picture p = picture_new(32767, 300, unit);
        for (uint32_t i = 0; i < p.width * p.height; i++)
            p.pixels[i] = 0xf7e8d9ca;
        assert_in_range(check(&p), 1, p.width * p.height * unit / 500);
    }
}

/* What stands above the bytes of a pixel is cairo's business. */
static void test_upper_bits_are_ignored(void **state)
{
    (void)state;
    rn_buffer plain = {0}, marked = {0};
    picture p = picture_new(50, 50, 3);
    scribble(&p);
    for (uint32_t i = 0; i < 2500; i++)
        p.pixels[i] &= 0xffffff;
    pack(&p, &plain);
    for (uint32_t i = 0; i < 2500; i++)
        p.pixels[i] |= (i % 255) << 24;
    pack(&p, &marked);
    assert_true(rn_bytes_equal(rn_buffer_bytes(&plain), rn_buffer_bytes(&marked)));
    rn_buffer_finish(&plain);
    rn_buffer_finish(&marked);
    free(p.pixels);
}

/* Places are told apart by their row modulo 65,536: there are more rows than that here. */
static void test_many_rows(void **state)
{
    (void)state;
    picture p = picture_new(7, 140000, 3);
    scribble(&p);
    check(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_flat_pictures),
        cmocka_unit_test(test_one_color_costs_next_to_nothing),
        cmocka_unit_test(test_upper_bits_are_ignored),
        cmocka_unit_test(test_many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

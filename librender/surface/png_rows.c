/* Pictures of profiles are flat: long runs of a colour, rows that look like the one above, and letters, whose shapes
 * come again and again.  So rows are compared and matched pixel by pixel, never byte by byte, and the checksum
 * of a run is computed, not added up.
 *
 * A row goes out as it is, or as the difference to the one above (PNG's filter "up") when that has much fewer
 * changes from pixel to pixel.  Matches are looked for in what went out: in the run, right above, and
 * where the same two pixels began before.  They do not reach over the end of a row. */
#include "surface/png_rows.h"

#include <stdlib.h>

#include "base/grow.h"

enum {
    FILTER_NONE = 0,
    FILTER_UP = 2,
    TRIES = 8,         /* earlier places that are looked at */
    LONG_ENOUGH = 40,  /* px: no look for more */
    NEAR = 3000,       /* bytes: of a match of one pixel */
    REMEMBERED = 16,   /* places at the beginning of a match */
    RUN_BITS = 6,      /* what a match costs, about: a run, */
    MATCH_BITS = 8,    /* others, without their distance; */
    LITERAL_BITS = 14, /* and three bytes as they are */
    ADLER = 65521,
    PLACE_ROWS = 1 << 16, /* places are numbers: the row, modulo this, and the column */
};

typedef struct match {
    uint32_t length, distance; /* px; bytes */
    int32_t gain;              /* bits against literals, about */
} match;

/* ---- checksum ---------------------------------------------------------------------------------- */

/* Of the bytes of a pixel: their sum, and the sum of each times how many of the pixel's bytes come from it on. */
static inline void weigh(uint32_t unit, uint32_t pixel, uint32_t *sum, uint32_t *weighted)
{
    *sum = *weighted = 0;
    for (uint32_t i = 0; i < unit; i++) {
        uint32_t byte = pixel >> (8 * i) & 0xff;
        *sum += byte;
        *weighted += byte * (i + 1);
    }
}

/* The same pixel `count` times.  A row is short enough for 64 bits. */
static inline void add_run(rn_png_rows *rows, uint32_t pixel, uint64_t count)
{
    uint32_t sum, weighted;
    weigh(rows->unit, pixel, &sum, &weighted);
    rows->sum_of_sums +=
        rows->unit * (rows->sum * count + sum * (count * (count - 1) / 2)) + weighted * count;
    rows->sum += sum * count;
}

/* To be called with a constant unit: it is the innermost loop. */
static inline void add_each(rn_png_rows *rows, const uint32_t *pixels, uint32_t count,
                            const uint32_t unit)
{
    uint64_t sums = rows->sum, sums_of_sums = rows->sum_of_sums;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t sum, weighted;
        weigh(unit, pixels[i], &sum, &weighted);
        sums_of_sums += unit * sums + weighted;
        sums += sum;
    }
    rows->sum = sums;
    rows->sum_of_sums = sums_of_sums;
}

static void add_pixels(rn_png_rows *rows, const uint32_t *pixels, uint32_t count)
{
    if (rows->unit == 3)
        add_each(rows, pixels, count, 3);
    else if (rows->unit == 4)
        add_each(rows, pixels, count, 4);
    else
        add_each(rows, pixels, count, 1);
}

static void reduce_sums(rn_png_rows *rows)
{
    rows->sum %= ADLER;
    rows->sum_of_sums %= ADLER;
}

/* ---- what goes out ----------------------------------------------------------------------------- */

static void put_filter(rn_png_rows *rows, uint8_t filter)
{
    rn_deflate_literal(&rows->deflate, filter);
    rows->sum += filter;
    rows->sum_of_sums += rows->sum;
}

static void put_pixel(rn_png_rows *rows, uint32_t pixel)
{
    for (uint32_t i = rows->unit; i-- > 0;)
        rn_deflate_literal(&rows->deflate, pixel >> (8 * i) & 0xff);
    add_run(rows, pixel, 1);
}

/* No part may be shorter than a match can be. */
static void put_length(rn_png_rows *rows, uint32_t bytes, uint32_t distance)
{
    while (bytes) {
        uint32_t part = bytes < RN_MATCH_MAX ? bytes : RN_MATCH_MAX;
        if (bytes - part && bytes - part < RN_MATCH_MIN)
            part -= RN_MATCH_MIN;
        rn_deflate_match(&rows->deflate, part, distance);
        bytes -= part;
    }
}

static void put_match(rn_png_rows *rows, const uint32_t *pixels, const match *m)
{
    put_length(rows, m->length * rows->unit, m->distance);
    if (m->distance == rows->unit)
        add_run(rows, *pixels, m->length);
    else
        add_pixels(rows, pixels, m->length);
}

/* ---- matches ----------------------------------------------------------------------------------- */

static inline uint32_t place_of(const rn_png_rows *rows, uint32_t x)
{
    return rows->row % PLACE_ROWS << 16 | x;
}

static inline uint32_t hash(uint32_t a, uint32_t b, int bits)
{
    return (a * UINT32_C(2654435761) ^ b * UINT32_C(2246822519)) >> (32 - bits);
}

static uint32_t *row_in(const rn_png_rows *rows, uint32_t *table, uint32_t rows_ago)
{
    uint32_t slot = rows->slot - rows_ago + (rows->slot < rows_ago ? rows->slots : 0);
    return table + (size_t)slot * rows->width;
}

/* How many pixels are the same, up to `most`. */
static inline uint32_t same_pixels(const uint32_t *a, const uint32_t *b, uint32_t most)
{
    uint32_t count = 0;
    while (count + 2 <= most && memcmp(a + count, b + count, 8) == 0)
        count += 2;
    return count + (count < most && a[count] == b[count]);
}

static int32_t gain_of(const rn_png_rows *rows, uint32_t length, uint32_t distance)
{
    int32_t bits = distance == rows->unit ? RUN_BITS : MATCH_BITS;
    for (uint32_t d = distance; distance != rows->unit && d > 1; d >>= 1)
        bits++;
    return (int32_t)(length * rows->unit * LITERAL_BITS / 3) - bits;
}

/* A run is cheap: what comes instead must be longer by more than a pixel. */
static void take_longer(const rn_png_rows *rows, match *best, uint32_t length, uint32_t distance)
{
    bool beats_run = best->distance != rows->unit || length >= best->length + 2;
    int32_t gain = gain_of(rows, length, distance);
    if (length * rows->unit >= RN_MATCH_MIN && beats_run && gain > best->gain)
        *best = (match){length, distance, gain};
}

static void remember(rn_png_rows *rows, const uint32_t *pixels, uint32_t x)
{
    if (x + 2 > rows->width)
        return;
    uint32_t *first = &rows->pairs[hash(pixels[x], pixels[x + 1], RN_PNG_PAIR_BITS)];
    row_in(rows, rows->earlier, 0)[x] = *first;
    *first = place_of(rows, x);
}

/* Of a run its end, of others where they begin. */
static void remember_match(rn_png_rows *rows, const uint32_t *pixels, uint32_t x, const match *m)
{
    bool is_run = m->distance == rows->unit;
    uint32_t from = is_run && m->length > 1 ? m->length - 1 : 1;
    uint32_t to = m->length < REMEMBERED || is_run ? m->length : REMEMBERED;
    for (uint32_t i = from; i < to; i++)
        remember(rows, pixels, x + i);
}

/* Places become older from one to the next; one that does not, or is too far away, has been overwritten. */
static void look_back(const rn_png_rows *rows, const uint32_t *pixels, uint32_t x, match *best)
{
    uint32_t last = 0, place = rows->pairs[hash(pixels[x], pixels[x + 1], RN_PNG_PAIR_BITS)];
    for (int i = 0; i < TRIES && best->length < LONG_ENOUGH; i++) {
        uint32_t ago = (rows->row - (place >> 16)) % PLACE_ROWS, from = place & 0xffff;
        if (ago >= rows->slots || ago > rows->row || from >= rows->width || (!ago && from >= x))
            return;
        uint32_t distance = ago * rows->stride + x * rows->unit - from * rows->unit;
        if (distance > RN_MATCH_WINDOW || distance <= last)
            return;
        uint32_t most = rows->width - (x > from ? x : from);
        uint32_t same = same_pixels(pixels + x, row_in(rows, rows->filtered, ago) + from, most);
        if (same > 1)
            take_longer(rows, best, same, distance);
        last = distance;
        place = row_in(rows, rows->earlier, ago)[from];
    }
}

static match find_match(const rn_png_rows *rows, const uint32_t *pixels, uint32_t x)
{
    match best = {0, 0, 0};
    uint32_t most = rows->width - x;
    if (x > 0 && pixels[x] == pixels[x - 1])
        take_longer(rows, &best, same_pixels(pixels + x, pixels + x - 1, most), rows->unit);
    if (best.length >= LONG_ENOUGH || most < 2)
        return best;
    if (rows->row > 0 && rows->stride <= RN_MATCH_WINDOW) {
        uint32_t same = same_pixels(pixels + x, row_in(rows, rows->filtered, 1) + x, most);
        if (same > 1)
            take_longer(rows, &best, same, rows->stride);
    }
    look_back(rows, pixels, x, &best);
    return best;
}

/* One pixel that was not far to the left. */
static match find_color(rn_png_rows *rows, const uint32_t *pixels, uint32_t x)
{
    uint32_t *last = &rows->colors[hash(pixels[x], 0, RN_PNG_COLOR_BITS)];
    uint32_t place = *last, from = place & 0xffff;
    *last = place_of(rows, x);
    if (rows->unit < RN_MATCH_MIN || place >> 16 != rows->row % PLACE_ROWS || from >= x ||
        pixels[from] != pixels[x] || (x - from) * rows->unit > NEAR)
        return (match){0, 0, 0};
    return (match){1, (x - from) * rows->unit, 0};
}

static void put_pixels(rn_png_rows *rows, const uint32_t *pixels)
{
    for (uint32_t x = 0; x < rows->width;) {
        match m = find_match(rows, pixels, x);
        remember(rows, pixels, x);
        if (!m.length)
            m = find_color(rows, pixels, x);
        if (m.length) {
            put_match(rows, pixels + x, &m);
            remember_match(rows, pixels, x, &m);
            x += m.length;
        } else {
            put_pixel(rows, pixels[x++]);
        }
        rn_deflate_pace(&rows->deflate);
    }
}

/* ---- rows -------------------------------------------------------------------------------------- */

static void mask_pixels(uint32_t *restrict to, const uint32_t *restrict from, uint32_t width,
                        uint32_t mask)
{
    for (uint32_t x = 0; x < width; x++)
        to[x] = from[x] & mask;
}

/* Byte by byte. */
static void subtract_pixels(uint32_t *restrict to, const uint32_t *restrict from,
                            const uint32_t *restrict less, uint32_t width)
{
    const uint32_t high = 0x80808080u;
    for (uint32_t x = 0; x < width; x++)
        to[x] = ((from[x] | high) - (less[x] & ~high)) ^ ((from[x] ^ ~less[x]) & high);
}

static uint32_t count_changes(const uint32_t *pixels, uint32_t width)
{
    uint32_t changes = 0;
    for (uint32_t x = 1; x < width; x++)
        changes += pixels[x] != pixels[x - 1];
    return changes;
}

/* Found by trying: when the row above is near enough for matches, differences seldom do better. */
static bool is_better_filtered(const rn_png_rows *rows, const uint32_t *filtered)
{
    uint64_t changes = count_changes(rows->pixels, rows->width);
    uint64_t filtered_changes = count_changes(filtered, rows->width);
    return rows->stride <= RN_MATCH_WINDOW ? filtered_changes * 3 < changes
                                           : filtered_changes * 4 < changes * 5;
}

static void put_same_row(rn_png_rows *rows, uint32_t *filtered)
{
    memset(filtered, 0, sizeof *filtered * rows->width);
    put_filter(rows, FILTER_UP);
    put_pixel(rows, 0);
    if (rows->width * rows->unit < rows->unit + RN_MATCH_MIN) {
        for (uint32_t x = 1; x < rows->width; x++)
            put_pixel(rows, 0);
        return;
    }
    match rest = {rows->width - 1, rows->unit, 0};
    put_match(rows, filtered, &rest);
}

static void put_changed_row(rn_png_rows *rows, uint32_t *filtered)
{
    if (rows->row)
        subtract_pixels(filtered, rows->pixels, rows->above, rows->width);
    bool up = rows->row && is_better_filtered(rows, filtered);
    if (!up)
        memcpy(filtered, rows->pixels, sizeof *filtered * rows->width);
    put_filter(rows, up ? FILTER_UP : FILTER_NONE);
    put_pixels(rows, filtered);
}

void rn_png_rows_put(rn_png_rows *rows, const uint32_t *pixels)
{
    uint32_t mask = UINT32_MAX >> (32 - 8 * rows->unit);
    uint32_t *filtered = row_in(rows, rows->filtered, 0);
    mask_pixels(rows->pixels, pixels, rows->width, mask);
    if (rows->row && memcmp(rows->pixels, rows->above, sizeof *pixels * rows->width) == 0)
        put_same_row(rows, filtered);
    else
        put_changed_row(rows, filtered);
    rn_deflate_pace(&rows->deflate);
    reduce_sums(rows);
    uint32_t *above = rows->above;
    rows->above = rows->pixels;
    rows->pixels = above;
    rows->row++;
    rows->slot = (rows->slot + 1) % rows->slots;
}

/* ---- the whole --------------------------------------------------------------------------------- */

bool rn_png_rows_init(rn_png_rows *rows, uint32_t width, uint32_t unit, rn_buffer *out)
{
    *rows = (rn_png_rows){.width = width, .unit = unit, .sum = 1};
    rows->stride = width * unit + 1;
    rows->slots = RN_MATCH_WINDOW / rows->stride + 2;
    size_t places = (size_t)rows->slots * width;
    rows->pixels = rn_array_new(width, sizeof *rows->pixels);
    rows->above = rn_array_new(width, sizeof *rows->above);
    rows->filtered = rn_array_new(places, sizeof *rows->filtered);
    rows->earlier = rn_array_new(places, sizeof *rows->earlier);
    memset(rows->pairs, 0xff, sizeof rows->pairs); /* no place */
    memset(rows->colors, 0xff, sizeof rows->colors);
    rn_put(out, RN_LITERAL("\x78\x01")); /* of zlib's format: deflate, a window of 32 kB */
    return rn_deflate_init(&rows->deflate, out) && rows->pixels && rows->above && rows->filtered &&
           rows->earlier;
}

void rn_png_rows_end(rn_png_rows *rows)
{
    rn_deflate_end(&rows->deflate);
    uint32_t sums = (uint32_t)(rows->sum_of_sums << 16 | rows->sum);
    for (int shift = 24; shift >= 0; shift -= 8)
        rn_put_char(rows->deflate.out, (char)(sums >> shift & 0xff));
}

void rn_png_rows_finish(rn_png_rows *rows)
{
    rn_deflate_finish(&rows->deflate);
    free(rows->pixels);
    free(rows->above);
    free(rows->filtered);
    free(rows->earlier);
}

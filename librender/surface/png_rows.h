/* Packs rows of pixels as a PNG file's data: chooses a filter for each, and what comes again. */
#ifndef RN_PNG_ROWS_H
#define RN_PNG_ROWS_H

#include "output/deflate.h"

enum { RN_PNG_PAIR_BITS = 13, RN_PNG_COLOR_BITS = 10 };

typedef struct rn_png_rows {
    rn_deflate deflate;
    uint32_t width;                        /* 1 … 32767 px */
    uint32_t unit;                         /* bytes of a pixel in the file */
    uint32_t stride;                       /* of a row, with the byte for its filter */
    uint32_t slots;                        /* rows that a match may lead back to, and this one */
    uint32_t row;                          /* how many there were */
    uint32_t slot;                         /* of this row */
    uint32_t *pixels, *above;              /* this row and the one before */
    uint32_t *filtered;                    /* [slot][x] */
    uint32_t *earlier;                     /* [slot][x]: the last place with the same hash */
    uint32_t pairs[1 << RN_PNG_PAIR_BITS]; /* hash → the last place where such two pixels began */
    uint32_t colors[1 << RN_PNG_COLOR_BITS]; /* hash → the last place of such a pixel */
    uint64_t sum, sum_of_sums;               /* Adler-32 of the row so far, not yet reduced */
} rn_png_rows;

/* `unit` is 1, 3 or 4.  False when memory is out; later `out` tells whether it failed. */
bool rn_png_rows_init(rn_png_rows *rows, uint32_t width, uint32_t unit, rn_buffer *out);
/* A row's pixels: the bytes of each from high to low in the lower `unit` bytes; what stands above them is
 * ignored. */
void rn_png_rows_put(rn_png_rows *rows, const uint32_t *pixels);
/* Writes the end of the data. */
void rn_png_rows_end(rn_png_rows *rows);
void rn_png_rows_finish(rn_png_rows *rows);

#endif

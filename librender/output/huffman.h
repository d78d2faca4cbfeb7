/* Prefix codes of bounded length, as deflate (RFC 1951) has them. */
#ifndef RN_HUFFMAN_H
#define RN_HUFFMAN_H

#include <stdint.h>

enum { RN_HUFFMAN_SYMBOLS = 288, RN_HUFFMAN_BITS = 15 };

typedef struct rn_huffman {
    uint8_t length[RN_HUFFMAN_SYMBOLS]; /* in bits; 0: does not occur */
    uint16_t code[RN_HUFFMAN_SYMBOLS];  /* its first bit is the lowest */
} rn_huffman;

/* The code for symbols 0 … count - 1 that occur so often.  `longest` bits are room for all of them. */
void rn_huffman_make(rn_huffman *huffman, const uint32_t *frequency, uint32_t count,
                     uint32_t longest);

#endif

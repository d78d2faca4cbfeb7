/* The encoding of text inputs. */
#ifndef RN_ENCODING_H
#define RN_ENCODING_H

#include "input/spool.h"

typedef enum rn_encoding {
    RN_ENCODING_BYTES, /* UTF-8, Latin-1 or no text at all: left as it is */
    RN_ENCODING_UTF16_LITTLE,
    RN_ENCODING_UTF16_BIG,
} rn_encoding;

rn_encoding rn_encoding_find(rn_bytes input);

/* The length of the byte order mark at the start; 0 when there is none. */
size_t rn_encoding_mark(rn_bytes input, rn_encoding encoding);

/* Appends UTF-16 as UTF-8.  Halves of surrogate pairs become U+FFFD; an odd last byte is dropped with
 * a warning.  False when the spool failed. */
bool rn_encoding_decode(rn_bytes text, rn_encoding encoding, rn_spool *spool);

#endif

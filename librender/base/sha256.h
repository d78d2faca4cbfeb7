/* SHA-256 (FIPS 180-4), for what has to be named by its content. */
#ifndef RN_SHA256_H
#define RN_SHA256_H

#include "base/bytes.h"

enum { RN_SHA256_SIZE = 32 };

void rn_sha256(uint8_t out[RN_SHA256_SIZE], rn_bytes text);

#endif

/* Looks at sixteen bytes at a time for those that end a run: by SSE2, by NEON, or in plain C, as also with
 * RN_SCAN_PLAIN, for tests. */
#ifndef RN_SCAN_H
#define RN_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(RN_SCAN_PLAIN)
#include <emmintrin.h>
#elif defined(__aarch64__) && !defined(RN_SCAN_PLAIN)
#include <arm_neon.h>
#endif

enum { RN_BLOCK = 16 };

#if defined(__SSE2__) && !defined(RN_SCAN_PLAIN)
typedef __m128i rn_block;

static inline rn_block rn_block_load(const char *bytes)
{
    return _mm_loadu_si128((const __m128i *)bytes);
}

static inline rn_block rn_block_equal(rn_block block, char c)
{
    return _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
}

/* Bytes that are the same in both. */
static inline rn_block rn_block_same(rn_block a, rn_block b)
{
    return _mm_cmpeq_epi8(a, b);
}

/* Bytes up to `c`, taken as numbers from 0 to 255. */
static inline rn_block rn_block_up_to(rn_block block, unsigned char c)
{
    return _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8((char)c)), block);
}

static inline rn_block rn_block_or(rn_block a, rn_block b)
{
    return _mm_or_si128(a, b);
}

/* A bit for each byte that was found. */
static inline uint32_t rn_block_bits(rn_block found)
{
    return (uint32_t)_mm_movemask_epi8(found);
}
#elif defined(__aarch64__) && !defined(RN_SCAN_PLAIN)
typedef uint8x16_t rn_block;

static inline rn_block rn_block_load(const char *bytes)
{
    return vld1q_u8((const uint8_t *)bytes);
}

static inline rn_block rn_block_equal(rn_block block, char c)
{
    return vceqq_u8(block, vdupq_n_u8((uint8_t)c));
}

static inline rn_block rn_block_same(rn_block a, rn_block b)
{
    return vceqq_u8(a, b);
}

static inline rn_block rn_block_up_to(rn_block block, unsigned char c)
{
    return vcleq_u8(block, vdupq_n_u8(c));
}

static inline rn_block rn_block_or(rn_block a, rn_block b)
{
    return vorrq_u8(a, b);
}

static inline uint32_t rn_block_bits(rn_block found)
{
    static const uint8_t weights[RN_BLOCK] = {1, 2, 4, 8, 16, 32, 64, 128,
                                              1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(found, vld1q_u8(weights));
    return vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
}
#else
typedef struct rn_block {
    unsigned char bytes[RN_BLOCK];
} rn_block;

static inline rn_block rn_block_load(const char *bytes)
{
    rn_block block;
    memcpy(block.bytes, bytes, RN_BLOCK);
    return block;
}

static inline rn_block rn_block_equal(rn_block block, char c)
{
    for (int i = 0; i < RN_BLOCK; i++)
        block.bytes[i] = block.bytes[i] == (unsigned char)c ? 0xff : 0;
    return block;
}

static inline rn_block rn_block_same(rn_block a, rn_block b)
{
    for (int i = 0; i < RN_BLOCK; i++)
        a.bytes[i] = a.bytes[i] == b.bytes[i] ? 0xff : 0;
    return a;
}

static inline rn_block rn_block_up_to(rn_block block, unsigned char c)
{
    for (int i = 0; i < RN_BLOCK; i++)
        block.bytes[i] = block.bytes[i] <= c ? 0xff : 0;
    return block;
}

static inline rn_block rn_block_or(rn_block a, rn_block b)
{
    for (int i = 0; i < RN_BLOCK; i++)
        a.bytes[i] |= b.bytes[i];
    return a;
}

static inline uint32_t rn_block_bits(rn_block found)
{
    uint32_t bits = 0;
    for (int i = 0; i < RN_BLOCK; i++)
        bits |= (uint32_t)(found.bytes[i] & 1) << i;
    return bits;
}
#endif

/* The place of the first byte that was found; RN_BLOCK when none was. */
static inline size_t rn_block_first(rn_block found)
{
    return (size_t)__builtin_ctz(rn_block_bits(found) | 1u << RN_BLOCK);
}

#endif

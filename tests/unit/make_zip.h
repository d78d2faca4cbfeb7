/* Makes zip archives byte by byte, also such as no tool would make. */
#ifndef MAKE_ZIP_H
#define MAKE_ZIP_H

#include <stdlib.h>
#include <zlib.h>

#include "base/buffer.h"

typedef struct zip_maker {
    rn_buffer out, directory;
    unsigned count;
    /* of the members that follow */
    unsigned method, flags;
    uint32_t sum_error, size_error;
} zip_maker;

static inline void put_little(rn_buffer *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        rn_put_char(out, (char)(i < 8 ? value >> 8 * i & 0xff : 0));
}

/* Raw deflate. */
static inline void put_deflated(rn_buffer *out, rn_bytes data)
{
    uLong size = compressBound(data.size) + 64;
    char *packed = malloc(size);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)data.data,
                       .avail_in = (uInt)data.size,
                       .next_out = (Bytef *)packed,
                       .avail_out = (uInt)size};
    if (!packed || deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort();
    rn_put(out, (rn_bytes){packed, stream.total_out});
    deflateEnd(&stream);
    free(packed);
}

/* What the header of a member and its entry in the directory have in common. */
static inline void put_about(rn_buffer *out, const zip_maker *zip, rn_bytes name, rn_bytes data,
                             size_t packed_size)
{
    uLong sum = crc32(0, (const Bytef *)data.data, (uInt)data.size);
    put_little(out, 20, 2);
    put_little(out, zip->flags, 2);
    put_little(out, zip->method, 2);
    put_little(out, 0x21 << 16, 4); /* the first of January 1980 */
    put_little(out, sum ^ zip->sum_error, 4);
    put_little(out, packed_size, 4);
    put_little(out, data.size + zip->size_error, 4);
    put_little(out, name.size, 2);
    put_little(out, 0, 2);
}

static inline void zip_add(zip_maker *zip, const char *text, rn_bytes data)
{
    rn_bytes name = rn_bytes_of(text);
    rn_buffer packed = {0};
    if (zip->method == 8)
        put_deflated(&packed, data);
    else
        rn_put(&packed, data);
    size_t at = zip->out.size;
    rn_put(&zip->out, RN_LITERAL("PK\3\4"));
    put_about(&zip->out, zip, name, data, packed.size);
    rn_put(&zip->out, name);
    rn_put(&zip->out, rn_buffer_bytes(&packed));
    rn_put(&zip->directory, RN_LITERAL("PK\1\2\24\0"));
    put_about(&zip->directory, zip, name, data, packed.size);
    put_little(&zip->directory, 0, 10);
    put_little(&zip->directory, at, 4);
    rn_put(&zip->directory, name);
    rn_buffer_finish(&packed);
    zip->count++;
}

/* Ends the archive: its bytes, which zip_free frees. */
static inline rn_bytes zip_end(zip_maker *zip)
{
    size_t at = zip->out.size;
    rn_put(&zip->out, rn_buffer_bytes(&zip->directory));
    rn_put(&zip->out, RN_LITERAL("PK\5\6\0\0\0\0"));
    put_little(&zip->out, zip->count, 2);
    put_little(&zip->out, zip->count, 2);
    put_little(&zip->out, zip->directory.size, 4);
    put_little(&zip->out, at, 4);
    put_little(&zip->out, 0, 2);
    return rn_buffer_bytes(&zip->out);
}

static inline void zip_free(zip_maker *zip)
{
    rn_buffer_finish(&zip->out);
    rn_buffer_finish(&zip->directory);
}

#endif

/* zlib's deflate with a gzip header. */
#include "output/gzip.h"

#include <stdlib.h>
#include <zlib.h>

enum { CHUNK_SIZE = 64 * 1024, GZIP_WINDOW = 15 + 16, LEVEL = 6, MEMORY_LEVEL = 8 };

struct rn_gzip {
    z_stream stream;
    render_sink to;
    bool failed;
    unsigned char chunk[CHUNK_SIZE];
};

rn_gzip *rn_gzip_new(render_sink to)
{
    rn_gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip)
        return NULL;
    gzip->to = to;
    if (deflateInit2(&gzip->stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) == Z_OK)
        return gzip;
    free(gzip);
    return NULL;
}

/* Packs what the stream was given; with Z_FINISH to the end. */
static bool pack(rn_gzip *gzip, int flush)
{
    int result = Z_OK;
    do {
        gzip->stream.next_out = gzip->chunk;
        gzip->stream.avail_out = CHUNK_SIZE;
        result = deflate(&gzip->stream, flush);
        size_t size = CHUNK_SIZE - gzip->stream.avail_out;
        if (size && !gzip->to.write(gzip->to.user, gzip->chunk, size))
            gzip->failed = true;
    } while (!gzip->failed && result == Z_OK && gzip->stream.avail_out == 0);
    return !gzip->failed;
}

static bool write_packed(void *user, const void *data, size_t size)
{
    rn_gzip *gzip = user;
    const unsigned char *bytes = data;
    while (size && !gzip->failed) {
        uInt part = size < CHUNK_SIZE ? (uInt)size : CHUNK_SIZE;
        gzip->stream.next_in = (Bytef *)(uintptr_t)bytes;
        gzip->stream.avail_in = part;
        pack(gzip, Z_NO_FLUSH);
        bytes += part;
        size -= part;
    }
    return !gzip->failed;
}

render_sink rn_gzip_sink(rn_gzip *gzip)
{
    return (render_sink){write_packed, gzip};
}

bool rn_gzip_finish(rn_gzip *gzip)
{
    bool packed = !gzip->failed && pack(gzip, Z_FINISH);
    rn_gzip_discard(gzip);
    return packed;
}

void rn_gzip_discard(rn_gzip *gzip)
{
    if (!gzip)
        return;
    deflateEnd(&gzip->stream);
    free(gzip);
}

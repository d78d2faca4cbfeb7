/* ISA-L's deflate: on pictures six times as fast as zlib's, and no more than a twentieth larger.
 *
 * Where it begins a stream, ISA-L 2.30 fills one slot of its table of earlier places by a hash of the address of the
 * stream instead of the text, so that of a thousand packers one found other repetitions, and made other bytes.  Only
 * the code for long pieces does: with a first piece of eight bytes, packed at once, the stream has begun before. */
#include "output/deflate.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 64 * 1024, FIRST_SIZE = 8, PIECE_MAX = 1 << 30 /* ISA-L counts in 32 bits */ };

struct rn_deflate {
    struct isal_zstream stream;
    render_sink to;
    bool failed;
    unsigned char first[FIRST_SIZE]; /* of what is packed */
    size_t first_size;
    unsigned char chunk[CHUNK_SIZE];
    _Alignas(
        16) unsigned char level_data[]; /* the library's own, of a size that depends on the level */
};

static uint32_t level_size(int level)
{
    static const uint32_t SIZES[] = {ISAL_DEF_LVL1_SMALL, ISAL_DEF_LVL2_SMALL, ISAL_DEF_LVL3_SMALL};
    return SIZES[level - 1];
}

rn_deflate *rn_deflate_new(rn_deflate_form form, int level, render_sink to)
{
    rn_deflate *deflate = calloc(1, sizeof *deflate + level_size(level));
    if (!deflate)
        return NULL;
    isal_deflate_init(&deflate->stream);
    deflate->stream.gzip_flag = form == RN_DEFLATE_GZIP ? IGZIP_GZIP : IGZIP_ZLIB;
    deflate->stream.level = (uint32_t)level;
    deflate->stream.level_buf = deflate->level_data;
    deflate->stream.level_buf_size = level_size(level);
    deflate->to = to;
    return deflate;
}

/* Packs what the stream was given; after the last of it, to the end. */
static bool pack(rn_deflate *deflate)
{
    struct isal_zstream *stream = &deflate->stream;
    do {
        stream->next_out = deflate->chunk;
        stream->avail_out = CHUNK_SIZE;
        deflate->failed = isal_deflate(stream) != COMP_OK;
        size_t size = CHUNK_SIZE - stream->avail_out;
        if (size && !deflate->to.write(deflate->to.user, deflate->chunk, size))
            deflate->failed = true;
    } while (!deflate->failed && stream->avail_out == 0);
    return !deflate->failed;
}

static void pack_piece(rn_deflate *deflate, const unsigned char *bytes, size_t size)
{
    deflate->stream.next_in = (unsigned char *)(uintptr_t)bytes; /* which is only read */
    deflate->stream.avail_in = (uint32_t)size;
    pack(deflate);
}

/* Of what comes first, returns how much is taken. */
static size_t take_first(rn_deflate *deflate, const unsigned char *bytes, size_t size)
{
    size_t room = FIRST_SIZE - deflate->first_size, part = size < room ? size : room;
    memcpy(deflate->first + deflate->first_size, bytes, part);
    deflate->first_size += part;
    if (part < room || !room)
        return part;
    deflate->stream.flush = SYNC_FLUSH;
    pack_piece(deflate, deflate->first, FIRST_SIZE);
    deflate->stream.flush = NO_FLUSH;
    return part;
}

static bool write_packed(void *user, const void *data, size_t size)
{
    rn_deflate *deflate = user;
    const unsigned char *bytes = data;
    for (size_t at = take_first(deflate, bytes, size); at < size && !deflate->failed;
         at += PIECE_MAX)
        pack_piece(deflate, bytes + at, size - at < PIECE_MAX ? size - at : PIECE_MAX);
    return !deflate->failed;
}

render_sink rn_deflate_sink(rn_deflate *deflate)
{
    return (render_sink){write_packed, deflate};
}

bool rn_deflate_finish(rn_deflate *deflate)
{
    bool has_begun = deflate->first_size == FIRST_SIZE;
    deflate->stream.end_of_stream = 1;
    if (!deflate->failed)
        pack_piece(deflate, deflate->first, has_begun ? 0 : deflate->first_size);
    bool packed = !deflate->failed;
    rn_deflate_discard(deflate);
    return packed;
}

void rn_deflate_discard(rn_deflate *deflate)
{
    free(deflate);
}

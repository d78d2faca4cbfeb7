/* gzip (RFC 1952, any number of members) and zstd (RFC 8878, any number of frames), decoded as
 * streams into a spool.  Every decoded piece is checked against the allowed expansion, of this layer
 * and of all layers together, before the next one is made.  Zip archives of one file are a codec, too:
 * see zip.h.  xz, bzip2 and lz4 are not read. */
#include "input/codec.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

#include "input/codec_members.h"
#include "input/zip.h"

static const uint64_t FREE_EXPANSION = UINT64_C(16) << 20;
static const size_t PIECE_MAX = 1 << 30; /* zlib counts in unsigned int */

bool rn_codec_put(const rn_codec_job *job, const void *data, size_t size, uint64_t consumed)
{
    if (!rn_spool_put(job->spool, data, size))
        return false;
    uint64_t decoded = job->spool->size, least = decoded / (job->expansion ? job->expansion : 1);
    if (decoded <= FREE_EXPANSION || (least <= consumed && least <= job->first_size))
        return true;
    rn_fail(job->report, RENDER_ERROR_LIMIT, 0, 0, "unpacks to more than %u times its size",
            job->expansion);
    return false;
}

render_status rn_codec_end_early(const rn_codec_job *job, const char *name)
{
    if (job->spool->size == 0)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, job->input.size, 0,
                       "the %s data ends early", name);
    rn_warn(job->report, "the %s data ends early: only its beginning is used", name);
    return RENDER_OK;
}

static bool all_zero(rn_bytes rest)
{
    for (size_t i = 0; i < rest.size; i++)
        if (rest.data[i])
            return false;
    return true;
}

void rn_codec_warn_of_tail(const rn_codec_job *job, size_t from, const char *name)
{
    rn_bytes rest = rn_bytes_slice(job->input, from, job->input.size);
    if (!all_zero(rest))
        rn_warn(job->report, "%zu bytes after the %s data are not used", rest.size, name);
}

#define GZIP_MAGIC RN_LITERAL("\x1f\x8b")
#define ZSTD_MAGIC RN_LITERAL("\x28\xb5\x2f\xfd")
#define ZIP_MAGIC RN_LITERAL("PK\x03\x04")

/* ---- gzip ------------------------------------------------------------------------------------- */

static render_status inflate_all(const rn_codec_job *job, z_stream *stream, unsigned char *chunk)
{
    rn_bytes input = job->input;
    size_t fed = 0;
    for (;;) {
        if (stream->avail_in == 0) {
            size_t piece = input.size - fed < PIECE_MAX ? input.size - fed : PIECE_MAX;
            stream->next_in = (const unsigned char *)input.data + fed;
            stream->avail_in = (unsigned)piece;
            fed += piece;
        }
        stream->next_out = chunk;
        stream->avail_out = RN_SPOOL_CHUNK;
        int code = inflate(stream, Z_NO_FLUSH);
        size_t consumed = fed - stream->avail_in;
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return rn_fail(job->report, RENDER_ERROR_MALFORMED, consumed, 0,
                           "damaged gzip data (%s)", stream->msg ? stream->msg : "no reason given");
        if (!rn_codec_put(job, chunk, RN_SPOOL_CHUNK - stream->avail_out, consumed))
            return job->report->error.status;
        if (code == Z_STREAM_END) {
            rn_bytes rest = rn_bytes_slice(input, consumed, input.size);
            if (!rn_bytes_start(rest, GZIP_MAGIC)) {
                rn_codec_warn_of_tail(job, consumed, "gzip");
                return RENDER_OK;
            }
            inflateReset(stream);
        } else if (consumed == input.size && stream->avail_out == RN_SPOOL_CHUNK) {
            return rn_codec_end_early(job, "gzip");
        }
    }
}

static render_status decode_gzip(const rn_codec_job *job)
{
    unsigned char *chunk = malloc(RN_SPOOL_CHUNK);
    z_stream stream = {0};
    if (!chunk || inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) {
        free(chunk);
        return rn_fail_memory(job->report);
    }
    render_status status = inflate_all(job, &stream, chunk);
    inflateEnd(&stream);
    free(chunk);
    return status;
}

/* ---- zstd ------------------------------------------------------------------------------------- */

/* Frames that hold no data may stand between those that do. */
static bool is_zstd_frame(rn_bytes input)
{
    return rn_bytes_start(input, ZSTD_MAGIC) ||
           (input.size >= 4 && (input.data[0] & 0xf0) == 0x50 &&
            rn_bytes_start(rn_bytes_slice(input, 1, 4), RN_LITERAL("\x2a\x4d\x18")));
}

static render_status decompress_all(const rn_codec_job *job, ZSTD_DStream *stream, void *chunk)
{
    ZSTD_inBuffer in = {job->input.data, job->input.size, 0};
    size_t left = 0; /* 0 between frames */
    for (;;) {
        if (left == 0) {
            if (in.pos == in.size)
                return RENDER_OK;
            rn_bytes rest = rn_bytes_slice(job->input, in.pos, in.size);
            if (!is_zstd_frame(rest)) {
                rn_codec_warn_of_tail(job, in.pos, "zstd");
                return RENDER_OK;
            }
        }
        ZSTD_outBuffer out = {chunk, RN_SPOOL_CHUNK, 0};
        size_t before = in.pos;
        left = ZSTD_decompressStream(stream, &out, &in);
        if (ZSTD_isError(left))
            return rn_fail(job->report, RENDER_ERROR_MALFORMED, in.pos, 0, "damaged zstd data (%s)",
                           ZSTD_getErrorName(left));
        if (!rn_codec_put(job, chunk, out.pos, in.pos))
            return job->report->error.status;
        if (left && in.pos == before && out.pos == 0)
            return rn_codec_end_early(job, "zstd");
    }
}

static render_status decode_zstd(const rn_codec_job *job)
{
    void *chunk = malloc(RN_SPOOL_CHUNK);
    ZSTD_DStream *stream = ZSTD_createDStream();
    render_status status =
        chunk && stream ? decompress_all(job, stream, chunk) : rn_fail_memory(job->report);
    ZSTD_freeDStream(stream);
    free(chunk);
    return status;
}

/* ---- the table -------------------------------------------------------------------------------- */

static const rn_codec CODECS[] = {
    {"gzip", GZIP_MAGIC, NULL, decode_gzip},
    {"zstd", ZSTD_MAGIC, NULL, decode_zstd},
    {"xz", RN_XZ_MAGIC, NULL, rn_codec_decode_xz},
    {"bzip2", RN_BZIP2_MAGIC, rn_codec_is_no_bzip2, rn_codec_decode_bzip2},
    {"lz4", RN_LZ4_MAGIC, NULL, rn_codec_decode_lz4},
    {"zip", ZIP_MAGIC, rn_zip_is_folder, rn_zip_decode},
};

const rn_codec *rn_codec_find(rn_bytes input)
{
    for (size_t i = 0; i < sizeof CODECS / sizeof CODECS[0]; i++) {
        const rn_codec *codec = &CODECS[i];
        if (rn_bytes_start(input, codec->magic) && !(codec->is_other && codec->is_other(input)))
            return codec;
    }
    return NULL;
}

/* gzip (RFC 1952, any number of members) and zstd (RFC 8878, any number of frames), decoded as
 * streams into a spool, piece by piece.  Zip archives of one file are a codec, too:
 * see zip.h; the other compressions: codec_members.h. */
#include "input/codec.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <zstd.h>

#include "input/codec_members.h"
#include "input/zip.h"

static const ptrdiff_t PIECE_MAX = 1 << 30; /* ISA-L counts in 32 bits */

#define GZIP_MAGIC RN_LITERAL("\x1f\x8b")
#define ZSTD_MAGIC RN_LITERAL("\x28\xb5\x2f\xfd")
#define ZIP_MAGIC RN_LITERAL("PK\x03\x04")

/* ---- gzip ------------------------------------------------------------------------------------- */

static const char *inflate_error(int code)
{
    switch (code) {
    case ISAL_INVALID_BLOCK:
        return "a block that is none";
    case ISAL_INVALID_SYMBOL:
        return "a code that stands for nothing";
    case ISAL_INVALID_LOOKBACK:
        return "a reference to before the beginning";
    case ISAL_UNSUPPORTED_METHOD:
        return "not deflate";
    case ISAL_INCORRECT_CHECKSUM:
        return "wrong checksum";
    default:
        return "wrong header";
    }
}

/* The library reads ahead: whole bytes among the bits that it holds are not used yet. */
static void give_back(struct inflate_state *state)
{
    uint32_t held = (uint32_t)state->read_in_length / 8;
    state->next_in -= held;
    state->avail_in += held;
}

/* Decodes one member from where the state is to its end, or to the end of the input; *ends says which. */
static render_status inflate_member(const rn_codec_job *job, struct inflate_state *state,
                                    unsigned char *chunk, bool *ends)
{
    const unsigned char *begin = (const unsigned char *)job->input.data,
                        *end = begin + job->input.size;
    isal_inflate_reset(state);
    state->crc_flag = ISAL_GZIP;
    for (;;) {
        if (state->avail_in == 0)
            state->avail_in =
                (uint32_t)(end - state->next_in < PIECE_MAX ? end - state->next_in : PIECE_MAX);
        state->next_out = chunk;
        state->avail_out = RN_SPOOL_CHUNK;
        int code = isal_inflate(state);
        size_t decoded = RN_SPOOL_CHUNK - state->avail_out;
        *ends = state->block_state == ISAL_BLOCK_FINISH;
        if (*ends)
            give_back(state);
        size_t consumed = (size_t)(state->next_in - begin);
        if (code < 0)
            return rn_fail(job->report, RENDER_ERROR_MALFORMED, consumed, 0,
                           "damaged gzip data (%s)", inflate_error(code));
        if (!rn_codec_put(job, chunk, decoded, consumed))
            return job->report->error.status;
        if (*ends || (state->next_in == end && decoded == 0))
            return RENDER_OK;
    }
}

static render_status inflate_all(const rn_codec_job *job, struct inflate_state *state,
                                 unsigned char *chunk)
{
    state->next_in = (unsigned char *)(uintptr_t)job->input.data; /* which is only read */
    bool ends;
    for (;;) {
        render_status status = inflate_member(job, state, chunk, &ends);
        if (status)
            return status;
        if (!ends)
            return rn_codec_end_early(job, "gzip");
        size_t consumed = (size_t)((const char *)state->next_in - job->input.data);
        if (!rn_bytes_start(rn_bytes_slice(job->input, consumed, job->input.size), GZIP_MAGIC)) {
            rn_codec_warn_of_tail(job, consumed, "gzip");
            return RENDER_OK;
        }
    }
}

static render_status decode_gzip(const rn_codec_job *job)
{
    unsigned char *chunk = malloc(RN_SPOOL_CHUNK);
    struct inflate_state *state = calloc(1, sizeof *state);
    render_status status =
        chunk && state ? inflate_all(job, state, chunk) : rn_fail_memory(job->report);
    free(state);
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

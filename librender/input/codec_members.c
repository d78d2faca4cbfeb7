/* See codec_members.h.  One loop feeds all three; what differs is how a member begins, goes on and ends. */
#include "input/codec_members.h"

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdlib.h>

enum { XZ_MEMORY = 256 << 20 }; /* its largest preset takes 65 MiB */

static const size_t PIECE_MAX = 1 << 30; /* bzip2 counts in unsigned int */

typedef union state {
    lzma_stream xz;
    bz_stream bzip2;
    LZ4F_dctx *lz4;
} state;

typedef enum step { STEP_ON, STEP_END, STEP_BAD, STEP_TOO_LARGE, STEP_NO_MEMORY } step;

typedef struct piece {
    rn_bytes input; /* what was not consumed yet */
    char *out;
    size_t room; /* of out: what was not made yet */
} piece;

typedef struct members {
    const char *name;
    rn_bytes magic;
    bool (*begin)(state *s);
    step (*go_on)(state *s, piece *p);
    void (*end)(state *s);
} members;

/* ---- xz --------------------------------------------------------------------------------------- */

static bool begin_xz(state *s)
{
    s->xz = (lzma_stream)LZMA_STREAM_INIT;
    return lzma_stream_decoder(&s->xz, XZ_MEMORY, 0) == LZMA_OK;
}

static step go_on_xz(state *s, piece *p)
{
    s->xz.next_in = (const uint8_t *)p->input.data;
    s->xz.avail_in = p->input.size;
    s->xz.next_out = (uint8_t *)p->out;
    s->xz.avail_out = p->room;
    lzma_ret code = lzma_code(&s->xz, LZMA_RUN);
    p->input = rn_bytes_slice(p->input, p->input.size - s->xz.avail_in, p->input.size);
    p->room = s->xz.avail_out;
    switch (code) {
    case LZMA_OK:
    case LZMA_BUF_ERROR:
        return STEP_ON;
    case LZMA_STREAM_END:
        return STEP_END;
    case LZMA_MEM_ERROR:
        return STEP_NO_MEMORY;
    case LZMA_MEMLIMIT_ERROR:
        return STEP_TOO_LARGE;
    default:
        return STEP_BAD;
    }
}

static void end_xz(state *s)
{
    lzma_end(&s->xz);
}

/* ---- bzip2 ------------------------------------------------------------------------------------ */

static bool begin_bzip2(state *s)
{
    s->bzip2 = (bz_stream){0};
    return BZ2_bzDecompressInit(&s->bzip2, 0, 0) == BZ_OK;
}

static step go_on_bzip2(state *s, piece *p)
{
    size_t size = p->input.size < PIECE_MAX ? p->input.size : PIECE_MAX;
    s->bzip2.next_in = (char *)(uintptr_t)p->input.data;
    s->bzip2.avail_in = (unsigned)size;
    s->bzip2.next_out = p->out;
    s->bzip2.avail_out = (unsigned)p->room;
    int code = BZ2_bzDecompress(&s->bzip2);
    p->input = rn_bytes_slice(p->input, size - s->bzip2.avail_in, p->input.size);
    p->room = s->bzip2.avail_out;
    return code == BZ_STREAM_END  ? STEP_END
           : code == BZ_OK        ? STEP_ON
           : code == BZ_MEM_ERROR ? STEP_NO_MEMORY
                                  : STEP_BAD;
}

static void end_bzip2(state *s)
{
    BZ2_bzDecompressEnd(&s->bzip2);
}

bool rn_codec_is_no_bzip2(rn_bytes input)
{
    static const rn_bytes blocks[] = {RN_LITERAL("1AY&SY"), RN_LITERAL("\x17\x72\x45\x38\x50\x90")};
    enum { LEVEL = 3, START = 4 };
    if (input.size <= START || input.data[LEVEL] < '1' || input.data[LEVEL] > '9')
        return true;
    rn_bytes block = rn_bytes_slice(input, START, input.size);
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (rn_bytes_start(block, blocks[i]) || rn_bytes_start(blocks[i], block))
            return false;
    return true;
}

/* ---- lz4 -------------------------------------------------------------------------------------- */

static bool begin_lz4(state *s)
{
    return !LZ4F_isError(LZ4F_createDecompressionContext(&s->lz4, LZ4F_VERSION));
}

static step go_on_lz4(state *s, piece *p)
{
    size_t made = p->room, taken = p->input.size;
    size_t left = LZ4F_decompress(s->lz4, p->out, &made, p->input.data, &taken, NULL);
    if (LZ4F_isError(left))
        return strcmp(LZ4F_getErrorName(left), "ERROR_allocation_failed") ? STEP_BAD
                                                                          : STEP_NO_MEMORY;
    p->input = rn_bytes_slice(p->input, taken, p->input.size);
    p->room -= made;
    return left ? STEP_ON : STEP_END;
}

static void end_lz4(state *s)
{
    LZ4F_freeDecompressionContext(s->lz4);
}

/* ---- the loop --------------------------------------------------------------------------------- */

static render_status fail(const rn_codec_job *job, const members *m, step done, size_t at)
{
    if (done == STEP_NO_MEMORY)
        return rn_fail_memory(job->report);
    if (done == STEP_TOO_LARGE)
        return rn_fail(job->report, RENDER_ERROR_LIMIT, at, 0,
                       "%s data that takes more than %d MiB to unpack", m->name, XZ_MEMORY >> 20);
    return rn_fail(job->report, RENDER_ERROR_MALFORMED, at, 0, "damaged %s data", m->name);
}

/* A member to its end.  *rest is what follows it. */
static render_status decode_member(const rn_codec_job *job, const members *m, state *s, char *chunk,
                                   rn_bytes *rest)
{
    for (;;) {
        piece p = {*rest, chunk, RN_SPOOL_CHUNK};
        step done = m->go_on(s, &p);
        size_t consumed = job->input.size - p.input.size, made = RN_SPOOL_CHUNK - p.room;
        if (done > STEP_END)
            return fail(job, m, done, consumed);
        if (!rn_codec_put(job, chunk, made, consumed))
            return job->report->error.status;
        bool is_stuck = made == 0 && p.input.size == rest->size;
        *rest = p.input;
        if (done == STEP_END)
            return RENDER_OK;
        if (is_stuck) {
            *rest = rn_bytes_slice(*rest, rest->size, rest->size);
            return rn_codec_end_early(job, m->name);
        }
    }
}

static render_status decode_members(const rn_codec_job *job, const members *m)
{
    state s;
    rn_bytes rest = job->input;
    render_status status = RENDER_OK;
    char *chunk = malloc(RN_SPOOL_CHUNK);
    if (!chunk)
        return rn_fail_memory(job->report);
    while (status == RENDER_OK && rn_bytes_start(rest, m->magic)) {
        if (!m->begin(&s)) {
            status = rn_fail_memory(job->report);
            break;
        }
        status = decode_member(job, m, &s, chunk, &rest);
        m->end(&s);
    }
    free(chunk);
    if (status == RENDER_OK && rest.size)
        rn_codec_warn_of_tail(job, job->input.size - rest.size, m->name);
    return status;
}

render_status rn_codec_decode_xz(const rn_codec_job *job)
{
    static const members xz = {"xz", RN_XZ_MAGIC, begin_xz, go_on_xz, end_xz};
    return decode_members(job, &xz);
}

render_status rn_codec_decode_bzip2(const rn_codec_job *job)
{
    static const members bzip2 = {"bzip2", RN_BZIP2_MAGIC, begin_bzip2, go_on_bzip2, end_bzip2};
    return decode_members(job, &bzip2);
}

render_status rn_codec_decode_lz4(const rn_codec_job *job)
{
    static const members lz4 = {"lz4", RN_LZ4_MAGIC, begin_lz4, go_on_lz4, end_lz4};
    return decode_members(job, &lz4);
}

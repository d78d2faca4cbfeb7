/* Zip archives: their members are unpacked by zlib, and what comes out goes through the checks of every codec:
 * the limit of decoded bytes, and the expansion of the member and of the archive.  Nothing of what an
 * archive says of itself is believed before that: sizes only make a member that is plainly too large
 * fail early.  Size and checksum must be right at the end.
 *
 * Left out: methods other than 'stored' and 'deflated', encryption, archives in several parts, and
 * what is only beside members: comments, times, permissions. */
#include "input/zip.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

#include "input/zip_directory.h"

static const size_t PIECE_MAX = 1 << 30; /* zlib counts in unsigned int */

static render_status fail(rn_report *report, const char *wrong)
{
    return rn_fail(report, RENDER_ERROR_MALFORMED, 0, 0, "damaged zip archive (%s)", wrong);
}

/* ---- archives --------------------------------------------------------------------------------- */

render_status rn_zip_open(rn_zip *zip, rn_bytes bytes, rn_report *report)
{
    rn_zip_directory d = rn_zip_directory_of(bytes);
    rn_zip_entry entry;
    *zip = (rn_zip){bytes, report};
    while (rn_zip_directory_next(&d, &entry))
        ;
    return d.wrong ? fail(report, d.wrong) : RENDER_OK;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool is_same_name(rn_bytes a, rn_bytes b)
{
    bool same = a.size == b.size;
    for (size_t i = 0; same && i < a.size; i++)
        same = lower(a.data[i]) == lower(b.data[i]);
    return same;
}

uint64_t rn_zip_find(const rn_zip *zip, const char *name)
{
    rn_zip_directory d = rn_zip_directory_of(zip->bytes);
    rn_zip_entry entry;
    for (uint64_t i = 0; rn_zip_directory_next(&d, &entry); i++)
        if (is_same_name(entry.name, rn_bytes_of(name)))
            return i;
    return RN_ZIP_NONE;
}

/* ---- members ---------------------------------------------------------------------------------- */

static render_status check_member(const rn_zip_entry *about, const rn_codec_job *job)
{
    if (about->is_encrypted)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, 0, 0, "the zip archive is encrypted");
    if (about->method != RN_ZIP_STORED && about->method != RN_ZIP_DEFLATED)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, 0, 0,
                       "the zip archive is packed by method %u, not stored or deflated",
                       about->method);
    if (about->size > job->spool->limit)
        return rn_fail(job->report, RENDER_ERROR_LIMIT, 0, 0, "more than %llu bytes of input",
                       (unsigned long long)job->spool->limit);
    return RENDER_OK;
}

/* What came out of a member so far. */
typedef struct unpacked {
    const rn_codec_job *job;
    uint64_t packed_size, size;
    uLong checksum;
} unpacked;

static bool put(unpacked *u, const void *data, size_t size)
{
    u->size += size;
    u->checksum = crc32(u->checksum, data, (uInt)size);
    return rn_codec_put(u->job, data, size, u->packed_size);
}

static render_status copy_stored(unpacked *u, rn_bytes data)
{
    for (size_t at = 0, size; at < data.size; at += size) {
        size = data.size - at < RN_SPOOL_CHUNK ? data.size - at : RN_SPOOL_CHUNK;
        if (!put(u, data.data + at, size))
            break;
    }
    return u->job->report->error.status;
}

static render_status inflate_all(unpacked *u, z_stream *stream, rn_bytes data, unsigned char *chunk)
{
    size_t fed = 0;
    for (int code = Z_OK; code != Z_STREAM_END;) {
        if (stream->avail_in == 0 && fed < data.size) {
            size_t piece = data.size - fed < PIECE_MAX ? data.size - fed : PIECE_MAX;
            stream->next_in = (const unsigned char *)data.data + fed;
            stream->avail_in = (uInt)piece;
            fed += piece;
        }
        stream->next_out = chunk;
        stream->avail_out = RN_SPOOL_CHUNK;
        code = inflate(stream, Z_NO_FLUSH);
        size_t made = RN_SPOOL_CHUNK - stream->avail_out;
        if (code == Z_MEM_ERROR)
            return rn_fail_memory(u->job->report);
        if (code != Z_OK && code != Z_STREAM_END)
            return fail(u->job->report, stream->msg ? stream->msg : "a member ends early");
        if (made && !put(u, chunk, made))
            return u->job->report->error.status;
    }
    return RENDER_OK;
}

static render_status copy_deflated(unpacked *u, rn_bytes data)
{
    unsigned char *chunk = malloc(RN_SPOOL_CHUNK);
    z_stream stream = {0};
    if (!chunk || inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        free(chunk);
        return rn_fail_memory(u->job->report);
    }
    render_status status = inflate_all(u, &stream, data, chunk);
    inflateEnd(&stream);
    free(chunk);
    return status;
}

static render_status decode_entry(rn_bytes bytes, const rn_zip_entry *entry,
                                  const rn_codec_job *job)
{
    rn_bytes data;
    const char *wrong;
    if (check_member(entry, job))
        return job->report->error.status;
    if (!rn_zip_data(bytes, entry, &data, &wrong))
        return fail(job->report, wrong);
    unpacked u = {.job = job, .packed_size = data.size, .checksum = crc32(0, NULL, 0)};
    if (entry->method == RN_ZIP_STORED ? copy_stored(&u, data) : copy_deflated(&u, data))
        return job->report->error.status;
    if (u.size != entry->size)
        return fail(job->report, "a member has not the size that it should have");
    return u.checksum == entry->checksum ? RENDER_OK : fail(job->report, "CRC error");
}

static render_status decode_member(rn_bytes bytes, uint64_t member, const rn_codec_job *job)
{
    rn_zip_directory d = rn_zip_directory_of(bytes);
    rn_zip_entry entry;
    for (uint64_t i = 0; rn_zip_directory_next(&d, &entry); i++)
        if (i == member)
            return decode_entry(bytes, &entry, job);
    return fail(job->report, d.wrong ? d.wrong : "a member is not there");
}

render_status rn_zip_read(const rn_zip *zip, uint64_t member, const char *temporary,
                          const render_limits *limits, rn_source *out)
{
    rn_spool spool;
    rn_spool_init(&spool, temporary, limits->decoded_bytes, zip->report);
    rn_codec_job job = {zip->bytes, zip->bytes.size, limits->expansion, &spool, zip->report};
    if (decode_member(zip->bytes, member, &job) == RENDER_OK)
        return rn_spool_finish(&spool, out);
    rn_spool_discard(&spool);
    return zip->report->error.status;
}

/* ---- archives of one file --------------------------------------------------------------------- */

/* Folders are no files, and neither is what macOS puts beside each. */
static bool is_file(rn_bytes name)
{
    return !rn_bytes_end(name, RN_LITERAL("/")) && !rn_bytes_start(name, RN_LITERAL("__MACOSX/"));
}

/* How many files there are, up to 2; *file is the first of those. */
static int count_files(rn_zip_directory *d, uint64_t *file)
{
    rn_zip_entry entry;
    int files = 0;
    for (uint64_t i = 0; files < 2 && rn_zip_directory_next(d, &entry); i++) {
        if (!is_file(entry.name))
            continue;
        *file = files ? *file : i;
        files++;
    }
    return files;
}

/* What is damaged is no folder: its codec says what is wrong with it. */
bool rn_zip_is_folder(rn_bytes input)
{
    uint64_t file = 0;
    rn_zip_directory d = rn_zip_directory_of(input);
    int files = count_files(&d, &file);
    return !d.wrong && files != 1;
}

render_status rn_zip_decode(const rn_codec_job *job)
{
    rn_zip zip;
    uint64_t file = 0;
    render_status status = rn_zip_open(&zip, job->input, job->report);
    rn_zip_directory d = rn_zip_directory_of(job->input);
    if (status == RENDER_OK && count_files(&d, &file) == 1)
        status = decode_member(job->input, file, job);
    return status;
}

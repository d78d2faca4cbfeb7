/* Opens inputs.  Regular files are mapped where they are (small ones are read: that is cheaper),
 * everything else is read to its end through a spool.
 *
 * A file that another process shortens while it is mapped raises SIGBUS: see librender.h. */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/codec.h"
#include "input/encoding.h"
#include "input/spool.h"

enum { MAP_MIN = 64 * 1024 };

void rn_source_borrow(rn_source *out, rn_bytes bytes)
{
    *out = (rn_source){.bytes = bytes};
}

void rn_source_close(rn_source *source)
{
    if (source->mapped)
        munmap(source->mapped, source->mapped_size);
    free(source->owned);
    *source = (rn_source){.bytes = {"", 0}};
}

static render_status fail_errno(rn_report *report)
{
    return rn_fail(report, RENDER_ERROR_IO, 0, 0, "%s", strerror(errno));
}

/* Reads what is left of a stream. */
static render_status read_stream(rn_source *out, int descriptor, const char *temporary,
                                 const render_limits *limits, rn_report *report)
{
    char *chunk = malloc(RN_SPOOL_CHUNK);
    if (!chunk)
        return rn_fail_memory(report);
    rn_spool spool;
    rn_spool_init(&spool, temporary, limits->decoded_bytes, report);
    ssize_t got;
    bool ok = true;
    while (ok && (got = read(descriptor, chunk, RN_SPOOL_CHUNK)) != 0) {
        if (got > 0) {
            ok = rn_spool_put(&spool, chunk, (size_t)got);
        } else if (errno != EINTR) {
            fail_errno(report);
            ok = false;
        }
    }
    free(chunk);
    if (ok)
        return rn_spool_finish(&spool, out);
    rn_spool_discard(&spool);
    return report->error.status;
}

/* Maps a regular file from its current position; false when that does not work. */
static bool map_rest(rn_source *out, int descriptor, uint64_t size)
{
    off_t position = lseek(descriptor, 0, SEEK_CUR);
    if (position < 0 || (uint64_t)position > size || size > SIZE_MAX)
        return false;
    void *data = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data == MAP_FAILED)
        return false;
    madvise(data, (size_t)size, MADV_SEQUENTIAL);
    size_t start = (size_t)position;
    *out = (rn_source){.bytes = {(const char *)data + start, (size_t)size - start},
                       .mapped = data,
                       .mapped_size = (size_t)size};
    return true;
}

render_status rn_source_read(rn_source *out, int descriptor, const char *temporary,
                             const render_limits *limits, rn_report *report)
{
    *out = (rn_source){.bytes = {"", 0}};
    struct stat about;
    if (fstat(descriptor, &about) < 0)
        return fail_errno(report);
    if (S_ISDIR(about.st_mode))
        return rn_fail(report, RENDER_ERROR_IO, 0, 0, "is a directory");
    if (S_ISREG(about.st_mode) && about.st_size >= MAP_MIN &&
        map_rest(out, descriptor, (uint64_t)about.st_size))
        return RENDER_OK;
    return read_stream(out, descriptor, temporary, limits, report);
}

render_status rn_source_open(rn_source *out, const char *path, const char *temporary,
                             const render_limits *limits, rn_report *report)
{
    *out = (rn_source){.bytes = {"", 0}};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail_errno(report);
    render_status status = rn_source_read(out, descriptor, temporary, limits, report);
    close(descriptor);
    return status;
}

static void tell(rn_buffer *detection, const char *word)
{
    if (detection->size)
        rn_put_text(detection, ", ");
    rn_put_text(detection, word);
}

/* Puts what `made` holds in the place of the source. */
static void replace(rn_source *source, const rn_source *made)
{
    rn_source_close(source);
    *source = *made;
}

static render_status peel_codecs(rn_source *source, const char *temporary,
                                 const render_limits *limits, rn_buffer *detection,
                                 rn_report *report)
{
    uint64_t first_size = source->bytes.size;
    const rn_codec *codec;
    for (uint32_t layer = 0; (codec = rn_codec_find(source->bytes)); layer++) {
        if (layer == limits->codec_layers)
            return rn_fail(report, RENDER_ERROR_LIMIT, 0, 0, "packed more than %u times",
                           limits->codec_layers);
        rn_spool spool;
        rn_spool_init(&spool, temporary, limits->decoded_bytes, report);
        rn_codec_job job = {source->bytes, first_size, limits->expansion, &spool, report};
        rn_source decoded;
        render_status status = codec->decode(&job);
        if (status != RENDER_OK) {
            rn_spool_discard(&spool);
            return status;
        }
        status = rn_spool_finish(&spool, &decoded);
        if (status != RENDER_OK)
            return status;
        replace(source, &decoded);
        tell(detection, codec->name);
    }
    return RENDER_OK;
}

render_status rn_source_decode(rn_source *source, const char *temporary,
                               const render_limits *limits, rn_buffer *detection, rn_report *report)
{
    render_status status = peel_codecs(source, temporary, limits, detection, report);
    if (status != RENDER_OK)
        return status;
    rn_encoding encoding = rn_encoding_find(source->bytes);
    size_t mark = rn_encoding_mark(source->bytes, encoding);
    rn_bytes text = rn_bytes_slice(source->bytes, mark, source->bytes.size);
    if (encoding == RN_ENCODING_BYTES) {
        source->bytes = text;
        return RENDER_OK;
    }
    rn_spool spool;
    rn_source decoded;
    rn_spool_init(&spool, temporary, limits->decoded_bytes, report);
    if (!rn_encoding_decode(text, encoding, &spool)) {
        rn_spool_discard(&spool);
        return report->error.status;
    }
    status = rn_spool_finish(&spool, &decoded);
    if (status != RENDER_OK)
        return status;
    replace(source, &decoded);
    tell(detection, "UTF-16");
    return RENDER_OK;
}

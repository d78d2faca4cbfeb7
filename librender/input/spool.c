/* See spool.h.  The temporary file has no name from the start (O_TMPFILE), or loses it at once where
 * the file system cannot do that: nothing stays behind, however the process ends. */
#include "input/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/descriptor.h"
#include "base/grow.h"

enum { MEMORY_MAX = 4 * 1024 * 1024 };

void rn_spool_init(rn_spool *spool, const char *folder, uint64_t limit, rn_report *report)
{
    *spool = (rn_spool){
        .folder = folder ? folder : "/tmp", .report = report, .limit = limit, .file = -1};
}

void rn_spool_discard(rn_spool *spool)
{
    free(spool->memory);
    spool->memory = NULL;
    if (spool->file >= 0)
        close(spool->file);
    spool->file = -1;
}

static int open_named(const char *folder)
{
    static const char name[] = "/profdraw-XXXXXX";
    size_t length = strlen(folder);
    char *path = malloc(length + sizeof name);
    if (!path)
        return -1;
    memcpy(path, folder, length);
    memcpy(path + length, name, sizeof name);
    int file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    free(path);
    return file;
}

static int open_unnamed(const char *folder)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    return file >= 0 ? file : open_named(folder);
}

static bool fail(rn_spool *spool)
{
    rn_fail(spool->report, RENDER_ERROR_IO, 0, 0, "cannot spool to %s: %s", spool->folder,
            strerror(errno));
    return false;
}

static bool write_to_file(rn_spool *spool, const void *data, size_t size)
{
    return rn_write_all(spool->file, data, size) || fail(spool);
}

static bool move_to_file(rn_spool *spool)
{
    spool->file = open_unnamed(spool->folder);
    if (spool->file < 0)
        return fail(spool);
    bool ok = write_to_file(spool, spool->memory, (size_t)spool->size);
    free(spool->memory);
    spool->memory = NULL;
    return ok;
}

bool rn_spool_put(rn_spool *spool, const void *data, size_t size)
{
    if (size > spool->limit - spool->size) {
        rn_fail(spool->report, RENDER_ERROR_LIMIT, 0, 0, "more than %llu bytes of input",
                (unsigned long long)spool->limit);
        return false;
    }
    if (size == 0)
        return true;
    if (spool->file < 0 && spool->size + size > MEMORY_MAX && !move_to_file(spool))
        return false;
    if (spool->file >= 0) {
        if (!write_to_file(spool, data, size))
            return false;
    } else {
        if (!RN_GROW(spool->memory, spool->capacity, (size_t)spool->size + size)) {
            rn_fail_memory(spool->report);
            return false;
        }
        memcpy(spool->memory + spool->size, data, size);
    }
    spool->size += size;
    return true;
}

static render_status map_file(rn_spool *spool, rn_source *out)
{
    if (spool->size > SIZE_MAX)
        return rn_fail(spool->report, RENDER_ERROR_LIMIT, 0, 0, "too large to be mapped");
    size_t size = (size_t)spool->size;
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, spool->file, 0);
    if (data == MAP_FAILED) {
        fail(spool);
        return RENDER_ERROR_IO;
    }
    *out = (rn_source){.bytes = {data, size}, .mapped = data, .mapped_size = size};
    return RENDER_OK;
}

render_status rn_spool_finish(rn_spool *spool, rn_source *out)
{
    render_status status = RENDER_OK;
    if (spool->file >= 0) {
        status = map_file(spool, out);
    } else {
        *out = (rn_source){.bytes = {spool->memory ? spool->memory : "", (size_t)spool->size},
                           .owned = spool->memory};
        spool->memory = NULL;
    }
    rn_spool_discard(spool);
    return status;
}

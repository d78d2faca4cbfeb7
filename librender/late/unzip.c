/* Zip archives, read by libzip from memory.  What it unpacks goes through the checks of every codec:
 * the limit of decoded bytes, and the expansion of the member and of the archive.  Nothing of what an
 * archive says of itself is believed before that: sizes only make a member that is plainly too large
 * fail early.
 *
 * Left out: methods other than 'stored' and 'deflated', encryption, archives in several parts, and
 * what is only beside members: comments, times, permissions. */
#include <stdlib.h>
#include <zip.h>

#include "input/codec.h"
#include "late/parts.h"

static zip_t *open_archive(rn_bytes bytes, zip_error_t *error)
{
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, error);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, error) : NULL;
    if (source && !archive)
        zip_source_free(source);
    return archive;
}

static render_status fail(rn_report *report, zip_error_t *error)
{
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY)
        return rn_fail_memory(report);
    return rn_fail(report, RENDER_ERROR_MALFORMED, 0, 0, "damaged zip archive (%s)",
                   zip_error_strerror(error));
}

/* ---- members ---------------------------------------------------------------------------------- */

static render_status check_member(const zip_stat_t *about, const rn_codec_job *job)
{
    if (about->encryption_method != ZIP_EM_NONE)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, 0, 0, "the zip archive is encrypted");
    if (about->comp_method != ZIP_CM_STORE && about->comp_method != ZIP_CM_DEFLATE)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, 0, 0,
                       "the zip archive is packed by method %u, not stored or deflated",
                       about->comp_method);
    if (about->size > job->spool->limit)
        return rn_fail(job->report, RENDER_ERROR_LIMIT, 0, 0, "more than %llu bytes of input",
                       (unsigned long long)job->spool->limit);
    return RENDER_OK;
}

static render_status copy_member(zip_file_t *file, uint64_t packed_size, const rn_codec_job *job)
{
    char *chunk = malloc(RN_SPOOL_CHUNK);
    zip_int64_t got;
    if (!chunk)
        return rn_fail_memory(job->report);
    while ((got = zip_fread(file, chunk, RN_SPOOL_CHUNK)) > 0)
        if (!rn_codec_put(job, chunk, (size_t)got, packed_size))
            break;
    free(chunk);
    return got < 0 ? fail(job->report, zip_file_get_error(file)) : job->report->error.status;
}

static render_status unpack(zip_t *archive, uint64_t member, const rn_codec_job *job)
{
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(archive, member, 0, &about) < 0)
        return fail(job->report, zip_get_error(archive));
    if (check_member(&about, job))
        return job->report->error.status;
    zip_file_t *file = zip_fopen_index(archive, member, 0);
    if (!file)
        return fail(job->report, zip_get_error(archive));
    uint64_t packed_size = about.comp_size < job->input.size ? about.comp_size : job->input.size;
    render_status status = copy_member(file, packed_size, job);
    zip_fclose(file);
    return status;
}

/* ---- archives of one file --------------------------------------------------------------------- */

/* Folders are no files, and neither is what macOS puts beside each. */
static bool is_file(rn_bytes name)
{
    return !rn_bytes_end(name, RN_LITERAL("/")) && !rn_bytes_start(name, RN_LITERAL("__MACOSX/"));
}

/* How many files there are, up to 2; *file is the last of those. */
static int count_files(zip_t *archive, uint64_t *file)
{
    zip_int64_t count = zip_get_num_entries(archive, 0);
    int files = 0;
    for (zip_int64_t i = 0; i < count && files < 2; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (!name || !is_file(rn_bytes_of(name)))
            continue;
        *file = (uint64_t)i;
        files++;
    }
    return files;
}

/* What is damaged is no folder: to unpack it says what is wrong with it. */
bool rn_unzip_is_folder(rn_bytes bytes)
{
    uint64_t file;
    zip_error_t error;
    zip_error_init(&error);
    zip_t *archive = open_archive(bytes, &error);
    bool is_folder = archive && count_files(archive, &file) != 1;
    if (archive)
        zip_discard(archive);
    zip_error_fini(&error);
    return is_folder;
}

/* ---- what is asked for ------------------------------------------------------------------------ */

static render_status unpack_named(zip_t *archive, const char *name, const rn_codec_job *job)
{
    zip_int64_t member = zip_name_locate(archive, name, ZIP_FL_NOCASE);
    if (member < 0)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, 0, 0, "there is no %s in it", name);
    return unpack(archive, (uint64_t)member, job);
}

static render_status unpack_only(zip_t *archive, const rn_codec_job *job)
{
    uint64_t member;
    if (count_files(archive, &member) != 1)
        return rn_fail(job->report, RENDER_ERROR_MALFORMED, 0, 0, "it holds not one file");
    return unpack(archive, member, job);
}

render_status rn_unzip(const rn_codec_job *job, const char *name)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *archive = open_archive(job->input, &error);
    if (!archive)
        fail(job->report, &error);
    else if (name)
        unpack_named(archive, name, job);
    else
        unpack_only(archive, job);
    if (archive)
        zip_discard(archive);
    zip_error_fini(&error);
    return job->report->error.status;
}

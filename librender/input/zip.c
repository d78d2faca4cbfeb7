/* Zip archives, read by libzip from memory.  What it unpacks goes through the checks of every codec:
 * the limit of decoded bytes, and the expansion of the member and of the archive.  Nothing of what an
 * archive says of itself is believed before that: sizes only make a member that is plainly too large
 * fail early.
 *
 * Left out: methods other than 'stored' and 'deflated', encryption, archives in several parts, and
 * what is only beside members: comments, times, permissions. */
#include "input/zip.h"

#include <stdlib.h>
#include <zip.h>

static zip_t *archive_of(const rn_zip *zip)
{
    return zip->archive;
}

/* ---- archives --------------------------------------------------------------------------------- */

static zip_t *open_bytes(rn_bytes bytes, zip_error_t *error)
{
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, error);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, error) : NULL;
    if (source && !archive)
        zip_source_free(source);
    return archive;
}

render_status rn_zip_open(rn_zip *zip, rn_bytes bytes, rn_report *report)
{
    zip_error_t error;
    zip_error_init(&error);
    *zip = (rn_zip){open_bytes(bytes, &error), bytes, report};
    if (!zip->archive && zip_error_code_zip(&error) == ZIP_ER_MEMORY)
        rn_fail_memory(report);
    else if (!zip->archive)
        rn_fail(report, RENDER_ERROR_MALFORMED, 0, 0, "damaged zip archive (%s)",
                zip_error_strerror(&error));
    zip_error_fini(&error);
    return report->error.status;
}

void rn_zip_close(rn_zip *zip)
{
    if (zip->archive)
        zip_discard(archive_of(zip));
    zip->archive = NULL;
}

uint64_t rn_zip_find(const rn_zip *zip, const char *name)
{
    zip_int64_t index = zip_name_locate(archive_of(zip), name, ZIP_FL_NOCASE);
    return index < 0 ? RN_ZIP_NONE : (uint64_t)index;
}

/* ---- members ---------------------------------------------------------------------------------- */

static render_status fail(rn_report *report, zip_error_t *error)
{
    return rn_fail(report, RENDER_ERROR_MALFORMED, 0, 0, "damaged zip archive (%s)",
                   zip_error_strerror(error));
}

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

static render_status decode_member(const rn_zip *zip, uint64_t member, const rn_codec_job *job)
{
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(archive_of(zip), member, 0, &about) < 0)
        return fail(job->report, zip_get_error(archive_of(zip)));
    if (check_member(&about, job))
        return job->report->error.status;
    zip_file_t *file = zip_fopen_index(archive_of(zip), member, 0);
    if (!file)
        return fail(job->report, zip_get_error(archive_of(zip)));
    uint64_t packed_size = about.comp_size < zip->bytes.size ? about.comp_size : zip->bytes.size;
    render_status status = copy_member(file, packed_size, job);
    zip_fclose(file);
    return status;
}

render_status rn_zip_read(const rn_zip *zip, uint64_t member, const char *temporary,
                          const render_limits *limits, rn_source *out)
{
    rn_spool spool;
    rn_spool_init(&spool, temporary, limits->decoded_bytes, zip->report);
    rn_codec_job job = {zip->bytes, zip->bytes.size, limits->expansion, &spool, zip->report};
    if (decode_member(zip, member, &job) == RENDER_OK)
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

/* What is damaged is no folder: its codec says what is wrong with it. */
bool rn_zip_is_folder(rn_bytes input)
{
    uint64_t file;
    zip_error_t error;
    zip_error_init(&error);
    zip_t *archive = open_bytes(input, &error);
    bool is_folder = archive && count_files(archive, &file) != 1;
    if (archive)
        zip_discard(archive);
    zip_error_fini(&error);
    return is_folder;
}

render_status rn_zip_decode(const rn_codec_job *job)
{
    rn_zip zip;
    uint64_t file;
    render_status status = rn_zip_open(&zip, job->input, job->report);
    if (status == RENDER_OK && count_files(archive_of(&zip), &file) == 1)
        status = decode_member(&zip, file, job);
    rn_zip_close(&zip);
    return status;
}

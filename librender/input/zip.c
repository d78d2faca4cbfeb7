/* Zip archives, unpacked by librender-late: see its unzip.c. */
#include "input/zip.h"

#include "base/late.h"

render_status rn_zip_read(rn_bytes archive, const char *name, const char *temporary,
                          const render_limits *limits, rn_source *out, rn_report *report)
{
    const rn_late *late = rn_late_get(report);
    if (!late)
        return report->error.status;
    rn_spool spool;
    rn_spool_init(&spool, temporary, limits->decoded_bytes, report);
    rn_codec_job job = {archive, archive.size, limits->expansion, &spool, report};
    if (late->unzip(&job, name) == RENDER_OK)
        return rn_spool_finish(&spool, out);
    rn_spool_discard(&spool);
    return report->error.status;
}

/* Without its library none is a folder: the codec then says what is missing. */
bool rn_zip_is_folder(rn_bytes input)
{
    rn_report unheard = {0};
    const rn_late *late = rn_late_get(&unheard);
    rn_report_finish(&unheard);
    return late && late->is_zip_folder(input);
}

render_status rn_zip_decode(const rn_codec_job *job)
{
    const rn_late *late = rn_late_get(job->report);
    return late ? late->unzip(job, NULL) : job->report->error.status;
}

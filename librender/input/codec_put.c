/* What codecs share.  Every decoded piece is checked against the allowed expansion, of this layer and of all
 * layers together, before the next one is made. */
#include "input/codec.h"

static const uint64_t FREE_EXPANSION = UINT64_C(16) << 20;

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
        rn_warn(job->report, "%zu byte(s) after the %s data are not used", rest.size, name);
}

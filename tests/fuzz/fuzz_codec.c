/* The fuzz target of one compression, whose name is FUZZ_CODEC: whatever the bytes, what comes out is bounded, and
 * the same each time. */
#include "input/codec.h"

#include "promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DECODED_MAX = 1 << 22 };

/* The status; what was decoded, which may be nothing, is in *out. */
static render_status decode(const rn_codec *codec, rn_bytes input, uint64_t most, rn_source *out)
{
    rn_spool spool;
    rn_report report = {0};
    rn_spool_init(&spool, NULL, most, &report);
    rn_codec_job job = {input, input.size, 1000, &spool, &report};
    render_status status = codec->decode(&job);
    promise(spool.size <= most, "the bound of decoded bytes");
    *out = (rn_source){.bytes = {"", 0}};
    if (status)
        rn_spool_discard(&spool);
    else
        status = rn_spool_finish(&spool, out);
    promise(status == report.error.status, "the status is the report's");
    promise_report(&report, status);
    rn_report_finish(&report);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rn_bytes input = {(const char *)data, size};
    const rn_codec *codec = rn_codec_find(input);
    rn_source once, again;
    if (!codec || strcmp(codec->name, FUZZ_CODEC) != 0)
        return 0;
    render_status status = decode(codec, input, DECODED_MAX, &once);
    promise(decode(codec, input, DECODED_MAX, &again) == status, "the same result each time");
    promise(rn_bytes_equal(once.bytes, again.bytes), "the same bytes each time");
    rn_source_close(&again);
    if (once.bytes.size) {
        status = decode(codec, input, once.bytes.size - 1, &again);
        promise(status == RENDER_ERROR_LIMIT, "one byte too many is told");
        rn_source_close(&again);
    }
    rn_source_close(&once);
    return 0;
}

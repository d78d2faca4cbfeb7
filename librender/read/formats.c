/* The table of readers, the loosest grammar last, and the contest between them. */
#include "read/formats.h"

/* One row a line, which builds of the fuzz targets read. */
/* clang-format off */
const rn_format *const rn_formats[] = {
    &rn_format_pstats,
    &rn_format_pprof,
    &rn_format_gperftoolscpu,
    &rn_format_speedscope,
    &rn_format_v8log,
    &rn_format_gecko,
    &rn_format_firefox,
    &rn_format_pyinstrument,
    &rn_format_safari,
    &rn_format_trace,
    &rn_format_cpuprofile,
    &rn_format_heapprofile,
    &rn_format_gprof2dot,
    &rn_format_stackprof,
    &rn_format_ghcjson,
    &rn_format_dhat,
    &rn_format_callgrind,
    &rn_format_gprof,
    &rn_format_axe,
    &rn_format_hprof,
    &rn_format_sleepy,
    &rn_format_vtune,
    &rn_format_vsprof,
    &rn_format_xperf,
    &rn_format_json,
    &rn_format_pprofraw,
    &rn_format_gperftoolstext,
    &rn_format_pmcstat,
    &rn_format_treejson,
    &rn_format_sysprofxml,
    &rn_format_xctrace,
    &rn_format_svg,
    &rn_format_sample,
    &rn_format_instruments,
    &rn_format_perf,
    &rn_format_jstack,
    &rn_format_javacore,
    &rn_format_ljp,
    &rn_format_pyspydump,
    &rn_format_faulthandler,
    &rn_format_eustack,
    &rn_format_gdb,
    &rn_format_procstack,
    &rn_format_wcp,
    &rn_format_javaexc,
    &rn_format_paths,
    &rn_format_bpftrace,
    &rn_format_dtrace,
    &rn_format_stap,
    &rn_format_strace,
    &rn_format_ghcprof,
    &rn_format_importtime,
    &rn_format_xdebug,
    &rn_format_papyrus,
    &rn_format_rprof,
    &rn_format_austin,
    &rn_format_folded,
};
/* clang-format on */
const size_t rn_format_count = sizeof rn_formats / sizeof rn_formats[0];

const rn_format *rn_format_find(const char *name)
{
    for (size_t i = 0; name && i < rn_format_count; i++)
        if (strcmp(rn_formats[i]->name, name) == 0)
            return rn_formats[i];
    return NULL;
}

/* ---- detection -------------------------------------------------------------------------------- */

rn_bytes rn_format_suffix(const rn_format *format, const char *path)
{
    rn_bytes name = rn_bytes_of(path);
    const char *suffix = format->suffixes;
    while (*suffix) {
        size_t size = strcspn(suffix, " ");
        if (rn_bytes_end(name, (rn_bytes){suffix, size}))
            return (rn_bytes){suffix, size};
        suffix += size + (suffix[size] == ' ');
    }
    return RN_LITERAL("");
}

static bool has_suffix(const rn_format *format, const char *path)
{
    return rn_format_suffix(format, path).size;
}

static void tell_bid(rn_buffer *out, const rn_format *format, int bid)
{
    rn_put_text(out, format->name);
    rn_put_text(out, " ");
    rn_put_uint(out, (uint64_t)bid);
    rn_put_text(out, " %");
}

enum { SURE = 100 };

/* Whether no other format can be taken instead. */
static bool is_settled(const rn_format *best, int bid, const char *path)
{
    return bid >= SURE && has_suffix(best, path);
}

const rn_format *rn_format_detect(rn_bytes input, const char *path, rn_buffer *detection)
{
    bool whole = input.size <= RN_SNIFF_BYTES;
    rn_bytes head = {input.data, whole ? input.size : RN_SNIFF_BYTES};
    const rn_format *best = NULL, *second = NULL;
    int best_bid = 0, second_bid = 0;
    for (size_t i = 0; i < rn_format_count && !is_settled(best, best_bid, path); i++) {
        const rn_format *format = rn_formats[i];
        int bid = format->sniff(head, whole);
        bool tie = best && bid == best_bid && has_suffix(format, path) && !has_suffix(best, path);
        if (bid > best_bid || tie) {
            second = best;
            second_bid = best_bid;
            best = format;
            best_bid = bid;
        } else if (bid > second_bid) {
            second = format;
            second_bid = bid;
        }
    }
    if (!best)
        return NULL;
    if (detection->size)
        rn_put_text(detection, ", then ");
    tell_bid(detection, best, best_bid);
    if (second) {
        rn_put_text(detection, " against ");
        tell_bid(detection, second, second_bid);
    }
    return best;
}

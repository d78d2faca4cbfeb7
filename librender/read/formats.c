/* The table of readers, the loosest grammar last, and the contest between them. */
#include "read/formats.h"

/* clang-format off: one row a line, which builds of the fuzz targets read */
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

static bool has_suffix(const rn_format *format, const char *path)
{
    rn_bytes name = rn_bytes_of(path);
    const char *suffix = format->suffixes;
    while (*suffix) {
        size_t size = strcspn(suffix, " ");
        if (rn_bytes_end(name, (rn_bytes){suffix, size}))
            return true;
        suffix += size + (suffix[size] == ' ');
    }
    return false;
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
        bool tie = bid && bid == best_bid && has_suffix(format, path) && !has_suffix(best, path);
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

/* ---- what else it may be ---------------------------------------------------------------------- */

typedef struct stranger {
    rn_bytes magic;
    const char *says;
} stranger;

#define MAGIC(text) RN_LITERAL(text)

static const stranger strangers[] = {
    {MAGIC("\x7f"
           "ELF"),
     "it is a program, library or core file (ELF), not a profile"},
    {MAGIC("MZ"), "it is a Windows program, not a profile"},
    {MAGIC("gmon\x01"), "it is a gmon.out: run gprof on it and read what that prints"},
    {MAGIC("PERFILE2"), "it is a perf.data: run 'perf script' on it and read what that prints"},
    {MAGIC("2ELIFREP"), "it is a perf.data: run 'perf script' on it and read what that prints"},
    {MAGIC("FLR\0"), "it is a Java flight recording: convert it to collapsed stacks"},
    {MAGIC("memray"), "it is a memray file: 'memray transform' can convert it"},
    {MAGIC("MOJ"), "it is an austin MOJO file: run mojo2austin on it"},
    {MAGIC("\x04\x08{"), "it is a Ruby object (stackprof?): print it with --stackcollapse"},
    {MAGIC("PK\x03\x04"), "it is a zip archive of several files: unpack it first"},
    {MAGIC("\x04\x08{"), "it is a Ruby object, but not of StackProf"},
    {MAGIC("PK\x03\x04"), "it is a zip archive: unpack it first"},
    {MAGIC("PK\x05\x06"), "it is an empty zip archive"},
    {MAGIC("\xfd"
           "7zXZ"),
     "it is packed by xz: unpack it first"},
    {MAGIC("BZh"), "it is packed by bzip2: unpack it first"},
    {MAGIC("\x04\x22\x4d\x18"), "it is packed by lz4: unpack it first"},
    {MAGIC("\x89PNG"), "it is a picture (PNG)"},
    {MAGIC("\xff\xd8\xff"), "it is a picture (JPEG)"},
    {MAGIC("%PDF"), "it is a PDF"},
    {MAGIC("RIFF"), "it is a RIFF file"},
    {MAGIC("bplist00"), "it is an Apple property list"},
    {MAGIC("SQLite format 3"), "it is an SQLite database"},
    {MAGIC("<!DOCTYPE html"), "it is a web page: save the profile as text instead"},
    {MAGIC("<!doctype html"), "it is a web page: save the profile as text instead"},
    {MAGIC("<html"), "it is a web page: save the profile as text instead"},
    {MAGIC("<?xml"), "it looks like XML"},
    {MAGIC("<svg"), "it is a picture (SVG)"},
    {MAGIC("{"), "it looks like JSON of something else"},
    {MAGIC("["), "it looks like JSON of something else"},
};

static bool is_pickle(rn_bytes input)
{
    return input.size > 2 && (unsigned char)input.data[0] == 0x80 && input.data[1] >= 2 &&
           input.data[1] <= 5;
}

static rn_bytes skip_blanks(rn_bytes input)
{
    while (input.size && strchr(" \t\r\n", input.data[0]) && input.data[0]) {
        input.data++;
        input.size--;
    }
    return input;
}

static bool is_binary(rn_bytes input)
{
    size_t size = input.size < 1024 ? input.size : 1024, odd = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)input.data[i];
        odd += (c < 0x20 && !strchr("\t\r\n\f\x1b", c)) || c == 0;
    }
    return odd * 50 > size;
}

void rn_format_hint(rn_bytes input, rn_buffer *out)
{
    rn_bytes text = skip_blanks(input);
    const char *says = is_binary(input) ? "it is binary data of an unknown kind"
                                        : "it looks like text without stacks";
    for (size_t i = sizeof strangers / sizeof strangers[0]; i-- > 0;)
        if (rn_bytes_start(text, strangers[i].magic))
            says = strangers[i].says;
    if (is_pickle(input))
        says = "it is a Python pickle (line_profiler?), not a profile of calls";
    if (text.size == 0)
        says = "it is blank";
    rn_put_text(out, "no reader takes it: ");
    rn_put_text(out, says);
}

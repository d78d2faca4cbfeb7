/* A table of files that people take for profiles, and of files that hold profiles in a form that is not
 * read: each row says how to come to one that is. */
#include "read/stranger.h"

#include "base/words.h"
#include "read/formats.h"

enum { HEAD_BYTES = 4096, NAMES_MAX = 5 };

/* The first row that fits counts. */
typedef struct stranger {
    rn_bytes magic; /* at the start, blanks aside; empty: any */
    rn_bytes part;  /* within the first HEAD_BYTES; empty: any */
    const char *says;
} stranger;

#define AT(text) RN_LITERAL(text)
#define ANY RN_LITERAL("")

static const stranger strangers[] = {
    {AT("gmon\x01"), ANY, "it is a gmon.out: run gprof on it and read what that prints"},
    {AT("PERFILE2"), ANY, "it is a perf.data: run 'perf script' on it and read what that prints"},
    {AT("2ELIFREP"), ANY, "it is a perf.data: run 'perf script' on it and read what that prints"},
    {AT("SIMPLEPERF"), ANY, "it is a simpleperf recording: run report_sample.py on it"},
    {AT("FLR\0"), ANY,
     "it is a Java flight recording: save it as collapsed stacks, as with async-profiler's "
     "jfrconv"},
    {AT("JAVA PROFILE 1.0"), ANY, "it is a heap dump of Java: it holds objects, not calls"},
    {AT("memray"), ANY,
     "it is a memray recording: 'memray transform gprof2dot' makes a profile of it"},
    {AT("MOJ"), ANY, "it is austin's binary form: run mojo2austin on it"},
    {AT("HCAT"), ANY, "it is a recording of Python's profiling.sampling: replay it to --collapsed"},
    {AT("TACH"), ANY, "it is a recording of Python's profiling.sampling: replay it to --collapsed"},
    {AT("{"), AT("\"type\":\"meta\""),
     "it looks like JSON lines of Python's profiling.sampling: save --collapsed instead"},
    {AT("{"), AT("\"type\": \"meta\""),
     "it looks like JSON lines of Python's profiling.sampling: save --collapsed instead"},
    {AT("\x5e\x97\xca\xfd"), ANY,
     "it is a sysprof capture: 'perf record' and 'perf script' tell the same"},
    {AT("\xfd\xca\x97\x5e"), ANY,
     "it is a sysprof capture: 'perf record' and 'perf script' tell the same"},
    {AT("Nettrace"), ANY,
     "it is a trace of .NET: 'dotnet-trace convert --format Speedscope' makes a profile of it"},
    {AT("v "), AT("\nX "),
     "it looks like a heaptrack recording: 'heaptrack_print -F' makes folded stacks of it"},
    {AT("{"), AT("\"elapsed_time_sec\""),
     "it looks like a profile of scalene, which holds lines: run scalene with --stacks and save "
     "these"},
    {AT("{\"snapshot\""), ANY,
     "it is a heap snapshot of V8: it holds objects, not calls; --heap-prof tells who allocates"},
    {AT("CPU: "), AT("\nCounted "), "it looks like a report of OProfile: use perf instead"},
    {AT("\x81rforpl\xff"), ANY, "it is coverage data of LLVM, which has no calls"},
    {AT("\xfflprof"), ANY, "it is coverage data of LLVM, which has no calls"},
    {AT("adcg"), ANY, "it is coverage data of gcov, which has no calls"},
    {AT("\x80\x02"), ANY, "it is a Python pickle (line_profiler?), which has no calls"},
    {AT("\x80\x03"), ANY, "it is a Python pickle (line_profiler?), which has no calls"},
    {AT("\x80\x04"), ANY, "it is a Python pickle (line_profiler?), which has no calls"},
    {AT("\x80\x05"), ANY, "it is a Python pickle (line_profiler?), which has no calls"},
    {AT("\x04\x08"), ANY, "it is a Ruby object, but not of StackProf"},
    {AT("\x7f"
        "ELF"),
     ANY, "it is a program, library or core file (ELF), not a profile"},
    {AT("MZ"), ANY, "it is a Windows program, not a profile"},
    {AT("MDMP"), ANY, "it is a Windows minidump, not a profile"},
    {AT("PK\x03\x04"), ANY, "it is a zip archive: unpack it first"},
    {AT("PK\x05\x06"), ANY, "it is an empty zip archive"},
    {AT("\x89PNG"), ANY, "it is a picture (PNG)"},
    {AT("\xff\xd8\xff"), ANY, "it is a picture (JPEG)"},
    {AT("<svg"), ANY, "it is a picture (SVG), but no flame graph"},
    {AT("<?xml"), AT("<svg"), "it is a picture (SVG), but no flame graph"},
    {AT("%PDF"), ANY, "it is a PDF"},
    {AT("RIFF"), ANY, "it is a RIFF file"},
    {AT("bplist00"), ANY,
     "it is an Apple property list: export what Instruments shows (xctrace export)"},
    {AT("SQLite format 3"), ANY, "it is an SQLite database"},
    {AT("<!DOCTYPE html"), ANY, "it is a web page: save the profile as text or data instead"},
    {AT("<!doctype html"), ANY, "it is a web page: save the profile as text or data instead"},
    {AT("<html"), ANY, "it is a web page: save the profile as text or data instead"},
    {AT("<?xml"), ANY, "it looks like XML of something else"},
    {AT("{"), ANY, "it looks like JSON of something else"},
    {AT("["), ANY, "it looks like JSON of something else"},
};

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

static bool fits(const stranger *s, rn_bytes text)
{
    size_t at;
    rn_bytes head = rn_bytes_slice(text, 0, text.size < HEAD_BYTES ? text.size : HEAD_BYTES);
    return rn_bytes_start(head, s->magic) && (!s->part.size || rn_find(head, s->part, &at));
}

/* NULL when it resembles nothing. */
static const char *resemblance(rn_bytes input)
{
    rn_bytes text = skip_blanks(input);
    if (text.size == 0)
        return "it is blank";
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
        if (fits(&strangers[i], text))
            return strangers[i].says;
    return NULL;
}

/* '; files named .prof are mostly pstats, ghcprof', a few of them */
static void tell_formats(const char *path, rn_buffer *out)
{
    size_t count = 0;
    for (size_t i = 0; i < RN_FORMAT_COUNT && count <= NAMES_MAX; i++) {
        rn_bytes suffix = rn_format_suffix(rn_formats[i], path);
        if (!suffix.size)
            continue;
        rn_put_text(out, count == 0 ? "; files named " : ", ");
        if (count == 0) {
            rn_put(out, suffix);
            rn_put_text(out, " are mostly ");
        }
        rn_put_text(out, count < NAMES_MAX ? rn_format_infos[i].name : "…");
        count++;
    }
}

void rn_stranger_tell(rn_bytes input, const char *path, rn_buffer *out)
{
    const char *says = resemblance(input);
    rn_put_text(out, "no reader takes it: ");
    if (says) {
        rn_put_text(out, says);
        return;
    }
    rn_put_text(out, is_binary(input) ? "it is binary data of an unknown kind"
                                      : "it looks like text without stacks");
    tell_formats(path, out);
}

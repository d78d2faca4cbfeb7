/* The table of readers.  A format is one file beside this one and one row in formats.c. */
#ifndef RN_FORMATS_H
#define RN_FORMATS_H

#include "base/buffer.h"
#include "profile/builder.h"

enum { RN_SNIFF_BYTES = 16384 };

typedef struct rn_format {
    const char *name; /* for --format */
    const char *title;
    const char *suffixes; /* blank-separated; break ties of sniff only */
    const char *carries;  /* for `profdraw formats`: "arcs; time" and the like */
    rn_shape shape;
    /* How sure this format is of being in `head`, the first RN_SNIFF_BYTES of the decoded input (all
     * of it when shorter: `whole` tells): 0 not mine, 100 certain.  Allocates nothing. */
    int (*sniff)(rn_bytes head, bool whole);
    /* Reads all of `input` into the builder.  The status is also in the builder's report. */
    render_status (*read)(rn_bytes input, rn_builder *builder, rn_report *report);
} rn_format;

extern const rn_format *const rn_formats[];
extern const size_t rn_format_count;

extern const rn_format rn_format_pstats;
extern const rn_format rn_format_pprof;
extern const rn_format rn_format_gperftoolscpu;
extern const rn_format rn_format_speedscope;
extern const rn_format rn_format_v8log;
extern const rn_format rn_format_gecko;
extern const rn_format rn_format_firefox;
extern const rn_format rn_format_safari;
extern const rn_format rn_format_pyinstrument;
extern const rn_format rn_format_trace;
extern const rn_format rn_format_cpuprofile;
extern const rn_format rn_format_heapprofile;
extern const rn_format rn_format_gprof2dot;
extern const rn_format rn_format_stackprof;
extern const rn_format rn_format_ghcjson;
extern const rn_format rn_format_dhat;
extern const rn_format rn_format_callgrind;
extern const rn_format rn_format_gprof;
extern const rn_format rn_format_axe;
extern const rn_format rn_format_hprof;
extern const rn_format rn_format_sleepy;
extern const rn_format rn_format_vtune;
extern const rn_format rn_format_vsprof;
extern const rn_format rn_format_xperf;
extern const rn_format rn_format_json;
extern const rn_format rn_format_pprofraw;
extern const rn_format rn_format_gperftoolstext;
extern const rn_format rn_format_pmcstat;
extern const rn_format rn_format_treejson;
extern const rn_format rn_format_sysprofxml;
extern const rn_format rn_format_xctrace;
extern const rn_format rn_format_svg;
extern const rn_format rn_format_sample;
extern const rn_format rn_format_instruments;
extern const rn_format rn_format_perf;
extern const rn_format rn_format_jstack;
extern const rn_format rn_format_javacore;
extern const rn_format rn_format_ljp;
extern const rn_format rn_format_pyspydump;
extern const rn_format rn_format_faulthandler;
extern const rn_format rn_format_eustack;
extern const rn_format rn_format_gdb;
extern const rn_format rn_format_procstack;
extern const rn_format rn_format_wcp;
extern const rn_format rn_format_javaexc;
extern const rn_format rn_format_paths;
extern const rn_format rn_format_bpftrace;
extern const rn_format rn_format_dtrace;
extern const rn_format rn_format_stap;
extern const rn_format rn_format_strace;
extern const rn_format rn_format_ghcprof;
extern const rn_format rn_format_importtime;
extern const rn_format rn_format_xdebug;
extern const rn_format rn_format_papyrus;
extern const rn_format rn_format_austin;
extern const rn_format rn_format_rprof;
extern const rn_format rn_format_folded;

const rn_format *rn_format_find(const char *name);

/* The suffix of the format that the name of a file ends in; empty when it has none of them. */
rn_bytes rn_format_suffix(const rn_format *format, const char *path);

/* The best bidder, NULL when none bids.  `path` (may be NULL) breaks ties by suffix.  Writes one line
 * about the choice to `detection`. */
const rn_format *rn_format_detect(rn_bytes input, const char *path, rn_buffer *detection);

#endif

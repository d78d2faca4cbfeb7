/* Single lines of `perf script`, pulled apart.  All slices are of the line. */
#ifndef RN_PERF_LINE_H
#define RN_PERF_LINE_H

#include "profile/builder.h"

/* The line that begins a sample. */
typedef struct rn_perf_header {
    rn_bytes command;  /* empty where the fields were chosen without it, as are the others */
    rn_bytes pid, tid; /* digits */
    rn_bytes cpu;      /* digits */
    rn_bytes time;     /* digits, a point, digits */
    rn_bytes period;   /* digits */
    rn_bytes event;    /* with its modifiers */
    rn_bytes rest;     /* after the event: a tracepoint's text, or the only frame */
} rn_perf_header;

bool rn_perf_header_parse(rn_bytes line, rn_perf_header *out);

/* The time of a header in ns; NaN when it has none. */
double rn_perf_time(const rn_perf_header *header);

/* Splits ' ADDRESS TEXT'. */
bool rn_perf_frame_split(rn_bytes line, rn_bytes *address, rn_bytes *text);

/* Finds the frame of a sample of one line in what follows its event. */
bool rn_perf_frame_find(rn_bytes rest, rn_bytes *address, rn_bytes *text);

typedef struct rn_perf_frame {
    rn_bytes symbol;       /* without '+0x…'; empty: unknown */
    rn_bytes module;       /* empty: unknown */
    rn_bytes file;         /* empty: unknown */
    uint32_t line;         /* 0: unknown */
    uint8_t flags;         /* kernel, jit, inlined */
    bool has_module_field; /* the line ends in '(…)' */
    bool has_source_field; /* a line of source follows */
} rn_perf_frame;

/* Parses the text after the address, 'SYMBOL+0x1f (MODULE)', with the line of source after it when
 * there is one: '\n  file.c:12'. */
rn_perf_frame rn_perf_frame_parse(rn_bytes text);

#endif

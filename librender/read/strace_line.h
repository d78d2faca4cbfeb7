/* Single lines of strace, pulled apart.  All slices are of the line. */
#ifndef RN_STRACE_LINE_H
#define RN_STRACE_LINE_H

#include "base/bytes.h"

typedef enum rn_strace_kind {
    RN_STRACE_OTHER,      /* also the rest of a call that other output came into */
    RN_STRACE_CALL,       /* that has returned */
    RN_STRACE_UNFINISHED, /* to be resumed */
    RN_STRACE_RESUMED,    /* and has returned */
    RN_STRACE_ENDLESS,    /* has not returned: '= ?' */
    RN_STRACE_EXIT,       /* '+++ exited with 0 +++' */
    RN_STRACE_SIGNAL,     /* '--- SIGCHLD … ---' */
    RN_STRACE_FRAME,
} rn_strace_kind;

typedef struct rn_strace_line {
    rn_strace_kind kind;
    rn_bytes thread; /* digits; empty when there is one only */
    rn_bytes name;   /* of a call */
    bool has_time, is_relative;
    double time; /* seconds: of the day, or since 1970; relative: since the line before */
    bool has_duration;
    double duration; /* seconds */
    rn_bytes frame;  /* 'MODULE(SYMBOL+0x1f) [0x2f]' */
} rn_strace_line;

rn_strace_line rn_strace_line_parse(rn_bytes line);

typedef struct rn_strace_frame {
    rn_bytes module, symbol; /* the symbol with its offset; empty: unknown */
    bool has_address;
    uint64_t address; /* in the module */
} rn_strace_frame;

rn_strace_frame rn_strace_frame_parse(rn_bytes text);

#endif

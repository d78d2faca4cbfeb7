/* What a stage has to say: the error that stopped it, and warnings that did not. */
#ifndef RN_REPORT_H
#define RN_REPORT_H

#include "base/arena.h"
#include "librender.h"

enum { RN_WARNINGS_MAX = 32 };

typedef struct rn_report {
    render_error error;
    const render_stages *stages; /* NULL: nobody wants to know */
    bool strict;                 /* rn_skip fails instead of counting */
    rn_arena arena;
    const char *warnings[RN_WARNINGS_MAX];
    uint64_t
        skip_lines[RN_WARNINGS_MAX]; /* where rn_skip told it; 0: no line, or another warning */
    size_t warning_count;
    uint64_t skipped; /* records left out by rn_skip */
} rn_report;

/* A zeroed rn_report is ready. */
void rn_report_finish(rn_report *report);

/* Tells that the stage before is over and the one of this name begins. */
void rn_begin_stage(const rn_report *report, const char *stage);

/* Sets the error (the first one stays) and returns `status`.  `offset` and `line` as in
 * render_error.  The message is printf's; names in it must already be clean text. */
render_status rn_fail(rn_report *report, render_status status, uint64_t offset, uint64_t line,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));

/* "out of memory" */
render_status rn_fail_memory(rn_report *report);

/* Adds a warning once (the same text again, or more than RN_WARNINGS_MAX, is dropped).  When memory is
 * out that is the report's error. */
void rn_warn(rn_report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A record that cannot be used: counted, and the first five kept as warnings; with `strict` it is an
 * error.  Returns RENDER_OK or the error. */
render_status rn_skip(rn_report *report, uint64_t offset, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* After the last record: one line that sums up what was skipped, if anything was; `records` such as
 * "line(s)". */
void rn_report_sum_up(rn_report *report, const char *records);

/* Adds the error, the warnings and the count of another report, about the part of the same input that
 * begins after `offset` bytes and `lines` lines. */
void rn_report_add(rn_report *report, const rn_report *other, uint64_t offset, uint64_t lines);

#endif

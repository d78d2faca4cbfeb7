/* What all public functions do: take the options of callers, and tell them how it went.  Every stage gets a report;
 * what it says becomes the caller's render_error and warnings. */
#ifndef RN_CALL_H
#define RN_CALL_H

#include "base/report.h"

/* Programs built with an older header hand over a shorter struct: the rest keeps its default. */
#define RN_TAKE_OPTIONS(to, from, init)                                                            \
    do {                                                                                           \
        init(&(to));                                                                               \
        if (from)                                                                                  \
            memcpy(&(to), (from), (from)->size < sizeof(to) ? (from)->size : sizeof(to));          \
    } while (0)

/* Hands the error over, if there is one, and ends the report. */
render_status rn_give_error(rn_report *report, render_error *error);

/* RENDER_OK, also in *error. */
render_status rn_succeed(render_error *error);

#endif

/* What targets hold the library to. */
#ifndef PROMISE_H
#define PROMISE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/report.h"
#include "base/text.h"

/* Ends the process when something does not hold. */
static inline void promise(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

/* A failure has a message of one clean line, a success none. */
static inline void promise_report(const rn_report *report, bool failed)
{
    rn_bytes message = rn_bytes_of(report->error.message);
    promise(failed == (report->error.status != RENDER_OK), "the status tells of failures");
    promise(!failed || (message.size && rn_text_is_clean(message)), "failures have a message");
}

static inline bool is_inside(rn_bytes part, rn_bytes whole)
{
    return part.size == 0 ||
           (part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

#endif

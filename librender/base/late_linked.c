/* librender-late as a part of the same program: see late.h. */
#include "base/late.h"

const rn_late *rn_late_get(rn_report *report)
{
    (void)report;
    return &rn_late_table;
}

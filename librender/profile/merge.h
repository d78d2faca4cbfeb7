/* Several profiles in one, one after the other: what the merger holds grows with what is different in
 * them, not with their number.  See render_merger. */
#ifndef RN_MERGE_H
#define RN_MERGE_H

#include "profile/profile.h"

typedef struct rn_merger rn_merger;

/* `report` must outlive the merger.  NULL when memory is out. */
rn_merger *rn_merger_new(rn_report *report);
/* From now on files and modules lose their folders; functions that become equal are added up. */
void rn_merger_strip_folders(rn_merger *merger);
/* After a failure only rn_merger_free is left. */
render_status rn_merger_add(rn_merger *merger, const rn_profile *profile);
/* Makes the sum; the merger is then used up, but must still be freed. */
render_status rn_merger_finish(rn_merger *merger, rn_profile **out);
void rn_merger_free(rn_merger *merger);

#endif

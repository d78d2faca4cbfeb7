/* See pprof_lists.h. */
#include "read/pprof_lists.h"

#include <stdlib.h>

#include "base/grow.h"

enum { LISTS_TRIED = 1 << 16 };

void rn_pprof_lists_finish(rn_pprof_lists *l)
{
    rn_memo_finish(&l->texts);
    rn_map_finish(&l->numbers);
    free(l->made);
    l->made = NULL;
}

bool rn_pprof_lists_put(rn_pprof_lists *l, uint32_t root, rn_bytes text, uint32_t *number,
                        bool *is_new)
{
    *number = RN_NONE;
    *is_new = true;
    if (l->forgets)
        return true;
    uint32_t id = rn_memo_put(&l->texts, text);
    uint32_t *known =
        id == RN_NONE ? NULL : rn_map_put(&l->numbers, rn_map_pair(root, id), l->count, is_new);
    if (!known || !RN_GROW(l->made, l->capacity, l->count + (size_t)1))
        return false;
    l->count += *is_new;
    l->met++;
    *number = *known;
    return true;
}

/* Writers that put equal stacks together leave no list to be met again: remembering them all would
 * take more time and memory than making their stacks. */
void rn_pprof_lists_weigh(rn_pprof_lists *l)
{
    size_t count = l->texts.count;
    if (l->forgets || count < LISTS_TRIED || l->met >= count / 4 * 5)
        return;
    l->forgets = true;
    rn_pprof_lists_finish(l);
}

/* Tables of what there is: rows of render_info beside what the library does for each. */
#ifndef RN_INFO_H
#define RN_INFO_H

#include <string.h>

#include "librender.h"

/* The row of that name, `count` when there is none; NULL is the name of none. */
static inline size_t rn_info_find(const render_info *rows, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && (!name || strcmp(rows[i].name, name) != 0))
        i++;
    return name ? i : count;
}

#endif

/* One profile for targets whose input is something else. */
#ifndef SMALL_PROFILE_H
#define SMALL_PROFILE_H

#include <stdlib.h>
#include <string.h>

#include "librender.h"

/* Made once for the process. */
static inline const render_profile *small_profile(void)
{
    static const char folded[] = "main;Base::run(int);std::vector<int>::push_back 5\n"
                                 "main;Base::run(int);parse;parse;alloc 7\n"
                                 "main;com.example.Shop.list;sort 3\nidle 1\n";
    static render_profile *profile;
    if (!profile &&
        render_profile_read_memory(&profile, folded, strlen(folded), NULL, NULL) != RENDER_OK)
        abort();
    return profile;
}

#endif

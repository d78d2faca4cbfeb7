/* Allocation in the library's own code, which the linker leads through here (--wrap): it can be made to
 * fail, and what is not freed is known. */
#ifndef WRAP_MEMORY_H
#define WRAP_MEMORY_H

#include <stddef.h>

/* Lets the allocation number `which` from now on fail, counted from 1, and with it all that follow when
 * `for_good`; 0: none fails. */
void wrap_fail(size_t which, int for_good);

/* Allocations since wrap_fail. */
size_t wrap_count(void);

/* Blocks that the library holds. */
size_t wrap_held(void);

#endif

/* System calls of the library's own code, which the linker leads through here (--wrap): they can be made
 * to fail, or to be done in bits. */
#ifndef WRAP_CALLS_H
#define WRAP_CALLS_H

#include <stddef.h>

/* Lets the call number `which` from now on, counted from 1, fail with the errno `number`; 0: none. */
void wrap_fail_call(size_t which, int number);

/* The name of the call that failed since then; NULL: there were not so many. */
const char *wrap_failed_call(void);

/* Lets reads and writes take only `size` bytes at once, and be interrupted every other time; 0: not. */
void wrap_split(size_t size);

#endif

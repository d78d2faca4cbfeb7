/* Writing to file descriptors. */
#ifndef RN_DESCRIPTOR_H
#define RN_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>

/* Writes all of it, in as many steps as that takes and whatever signals come.  False, with errno,
 * when it cannot. */
bool rn_write_all(int descriptor, const void *data, size_t size);

#endif

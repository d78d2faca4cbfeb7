/* write(2) may take less than it is given. */
#include "base/descriptor.h"

#include <errno.h>
#include <unistd.h>

bool rn_write_all(int descriptor, const void *data, size_t size)
{
    const char *from = data;
    while (size) {
        ssize_t done = write(descriptor, from, size);
        if (done > 0) {
            from += done;
            size -= (size_t)done;
        } else if (done == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

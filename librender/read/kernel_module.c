/* See kernel_module.h. */
#include "read/kernel_module.h"

#include <strings.h>

static bool starts(rn_bytes name, const char *with)
{
    size_t size = strlen(with);
    return name.size >= size && strncasecmp(name.data, with, size) == 0;
}

static bool ends(rn_bytes name, const char *with)
{
    size_t size = strlen(with);
    return name.size >= size && strncasecmp(name.data + name.size - size, with, size) == 0;
}

bool rn_kernel_module(rn_bytes name)
{
    return ends(name, ".sys") || ends(name, ".ko") || starts(name, "ntoskrnl") ||
           starts(name, "ntkrnl") || (starts(name, "hal.dll") && name.size == strlen("hal.dll")) ||
           starts(name, "vmlinux") || starts(name, "[vmlinux");
}

/* By libiberty, which the GNU tools use: bounded in depth, and its files that are linked here may be
 * linked with anything. */
#include "base/demangle.h"

#include <libiberty/demangle.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 65536 }; /* what demanglers do to longer names can take very long */

bool rn_is_mangled(rn_bytes name)
{
    static const rn_bytes starts[] = {{"_Z", 2}, {"__Z", 3}, {"_R", 2}, {"_D", 2}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (rn_bytes_start(name, starts[i]))
            return true;
    return false;
}

/* macOS puts an underscore before every name. */
static rn_bytes drop_underscore(rn_bytes name)
{
    bool has_one = rn_bytes_start(name, RN_LITERAL("__Z"));
    return has_one ? rn_bytes_slice(name, 1, name.size) : name;
}

static char *demangle(const char *name)
{
    int style = DMGL_PARAMS | DMGL_ANSI;
    char *text = rust_demangle(name, style);
    if (!text)
        text = cplus_demangle_v3(name, style);
    return text ? text : dlang_demangle(name, style);
}

bool rn_demangle(rn_buffer *out, rn_bytes name)
{
    if (!rn_is_mangled(name) || name.size > LONGEST)
        return false;
    rn_bytes symbol = drop_underscore(name);
    const char *at = memchr(symbol.data, '@', symbol.size);
    size_t size = at ? (size_t)(at - symbol.data) : symbol.size;
    char *copy = strndup(symbol.data, size);
    char *text = copy ? demangle(copy) : NULL;
    free(copy);
    if (!text)
        return false;
    rn_put_text(out, text);
    rn_put(out, rn_bytes_slice(symbol, size, symbol.size));
    free(text);
    return true;
}

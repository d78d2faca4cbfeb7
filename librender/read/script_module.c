#include "read/script_module.h"

static rn_bytes up_to_slash(rn_bytes text, size_t from)
{
    const char *slash = memchr(text.data + from, '/', text.size - from);
    return rn_bytes_slice(text, 0, slash ? (size_t)(slash - text.data) : text.size);
}

/* The package of the innermost node_modules; empty when there is none. */
static rn_bytes find_package(rn_bytes url)
{
    static const rn_bytes folder = RN_LITERAL("/node_modules/");
    rn_bytes package = RN_LITERAL("");
    while (url.size) {
        const char *found = memmem(url.data, url.size, folder.data, folder.size);
        if (!found)
            break;
        url = rn_bytes_slice(url, (size_t)(found - url.data) + folder.size, url.size);
        package = up_to_slash(url, 0);
        if (package.size && package.data[0] == '@' && package.size < url.size)
            package = up_to_slash(url, package.size + 1);
    }
    return package;
}

rn_bytes rn_script_module(rn_bytes url)
{
    rn_bytes package = find_package(url);
    if (package.size)
        return package;
    if (rn_bytes_start(url, RN_LITERAL("node:")))
        return RN_LITERAL("node");
    const char *scheme = url.size ? memmem(url.data, url.size, "://", 3) : NULL;
    if (!scheme || memchr(url.data, '/', (size_t)(scheme - url.data)))
        return RN_LITERAL("");
    return up_to_slash(rn_bytes_slice(url, (size_t)(scheme - url.data) + 3, url.size), 0);
}

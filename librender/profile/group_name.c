/* Names of groups in the languages that profilers meet:
 *
 *               function                                     class                  package
 *     C++       std::vector<int>::push_back(int const&)      std::vector<int>       std
 *     Rust      <T as serde::Ser>::go, tokio::task::run      tokio::task            tokio
 *     Go        net/http.(*conn).serve                       net/http.(*conn)       net/http
 *     Java      java.util.List.add(int)                      java.util.List         java.util
 *     Python    Parser.run in …/dist-packages/flask/app.py   Parser                 flask
 *     Node      run in …/node_modules/@a/b/c.js                                     @a/b
 *
 * A function without a class stays itself; one without a package belongs to its module, else its file. */
#include "profile/group_name.h"

#include <string.h>

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || (unsigned char)c >= 0x80;
}

/* Where the last separator stands that is in no brackets; name.size when there is none.  The arguments at
 * the end, and what stands behind, are no part of the search. */
static size_t last_separator(rn_bytes name, size_t *width)
{
    size_t found = name.size, depth = 0;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool opens = strchr("(<[{", c) && c, closes = strchr(")>]}", c) && c;
        if (c == '(' && depth == 0 && i && is_word(name.data[i - 1]))
            break;
        depth += opens;
        depth -= closes && depth;
        if (depth || closes)
            continue;
        bool is_double = c == ':' && i + 1 < name.size && name.data[i + 1] == ':';
        if (!is_double && (c != '.' || i == 0))
            continue;
        found = i;
        *width = is_double ? 2 : 1;
        i += is_double;
    }
    return found;
}

static rn_bytes class_of(rn_bytes name)
{
    size_t width = 0, at = last_separator(name, &width);
    return at && at < name.size ? rn_bytes_slice(name, 0, at) : (rn_bytes){"", 0};
}

/* ---- packages --------------------------------------------------------------------------------- */

/* The part of `path` behind the last folder `name` up to the next '/'; empty when there is none. */
static rn_bytes part_behind(rn_bytes path, const char *name)
{
    rn_bytes rest = path, part = {"", 0};
    size_t size = strlen(name);
    const char *at;
    while ((at = memmem(rest.data, rest.size, name, size))) {
        rest = rn_bytes_slice(rest, (size_t)(at - rest.data) + size, rest.size);
        const char *end = memchr(rest.data, '/', rest.size);
        part = rn_bytes_slice(rest, 0, end ? (size_t)(end - rest.data) : rest.size);
        if (part.size && part.data[0] == '@' && part.size < rest.size) {
            const char *second = memchr(end + 1, '/', (size_t)(rest.data + rest.size - end - 1));
            part.size = second ? (size_t)(second - rest.data) : rest.size;
        }
    }
    if (rn_bytes_end(part, RN_LITERAL(".py")))
        part.size -= 3;
    return part;
}

static rn_bytes package_of_file(rn_bytes file)
{
    static const char *const folders[] = {"/site-packages/", "/dist-packages/", "node_modules/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        rn_bytes part = part_behind(file, folders[i]);
        if (part.size)
            return part;
    }
    return (rn_bytes){"", 0};
}

/* Go: up to the first '.' behind the last '/' that is in no brackets. */
static rn_bytes package_of_path(rn_bytes name, bool is_go)
{
    size_t slash = 0, end = name.size;
    for (size_t i = 0; i < end; i++) {
        if (name.data[i] == '[' || name.data[i] == '(')
            end = i;
        else if (name.data[i] == '/')
            slash = i;
    }
    const char *dot = slash || is_go ? memchr(name.data + slash, '.', name.size - slash) : NULL;
    return dot ? rn_bytes_slice(name, 0, (size_t)(dot - name.data)) : (rn_bytes){"", 0};
}

/* C++ and Rust: the first name before '::'. */
static rn_bytes first_namespace(rn_bytes name)
{
    size_t start = 0;
    while (start < name.size && (name.data[start] == '<' || name.data[start] == '&'))
        start++;
    size_t end = start;
    while (end < name.size && is_word(name.data[end]))
        end++;
    bool is_namespace =
        end > start && end + 1 < name.size && name.data[end] == ':' && name.data[end + 1] == ':';
    return is_namespace ? rn_bytes_slice(name, start, end) : (rn_bytes){"", 0};
}

/* Java: the parts in small letters before the class. */
static rn_bytes package_of_class(rn_bytes name)
{
    size_t end = 0;
    for (size_t i = 0; i < name.size && (is_word(name.data[i]) || name.data[i] == '.'); i++)
        if (name.data[i] == '.' && i + 1 < name.size && i > end) {
            end = i;
            if (name.data[i + 1] >= 'A' && name.data[i + 1] <= 'Z')
                return rn_bytes_slice(name, 0, end);
        }
    return (rn_bytes){"", 0};
}

static rn_bytes package_of(const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    rn_bytes name = rn_profile_string(profile, info->name);
    rn_bytes file = rn_profile_string(profile, info->file);
    rn_bytes found = package_of_file(file);
    if (!found.size)
        found = package_of_path(name, rn_bytes_end(file, RN_LITERAL(".go")));
    if (!found.size)
        found = first_namespace(name);
    if (!found.size)
        found = package_of_class(name);
    if (!found.size)
        found = rn_profile_string(profile, info->module);
    return found.size ? found : file;
}

/* ---- all of them ------------------------------------------------------------------------------ */

bool rn_is_kind_of_group(const char *by)
{
    static const char *const kinds[] = {"module", "file", "class", "package"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(by, kinds[i]) == 0)
            return true;
    return false;
}

render_status rn_put_group_name(rn_buffer *out, const rn_profile *profile, uint32_t function,
                                const char *by, const rn_regex *regex)
{
    const rn_function_info *info = &profile->functions[function];
    rn_bytes name = rn_profile_string(profile, info->name), found = {"", 0};
    render_status status = RENDER_OK;
    if (regex)
        status = rn_regex_find(regex, name, &found);
    else if (strcmp(by, "module") == 0)
        found = rn_profile_string(profile, info->module ? info->module : info->file);
    else if (strcmp(by, "file") == 0)
        found = rn_profile_string(profile, info->file ? info->file : info->module);
    else if (strcmp(by, "class") == 0)
        found = class_of(name);
    else
        found = package_of(profile, function);
    rn_put(out, found);
    return status;
}

/* One pass over the template; an address that would lack a part is no address. */
#include "style/link.h"

#include <string.h>

typedef enum placeholder { NONE, FILE_NAME, LINE, NAME, MODULE } placeholder;

static const char *const placeholders[] = {
    [FILE_NAME] = "{file}", [LINE] = "{line}", [NAME] = "{name}", [MODULE] = "{module}"};

/* The placeholder that `text` begins with, and its length. */
static placeholder find_placeholder(const char *text, size_t *size)
{
    for (placeholder p = FILE_NAME; p <= MODULE; p++) {
        *size = strlen(placeholders[p]);
        if (strncmp(text, placeholders[p], *size) == 0)
            return p;
    }
    return NONE;
}

const char *rn_link_check(const char *text)
{
    static const char *const starts[] = {"http://", "https://", "file:", "/", "./", "../"};
    bool is_safe = false;
    size_t size;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        is_safe |= strncmp(text, starts[i], strlen(starts[i])) == 0;
    if (!is_safe)
        return "it must begin with http://, https://, file:, /, ./ or ../";
    for (const char *c = text; *c; c++) {
        if ((unsigned char)*c <= ' ' || *c == '"' || *c == '<' || *c == '>')
            return "it holds a blank, a quote or an angle bracket";
        if (*c == '{' && find_placeholder(c, &size) == NONE)
            return "its placeholders are {file}, {line}, {name} and {module}";
    }
    return NULL;
}

static bool is_plain(char c, bool is_path)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c)) || (is_path && c == '/');
}

static bool put_escaped(rn_buffer *out, rn_bytes text, bool is_path)
{
    for (size_t i = 0; i < text.size; i++) {
        if (is_plain(text.data[i], is_path)) {
            rn_put_char(out, text.data[i]);
        } else {
            rn_put_char(out, '%');
            rn_put_hex(out, (unsigned char)text.data[i], 2);
        }
    }
    return text.size;
}

static bool put_placeholder(rn_buffer *out, placeholder which, const rn_profile *p,
                            const rn_function_info *info, uint32_t line)
{
    if (which == FILE_NAME)
        return put_escaped(out, rn_profile_string(p, info->file), true);
    if (which == MODULE)
        return put_escaped(out, rn_profile_string(p, info->module), true);
    if (which == NAME)
        return put_escaped(out, rn_profile_string(p, info->name), false);
    rn_put_uint(out, line ? line : info->line ? info->line : 1);
    return true;
}

void rn_put_link(rn_buffer *out, const char *text, const rn_profile *profile, uint32_t function,
                 uint32_t line)
{
    const rn_function_info *info = &profile->functions[function];
    size_t start = out->size, size;
    for (const char *c = text; *c; c += size) {
        placeholder which = *c == '{' ? find_placeholder(c, &size) : NONE;
        if (which == NONE) {
            rn_put_char(out, *c);
            size = 1;
        } else if (!put_placeholder(out, which, profile, info, line)) {
            out->size = start;
            return;
        }
    }
}

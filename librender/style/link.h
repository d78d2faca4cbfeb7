/* Addresses of functions by a template: "https://host/blob/main/{file}#L{line}". */
#ifndef RN_LINK_H
#define RN_LINK_H

#include "base/buffer.h"
#include "profile/profile.h"

/* Why `text` is no template, or NULL: it must begin with http:, https:, file:, '/', './' or '../', so that
 * no name in a profile can make a script of it, and its placeholders must be {file}, {line}, {name}
 * or {module}. */
const char *rn_link_check(const char *text);

/* Appends the address of a function at a line (0: its first).  What stands for a placeholder is escaped for
 * URLs, but for '/' in files and modules.  Nothing when the function lacks what the template asks for. */
void rn_put_link(rn_buffer *out, const char *text, const rn_profile *profile, uint32_t function,
                 uint32_t line);

#endif

/* What a function belongs to: the names of groups. */
#ifndef RN_GROUP_NAME_H
#define RN_GROUP_NAME_H

#include "base/buffer.h"
#include "base/regex.h"
#include "profile/profile.h"

/* Whether it is "module", "file", "class" or "package". */
bool rn_is_kind_of_group(const char *by);

/* Appends the group of a function, by "module", "file", "class" or "package", or what a regular
 * expression (then `regex` is not NULL) finds in its name; nothing when it belongs to none. */
render_status rn_put_group_name(rn_buffer *out, const rn_profile *profile, uint32_t function,
                                const char *by, const rn_regex *regex);

#endif

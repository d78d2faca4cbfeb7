/* The page's content security policy: nothing is loaded, and only what was written here runs. */
#ifndef RN_PAGE_POLICY_H
#define RN_PAGE_POLICY_H

#include "base/buffer.h"

/* Appends 'sha256-…' of a script's or style sheet's text, with a blank before. */
void rn_put_policy_hash(rn_buffer *out, rn_bytes text);

/* Appends the hash of the style sheet of an SVG picture. */
void rn_put_picture_hash(rn_buffer *out, rn_bytes svg);

#endif

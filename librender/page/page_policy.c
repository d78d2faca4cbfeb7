/* Hashes of inline text, as policies name it. */
#include "page/page_policy.h"

#include "base/sha256.h"

static void put_base64(rn_buffer *out, const uint8_t *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16;
        group |= i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= i + 2 < size ? bytes[i + 2] : 0;
        for (size_t d = 0; d < 4; d++)
            rn_put_char(out, i + d > size ? '=' : digits[group >> (18 - 6 * d) & 63]);
    }
}

void rn_put_policy_hash(rn_buffer *out, rn_bytes text)
{
    uint8_t hash[RN_SHA256_SIZE];
    rn_sha256(hash, text);
    rn_put_text(out, " 'sha256-");
    put_base64(out, hash, sizeof hash);
    rn_put_char(out, '\'');
}

static size_t find(rn_bytes text, rn_bytes part, size_t from)
{
    const char *at = memmem(text.data + from, text.size - from, part.data, part.size);
    return at ? (size_t)(at - text.data) : text.size;
}

/* Texts of the picture are escaped: what looks like a tag is one. */
void rn_put_picture_hash(rn_buffer *out, rn_bytes svg)
{
    rn_bytes open = RN_LITERAL("<style>");
    size_t from = find(svg, open, 0);
    if (from == svg.size)
        return;
    from += open.size;
    rn_put_policy_hash(out, rn_bytes_slice(svg, from, find(svg, RN_LITERAL("</style>"), from)));
}

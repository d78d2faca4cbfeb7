/* Recognises and decodes UTF-16, which Windows' shells write, by its byte order mark or, without
 * one, by every other byte being NUL.  Other bytes stay as they are: what is no UTF-8 in a name is
 * repaired where the name is stored. */
#include "input/encoding.h"

#include "base/text.h"

enum { LOOK = 256, PIECE = 16 * 1024 };

static const rn_bytes MARK_UTF8 = RN_LITERAL("\xef\xbb\xbf");
static const rn_bytes MARK_LITTLE = RN_LITERAL("\xff\xfe");
static const rn_bytes MARK_BIG = RN_LITERAL("\xfe\xff");

rn_encoding rn_encoding_find(rn_bytes input)
{
    if (rn_bytes_start(input, MARK_LITTLE))
        return RN_ENCODING_UTF16_LITTLE;
    if (rn_bytes_start(input, MARK_BIG))
        return RN_ENCODING_UTF16_BIG;
    size_t pairs = (input.size < LOOK ? input.size : LOOK) / 2;
    size_t nul[2] = {0, 0};
    for (size_t i = 0; i < 2 * pairs; i++)
        nul[i % 2] += input.data[i] == 0;
    size_t most = pairs * 9 / 10, few = pairs / 10;
    if (pairs < 2)
        return RN_ENCODING_BYTES;
    if (nul[1] > most && nul[0] <= few)
        return RN_ENCODING_UTF16_LITTLE;
    if (nul[0] > most && nul[1] <= few)
        return RN_ENCODING_UTF16_BIG;
    return RN_ENCODING_BYTES;
}

size_t rn_encoding_mark(rn_bytes input, rn_encoding encoding)
{
    rn_bytes mark = encoding == RN_ENCODING_BYTES          ? MARK_UTF8
                    : encoding == RN_ENCODING_UTF16_LITTLE ? MARK_LITTLE
                                                           : MARK_BIG;
    return rn_bytes_start(input, mark) ? mark.size : 0;
}

static uint32_t unit_at(rn_bytes text, size_t at, rn_encoding encoding)
{
    uint32_t first = (unsigned char)text.data[at], second = (unsigned char)text.data[at + 1];
    return encoding == RN_ENCODING_UTF16_LITTLE ? second << 8 | first : first << 8 | second;
}

/* The character at *at, which moves past it. */
static uint32_t next_character(rn_bytes text, size_t *at, rn_encoding encoding)
{
    uint32_t unit = unit_at(text, *at, encoding);
    *at += 2;
    if (unit < 0xd800 || unit > 0xdfff)
        return unit;
    if (unit < 0xdc00 && text.size - *at >= 2) {
        uint32_t low = unit_at(text, *at, encoding);
        if (low >= 0xdc00 && low <= 0xdfff) {
            *at += 2;
            return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    return 0xfffd;
}

bool rn_encoding_decode(rn_bytes text, rn_encoding encoding, rn_spool *spool)
{
    rn_buffer piece = {0};
    bool ok = true;
    for (size_t at = 0; ok && text.size - at >= 2;) {
        rn_text_encode(&piece, next_character(text, &at, encoding));
        if (piece.size < PIECE && text.size - at >= 2)
            continue;
        ok = !piece.failed && rn_spool_put(spool, piece.data, piece.size);
        piece.size = 0;
    }
    if (piece.failed)
        rn_fail_memory(spool->report);
    rn_buffer_finish(&piece);
    if (text.size % 2)
        rn_warn(spool->report, "the UTF-16 text ends within a character");
    return ok;
}

/* UTF-8 (RFC 3629): strict decoding, and repair of what profilers really write. */
#include "base/text.h"

typedef enum character { CHARACTER_GOOD, CHARACTER_SURROGATE, CHARACTER_BAD } character;

static bool is_tail(rn_bytes text, size_t at)
{
    return at < text.size && ((unsigned char)text.data[at] & 0xc0) == 0x80;
}

static bool has_tails(rn_bytes text, size_t at, size_t count)
{
    for (size_t i = 1; i <= count; i++)
        if (!is_tail(text, at + i))
            return false;
    return true;
}

/* The kind and length of the character at `at`. */
static character scan(rn_bytes text, size_t at, size_t *length)
{
    unsigned char first = (unsigned char)text.data[at];
    unsigned char second = at + 1 < text.size ? (unsigned char)text.data[at + 1] : 0;
    *length = 1;
    if (first < 0x80)
        return CHARACTER_GOOD;
    if (first < 0xc2 || first > 0xf4)
        return CHARACTER_BAD;
    size_t tails = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if (!has_tails(text, at, tails))
        return CHARACTER_BAD;
    if ((first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90) ||
        (first == 0xf4 && second > 0x8f))
        return CHARACTER_BAD;
    *length = tails + 1;
    return first == 0xed && second > 0x9f ? CHARACTER_SURROGATE : CHARACTER_GOOD;
}

/* U+2028 … U+202E, U+2066 … U+2069: line ends, and overrides of the direction, which let a name
 * look like another one. */
static bool is_layout_control(const unsigned char *tail)
{
    return (tail[0] == 0x80 && tail[1] >= 0xa8 && tail[1] <= 0xae) ||
           (tail[0] == 0x81 && tail[1] >= 0xa6 && tail[1] <= 0xa9);
}

/* U+FFFE and U+FFFF, which neither XML nor PDF can hold. */
static bool is_noncharacter(const unsigned char *bytes)
{
    return bytes[0] == 0xef && bytes[1] == 0xbf && bytes[2] >= 0xbe;
}

static bool is_control(rn_bytes text, size_t at, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    if (length == 1)
        return bytes[0] < 0x20 || bytes[0] == 0x7f;
    if (length == 2)
        return bytes[0] == 0xc2 && bytes[1] < 0xa0;
    return length == 3 &&
           ((bytes[0] == 0xe2 && is_layout_control(bytes + 1)) || is_noncharacter(bytes));
}

static bool is_plain_ascii(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] - 0x20u > 0x5e)
            return false;
    return true;
}

bool rn_text_is_clean(rn_bytes text)
{
    if (is_plain_ascii(text))
        return true;
    size_t length;
    for (size_t at = 0; at < text.size; at += length)
        if (scan(text, at, &length) != CHARACTER_GOOD || is_control(text, at, length))
            return false;
    return true;
}

static void put_control(rn_buffer *out, unsigned code)
{
    const char *names = "\tt\nn\rr";
    rn_put_char(out, '\\');
    for (int i = 0; i < 6; i += 2)
        if ((unsigned)names[i] == code) {
            rn_put_char(out, names[i + 1]);
            return;
        }
    rn_put_char(out, code > 0xff ? 'u' : 'x');
    rn_put_hex(out, code, code > 0xff ? 4 : 2);
}

void rn_text_encode(rn_buffer *out, uint32_t code)
{
    char bytes[4];
    size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char heads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = count - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    bytes[0] = (char)(heads[count] | code);
    rn_put(out, (rn_bytes){bytes, count});
}

static bool is_utf8(rn_bytes text)
{
    size_t length;
    for (size_t at = 0; at < text.size; at += length)
        if (scan(text, at, &length) == CHARACTER_BAD)
            return false;
    return true;
}

/* From `at` on to where the first word begins that is not all ASCII. */
static size_t skip_ascii(rn_bytes text, size_t at)
{
    uint64_t word;
    for (; text.size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    return at;
}

bool rn_text_is_utf8(rn_bytes text)
{
    size_t length = 0;
    for (size_t at = skip_ascii(text, 0); at < text.size; at = skip_ascii(text, at + length))
        if (scan(text, at, &length) != CHARACTER_GOOD)
            return false;
    return true;
}

static void put_latin1(rn_buffer *out, rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            put_control(out, c);
        else
            rn_text_encode(out, c);
    }
}

void rn_text_repair(rn_buffer *out, rn_bytes text, bool *latin1)
{
    if (!is_utf8(text)) {
        *latin1 = true;
        put_latin1(out, text);
        return;
    }
    size_t length;
    for (size_t at = 0; at < text.size; at += length) {
        if (scan(text, at, &length) == CHARACTER_SURROGATE)
            rn_text_encode(out, 0xfffd);
        else if (is_control(text, at, length))
            put_control(out, rn_text_decode(rn_bytes_slice(text, at, at + length), &length));
        else
            rn_put(out, rn_bytes_slice(text, at, at + length));
    }
}

uint32_t rn_text_decode(rn_bytes text, size_t *length)
{
    unsigned char first = (unsigned char)text.data[0];
    if (scan(text, 0, length) == CHARACTER_BAD || *length == 1)
        return first;
    uint32_t code = first & (0x7fu >> *length);
    for (size_t i = 1; i < *length; i++)
        code = code << 6 | ((unsigned char)text.data[i] & 0x3f);
    return code;
}

rn_bytes rn_text_cut(rn_bytes text, size_t most)
{
    if (text.size <= most)
        return text;
    while (most && is_tail(text, most))
        most--;
    return (rn_bytes){text.data, most};
}

size_t rn_text_length(rn_bytes text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += !is_tail(text, i);
    return count;
}

void rn_put_json_string(rn_buffer *out, rn_bytes text)
{
    rn_put_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            rn_put_char(out, '\\');
        rn_put_char(out, text.data[i]);
    }
    rn_put_char(out, '"');
}

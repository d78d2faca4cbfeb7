/* See json_escape.h. */
#include "input/json_escape.h"

#include "base/text.h"

/* The four hex digits at json->at, which moves past them; negative when they are none. */
static int32_t take_hex(rn_json *json)
{
    int32_t value = 0;
    if (json->input.size - json->at < 4) {
        json->at = json->input.size;
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        char c = json->input.data[json->at + (size_t)i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    json->at += 4;
    return value;
}

/* The rest of an escape after "\u"; false when it is malformed. */
static bool take_unicode(rn_json *json)
{
    int32_t code = take_hex(json);
    if (code < 0)
        return false;
    if (code < 0xd800 || code > 0xdfff) {
        rn_text_encode(&json->scratch, (uint32_t)code);
        return true;
    }
    size_t after = json->at;
    rn_bytes rest = rn_bytes_slice(json->input, json->at, json->input.size);
    if (code < 0xdc00 && rn_bytes_start(rest, RN_LITERAL("\\u"))) {
        json->at += 2;
        int32_t low = take_hex(json);
        if (low >= 0xdc00 && low <= 0xdfff) {
            rn_text_encode(&json->scratch,
                           0x10000 + ((uint32_t)(code - 0xd800) << 10) + (uint32_t)(low - 0xdc00));
            return true;
        }
        json->at = after;
    }
    rn_text_encode(&json->scratch, 0xfffd);
    return true;
}

bool rn_json_take_escape(rn_json *json)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    json->at++;
    if (json->at == json->input.size)
        return false;
    char c = json->input.data[json->at++];
    if (c == 'u')
        return take_unicode(json);
    const char *found = c ? strchr(from, c) : NULL;
    if (!found) {
        json->at--;
        return false;
    }
    rn_put_char(&json->scratch, to[found - from]);
    return true;
}

/* Rust's first mangling passes for a C++ name with a hash as its last part and with '$…$' and '..' for
 * what C++ does not allow.  Profilers that only know C++ print it so. */
#include "read/rust_name.h"

#include "base/text.h"

enum { HASH_SIZE = sizeof "::h0123456789abcdef" - 1 };

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool ends_in_hash(rn_bytes name)
{
    if (name.size <= HASH_SIZE || memcmp(name.data + name.size - HASH_SIZE, "::h", 3) != 0)
        return false;
    for (size_t i = name.size - HASH_SIZE + 3; i < name.size; i++)
        if (hex_value(name.data[i]) < 0)
            return false;
    return true;
}

/* '$u7e$' and the like; 0 when it is something else. */
static uint32_t code_point(rn_bytes escape)
{
    uint32_t code = 0;
    if (escape.size < 2 || escape.size > 7 || escape.data[0] != 'u')
        return 0;
    for (size_t i = 1; i < escape.size; i++) {
        int digit = hex_value(escape.data[i]);
        if (digit < 0)
            return 0;
        code = code << 4 | (uint32_t)digit;
    }
    bool is_text = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return is_text ? code : 0;
}

static uint32_t character_of(rn_bytes escape)
{
    static const struct {
        rn_bytes name;
        char is;
    } characters[] = {
        {{"SP", 2}, '@'}, {{"BP", 2}, '*'}, {{"RF", 2}, '&'}, {{"LT", 2}, '<'},
        {{"GT", 2}, '>'}, {{"LP", 2}, '('}, {{"RP", 2}, ')'}, {{"C", 1}, ','},
    };
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++)
        if (rn_bytes_equal(escape, characters[i].name))
            return (uint32_t)characters[i].is;
    return code_point(escape);
}

/* Appends what the escape at the start of `text` stands for; the bytes it takes, 0 when it is none. */
static size_t put_escape(rn_buffer *out, rn_bytes text)
{
    const char *end = text.size > 1 ? memchr(text.data + 1, '$', text.size - 1) : NULL;
    if (text.data[0] != '$' || !end)
        return 0;
    size_t size = (size_t)(end - text.data);
    uint32_t code = character_of(rn_bytes_slice(text, 1, size));
    if (!code)
        return 0;
    rn_text_encode(out, code);
    return size + 1;
}

/* A part of a path may not begin with '$' in C++, so that a '_' was put before it. */
static bool is_padding(rn_bytes name, size_t at)
{
    bool begins = at == 0 || (at >= 2 && name.data[at - 1] == ':' && name.data[at - 2] == ':');
    return begins && at + 1 < name.size && name.data[at] == '_' && name.data[at + 1] == '$';
}

/* What LLVM adds to names that it makes unique: ' (.llvm.1551)' or '.llvm.1551'. */
static rn_bytes cut_llvm(rn_bytes name)
{
    rn_bytes text = name;
    bool in_parentheses = text.size && text.data[text.size - 1] == ')';
    text.size -= in_parentheses;
    while (text.size && text.data[text.size - 1] >= '0' && text.data[text.size - 1] <= '9')
        text.size--;
    rn_bytes suffix = in_parentheses ? RN_LITERAL(" (.llvm.") : RN_LITERAL(".llvm.");
    if (!rn_bytes_end(text, suffix))
        return name;
    return rn_bytes_slice(text, 0, text.size - suffix.size);
}

bool rn_rust_name_repair(rn_buffer *out, rn_bytes name)
{
    name = cut_llvm(name);
    if (!ends_in_hash(name))
        return false;
    name.size -= HASH_SIZE;
    for (size_t at = 0; at < name.size;) {
        rn_bytes rest = rn_bytes_slice(name, at, name.size);
        size_t taken = put_escape(out, rest);
        if (taken) {
            at += taken;
        } else if (rn_bytes_start(rest, RN_LITERAL(".."))) {
            rn_put_text(out, "::");
            at += 2;
        } else {
            if (!is_padding(name, at))
                rn_put_char(out, name.data[at]);
            at++;
        }
    }
    return true;
}

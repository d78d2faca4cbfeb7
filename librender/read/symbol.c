#include "read/symbol.h"

rn_bytes rn_symbol_base_name(rn_bytes path)
{
    const char *slash = path.size ? memrchr(path.data, '/', path.size) : NULL;
    return slash ? rn_bytes_slice(path, (size_t)(slash + 1 - path.data), path.size) : path;
}

static bool is_hex_digit(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

rn_bytes rn_symbol_cut_offset(rn_bytes symbol)
{
    size_t at = symbol.size;
    while (at && is_hex_digit(symbol.data[at - 1]))
        at--;
    bool is_offset = at >= 3 && at < symbol.size && memcmp(symbol.data + at - 3, "+0x", 3) == 0;
    return is_offset ? rn_bytes_slice(symbol, 0, at - 3) : symbol;
}

bool rn_symbol_cut_parentheses(rn_bytes *text, rn_bytes *inside)
{
    size_t depth = 0;
    if (text->size == 0 || text->data[text->size - 1] != ')')
        return false;
    for (size_t at = text->size; at-- > 0;) {
        depth += text->data[at] == ')' ? 1 : text->data[at] == '(' ? (size_t)-1 : 0;
        if (depth == 0) {
            *inside = rn_bytes_slice(*text, at + 1, text->size - 1);
            *text = rn_bytes_slice(*text, 0, at);
            return true;
        }
    }
    return false;
}

void rn_symbol_put_address(rn_buffer *out, rn_bytes module, uint64_t address)
{
    int digits = 1;
    while (digits < 16 && address >> (4 * digits))
        digits++;
    if (module.size) {
        rn_put_text(out, "[");
        rn_put(out, module);
        rn_put_text(out, "+");
    }
    rn_put_text(out, "0x");
    if (digits > 8)
        rn_put_hex(out, (uint32_t)(address >> 32), digits - 8);
    rn_put_hex(out, (uint32_t)address, digits > 8 ? 8 : digits);
    if (module.size)
        rn_put_text(out, "]");
}

/* See valgrind_frame.h. */
#include "read/valgrind_frame.h"

#include "read/symbol.h"

/* Cuts '0x109166: ' off the front of `text`; what stands before the colon comes back. */
static rn_bytes cut_address(rn_bytes *text)
{
    size_t at = 0;
    while (at < text->size && text->data[at] != ':')
        at++;
    bool is_address =
        rn_bytes_start(*text, RN_LITERAL("0x")) && at + 2 < text->size && text->data[at + 1] == ' ';
    rn_bytes address = rn_bytes_slice(*text, 0, is_address ? at : 0);
    if (is_address)
        *text = rn_bytes_slice(*text, at + 2, text->size);
    return address;
}

/* 'mix.c:5', Rust's 'src/main.rs:5:9' with a column, or 'in /usr/bin/mix'. */
static bool take_place(rn_bytes inside, rn_function_key *function, uint32_t *line)
{
    uint32_t before;
    if (rn_bytes_start(inside, RN_LITERAL("in "))) {
        function->module = rn_bytes_slice(inside, 3, inside.size);
        return true;
    }
    if (!rn_symbol_cut_line(&inside, line))
        return false;
    if (rn_symbol_cut_line(&inside, &before))
        *line = before;
    function->file = inside;
    return true;
}

uint32_t rn_valgrind_frame(rn_builder *builder, rn_bytes text)
{
    rn_bytes address = cut_address(&text);
    rn_function_key function = {.name = text};
    rn_bytes name = text, inside;
    uint32_t line = 0;
    if (rn_symbol_cut_parentheses(&name, &inside) && name.size > 1 &&
        name.data[name.size - 1] == ' ' && take_place(inside, &function, &line))
        function.name = rn_bytes_slice(name, 0, name.size - 1);
    if (rn_bytes_equal(function.name, RN_LITERAL("???")) && address.size)
        function.name = address;
    return rn_builder_frame(builder, rn_builder_function(builder, &function), line);
}

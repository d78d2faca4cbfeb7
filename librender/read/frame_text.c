/* Frame texts of folded stacks, as py-spy, the FlameGraph scripts and Python's own sampler write
 * them:
 *
 *     parse (lib/json.py:12)     json.py:parse:12      libc.so.6`malloc     sys_read_[k]
 *     main (libpython3.11.so)    thread (0x7f): main   process 7:"python a.py"
 *
 * A text that only resembles one of these is left whole: 'operator() (int)' names a function. */
#include "read/frame_text.h"

#include "base/number.h"
#include "profile/kind.h"

enum { SUFFIX_SIZE = sizeof "_[k]" - 1 };

static bool find_last(rn_bytes text, char c, size_t *at)
{
    const char *found = text.size ? memrchr(text.data, c, text.size) : NULL;
    if (found)
        *at = (size_t)(found - text.data);
    return found;
}

static bool is_digits(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.size > 0;
}

static bool contains(rn_bytes text, rn_bytes part)
{
    return memmem(text.data, text.size, part.data, part.size);
}

static bool contains_any(rn_bytes text, const char *set)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] && strchr(set, text.data[i]))
            return true;
    return false;
}

/* Splits 'file:12'; a line beyond 32 bits is unknown. */
static bool split_line(rn_bytes text, rn_bytes *file, uint32_t *line)
{
    size_t colon;
    if (!find_last(text, ':', &colon) || colon == 0)
        return false;
    rn_bytes digits = rn_bytes_slice(text, colon + 1, text.size);
    uint64_t number;
    if (!is_digits(digits) || !rn_number_parse_uint(digits, &number))
        return false;
    *file = rn_bytes_slice(text, 0, colon);
    *line = number <= UINT32_MAX ? (uint32_t)number : 0;
    return true;
}

/* ---- suffixes --------------------------------------------------------------------------------- */

static uint8_t suffix_flag(rn_bytes text)
{
    for (size_t i = 0; i < rn_flag_count; i++)
        if (rn_flags[i].suffix[0] && rn_bytes_end(text, rn_bytes_of(rn_flags[i].suffix)))
            return rn_flags[i].flag;
    return 0;
}

static rn_bytes cut_suffixes(rn_bytes text, uint8_t *flags)
{
    uint8_t flag;
    while (text.size > SUFFIX_SIZE && text.data[text.size - 1] == ']' &&
           (flag = suffix_flag(text))) {
        *flags |= flag;
        text.size -= SUFFIX_SIZE;
    }
    return text;
}

/* ---- '(…)' ------------------------------------------------------------------------------------ */

static bool is_library(rn_bytes name)
{
    return rn_bytes_end(name, RN_LITERAL(".so")) || contains(name, RN_LITERAL(".so.")) ||
           rn_bytes_end(name, RN_LITERAL(".dylib")) || rn_bytes_end(name, RN_LITERAL(".dll")) ||
           rn_bytes_end(name, RN_LITERAL(".exe")) || rn_bytes_end(name, RN_LITERAL(".ko"));
}

/* The last part of a path ends in '.py', '.cpp' and the like. */
static bool has_source_suffix(rn_bytes path)
{
    size_t dot, slash;
    if (!find_last(path, '.', &dot) || (find_last(path, '/', &slash) && slash > dot))
        return false;
    rn_bytes suffix = rn_bytes_slice(path, dot + 1, path.size);
    for (size_t i = 0; i < suffix.size; i++)
        if ((suffix.data[i] | 0x20) < 'a' || (suffix.data[i] | 0x20) > 'z')
            return false;
    return suffix.size >= 1 && suffix.size <= 5 && dot > 0;
}

/* Says whether the text in parentheses is a place, and which. */
static bool take_place(rn_bytes place, rn_frame_text *out)
{
    if (split_line(place, &out->function.file, &out->line))
        return true;
    if (place.size == 0 || contains_any(place, " ,*&"))
        return false;
    bool in_brackets = place.data[0] == '[' && place.data[place.size - 1] == ']';
    if (place.data[0] == '<' && place.data[place.size - 1] == '>')
        out->function.file = place;
    else if (!in_brackets && !is_library(place) && has_source_suffix(place))
        out->function.file = place;
    else if (in_brackets || is_library(place) || contains_any(place, "./"))
        out->function.module = place;
    else
        return false;
    return true;
}

static rn_bytes cut_place(rn_bytes text, rn_frame_text *out)
{
    size_t open;
    if (text.size < 4 || text.data[text.size - 1] != ')' || !find_last(text, '(', &open) ||
        open < 2 || text.data[open - 1] != ' ')
        return text;
    if (!take_place(rn_bytes_slice(text, open + 1, text.size - 1), out))
        return text;
    return rn_bytes_slice(text, 0, open - 1);
}

/* ---- whole frames ----------------------------------------------------------------------------- */

static rn_bytes cut_module(rn_bytes text, rn_frame_text *out)
{
    const char *tick = text.size ? memchr(text.data, '`', text.size) : NULL;
    size_t at = tick ? (size_t)(tick - text.data) : 0;
    if (at == 0 || at + 1 == text.size)
        return text;
    rn_bytes module = rn_bytes_slice(text, 0, at);
    if (contains_any(module, " ()<>"))
        return text;
    out->function.module = module;
    return rn_bytes_slice(text, at + 1, text.size);
}

static bool is_process(rn_bytes text)
{
    size_t at = sizeof "process " - 1;
    if (!rn_bytes_start(text, RN_LITERAL("process ")))
        return false;
    while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
        at++;
    return at > sizeof "process " - 1 && at < text.size && text.data[at] == ':';
}

static rn_kind kind_of(rn_bytes text)
{
    if (rn_bytes_equal(text, RN_LITERAL("-")) || rn_bytes_equal(text, RN_LITERAL("--")))
        return RN_SEPARATOR;
    if (is_process(text))
        return RN_PROCESS;
    if (rn_bytes_start(text, RN_LITERAL("thread (")) && memchr(text.data, ')', text.size))
        return RN_THREAD;
    return RN_FUNCTION;
}

rn_frame_text rn_frame_text_parse(rn_bytes text)
{
    rn_frame_text out = {.function = {.name = text, .kind = (uint8_t)kind_of(text)}};
    if (out.function.kind != RN_FUNCTION)
        return out;
    rn_bytes rest = cut_suffixes(text, &out.function.flags);
    rest = cut_place(rest, &out);
    out.function.name = cut_module(rest, &out);
    return out;
}

rn_frame_text rn_frame_text_parse_colons(rn_bytes text)
{
    rn_frame_text out = {.function = {.name = text}};
    rn_bytes place;
    size_t colon;
    if (rn_bytes_start(text, RN_LITERAL("tid:"))) {
        out.function.kind = RN_THREAD;
    } else if (split_line(text, &place, &out.line) && find_last(place, ':', &colon) &&
               colon + 1 < place.size) {
        out.function.file = rn_bytes_slice(place, 0, colon);
        out.function.name = rn_bytes_slice(place, colon + 1, place.size);
    } else {
        out.line = 0;
    }
    return out;
}

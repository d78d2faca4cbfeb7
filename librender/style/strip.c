/* gprof2dot's -s, without what it ruins. */
#include "style/strip.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "style/names.h"

/* Longer names are no longer looked into: matching brackets takes quadratic time. */
enum { STRIPPED_BYTES_MAX = 4096 };

bool rn_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

size_t rn_after_bracket(rn_bytes name, size_t at)
{
    char open = name.data[at], close = open == '(' ? ')' : '>';
    size_t depth = 0;
    for (size_t i = at; i < name.size; i++) {
        bool arrow = name.data[i] == '>' && name.data[i - 1] == '-';
        if (name.data[i] == open)
            depth++;
        else if (name.data[i] == close && !arrow && --depth == 0)
            return i + 1;
    }
    return 0;
}

size_t rn_operator_at(rn_bytes name, size_t at)
{
    rn_bytes rest = rn_bytes_slice(name, at, name.size), word = RN_LITERAL("operator");
    if (!rn_bytes_start(rest, word) || (at > 0 && rn_is_word(name.data[at - 1])))
        return 0;
    size_t end = word.size;
    if (rest.size >= end + 2 && memcmp(rest.data + end, "()", 2) == 0)
        return end + 2;
    while (end < rest.size && strchr("<>=-*", rest.data[end]))
        end++;
    return end;
}

bool rn_keeps_bracket(rn_bytes name, size_t at, size_t end)
{
    rn_bytes inside = rn_bytes_slice(name, at, end);
    rn_bytes after = rn_bytes_slice(name, end, name.size);
    if (rn_bytes_equal(inside, RN_LITERAL("(anonymous namespace)")))
        return true;
    if (name.data[at] == '(')
        return rn_bytes_start(after, RN_LITERAL(".")) || at == 0;
    return at == 0 && (after.size == 0 || rn_bytes_start(after, RN_LITERAL("::")));
}

static void put_without_brackets(rn_buffer *out, rn_bytes name)
{
    for (size_t at = 0; at < name.size;) {
        size_t sign = rn_operator_at(name, at), end = 0;
        if (sign) {
            rn_put(out, rn_bytes_slice(name, at, at + sign));
            at += sign;
            continue;
        }
        if (name.data[at] == '(' || name.data[at] == '<')
            end = rn_after_bracket(name, at);
        if (end && !rn_keeps_bracket(name, at, end)) {
            at = end;
            continue;
        }
        size_t next = end ? end : at + 1;
        rn_put(out, rn_bytes_slice(name, at, next));
        at = next;
    }
}

void rn_put_stripped(rn_buffer *out, rn_bytes name)
{
    size_t before = out->size;
    rn_bytes suffix = RN_LITERAL(" const"), stripped = name;
    if (rn_bytes_end(name, suffix))
        stripped.size -= suffix.size;
    if (name.size <= STRIPPED_BYTES_MAX)
        put_without_brackets(out, stripped);
    if (out->size == before)
        rn_put(out, name);
}

void rn_put_stripped_label(rn_buffer *out, const rn_profile *profile, uint32_t function,
                           uint8_t ambiguous)
{
    rn_buffer label = {0};
    rn_bytes name = rn_function_name(profile, function);
    rn_put_label(&label, profile, function, ambiguous);
    rn_bytes text = rn_buffer_bytes(&label);
    bool begins = rn_bytes_start(text, name);
    rn_put_stripped(out, begins ? name : text);
    if (begins)
        rn_put(out, rn_bytes_slice(text, name.size, text.size));
    out->failed |= label.failed;
    rn_buffer_finish(&label);
}

/* first[id]: 1 + the function whose label it is. */
static bool mark_alike(const rn_profile *profile, const uint8_t *ambiguous, bool *alike,
                       uint32_t *first, rn_intern *labels)
{
    rn_buffer label = {0};
    bool fine = true;
    for (uint32_t f = 0; fine && f < profile->function_count; f++) {
        label.size = 0;
        rn_put_stripped_label(&label, profile, f, ambiguous[f]);
        uint32_t id = label.failed ? RN_NONE : rn_intern_add(labels, rn_buffer_bytes(&label));
        fine = id != RN_NONE;
        if (fine && first[id])
            alike[f] = alike[first[id] - 1] = true;
        else if (fine)
            first[id] = f + 1;
    }
    rn_buffer_finish(&label);
    return fine;
}

bool *rn_names_alike_stripped(const rn_profile *profile, const uint8_t *ambiguous)
{
    size_t count = profile->function_count;
    bool *alike = rn_array_zero(count + 1, sizeof *alike);
    uint32_t *first = rn_array_zero(count + 2, sizeof *first);
    rn_intern labels;
    bool fine = alike && first && rn_intern_init(&labels);
    if (fine) {
        fine = mark_alike(profile, ambiguous, alike, first, &labels);
        rn_intern_finish(&labels);
    }
    free(first);
    if (fine)
        return alike;
    free(alike);
    return NULL;
}

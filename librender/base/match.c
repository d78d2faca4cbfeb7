/* Shell globs by backtracking to the last star only, so time is bounded by length × length. */
#include "base/match.h"

bool rn_match_exact(const char *pattern, rn_bytes name)
{
    return rn_bytes_equal(rn_bytes_of(pattern[0] == '=' ? pattern + 1 : pattern), name);
}

/* Matches one bracket expression at `p` ('[' itself), returns the place behind it, or 0 when it never
 * closes and so is a plain '['. */
static size_t match_bracket(rn_bytes pattern, size_t p, unsigned char c, bool *hit)
{
    size_t i = p + 1;
    bool negated = i < pattern.size && pattern.data[i] == '!';
    i += negated;
    bool found = false;
    for (size_t first = i; i < pattern.size; i++) {
        unsigned char low = (unsigned char)pattern.data[i];
        if (low == ']' && i > first) {
            *hit = found != negated;
            return i + 1;
        }
        unsigned char high = low;
        if (i + 2 < pattern.size && pattern.data[i + 1] == '-' && pattern.data[i + 2] != ']') {
            high = (unsigned char)pattern.data[i + 2];
            i += 2;
        }
        found |= c >= low && c <= high;
    }
    return 0;
}

/* One step of the pattern at `p` against `c`: the place behind the step, or 0 for no match. */
static size_t match_one(rn_bytes pattern, size_t p, unsigned char c)
{
    if (pattern.data[p] == '?')
        return p + 1;
    if (pattern.data[p] == '[') {
        bool hit = false;
        size_t behind = match_bracket(pattern, p, c, &hit);
        if (behind)
            return hit ? behind : 0;
    }
    return (unsigned char)pattern.data[p] == c ? p + 1 : 0;
}

bool rn_match_glob(const char *pattern_text, rn_bytes name)
{
    if (pattern_text[0] == '=')
        return false;
    rn_bytes pattern = rn_bytes_of(pattern_text);
    size_t p = 0, n = 0, star = SIZE_MAX, star_name = 0;
    while (n < name.size) {
        size_t behind = 0;
        if (p < pattern.size && pattern.data[p] == '*') {
            star = ++p;
            star_name = n;
            continue;
        }
        if (p < pattern.size)
            behind = match_one(pattern, p, (unsigned char)name.data[n]);
        if (behind) {
            p = behind;
            n++;
        } else if (star != SIZE_MAX) {
            p = star;
            n = ++star_name;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*')
        p++;
    return p == pattern.size;
}

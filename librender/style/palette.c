/* The rules look at the names as they came, but for the annotations '_[k]' and their like, which readers
 * turned into flags.  Where flamegraph.pl and inferno-flamegraph disagree, the rule that tells more
 * apart is taken. */
#include "style/palette.h"

#include <math.h>

/* ---- hues ------------------------------------------------------------------------------------- */

/* Three numbers in 0 … 1 that choose the shade. */
typedef struct vector {
    double v[3];
} vector;

/* A channel is base + span × v[which], cut to an integer. */
typedef struct channel {
    uint8_t base, span, which;
} channel;

static const channel hues[][3] = {
    [RN_PALETTE_HOT] = {{205, 50, 2}, {0, 230, 0}, {0, 55, 1}},
    [RN_PALETTE_MEM] = {{0, 0, 0}, {190, 50, 1}, {0, 210, 0}},
    [RN_PALETTE_IO] = {{80, 60, 0}, {80, 60, 0}, {190, 55, 1}},
    [RN_PALETTE_RED] = {{200, 55, 0}, {50, 80, 0}, {50, 80, 0}},
    [RN_PALETTE_GREEN] = {{50, 60, 0}, {200, 55, 0}, {50, 60, 0}},
    [RN_PALETTE_BLUE] = {{80, 60, 0}, {80, 60, 0}, {205, 50, 0}},
    [RN_PALETTE_YELLOW] = {{175, 55, 0}, {175, 55, 0}, {50, 20, 0}},
    [RN_PALETTE_PURPLE] = {{190, 65, 0}, {80, 60, 0}, {190, 65, 0}},
    [RN_PALETTE_AQUA] = {{50, 60, 0}, {165, 55, 0}, {165, 55, 0}},
    [RN_PALETTE_ORANGE] = {{190, 65, 0}, {90, 65, 0}, {0, 0, 0}},
};

static rn_rgba shade(rn_palette hue, const vector *v)
{
    rn_rgba color = 0;
    for (int i = 0; i < 3; i++) {
        const channel *c = &hues[hue][i];
        color = color << 8 | (rn_rgba)(c->base + c->span * v->v[c->which]);
    }
    return RN_RGB(color);
}

/* ---- shades ----------------------------------------------------------------------------------- */

/* FNV-1a, and its next two multiples. */
static vector hash_whole(rn_bytes name)
{
    const uint64_t prime = 0x100000001b3;
    uint64_t hash = 0xcbf29ce484222325;
    vector out;
    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)name.data[i]) * prime;
    for (int i = 0; i < 3; i++, hash *= prime)
        out.v[i] = (double)hash / (double)UINT64_MAX;
    return out;
}

/* flamegraph.pl's hash of the first three characters, from the start or the end. */
static double hash_beginning(rn_bytes name, bool backwards)
{
    double value = 0, most = 1, weight = 1;
    for (size_t i = 0; i < name.size && i < 3; i++, weight *= 0.7) {
        unsigned char c = (unsigned char)name.data[backwards ? name.size - 1 - i : i];
        unsigned modulus = 10 + (unsigned)i;
        value += (double)(c % modulus) / (modulus - 1) * weight;
        most += weight;
    }
    return 1 - value / most;
}

/* The module before a back-tick does not count. */
static rn_bytes without_module(rn_bytes name)
{
    const char *tick = memchr(name.data, '`', name.size);
    size_t from = tick ? (size_t)(tick - name.data) + 1 : 0;
    return rn_bytes_slice(name, from, name.size);
}

static vector hash_ends(rn_bytes name)
{
    name = without_module(name);
    double back = hash_beginning(name, true);
    return (vector){{hash_beginning(name, false), back, back}};
}

/* ---- which hue -------------------------------------------------------------------------------- */

typedef struct subject {
    rn_bytes name, file, module;
    uint8_t flags;
} subject;

static bool holds(rn_bytes text, const char *part)
{
    return memmem(text.data, text.size, part, strlen(part));
}

static bool is_anywhere(const subject *s, const char *part)
{
    return holds(s->name, part) || holds(s->file, part) || holds(s->module, part);
}

static bool starts(rn_bytes text, const char *part)
{
    return rn_bytes_start(text, rn_bytes_of(part));
}

static bool has_objects(rn_bytes name)
{
    return holds(name, "::") || holds(name, "-[") || holds(name, "+[");
}

static rn_palette hue_of_java(const subject *s)
{
    rn_bytes name = s->name;
    if (s->flags & RN_FLAG_KERNEL)
        return RN_PALETTE_ORANGE;
    if (s->flags & RN_FLAG_JIT)
        return RN_PALETTE_GREEN;
    if (s->flags & RN_FLAG_INLINED)
        return RN_PALETTE_AQUA;
    if (holds(name, ":::"))
        return RN_PALETTE_GREEN;
    if (has_objects(name))
        return RN_PALETTE_YELLOW;
    bool is_upper = name.size && name.data[0] >= 'A' && name.data[0] <= 'Z';
    bool is_dotted = name.size && name.data[0] != '[' && holds(name, ".");
    return holds(name, "/") || is_dotted || is_upper ? RN_PALETTE_GREEN : RN_PALETTE_RED;
}

/* Whether some '/' stands before a ".js". */
static bool has_script(rn_bytes text)
{
    const char *slash = memchr(text.data, '/', text.size);
    size_t from = slash ? (size_t)(slash - text.data) : text.size;
    return holds(rn_bytes_slice(text, from, text.size), ".js");
}

static rn_palette hue_of_js(const subject *s)
{
    if (is_anywhere(s, "node_modules/"))
        return RN_PALETTE_PURPLE;
    if (s->flags & RN_FLAG_JIT)
        return is_anywhere(s, "/") ? RN_PALETTE_GREEN : RN_PALETTE_AQUA;
    if (holds(s->name, "::"))
        return RN_PALETTE_YELLOW;
    if (has_script(s->name) || has_script(s->file))
        return RN_PALETTE_GREEN;
    if (is_anywhere(s, ":"))
        return RN_PALETTE_AQUA;
    if (rn_bytes_equal(s->name, RN_LITERAL(" ")))
        return RN_PALETTE_GREEN;
    return s->flags & RN_FLAG_KERNEL ? RN_PALETTE_ORANGE : RN_PALETTE_RED;
}

static rn_palette hue_of_perl(const subject *s)
{
    if (s->flags & RN_FLAG_KERNEL)
        return RN_PALETTE_ORANGE;
    bool is_perl = holds(s->name, "::") || is_anywhere(s, "Perl") || is_anywhere(s, ".pl");
    return is_perl ? RN_PALETTE_YELLOW : RN_PALETTE_RED;
}

/* Whether a part of the path is a folder such as "python3.11". */
static bool has_python_folder(rn_bytes text)
{
    static const char word[] = "python";
    const size_t size = sizeof word - 1;
    for (size_t at = 0; at + size < text.size; at++) {
        bool is_part = at == 0 || text.data[at - 1] == '/' || text.data[at - 1] == '\\';
        if (is_part && memcmp(text.data + at, word, size) == 0 && text.data[at + size] >= '0' &&
            text.data[at + size] <= '9')
            return true;
    }
    return false;
}

static rn_palette hue_of_python(const subject *s)
{
    if (is_anywhere(s, "site-packages") || is_anywhere(s, "dist-packages"))
        return RN_PALETTE_AQUA;
    bool is_built_in = s->flags & RN_FLAG_BUILTIN || is_anywhere(s, "<built-in") ||
                       is_anywhere(s, "<method") || is_anywhere(s, "<frozen");
    bool is_library = has_python_folder(s->name) || has_python_folder(s->file);
    return is_built_in || is_library ? RN_PALETTE_YELLOW : RN_PALETTE_RED;
}

static rn_palette hue_of_rust(const subject *s)
{
    rn_bytes name = without_module(s->name);
    if (starts(name, "core::") || starts(name, "std::") || starts(name, "alloc::"))
        return RN_PALETTE_ORANGE;
    return holds(name, "::") ? RN_PALETTE_AQUA : RN_PALETTE_YELLOW;
}

rn_palette rn_palette_hue(rn_palette palette, const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    subject s = {.name = rn_profile_string(profile, info->name),
                 .file = rn_profile_string(profile, info->file),
                 .module = rn_profile_string(profile, info->module),
                 .flags = info->flags};
    switch (palette) {
    case RN_PALETTE_WAKEUP:
        return RN_PALETTE_AQUA;
    case RN_PALETTE_CHAIN:
        return s.flags & RN_FLAG_WAKER ? RN_PALETTE_AQUA : RN_PALETTE_BLUE;
    case RN_PALETTE_JAVA:
        return hue_of_java(&s);
    case RN_PALETTE_JS:
        return hue_of_js(&s);
    case RN_PALETTE_PERL:
        return hue_of_perl(&s);
    case RN_PALETTE_PYTHON:
        return hue_of_python(&s);
    case RN_PALETTE_RUST:
        return hue_of_rust(&s);
    default:
        return palette;
    }
}

rn_rgba rn_palette_function(rn_palette palette, const rn_profile *profile, uint32_t function,
                            bool by_beginning)
{
    rn_bytes name = rn_function_name(profile, function);
    if (profile->functions[function].kind == RN_SEPARATOR)
        return name.size > 1 ? RN_RGB(0xa0a0a0) : RN_RGB(0xc8c8c8);
    vector v = by_beginning ? hash_ends(name) : hash_whole(name);
    return shade(rn_palette_hue(palette, profile, function), &v);
}

rn_rgba rn_palette_weight(rn_palette palette, double weight)
{
    static const rn_palette first[] = {
        [RN_PALETTE_WAKEUP] = RN_PALETTE_AQUA, [RN_PALETTE_CHAIN] = RN_PALETTE_BLUE,
        [RN_PALETTE_JAVA] = RN_PALETTE_RED,    [RN_PALETTE_JS] = RN_PALETTE_RED,
        [RN_PALETTE_PERL] = RN_PALETTE_RED,    [RN_PALETTE_PYTHON] = RN_PALETTE_RED,
        [RN_PALETTE_RUST] = RN_PALETTE_YELLOW,
    };
    double pale = 1 - (weight > 0 ? fmin(weight, 1) : 0);
    vector v = {{pale, pale, pale}};
    return shade(palette > RN_PALETTE_ORANGE ? first[palette] : palette, &v);
}

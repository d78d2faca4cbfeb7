/* Names of functions for people.
 *
 * Labels put the function first, since labels are cut at their end.  What Python's profilers write
 * for built-ins, "<built-in method builtins.exec>" and "<method 'append' of 'list' objects>", reads
 * "builtins.exec" and "list.append"; the whole text stays in tooltips. */
#include "style/names.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "base/text.h"
#include "style/strip.h"

/* Longer names are not looked into for brackets that match. */
enum { LOOKED_INTO_MOST = 4096 };

static bool is_one_of(rn_bytes text, const char *const *words, size_t count,
                      bool (*fits)(rn_bytes, rn_bytes))
{
    for (size_t i = 0; i < count; i++)
        if (fits(text, rn_bytes_of(words[i])))
            return true;
    return false;
}

static bool is_python_file(rn_bytes file)
{
    static const char *const suffixes[] = {".py", ".pyx", ".pyw", ".pyi", "/ipython-input"};
    static const char *const heads[] = {"<frozen ", "<string>", "<stdin>", "<ipython-input"};
    return is_one_of(file, suffixes, 4, rn_bytes_end) || is_one_of(file, heads, 4, rn_bytes_start);
}

static size_t last_slash(rn_bytes path, size_t before)
{
    while (before > 0 && path.data[before - 1] != '/' && path.data[before - 1] != '\\')
        before--;
    return before;
}

/* The last `parts` parts of a path; "__init__.py" says nothing without its folder. */
static rn_bytes tail_of(rn_bytes path, int parts)
{
    size_t from = last_slash(path, path.size);
    rn_bytes base = rn_bytes_slice(path, from, path.size);
    if (rn_bytes_equal(base, RN_LITERAL("__init__.py")) ||
        rn_bytes_equal(base, RN_LITERAL("__main__.py")))
        parts++;
    while (--parts > 0 && from > 1)
        from = last_slash(path, from - 1);
    return rn_bytes_slice(path, from, path.size);
}

/* "<frozen importlib._bootstrap>" → "importlib._bootstrap". */
static rn_bytes unfrozen(rn_bytes file)
{
    rn_bytes head = RN_LITERAL("<frozen ");
    if (!rn_bytes_start(file, head) || !rn_bytes_end(file, RN_LITERAL(">")))
        return file;
    return rn_bytes_slice(file, head.size, file.size - 1);
}

static bool strip_ends(rn_bytes *text, rn_bytes head, rn_bytes tail)
{
    if (text->size <= head.size + tail.size || !rn_bytes_start(*text, head) ||
        !rn_bytes_end(*text, tail))
        return false;
    *text = rn_bytes_slice(*text, head.size, text->size - tail.size);
    return true;
}

/* "'append' of 'list' objects" → "list.append"; false when it is something else. */
static bool put_method(rn_buffer *out, rn_bytes text)
{
    static const char middle[] = "' of '";
    const char *of = memmem(text.data, text.size, middle, sizeof middle - 1);
    if (!of)
        return false;
    size_t at = (size_t)(of - text.data), after = at + sizeof middle - 1;
    rn_put(out, rn_bytes_slice(text, after, text.size));
    rn_put_char(out, '.');
    rn_put(out, rn_bytes_slice(text, 0, at));
    return true;
}

/* "<function f at 0x7fb390e02660>" → "<function f>": addresses say nothing and change with each run. */
static void put_without_address(rn_buffer *out, rn_bytes name)
{
    static const char start[] = " at 0x";
    const char *at = memmem(name.data, name.size, start, sizeof start - 1);
    size_t from = at ? (size_t)(at - name.data) : name.size, to = from;
    if (at)
        to += sizeof start - 1;
    while (to < name.size && strchr("0123456789abcdefABCDEF", name.data[to]))
        to++;
    rn_put(out, rn_bytes_slice(name, 0, from));
    rn_put(out, rn_bytes_slice(name, to, name.size));
}

static void put_plain_name(rn_buffer *out, rn_bytes name)
{
    rn_bytes inside = name;
    if (strip_ends(&inside, RN_LITERAL("<built-in method "), RN_LITERAL(">")) ||
        strip_ends(&inside, RN_LITERAL("<built-in function "), RN_LITERAL(">"))) {
        put_without_address(out, inside);
    } else if (!strip_ends(&inside, RN_LITERAL("<method '"), RN_LITERAL("' objects>")) ||
               !put_method(out, inside)) {
        put_without_address(out, name.size ? name : RN_LITERAL("(unknown)"));
    }
}

static void put_place(rn_buffer *out, rn_bytes file, uint32_t line)
{
    rn_put(out, file);
    if (!line)
        return;
    rn_put_char(out, ':');
    rn_put_uint(out, line);
}

static void put_bracketed_place(rn_buffer *out, rn_bytes file, uint32_t line)
{
    rn_put_text(out, " (");
    put_place(out, file, line);
    rn_put_char(out, ')');
}

void rn_put_label(rn_buffer *out, const rn_profile *profile, uint32_t function, uint8_t ambiguous)
{
    const rn_function_info *info = &profile->functions[function];
    rn_bytes name = rn_profile_string(profile, info->name);
    rn_bytes file = rn_profile_string(profile, info->file);
    rn_bytes module = rn_profile_string(profile, info->module);
    bool python = is_python_file(file);
    rn_bytes place = unfrozen(tail_of(file, python && ambiguous ? 2 : 1));
    if (ambiguous > 1) {
        rn_put_full_name(out, profile, function);
        return;
    }
    if (rn_bytes_equal(name, RN_LITERAL("<module>")) && file.size) {
        rn_put_text(out, "<module> ");
        rn_put(out, place);
        return;
    }
    /* Two built-ins may read alike; then nothing but their whole names tells them apart. */
    if (ambiguous && !file.size && !module.size)
        rn_put(out, name);
    else
        put_plain_name(out, name);
    if (file.size && (ambiguous || (python && info->line)))
        put_bracketed_place(out, place, info->line);
    else if (ambiguous && module.size)
        put_bracketed_place(out, tail_of(module, 1), 0);
}

/* What many functions are called that have no name. */
static bool is_nameless(rn_bytes name)
{
    static const char *const names[] = {"(anonymous)", "<anonymous>",      "(anonymous function)",
                                        "anonymous",   "<lambda>",         "<genexpr>",
                                        "<listcomp>",  "<dictcomp>",       "<setcomp>",
                                        "{closure}",   "<arrow function>", "<module>"};
    return is_one_of(name, names, sizeof names / sizeof *names, rn_bytes_equal);
}

void rn_put_short_label(rn_buffer *out, const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    rn_bytes name = rn_profile_string(profile, info->name);
    rn_bytes file = rn_profile_string(profile, info->file);
    bool is_module = rn_bytes_equal(name, RN_LITERAL("<module>"));
    if (file.size && is_nameless(name))
        put_place(out, unfrozen(tail_of(file, 1)), is_module ? 0 : info->line);
    else
        put_plain_name(out, name);
}

static bool is_compiler_suffix(rn_bytes tail)
{
    static const char *const suffixes[] = {"isra.", "part.", "constprop.", "cold", "lto_priv."};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (rn_bytes_start(tail, rn_bytes_of(suffixes[i])))
            return true;
    return tail.size == 0 || (tail.data[0] >= '0' && tail.data[0] <= '9');
}

static bool is_ascii_in(char c, char first, char last)
{
    return c >= first && c <= last;
}

static bool is_suffix_of_files(rn_bytes word)
{
    static const char *const suffixes[] = {"py",  "pyx", "pyi", "js",  "mjs",  "cjs", "jsx",  "ts",
                                           "tsx", "rb",  "php", "pl",  "lua",  "go",  "rs",   "c",
                                           "cc",  "cpp", "cxx", "h",   "hpp",  "hh",  "java", "kt",
                                           "cs",  "so",  "dll", "exe", "dylib"};
    return is_one_of(word, suffixes, sizeof suffixes / sizeof *suffixes, rn_bytes_equal);
}

/* "py", "js:12", "so" and "so.6" are the end of a file's name. */
static bool is_file_suffix(rn_bytes tail)
{
    size_t size = tail.size;
    while (size && tail.data[size - 1] >= '0' && tail.data[size - 1] <= '9')
        size--;
    if (size < tail.size && size && tail.data[size - 1] == ':')
        return true;
    if (rn_bytes_start(tail, RN_LITERAL("so.")) || rn_bytes_start(tail, RN_LITERAL("so+")))
        return true;
    return is_suffix_of_files(tail);
}

/* The suffix of a file that something is in, "mjs" of "mjs:load": its dot parts nothing.  0: none. */
static size_t suffix_before_part(rn_bytes tail)
{
    size_t size = 0;
    while (size < tail.size && !strchr(":/.", tail.data[size]))
        size++;
    if (size + 1 >= tail.size || tail.data[size] == '.' ||
        is_ascii_in(tail.data[size + 1], '0', '9'))
        return 0;
    return is_suffix_of_files(rn_bytes_slice(tail, 0, size)) ? size : 0;
}

/* Behind Rust's "<T as Trait>::", the one bracket at the beginning that does not hold all of a name. */
static size_t after_implementor(rn_bytes name)
{
    size_t end = name.size <= LOOKED_INTO_MOST ? rn_after_bracket(name, 0) : 0;
    bool is_one = end && rn_bytes_start(rn_bytes_slice(name, end, name.size), RN_LITERAL("::"));
    return is_one ? end + 2 : name.size;
}

/* Scala's functions without a name are called after the one that they stand in. */
static const char LAMBDA[] = "$anonfun$";

/* Says nothing without what stands before it: Firefox calls a function without a name after where it is, "load/<", Java
 * has "Reader.<init>", and Rust "f::<T>"; but C++ "f()::<lambda()>". */
static bool is_nameless_tail(rn_bytes tail)
{
    if (!rn_bytes_start(tail, RN_LITERAL("<")) || rn_bytes_start(tail, RN_LITERAL("<lambda")))
        return false;
    size_t end = tail.size <= LOOKED_INTO_MOST ? rn_after_bracket(tail, 0) : 0;
    return !end || end == tail.size;
}

rn_bytes rn_name_tail(rn_bytes name)
{
    int depth = 0;
    size_t file_end = 0;
    if (rn_bytes_start(name, RN_LITERAL(LAMBDA)))
        return rn_bytes_slice(name, sizeof LAMBDA - 1, name.size);
    if (name.size && name.data[0] == '<')
        return rn_bytes_slice(name, after_implementor(name), name.size);
    if (name.size && name.data[0] == '[')
        return (rn_bytes){"", 0};
    for (size_t i = 0; i + 1 < name.size; i++) {
        char c = name.data[i];
        if (strchr("(<[{", c))
            depth++;
        else if (strchr(")>]}", c))
            depth--;
        bool scope = c == ':' && name.data[i + 1] == ':';
        if (depth != 0 || i == 0 || (!scope && i != file_end && c != '.' && c != '/'))
            continue;
        rn_bytes tail = rn_bytes_slice(name, i + 1 + scope, name.size);
        /* "a..b" is parted at its last dot */
        if (tail.size && strchr("./", tail.data[0]))
            continue;
        size_t suffix = c == '.' ? suffix_before_part(tail) : 0;
        if (suffix) {
            file_end = i + 1 + suffix;
            continue;
        }
        bool is_suffix =
            c != '/' && i != file_end && (is_compiler_suffix(tail) || is_file_suffix(tail));
        bool is_none = is_suffix || is_nameless_tail(tail);
        return is_none ? (rn_bytes){"", 0} : tail;
    }
    return (rn_bytes){"", 0};
}

/* Signs, marks and blanks of Unicode are in these blocks; what is in others is taken for a letter. */
static bool is_letter(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } others[] = {{0, '0' - 1},   {'9' + 1, 'A' - 1}, {'Z' + 1, 'a' - 1}, {'z' + 1, 0xbf},
                  {0x300, 0x36f}, {0x2000, 0x2bff},   {0x3000, 0x303f},   {0xfe00, 0xfe0f}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (code >= others[i].first && code <= others[i].last)
            return false;
    return true;
}

size_t rn_telling_size(rn_bytes text)
{
    size_t length;
    bool has_letter = false;
    for (size_t at = 0; at < text.size; at += length) {
        uint32_t code = rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        if (has_letter)
            return at + length;
        has_letter = is_letter(code);
    }
    return text.size;
}

/* Folders, up to the last '/' before a bracket or a blank.  What C++ calls "operator/=" has none. */
static size_t folders_size(rn_bytes name)
{
    size_t size = 0, end = 0;
    for (; end < name.size && !strchr("(<[{ \t", name.data[end]); end++)
        if (name.data[end] == '/')
            size = end + 1;
    char next = size < end ? name.data[size] : 0;
    bool starts_word = (next & 0x80) || next == '_' || next == '$' || is_ascii_in(next, '0', '9') ||
                       is_ascii_in(next | 0x20, 'a', 'z');
    return starts_word && size > 1 ? size : 0;
}

/* A package of the JVM: two words or more without capitals before the class, which begins with one. */
static size_t package_size(rn_bytes name)
{
    size_t words = 0, start = 0;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (i == start && is_ascii_in(c, 'A', 'Z'))
            return words > 1 ? start : 0;
        if (c == '.' && i > start) {
            words++;
            start = i + 1;
        } else if (!is_ascii_in(c, 'a', 'z') && c != '_' &&
                   (i == start || !is_ascii_in(c, '0', '9'))) {
            return 0;
        }
    }
    return 0;
}

size_t rn_name_path_size(rn_bytes name)
{
    size_t folders = folders_size(name);
    return folders ? folders : package_size(name);
}

rn_bytes rn_name_in_package(rn_bytes file)
{
    static const char *const folders[] = {"/site-packages/", "/dist-packages/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        rn_bytes folder = rn_bytes_of(folders[i]);
        size_t at = rn_bytes_find_last(file, folder);
        if (at + folder.size < file.size)
            return rn_bytes_slice(file, at + folder.size, file.size);
    }
    return file;
}

static void put_named(rn_buffer *out, const rn_profile *profile, const rn_function_info *info,
                      rn_bytes file)
{
    rn_bytes name = rn_profile_string(profile, info->name);
    rn_bytes module = rn_profile_string(profile, info->module);
    rn_put(out, name.size ? name : RN_LITERAL("(unknown)"));
    if (!file.size && !module.size)
        return;
    rn_put_text(out, " (");
    rn_put(out, module);
    if (file.size && module.size)
        rn_put_text(out, ", ");
    if (file.size)
        put_place(out, file, info->line);
    rn_put_char(out, ')');
}

void rn_put_full_name(rn_buffer *out, const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    put_named(out, profile, info, rn_profile_string(profile, info->file));
}

void rn_put_tooltip_name(rn_buffer *out, const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    put_named(out, profile, info, rn_name_in_package(rn_profile_string(profile, info->file)));
}

/* Raises the level of every function whose label at `level` another one has too. */
static bool raise_shared(const rn_profile *profile, uint8_t level, uint8_t *levels, uint32_t *first,
                         rn_intern *labels)
{
    rn_buffer label = {0};
    bool fine = true;
    for (uint32_t f = 0; fine && f < profile->function_count; f++) {
        if (levels[f] < level)
            continue;
        label.size = 0;
        rn_put_label(&label, profile, f, level);
        uint32_t id = label.failed ? RN_NONE : rn_intern_add(labels, rn_buffer_bytes(&label));
        fine = id != RN_NONE;
        if (!fine)
            break;
        /* Ids count up from 1 and there is at most one a function. */
        if (first[id] == 0)
            first[id] = f + 1;
        else
            levels[f] = levels[first[id] - 1] = level + 1;
    }
    rn_buffer_finish(&label);
    return fine;
}

static bool raise_level(const rn_profile *profile, uint8_t level, uint8_t *levels)
{
    uint32_t *first = rn_array_zero((size_t)profile->function_count + 2, sizeof *first);
    rn_intern labels;
    bool fine = first && rn_intern_init(&labels);
    if (fine) {
        fine = raise_shared(profile, level, levels, first, &labels);
        rn_intern_finish(&labels);
    }
    free(first);
    return fine;
}

uint8_t *rn_names_ambiguous(const rn_profile *profile)
{
    uint8_t *levels = rn_array_zero((size_t)profile->function_count + 1, sizeof *levels);
    if (levels && raise_level(profile, 0, levels) && raise_level(profile, 1, levels))
        return levels;
    free(levels);
    return NULL;
}

/* Java's frames:
 *
 *     java.lang.Object.wait(Native Method)             java.util.List.add(List.java:12)
 *     java.lang.Object.wait(java.base@17.0.15/Native Method)
 *     java.base/java.lang.Thread.run(Thread.java:840)  app//a.C.m(C.java:3) ~[a.jar:1.0]
 *     a/b/C.m(C.java:127(Compiled Code))               Lfoo/Bar;.m(Bar.java:1)
 *     a.C.m(int) @bci=25, line=4 (Compiled frame; information may be imprecise)
 *     a.C$$Lambda$1/0x00007f5080000a08.call(Unknown Source)
 *
 * A name is package, class and method; the package is also the function's module.  Left out is what
 * would make two functions of one method: the address of a lambda's class, whether the method was
 * compiled by then, and Java's own modules with their versions and jar files. */
#include "read/java_frame.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"

typedef struct parts {
    rn_bytes name; /* with slashes, modules and addresses */
    rn_bytes file;
    uint32_t line;
} parts;

/* ---- pulling apart ---------------------------------------------------------------------------- */

static uint32_t line_number(rn_bytes digits)
{
    uint64_t line;
    return rn_number_parse_uint(digits, &line) && line <= UINT32_MAX ? (uint32_t)line : 0;
}

/* Where the parenthesis that opens at `open` is closed. */
static bool find_close(rn_bytes text, size_t open, size_t *close)
{
    size_t depth = 0;
    for (size_t i = open; i < text.size; i++) {
        if (text.data[i] == '(')
            depth++;
        else if (text.data[i] == ')' && --depth == 0) {
            *close = i;
            return true;
        }
    }
    return false;
}

/* 'Thread.java:840', perhaps behind 'java.base@17/' and before '(Compiled Code)'. */
static void take_place(rn_bytes place, parts *out)
{
    size_t at;
    if (rn_find_last_char(place, '/', &at))
        place = rn_bytes_slice(place, at + 1, place.size);
    rn_cut_suffix(&place, "(Compiled Code)");
    if (rn_find_last_char(place, ':', &at)) {
        out->line = line_number(rn_bytes_slice(place, at + 1, place.size));
        place.size = at;
    }
    if (place.size && place.data[0] != '<' && !memchr(place.data, ' ', place.size))
        out->file = place;
}

/* ' @bci=25, line=4 (Compiled frame)' */
static void take_agent_place(rn_bytes place, parts *out)
{
    size_t at;
    if (rn_find(place, RN_LITERAL("line="), &at)) {
        rn_bytes rest = rn_bytes_slice(place, at + 5, place.size);
        out->line = line_number(rn_cut_digits(&rest));
    }
}

static bool parse(rn_bytes text, parts *out)
{
    size_t open, close;
    *out = (parts){0};
    if (!rn_find_char(text, '(', &open) || open == 0 || !find_close(text, open, &close))
        return false;
    rn_bytes rest = rn_bytes_slice(text, close + 1, text.size);
    out->name = rn_bytes_slice(text, 0, open);
    if (rn_bytes_start(rest, RN_LITERAL(" @bci="))) {
        out->name = rn_bytes_slice(text, 0, close + 1);
        take_agent_place(rest, out);
        return true;
    }
    take_place(rn_bytes_slice(text, open + 1, close), out);
    return close > open + 1 && (rest.size == 0 || rn_bytes_start(rest, RN_LITERAL(" [")) ||
                                rn_bytes_start(rest, RN_LITERAL(" ~[")));
}

static bool parse_frame(rn_bytes text, parts *out)
{
    size_t end, dot;
    if (!parse(text, out))
        return false;
    rn_bytes name = out->name;
    if (rn_find_char(name, '(', &end))
        name.size = end;
    return rn_find_last_char(name, '.', &dot) && dot > 0 && dot + 1 < name.size &&
           !memchr(name.data, ' ', name.size);
}

bool rn_java_is_frame(rn_bytes text)
{
    parts p;
    return parse_frame(text, &p);
}

/* ---- names ------------------------------------------------------------------------------------ */

/* The address of a lambda's class: '/0x00007f5080000a08', '+0x…' or '/1234567'. */
static size_t address_at(rn_bytes name, size_t at)
{
    if (at + 1 >= name.size || !strchr("/+", name.data[at]) || !name.data[at] ||
        !rn_is_digit(name.data[at + 1]))
        return 0;
    size_t end = at + 1;
    while (end < name.size && name.data[end] != '.')
        end++;
    return end - at;
}

/* 'java.base@17/', 'java.base/', 'app//': what stands before a name that has dots. */
static rn_bytes without_module(rn_bytes name)
{
    size_t dot, start = 0;
    for (size_t i = 0; i + 1 < name.size; i++)
        if (name.data[i] == '/' && !rn_is_digit(name.data[i + 1]))
            start = i + 1;
    rn_bytes rest = rn_bytes_slice(name, start, name.size);
    /* of 'java/lang/Thread.run' what is left has one dot, and nothing before it has any */
    bool is_path = start && !memchr(name.data, '.', start) && !memchr(name.data, '@', start) &&
                   memmem(name.data, start, "//", 2) == NULL &&
                   (!rn_find_last_char(rest, '.', &dot) || !memchr(rest.data, '.', dot));
    return is_path ? name : rest;
}

/* Puts the name with dots, without arguments; the arguments are returned. */
static rn_bytes put_dotted(rn_buffer *out, rn_bytes name)
{
    size_t open;
    rn_bytes arguments = {"", 0};
    if (rn_find_char(name, '(', &open)) {
        arguments = rn_bytes_slice(name, open, name.size);
        name.size = open;
    }
    bool is_signature = name.size && name.data[0] == 'L' && rn_contains(name, ";.");
    name = without_module(name);
    for (size_t i = is_signature; i < name.size; i++) {
        size_t address = address_at(name, i);
        if (address)
            i += address - 1;
        else if (!(is_signature && name.data[i] == ';'))
            rn_put_char(out, name.data[i] == '/' ? '.' : name.data[i]);
    }
    return arguments;
}

/* The size of the package in 'a.b.C.m', without the dot behind it. */
static size_t package_size(rn_bytes name)
{
    size_t method, class;
    if (!rn_find_last_char(name, '.', &method) ||
        !rn_find_last_char(rn_bytes_slice(name, 0, method), '.', &class))
        return 0;
    return class;
}

/* 'java.lang' → 'j.l' */
static void put_short_package(rn_buffer *out, rn_bytes package)
{
    bool is_first = true, is_kept = false;
    for (size_t i = 0; i < package.size; i++) {
        char c = package.data[i];
        bool goes_on = ((unsigned char)c & 0xc0) == 0x80; /* in UTF-8 */
        is_kept = c == '.' || is_first || (is_kept && goes_on);
        is_first = c == '.';
        if (is_kept)
            rn_put_char(out, c);
    }
}

/* Puts what a name becomes; the size of its package is returned. */
static size_t put_label(rn_java_frames *f, rn_bytes name, size_t package)
{
    size_t size = package;
    f->label.size = 0;
    if (package && f->drops_packages) {
        size = 0;
    } else if (package && f->shortens) {
        put_short_package(&f->label, rn_bytes_slice(name, 0, package));
        size = f->label.size;
        rn_put_char(&f->label, '.');
    } else {
        package = 0;
    }
    rn_put(&f->label, rn_bytes_slice(name, package ? package + 1 : 0, name.size));
    return size;
}

/* ---- frames ----------------------------------------------------------------------------------- */

/* Methods in which a thread waits for the system, while Java calls it runnable. */
static bool is_waiting(rn_bytes name)
{
    static const char *const ends[] = {".epollWait",
                                       ".EPoll.wait",
                                       ".KQueue.poll",
                                       ".socketAccept",
                                       ".socketRead0",
                                       ".Net.accept",
                                       ".Net.poll",
                                       ".waitForReferencePendingList",
                                       ".takeVirtualThreadListToUnblock"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (rn_bytes_end(name, rn_bytes_of(ends[i])))
            return true;
    return rn_bytes_end(name, RN_LITERAL("accept0")) && rn_contains(name, "Socket");
}

static rn_java_known make(rn_java_frames *f, rn_bytes text)
{
    parts p;
    if (!parse_frame(text, &p))
        return (rn_java_known){RN_NONE, false};
    f->name.size = 0;
    rn_bytes arguments = put_dotted(&f->name, p.name);
    rn_bytes name = rn_buffer_bytes(&f->name);
    size_t package = put_label(f, name, package_size(name));
    rn_put(&f->label, arguments);
    rn_bytes label = rn_buffer_bytes(&f->label);
    if (f->name.failed || f->label.failed)
        rn_fail_memory(f->report);
    package = package < label.size ? package : 0;
    rn_function_key key = {
        .name = label, .module = rn_bytes_slice(label, 0, package), .file = p.file};
    uint32_t function = rn_builder_function(f->builder, &key);
    return (rn_java_known){rn_builder_frame(f->builder, function, p.line), is_waiting(name)};
}

const rn_java_known *rn_java_frames_get(rn_java_frames *f, rn_bytes text)
{
    uint32_t count = f->memo.count;
    uint32_t id = rn_memo_put(&f->memo, text);
    if (id == RN_NONE || !RN_GROW(f->known, f->capacity, id + (size_t)1)) {
        rn_fail_memory(f->report);
        return NULL;
    }
    if (id == count)
        f->known[id] = make(f, text);
    return &f->known[id];
}

void rn_java_frames_init(rn_java_frames *f, rn_builder *builder, rn_report *report)
{
    const render_read_options *options = rn_builder_options(builder);
    *f = (rn_java_frames){.builder = builder,
                          .report = report,
                          .shortens = options->shorten_packages,
                          .drops_packages = options->no_packages};
}

void rn_java_frames_finish(rn_java_frames *f)
{
    rn_memo_finish(&f->memo);
    free(f->known);
    rn_buffer_finish(&f->name);
    rn_buffer_finish(&f->label);
}

rn_bytes rn_java_thread_name(const rn_java_frames *f, rn_bytes name)
{
    size_t end = name.size;
    if (rn_builder_options(f->builder)->thread_numbers)
        return name;
    while (end && rn_is_digit(name.data[end - 1]))
        end--;
    bool is_numbered = end < name.size && end > 1 && name.data[end - 1] == '-';
    return is_numbered ? rn_bytes_slice(name, 0, end - 1) : name;
}

/* Stacks of AIX's procstack, once or in a loop:
 *
 *     5439714: /usr/bin/demo -x
 *     ---------- tid# 22151537 (pthread ID: 1) ----------
 *     0xd0590c34  _event_sleep(??, ??, ??) + 0x514
 *     0x10000448  work(char*)(??) + 0x1c
 *     0x00000000  [kernel text]
 *     0x100001bc  __start() + 0x6c
 *
 * Each stack counts once.  A name in brackets, or of question marks, says nothing: the address takes its
 * place.
 *
 * Left out: arguments, and addresses of known functions. */
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"

/* ---- lines ------------------------------------------------------------------------------------ */

/* '5439714: /usr/bin/demo -x' */
static bool parse_process(rn_bytes line, rn_bytes *pid)
{
    *pid = rn_cut_digits(&line);
    return pid->size && rn_cut_prefix(&line, ":") && line.size && rn_is_blank(line.data[0]);
}

/* '---------- tid# 22151537 (pthread ID: 1) ----------' */
static bool parse_thread(rn_bytes line, rn_bytes *tid)
{
    size_t at;
    if (!rn_bytes_start(line, RN_LITERAL("--")) || !rn_find(line, RN_LITERAL(" tid# "), &at))
        return false;
    line = rn_bytes_slice(line, at + 6, line.size);
    *tid = rn_cut_digits(&line);
    return tid->size;
}

/* The last group in parentheses is that of the arguments. */
static rn_bytes cut_arguments(rn_bytes text)
{
    size_t depth = 0;
    if (!rn_bytes_end(text, RN_LITERAL(")")))
        return text;
    for (size_t i = text.size; i-- > 0;) {
        if (text.data[i] == ')')
            depth++;
        else if (text.data[i] == '(' && --depth == 0)
            return i ? rn_trim_end(rn_bytes_slice(text, 0, i)) : text;
    }
    return text;
}

static bool is_unnamed(rn_bytes name)
{
    size_t marks = 0;
    while (marks < name.size && name.data[marks] == '?')
        marks++;
    return marks == name.size || name.data[0] == '[';
}

/* '0xd0590c34  _event_sleep(??, ??, ??) + 0x514' */
static bool parse_frame(rn_bytes line, rn_bytes *name)
{
    rn_bytes digits, address = line;
    size_t plus;
    if (!rn_cut_address(&line, &digits) || !line.size || !rn_is_blank(line.data[0]))
        return false;
    address.size -= line.size;
    line = rn_trim(line);
    if (!rn_cut_suffix(&line, " + ??") && rn_find(line, RN_LITERAL(" + 0x"), &plus))
        line.size = plus;
    *name = cut_arguments(rn_trim_end(line));
    if (is_unnamed(*name))
        *name = address;
    return line.size;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    rn_lines l = rn_lines_of(head);
    rn_bytes line, text;
    bool in_process = false, in_thread = false, has_thread = false;
    (void)whole;
    while (rn_lines_next(&l, &line)) {
        if ((in_process || in_thread) && parse_frame(line, &text))
            return has_thread ? 95 : rn_contains(line, ") + 0x") ? 70 : 0;
        in_process = parse_process(line, &text);
        in_thread = parse_thread(line, &text);
        has_thread |= in_thread;
    }
    return 0;
}

/* ---- the file --------------------------------------------------------------------------------- */

typedef struct reader {
    rn_dump dump;
    rn_dump_thread thread;
    bool in_process;
} reader;

static void finish_stack(void *user)
{
    reader *r = user;
    rn_dump_take(&r->dump, &r->thread, 1);
    r->thread.tid.size = 0;
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    rn_builder *b = r->dump.builder;
    rn_bytes text;
    if (parse_frame(line, &text)) {
        if (!r->in_process)
            return rn_skip(r->dump.report, l->start, l->number, "a frame outside of a thread");
        rn_function_key key = {.name = text};
        rn_dump_add(&r->dump, rn_builder_frame(b, rn_builder_function(b, &key), 0));
    } else if (parse_thread(line, &text)) {
        finish_stack(r);
        r->thread.tid = text;
        r->in_process = true;
    } else if (parse_process(line, &text)) {
        finish_stack(r);
        r->thread.pid = text;
        r->in_process = true;
    }
    return RENDER_OK;
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish_stack};

static render_status read_procstack(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.thread = {.name = {"", 0}}};
    return rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
}

const rn_format rn_format_procstack = {
    .info = &rn_format_infos[RN_FORMAT_procstack],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_procstack,
};
